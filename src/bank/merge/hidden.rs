//! How much the public tables of a question hide.

use std::sync::Arc;

use serde::Serialize;

use crate::bank::merge::MergeRequest;
use crate::bank::release::SurveyRef;
use crate::bank::shelf::{ReleasedAs, SurveyRecord};
use crate::bank::{BankError, InsightBank};
use crate::breakdown::{BreakdownRequest, ReleasedTable, View};
use crate::corpus::Source;

/// How many cells of some tables are hidden.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct HiddenCount {
    /// How many tables are public.
    pub tables: usize,
    /// How many cells they have.
    pub cells: usize,
    /// How many of these are hidden.
    pub hidden: usize,
}

impl InsightBank {
    /// What is hidden of the public tables with a question in their rows or columns: as a survey is released now, and as it would be.
    pub(super) fn hidden_before_and_after(
        &self,
        request: &MergeRequest,
        [now, after]: [&Arc<SurveyRecord>; 2],
        source: &Source,
    ) -> Result<[Option<HiddenCount>; 2], BankError> {
        let before = match &now.released {
            ReleasedAs::Faulty => None,
            ReleasedAs::Merged(merged) => Some(self.hidden_of(request, merged, source)?),
            ReleasedAs::Asked => Some(self.hidden_of(request, now, source)?),
        };
        Ok([before, Some(self.hidden_of(request, after, source)?)])
    }

    fn hidden_of(
        &self,
        request: &MergeRequest,
        record: &SurveyRecord,
        source: &Source,
    ) -> Result<HiddenCount, BankError> {
        let survey = SurveyRef { source, record };
        let policy = self.own_policy()?;
        let mut count = HiddenCount::default();
        for question in record.questionnaire.questions.iter().filter(|question| question.is_answered()) {
            let own = question.id.eq_ignore_ascii_case(&request.question);
            let by = if own { Vec::new() } else { vec![request.question.clone()] };
            let table =
                BreakdownRequest { by, view: View::Release, ..BreakdownRequest::new(source.id.as_str(), &question.id) };
            let made = if source.is_exempt() {
                self.released(survey, &table)
            } else {
                self.made_public(survey, &table, &policy)
            };
            match made {
                Ok(released) => count = count.plus(HiddenCount::of(&released)),
                Err(BankError::Refused(problems))
                    if problems.iter().all(|problem| problem.code == "not_in_release") => {}
                Err(error) => return Err(error),
            }
        }
        Ok(count)
    }
}

impl HiddenCount {
    /// Of one table.
    pub(super) fn of(table: &ReleasedTable) -> Self {
        let cells = table.shown().rows.iter().map(|row| row.cells.len()).sum();
        Self { tables: 1, cells, hidden: table.disclosure().hidden_cells }
    }

    fn plus(self, other: Self) -> Self {
        Self { tables: self.tables + other.tables, cells: self.cells + other.cells, hidden: self.hidden + other.hidden }
    }
}
