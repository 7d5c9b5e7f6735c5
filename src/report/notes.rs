//! The notes: what every sign and word of the tables means, and how the figures came about.

use rust_xlsxwriter::{Workbook, XlsxError};

use crate::bank::TabBook;
use crate::breakdown::{SIGNS, ShownTable};
use crate::report::cover;
use crate::report::page::{Page, TableHead};
use crate::report::style::Style;

/// The name of the sheet.
pub(super) const SHEET: &str = "Notes";

/// What holds of every book.
const ALWAYS: [(&str, &str); 8] = [
    (
        "Answer and measure",
        "Each row of a table is one answer and one measure of it. The percentages come first; numbers of people, intervals and comparisons, where a table has them, follow below.",
    ),
    (
        "Unweighted base",
        "How many people the percentages of a column are percentages of. It decides what is hidden and how far a column can be relied on.",
    ),
    (
        "Percentages of",
        "Each sheet says above its table who is in the base and who is left out: people who were not asked, left the question blank, said that it does not apply or preferred not to say are not in it unless the sheet says so.",
    ),
    (
        "Rounding",
        "Percentages are whole numbers, halves rounded up from the exact figures. They may not add to 100. Nobody is shown as 0 and everybody as 100 only where that is so. Differences and nets are worked out before rounding.",
    ),
    (
        "Several answers",
        "Where people could choose more than one answer, percentages are of people, and add to more than 100.",
    ),
    ("Nets", "A row called Net counts several answers together, each person once. Its rows are in bold."),
    (
        "Small bases",
        "Below 30 people a percentage says too little to be relied on; below 50 and below 100 there is a warning in a row of its own.",
    ),
    (
        "Confidentiality",
        "In a release small numbers are hidden, and others beside them, so that the small ones cannot be worked out. All hidden figures have the same sign, and it does not say which of them is small.",
    ),
];

/// Writes the notes.
pub(super) fn write(workbook: &mut Workbook, style: &Style, book: &TabBook) -> Result<(), XlsxError> {
    let mut page = Page::add(workbook, style, SHEET, &[30.0, 100.0])?;
    page.title("Notes")?;
    for mark in cover::marks(book) {
        page.strong(mark)?;
    }
    page.text("This worksheet contains one table.")?;
    let heads = ["Subject", "Note"].map(str::to_owned);
    let about = "What the signs and words of the tables mean.";
    let head = TableHead { name: "notes", about, heads: &heads, words: heads.len() };
    page.table(&head, |page| {
        for sign in SIGNS {
            page.words_row(None, &[sign.sign, sign.meaning])?;
        }
        for (subject, note) in ALWAYS.into_iter().chain(sometimes(book)) {
            page.words_row(None, &[subject, note])?;
        }
        Ok(())
    })
}

/// What holds only of books that have it.
fn sometimes(book: &TabBook) -> Vec<(&'static str, &'static str)> {
    let any = |test: &dyn Fn(&ShownTable) -> bool| book.tables.iter().any(|table| test(table.shown()));
    let cells = |shown: &ShownTable| shown.rows.iter().flat_map(|row| row.cells.clone()).collect::<Vec<_>>();
    let mut notes = Vec::new();
    if any(&ShownTable::is_rounded) {
        notes.push((
            "Rounded counts",
            "Counts and bases are rounded before percentages are taken of them, as each sheet says. So 100 may stand for nearly everybody.",
        ));
    }
    if any(&|shown| shown.weight.is_some()) {
        notes.push((
            "Weighted base",
            "The sum of the weights of the people in a column. The percentages are percentages of it.",
        ));
        notes.push((
            "Effective base",
            "How many unweighted answers the weighted ones are worth: the square of the sum of the weights over the sum of their squares (Kish). Intervals and tests go by it.",
        ));
    }
    if any(&|shown| cells(shown).iter().any(|cell| cell.interval.is_some())) {
        notes.push((
            "Intervals",
            "The lower and the upper end of an interval say how far a percentage could be off by chance. Each sheet names the method.",
        ));
    }
    if any(&ShownTable::has_letters) {
        notes.push((
            "Columns that are lower",
            "The letters of columns of the same block whose percentage is lower beyond chance; the head of each column has its letter. Each sheet names the test.",
        ));
    }
    if any(&|shown| cells(shown).iter().any(|cell| cell.against_rest.is_some())) {
        notes.push((
            "Compared with everybody else",
            "Whether the percentage of a column is higher or lower than that of everybody else in the total. Each sheet says by what rule.",
        ));
    }
    notes
}
