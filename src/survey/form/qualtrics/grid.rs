//! Grids: statements by scale points, and several of them side by side.

use super::draft::{Draft, question};
use super::items::ranks;
use super::names::Stem;
use super::notes::Notes;
use super::payload::{Choice, Payload, scalar};
use crate::survey::form::json_id::{question_id, safe};
use crate::survey::form::{Columns, FormQuestion};
use crate::survey::{Grid, QuestionKind};

/// What is in the cells of a grid.
#[derive(Clone, Copy)]
enum Cells {
    OneOption,
    Options,
    Words,
    Numbers,
    Ranks,
}

/// The items of a matrix; `None` when its kind is not known.
pub(super) fn matrix(tag: &str, payload: Payload<'_>) -> Option<Vec<Draft>> {
    let stem = Stem { tag: tag.to_owned(), column: None };
    let grid = Grid { id: question_id(tag), text: payload.wording() };
    Some(items(&stem, &grid, payload, &payload.choices(), cells(payload)?))
}

/// The items of each column of a side by side question. A column of a kind that is not known is left to the load.
pub(super) fn side_by_side(tag: &str, payload: Payload<'_>, notes: &mut Notes) -> Vec<Draft> {
    let (choices, wording) = (payload.choices(), payload.wording());
    let mut drafts = Vec::new();
    for (number, column) in payload.columns() {
        let own = column.0.get("AnswerDataExportTag").and_then(scalar);
        let Some(cells) = cells(column) else {
            let message = format!("column {number} of the question `{tag}` is of a type that is not known here");
            notes.not_read(tag, message);
            continue;
        };
        let stem = Stem { tag: tag.to_owned(), column: Some((number, own)) };
        let text = [wording.clone(), column.wording()].join(" – ");
        let grid = Grid { id: stem.id(), text: text.trim_matches([' ', '–']).to_owned() };
        drafts.extend(items(&stem, &grid, column, &choices, cells));
    }
    drafts
}

fn cells(payload: Payload<'_>) -> Option<Cells> {
    match (payload.told("Selector"), payload.told("SubSelector")) {
        ("Likert" | "Profile", "MultipleAnswer") => Some(Cells::Options),
        ("Likert" | "Profile" | "Bipolar" | "MaxDiff", _) => Some(Cells::OneOption),
        ("TE", _) => Some(Cells::Words),
        ("CS" | "Slider", _) => Some(Cells::Numbers),
        ("RO", _) => Some(Cells::Ranks),
        _ => None,
    }
}

fn items(stem: &Stem, grid: &Grid, payload: Payload<'_>, choices: &[Choice], cells: Cells) -> Vec<Draft> {
    let shared = payload.answers();
    let mut drafts = Vec::new();
    for choice in choices {
        let own = if payload.told("Selector") == "Profile" { payload.own_answers(&choice.id) } else { None };
        let answers = own.as_ref().unwrap_or(&shared);
        match cells {
            Cells::OneOption => drafts.push(one(stem, grid, choice, answers)),
            Cells::Options => drafts.push(several(stem, grid, choice, answers)),
            Cells::Words => drafts.extend(each(stem, grid, choice, answers, QuestionKind::Open)),
            Cells::Numbers => drafts.extend(each(stem, grid, choice, answers, QuestionKind::Number)),
            Cells::Ranks => drafts.extend(each(stem, grid, choice, answers, QuestionKind::Ranking)),
        }
    }
    drafts
}

fn one(stem: &Stem, grid: &Grid, choice: &Choice, answers: &[Choice]) -> Draft {
    let question = question(item_id(stem, choice), wording(choice, grid), QuestionKind::Single);
    let draft = Draft::in_column(question, stem.item(choice)).choosing(answers).in_grid(grid, choice);
    with_words(draft, stem, choice)
}

fn several(stem: &Stem, grid: &Grid, choice: &Choice, answers: &[Choice]) -> Draft {
    let question = question(item_id(stem, choice), wording(choice, grid), QuestionKind::Multiple);
    let numbered = answers.iter().zip(0_u16..=u16::MAX);
    let columns = numbered.map(|(answer, position)| (stem.cell(choice, answer), position)).collect();
    let asked = FormQuestion::new(question, Columns::PerOption(columns));
    let draft = Draft { asked, item: None, choices: Vec::new() }.choosing(answers).in_grid(grid, choice);
    with_words(draft, stem, choice)
}

/// A question for each cell of a statement.
fn each(stem: &Stem, grid: &Grid, choice: &Choice, answers: &[Choice], kind: QuestionKind) -> Vec<Draft> {
    let base = item_id(stem, choice);
    let mut drafts: Vec<Draft> = Vec::new();
    for answer in answers {
        let parts = [choice.label.as_str(), answer.label.as_str()];
        let text = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" – ");
        let question = question(format!("{base}.{}", safe(&answer.id)), text, kind);
        let draft = match kind {
            QuestionKind::Open => Draft::in_column(question, stem.written(choice, answer)),
            QuestionKind::Ranking => {
                Draft::in_column(question, stem.cell(choice, answer)).choosing(&ranks(answers.len()))
            }
            _ => Draft::in_column(question, stem.cell(choice, answer)),
        };
        drafts.push(draft.in_grid(grid, choice));
    }
    if let Some(last) = drafts.pop() {
        // The words beside a statement belong to it whole; they stay with its last cell.
        drafts.push(with_words(last, stem, choice));
    }
    drafts
}

fn with_words(draft: Draft, stem: &Stem, choice: &Choice) -> Draft {
    if choice.has_words { draft.with_words(stem.words(choice)) } else { draft }
}

fn item_id(stem: &Stem, choice: &Choice) -> String {
    format!("{}.{}", stem.id(), safe(&choice.id))
}

fn wording(choice: &Choice, grid: &Grid) -> String {
    if choice.label.is_empty() { grid.text.clone() } else { choice.label.clone() }
}
