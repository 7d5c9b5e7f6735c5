//! What the public tables of a survey divide people by, worked out once for each version of its answers.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use crate::bank::merged::counted_with_others;
use crate::bank::release::SurveyRef;
use crate::bank::{BankError, InsightBank};
use crate::breakdown::{self, BreakdownRequest, Plan, Policy, PublicCube, Table};
use crate::engine::TabulateRequest;
use crate::survey::Merging;

/// The cubes of surveys that were asked for before, by survey with its version and categories, question and policy.
pub(super) type CubeCache = Mutex<BTreeMap<(String, Option<usize>, Policy), Arc<PublicCube>>>;

/// So many cubes are remembered.
const REMEMBERED: usize = 512;

/// A survey as the public tables of a question are made from it.
#[derive(Clone)]
pub(super) struct PublicSurvey<'a> {
    pub(super) survey: SurveyRef<'a>,
    pub(super) cube: Arc<PublicCube>,
    pub(super) policy: Policy,
}

impl InsightBank {
    /// What is public of a question under a policy, the same whoever asked what before.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub(super) fn public_survey<'a>(
        &self,
        survey: SurveyRef<'a>,
        question: usize,
        policy: &Policy,
    ) -> Result<PublicSurvey<'a>, BankError> {
        let questionnaire = &survey.record.questionnaire;
        let count = |request: &TabulateRequest| self.count(survey, request);
        let of_all =
            self.remembered_cube(survey, None, policy, || PublicCube::of(survey.source, questionnaire, policy, count))?;
        let cube = if of_all.dimensions().contains(&question) {
            of_all
        } else {
            self.remembered_cube(survey, Some(question), policy, || {
                of_all.of_question(question, survey.source, questionnaire, policy, count)
            })?
        };
        Ok(PublicSurvey { survey, cube, policy: *policy })
    }

    fn remembered_cube(
        &self,
        survey: SurveyRef<'_>,
        question: Option<usize>,
        policy: &Policy,
        make: impl FnOnce() -> Result<PublicCube, BankError>,
    ) -> Result<Arc<PublicCube>, BankError> {
        let key = (self.counted_version(survey), question, *policy);
        let remembered = || self.cubes.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = remembered().get(&key) {
            return Ok(Arc::clone(known));
        }
        let cube = Arc::new(make()?);
        let mut remembered = remembered();
        if remembered.len() >= REMEMBERED {
            remembered.clear();
        }
        remembered.insert(key, Arc::clone(&cube));
        Ok(cube)
    }

    /// The version of a survey as it is counted: its files, and the categories that a person chose.
    pub(super) fn counted_version(&self, survey: SurveyRef<'_>) -> String {
        let version =
            self.shelf().files.get(&survey.source.id).map(|files| files.fingerprint.clone()).unwrap_or_default();
        let merged = survey.record.merging.as_ref().map(Merging::print).unwrap_or_default();
        format!("{} {version} {merged}", survey.source.id)
    }

    /// What the engine is to count for a table in the categories of `merging`.
    ///
    /// # Errors
    /// When a name is unknown, or is that of an answer that is counted with others: every reason at once.
    pub(super) fn plan_in(
        &self,
        survey: SurveyRef<'_>,
        merging: &Merging,
        request: &BreakdownRequest,
    ) -> Result<Plan, BankError> {
        let problems = counted_with_others(merging, request);
        if !problems.is_empty() {
            return Err(BankError::Refused(problems));
        }
        Ok(breakdown::plan(request, survey.source, &merging.questionnaire, self.framework())?)
    }

    /// Every count of a table in the categories of `merging`.
    ///
    /// # Errors
    /// When nothing can be weighted with its weight, or the index cannot be read.
    pub(super) fn table_in(
        &self,
        survey: SurveyRef<'_>,
        merging: &Merging,
        request: &BreakdownRequest,
        plan: &Plan,
    ) -> Result<Table, BankError> {
        self.table_of(survey, &merging.questionnaire, (request, plan), |wanted| {
            let counted = self.count(survey, &breakdown::asked_of_options(wanted, merging))?;
            Ok(breakdown::counted_in_categories(counted, wanted, merging))
        })
    }
}
