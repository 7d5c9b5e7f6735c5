//! The columns of a block of a banner: the options of a question, or of several nested, and "not stated".

use std::sync::Arc;

use super::columns::Column;
use super::{Fault, SurveyIndex};

/// More columns than this are no table.
const COLUMNS_MAX: usize = 10_000;

/// A block of a banner.
pub(super) struct Block {
    questions: Vec<(Arc<Column>, u16)>,
}

impl Block {
    /// The block of the questions in `path`.
    pub(super) fn new(survey: &SurveyIndex, path: &[usize]) -> Result<Self, Fault> {
        let mut questions = Vec::with_capacity(path.len());
        let mut columns = 1_usize;
        for position in path {
            let column = survey.column(*position)?;
            let shape = survey.layout.questions.get(*position);
            let Some(codes) = shape.and_then(super::layout::Shape::codes) else {
                let id = shape.map_or("", |shape| shape.id.as_str());
                return Err(Fault::Request(format!("question `{id}` has no options, so it cannot make columns")));
            };
            columns = columns.saturating_mul(usize::from(codes) + 1);
            questions.push((column, codes));
        }
        if columns > COLUMNS_MAX {
            return Err(Fault::Request(format!(
                "the questions nested in one another make more than {COLUMNS_MAX} columns"
            )));
        }
        Ok(Self { questions })
    }

    /// How many columns there are, "not stated" included.
    pub(super) fn width(&self) -> usize {
        self.questions.iter().map(|(_, codes)| usize::from(*codes) + 1).product()
    }

    /// The columns a respondent is in, at least one.
    pub(super) fn columns_of(&self, respondent: usize, found: &mut Vec<usize>) {
        found.clear();
        found.push(0);
        let mut outer = Vec::new();
        for (column, codes) in &self.questions {
            let width = usize::from(*codes) + 1;
            std::mem::swap(&mut outer, found);
            found.clear();
            for before in &outer {
                let first = found.len();
                if column.missing(respondent).is_none() {
                    found.extend(
                        column
                            .codes(respondent)
                            .filter(|code| code < codes)
                            .map(|code| before * width + usize::from(code)),
                    );
                }
                if found.len() == first {
                    found.push(before * width + usize::from(*codes));
                }
            }
        }
    }

    /// The path of a column.
    pub(super) fn path(&self, column: usize) -> Vec<Option<u16>> {
        let mut rest = column;
        let mut path: Vec<Option<u16>> = Vec::with_capacity(self.questions.len());
        for (_, codes) in self.questions.iter().rev() {
            let width = usize::from(*codes) + 1;
            let code = u16::try_from(rest % width).ok().filter(|code| code < codes);
            path.push(code);
            rest /= width;
        }
        path.reverse();
        path
    }
}
