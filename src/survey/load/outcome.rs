//! What a cell becomes, and how it is accounted for.

use crate::survey::{Answer, Missing, OtherWords};

/// What Qualtrics writes for a question that was seen and left empty.
pub(super) const UNSEEN: &str = "-99";

/// What Citizen Space writes for a question that was left empty.
pub(super) const NOT_ANSWERED: &str = "Not Answered";

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
