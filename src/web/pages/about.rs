//! What the bank is, how its percentages work, and how far its pages can be used by everybody.

use axum::extract::State;
use axum::response::Response;
use maud::{Markup, html};

use super::answer::answer;
use super::layout::{Page, Section};
use super::mark;
use crate::bank::InsightBank;
use crate::web::state::AppState;

/// `/about`.
pub(super) async fn show(State(state): State<AppState>) -> Response {
    answer(&state, |bank| Ok(page(bank))).await
}

fn page(bank: &InsightBank) -> Page {
    let content = html! {
        div class="reading" {
            h1 { "About this bank and its numbers" }
            nav aria-label="On this page" {
                ul {
                    li { a href="#what" { "What is in it" } }
                    li { a href="#percentages" { "Percentages and bases" } }
                    li { a href="#small-numbers" { "Small numbers" } }
                    li { a href="#evidence" { "Kinds of evidence" } }
                    li { a href="#voice" { "Who speaks" } }
                    @if bank.file().demonstration { li { a href="#demonstration" { "What is real in this demonstration" } } }
                    li { a href="#accessibility" { "Accessibility" } }
                }
            }
            (what())
            (percentages())
            (small_numbers())
            (evidence())
            @if bank.file().demonstration { (demonstration()) }
            (accessibility())
        }
    };
    Page::new("About this bank and its numbers", Section::About, content)
}

fn what() -> Markup {
    html! {
        h2 id="what" { "What is in it" }
        p { "Sources: studies and reports, focus groups, surveys, meetings and documents. Each is made of insights: a finding, a recommendation, a view, a quote, a survey answer, a passage of a document, a published figure, or a statement of what should become true. Every insight has an address that never changes." }
        p { "Where a source does not say something, the bank says \u{201c}not stated\u{201d}. It never fills a gap." }
    }
}

fn percentages() -> Markup {
    html! {
        h2 id="percentages" { "Percentages and bases" }
        p { "A percentage means nothing without its base: the people it is a percentage of. Every table here says its base in words and in numbers. There are four:" }
        dl class="summary" {
            div class="summary-row" { dt { "Answered" } dd { "everyone who was asked and gave an answer. This is usual." } }
            div class="summary-row" { dt { "Asked" } dd { "everyone who was asked, whether they answered or not." } }
            div class="summary-row" { dt { "All" } dd { "everyone who took part, also those who were not asked this question." } }
            div class="summary-row" { dt { "Ticks" } dd { "all answers ticked, where people could choose several." } }
        }
        p { "Percentages are whole numbers, halves rounded up. Something is never shown as 0% and not everything is never shown as 100%. Rounded percentages may not add to 100. Where people could choose several answers they add to more." }
        p { "Most surveys of this kind are open to whoever wants to take part. Their percentages describe the people who answered. They do not tell how many of all residents think so. Only a random sample can do that, and each survey says which it is." }
        p { "Counts of insights in search and on theme pages are counts of what is in the bank, not of people." }
    }
}

fn small_numbers() -> Markup {
    html! {
        h2 id="small-numbers" { "Small numbers" }
        p { "When only a few people are behind a number, somebody could be recognised. Tables have two views:" }
        ul {
            li { (mark::internal()) " " strong { "Internal" } ": every count, for the team that holds the data. It is marked, and each one shown is logged." }
            li { strong { "Release" } ": fit for anybody. A column with a base of 1 to 9 people is hidden. For sensitive questions, cells of 1 to 9 people are hidden too, and further cells where the hidden ones could be worked out." }
        }
        dl class="legend" {
            div { dt { "[c]" } dd { "hidden, because somebody could be recognised" } }
            div { dt { "[u]" } dd { "not shown, because the base is too small to rely on" } }
            div { dt { "[z]" } dd { "nobody is in this base" } }
        }
        p { "Words that people wrote in a survey are shown here for analysis. They are marked \u{201c}not for release\u{201d} until somebody has checked that they may be quoted and identify no one." }
    }
}

fn evidence() -> Markup {
    html! {
        h2 id="evidence" { "Kinds of evidence" }
        p { "Theme and priority pages show studies, focus groups, and figures and surveys side by side. They rest on different people asked in different ways, so they are never added together." }
        p { "A theme comes from a person, from the source as it was filed, or from a rule (a saved search). Each insight says which." }
        h2 id="voice" { "Who speaks" }
        p { "First-hand: people about themselves. Advocate: people who speak for others. Professional: people from their work. Organisation: a body. An advocate is not a resident; the bank keeps them apart." }
    }
}

fn demonstration() -> Markup {
    html! {
        h2 id="demonstration" { "What is real in this demonstration" }
        p { "The sources, findings and figures come from published documents of Hertfordshire and West Essex and of NHS England, in our own words, each with the place it comes from. This is not an official publication of any of these bodies." }
        p { "Whatever is marked " (mark::illustrative()) " is made up: no real person said or answered it. The survey answers here were made by a program so that their percentages agree with published ones." }
        p { "The demonstration cannot be added to. " a href="/load" { "How to have a bank of your own" } }
    }
}

fn accessibility() -> Markup {
    html! {
        h2 id="accessibility" { "Accessibility" }
        p { "These pages aim to meet the Web Content Accessibility Guidelines 2.2 at level AA. They work without script, by keyboard alone, with a screen reader, at 400% zoom and on a phone; they ask nothing of any other website. Tables have captions and headings, links say where they lead, and colour is never the only sign." }
        p { "They have been checked by automatic tests of their structure. They have not yet been tested with people who use assistive technology. Wide tables scroll sideways within their frame on a small screen; every table can be taken away as CSV." }
        p { "If something here cannot be used by you, tell whoever runs this bank." }
    }
}
