//! What was released, and each table as it went out.

use crate::bank::release::SurveyRef;
use crate::bank::{BankError, InsightBank};
use crate::breakdown::View;
use crate::corpus::decisions::{Decision, Decisions, EventFilter, Kind, Recorded, TableReleased};
use crate::corpus::store;

/// A table that was released.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackTable {
    /// Its id.
    pub id: String,
    /// The survey.
    pub survey: String,
    /// The question in the rows.
    pub question: String,
    /// The banner.
    pub by: Vec<String>,
    /// When it was released.
    pub at: String,
    /// Who approved it.
    pub approver: String,
    /// What it is for.
    pub why: String,
    /// Whether it was counted in the answers there are now; a later load may have changed them.
    pub current: bool,
}

impl InsightBank {
    /// The tables that were released, of one survey or of all, in order.
    ///
    /// # Errors
    /// When the decisions cannot be read.
    pub fn released_tables(&self, survey: Option<&str>) -> Result<Vec<PackTable>, BankError> {
        let mut tables = Vec::new();
        for (event, released) in self.releases(survey)? {
            let print = self.answers_of(&event.subject);
            tables.push(PackTable {
                current: print.as_deref() == Some(released.asked.snapshot.as_str()),
                id: released.asked.table,
                survey: event.subject,
                question: released.asked.question,
                by: released.asked.by,
                at: event.at,
                approver: released.approver,
                why: event.why.unwrap_or_default(),
            });
        }
        Ok(tables)
    }

    /// A released table as it went out, in the form of `ending`: json, csv or txt.
    ///
    /// # Errors
    /// When no table of that id was released, or it cannot be read.
    pub fn released_table(&self, id: &str, ending: &str) -> Result<String, BankError> {
        let all = self.released_tables(None)?;
        if !all.iter().any(|table| table.id == id) {
            return Err(BankError::not_found("released table", id, all.iter().map(|table| table.id.as_str())));
        }
        store::read_released(&self.corpus(), id, ending).map_err(BankError::refused)
    }

    /// The version of the answers of a survey there is now.
    fn answers_of(&self, survey: &str) -> Option<String> {
        let (source, record) = self.survey_seen(survey, View::Release).ok()?;
        Some(self.answers(SurveyRef { source: &source, record: &record }))
    }

    /// The decisions that released something.
    pub(in crate::bank) fn releases(&self, survey: Option<&str>) -> Result<Vec<(Recorded, TableReleased)>, BankError> {
        let filter = EventFilter { kind: Some(Kind::TableReleased), subject: survey.map(ToOwned::to_owned) };
        let mut found = Vec::new();
        for event in Decisions::of(&self.corpus()).events(filter).map_err(BankError::refused)? {
            let event = event.map_err(BankError::refused)?;
            if let Some(Decision::TableReleased(released)) = event.decision() {
                found.push((event, released));
            }
        }
        Ok(found)
    }
}
