//! How many heading rows there are, and what they say. A second one is only believed on evidence.

use super::cells::{cell, distinct, extent, filled, is_value, is_wordy, squash};
use crate::file::Row;

/// How many rows below a heading are looked at.
const BELOW: usize = 20;
/// Columns every export of Qualtrics has; a row that repeats them is a heading.
pub(super) const QUALTRICS_COLUMNS: [&str; 20] = [
    "startdate",
    "enddate",
    "status",
    "ipaddress",
    "progress",
    "finished",
    "recordeddate",
    "responseid",
    "responseset",
    "recipientlastname",
    "recipientfirstname",
    "recipientemail",
    "externalreference",
    "externaldatareference",
    "locationlatitude",
    "locationlongitude",
    "locationaccuracy",
    "distributionchannel",
    "userlanguage",
    "durationinseconds",
];
/// What a second heading row says of a column that is the question itself.
const WHOLE: [&str; 4] = ["response", "openendedresponse", "offeneantwort", "antwort"];

/// What the heading rows hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    /// One row of names.
    Names,
    /// Questions, below them options or items.
    Options,
    /// Codes, below them wordings.
    Wordings,
}

/// The heading rows of a file.
pub(super) struct Found {
    pub(super) style: Style,
    pub(super) rows: usize,
    /// What more than one row was recognised by.
    pub(super) why: Option<String>,
}

/// What the heading rows are, from the heading on.
pub(super) fn find(rows: &[Row]) -> Found {
    let imports = (1..4).find(|at| rows.get(*at).is_some_and(is_import_row));
    if let Some(at) = imports {
        return found(Style::Wordings, at + 1, format!("heading row {} holds the import ids of Qualtrics", at + 1));
    }
    let one = Found { style: Style::Names, rows: 1, why: None };
    let (Some(first), Some(second)) = (rows.first(), rows.get(1)) else {
        return one;
    };
    let below: Vec<&Row> = rows.iter().skip(2).filter(|row| filled(row) > 0).take(BELOW).collect();
    if let Some(why) = repeats_technical(first, second).or_else(|| wordings(first, second, &below)) {
        return found(Style::Wordings, 2, why);
    }
    let second = &without_repeats(first, second);
    let third = rows.get(2).map(|third| without_repeats(first, third)).filter(|third| {
        filled(third) > 0 && below.get(1..).is_some_and(|below| continues(first, second, third, below))
    });
    let Some(why) = options(first, second, third.as_ref(), &below) else {
        return one;
    };
    found(Style::Options, if third.is_some() { 3 } else { 2 }, why)
}

/// What the first `count` rows hold, when a person said that they are the heading.
pub(super) fn wished(rows: &[Row], count: usize) -> Found {
    let told = find(rows);
    let style = match rows.get(1) {
        _ if count < 2 => Style::Names,
        _ if told.rows > 1 => told.style,
        Some(second) if is_import_row(second) => Style::Wordings,
        Some(second) => {
            let first = rows.first();
            let coded = first.is_some_and(|first| mostly_codes(first) && extent(first) >= extent(second));
            if coded { Style::Wordings } else { Style::Options }
        }
        None => Style::Names,
    };
    Found { style, rows: count, why: Some("the number of heading rows was given".to_owned()) }
}

fn found(style: Style, rows: usize, why: String) -> Found {
    Found { style, rows, why: Some(why) }
}

/// Whether the cells are `{"ImportId":"QID1"}` or `{'ImportId': 'QID1'}`.
pub(super) fn is_import_row(row: &Row) -> bool {
    let ids = row.iter().filter(|cell| cell.trim_start().starts_with('{') && cell.contains("ImportId")).count();
    ids > 0 && ids * 2 >= filled(row)
}

/// Whether the cell says that the column is the question itself.
pub(super) fn is_whole(cell: &str) -> bool {
    WHOLE.contains(&squash(cell).as_str())
}

/// Whether the second row names the technical columns of Qualtrics, which the first row names too or numbers `V1` to `V10`.
fn repeats_technical(first: &Row, second: &Row) -> Option<String> {
    let named = |index: &usize| {
        let (above, own) = (squash(cell(first, *index)), squash(cell(second, *index)));
        let numbered = above.strip_prefix('v').is_some_and(|rest| rest.parse::<u32>().is_ok());
        QUALTRICS_COLUMNS.contains(&own.as_str()) && (numbered || above == own)
    };
    let count = (0..second.len()).filter(named).count();
    (count > 1).then(|| format!("the second row names {count} technical columns of Qualtrics again"))
}

/// Whether the second row words what the first row only has codes for.
fn wordings(first: &Row, second: &Row, below: &[&Row]) -> Option<String> {
    let columns: Vec<usize> = (0..first.len()).filter(|index| !cell(first, *index).is_empty()).collect();
    let texts = || columns.iter().map(|index| cell(second, *index));
    let fits = columns.len() > 1
        && mostly_codes(first)
        && extent(second) <= extent(first)
        && texts().all(|text| !text.is_empty() && !is_value(text))
        && distinct(texts())
        && texts().filter(|text| is_wordy(text)).count() * 2 >= columns.len();
    // Answers below are of another kind: they ask nothing and most are much shorter.
    let unlike = |index: &&usize| {
        let text = cell(second, **index);
        let answers = below.iter().map(|row| cell(row, **index)).filter(|cell| !cell.is_empty());
        answers.clone().all(|answer| !answer.contains('?') && answer != text)
            && answers.clone().filter(|answer| answer.len() * 2 <= text.len()).count() * 2 >= answers.count()
    };
    let other = columns.iter().filter(unlike).count() * 3 >= columns.len() * 2;
    (fits && !below.is_empty() && other).then(|| "the second row words the codes in the first".to_owned())
}

/// Whether the row holds codes such as `Q1`, `q5_2` or `Ident 3`.
fn mostly_codes(row: &Row) -> bool {
    let is_code = |text: &str| {
        text.len() <= 24
            && text.starts_with(|c: char| c.is_ascii_alphabetic())
            && text.ends_with(|c: char| c.is_ascii_alphanumeric())
            && text.contains(|c: char| c.is_ascii_digit())
            && text.split_whitespace().count() <= 2
    };
    let codes = row.iter().filter(|cell| is_code(cell.trim())).count();
    codes > 0 && codes * 5 >= filled(row) * 4
}

/// Whether the question of column `index` is that of the column to its left: the cell is blank or repeats it.
pub(super) fn continued(row: &Row, index: usize) -> bool {
    let own = cell(row, index);
    own.is_empty() || index.checked_sub(1).is_some_and(|left| cell(row, left) == own)
}

/// The row without what it repeats from the first, where that heads one column: cells merged downwards are filled all the way.
pub(super) fn without_repeats(first: &Row, row: &Row) -> Row {
    let end = extent(row);
    let heads_one =
        |index: usize| (index == 0 || !continued(first, index)) && (index + 1 >= end || !continued(first, index + 1));
    let own = |index: usize| {
        let text = row.get(index).unwrap_or_default();
        if cell(row, index) == cell(first, index) && heads_one(index) { "" } else { text }
    };
    Row::of(row.line(), (0..row.len()).map(own))
}

/// Whether the second row gives the options of the questions in the first, which fills only the first column of each.
fn options(first: &Row, second: &Row, third: Option<&Row>, below: &[&Row]) -> Option<String> {
    let width = extent(second);
    let named = |index: usize| !cell(second, index).is_empty() || third.is_some_and(|row| !cell(row, index).is_empty());
    let gaps: Vec<usize> = (1..width).filter(|index| continued(first, *index)).collect();
    let filled_gaps = gaps.iter().filter(|index| named(**index)).count();
    let values = second.iter().filter(|cell| is_value(cell.trim())).count();
    let whole = second.iter().filter(|cell| is_whole(cell)).count();
    let apart = emptied(first, second, below);
    if values * 3 > filled(second) || !distinct_options(first, second) {
        return None;
    }
    if whole > 1 || (whole > 0 && !apart.is_empty()) {
        return Some("the second row says `Response` where a question has one column".to_owned());
    }
    let covered = gaps.len() > 1 && filled_gaps == gaps.len();
    if covered && apart.first() == Some(&0) {
        return Some("the second row fills the gaps of the first and is blank where rows are named".to_owned());
    }
    let unlike = values == 0 && filled(second) == width && extent(first) <= width && ticks_below(second, below);
    (covered && unlike)
        .then(|| "the second row fills the gaps of the first, and only ticks and numbers follow".to_owned())
}

/// Columns with a heading that the second row leaves blank, though the rows below fill them.
fn emptied(first: &Row, second: &Row, below: &[&Row]) -> Vec<usize> {
    let fills = |index: &usize| below.iter().filter(|row| !cell(row, *index).is_empty()).count() * 2 >= below.len();
    let alone = |index: &usize| !cell(first, *index).is_empty() && cell(second, *index).is_empty();
    (0..first.len()).filter(|index| alone(index) && fills(index)).collect()
}

/// Whether no question has the same option twice, as rows of answers would.
fn distinct_options(first: &Row, second: &Row) -> bool {
    let mut start = 0;
    (1..=second.len()).all(|index| {
        if index < second.len() && continued(first, index) {
            return true;
        }
        let run = std::mem::replace(&mut start, index)..index;
        let labels: Vec<&str> = run.map(|index| cell(second, index)).filter(|cell| !is_whole(cell)).collect();
        distinct(labels.into_iter())
    })
}

/// Whether nearly all cells below are blank, numbers, or repeat the option above them.
fn ticks_below(second: &Row, below: &[&Row]) -> bool {
    let cells = || below.iter().flat_map(|row| (0..row.len()).map(|index| (index, cell(row, index))));
    let is_tick = |(index, text): &(usize, &str)| !text.is_empty() && (is_value(text) || *text == cell(second, *index));
    let (all, ticks) = (cells().filter(|(_, text)| !text.is_empty()).count(), cells().filter(is_tick).count());
    ticks > 0 && ticks * 5 >= all * 4
}

/// Whether the third row goes on where the second did: at least two columns are blank in both and filled below.
fn continues(first: &Row, second: &Row, third: &Row, below: &[&Row]) -> bool {
    let apart = emptied(first, second, below);
    let blank = apart.len() > 1 && apart.iter().all(|index| cell(third, *index).is_empty());
    let labels = || (0..third.len()).map(|index| cell(third, index)).filter(|cell| !cell.is_empty());
    blank && !below.is_empty() && labels().count() > 1 && !labels().any(is_value)
}
