//! What becomes of each column: the plan between recognising a file and filling in its answers.

use std::collections::BTreeMap;

use super::cell::CellReader;
use crate::survey::{Answer, Missing, OtherWords, Question};

/// What Qualtrics writes for a question that was seen and left empty.
pub(super) const UNSEEN: &str = "-99";

/// How a cell is accounted for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kept {
    /// It became an option, number, date or tick.
    Mapped,
    /// It is kept as words.
    Stored,
    /// There is nothing in it, or it says why there is no answer.
    LeftOut(Missing),
}

/// What a cell becomes.
#[derive(Debug, Clone)]
pub(super) struct Outcome {
    pub(super) answer: Answer,
    /// The words kept beside the answer.
    pub(super) words: Option<OtherWords>,
    pub(super) kept: Kept,
}

impl Outcome {
    /// A cell with nothing in it.
    pub(super) fn blank() -> Self {
        Self::reason(Missing::Blank)
    }

    /// A cell that says why there is no answer.
    pub(super) fn reason(reason: Missing) -> Self {
        Self { answer: Answer::Missing(reason), words: None, kept: Kept::LeftOut(reason) }
    }

    /// A cell that became `answer`.
    pub(super) fn mapped(answer: Answer) -> Self {
        Self { answer, words: None, kept: Kept::Mapped }
    }

    /// A cell kept as the words it holds.
    pub(super) fn stored(words: &str) -> Self {
        Self { answer: Answer::Text(words.to_owned()), words: None, kept: Kept::Stored }
    }

    /// A cell that is no answer to a question of this kind; its words are kept beside it.
    pub(super) fn invalid(words: &str) -> Self {
        let words = Some(OtherWords(words.to_owned()));
        Self { answer: Answer::Missing(Missing::Invalid), words, kept: Kept::Stored }
    }

    /// Options and the words that were none of them.
    pub(super) fn chosen(options: Vec<u16>, rest: &str) -> Self {
        if options.is_empty() {
            return if rest.is_empty() { Self::blank() } else { Self::invalid(rest) };
        }
        let words = (!rest.is_empty()).then(|| OtherWords(rest.to_owned()));
        Self { answer: Answer::Options(options), words, kept: Kept::Mapped }
    }
}

/// What a cell of a column per option says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tick {
    Yes,
    No,
    Blank,
}

/// A column that stands for one option.
#[derive(Debug, Clone)]
pub(super) struct TickColumn {
    pub(super) column: usize,
    pub(super) option: u16,
    /// The label that is a tick in this column, in normal form, where the cells repeat the option.
    pub(super) label: Option<String>,
}

/// Where the answers to a question come from.
#[derive(Debug, Clone)]
pub(super) enum From {
    /// One column.
    Column { column: usize, reader: CellReader },
    /// A column per option.
    Ticks(Vec<TickColumn>),
    /// A column for each rank, best first; `reader` tells which item a cell names, and this is one of them.
    Ranks { columns: Vec<usize>, item: u16, reader: CellReader },
    /// No column: the questionnaire has the question and the file has not.
    Nowhere,
}

impl From {
    /// The columns it reads.
    pub(super) fn columns(&self) -> Vec<usize> {
        match self {
            Self::Column { column, .. } => vec![*column],
            Self::Ticks(members) => members.iter().map(|member| member.column).collect(),
            Self::Ranks { columns, .. } => columns.clone(),
            Self::Nowhere => Vec::new(),
        }
    }
}

/// A question and where its answers come from.
#[derive(Debug, Clone)]
pub(super) struct Plan {
    pub(super) question: Question,
    pub(super) from: From,
    /// The column of words written beside its options.
    pub(super) words: Option<usize>,
}

impl Plan {
    /// A question and where its answers come from, without a column of words.
    pub(super) fn new(question: Question, from: From) -> Self {
        Self { question, from, words: None }
    }

    /// Takes [`UNSEEN`] for a blank where it is no option.
    pub(super) fn pass_unseen(&mut self) {
        let From::Column { reader, .. } = &mut self.from else { return };
        if matches!(reader, CellReader::Excepting(..)) || self.question.option(UNSEEN).is_some() {
            return;
        }
        let plain = std::mem::replace(reader, CellReader::Words);
        let unseen = BTreeMap::from([(UNSEEN.to_owned(), Missing::Blank)]);
        *reader = CellReader::Excepting(unseen, Box::new(plain));
    }
}
