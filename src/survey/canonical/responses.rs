//! Reading `responses.csv` row by row.

use std::collections::{BTreeSet, HashSet};
use std::fmt;
use std::io::Read;

use csv::ByteRecord;

use super::cell::{CellReader, Fault, plain};
use crate::problem::{Place, Problem};
use crate::survey::{Answer, Missing, OtherWords, Question, Questionnaire, Respondent};
use crate::text::nearest;

/// What a column holds.
enum Target {
    Answer(usize),
    Words(usize),
    Nothing,
}

/// Reads respondents one at a time, so that a large survey never has to be in memory at once. Each item is what could be read of
/// a row, with its problems; a row without an id gives no respondent.
pub struct ResponseReader<R> {
    file: String,
    rows: csv::Reader<R>,
    row: ByteRecord,
    names: Vec<String>,
    targets: Vec<Target>,
    questions: Vec<CellReader>,
    known: Vec<Vec<String>>,
    seen: HashSet<String>,
    ended: bool,
}

impl<R: Read> ResponseReader<R> {
    /// Opens a file of answers to `questionnaire`. The problems are those of its heading.
    pub fn new(file: &str, questionnaire: &Questionnaire, input: R) -> (Self, Vec<Problem>) {
        let mut rows = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(input);
        let mut row = ByteRecord::new();
        let opened = rows.read_byte_record(&mut row);
        let text = |cell: &[u8]| String::from_utf8_lossy(cell).trim_start_matches('\u{feff}').to_owned();
        let names: Vec<String> = row.iter().map(text).collect();
        let mut problems = Vec::new();
        if let Err(error) = &opened {
            problems.push(unreadable(file, error));
        }
        let targets = targets(file, questionnaire, &names, &mut problems);
        let known = |question: &Question| question.options.iter().map(|option| option.id.clone()).collect();
        let reader = Self {
            file: file.to_owned(),
            ended: !matches!(opened, Ok(true)),
            rows,
            row,
            names,
            targets,
            questions: questionnaire.questions.iter().map(CellReader::new).collect(),
            known: questionnaire.questions.iter().map(known).collect(),
            seen: HashSet::new(),
        };
        (reader, problems)
    }

    fn respondent(&mut self, problems: &mut Vec<Problem>) -> Option<Respondent> {
        let line = self.row.position().map_or(0, csv::Position::line);
        let place = Place::file(&self.file).line(line);
        if self.row.len() != self.names.len() {
            problems.push(
                Problem::error("ragged_row", place.clone(), "a row has another number of cells than the heading")
                    .found(self.row.len().to_string())
                    .expected(self.names.len().to_string())
                    .hint("put words that hold a comma or a line break in double quotes"),
            );
        }
        let id = std::str::from_utf8(self.row.get(0).unwrap_or_default()).unwrap_or_default().to_owned();
        if id.is_empty() {
            problems.push(Problem::error("no_respondent", place, "a row has no respondent id"));
            return None;
        }
        if !self.seen.insert(id.clone()) {
            problems.push(
                Problem::error("duplicate_id", place, format!("respondent `{id}` has two rows"))
                    .hint("remove one of the rows or give it another id"),
            );
            return None;
        }
        let mut answers = vec![Answer::Missing(Missing::Blank); self.questions.len()];
        let mut others = Vec::new();
        for (index, target) in self.targets.iter().enumerate() {
            let cell = self.row.get(index + 1).unwrap_or_default();
            let place = || place.clone().field(self.names.get(index + 1).cloned().unwrap_or_default());
            let Ok(text) = std::str::from_utf8(cell) else {
                let message = "a cell is not UTF-8";
                problems.push(Problem::error("not_utf8", place(), message).hint("save the file as UTF-8"));
                if let Target::Answer(question) = target {
                    answers[*question] = Answer::Missing(Missing::Invalid);
                }
                continue;
            };
            match target {
                Target::Answer(question) => {
                    answers[*question] = self.questions[*question].read(text).unwrap_or_else(|fault| {
                        problems.push(described(&fault, &place(), &self.known[*question]));
                        Answer::Missing(Missing::Invalid)
                    });
                }
                Target::Words(question) if !text.is_empty() => {
                    others.push((*question, OtherWords(plain(text).into_owned())));
                }
                Target::Words(_) | Target::Nothing => {}
            }
        }
        others.sort_by_key(|(question, _)| *question);
        Some(Respondent { id, answers, others })
    }
}

/// The file and the place only: what people said never reaches a log.
impl<R> fmt::Debug for ResponseReader<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ResponseReader({})", self.file)
    }
}

impl<R: Read> Iterator for ResponseReader<R> {
    type Item = (Option<Respondent>, Vec<Problem>);

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        match self.rows.read_byte_record(&mut self.row) {
            Ok(true) => {
                let mut problems = Vec::new();
                let respondent = self.respondent(&mut problems);
                Some((respondent, problems))
            }
            Ok(false) => None,
            Err(error) => {
                self.ended = true;
                Some((None, vec![unreadable(&self.file, &error)]))
            }
        }
    }
}

fn unreadable(file: &str, error: &csv::Error) -> Problem {
    let place = error.position().map_or_else(|| Place::file(file), |at| Place::file(file).line(at.line()));
    Problem::error("unreadable", place, format!("the answers cannot be read: {error}"))
}

/// What each column after the first holds.
fn targets(file: &str, questionnaire: &Questionnaire, names: &[String], problems: &mut Vec<Problem>) -> Vec<Target> {
    let place = || Place::file(file).line(1);
    if !names.first().is_some_and(|name| name.eq_ignore_ascii_case("respondent")) {
        let problem = Problem::error("bad_heading", place(), "the first column is not `respondent`");
        problems.push(problem.found(names.first().map_or("nothing", String::as_str)).expected("respondent"));
    }
    let mut seen = BTreeSet::new();
    let mut targets = Vec::new();
    for name in names.iter().skip(1) {
        if !seen.insert(name.to_lowercase()) {
            let message = format!("two columns are called `{name}`");
            problems.push(Problem::error("duplicate_column", place().field(name), message));
            targets.push(Target::Nothing);
            continue;
        }
        let words = || name.strip_suffix(".other").and_then(|base| questionnaire.position(base));
        let target = questionnaire.position(name).map(Target::Answer).or_else(|| words().map(Target::Words));
        targets.push(target.unwrap_or_else(|| {
            let ids = questionnaire.questions.iter().map(|question| question.id.as_str());
            let message = format!("there is no question `{name}`, so its column is not read");
            let mut problem = Problem::error("unknown_question", place().field(name), message);
            problem.hint = nearest(name, ids).map(|near| format!("did you mean `{near}`?"));
            problems.push(problem);
            Target::Nothing
        }));
    }
    for question in &questionnaire.questions {
        if !seen.contains(&question.id.to_lowercase()) {
            let message = format!("question `{}` has no column, so all its answers are blank", question.id);
            problems.push(Problem::error("missing_column", place().field(&question.id), message));
        }
    }
    targets
}

/// A value short enough to be a mistyped option, quoted; longer ones may be somebody's words and are not repeated.
fn quotable(value: &str) -> String {
    if value.chars().count() <= 40 { format!("`{value}`") } else { format!("{} characters", value.chars().count()) }
}

fn described(fault: &Fault, place: &Place, options: &[String]) -> Problem {
    let error = |code: &str, message: &str| Problem::error(code, place.clone(), message);
    match fault {
        Fault::UnknownOption(value) => {
            let mut problem = error("unknown_option", "the question has no such option").found(quotable(value));
            problem.hint =
                nearest(value, options.iter().map(String::as_str)).map(|near| format!("did you mean `{near}`?"));
            let listed: Vec<&str> = options.iter().take(12).map(String::as_str).collect();
            let more = if options.len() > listed.len() { ", ..." } else { "" };
            problem.expected(format!("{}{more}", listed.join(", ")))
        }
        Fault::SeveralOptions => error("several_options", "several options where one is allowed"),
        Fault::RepeatedOption(value) => error("repeated_option", "the same option twice").found(quotable(value)),
        Fault::UnknownReason(value) => error("unknown_reason", "not a reason for no answer")
            .found(quotable(value))
            .expected("@not_asked, @not_applicable, @prefer_not_to_say or @invalid")
            .hint("words that really start with `@` are written with `@@`"),
        Fault::NotANumber => error("not_a_number", "the cell is not a number").expected("a number such as 12.5"),
        Fault::NotADate => error("not_a_date", "the cell is not a day").expected("a day such as 2022-12-31"),
    }
}
