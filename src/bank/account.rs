//! How a survey was loaded, any time afterwards.

use crate::bank::{BankError, InsightBank, LoadRecord};

/// The file beside the record that keeps how the answers were read.
pub(super) const RECIPE: &str = "recipe.toml";

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

    /// The recipe by which the survey called `id` was read, as TOML.
    ///
    /// # Errors
    /// When there is no survey with responses of that name, or it has no recipe.
    pub fn recipe(&self, id: &str) -> Result<String, BankError> {
        let (source, _) = self.survey_record(id)?;
        let shelf = self.shelf();
        let recipe = shelf.files.get(&source.id).filter(|files| files.has(RECIPE)).map(|files| files.read(RECIPE));
        recipe.and_then(Result::ok).ok_or_else(|| BankError::NotFound {
            what: "recipe of a load for",
            name: source.id.to_string(),
            hint: Some("load the survey's file again with `--replace`, which writes one".to_owned()),
        })
    }
}
