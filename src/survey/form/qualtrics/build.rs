//! Making questions of what the file gives, by the type it names.

use super::draft::Draft;
use super::notes::Notes;
use super::outline::Entry;
use super::payload::{Payload, members, scalar};
use super::routing::{self, Routing};
use super::{choice, grid, items, technical};

/// The most cells (statements by scale points) one question may have, and all together.
const CELLS: usize = 30_000;
const ALL_CELLS: usize = 200_000;

/// A question made of an entry of the survey.
pub(super) struct Made {
    /// The id the survey gives the entry, such as `QID4`.
    pub(super) entry: String,
    /// Its export tag.
    pub(super) tag: String,
    /// Who is asked.
    pub(super) routing: Routing,
    /// The question.
    pub(super) draft: Draft,
}

/// The questions made so far, and columns without answers.
#[derive(Default)]
pub(super) struct Built {
    /// The questions.
    pub(super) made: Vec<Made>,
    /// Columns without answers.
    pub(super) technical: Vec<String>,
    cells: usize,
}

impl Built {
    /// Adds the questions of one entry.
    pub(super) fn add(&mut self, entry: &Entry<'_>, notes: &mut Notes) {
        let payload = entry.payload;
        let tag = payload.0.get("DataExportTag").and_then(scalar).unwrap_or_else(|| entry.id.clone());
        let kind = payload.told("QuestionType");
        if matches!(kind, "DB" | "") {
            return;
        }
        if let Some(mut names) = technical::columns(kind, &tag) {
            self.technical.append(&mut names);
            return;
        }
        if payload.0.get("Randomization").is_some_and(|value| !value.is_null()) {
            self.technical.extend(technical::display_order(&tag, payload));
        }
        if entry.looped {
            skip(&tag, "is asked once for each of several things, and how often is not told", notes);
            return;
        }
        let cells = cells(payload);
        if cells > CELLS || self.cells.saturating_add(cells) > ALL_CELLS {
            skip(&tag, "has more cells than a survey can have", notes);
            return;
        }
        self.cells += cells;
        let Some(drafts) = drafts(&tag, payload, notes) else {
            skip(&tag, &format!("is of type `{}`, which is not known here", short(kind)), notes);
            return;
        };
        self.technical.extend(technical::beside(kind, &tag, payload));
        let routing = routing::of(payload, entry.skips);
        let made = |draft| Made { entry: entry.id.clone(), tag: tag.clone(), routing: routing.clone(), draft };
        self.made.extend(drafts.into_iter().map(made));
    }
}

fn drafts(tag: &str, payload: Payload<'_>, notes: &mut Notes) -> Option<Vec<Draft>> {
    match payload.told("QuestionType") {
        "MC" => Some(vec![choice::question_of(tag, payload)]),
        "Matrix" => grid::matrix(tag, payload),
        "SBS" => Some(grid::side_by_side(tag, payload, notes)),
        "TE" => Some(items::written(tag, payload)),
        "RO" => Some(items::ranked(tag, payload)),
        "CS" | "Slider" => Some(items::numbers(tag, payload)),
        "DD" => Some(items::drilled(tag, payload)),
        _ => None,
    }
}

/// How many cells a question has.
fn cells(payload: Payload<'_>) -> usize {
    let size = |payload: Payload<'_>, key: &str| {
        let list = payload.0.get(key);
        list.map_or(0, |list| members(list).count()).max(1)
    };
    let choices = size(payload, "Choices");
    let across = match payload.told("QuestionType") {
        "RO" => choices,
        "SBS" => payload.columns().into_iter().map(|(_, column)| size(column, "Answers")).sum(),
        _ => size(payload, "Answers"),
    };
    choices.saturating_mul(across)
}

fn skip(tag: &str, why: &str, notes: &mut Notes) {
    notes.not_read(tag, format!("the question `{tag}` {why}"));
}

/// A name short enough for a message.
fn short(name: &str) -> String {
    name.chars().take(30).collect()
}
