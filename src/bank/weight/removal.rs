//! Taking back a weight that was made.

use std::sync::PoisonError;

use serde::Serialize;

use crate::bank::weight::keep::remove;
use crate::bank::weight::{files_of, stored};
use crate::bank::{BankError, Caller, InsightBank};
use crate::problem::{Place, Problem};

/// Which weight is to be taken back.
#[derive(Debug, Clone)]
pub struct WeightRemovalRequest {
    /// The survey.
    pub survey: String,
    /// What the weight is called.
    pub name: String,
    /// Whether to say what would happen and take nothing back.
    pub dry_run: bool,
    /// Who takes it back, and when.
    pub caller: Caller,
}

/// A weight that was taken back, or would be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WeightRemoval {
    /// The survey.
    pub survey: String,
    /// What the weight was called.
    pub removed: String,
    /// What else is worth saying.
    pub problems: Vec<Problem>,
}

impl InsightBank {
    /// Takes back a weight that [`InsightBank::weight`] made, also one that was made for other answers and is not used. That it
    /// was taken back is a decision.
    ///
    /// # Errors
    /// When the survey has no such weight, its record names it as the survey's own, or the corpus cannot be written.
    pub fn remove_weight(&self, request: &WeightRemovalRequest) -> Result<WeightRemoval, BankError> {
        let (source, _) = self.survey_record(&request.survey)?;
        self.refuse_weights_in_demonstration(request.dry_run)?;
        let _turn = self.loading.lock().unwrap_or_else(PoisonError::into_inner);
        let shelf = self.shelf();
        let names = stored::names(files_of(&shelf, &source.id)?);
        let name = request.name.to_lowercase();
        if !names.contains(&name) {
            return Err(BankError::not_found("weight", &request.name, names.iter().map(String::as_str)));
        }
        if source.design.weight.as_deref().is_some_and(|own| own.eq_ignore_ascii_case(&name)) {
            return Err(BankError::refused(in_use(&name)));
        }
        let mut removal = WeightRemoval { survey: source.id.to_string(), removed: name.clone(), problems: Vec::new() };
        if !request.dry_run {
            let late =
                self.amend(&source.id, &request.caller, |amendment, minutes| remove(amendment, minutes, &name))?;
            removal.problems.extend(late);
        }
        Ok(removal)
    }
}

fn in_use(name: &str) -> Problem {
    let message = format!("`{name}` is the weight that the survey's record names as its own");
    Problem::error("weight_in_use", Place::default().field("remove"), message)
        .hint("name another one, or none, as `weight` under `design` in the record first")
}
