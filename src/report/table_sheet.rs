//! A sheet with one table: what was asked, marks, base, shorthand and notes above it, the table from the first column, nothing
//! below it.

use rust_xlsxwriter::{Workbook, XlsxError};

use crate::bank::TabBook;
use crate::breakdown::{Disclosed, ShownTable};
use crate::report::grid::Grid;
use crate::report::page::{Page, TableHead};
use crate::report::style::Style;
use crate::report::{contents, cover};

/// The widths of the first two columns and of every other.
const WIDTHS: [f64; 3] = [70.0, 22.0, 16.0];

/// The name of the sheet of the table at a position.
pub(super) fn sheet_name(at: usize) -> String {
    format!("Table_{}", at + 1)
}

/// What the table at a position is called.
pub(super) fn table_title(at: usize) -> String {
    format!("Table {}", at + 1)
}

/// Writes the sheet of the table at a position.
pub(super) fn write(
    workbook: &mut Workbook,
    style: &Style,
    book: &TabBook,
    at: usize,
    table: &Disclosed,
) -> Result<(), XlsxError> {
    let shown = table.shown();
    let grid = Grid::of(table);
    let [answer, measure, figure] = WIDTHS;
    let figures = std::iter::repeat_n(figure, shown.columns.len());
    let widths: Vec<f64> = [answer, measure].into_iter().chain(figures).collect();
    let mut page = Page::add(workbook, style, &sheet_name(at), &widths)?;
    page.title(&format!("{}: {}", table_title(at), shown.question_text))?;
    for mark in cover::marks(book) {
        page.strong(mark)?;
    }
    page.link(contents::SHEET, "Back to the contents")?;
    for line in lines(shown) {
        page.text(&line)?;
    }
    let name = sheet_name(at).to_lowercase();
    let about = format!("{}, percentages of {}", shown.question_text, shown.base_words());
    let head = TableHead { name: &name, about: &about, heads: &grid.heads, words: 2 };
    page.table(&head, |page| {
        grid.rows.iter().try_for_each(|row| page.row(&[&row.label, &row.measure], &row.cells, row.net))
    })
}

/// What stands between the title and the table.
fn lines(shown: &ShownTable) -> Vec<String> {
    let mut lines = vec![
        "This worksheet contains one table.".to_owned(),
        format!("Survey: {}. Question: {}.", shown.survey_title, shown.question),
        format!("Percentages of: {}", shown.base_words()),
    ];
    let mut blocks: Vec<&str> = shown.columns.iter().filter_map(|column| column.block.as_deref()).collect();
    blocks.dedup();
    if !blocks.is_empty() {
        lines.push(format!("Columns: Total; {}", blocks.join("; ")));
    }
    let legend: Vec<String> = shown.legend().iter().map(|sign| format!("{} {}", sign.sign, sign.meaning)).collect();
    if !legend.is_empty() {
        lines.push(format!("Shorthand: {}.", legend.join(", ")));
    }
    lines.extend(shown.headline().map(|sentence| format!("How to read this: {sentence}")));
    // The marks stand below the title already.
    let marks = [cover::INTERNAL, cover::ILLUSTRATIVE];
    let said = |note: &&String| !marks.iter().any(|mark| mark.starts_with(note.trim_end_matches('.')));
    lines.extend(shown.notes.iter().filter(said).cloned());
    lines.push(format!("This table can be asked for again at {}", shown.permalink));
    lines
}
