//! The search box: large where searching is the purpose of the page, small in the header of every other.

use maud::{Markup, html};

/// The large box. Filters elsewhere on the page join its form by the id `search-form`.
pub(super) fn large(query: &str, hint: bool) -> Markup {
    html! {
        search {
            form class="search-box" id="search-form" action="/search" method="get" {
                label for="q" { "Search what people have said" }
                @if hint {
                    p class="hint" id="q-hint" {
                        "Words, a \u{201c}phrase in quotation marks\u{201d}, or an acronym. "
                        a href="/help/search" { "Help with searching" }
                    }
                }
                div class="search-row" {
                    input class="search-input" id="q" name="q" type="search" value=(query) autocomplete="off" spellcheck="true"
                        aria-describedby=[hint.then_some("q-hint")];
                    button class="button" type="submit" { "Search" }
                }
            }
        }
    }
}

/// The small box of the header.
pub(super) fn small() -> Markup {
    html! {
        search {
            form class="search-small" action="/search" method="get" {
                label class="visually-hidden" for="header-q" { "Search the bank" }
                input id="header-q" name="q" type="search" autocomplete="off";
                button type="submit" { "Search" }
            }
        }
    }
}
