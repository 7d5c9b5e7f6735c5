//! Surveys as a view has them: released tables count merged categories where the record of a survey names some, the internal view
//! what people answered.

use std::sync::Arc;

use crate::bank::release::SurveyRef;
use crate::bank::shelf::{ReleasedAs, SurveyRecord};
use crate::bank::{BankError, InsightBank};
use crate::breakdown::{self, BreakdownRequest, Filter, Plan, View, parse_where};
use crate::corpus::Source;
use crate::engine::{ColumnMembers, Crosstab, TabulateRequest};
use crate::problem::{Place, Problem};
use crate::survey::{Category, Merging, Questionnaire};

impl InsightBank {
    /// A survey as a view has it.
    ///
    /// # Errors
    /// When there is none with responses; when it is to be released and what is to be merged cannot be told.
    pub(super) fn survey_seen(&self, id: &str, view: View) -> Result<(Arc<Source>, Arc<SurveyRecord>), BankError> {
        let (source, record) = self.survey_record(id)?;
        let seen = record.seen(view).ok_or_else(|| faulty(id))?;
        Ok((source, seen))
    }

    /// What the engine is to count for a request.
    ///
    /// # Errors
    /// When a name is unknown, or is that of an answer which this view has under another: every reason at once.
    pub(super) fn plan_of(&self, survey: SurveyRef<'_>, request: &BreakdownRequest) -> Result<Plan, BankError> {
        let problems = renamed(survey.record, request);
        if !problems.is_empty() {
            return Err(BankError::Refused(problems));
        }
        Ok(breakdown::plan(request, survey.source, &survey.record.questionnaire, self.framework())?)
    }

    /// Counts in the categories of a record.
    pub(super) fn count(&self, survey: SurveyRef<'_>, request: &TabulateRequest) -> Result<Crosstab, BankError> {
        let Some(merging) = &survey.record.merging else { return Ok(self.engine.tabulate(request)?) };
        let counted = self.engine.tabulate(&breakdown::asked_of_options(request, merging))?;
        Ok(breakdown::counted_in_categories(counted, request, merging))
    }

    /// Who is counted, in the categories of a record.
    pub(super) fn members_of(
        &self,
        survey: SurveyRef<'_>,
        request: &TabulateRequest,
    ) -> Result<Vec<ColumnMembers>, BankError> {
        let Some(merging) = &survey.record.merging else { return Ok(self.engine.members(request)?) };
        let members = self.engine.members(&breakdown::asked_of_options(request, merging))?;
        Ok(breakdown::members_in_categories(members, request, merging))
    }
}

fn faulty(id: &str) -> BankError {
    let message = format!("nothing of `{id}` can be released: what its record says under `[[merged]]` is faulty");
    let problem = Problem::error("not_in_release", Place::default().field("merged"), message);
    BankError::refused(problem.hint("correct the record; `insight-bank check` says what is wrong with it"))
}

/// The filters and nets of a request that name an answer which is counted with others.
pub(super) fn counted_with_others(merging: &Merging, request: &BreakdownRequest) -> Vec<Problem> {
    named(&merging.questionnaire, request, |field, at, name| {
        let asked = merging.questionnaire.questions.get(at)?;
        let category = merging.category_of(at, name)?;
        let message = format!("`{name}` is counted with others in what is released of `{}`", asked.id);
        let problem = Problem::error("merged_option", Place::default().field(field), message);
        Some(if category.with_silent && field == "where" {
            problem.hint(format!("ask for the table by `{}`: `{}` is a column of it", asked.id, category.label))
        } else {
            problem.hint(format!("name the merged answer: `{}={}`", asked.id, category.label))
        })
    })
}

/// The filters and nets of a request that name an answer which the view has under another name.
fn renamed(record: &SurveyRecord, request: &BreakdownRequest) -> Vec<Problem> {
    if let Some(merging) = &record.merging {
        return counted_with_others(merging, request);
    }
    named(&record.questionnaire, request, |field, at, name| merged_elsewhere(record, field, at, name))
}

/// What `problem` says of each answer that filters and nets name.
fn named(
    questionnaire: &Questionnaire,
    request: &BreakdownRequest,
    problem: impl Fn(&str, usize, &str) -> Option<Problem>,
) -> Vec<Problem> {
    let filters = request.filters.iter().filter_map(|text| parse_where(text).ok()).map(|filter| ("where", filter));
    let net = |net: Filter| Filter { question: request.question.clone(), ..net };
    let nets = request.nets.iter().filter_map(|text| parse_where(text).ok()).map(|asked| ("net", net(asked)));
    let mut problems = Vec::new();
    for (field, filter) in filters.chain(nets) {
        let Some(at) = questionnaire.position(&filter.question) else { continue };
        problems.extend(filter.options.iter().filter_map(|name| problem(field, at, name)));
    }
    problems
}

/// Why an answer that a person merged is not in a view that has it as it was asked.
fn merged_elsewhere(record: &SurveyRecord, field: &str, question: usize, name: &str) -> Option<Problem> {
    let asked = record.questionnaire.questions.get(question)?;
    let ReleasedAs::Merged(released) = &record.released else { return None };
    let is_called = |category: &&Category| category.question == question && category.label.eq_ignore_ascii_case(name);
    let category = released.merging.as_ref()?.categories.iter().find(is_called)?;
    let labels = category.codes.iter().filter_map(|code| asked.options.get(usize::from(*code)));
    let labels: Vec<&str> = labels.map(|option| option.label.as_str()).collect();
    let message = format!("`{name}` is a merged answer, which only released tables of `{}` have", asked.id);
    let problem = Problem::error("merged_option", Place::default().field(field), message);
    Some(problem.hint(format!("name its parts: `{}={}`", asked.id, labels.join("|"))))
}
