//! One cell of `responses.csv`: how an answer is written and read.

use std::borrow::Cow;
use std::collections::HashMap;

use jiff::civil::Date;

use crate::survey::{Answer, Missing, Question, QuestionKind};

/// What stands for "nothing chosen", where that is itself an answer.
const NONE_CHOSEN: &str = "@none";

/// Why a cell cannot be read.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// An option the question does not have.
    UnknownOption(String),
    /// Several options where one is allowed.
    SeveralOptions,
    /// The same option twice.
    RepeatedOption(String),
    /// A word after `@` that is no reason.
    UnknownReason(String),
    /// Not a number.
    NotANumber,
    /// Not a day.
    NotADate,
}

/// The options of a question by id, so that millions of cells are read fast.
pub(super) struct CellReader {
    kind: QuestionKind,
    options: HashMap<String, u16>,
}

impl CellReader {
    pub(super) fn new(question: &Question) -> Self {
        let numbered = question.options.iter().zip(0_u16..);
        let options = numbered.map(|(option, index)| (option.id.to_lowercase(), index)).collect();
        Self { kind: question.kind, options }
    }

    /// The answer in `cell`.
    pub(super) fn read(&self, cell: &str) -> Result<Answer, Fault> {
        use QuestionKind::{Date as Day, Multiple, Number, Open, Ranking, Scale, Single, Technical};
        if cell.is_empty() {
            return Ok(Answer::Missing(Missing::Blank));
        }
        if let Some(word) = cell.strip_prefix('@').filter(|rest| !rest.starts_with('@')) {
            return self.marker(cell, word);
        }
        match self.kind {
            Open | Technical => Ok(Answer::Text(plain(cell).into_owned())),
            Number => {
                let number: f64 = cell.trim().parse().map_err(|_| Fault::NotANumber)?;
                if number.is_finite() { Ok(Answer::Number(number)) } else { Err(Fault::NotANumber) }
            }
            Day => {
                let date: Date = cell.trim().parse().map_err(|_| Fault::NotADate)?;
                if date.to_string() == cell.trim() { Ok(Answer::Date(date)) } else { Err(Fault::NotADate) }
            }
            Single | Scale => match self.chosen(cell)? {
                chosen if chosen.len() == 1 => Ok(Answer::Options(chosen)),
                _ => Err(Fault::SeveralOptions),
            },
            Multiple | Ranking => Ok(Answer::Options(self.chosen(cell)?)),
        }
    }

    fn marker(&self, cell: &str, word: &str) -> Result<Answer, Fault> {
        if cell == NONE_CHOSEN && self.kind == QuestionKind::Multiple {
            return Ok(Answer::Options(Vec::new()));
        }
        let reason = Missing::from_word(word).ok_or_else(|| Fault::UnknownReason(cell.to_owned()))?;
        Ok(Answer::Missing(reason))
    }

    fn chosen(&self, cell: &str) -> Result<Vec<u16>, Fault> {
        let mut chosen = Vec::new();
        for part in cell.split('|').map(str::trim) {
            let index = self.options.get(part).or_else(|| self.options.get(&part.to_lowercase()));
            let index = *index.ok_or_else(|| Fault::UnknownOption(part.to_owned()))?;
            if chosen.contains(&index) {
                return Err(Fault::RepeatedOption(part.to_owned()));
            }
            chosen.push(index);
        }
        Ok(chosen)
    }
}

/// Words as they were written: an `@` put before their own is taken off.
pub(super) fn plain(cell: &str) -> Cow<'_, str> {
    Cow::Borrowed(if cell.starts_with("@@") { &cell[1..] } else { cell })
}

/// Words as a cell holds them.
pub(super) fn escaped(words: &str) -> Cow<'_, str> {
    if words.starts_with('@') { Cow::Owned(format!("@{words}")) } else { Cow::Borrowed(words) }
}

/// The cell that holds `answer`.
pub(super) fn write<'a>(question: &'a Question, answer: &'a Answer) -> Cow<'a, str> {
    match answer {
        Answer::Missing(Missing::Blank) => Cow::Borrowed(""),
        Answer::Missing(reason) => Cow::Owned(format!("@{}", reason.as_str())),
        Answer::Text(words) => escaped(words),
        Answer::Date(date) => Cow::Owned(date.to_string()),
        Answer::Number(number) if number.is_finite() => Cow::Owned(number.to_string()),
        Answer::Number(_) => Cow::Borrowed("@invalid"),
        Answer::Options(chosen) if chosen.is_empty() => Cow::Borrowed(NONE_CHOSEN),
        Answer::Options(chosen) => {
            let id = |index: &u16| question.options.get(usize::from(*index)).map(|option| option.id.as_str());
            match chosen.as_slice() {
                [one] => Cow::Borrowed(id(one).unwrap_or("@invalid")),
                many => Cow::Owned(many.iter().filter_map(id).collect::<Vec<_>>().join("|")),
            }
        }
    }
}
