//! Reading columns as a questionnaire says, where one is given.

use super::column::days;
use super::cut::Cutter;
use super::dates::{self, DateColumn, DateOrder};
use super::groups;
use super::heading::trim_cell;
use super::naming::{item_id, question_id};
use super::numbers;
use super::plan::{From, Kept, Outcome, Plan, TickColumn};
use super::points::Points;
use super::table::Column;
use crate::survey::{Answer, Question, QuestionKind, Questionnaire};
use crate::text::normalise;

/// A plan for each question of `given`, in its order.
pub(super) fn plans(given: &Questionnaire, columns: &[Column<'_>], points: &mut Points) -> Vec<Plan> {
    let mut taken = vec![false; columns.len()];
    given.questions.iter().map(|question| plan(question, columns, &mut taken, points)).collect()
}

/// The columns a plan reads.
pub(super) fn columns_of(plan: &Plan) -> Vec<usize> {
    match &plan.from {
        From::Column { column, .. } => vec![*column],
        From::Ticks { members, words } => members.iter().map(|member| member.column).chain(*words).collect(),
        From::Nowhere => Vec::new(),
    }
}

fn plan(question: &Question, columns: &[Column<'_>], taken: &mut [bool], points: &mut Points) -> Plan {
    let question = question.clone();
    if question.kind == QuestionKind::Multiple
        && let Some((members, explicit)) = ticks(&question, columns, taken)
    {
        for member in &members {
            taken[member.column] = true;
        }
        let question = Question { empty_is_answer: question.empty_is_answer || explicit, ..question };
        let from = From::Ticks { members, words: None };
        return Plan { question, from };
    }
    let Some(column) = (0..columns.len()).find(|index| !taken[*index] && is_column_of(&question, &columns[*index]))
    else {
        let message = format!("the file has no column for question `{}`", question.id);
        points.warn("missing_column", &question.id, message, "its answers are counted as not asked");
        return Plan { question, from: From::Nowhere };
    };
    taken[column] = true;
    let outcomes = outcomes(&question, &columns[column]);
    let strange = |(outcome, _): &(&Outcome, &u64)| outcome.kept == Kept::Stored && question.kind != QuestionKind::Open;
    let unread: u64 = outcomes.iter().zip(&columns[column].counts).filter(strange).map(|(_, count)| *count).sum();
    if unread > 0 {
        let message = format!("answers to `{}` that the questionnaire does not know: {unread}", question.id);
        points.warn(
            "unknown_option",
            &question.id,
            message,
            "they are invalid, with their words kept; add the options or correct the file",
        );
    }
    Plan { question, from: From::Column { column, outcomes } }
}

fn is_column_of(question: &Question, column: &Column<'_>) -> bool {
    let heading = &column.heading;
    let ids = [heading.name.as_str(), &question_id(heading), &item_id(heading)]
        .map(|id| id.eq_ignore_ascii_case(&question.id));
    let itemised = heading.part.is_some() || heading.option.is_some();
    (ids[0] || ids[2] || (ids[1] && !itemised)) || (!itemised && normalise(&heading.text) == normalise(&question.text))
}

/// The columns per option of a multiple choice, and whether they say "no" in so many words.
fn ticks(question: &Question, columns: &[Column<'_>], taken: &[bool]) -> Option<(Vec<TickColumn>, bool)> {
    let mut found: Vec<(usize, u16)> = Vec::new();
    for (index, column) in columns.iter().enumerate().filter(|(index, _)| !taken[*index]) {
        let heading = &column.heading;
        let same = question_id(heading).eq_ignore_ascii_case(&question.id)
            || (heading.option.is_some() && normalise(&heading.text) == normalise(&question.text));
        let stem = format!("{}_", question.id.to_lowercase());
        let tail = heading.code.as_ref().and_then(|code| code.to_lowercase().strip_prefix(&stem).map(str::to_owned));
        let named = [heading.part.clone(), heading.option.clone()].into_iter().flatten().filter(|_| same).chain(tail);
        let option = named.into_iter().find_map(|name| question.option(&name));
        if let Some(option) = option.and_then(|option| u16::try_from(option).ok()) {
            found.push((index, option));
        }
    }
    let members: Vec<usize> = found.iter().map(|(index, _)| *index).collect();
    let ticks = groups::tick_columns(columns, &members, true).filter(|_| !members.is_empty())?;
    let explicit = ticks.iter().flatten().any(|tick| *tick == super::plan::Tick::No);
    let members = found.into_iter().zip(ticks).map(|((column, option), ticks)| TickColumn { column, option, ticks });
    Some((members.collect(), explicit))
}

fn outcomes(question: &Question, column: &Column<'_>) -> Vec<Outcome> {
    use QuestionKind::{Date, Multiple, Number, Open, Ranking, Scale, Single, Technical};
    let each = |read: &dyn Fn(&str) -> Option<Outcome>| -> Vec<Outcome> {
        let outcome = |value: &std::borrow::Cow<'_, str>| match trim_cell(value) {
            "" => Outcome::blank(),
            text => read(text).unwrap_or_else(|| Outcome::invalid(value)),
        };
        column.values.iter().map(outcome).collect()
    };
    match question.kind {
        Open | Technical => each(&|text| Some(Outcome::stored(text))),
        Number => each(&|text| numbers::parse(text).map(|number| Outcome::mapped(Answer::Number(number)))),
        Date => match dates::recognise(&column.filled().map(|(value, _)| value)) {
            DateColumn::Days(order) => days(column, order).outcomes,
            _ => days(column, DateOrder::Plain).outcomes,
        },
        Single | Scale => {
            each(&|text| one(question, text).map(|option| Outcome::mapped(Answer::Options(vec![option]))))
        }
        Multiple | Ranking => lists(question, column),
    }
}

/// The option `text` names by its id or label, whole numbers in any form.
fn one(question: &Question, text: &str) -> Option<u16> {
    let whole = || numbers::whole(text).and_then(|code| question.option(&code));
    let folded = || question.options.iter().position(|option| normalise(&option.label) == normalise(text));
    question.option(text).or_else(whole).or_else(folded).and_then(|option| u16::try_from(option).ok())
}

/// Lists of options, cut with the delimiter that leaves the fewest words over.
fn lists(question: &Question, column: &Column<'_>) -> Vec<Outcome> {
    let numbered = || question.options.iter().zip(0_u16..);
    let wordings =
        || numbered().flat_map(|(option, index)| [(option.label.as_str(), index), (option.id.as_str(), index)]);
    let cut_with = |delimiter: char| {
        let cutter = Cutter::new(wordings(), delimiter);
        let outcome = |value: &std::borrow::Cow<'_, str>| {
            let text = trim_cell(value);
            if let Some(option) = one(question, text) {
                return Outcome::chosen(vec![option], "");
            }
            let (chosen, rest) = cutter.cut(text);
            Outcome::chosen(chosen, &rest)
        };
        let outcomes: Vec<Outcome> = column.values.iter().map(outcome).collect();
        let left: u64 =
            outcomes.iter().zip(&column.counts).filter(|(outcome, _)| outcome.words.is_some()).map(|(_, n)| *n).sum();
        (left, outcomes)
    };
    let cuts = [';', '|', ',', '\n'].into_iter().map(cut_with);
    cuts.min_by_key(|(left, _)| *left).map(|(_, outcomes)| outcomes).unwrap_or_default()
}
