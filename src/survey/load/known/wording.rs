//! Whether a questionnaire is that of a file, by its wordings.

use std::collections::BTreeSet;

use super::Known;
use crate::survey::Question;
use crate::survey::form::Form;
use crate::survey::load::admit::bare_of;
use crate::survey::load::heading::Heading;
use crate::survey::load::plan::{From, Plan};
use crate::survey::load::points::Points;

impl Known<'_> {
    /// Whether the questionnaire is that of another survey: none of its questions is in the file, or most are worded otherwise
    /// there. What a person has settled is not doubted.
    pub(in super::super) fn is_another(&self, form: &Form) -> bool {
        let found = self.plans.iter().filter(|plan| !plan.from.columns().is_empty()).count();
        // The dictionary of a file is its own.
        let given = !form.settled && form.maker != "SPSS";
        let other = self.reworded().filter(|(heading, plan)| !is_akin(heading, &plan.question.text)).count();
        given && (found == 0 || other * 2 > found)
    }

    /// Says which questions have no column, and which are worded otherwise.
    pub(in super::super) fn tell(&self, form: &Form, points: &mut Points) {
        let missing = self.plans.iter().filter(|plan| matches!(plan.from, From::Nowhere));
        let missing: Vec<String> = missing.map(|plan| plan.question.id.clone()).collect();
        points.missing_columns(&missing, self.plans.len());
        if !form.settled {
            points.reworded(&self.reworded().map(|(_, plan)| plan.question.id.clone()).collect::<Vec<_>>());
        }
    }

    /// The questions whose columns are headed by other words, with those headings.
    fn reworded(&self) -> impl Iterator<Item = (&Heading, &Plan)> {
        let headed = |plan| Some((self.heading_of(plan)?, plan));
        self.plans.iter().filter_map(headed).filter(|(heading, plan)| {
            let question = &plan.question;
            let wording = question.grid.as_ref().map_or(question.text.as_str(), |grid| grid.text.as_str());
            let bare = heading.text.is_empty() || heading.blank || heading.text.eq_ignore_ascii_case(&heading.name);
            let no_words = wording.is_empty() || wording.eq_ignore_ascii_case(&question.id);
            !bare && !no_words && !same_wording(&heading.text, wording) && !same_wording(&heading.full, wording)
        })
    }

    fn heading_of(&self, plan: &Plan) -> Option<&Heading> {
        plan.from.columns().first().map(|index| &self.columns[*index].heading)
    }
}

/// Whether a heading has the words of a question, whole or cut off at its end, whatever marks and tags are between them.
fn same_wording(heading: &str, question: &str) -> bool {
    let (heading, question) = (bare_of(heading), bare_of(question));
    let shorter = heading.len().min(question.len());
    let cut = shorter >= 20
        && (question.starts_with(&heading) || heading.starts_with(&question) || heading.contains(&question));
    heading == question || cut
}

/// Whether a heading that names the row of a grid and an option names the row that `question` is.
pub(super) fn is_worded_row(question: &Question, heading: &Heading) -> bool {
    let (Some(grid), Some(row)) = (&question.grid, &heading.item) else { return false };
    let same_row = bare_of(&row.text) == bare_of(&question.text);
    same_row && heading.option.is_some() && !heading.words && same_wording(&heading.text, &grid.text)
}

pub(super) fn is_worded(question: &Question, heading: &Heading) -> bool {
    let same = same_wording;
    match (&question.grid, &heading.option) {
        (Some(grid), Some(option)) => same(&heading.text, &grid.text) && same(option, &question.text),
        (None, None) => !heading.words && same(&heading.text, &question.text),
        _ => false,
    }
}

/// Whether a heading and a question have most of their words in common: three fifths at least of the shorter one's.
pub(super) fn is_akin(heading: &Heading, question: &str) -> bool {
    let words = |text: &str| bare_of(text).split(' ').map(str::to_owned).collect::<BTreeSet<String>>();
    let asked = words(question);
    [&heading.text, &heading.full].into_iter().map(|text| words(text)).any(|headed| {
        let shorter = asked.len().min(headed.len());
        !asked.contains("") && asked.intersection(&headed).count() * 5 >= shorter * 3
    })
}
