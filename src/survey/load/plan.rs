//! What becomes of each column: the plan between recognising a file and filling in its answers.

use std::collections::BTreeMap;

use super::cell::CellReader;
use crate::survey::{Missing, Question};

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

    /// Takes `word` for a blank where it is no option.
    pub(super) fn pass_blank(&mut self, word: &str) {
        let From::Column { reader, .. } = &mut self.from else { return };
        if matches!(reader, CellReader::Excepting(..)) || self.question.option(word).is_some() {
            return;
        }
        let plain = std::mem::replace(reader, CellReader::Words);
        let blank = BTreeMap::from([(word.to_owned(), Missing::Blank)]);
        *reader = CellReader::Excepting(blank, Box::new(plain));
    }
}
