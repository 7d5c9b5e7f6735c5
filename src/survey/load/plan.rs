//! What becomes of each column: the plan between recognising a file and filling in its answers.

use crate::survey::{Answer, Missing, OtherWords, Question};

/// How a cell is accounted for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kept {
    /// It became an option, number, date or tick.
    Mapped,
    /// It is kept as words.
    Stored,
    /// There is nothing in it.
    Blank,
}

/// What a distinct cell becomes.
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
        Self { answer: Answer::Missing(Missing::Blank), words: None, kept: Kept::Blank }
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

/// What a distinct cell of a column per option says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tick {
    Yes,
    No,
    Blank,
}

/// A column that stands for one option.
#[derive(Debug)]
pub(super) struct TickColumn {
    pub(super) column: usize,
    pub(super) option: u16,
    /// What each of its distinct cells says.
    pub(super) ticks: Vec<Tick>,
}

/// Where the answers to a question come from.
#[derive(Debug)]
pub(super) enum From {
    /// One column; what each of its distinct cells becomes.
    Column { column: usize, outcomes: Vec<Outcome> },
    /// A column per option, and perhaps one of words.
    Ticks { members: Vec<TickColumn>, words: Option<usize> },
    /// No column: the questionnaire has the question and the file has not.
    Nowhere,
}

/// A question and where its answers come from.
#[derive(Debug)]
pub(super) struct Plan {
    pub(super) question: Question,
    pub(super) from: From,
}
