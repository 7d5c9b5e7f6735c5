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
use crate::survey::Category;

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

/// The filters and nets of a request that name an answer which the view has under another name.
fn renamed(record: &SurveyRecord, request: &BreakdownRequest) -> Vec<Problem> {
    let filters = request.filters.iter().filter_map(|text| parse_where(text).ok()).map(|filter| ("where", filter));
    let net = |net: Filter| Filter { question: request.question.clone(), ..net };
    let nets = request.nets.iter().filter_map(|text| parse_where(text).ok()).map(|asked| ("net", net(asked)));
    let mut problems = Vec::new();
    for (field, filter) in filters.chain(nets) {
        let Some(at) = record.questionnaire.position(&filter.question) else { continue };
        problems.extend(filter.options.iter().filter_map(|name| one_renamed(record, field, at, name)));
    }
    problems
}

fn one_renamed(record: &SurveyRecord, field: &str, question: usize, name: &str) -> Option<Problem> {
    let asked = record.questionnaire.questions.get(question)?;
    let problem = |message| Problem::error("merged_option", Place::default().field(field), message);
    if let Some(merging) = &record.merging {
        let category = merging.category_of(question, name)?;
        let message = format!("`{name}` is counted with others in what is released of `{}`", asked.id);
        let hint = format!("name the merged answer: `{}={}`", asked.id, category.label);
        return Some(problem(message).hint(hint));
    }
    let ReleasedAs::Merged(released) = &record.released else { return None };
    let is_called = |category: &&Category| category.question == question && category.label.eq_ignore_ascii_case(name);
    let category = released.merging.as_ref()?.categories.iter().find(is_called)?;
    let labels = category.codes.iter().filter_map(|code| asked.options.get(usize::from(*code)));
    let labels: Vec<&str> = labels.map(|option| option.label.as_str()).collect();
    let message = format!("`{name}` is a merged answer, which only released tables of `{}` have", asked.id);
    Some(problem(message).hint(format!("name its parts: `{}={}`", asked.id, labels.join("|"))))
}
