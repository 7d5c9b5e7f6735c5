//! How to cite an insight in a report.

use super::label::Labels;
use super::wording::{NOT_STATED, date};
use crate::bank::InsightBank;
use crate::corpus::{InsightKind, Source};
use crate::engine::Hit;

/// One line: who, when, what, where in it, and the address in this bank.
pub(super) fn citation(bank: &InsightBank, labels: &Labels<'_>, found: &Hit) -> String {
    let source = bank.source(found.insight.id.source.as_str()).ok();
    let publisher = source.as_ref().and_then(|source| source.publisher.clone()).filter(|text| text != NOT_STATED);
    let who = publisher.map_or_else(|| "Publisher not stated".to_owned(), |text| labels.organisation(&text));
    let when = source.as_deref().and_then(published).unwrap_or_else(|| "no date".to_owned());
    let mut parts = vec![format!("{who} ({when}) {}.", found.source_title)];
    if let Some(locator) = &found.insight.locator {
        parts.push(format!("{locator}."));
    }
    if let Some(page) = &found.insight.page {
        parts.push(format!("Page {page}."));
    }
    if found.insight.kind == InsightKind::Finding || found.insight.kind == InsightKind::Recommendation {
        parts.push("As summarised in the bank.".to_owned());
    }
    if found.insight.illustrative {
        parts.push("Illustrative: made up.".to_owned());
    }
    parts.push(format!("{}, {}.", bank.file().title, found.insight.id));
    parts.join(" ")
}

fn published(source: &Source) -> Option<String> {
    source.published.as_deref().map(date).or_else(|| source.year.map(|year| year.to_string()))
}
