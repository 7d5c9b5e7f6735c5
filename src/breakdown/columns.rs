//! The columns of a table: what each is called, and "not stated" gathered at the end of each block.

use crate::breakdown::View;
use crate::breakdown::base::meaning;
use crate::breakdown::recode::join;
use crate::breakdown::table::PathPart;
use crate::engine::CrosstabColumn;
use crate::survey::{Question, QuestionKind, Questionnaire};

/// The letters columns carry within their block.
const LETTERS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/// One column to be.
#[derive(Debug, Clone)]
pub(super) struct ColumnPlan {
    /// `total`, or the block and option ids joined.
    pub(super) id: String,
    /// What it says at its head.
    pub(super) label: String,
    /// The wording of its block.
    pub(super) block: Option<String>,
    /// Its letter within the block.
    pub(super) letter: Option<char>,
    /// What defines it.
    pub(super) path: Vec<PathPart>,
    /// What was counted.
    pub(super) counts: CrosstabColumn,
}

/// The columns in the order they are shown: the total, then each block. Options that stand for a reason join "not stated";
/// "not stated" is there only where anybody is in it. Nested columns that nobody is in are left out of the internal view alone:
/// in a release it must not tell anything that one is not there.
pub(super) fn plan_columns(
    counted: &[CrosstabColumn],
    banner: &[Vec<usize>],
    questionnaire: &Questionnaire,
    view: View,
) -> Vec<ColumnPlan> {
    let mut merged = merge(counted, banner, questionnaire);
    merged.retain(|(path, column)| {
        let flat = path.len() <= 1 || view == View::Release;
        column.respondents.n > 0 || (flat && path.iter().all(|part| part.option.is_some()))
    });
    merged.sort_by_key(|(path, column)| (column.block.map_or(0, |block| block + 1), order(path)));
    let mut plans: Vec<ColumnPlan> =
        merged.into_iter().map(|(path, counts)| plan(path, counts, banner, questionnaire)).collect();
    set_letters(&mut plans);
    plans
}

/// The columns with those of reasons for no answer joined into "not stated", each with its path.
pub(super) fn merge(
    counted: &[CrosstabColumn],
    banner: &[Vec<usize>],
    questionnaire: &Questionnaire,
) -> Vec<(Vec<PathPart>, CrosstabColumn)> {
    let mut merged: Vec<(Vec<PathPart>, CrosstabColumn)> = Vec::new();
    for column in counted {
        let path = path_of(column, banner, questionnaire);
        match merged.iter_mut().find(|(known, before)| *known == path && before.block == column.block) {
            Some((_, before)) => join(before, column),
            None => merged.push((path, column.clone())),
        }
    }
    merged
}

/// By option position, "not stated" last.
fn order(path: &[PathPart]) -> Vec<u32> {
    path.iter().map(|part| part.option.map_or(u32::MAX, u32::from)).collect()
}

fn path_of(column: &CrosstabColumn, banner: &[Vec<usize>], questionnaire: &Questionnaire) -> Vec<PathPart> {
    let questions = column.block.and_then(|block| banner.get(block)).map_or(&[][..], Vec::as_slice);
    let parts = questions.iter().zip(&column.path).filter_map(|(&position, option)| {
        let question = questionnaire.questions.get(position)?;
        let option = option.filter(|code| meaning(question, *code).is_none());
        let several = matches!(question.kind, QuestionKind::Multiple | QuestionKind::Open);
        Some(PathPart { question: position, option, several })
    });
    parts.collect()
}

fn plan(
    path: Vec<PathPart>,
    counts: CrosstabColumn,
    banner: &[Vec<usize>],
    questionnaire: &Questionnaire,
) -> ColumnPlan {
    let questions = counts.block.and_then(|block| banner.get(block));
    let asked: Vec<&Question> =
        questions.into_iter().flatten().filter_map(|position| questionnaire.questions.get(*position)).collect();
    let (ids, labels): (Vec<String>, Vec<String>) =
        asked.iter().zip(&path).map(|(question, part)| name_of(question, part.option)).unzip();
    let total = path.is_empty();
    ColumnPlan {
        id: if total { "total".to_owned() } else { ids.join(">") },
        label: if total { "Total".to_owned() } else { labels.join(" > ") },
        block: (!total).then(|| asked.iter().map(|question| wording(question)).collect::<Vec<_>>().join(" > ")),
        letter: None,
        path,
        counts,
    }
}

/// The id and label of an option or code; the ids of reasons for no answer begin with `@`, as in the files.
fn name_of(question: &Question, option: Option<u16>) -> (String, String) {
    let Some(code) = option else {
        return (format!("{}:@not_stated", question.id), "Not stated".to_owned());
    };
    let position = usize::from(code);
    let (id, label) = if question.kind == QuestionKind::Open {
        question.codes.get(position).map(|code| (code.id.clone(), code.label.clone()))
    } else {
        question.options.get(position).map(|option| (option.id.clone(), option.label.clone()))
    }
    .unwrap_or_else(|| (code.to_string(), code.to_string()));
    (format!("{}:{id}", question.id), label)
}

/// The wording of a question, after that of its grid.
pub(super) fn wording(question: &Question) -> String {
    let own = if question.text.is_empty() { &question.id } else { &question.text };
    match &question.grid {
        Some(grid) if !grid.text.is_empty() => format!("{} {own}", ended(&grid.text)),
        _ => own.clone(),
    }
}

/// With a colon where it has no end of its own.
fn ended(text: &str) -> String {
    if text.ends_with(['?', '.', ':', '!', '…']) { text.to_owned() } else { format!("{text}:") }
}

fn set_letters(plans: &mut [ColumnPlan]) {
    let (mut block, mut letters) = (None, LETTERS.chars());
    for plan in plans {
        if plan.counts.block != block {
            block = plan.counts.block;
            letters = LETTERS.chars();
        }
        if !plan.path.is_empty() && plan.path.iter().all(|part| part.option.is_some()) {
            plan.letter = letters.next();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::breakdown::fixture::{banner_column, single};
    use crate::survey::{Grid, Missing};

    fn questionnaire() -> Questionnaire {
        let mut age = single("age", &["16-34", "Prefer not to say", "35+"]);
        age.options[1].meaning = Some(Missing::PreferNotToSay);
        Questionnaire { questions: vec![age, single("place", &["North", "South"])] }
    }

    #[test]
    fn reasons_and_blanks_of_a_banner_are_one_not_stated_column_at_the_end() {
        let total = banner_column(None, &[], &[(0, 10)]);
        let parts = [(Some(0), 3), (Some(1), 2), (Some(2), 4), (None, 1)];
        let blocks = parts.map(|(option, n)| banner_column(Some(0), &[option], &[(0, n)]));
        let counted: Vec<CrosstabColumn> = std::iter::once(total).chain(blocks).collect();
        let plans = plan_columns(&counted, &[vec![0]], &questionnaire(), View::Internal);
        let shown: Vec<_> =
            plans.iter().map(|plan| (plan.label.as_str(), plan.letter, plan.counts.respondents.n)).collect();
        assert_eq!(
            shown,
            [("Total", None, 10), ("16-34", Some('A'), 3), ("35+", Some('B'), 4), ("Not stated", None, 3)]
        );
    }

    #[test]
    fn an_option_nobody_is_in_stays_and_an_empty_not_stated_goes() {
        let counted = [
            banner_column(None, &[], &[(0, 3)]),
            banner_column(Some(0), &[Some(0)], &[(0, 3)]),
            banner_column(Some(0), &[Some(2)], &[]),
            banner_column(Some(0), &[None], &[]),
        ];
        let plans = plan_columns(&counted, &[vec![0]], &questionnaire(), View::Internal);
        let ids: Vec<&str> = plans.iter().map(|plan| plan.id.as_str()).collect();
        assert_eq!(ids, ["total", "age:o0", "age:o2"]);
    }

    #[test]
    fn nested_columns_name_both_options() {
        let counted = [banner_column(None, &[], &[(0, 3)]), banner_column(Some(0), &[Some(0), Some(1)], &[(0, 3)])];
        let plans = plan_columns(&counted, &[vec![0, 1]], &questionnaire(), View::Internal);
        let nested = &plans[1];
        assert_eq!((nested.id.as_str(), nested.label.as_str()), ("age:o0>place:o1", "16-34 > South"));
        assert_eq!(nested.block.as_deref(), Some("Wording of age > Wording of place"));
    }

    #[test]
    fn a_release_keeps_nested_columns_that_nobody_is_in() {
        let counted = [banner_column(None, &[], &[(0, 3)]), banner_column(Some(0), &[Some(0), Some(1)], &[])];
        let count = |view| plan_columns(&counted, &[vec![0, 1]], &questionnaire(), view).len();
        assert_eq!([View::Internal, View::Release].map(count), [1, 2]);
    }

    #[test]
    fn an_item_is_read_after_its_grid() {
        let mut item = single("g.a", &[]);
        item.grid = Some(Grid { id: "g".to_owned(), text: "How easy is it".to_owned() });
        assert_eq!(wording(&item), "How easy is it: Wording of g.a");
    }
}
