//! The words of a question over several columns: what they share is the question, what differs are rows and options.

use std::collections::{BTreeMap, BTreeSet};

use super::column::Column;
use crate::survey::load::heading::{plain_code, spaced};
use crate::survey::load::layout::stem;

/// A question over several columns.
pub(super) struct Block {
    pub(super) code: String,
    pub(super) text: String,
    pub(super) members: Vec<Member>,
}

/// A column of a question, with the number of its row where it has one.
pub(super) struct Place<'r> {
    pub(super) column: usize,
    pub(super) row: Option<&'r str>,
    pub(super) option: &'r str,
}

/// A column of a question, taken apart.
pub(super) struct Member {
    pub(super) column: usize,
    /// The code and words of its row.
    pub(super) item: Option<(String, String)>,
    /// The code of its option.
    pub(super) code: String,
    /// The words of its option.
    pub(super) label: String,
}

/// The question that the columns of `run` ask together, when their wordings say so too.
pub(super) fn block(columns: &[Column<'_>], run: &[Place<'_>], divider: &str) -> Option<Block> {
    let wording = |place: &Place<'_>| columns.get(place.column).map_or("", |column| column.wording);
    let wordings: Vec<&str> = run.iter().map(wording).collect();
    let dash = [divider, "-"].into_iter().find(|dash| stem::stem(&wordings, dash).is_some())?;
    let (end, start) = stem::stem(&wordings, dash)?;
    let text = wordings.first()?.get(..end)?.trim();
    let rests: Vec<&str> = wordings.iter().map(|wording| wording.get(start..).unwrap_or_default()).collect();
    let labels = labels(run, &rests, dash);
    let codes = codes(columns, run);
    if labels.iter().any(|(_, label)| label.is_empty()) {
        return None;
    }
    let members = run.iter().zip(labels).zip(&codes.parts).map(|((place, (row, label)), (row_code, code))| Member {
        column: place.column,
        item: row.map(|row| (row_code.clone(), spaced(row))),
        code: code.clone(),
        label: spaced(label),
    });
    let members = members.collect();
    let text = text.strip_suffix("- Selected Choice").unwrap_or(text);
    // Side by side, the heading of the column follows the question.
    let beside =
        run.first().and_then(|place| columns.get(place.column)).is_some_and(|column| column.base.contains('#'));
    let column = stem::last_divider(text, text.len(), dash).filter(|_| beside);
    let text = column.map_or_else(
        || text.to_owned(),
        |(end, start)| {
            let (question, column) = (text.get(..end).unwrap_or_default(), text.get(start..).unwrap_or_default());
            format!("{} - {}", question.trim(), column.trim())
        },
    );
    Some(Block { code: codes.question, text: spaced(&text), members })
}

/// The words of row and option for each column.
fn labels<'t>(run: &[Place<'_>], rests: &[&'t str], dash: &str) -> Vec<(Option<&'t str>, &'t str)> {
    let mut rows: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (place, rest) in run.iter().zip(rests) {
        if let Some(row) = place.row {
            rows.entry(row).or_default().push(rest);
        }
    }
    let cut = |rests: Vec<&str>| if rests.len() > 1 { stem::stem(&rests, dash) } else { None };
    let shared: BTreeMap<&str, Option<(usize, usize)>> =
        rows.into_iter().map(|(row, rests)| (row, cut(rests))).collect();
    let label = |(place, rest): (&Place<'_>, &&'t str)| {
        let rest: &'t str = rest;
        let Some(row) = place.row else {
            return (None, rest.trim());
        };
        let cut = shared.get(row).copied().flatten().or_else(|| stem::last_divider(rest, rest.len(), dash));
        let (end, start) = cut.unwrap_or((rest.len(), rest.len()));
        let (row, option) = (rest.get(..end).unwrap_or(rest).trim(), rest.get(start..).unwrap_or_default().trim());
        if option.is_empty() { (Some(row), row) } else { (Some(row), option) }
    };
    run.iter().zip(rests).map(label).collect()
}

/// The code of a question, and of row and option for each of its columns.
struct Codes {
    question: String,
    parts: Vec<(String, String)>,
}

/// The codes, taken from the codes of the columns; from the import ids where those do not tell the columns apart.
fn codes(columns: &[Column<'_>], run: &[Place<'_>]) -> Codes {
    let base = |place: &Place<'_>| columns.get(place.column).map_or("", |column| column.base);
    let bases: Vec<&str> = run.iter().map(base).collect();
    let shared = stem::shared(bases.iter().copied());
    let head = bases.first().and_then(|first| first.get(..shared)).unwrap_or_default();
    let mut question = head.rsplit_once('_').map_or("", |(question, _)| question);
    let table = run.iter().any(|place| place.row.is_some());
    let one_option = run.iter().map(|place| place.row).collect::<BTreeSet<_>>().len() == 1;
    if table && one_option {
        // With a single row the codes share the row as well.
        question = question.rsplit_once('_').map_or(question, |(question, _)| question);
    }
    let split = |base: &&str| {
        let rest = base.get(question.len()..).unwrap_or_default().trim_start_matches('_');
        match rest.rsplit_once('_') {
            Some((row, option)) if table => (plain_code(row), plain_code(option)),
            _ => (String::new(), plain_code(rest)),
        }
    };
    let mut parts: Vec<(String, String)> = bases.iter().map(split).collect();
    let different: BTreeSet<&(String, String)> = parts.iter().collect();
    let complete = parts.iter().all(|(row, option)| !option.is_empty() && (!table || !row.is_empty()));
    if question.is_empty() || different.len() < parts.len() || !complete {
        let own = |place: &Place<'_>| (plain_code(place.row.unwrap_or_default()), plain_code(place.option));
        parts = run.iter().map(own).collect();
    }
    let import = run.first().and_then(|place| columns.get(place.column)).and_then(|column| column.import.as_ref());
    let fallback = import.map_or("", |id| id.question);
    let question = if question.is_empty() { fallback } else { unrepeated(question) };
    Codes { question: plain_code(question), parts }
}

/// `q1_q1` is `q1`, and `Q6#2_Q6` is `Q6#2`: some exports write the question twice.
fn unrepeated(code: &str) -> &str {
    let twice = |(at, _): (usize, &str)| {
        let (left, right) = (code.get(..at)?, code.get(at + 1..)?);
        let again = left == right || left.strip_prefix(right).is_some_and(|rest| rest.starts_with('#'));
        (again && !right.is_empty()).then_some(left)
    };
    code.match_indices('_').find_map(twice).unwrap_or(code)
}
