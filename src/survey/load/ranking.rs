//! Items people put in order: a question for each item, whose options are the ranks.

use super::cell::{CellReader, Wordings};
use super::choice;
use super::class;
use super::heading::Heading;
use super::naming::{Names, item_id, question_id};
use super::plan::{From, Plan};
use super::profile::Column;
use crate::survey::{AnswerOption, Class, Grid, Question, QuestionKind};

/// The ranks of `count` items, as options.
fn ranks(count: usize) -> Vec<AnswerOption> {
    let rank =
        |rank: usize| AnswerOption { id: rank.to_string(), label: format!("Rank {rank}"), ..AnswerOption::default() };
    (1..=count).map(rank).collect()
}

/// A plan for each of the columns, which hold the rank of an item each.
pub(super) fn plans(columns: &[Column], members: &[usize], names: &mut Names) -> Vec<(usize, Plan)> {
    let plan = |index: &usize| {
        let heading = &columns[*index].heading;
        let question = item(heading, members.len(), names);
        let wordings = question.options.iter().zip(0_u16..).map(|(option, at)| (option.id.as_str(), at));
        let reader = CellReader::Choice(Wordings::new(wordings));
        (*index, Plan::new(question, From::Column { column: *index, reader }))
    };
    members.iter().map(plan).collect()
}

/// A plan for each item that the columns, a rank each, name; nothing when what they name are not options.
pub(super) fn item_plans(columns: &[Column], members: &[usize], names: &mut Names) -> Option<Vec<(usize, Plan)>> {
    let group: Vec<&Column> = members.iter().map(|index| &columns[*index]).collect();
    let choice = choice::recognise(&group).filter(|choice| choice.own_words == 0)?;
    let heading = &columns[*members.first()?].heading;
    let plan = |(option, at): (&AnswerOption, u16)| {
        let item = Heading { part: Some(option.id.clone()), option: Some(option.label.clone()), ..heading.clone() };
        let reader = CellReader::Choice(choice.wordings.clone());
        let from = From::Ranks { columns: members.to_vec(), item: at, reader };
        (members[0], Plan::new(self::item(&item, members.len(), names), from))
    };
    Some(choice.options.iter().zip(0_u16..).map(plan).collect())
}

fn item(heading: &Heading, count: usize, names: &mut Names) -> Question {
    let base = question_id(heading);
    let wording = if heading.text.is_empty() { base.clone() } else { heading.text.clone() };
    let text = heading.option.clone().unwrap_or_else(|| heading.name.clone());
    Question {
        id: names.unique(&item_id(heading)),
        class: class::infer(&format!("{wording} {text}"), true).unwrap_or(Class::Opinion),
        text,
        kind: QuestionKind::Ranking,
        options: ranks(count),
        grid: Some(Grid { id: base, text: wording }),
        asked_if: None,
        codes: Vec::new(),
        role: None,
        empty_is_answer: false,
    }
}
