//! Who is counted: the respondents that pass every filter and whose words match.

use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::sync::Arc;

use tantivy::collector::DocSetCollector;

use super::columns::Column;
use super::{Fault, SurveyIndex};
use crate::engine::embedded::lexicon::Lexicon;
use crate::engine::embedded::plan::{Fields, Freedom, Scope, plan};
use crate::engine::embedded::query::{Limits, parse};
use crate::engine::{Comparison, RowFilter, TabulateRequest};

/// A filter with the column it looks at.
struct Test<'r> {
    column: Arc<Column>,
    comparison: &'r Comparison,
}

impl Test<'_> {
    fn passes(&self, respondent: usize) -> bool {
        match self.comparison {
            Comparison::AnyCode(codes) => self.column.codes(respondent).any(|code| codes.contains(&code)),
            // Numbers are compared as they were written, so equal is equal.
            Comparison::AnyNumber(numbers) => {
                let number = self.column.number(respondent);
                number.is_some_and(|number| {
                    numbers.iter().any(|wanted| wanted.partial_cmp(&number) == Some(Ordering::Equal))
                })
            }
        }
    }
}

/// The positions of the respondents that `request` counts, ascending.
pub(super) fn kept(survey: &SurveyIndex, request: &TabulateRequest, lexicon: &Lexicon) -> Result<Vec<usize>, Fault> {
    let tests = request.filters.iter().map(|filter| test(survey, filter)).collect::<Result<Vec<_>, _>>()?;
    let matching = request.matching.as_deref().map(|query| matching(survey, query, lexicon)).transpose()?.flatten();
    let everybody = 0..survey.respondents();
    let passes = |respondent: &usize| tests.iter().all(|test| test.passes(*respondent));
    Ok(match matching {
        Some(found) => found.into_iter().filter(passes).collect(),
        None => everybody.filter(passes).collect(),
    })
}

fn test<'r>(survey: &SurveyIndex, filter: &'r RowFilter) -> Result<Test<'r>, Fault> {
    let column = survey.column(filter.question)?;
    let shape = survey.layout.questions.get(filter.question);
    let coded = shape.is_some_and(|shape| shape.codes().is_some());
    if coded != matches!(filter.comparison, Comparison::AnyCode(_)) {
        let id = shape.map_or("", |shape| shape.id.as_str());
        let expected = if coded { "options" } else { "numbers or days" };
        return Err(Fault::Request(format!(
            "a filter on question `{id}` compares it with something else than {expected}"
        )));
    }
    Ok(Test { column, comparison: &filter.comparison })
}

/// Those whose words match; everybody when there is nothing to look for. Nothing is loosened here: a count must mean what was
/// asked.
fn matching(survey: &SurveyIndex, query: &str, lexicon: &Lexicon) -> Result<Option<BTreeSet<usize>>, Fault> {
    let Some(node) = parse(query, Limits::TYPED).node else {
        return Ok(None);
    };
    let texts = [(survey.fields.text, 1.0)];
    let fields = Fields::Survey { theme: survey.fields.theme, rules: true };
    let plan = plan(&node, &Scope { texts: &texts, lexicon, fields }, Freedom::STEPS[0]);
    if let Some(field) = plan.refused.first() {
        return Err(Fault::Request(format!(
            "open answers cannot be searched by `{field}:`, only by words and `theme:`"
        )));
    }
    let found = survey.searcher.search(plan.query.as_ref(), &DocSetCollector)?;
    Ok(Some(found.into_iter().filter_map(|address| usize::try_from(address.doc_id).ok()).collect()))
}
