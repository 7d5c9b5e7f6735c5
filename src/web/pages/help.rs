//! How to search, with examples.

use axum::extract::State;
use axum::response::Response;
use maud::{Markup, html};

use super::address::Address;
use super::answer::answer;
use super::layout::{Page, Section};
use crate::web::state::AppState;

/// What can be typed, and what it finds.
const LANGUAGE: [(&str, &str); 11] = [
    (
        "social prescribing",
        "both words, in any form (prescribing, prescribed, prescriber). If nothing has both, either, and the page says so",
    ),
    ("\"social prescribing\"", "the words together, in this order"),
    ("waiting OR delay", "either word"),
    ("carers NOT young", "the first without the second; a minus sign does the same: carers -young"),
    ("+transport bus", "the word with the plus must be there, the other makes a better match"),
    ("(bus OR train) rural", "brackets keep things together"),
    ("hous*", "words that begin so: house, housing, household"),
    ("\"mental support\"~5", "the words near each other, at most five words apart"),
    ("CAMHS", "an acronym of the glossary finds its long form too, and the other way round"),
    ("theme:access transport", "a word within a theme"),
    ("place:stevenage year:2019", "a place and a year"),
];

/// `/help/search`.
pub(super) async fn search(State(state): State<AppState>) -> Response {
    answer(&state, |_| Ok(page())).await
}

fn page() -> Page {
    let content = html! {
        div class="reading" {
            h1 { "Help with searching" }
            p class="lead" { "Type what you would say. Nothing you type is an error: what cannot be read as a rule is searched as words, and the page says what it did." }
            (language())
            h2 { "Words before a colon" }
            p { "You can use " code { "kind:" } ", " code { "theme:" } ", " code { "priority:" } ", " code { "group:" } ", " code { "place:" } ", " code { "voice:" } ", " code { "source:" } " and " code { "year:" } ". They do the same as the filters at the side." }
            h2 { "Filters" }
            p { "Tick what you want and press \u{201c}Apply filters\u{201d}. Several choices in one list widen it: Stevenage or Harlow. Choices in different lists narrow it: Stevenage and housing. Choosing a theme or a place takes in what lies within it." }
            h2 { "What the counts say" }
            p { "Counts in the filters are insights, not people. Shares are of all insights your search found. One insight can stand under several themes, so the shares add to more than 100%." }
            h2 { "Spelling" }
            p { "Only when nothing at all is found, the search tries words spelled nearly the same, and says so." }
            h2 { "Keep and share a search" }
            p { "The address of the page holds the whole search. Keep it as a bookmark or send it to a colleague who uses this bank. Every list can be taken away as CSV or JSON." }
            p { a class="action" href="/search" { "Search the bank" } }
        }
    };
    Page::new("Help with searching", Section::Help, content)
}

fn language() -> Markup {
    html! {
        table {
            caption { "What you can type" }
            thead { tr { th scope="col" { "Type" } th scope="col" { "To find" } } }
            tbody {
                @for (typed, finds) in LANGUAGE {
                    tr {
                        th scope="row" { a href=(Address::of(&["search"]).with("q", typed)) { code { (typed) } } }
                        td { (finds) }
                    }
                }
            }
        }
    }
}
