//! A filled-in template becomes the record that its tables say.

use std::collections::BTreeSet;
use std::io::{Cursor, Read};

use crate::bank::BankError;
use crate::bank::load::LoadRequest;
use crate::bank::load::destination::original_place;
use crate::bank::load::prepared::{NewSource, Prepared, account, ending, taken_for};
use crate::bank::load::record::other_kind;
use crate::corpus::template::{TemplateTable, focus_group_template, literature_template, read_template, unread_text};
use crate::corpus::{self, SourceKind};
use crate::file::workbook::Workbook;
use crate::file::{Block, Document, Row, Rows};
use crate::framework::Framework;
use crate::problem::{Place, Problem, any_error};
use crate::survey::load::Recognised;
use crate::text;

/// The most rows of one sheet, far above any template.
const MOST_ROWS: usize = 20_000;
/// The most columns of one sheet.
const MOST_COLUMNS: usize = 256;
/// So many rows that a template has make a table the first of a template.
const TELLING_ROWS: usize = 2;
/// Among so many rows at the start.
const TELLING_ROWS_AMONG: usize = 200;
/// A workbook of more bytes is not looked into for a template unless somebody says that it is one.
const LARGEST_UNASKED: u64 = 4_000_000;

/// Reads the template in a workbook.
pub(super) fn from_workbook(
    request: &LoadRequest,
    bytes: Vec<u8>,
    new: &NewSource,
    framework: &Framework,
) -> Result<Prepared, BankError> {
    let (tables, problems) = sheets(&request.name, &bytes).map_err(BankError::Refused)?;
    let template = Template { tables: &tables, recognised: taken_for("template in a workbook", "workbook"), problems };
    template.finish(request, bytes, new, framework)
}

/// Reads the template whose `tables` stand in `document`.
pub(super) fn from_document(
    request: &LoadRequest,
    bytes: Vec<u8>,
    new: &NewSource,
    framework: &Framework,
    tables: &[TemplateTable],
    document: &Document,
    mut problems: Vec<Problem>,
) -> Result<Prepared, BankError> {
    let is_text = |block: &&Block| matches!(block, Block::Paragraph(_) | Block::ListItem { .. } | Block::Quotation(_));
    match document.blocks.iter().filter(is_text).count() {
        0 => {}
        paragraphs => problems.push(unread_text(&request.name, paragraphs)),
    }
    let template = Template { tables, recognised: taken_for("template in a document", ""), problems };
    template.finish(request, bytes, new, framework)
}

/// Whether the workbook is a filled-in template. One as large as no template is, or that cannot be read, is none.
pub(super) fn is_filled_in(request: &LoadRequest) -> bool {
    if !["xlsx", "ods"].contains(&ending(&request.name).as_str()) {
        return false;
    }
    let mut bytes = Vec::new();
    let read = request.content.open().and_then(|input| input.take(LARGEST_UNASKED + 1).read_to_end(&mut bytes));
    if read.is_err() || bytes.len() as u64 > LARGEST_UNASKED {
        return false;
    }
    let sheets = sheets(&request.name, &bytes).map(|(tables, _)| tables).unwrap_or_default();
    sheets.first().is_some_and(|first| is_of_source(first, None))
}

/// The tables of a document whose first one is that of a template.
pub(super) fn tables_of(document: &Document, kind: Option<SourceKind>) -> Option<Vec<TemplateTable>> {
    let tables = document.blocks.iter().filter_map(|block| match block {
        Block::Table { rows } => Some(rows),
        _ => None,
    });
    let tables: Vec<TemplateTable> = (1_u64..)
        .zip(tables)
        .map(|(number, rows)| TemplateTable { name: format!("Table {number}"), rows: numbered(rows) })
        .collect();
    tables.first().is_some_and(|first| is_of_source(first, kind)).then_some(tables)
}

fn numbered(rows: &[Vec<String>]) -> Vec<Row> {
    (1_u64..).zip(rows).map(|(line, cells)| Row::of(line, cells.iter().map(String::as_str))).collect()
}

/// Whether the first column names what a template asks of a source. Where nobody says what the file is, the kind of the source
/// must be among it: other documents have tables with a title and a date too.
fn is_of_source(table: &TemplateTable, kind: Option<SourceKind>) -> bool {
    let fields = literature_template().into_iter().chain(focus_group_template());
    let known: BTreeSet<String> = fields.flat_map(|field| [text::fold(field.label), text::fold(field.key)]).collect();
    let first_cells = table.rows.iter().filter_map(|row| row.get(0)).take(TELLING_ROWS_AMONG);
    let names: BTreeSet<String> = first_cells.map(|cell| text::fold(cell.trim())).collect();
    let telling = names.intersection(&known).count();
    telling >= TELLING_ROWS && (kind.is_some() || (telling > TELLING_ROWS && names.contains("kind")))
}

/// The tables of all sheets that are shown, with what was wrong with their cells.
fn sheets(name: &str, bytes: &[u8]) -> Result<(Vec<TemplateTable>, Vec<Problem>), Vec<Problem>> {
    let mut book = Workbook::open(name, Cursor::new(bytes)).map_err(|problem| vec![*problem])?;
    let shown: Vec<String> =
        book.sheets().iter().filter(|sheet| sheet.visible).map(|sheet| sheet.name.clone()).collect();
    let (mut tables, mut problems, mut errors) = (Vec::new(), Vec::new(), Vec::new());
    for sheet in shown {
        let read = book.rows(&sheet).and_then(|mut rows| Ok((read_rows(name, &sheet, &mut rows)?, rows.problems())));
        match read {
            Ok((rows, found)) => {
                tables.push(TemplateTable { name: sheet, rows });
                problems.extend(found);
            }
            Err(problem) => errors.push(*problem),
        }
    }
    if errors.is_empty() { Ok((tables, problems)) } else { Err(errors) }
}

/// The rows that say something, without the empty cells at their ends.
fn read_rows(name: &str, sheet: &str, rows: &mut impl Rows) -> Result<Vec<Row>, Box<Problem>> {
    let mut kept = Vec::new();
    let mut row = Row::default();
    while rows.read(&mut row)? {
        let filled = row.iter().enumerate().filter(|(_, cell)| !cell.trim().is_empty());
        let Some((last, _)) = filled.last() else {
            continue;
        };
        if kept.len() == MOST_ROWS || last >= MOST_COLUMNS {
            return Err(too_large(Place::file(name).line(row.line()).field(sheet)));
        }
        kept.push(Row::of(row.line(), row.iter().take(last + 1)));
    }
    Ok(kept)
}

fn too_large(place: Place) -> Box<Problem> {
    let problem = Problem::error("too_large", place, "the sheet is too large for a template");
    let expected = format!("at most {MOST_ROWS} rows and {MOST_COLUMNS} columns");
    Box::new(
        problem
            .expected(expected)
            .hint("a survey is loaded without `--kind`; take a sheet out that is no part of the template"),
    )
}

/// A template and what is known of it.
struct Template<'t> {
    tables: &'t [TemplateTable],
    recognised: Recognised,
    problems: Vec<Problem>,
}

impl Template<'_> {
    fn finish(
        self,
        request: &LoadRequest,
        bytes: Vec<u8>,
        new: &NewSource,
        framework: &Framework,
    ) -> Result<Prepared, BankError> {
        let (source, found) = read_template(&new.id, &request.name, self.tables, framework);
        let mut problems = self.problems;
        problems.extend(found);
        let asked = request.kind;
        let other = source.as_ref().map(|source| source.kind).filter(|kind| asked.is_some_and(|asked| asked != *kind));
        problems.extend(other.map(|kind| other_kind(kind_place(&request.name, self.tables, kind), kind, new.kind)));
        let Some(mut source) = source.filter(|_| !any_error(&problems)) else {
            return Err(BankError::Refused(problems));
        };
        if request.title.is_some() {
            source.title.clone_from(&new.title);
        }
        let report = account(new, self.recognised, source.insights.len(), problems);
        let record = corpus::write_source(&source).into_bytes();
        let files = vec![("source.toml".to_owned(), record), (original_place(&request.name), bytes)];
        Ok(Prepared { kind: source.kind, files, report })
    }
}

/// The cell that says of what kind the source is.
fn kind_place(name: &str, tables: &[TemplateTable], written: SourceKind) -> Place {
    let says = |cell: Option<&str>| cell.map(|cell| text::fold(cell.trim())).unwrap_or_default();
    let is_it = |row: &&Row| {
        let answer = says(row.get(1));
        says(row.get(0)) == "kind" && (answer == text::fold(written.as_str()) || answer == text::fold(written.label()))
    };
    let cell = tables.iter().find_map(|table| table.rows.iter().find(is_it).map(|row| (table, row.line())));
    match cell {
        Some((table, row)) => Place::file(name).line(row).column(2).field(format!("{}, cell B{row}, Kind", table.name)),
        None => Place::file(name).field("Kind"),
    }
}
