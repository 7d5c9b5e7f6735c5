//! Summary lists: what a record says, key by key, with "not stated" where it says nothing.

use maud::{Markup, html};

use super::wording::NOT_STATED;

/// A list of keys and what they hold.
pub(super) fn list(rows: &[(&str, Markup)]) -> Markup {
    html! {
        dl class="summary" {
            @for (key, value) in rows {
                div class="summary-row" {
                    dt { (key) }
                    dd { (value) }
                }
            }
        }
    }
}

/// A text, or that it is not stated.
pub(super) fn stated(text: Option<&str>) -> Markup {
    let text = text.filter(|text| !text.trim().is_empty() && *text != NOT_STATED);
    html! {
        @match text {
            Some(text) => (text),
            None => { span class="secondary" { (NOT_STATED) } }
        }
    }
}

/// Several links or words with commas between them, or that there are none stated.
pub(super) fn several(parts: &[Markup]) -> Markup {
    html! {
        @if parts.is_empty() {
            (stated(None))
        } @else {
            @for (index, part) in parts.iter().enumerate() {
                @if index > 0 { ", " }
                (part)
            }
        }
    }
}
