//! The marks that must never be lost: what is made up, what is not for release, what kind of thing this is.

use maud::{Markup, html};

use crate::corpus::{Insight, InsightKind};

/// The mark of what nobody real said or answered.
pub(super) fn illustrative() -> Markup {
    html! { strong class="mark mark-illustrative" { "Illustrative" } }
}

/// The same, with what it means, for the head of a page or table.
pub(super) fn illustrative_notice() -> Markup {
    html! {
        p class="notice notice-illustrative" {
            strong class="mark mark-illustrative" { "Illustrative" }
            " Made up for demonstration. Nobody real said or answered this. Do not quote it as evidence."
        }
    }
}

/// The mark of what must not leave the people who may see it.
pub(super) fn internal() -> Markup {
    html! { strong class="mark mark-internal" { "Not for release" } }
}

/// The kind of an insight.
pub(super) fn kind(kind: InsightKind) -> Markup {
    html! { span class={ "tag tag-" (kind.as_str()) } { (kind.label()) } }
}

/// The marks of an insight, beside its kind.
pub(super) fn of_insight(insight: &Insight) -> Markup {
    html! {
        @if insight.illustrative { " " (illustrative()) }
        @if insight.is_unreleased() { " " (internal()) }
    }
}
