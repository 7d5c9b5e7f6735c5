//! What a file says about its variables, of whichever kind the file is.

use super::charset::Charset;
use super::format::Format;

/// The dictionary of a file.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Dictionary {
    /// The title somebody gave the file.
    pub(super) title: Option<String>,
    /// The variables, in the order of the columns; their names differ, ignoring case.
    pub(super) variables: Vec<Variable>,
    /// The multiple response sets.
    pub(super) sets: Vec<ResponseSet>,
    /// The position of the variable that weights the cases.
    pub(super) weight: Option<usize>,
    /// The encoding of the texts.
    pub(super) charset: Charset,
}

/// One variable.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Variable {
    /// The name people see, which heads its column.
    pub(super) name: String,
    /// The name of at most eight letters that the file uses inside.
    pub(super) short: String,
    /// Its wording.
    pub(super) label: Option<String>,
    /// The longest text in bytes; `None` for a number.
    pub(super) width: Option<usize>,
    /// What its numbers stand for.
    pub(super) format: Format,
    /// What may be done with its values.
    pub(super) measure: Measure,
    /// The values that are no answers.
    pub(super) missing: UserMissing,
    /// What its values mean; numbers in their order, texts in that of the file, no value twice.
    pub(super) labels: Vec<(Value, String)>,
    /// Where its bytes are in a case; several pieces for a long text, none in a portable file.
    pub(super) pieces: Vec<Piece>,
}

/// Some bytes of a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Piece {
    /// The first byte.
    pub(super) start: usize,
    /// How many.
    pub(super) length: usize,
}

/// A value of a variable.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    /// A number.
    Number(f64),
    /// A text without the blanks at its end.
    Text(String),
}

/// What may be done with the values of a variable.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Measure {
    /// The file does not say.
    #[default]
    Untold,
    /// They can be told apart.
    Nominal,
    /// They have an order.
    Ordinal,
    /// They can be added up.
    Scale,
}

impl Measure {
    /// The measure with the number SPSS gives it.
    pub(super) fn of_code(code: i32) -> Self {
        match code {
            1 => Self::Nominal,
            2 => Self::Ordinal,
            3 => Self::Scale,
            _ => Self::Untold,
        }
    }
}

/// The values of a variable that somebody declared to be no answers.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct UserMissing {
    /// Single values, at most three.
    pub(super) values: Vec<Value>,
    /// All numbers from the first to the second; infinite where there is no bound.
    pub(super) range: Option<(f64, f64)>,
}

impl UserMissing {
    /// Whether `number` is no answer.
    pub(super) fn has_number(&self, number: f64) -> bool {
        let same = |value: &Value| matches!(value, Value::Number(other) if equal(*other, number));
        self.range.is_some_and(|(from, to)| from <= number && number <= to) || self.values.iter().any(same)
    }

    /// Whether `text` is no answer.
    pub(super) fn has_text(&self, text: &str) -> bool {
        self.values.iter().any(|value| matches!(value, Value::Text(other) if other == text))
    }

    /// Whether `value` is no answer.
    pub(super) fn has(&self, value: &Value) -> bool {
        match value {
            Value::Number(number) => self.has_number(*number),
            Value::Text(text) => self.has_text(text),
        }
    }

    /// Whether nothing is declared.
    pub(super) fn is_empty(&self) -> bool {
        self.values.is_empty() && self.range.is_none()
    }
}

/// Whether two numbers are the same; nought has no sign.
pub(super) fn equal(one: f64, other: f64) -> bool {
    (one + 0.0).total_cmp(&(other + 0.0)).is_eq()
}

/// Several variables that hold the answers to one question.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct ResponseSet {
    /// Its name without the dollar sign.
    pub(super) name: String,
    /// Its wording.
    pub(super) label: Option<String>,
    /// The positions of its variables, each once.
    pub(super) variables: Vec<usize>,
    /// How the variables hold the answers.
    pub(super) kind: SetKind,
}

/// How the variables of a set hold the answers.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum SetKind {
    /// A variable for each option, chosen where it has the counted value; whether the labels of that value name the options.
    Dichotomies {
        /// The value that says "chosen", as it is written in the file.
        counted: String,
        /// Whether the options are named by the label of the counted value rather than by the wording of the variable.
        value_labels: bool,
    },
    /// A variable for the first choice, one for the second and so on, all with the same options.
    Categories,
}

/// Puts labels in order: each value once, the last label holding, numbers in their order and texts as they first came.
pub(super) fn in_order(labels: Vec<(Value, String)>) -> Vec<(Value, String)> {
    let mut kept: Vec<(Value, String)> = Vec::with_capacity(labels.len());
    let mut places: std::collections::BTreeMap<String, usize> = std::collections::BTreeMap::new();
    for (value, label) in labels {
        let key = match &value {
            Value::Number(number) => (number + 0.0).to_bits().to_string(),
            Value::Text(text) => text.clone(),
        };
        if let Some((_, earlier)) = places.get(&key).and_then(|place| kept.get_mut(*place)) {
            *earlier = label;
            continue;
        }
        places.insert(key, kept.len());
        kept.push((value, label));
    }
    kept.sort_by(|(one, _), (other, _)| match (one, other) {
        (Value::Number(one), Value::Number(other)) => one.total_cmp(other),
        _ => std::cmp::Ordering::Equal,
    });
    kept
}
