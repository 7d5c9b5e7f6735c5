//! The columns of a block of a banner: the options of a question, or of several nested, and "not stated".

use std::sync::Arc;

use super::coded::Coded;
use super::crowd::Crowd;
use super::{Answering, Fault};
use crate::engine::MOST_COLUMNS;

/// A block of a banner.
pub(super) struct Block {
    questions: Vec<Arc<Coded>>,
}

impl Block {
    /// The block of the questions in `path`.
    pub(super) fn new(from: &Answering<'_>, path: &[usize]) -> Result<Self, Fault> {
        let mut questions = Vec::with_capacity(path.len());
        let mut columns = 1_usize;
        for position in path {
            let shape = from.survey.shape(*position)?;
            let Some(codes) = shape.codes() else {
                return Err(Fault::Request(format!(
                    "question `{}` has no options, so it cannot make columns",
                    shape.id
                )));
            };
            columns = columns.saturating_mul(usize::from(codes) + 1);
            questions.push(from.coded(*position)?);
        }
        if columns > MOST_COLUMNS {
            return Err(Fault::Request(format!(
                "the questions nested in one another make more than {MOST_COLUMNS} columns"
            )));
        }
        Ok(Self { questions })
    }

    /// How many columns there are, "not stated" included.
    pub(super) fn width(&self) -> usize {
        self.questions.iter().map(|answers| answers.slots().codes() as usize + 1).product()
    }

    /// Whether everybody is in one column, so that the columns together are the total.
    pub(super) fn divides(&self) -> bool {
        self.questions.iter().all(|answers| answers.offsets().is_none())
    }

    /// Puts a crowd into the columns of the block; gives the crowd that comes of it where somebody is in several.
    pub(super) fn place(&self, crowd: &Crowd<'_>, columns: &mut Vec<u32>) -> Option<Crowd<'static>> {
        crowd.begin(columns);
        let mut spread: Option<Crowd<'static>> = None;
        for answers in &self.questions {
            let wider = match &spread {
                Some(spread) => spread.place(answers, columns),
                None => crowd.place(answers, columns),
            };
            spread = wider.or(spread);
        }
        spread
    }

    /// The path of a column.
    pub(super) fn path(&self, column: usize) -> Vec<Option<u16>> {
        let mut rest = column;
        let mut path: Vec<Option<u16>> = Vec::with_capacity(self.questions.len());
        for answers in self.questions.iter().rev() {
            let codes = answers.slots().codes() as usize;
            path.push(Some(rest % (codes + 1)).filter(|code| *code < codes).and_then(|code| u16::try_from(code).ok()));
            rest /= codes + 1;
        }
        path.reverse();
        path
    }
}
