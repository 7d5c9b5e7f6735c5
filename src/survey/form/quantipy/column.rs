//! One column as a question.

use serde_json::Value;

use super::texts::Texts;
use crate::problem::{Place, Problem};
use crate::survey::form::FormQuestion;
use crate::survey::form::json_id::{Ids, question_id, safe};
use crate::survey::{AnswerOption, Class, Grid, Question, QuestionKind, Role};

/// The most options of all questions together; a hostile file could lend one list to any number of columns.
const ALL_OPTIONS: usize = 200_000;
/// How many problems are told one by one.
const TOLD: usize = 20;
/// The longest id, in characters.
const LONGEST_ID: usize = 200;
/// Columns that tell respondents apart or when they took part, without `_` and in small letters.
const NO_ANSWERS: [&str; 14] = [
    "@1",
    "caseid",
    "endtime",
    "enddate",
    "id",
    "interviewid",
    "recordnumber",
    "recordno",
    "respondent",
    "respondentid",
    "serial",
    "startdate",
    "starttime",
    "uniqueid",
];

/// What has been read of a data set.
pub(super) struct Reader<'v> {
    file: &'v str,
    value: &'v Value,
    pub(super) texts: Texts,
    pub(super) questions: Vec<FormQuestion>,
    pub(super) technical: Vec<String>,
    pub(super) problems: Vec<Problem>,
    ids: Ids,
    options: usize,
}

impl<'v> Reader<'v> {
    pub(super) fn new(file: &'v str, value: &'v Value, texts: Texts) -> Self {
        Self {
            file,
            value,
            texts,
            questions: Vec::new(),
            technical: Vec::new(),
            problems: Vec::new(),
            ids: Ids::default(),
            options: 0,
        }
    }

    /// Adds the column called `name`, an item of `grid` where there is one.
    pub(super) fn add(&mut self, name: &str, grid: Option<&(Grid, String)>) {
        let Some(column) = self.value.get("columns").and_then(|columns| columns.get(name)) else {
            return self.tell(name, "missing_column", format!("`{}` is listed, and is not described", short(name)));
        };
        let told = column.get("type").and_then(Value::as_str).unwrap_or_default();
        if told == "time" || NO_ANSWERS.contains(&name.to_lowercase().replace('_', "").as_str()) {
            return self.technical.push(name.to_owned());
        }
        let Some(kind) = kind(told) else {
            let message = format!("`{}` is of type `{}`, which is not known here", short(name), short(told));
            return self.tell(name, "question_not_read", message);
        };
        let options = if matches!(kind, QuestionKind::Single | QuestionKind::Multiple) {
            self.values(column)
        } else {
            Vec::new()
        };
        self.options = self.options.saturating_add(options.len());
        if self.options > ALL_OPTIONS {
            return self.tell(name, "question_not_read", format!("`{}` is beyond what a survey can hold", short(name)));
        }
        let text = self.texts.of_part(column);
        let text = grid.map(|(_, item)| item.clone()).filter(|item| !item.is_empty()).unwrap_or(text);
        let weight = kind == QuestionKind::Number && name.to_lowercase().starts_with("weight");
        let question = Question {
            id: self.unique(&id_of(name), name),
            text: if text.is_empty() { short(name) } else { text },
            kind,
            // How it is guarded is for the load to propose; until then it is guarded well.
            class: Class::Sensitive,
            options,
            grid: grid.map(|(grid, _)| grid.clone()),
            asked_if: None,
            codes: Vec::new(),
            role: weight.then_some(Role::Weight),
            empty_is_answer: false,
        };
        let divided_by = (kind == QuestionKind::Multiple).then(|| ";".to_owned());
        self.questions.push(FormQuestion { divided_by, ..FormQuestion::in_column(question, name) });
    }

    /// The options of a column: its own, or those of a list it shares with others.
    fn values(&self, column: &Value) -> Vec<AnswerOption> {
        let own = column.get("values").unwrap_or(&Value::Null);
        let shared = own.as_str().and_then(|path| path.strip_prefix("lib@values@"));
        let library = || self.value.get("lib").and_then(|lib| lib.get("values"));
        let list = shared.and_then(|name| library().and_then(|values| values.get(name))).unwrap_or(own);
        let mut ids = Ids::default();
        let mut options = Vec::new();
        for value in list.as_array().into_iter().flatten().take(ALL_OPTIONS) {
            let Some(code) = value.get("value").and_then(code) else { continue };
            let id = ids.unique(&safe(&code));
            let text = self.texts.of_part(value);
            let label = if text.is_empty() { code } else { text };
            options.push(AnswerOption { id, label, ..AnswerOption::default() });
        }
        options
    }

    fn unique(&mut self, wanted: &str, name: &str) -> String {
        let id = self.ids.unique(wanted);
        if id != wanted {
            let message = format!("more than one column is called `{wanted}`; this one is called `{id}` here");
            self.tell(name, "name_repeats", message);
        }
        id
    }

    fn tell(&mut self, name: &str, code: &str, message: String) {
        if self.problems.len() < TOLD {
            let place = Place::file(self.file).field(short(name));
            let hint = "the column is recognised by what it holds";
            self.problems.push(Problem::note(code, place, message).hint(hint));
        }
    }
}

/// How a column of a type is answered.
fn kind(told: &str) -> Option<QuestionKind> {
    match told {
        "single" => Some(QuestionKind::Single),
        "delimited set" => Some(QuestionKind::Multiple),
        "int" | "float" => Some(QuestionKind::Number),
        "date" => Some(QuestionKind::Date),
        "string" => Some(QuestionKind::Open),
        _ => None,
    }
}

/// The code of a value as text.
fn code(value: &Value) -> Option<String> {
    let text = match value {
        Value::Number(number) => number.to_string(),
        Value::String(text) => short(text.trim()),
        _ => String::new(),
    };
    (!text.is_empty()).then_some(text)
}

/// The id of the question in the column called `name`.
pub(super) fn id_of(name: &str) -> String {
    question_id(&name.chars().take(LONGEST_ID).collect::<String>())
}

/// A name short enough for a message.
fn short(name: &str) -> String {
    name.chars().take(60).collect()
}
