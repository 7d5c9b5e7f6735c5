//! One insight in a list: its kind, its words, where it comes from and what it is about.

use maud::{Markup, PreEscaped, html};

use super::address::Address;
use super::label::Labels;
use super::wording::{NOT_STATED, excerpt};
use super::{figure, mark};
use crate::corpus::{Insight, InsightKind, Voice};
use crate::engine::Hit;

/// How many characters of a long passage a list shows.
const EXCERPT: usize = 420;

/// The address of an insight, which never changes.
pub(super) fn address(insight: &Insight) -> Address {
    Address::of(&["insights", &insight.id.to_string()])
}

/// The language of the words, where it is not that of the page.
pub(super) fn foreign(insight: &Insight) -> Option<&str> {
    let language = insight.language.as_str();
    (!language.is_empty() && language != "en" && !language.starts_with("en-")).then_some(language)
}

/// An insight in full: kind, words, source, year, voice and themes.
pub(super) fn item(labels: &Labels<'_>, hit: &Hit) -> Markup {
    let insight = &hit.insight;
    html! {
        li class="hit" {
            p class="hit-kind" { (mark::kind(insight.kind)) (mark::of_insight(insight)) }
            (words(hit))
            p class="hit-source" {
                a href=(source_address(insight)) { (hit.source_title) }
                ", " (year(hit)) " \u{b7} " (hit.source_kind.label())
                " \u{b7} who speaks: " (insight.voice.map_or(NOT_STATED, Voice::label))
            }
            @if !hit.themes.is_empty() {
                p class="hit-themes" {
                    "Themes: "
                    @for (index, tag) in hit.themes.iter().enumerate() {
                        @if index > 0 { ", " }
                        (labels.theme_tag(tag))
                    }
                }
            }
            (open_link(insight))
        }
    }
}

/// An insight in a column of evidence: words, source and year.
pub(super) fn compact(hit: &Hit) -> Markup {
    html! {
        li class="hit" {
            p class="hit-kind" { (mark::kind(hit.insight.kind)) (mark::of_insight(&hit.insight)) }
            (words(hit))
            p class="hit-source" { a href=(source_address(&hit.insight)) { (hit.source_title) } ", " (year(hit)) }
            (open_link(&hit.insight))
        }
    }
}

/// An insight within the page of its own source.
pub(super) fn within_source(insight: &Insight) -> Markup {
    html! {
        li class="hit" {
            @if insight.is_unreleased() { p class="hit-kind" { (mark::internal()) } }
            (plain_words(insight))
            @if let Some(locator) = &insight.locator { p class="hit-source" { (locator) } }
            (open_link(insight))
        }
    }
}

/// The words of a hit, its matches marked.
fn words(hit: &Hit) -> Markup {
    match &hit.highlight {
        // The engine escapes everything but its own marks.
        Some(marked) => framed(&hit.insight, &PreEscaped(marked.clone())),
        None => plain_words(&hit.insight),
    }
}

fn plain_words(insight: &Insight) -> Markup {
    framed(insight, &html! { (excerpt(&insight.text, EXCERPT)) })
}

fn framed(insight: &Insight, words: &Markup) -> Markup {
    let lang = foreign(insight);
    html! {
        @if let Some(figure) = &insight.figure { (figure::inline(figure)) }
        @if matches!(insight.kind, InsightKind::Quote | InsightKind::Answer) {
            blockquote class="hit-text" lang=[lang] { p { (words) } }
            @if let Some(speaker) = &insight.speaker { p class="speaker" { (speaker) } }
        } @else {
            p class="hit-text" lang=[lang] { (words) }
        }
    }
}

fn open_link(insight: &Insight) -> Markup {
    html! {
        p class="hit-open" {
            a href=(address(insight)) {
                "Open this " (insight.kind.label().to_lowercase())
                span class="visually-hidden" { ": " (excerpt(&insight.text, 60)) }
            }
        }
    }
}

fn source_address(insight: &Insight) -> Address {
    Address::of(&["sources", insight.id.source.as_str()])
}

fn year(hit: &Hit) -> String {
    hit.insight.year.or(hit.source_year).map_or_else(|| "year not stated".to_owned(), |year| year.to_string())
}
