//! Questions with several answers: the multiple response sets of a file.

use std::collections::BTreeMap;

use super::super::cell::Counted;
use super::super::dictionary::{Dictionary, ResponseSet, SetKind, Value, Variable};
use super::super::notes::Notes;
use super::names::Names;
use super::{blank, counted_value, wording};
use crate::survey::form::{Columns, FormQuestion};
use crate::survey::{AnswerOption, Grid, Question, QuestionKind};

/// What becomes of the variables of sets. A variable belongs to the first dichotomy set that names it.
#[derive(Default)]
pub(super) struct SetPlan {
    /// Before which variable the question of which set stands.
    pub(super) first_of: BTreeMap<usize, usize>,
    /// When each variable of a dichotomy set says "chosen".
    pub(super) counted: BTreeMap<usize, Counted>,
    /// The grids of the variables of category sets.
    pub(super) grids: BTreeMap<usize, Grid>,
}

/// Decides what becomes of the variables of sets.
pub(super) fn plan(dictionary: &Dictionary, notes: &mut Notes) -> SetPlan {
    let mut plan = SetPlan::default();
    let (mut reasons, mut clashes, mut categories) = (Vec::new(), Vec::new(), Vec::new());
    for (number, set) in dictionary.sets.iter().enumerate() {
        if set.kind == SetKind::Categories {
            continue;
        }
        let counted: Option<Vec<(usize, Counted)>> = set
            .variables
            .iter()
            .map(|member| {
                let variable = dictionary.variables.get(*member)?;
                let value = counted_value(&set.kind, variable)?;
                let is_free = !plan.counted.contains_key(member) && dictionary.weight != Some(*member);
                is_free.then(|| (*member, Counted { value, missing: variable.missing.clone() }))
            })
            .collect();
        let (Some(counted), Some(first)) = (counted, set.variables.iter().min()) else {
            clashes.push(set.name.clone());
            continue;
        };
        plan.first_of.insert(*first, number);
        reasons.extend(counted.iter().filter(|(_, counted)| !counted.missing.is_empty()).map(|(member, _)| {
            dictionary.variables.get(*member).map_or_else(String::new, |variable| variable.name.clone())
        }));
        plan.counted.extend(counted);
    }
    for set in dictionary.sets.iter().filter(|set| set.kind == SetKind::Categories) {
        categories.push(set.name.clone());
        let grid =
            Grid { id: Names::default().id(&set.name), text: set.label.clone().unwrap_or_else(|| set.name.clone()) };
        for member in &set.variables {
            plan.grids.entry(*member).or_insert_with(|| grid.clone());
        }
    }
    tell(notes, &reasons, &clashes, &categories);
    plan
}

fn tell(notes: &mut Notes, reasons: &[String], clashes: &[String], categories: &[String]) {
    let message = "the reasons why there is no answer are not told apart in variables of multiple dichotomy sets";
    notes.about("reasons_in_sets", reasons, message, "nothing to do; such cells are empty");
    let message = "multiple dichotomy sets that share variables with another set, or count a value these cannot have, are left out";
    notes.about("sets_left_out", clashes, message, "nothing to do; each variable is still in a question");
    let message = "the variables of multiple category sets are read as single questions with the same options";
    notes.about(
        "category_sets",
        categories,
        message,
        "to count them together, save a variable for each option in SPSS",
    );
}

/// The question of a dichotomy set: an option for each variable.
pub(super) fn question(set: &ResponseSet, variables: &[Variable], plan: &SetPlan, ids: &mut Names) -> FormQuestion {
    let mut names = Names::default();
    let mut options = Vec::new();
    let mut columns = Vec::new();
    let members = set.variables.iter().filter_map(|member| Some((plan.counted.get(member)?, variables.get(*member)?)));
    for ((counted, variable), position) in members.zip(0_u16..) {
        let label = label(&set.kind, &counted.value, variable).to_owned();
        options.push(AnswerOption { id: names.option(&variable.name), label, ..AnswerOption::default() });
        columns.push((vec![variable.name.clone()], position));
    }
    let question = Question {
        id: ids.id(&set.name),
        text: set.label.as_deref().map_or(set.name.as_str(), str::trim).to_owned(),
        options,
        empty_is_answer: true,
        ..blank(QuestionKind::Multiple)
    };
    FormQuestion::new(question, Columns::PerOption(columns))
}

/// What an option of a set is called.
fn label<'v>(kind: &SetKind, counted: &Value, variable: &'v Variable) -> &'v str {
    let of_value = || variable.labels.iter().find(|(value, _)| value == counted).map(|(_, label)| label.trim());
    let by_value = matches!(kind, SetKind::Dichotomies { value_labels: true, .. });
    by_value.then(of_value).flatten().filter(|label| !label.is_empty()).unwrap_or_else(|| wording(variable))
}
