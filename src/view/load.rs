//! The account of a load for a terminal: what was understood, what became of all cells, and what is open.

use std::fmt::Write as _;

use crate::bank::{LoadRecord, LoadReport};
use crate::survey::load::{ColumnAccount, Recognised};
use crate::view::account::{Totals, kinds, meaning_of};
use crate::view::columns::clean;
use crate::view::open_point::ToSettle;
use crate::view::questions::kind_word;

/// How wide lines run.
pub(super) const WIDTH: usize = 100;

/// What a load understood, for a person at a terminal; every column follows in `columns_text`.
pub fn load_text(report: &LoadReport, dry_run: bool) -> String {
    let there = report.problems.iter().any(|problem| problem.code == "no_change");
    let done = match (there, dry_run) {
        (true, _) => "already stored as",
        (false, true) => "would be stored as",
        (false, false) => "stored as",
    };
    if is_list(report) {
        // It is no source itself: its references are.
        return summary(
            report,
            &format!("{} {} from the list `{}`", report.kind, done.trim_end_matches(" as"), report.id),
        );
    }
    let mut text = summary(report, &format!("{} {done} `{}`", report.kind, report.id));
    if !dry_run && !report.open_points.is_empty() {
        push(
            &mut text,
            &format!("\nThe recipe is corpus/sources/surveys/{}/recipe.toml in the folder of the bank.", report.id),
        );
    }
    text
}

/// Whether the report is of a list of several works, which has no page or id of its own in the bank.
pub fn is_list(report: &LoadReport) -> bool {
    report.rows != 1 && report.problems.iter().any(|problem| problem.code == "listed")
}

/// The same for what was loaded some time ago.
pub fn account_text(record: &LoadRecord) -> String {
    let LoadRecord { report, original } = record;
    summary(report, &format!("{} `{}`, loaded from {} on {}", report.kind, report.id, original.name, original.loaded))
}

fn summary(report: &LoadReport, what: &str) -> String {
    let mut text = format!("{}: {}\n", clean(what), extent(report));
    for (key, words) in understood(report) {
        for (at, line) in fold(&words, WIDTH - 14).iter().enumerate() {
            push(&mut text, &format!("  {:<12}{line}", if at == 0 { key } else { "" }));
        }
    }
    let (changed, open): (Vec<_>, Vec<_>) =
        ToSettle::all(&report.open_points).into_iter().partition(ToSettle::is_drift);
    open_points(&mut text, "Changed since the recipe was written", &changed);
    if !report.columns.is_empty() {
        totals(&mut text, report);
    }
    open_points(&mut text, "To settle", &open);
    text
}

fn open_points(text: &mut String, title: &str, points: &[ToSettle<'_>]) {
    if !points.is_empty() {
        push(text, &format!("\n{title} ({}):", points.len()));
    }
    for (number, point) in (1..).zip(points) {
        open_point(text, number, point);
    }
}

fn extent(report: &LoadReport) -> String {
    if report.columns.is_empty() {
        return counted(report.rows, "passage or entry", "passages or entries");
    }
    let columns = counted(report.columns.len() as u64, "column", "columns");
    format!("{}, {columns}", counted(report.rows, "row", "rows"))
}

/// What the file was taken for, a line each.
fn understood(report: &LoadReport) -> Vec<(&'static str, String)> {
    let known = &report.recognised;
    let maker = known.maker.as_ref().map(|maker| format!("export of {maker}: ")).unwrap_or_default();
    let mut lines = vec![("read as", format!("{maker}{}", known.layout))];
    if !known.why.is_empty() {
        lines.push(("because", known.why.join("; ")));
    }
    lines.push(("written in", written_in(known)));
    lines.retain(|(_, words)| !words.is_empty());
    if !report.columns.is_empty() {
        lines.push(("questions", questions(&report.columns)));
    }
    lines
}

fn written_in(known: &Recognised) -> String {
    let mut parts = vec![known.encoding.clone()];
    parts.extend(known.delimiter.as_ref().map(|delimiter| format!("cells divided by {}", delimiter.escape_debug())));
    parts.extend(known.sheet.as_ref().map(|sheet| format!("sheet `{sheet}`")));
    if known.header_rows > 0 {
        parts.push(counted(u64::from(known.header_rows), "heading row", "heading rows"));
    }
    parts.retain(|part| !part.is_empty());
    parts.join(", ")
}

fn questions(columns: &[ColumnAccount]) -> String {
    let kinds = kinds(columns);
    let each: Vec<String> = kinds.iter().map(|(kind, count)| format!("{count} {}", kind_word(*kind))).collect();
    let without = columns.iter().filter(|column| column.question.is_none()).count();
    let mut text = kinds.values().sum::<u64>().to_string();
    if !each.is_empty() {
        let _ = write!(text, " ({})", each.join(", "));
    }
    if without > 0 {
        let _ = write!(text, "; {} no question", counted(without as u64, "column is", "columns are"));
    }
    text
}

/// The sum of all cells, the parts above the whole.
fn totals(text: &mut String, report: &LoadReport) {
    let sums = Totals::of(&report.columns);
    let wide = sums.cells.to_string().len().max(6);
    text.push_str("\nCells:\n");
    let mut line = |count: u64, key: &str, words: &str| {
        push(text, &format!("  {key:<22} {count:>wide$}  {words}"));
    };
    line(sums.mapped, "mapped", "became an option, a tick, a number or a date");
    line(sums.stored, "kept as words", "");
    for (reason, count) in &sums.reasons {
        line(*count, &format!("left out: {}", clean(&reason.replace('_', " "))), meaning_of(reason));
    }
    let product = (report.columns.len() as u64).checked_mul(report.rows) == Some(sums.cells);
    let product = if product { format!("= {} x {}", report.rows, report.columns.len()) } else { String::new() };
    line(sums.cells, "all cells", &product);
}

fn open_point(text: &mut String, number: usize, open: &ToSettle<'_>) {
    let question = open.unnamed().map(|id| format!("`{id}`: ")).unwrap_or_default();
    let point = open.point;
    let mut parts = vec![(format!("{number}."), format!("{question}{}", point.message))];
    if !open.others.is_empty() {
        let others: Vec<String> = open.others.iter().map(|id| format!("`{id}`")).collect();
        parts.push((String::new(), format!("the same in {}", others.join(", "))));
    }
    parts.push((String::new(), format!("meanwhile: {}", point.meanwhile)));
    // Lines of a recipe are to be copied as they stand.
    let lines = open.is_recipe();
    let settle = if lines { "in the recipe:" } else { point.settle.as_str() };
    parts.push((String::new(), format!("to settle: {settle}")));
    for (mark, words) in parts {
        for (at, line) in fold(&words, WIDTH - 4).iter().enumerate() {
            push(text, &format!("{:<4}{line}", if at == 0 { mark.as_str() } else { "" }));
        }
    }
    for line in point.settle.lines().filter(|_| lines) {
        push(text, &format!("        {line}"));
    }
}

fn counted(count: u64, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// A line without blanks at its end.
pub(super) fn push(text: &mut String, line: &str) {
    // Writing to a string cannot fail.
    let _ = writeln!(text, "{}", line.trim_end());
}

/// Cut into lines of about `wide` characters, never within backticks or words: what is to be typed stays whole.
fn fold(text: &str, wide: usize) -> Vec<String> {
    let (mut lines, mut line, mut quoted) = (Vec::new(), String::new(), false);
    for word in clean(text).split(' ') {
        let room = line.chars().count() + 1 + word.chars().count() <= wide;
        if !line.is_empty() && (room || quoted) {
            line.push(' ');
        } else if !line.is_empty() {
            lines.push(std::mem::take(&mut line));
        }
        line.push_str(word);
        quoted ^= word.matches('`').count() % 2 == 1;
    }
    lines.push(line);
    lines
}

/// The first `width` characters, with an ellipsis where more follows.
pub(super) fn clip(text: &str, width: usize) -> String {
    let plain = clean(text);
    if plain.chars().count() <= width {
        return plain;
    }
    plain.chars().take(width.saturating_sub(1)).chain(['…']).collect()
}
