//! The text of a document, passage by passage under its headings, a page at a time.

use maud::{Markup, html};

use super::address::Address;
use super::hit;
use super::wording::{excerpt, number};
use crate::bank::{BankError, InsightBank};
use crate::corpus::{InsightKind, Source};
use crate::engine::{Filters, Hit, SearchRequest};

/// Passages on one page.
const PAGE: usize = 40;
/// Insights read at a time while looking for passages.
const CHUNK: usize = 100;

/// The passages of `source` from the place `from` in the order of its insights; nothing where it has no text.
pub(super) fn read(bank: &InsightBank, source: &Source, from: usize) -> Result<Markup, BankError> {
    let total = count(bank, source, InsightKind::Passage)?;
    let answers = count(bank, source, InsightKind::Answer)?;
    if total == 0 {
        return Ok(html! { @if answers > 0 && from == 0 { (answers_link(source, answers)) } });
    }
    let (passages, next) = collect(bank, source, from)?;
    let id = source.id.as_str();
    Ok(html! {
        section aria-labelledby="text-title" {
            h2 id="text-title" { "Text (" (number(total)) @if total == 1 { " passage" } @else { " passages" } ")" }
            (under_headings(&passages))
            @if from > 0 || next.is_some() {
                nav class="paging" aria-label="Pagination" {
                    @if from > 0 { a href=(Address::of(&["sources", id]).at("text-title")) { "Back to the beginning of the text" } }
                    @if let Some(next) = next {
                        a class="paging-next" rel="next" href=(Address::of(&["sources", id]).with("from", next.to_string()).at("text-title")) {
                            "Next part of the text" span aria-hidden="true" { " \u{2192}" }
                        }
                    }
                }
            }
        }
    })
}

fn count(bank: &InsightBank, source: &Source, kind: InsightKind) -> Result<u64, BankError> {
    let filters = Filters { kinds: vec![kind], sources: vec![source.id.clone()], ..Filters::default() };
    Ok(bank.search(&SearchRequest { filters, ..SearchRequest::default() })?.total)
}

fn answers_link(source: &Source, answers: u64) -> Markup {
    let address =
        Address::of(&["search"]).with("source", source.id.as_str()).with("kind", InsightKind::Answer.as_str());
    html! {
        section aria-labelledby="answers-title" {
            h2 id="answers-title" { "What people wrote" }
            p { a href=(address) { "Read the " (number(answers)) " open answers" } }
        }
    }
}

/// One page of passages, and where the next begins.
fn collect(bank: &InsightBank, source: &Source, from: usize) -> Result<(Vec<Hit>, Option<usize>), BankError> {
    let mut passages = Vec::new();
    let mut at = from;
    loop {
        let (chunk, total) = bank.insights_of(source.id.as_str(), at, CHUNK)?;
        if chunk.is_empty() {
            return Ok((passages, None));
        }
        for found in chunk {
            if passages.len() == PAGE {
                return Ok((passages, Some(at).filter(|at| *at < total)));
            }
            at += 1;
            if found.insight.kind == InsightKind::Passage {
                passages.push(found);
            }
        }
    }
}

/// The passages, each run of them under the headings they share.
fn under_headings(passages: &[Hit]) -> Markup {
    html! {
        div class="passages" {
            @for run in passages.chunk_by(|one, next| one.insight.headings == next.insight.headings) {
                (heading(run.first().map(|first| first.insight.headings.as_slice()).unwrap_or_default()))
                @for found in run { (passage(found)) }
            }
        }
    }
}

fn passage(found: &Hit) -> Markup {
    html! {
        div class="passage" {
            p lang=[hit::foreign(&found.insight)] { (found.insight.text) }
            p class="hit-open" {
                a href=(hit::address(&found.insight)) {
                    "Address of this passage"
                    span class="visually-hidden" { ": " (excerpt(&found.insight.text, 60)) }
                }
            }
        }
    }
}

fn heading(headings: &[String]) -> Markup {
    html! {
        @if let Some((last, outer)) = headings.split_last() {
            h3 {
                @if !outer.is_empty() { span class="heading-above" { (outer.join(" \u{203a} ")) } }
                (last)
            }
        }
    }
}
