//! Arrays and other questions of several items: each item becomes a question of its own.

use super::draft::{Draft, Drafts, Options, worded};
use super::fixed;
use super::lists::answers;
use super::names::Names;
use super::outline::{Asked, Entry, Part, is_always};
use crate::survey::QuestionKind;
use crate::survey::form::Columns;

/// The most cells of one table.
const MOST_CELLS: usize = 10_000;

/// Items that are answered with numbers or words.
pub(super) fn items(asked: &Asked, kind: QuestionKind, names: &Names<'_>, drafts: &mut Drafts) {
    for part in asked.rows() {
        let columns = Columns::One(names.part(&part.code));
        let text = if asked.entry == Entry::Slider { slider_text(asked, part) } else { part.text.clone() };
        drafts.add(shown(Draft::item(asked, (&part.code, &text), kind, columns), asked, part));
    }
}

/// The wording of a slider: what it measures and what its ends mean, written `wording|left|right`.
fn slider_text(asked: &Asked, part: &Part) -> String {
    let mut pieces = part.text.split('|').map(str::trim);
    let wording = worded(pieces.next().unwrap_or_default(), &asked.text);
    let ends: Vec<&str> = pieces.filter(|end| !end.is_empty()).collect();
    if ends.is_empty() { wording.to_owned() } else { format!("{wording} ({})", ends.join(" \u{2013} ")) }
}

/// An array with one scale: its own answers, or those of its type.
pub(super) fn scale(asked: &Asked, names: &Names<'_>, drafts: &mut Drafts) {
    let options = match asked.letter {
        'F' | 'H' => answers(asked, false),
        letter => Options::fixed(fixed::options(letter), fixed::spellings(letter)),
    };
    let kind = if asked.letter == 'C' { QuestionKind::Single } else { scale_kind(&options) };
    for part in asked.rows() {
        if drafts.is_full() {
            break;
        }
        let columns = Columns::One(names.part(&part.code));
        let draft = Draft::item(asked, (&part.code, &part.text), kind, columns).with(&options);
        drafts.add(shown(draft, asked, part));
    }
}

/// An array with two scales: a grid for each.
pub(super) fn dual(asked: &Asked, names: &Names<'_>, drafts: &mut Drafts) {
    for (at, second) in [(0, false), (1, true)] {
        let options = answers(asked, second);
        let title = asked.scale_names.get(at).filter(|name| !name.is_empty());
        let title = title.cloned().unwrap_or_else(|| format!("scale {}", at + 1));
        for part in asked.rows() {
            if drafts.is_full() {
                return;
            }
            let columns = Columns::One(names.part_on_scale(&part.code, at));
            let mut draft = Draft::item(asked, (&part.code, &part.text), scale_kind(&options), columns).with(&options);
            let question = &mut draft.question.question;
            question.id = format!("{}.{}", question.id, at + 1);
            if let Some(grid) = &mut question.grid {
                grid.id = format!("{}.{}", grid.id, at + 1);
                grid.text = format!("{} \u{2013} {title}", grid.text);
            }
            drafts.add(shown(draft, asked, part));
        }
    }
}

/// A table of cells with numbers or words.
pub(super) fn cells(asked: &Asked, kind: QuestionKind, names: &Names<'_>, drafts: &mut Drafts) {
    let cells = asked.rows().flat_map(|row| asked.columns().map(move |column| (row, column)));
    for (row, column) in cells.take(MOST_CELLS) {
        let code = cell_code(row, column);
        let text = format!("{} \u{2013} {}", worded(&row.text, &row.code), worded(&column.text, &column.code));
        let draft = Draft::item(asked, (&code, &text), kind, Columns::One(names.part(&code)));
        drafts.add(shown(draft, asked, row));
    }
}

/// A table of boxes to tick: each row is a question with any number of answers.
pub(super) fn boxes(asked: &Asked, names: &Names<'_>, drafts: &mut Drafts) {
    let mut options = Options::default();
    let columns: Vec<(&Part, u16)> =
        asked.columns().map_while(|column| Some((column, options.push(&column.code, &column.text)?))).collect();
    for row in asked.rows() {
        if drafts.is_full() {
            return;
        }
        let names = |(column, position): &(&Part, u16)| (names.part(&cell_code(row, column)), *position);
        let columns = Columns::PerOption(columns.iter().map(names).collect());
        let draft = Draft::item(asked, (&row.code, &row.text), QuestionKind::Multiple, columns).with(&options);
        drafts.add(shown(draft, asked, row));
    }
}

fn cell_code(row: &Part, column: &Part) -> String {
    format!("{}_{}", row.code, column.code)
}

/// The answers of an array are in order by the way it is made; two are no scale.
fn scale_kind(options: &Options) -> QuestionKind {
    if options.list.len() > 2 { QuestionKind::Scale } else { QuestionKind::Single }
}

/// The draft with the equation that shows its item: its own, or the tick of another question that filters the items.
fn shown(mut draft: Draft, asked: &Asked, part: &Part) -> Draft {
    draft.shown_if = match &asked.item_filter {
        Some(filter) if is_always(&part.shown_if) => format!("{filter}_{}.NAOK == \"Y\"", part.code),
        _ => part.shown_if.clone(),
    };
    draft
}
