//! The tables inside LimeSurvey's XML files: `document / table / rows / row / field`.
//!
//! Entities other than the five of XML and numbered characters stay as they are written; nothing is fetched or expanded.

use std::collections::BTreeMap;

use quick_xml::Reader;
use quick_xml::events::{BytesRef, Event};

/// The deepest nesting that is followed; the files themselves need five levels.
const DEEPEST: usize = 12;
/// The most cells that are kept of one file.
const MOST_CELLS: usize = 4_000_000;
/// The tables a questionnaire is made of.
const WANTED: [&str; 13] = [
    "answer_l10ns",
    "answers",
    "conditions",
    "groups",
    "groups_languagesettings",
    "question_attributes",
    "question_l10ns",
    "questions",
    "subquestions",
    "surveys",
    "surveys_languagesettings",
    "languages",
    "labels",
];

/// One row of a table: its fields that are not empty.
pub(super) type Record = BTreeMap<String, String>;

/// One thing found in a file, in its order.
pub(super) enum Piece<'p> {
    /// What the file says it holds, such as `Survey`.
    Kind(&'p str),
    /// A language of the survey.
    Language(&'p str),
    /// A column of a table.
    Column { table: &'p str, name: &'p str },
    /// A cell of the row that is open.
    Cell { table: &'p str, name: &'p str, value: &'p str },
    /// The end of a row.
    RowEnd { table: &'p str },
}

/// How far a file could be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reading {
    /// To its end.
    Whole,
    /// Up to this line.
    BrokenAt(u64),
}

/// A file's tables.
#[derive(Default)]
pub(super) struct Tables {
    /// What the file says it holds.
    pub(super) kind: String,
    /// The languages of the survey, its own first.
    pub(super) languages: Vec<String>,
    by_name: BTreeMap<String, Vec<Record>>,
}

impl Tables {
    /// Reads the tables of a questionnaire.
    pub(super) fn read(text: &str) -> (Self, Reading) {
        let mut tables = Self::default();
        let mut row = Record::new();
        let mut left = MOST_CELLS;
        let reading = walk(text, |piece| match piece {
            Piece::Kind(kind) => kind.trim().clone_into(&mut tables.kind),
            Piece::Language(language) => tables.languages.push(language.trim().to_owned()),
            Piece::Cell { table, name, value } if WANTED.contains(&table) && left > 0 && !value.is_empty() => {
                left -= 1;
                row.insert(name.to_owned(), value.to_owned());
            }
            Piece::RowEnd { table } if !row.is_empty() => {
                tables.by_name.entry(table.to_owned()).or_default().push(std::mem::take(&mut row));
            }
            _ => {}
        });
        (tables, reading)
    }

    /// The rows of a table, none when it is not there.
    pub(super) fn rows(&self, table: &str) -> &[Record] {
        self.by_name.get(table).map_or(&[], Vec::as_slice)
    }
}

/// The value of a field, empty when it is not there.
pub(super) fn value<'r>(record: &'r Record, field: &str) -> &'r str {
    record.get(field).map_or("", String::as_str)
}

/// Goes through a file and hands over each piece.
pub(super) fn walk(text: &str, mut take: impl FnMut(Piece<'_>)) -> Reading {
    let mut reader = Reader::from_str(text);
    let mut path: Vec<String> = Vec::new();
    let mut words = String::new();
    loop {
        let event = reader.read_event();
        match event {
            Ok(Event::Start(start)) if path.len() < DEEPEST => {
                words.clear();
                path.push(start.local_name().as_ref().to_owned());
            }
            Ok(Event::Empty(_)) => words.clear(),
            Ok(Event::Text(part)) => words.push_str(&part.xml10_content()),
            Ok(Event::CData(part)) => words.push_str(&part),
            Ok(Event::GeneralRef(reference)) => push_reference(&reference, &mut words),
            Ok(Event::End(_)) => {
                hand_over(&path, &words, &mut take);
                words.clear();
                path.pop();
            }
            Ok(Event::Eof) if path.is_empty() => return Reading::Whole,
            Ok(Event::Start(_) | Event::Eof) | Err(_) => {
                return Reading::BrokenAt(line_at(text, reader.error_position().max(reader.buffer_position())));
            }
            Ok(_) => {}
        }
    }
}

/// Says what the element that ends here was.
fn hand_over(path: &[String], words: &str, take: &mut impl FnMut(Piece<'_>)) {
    let path: Vec<&str> = path.iter().map(String::as_str).collect();
    match path.as_slice() {
        [_, "LimeSurveyDocType"] => take(Piece::Kind(words)),
        [_, "languages", "language"] => take(Piece::Language(words)),
        [_, table, "fields", "fieldname"] => take(Piece::Column { table, name: words }),
        [_, table, "rows", "row"] => take(Piece::RowEnd { table }),
        [_, table, "rows", "row", name] => take(Piece::Cell { table, name, value: words }),
        _ => {}
    }
}

fn push_reference(reference: &BytesRef<'_>, words: &mut String) {
    if let Ok(Some(sign)) = reference.resolve_char_ref() {
        words.push(sign);
        return;
    }
    match &**reference {
        "amp" => words.push('&'),
        "lt" => words.push('<'),
        "gt" => words.push('>'),
        "quot" => words.push('"'),
        "apos" => words.push('\''),
        other => {
            words.push('&');
            words.push_str(other);
            words.push(';');
        }
    }
}

fn line_at(text: &str, position: u64) -> u64 {
    let position = usize::try_from(position).unwrap_or(usize::MAX);
    let breaks = text.bytes().take(position).filter(|byte| *byte == b'\n').count();
    u64::try_from(breaks).unwrap_or(u64::MAX).saturating_add(1)
}
