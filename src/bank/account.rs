//! How a survey was loaded, any time afterwards.

use crate::bank::{BankError, InsightBank, LoadRecord};

impl InsightBank {
    /// The account of the load that the survey called `id` came from, without the points settled since.
    ///
    /// # Errors
    /// When there is no survey with responses of that name, or it did not come in by a load.
    pub fn account(&self, id: &str) -> Result<LoadRecord, BankError> {
        let (_, record) = self.survey_record(id)?;
        record.load.clone().ok_or_else(|| BankError::NotFound {
            what: "account of a load for",
            name: id.to_owned(),
            hint: Some("the survey is part of the bank, but it was not put there by a load".to_owned()),
        })
    }
}
