//! What the columns of a survey's index mean. Kept beside the index, because the index itself only knows numbers.

use std::path::Path;

use serde::{Deserialize, Serialize};
use tantivy::schema::{FAST, Field, STRING, Schema};
use tantivy::{Directory, Index};

use crate::engine::embedded::schema::TextPair;
use crate::survey::{Missing, Question, QuestionKind, Questionnaire};
use crate::text;

/// The name of the file the layout is in.
const FILE: &str = "layout.json";

/// What the columns mean.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::engine::embedded) struct Layout {
    /// How many respondents there are.
    pub(super) respondents: u64,
    /// The questions, in the order of the questionnaire.
    pub(super) questions: Vec<Shape>,
}

/// What the columns of one question mean.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Shape {
    /// The id of the question.
    pub(super) id: String,
    /// How its answers are kept.
    pub(super) form: Form,
}

/// How answers are kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Form {
    /// Positions of options, each with the reason for no answer it stands for.
    Options(Vec<Option<Missing>>),
    /// Positions of the codes of open answers, and how many there are.
    Codes(u16),
    /// Numbers.
    Number,
    /// Days since 1970-01-01.
    Date,
    /// Whether there were words.
    Words,
}

impl Shape {
    fn of(question: &Question) -> Self {
        let form = match question.kind {
            QuestionKind::Single | QuestionKind::Multiple | QuestionKind::Scale | QuestionKind::Ranking => {
                Form::Options(question.options.iter().map(|option| option.meaning).collect())
            }
            QuestionKind::Open if !question.codes.is_empty() => {
                Form::Codes(u16::try_from(question.codes.len()).unwrap_or(u16::MAX))
            }
            QuestionKind::Open => Form::Words,
            // What is technical may still be a number, such as a weight.
            QuestionKind::Number | QuestionKind::Technical => Form::Number,
            QuestionKind::Date => Form::Date,
        };
        Self { id: question.id.clone(), form }
    }

    /// How many options or codes there are; none when answers are not coded.
    pub(super) fn codes(&self) -> Option<u16> {
        match &self.form {
            Form::Options(options) => Some(u16::try_from(options.len()).unwrap_or(u16::MAX)),
            Form::Codes(count) => Some(*count),
            Form::Number | Form::Date | Form::Words => None,
        }
    }

    /// The reason for no answer that an option stands for.
    pub(super) fn meaning(&self, option: u16) -> Option<Missing> {
        match &self.form {
            Form::Options(options) => options.get(usize::from(option)).copied().flatten(),
            _ => None,
        }
    }
}

impl Layout {
    /// The layout for the answers to `questionnaire`.
    pub(super) fn of(questionnaire: &Questionnaire) -> Self {
        Self { respondents: 0, questions: questionnaire.questions.iter().map(Shape::of).collect() }
    }

    /// Writes it beside the index.
    pub(super) fn write(&self, index: &Index) -> tantivy::Result<()> {
        let layout = serde_json::to_string(self)?;
        let print = text::fingerprint(layout.as_bytes());
        index.directory().atomic_write(Path::new(FILE), format!("{print}\n{layout}").as_bytes())?;
        Ok(())
    }

    /// Reads the layout beside `index`.
    ///
    /// # Errors
    /// Says that it is not whole.
    pub(super) fn read(index: &Index) -> Result<Self, String> {
        let broken = || format!("`{FILE}` is missing or changed");
        let bytes = index.directory().atomic_read(Path::new(FILE)).map_err(|_| broken())?;
        let whole = String::from_utf8(bytes).map_err(|_| broken())?;
        let (print, layout) = whole.split_once('\n').ok_or_else(broken)?;
        if text::fingerprint(layout.as_bytes()) != print {
            return Err(broken());
        }
        serde_json::from_str(layout).map_err(|_| broken())
    }
}

/// The name of the column of codes, numbers or days of a question.
pub(super) fn values_name(question: usize) -> String {
    format!("v{question}")
}

/// The name of the column that says whether a question was answered.
pub(super) fn status_name(question: usize) -> String {
    format!("s{question}")
}

/// The fields of a survey's index.
#[derive(Debug, Clone)]
pub(super) struct SurveyFields {
    /// All that a respondent wrote.
    pub(super) text: TextPair,
    /// The themes of the codes of their answers.
    pub(super) theme: Field,
    /// For each question its values, where it has a column of them, and its status.
    pub(super) questions: Vec<(Option<Field>, Field)>,
}

impl SurveyFields {
    /// The schema for a layout, and its fields.
    pub(super) fn schema(layout: &Layout) -> (Schema, Self) {
        let mut builder = Schema::builder();
        let text = TextPair::add(&mut builder, "text");
        let theme = builder.add_text_field("theme", STRING);
        let mut questions = Vec::with_capacity(layout.questions.len());
        for (at, shape) in layout.questions.iter().enumerate() {
            let name = values_name(at);
            let values = match shape.form {
                Form::Options(_) | Form::Codes(_) => Some(builder.add_u64_field(&name, FAST)),
                Form::Number => Some(builder.add_f64_field(&name, FAST)),
                Form::Date => Some(builder.add_i64_field(&name, FAST)),
                Form::Words => None,
            };
            questions.push((values, builder.add_u64_field(&status_name(at), FAST)));
        }
        (builder.build(), Self { text, theme, questions })
    }
}
