//! The outline of a questionnaire from LimeSurvey's structure as a table of text: a row for each group, question, subquestion and
//! answer, each belonging to the one above it, and all of it again for every further language.

use std::collections::{BTreeMap, BTreeSet};

use csv::ReaderBuilder;

use super::markup::plain;
use super::outline::{Asked, Choice, Languages, Outline, Part};
use super::tables::{Record, value};

/// The most rows that are read.
const MOST_ROWS: usize = 200_000;

/// Reads the outline, `None` when the text is no such table; the second value tells whether it is in the language wanted.
pub(super) fn outline(text: &str, wanted: Option<&str>) -> Option<(Outline, bool)> {
    let rows = [b'\t', b',', b';'].into_iter().find_map(|divider| rows(text, divider))?;
    let languages = Languages::choose(languages(&rows), wanted);
    let own = languages.all.first().map_or("", String::as_str);
    let mut sheet = Sheet { words: wordings(&rows, &languages.chosen), ..Sheet::default() };
    for row in
        rows.iter().filter(|row| matches!(value(row, "language"), language if language.is_empty() || language == own))
    {
        sheet.take(row);
    }
    let titles = rows.iter().filter(|row| value(row, "class") == "SL" && value(row, "name") == "surveyls_title");
    let title = titles.min_by_key(|row| languages.distance(value(row, "language")));
    let outline = Outline {
        title: title.map(|row| plain(value(row, "text"))).filter(|title| !title.is_empty()),
        language: Some(languages.chosen).filter(|language| !language.is_empty()),
        languages: languages.all,
        questions: sheet.questions,
    };
    Some((outline, languages.as_wanted))
}

/// The rows by their headings, `None` when the first row has not the headings of this table.
fn rows(text: &str, divider: u8) -> Option<Vec<Record>> {
    let mut reader =
        ReaderBuilder::new().delimiter(divider).flexible(true).has_headers(false).from_reader(text.as_bytes());
    let mut records = reader.records();
    let headings: Vec<String> = records.next()?.ok()?.iter().map(|name| name.trim().to_ascii_lowercase()).collect();
    let has = |name: &str| headings.iter().any(|heading| heading == name);
    if !(has("class") && has("name") && has("text") && has("type/scale")) {
        return None;
    }
    let record = |cells: csv::StringRecord| -> Record {
        let cells = headings.iter().zip(cells.iter()).filter(|(_, cell)| !cell.is_empty());
        cells.map(|(name, cell)| (name.clone(), cell.to_owned())).collect()
    };
    Some(records.take(MOST_ROWS).map_while(Result::ok).map(record).collect())
}

/// The languages of a table, the survey's own first.
fn languages(rows: &[Record]) -> Vec<String> {
    let setting = |name: &str| {
        let found = rows.iter().find(|row| value(row, "class") == "S" && value(row, "name") == name);
        found.map(|row| value(row, "text")).unwrap_or_default()
    };
    let all = setting("language").split_whitespace().chain(setting("additional_languages").split_whitespace());
    let mut seen = BTreeSet::new();
    let all = all.chain(rows.iter().map(|row| value(row, "language").trim()));
    all.filter(|language| !language.is_empty() && seen.insert(*language)).map(str::to_owned).collect()
}

/// What tells a row from the others of its language: its question, its class, its scale and its code.
type Key = [String; 4];

fn key(question: &str, row: &Record) -> Key {
    let scale = if value(row, "class") == "Q" { "" } else { scale(row) };
    [question, value(row, "class"), scale, value(row, "name")].map(str::to_owned)
}

fn scale(row: &Record) -> &str {
    Some(value(row, "type/scale")).filter(|scale| !scale.is_empty()).unwrap_or("0")
}

/// The wordings of the rows in one language.
fn wordings(rows: &[Record], language: &str) -> BTreeMap<Key, String> {
    let mut found = BTreeMap::new();
    let mut question = "";
    for row in rows.iter().filter(|row| value(row, "language") == language) {
        if value(row, "class") == "Q" {
            question = value(row, "name");
        }
        found.insert(key(question, row), plain(value(row, "text")));
    }
    found
}

#[derive(Default)]
struct Sheet {
    words: BTreeMap<Key, String>,
    group_shown_if: String,
    questions: Vec<Asked>,
}

impl Sheet {
    fn take(&mut self, row: &Record) {
        let code = value(row, "name").trim().to_owned();
        match value(row, "class") {
            "G" => value(row, "relevance").clone_into(&mut self.group_shown_if),
            "Q" => {
                let question = self.question(row);
                self.questions.push(question);
            }
            "SQ" => {
                let text = self.text(row);
                let shown_if = value(row, "relevance").to_owned();
                if let Some(question) = self.questions.last_mut() {
                    question.parts.push(Part { code, text, second: scale(row) == "1", shown_if });
                }
            }
            "A" => {
                let text = self.text(row);
                if let Some(question) = self.questions.last_mut() {
                    question.answers.push(Choice { code, text, second: scale(row) == "1" });
                }
            }
            _ => {}
        }
    }

    fn question(&self, row: &Record) -> Asked {
        let words = self.words.get(&key(value(row, "name"), row));
        let mut asked = Asked {
            letter: value(row, "type/scale").chars().next().unwrap_or(' '),
            code: value(row, "name").trim().to_owned(),
            text: words.cloned().unwrap_or_else(|| plain(value(row, "text"))),
            other: value(row, "other") == "Y",
            shown_if: value(row, "relevance").to_owned(),
            group_shown_if: self.group_shown_if.clone(),
            ..Asked::default()
        };
        asked.take_attributes(|name| value(row, &name.to_ascii_lowercase()).to_owned());
        asked
    }

    /// The wording of a row of the question that is open.
    fn text(&self, row: &Record) -> String {
        let question = self.questions.last().map_or("", |question| question.code.as_str());
        self.words.get(&key(question, row)).cloned().unwrap_or_else(|| plain(value(row, "text")))
    }
}
