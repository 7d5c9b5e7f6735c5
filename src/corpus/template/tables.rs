//! Reading the tables of a template: which is which, and what their cells say.

use std::collections::BTreeMap;

use super::TemplateTable;
use super::cell::{self, value};
use super::draft::Draft;
use super::fields::{Allowed, TemplateField, find, insight_fields, nearest, source_fields};
use super::fill::{ANSWER_HEADING, LISTS};
use super::place::Cell;
use crate::file::Row;
use crate::framework::Framework;
use crate::problem::{Place, Problem};
use crate::text;

/// The tables of a template by what they hold.
#[derive(Default)]
pub(super) struct Found<'t> {
    pub(super) sources: Vec<&'t TemplateTable>,
    pub(super) insights: Vec<&'t TemplateTable>,
}

/// Tells the tables apart by their name or, where that says nothing, by what their first row and column say.
pub(super) fn sort<'t>(tables: &'t [TemplateTable], draft: &mut Draft<'t>) -> Found<'t> {
    let mut found = Found::default();
    for table in tables {
        let Some(first) = table.rows.iter().find(|row| !is_blank(row)) else {
            continue;
        };
        let columns = first.iter().filter(|cell| find(insight_fields(), cell).is_some()).count();
        let is_source = table.rows.iter().any(|row| find(source_fields(), row.get(0).unwrap_or_default()).is_some());
        match text::fold(&table.name).as_str() {
            "insights" | "findings" => found.insights.push(table),
            "source" => found.sources.push(table),
            name if name == text::fold(LISTS) => {}
            _ if columns >= 2 => found.insights.push(table),
            _ if is_source => found.sources.push(table),
            _ => draft.report(
                Problem::warning(
                    "unread_table",
                    Place::file(draft.name).field(&table.name),
                    format!("the table `{}` is neither that of the source nor that of its insights", table.name),
                )
                .hint("give it the first row of the template, or take it out"),
            ),
        }
    }
    if found.sources.is_empty() {
        let place = Place::file(draft.name);
        let problem = Problem::error("no_source_table", place, "there is no table that says what the source is");
        draft.report(problem.hint("use the template: its first table has a row for `Kind`, `Title` and so on"));
    }
    found
}

fn is_blank(row: &Row) -> bool {
    row.iter().all(|cell| cell.trim().is_empty())
}

/// Reads the tables with one answer a row; a long one may be cut in two. The third column explains and is not read.
pub(super) fn read_answers<'t>(tables: &[&'t TemplateTable], framework: &Framework, draft: &mut Draft<'t>) {
    let mut answered: BTreeMap<&'static str, u64> = BTreeMap::new();
    let rows = tables.iter().flat_map(|table| table.rows.iter().map(move |row| (*table, row)));
    for (table, row) in rows {
        let (label, answer) = (row.get(0).unwrap_or_default().trim(), row.get(1).unwrap_or_default().trim());
        report_beyond(table, row, draft);
        if answer.is_empty() || text::fold(label) == "what" && text::fold(answer) == text::fold(ANSWER_HEADING) {
            continue;
        }
        let cell = Cell { table: &table.name, row: row.line(), column: 1, in_insight: false, is_head: false };
        let Some(field) = find(source_fields(), label) else {
            draft.report(unknown(
                "unknown_row",
                "row",
                label,
                source_fields(),
                Cell { column: 0, ..cell }.place(draft.name, ""),
            ));
            continue;
        };
        if let Some(first) = answered.insert(field.key, row.line()) {
            let message = format!("`{}` is answered twice; the first is in row {first}", field.label);
            let problem = Problem::error("row_twice", cell.place(draft.name, field.label), message);
            draft.report(problem.hint("keep one of the two rows"));
        } else if let Some(value) = value(answer, field.allowed, framework) {
            draft.line(field, &value, cell);
        }
    }
}

/// What stands to the right of the explanations is not part of the template.
fn report_beyond(table: &TemplateTable, row: &Row, draft: &mut Draft<'_>) {
    let beyond = row.iter().enumerate().skip(3).find(|(_, cell)| !cell.trim().is_empty());
    if let Some((column, _)) = beyond {
        let cell = Cell { table: &table.name, row: row.line(), column, in_insight: false, is_head: false };
        let problem = Problem::warning("cell_outside", cell.place(draft.name, ""), "this cell is not read");
        draft.report(problem.hint("write the whole answer into the second column"));
    }
}

/// A row or column whose name is not known.
fn unknown(code: &str, noun: &str, label: &str, fields: &'static [TemplateField], place: Place) -> Problem {
    let shown: String = label.chars().take(60).collect();
    if shown.is_empty() {
        let problem = Problem::error(code, place, format!("a {noun} is filled in but has no name"));
        return problem.hint(format!("give it one of the names of the template, or empty the {noun}"));
    }
    let problem = Problem::error(code, place, format!("`{shown}` is not a {noun} of the template"));
    match nearest(fields, label) {
        Some(near) => problem.hint(format!("did you mean `{near}`?")),
        None => problem
            .expected(fields.iter().map(|field| format!("`{}`", field.label)).collect::<Vec<_>>().join(", "))
            .hint(format!("use one of the names of the template, or take the {noun} out")),
    }
}

/// Reads the table with one insight a row under a row of headings.
pub(super) fn read_insights<'t>(table: &'t TemplateTable, framework: &Framework, draft: &mut Draft<'t>) {
    let mut rows = table.rows.iter().filter(|row| !is_blank(row));
    let Some(heading) = rows.next() else {
        return;
    };
    let columns = read_heading(table, heading, draft);
    for row in rows {
        read_insight(table, row, &columns, framework, draft);
    }
}

/// The field of each column.
fn read_heading(
    table: &TemplateTable,
    heading: &Row,
    draft: &mut Draft<'_>,
) -> BTreeMap<usize, &'static TemplateField> {
    let mut columns: BTreeMap<usize, &'static TemplateField> = BTreeMap::new();
    for (column, label) in heading.iter().enumerate().filter(|(_, label)| !label.trim().is_empty()) {
        let cell = Cell { table: &table.name, row: heading.line(), column, in_insight: true, is_head: false };
        match find(insight_fields(), label) {
            None => draft.report(unknown(
                "unknown_column",
                "column",
                label.trim(),
                insight_fields(),
                cell.place(draft.name, ""),
            )),
            Some(field) if columns.values().any(|known| known.key == field.key) => {
                let message = format!("there are two columns `{}`; the second is not read", field.label);
                let problem = Problem::error("column_twice", cell.place(draft.name, field.label), message);
                draft.report(problem.hint("keep one of the two"));
            }
            Some(field) => drop(columns.insert(column, field)),
        }
    }
    columns
}

fn read_insight<'t>(
    table: &'t TemplateTable,
    row: &Row,
    columns: &BTreeMap<usize, &'static TemplateField>,
    framework: &Framework,
    draft: &mut Draft<'t>,
) {
    let at = |column| Cell { table: &table.name, row: row.line(), column, in_insight: true, is_head: false };
    let kind = columns.iter().find(|(_, field)| field.key == "kind");
    let kind_column = kind.map_or(0, |(column, _)| *column);
    let written = kind.and_then(|(column, _)| row.get(*column)).unwrap_or_default().trim();
    let Some(kind) = kind_of(written) else {
        draft.report(unknown_kind(written, at(kind_column).place(draft.name, "Kind")));
        return;
    };
    draft.head(&kind, Cell { is_head: true, ..at(kind_column) });
    let mut percent = None;
    for (column, written) in row.iter().enumerate().filter(|(_, written)| !written.trim().is_empty()) {
        let Some(field) = columns.get(&column) else {
            let problem = Problem::warning(
                "cell_outside",
                at(column).place(draft.name, ""),
                "this cell has no heading and is not read",
            );
            draft.report(problem.hint("name its column in the first row"));
            continue;
        };
        if field.key == "value" && written.trim_end().ends_with('%') {
            percent = Some(column);
        }
        if field.key != "kind"
            && let Some(value) = value(written, field.allowed, framework)
        {
            draft.line(field, &value, at(column));
        }
    }
    say_percent(row, columns, percent, draft, at(kind_column));
}

/// A number written with a percent sign has its unit, unless a column says another.
fn say_percent<'t>(
    row: &Row,
    columns: &BTreeMap<usize, &'static TemplateField>,
    percent: Option<usize>,
    draft: &mut Draft<'t>,
    cell: Cell<'t>,
) {
    let unit = columns.iter().find(|(_, field)| field.key == "unit").and_then(|(column, _)| row.get(*column));
    if let (Some(column), true) = (percent, unit.unwrap_or_default().trim().is_empty())
        && let Some(field) = insight_fields().iter().find(|field| field.key == "unit")
    {
        draft.line(field, "\"percent\"", Cell { column, ..cell });
    }
}

/// The word for a kind of insight.
fn kind_of(written: &str) -> Option<String> {
    let kinds = insight_kinds();
    let word = cell::word(written, &kinds);
    kinds.iter().any(|(known, _)| *known == word).then_some(word)
}

fn insight_kinds() -> Vec<(&'static str, &'static str)> {
    match find(insight_fields(), "kind").map(|field| field.allowed) {
        Some(Allowed::Words(words)) => words(),
        _ => Vec::new(),
    }
}

fn unknown_kind(written: &str, place: Place) -> Problem {
    let kinds = insight_kinds();
    let expected = kinds.iter().map(|(word, _)| format!("`{word}`")).collect::<Vec<_>>().join(", ");
    let shown: String = written.chars().take(60).collect();
    let problem = if shown.is_empty() {
        Problem::error("missing_kind", place, "this row does not say what kind of insight it is, and was not read")
    } else {
        Problem::error("unknown_word", place, format!("`{shown}` is no kind of insight; the row was not read"))
    };
    let problem = problem.expected(expected);
    match text::nearest(written, kinds.iter().map(|(word, _)| *word)) {
        Some(near) => problem.hint(format!("did you mean `{near}`?")),
        None => problem.hint("write one of these words into the column `Kind`"),
    }
}
