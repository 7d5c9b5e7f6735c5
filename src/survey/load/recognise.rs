//! Recognising what each column of a file is, and so which questions were asked.

use super::choice;
use super::class;
use super::column::{Reading, all_numbers, is_measure, read_column};
use super::groups::{self, Group};
use super::heading::Heading;
use super::known;
use super::multiple::{self, Found};
use super::naming::{Names, item_id, option_ids, question_id};
use super::plan::{From, Plan, Tick, TickColumn};
use super::points::Points;
use super::table::{Column, Table};
use super::technical::{self, Technical};
use crate::survey::{AnswerOption, Class, Grid, Question, QuestionKind, Questionnaire};

/// What was made of the columns.
pub(super) struct Survey {
    pub(super) plans: Vec<Plan>,
    pub(super) technical: Vec<Option<Technical>>,
    pub(super) points: Points,
}

/// Recognises the questions of `table`; those of `given` are taken as they are.
pub(super) fn recognise(file: &str, table: &Table<'_>, given: Option<&Questionnaire>) -> Survey {
    let columns = &table.columns;
    let mut points = Points::new(file);
    let mut names = Names::default();
    let mut found: Vec<(usize, Plan)> = Vec::new();
    let mut taken = vec![false; columns.len()];
    let mut nowhere = Vec::new();
    for plan in given.map(|given| known::plans(given, columns, &mut points)).unwrap_or_default() {
        names.unique(&plan.question.id);
        let members = known::columns_of(&plan);
        for index in &members {
            taken[*index] = true;
        }
        match members.first() {
            Some(first) => found.push((*first, plan)),
            None => nowhere.push(plan),
        }
    }
    let told = |(column, taken): (&Column<'_>, &bool)| {
        if *taken { None } else { technical::recognise(column) }
    };
    let technical: Vec<Option<Technical>> = columns.iter().zip(&taken).map(told).collect();
    let answers: Vec<usize> =
        (0..columns.len()).filter(|index| !taken[*index] && technical[*index].is_none()).collect();
    for group in groups::find(columns, &answers) {
        let before = found.len();
        found.extend(group_plans(columns, &group, &mut names, &mut points));
        if found.len() > before {
            group.columns.iter().chain(&group.words).for_each(|index| taken[*index] = true);
        }
    }
    for index in answers.into_iter().filter(|index| !taken[*index]) {
        let id = names.unique(&question_id(&columns[index].heading));
        found.push((index, column_plan(index, &columns[index], id, &mut points)));
    }
    found.sort_by_key(|(first, _)| *first);
    let plans: Vec<Plan> = found.into_iter().map(|(_, plan)| plan).chain(nowhere).collect();
    points.questions(&plans, columns, given.is_some());
    Survey { plans, technical, points }
}

/// The questions a group of columns makes; none when its columns are better taken one by one.
fn group_plans(columns: &[Column<'_>], group: &Group, names: &mut Names, points: &mut Points) -> Vec<(usize, Plan)> {
    let Some(first) = group.columns.first().copied() else {
        return Vec::new();
    };
    if let Some(ticks) = groups::tick_columns(columns, &group.columns, group.bracketed) {
        return vec![(first, tick_plan(columns, group, ticks, names, points))];
    }
    if !group.bracketed {
        return Vec::new();
    }
    grid_plans(columns, group, names, points)
}

fn tick_plan(
    columns: &[Column<'_>],
    group: &Group,
    ticks: Vec<Vec<Tick>>,
    names: &mut Names,
    points: &mut Points,
) -> Plan {
    let heading = |index: usize| &columns[index].heading;
    let first = heading(group.columns[0]);
    let (id, text) = if group.bracketed {
        (question_id(first), question_text(first, &question_id(first)))
    } else {
        let stem = question_id(first).rsplit_once('_').map_or_else(|| question_id(first), |(stem, _)| stem.to_owned());
        (stem.clone(), stem)
    };
    let labels: Vec<&str> = group.columns.iter().map(|index| option_label(heading(*index), group.bracketed)).collect();
    let slugs = option_ids(&labels);
    let mut taken = Names::default();
    let options = group.columns.iter().zip(labels).zip(slugs).map(|((index, label), slug)| AnswerOption {
        id: taken.unique(heading(*index).part.as_deref().unwrap_or(&slug)),
        label: label.to_owned(),
        ..AnswerOption::default()
    });
    let options: Vec<AnswerOption> = options.collect();
    let explicit = ticks.iter().flatten().any(|tick| *tick == Tick::No);
    let members = group.columns.iter().zip(0_u16..).zip(ticks);
    let members = members.map(|((column, option), ticks)| TickColumn { column: *column, option, ticks }).collect();
    let id = names.unique(&id);
    if !explicit {
        points.none_or_skipped(&id);
    }
    let mut question = question(id, text, QuestionKind::Multiple, options, false);
    question.empty_is_answer = explicit;
    Plan { question, from: From::Ticks { members, words: group.words } }
}

/// The option a tick column stands for: the words in brackets at the end, else the part of its code.
fn option_label(heading: &Heading, bracketed: bool) -> &str {
    let own = heading.option.as_deref().or(heading.part.as_deref());
    let tail = || heading.code.as_deref().and_then(|code| code.rsplit_once('_')).map(|(_, tail)| tail);
    own.or_else(|| if bracketed { None } else { tail() }).unwrap_or(&heading.name)
}

/// An item for each column. Items whose cells are options share one list of them.
fn grid_plans(columns: &[Column<'_>], group: &Group, names: &mut Names, points: &mut Points) -> Vec<(usize, Plan)> {
    let members: Vec<&Column<'_>> = group.columns.iter().map(|index| &columns[*index]).collect();
    let measured = members.iter().any(|column| is_measure(&column.heading.text) && all_numbers(column));
    let shared = if measured { None } else { shared_options(&members) };
    let mut readings: Vec<Option<Reading>> = match shared {
        Some(choice) => {
            let (kind, views) = (choice.kind, choice.views);
            let reading = |outcomes| Some(Reading { kind, options: choice.options.clone(), outcomes, views });
            choice.outcomes.into_iter().map(reading).collect()
        }
        None => members.iter().map(|_| None).collect(),
    };
    let all = group.columns.iter().chain(&group.words).copied();
    let mut plans = Vec::new();
    for (place, index) in all.enumerate() {
        let column = &columns[index];
        let id = names.unique(&item_id(&column.heading));
        let shared = readings.get_mut(place).and_then(Option::take);
        let reading = shared.unwrap_or_else(|| read_column(column, &id, points));
        let base = question_id(&column.heading);
        let text = column.heading.option.clone().unwrap_or_else(|| question_text(&column.heading, &id));
        let mut question = question(id, text, reading.kind, reading.options, reading.views);
        let wording = question_text(&column.heading, &base);
        if let Some(class) = class::infer(&format!("{wording} {}", question.text), reading.views) {
            question.class = class;
        }
        question.grid = Some(Grid { id: base, text: wording });
        plans.push((index, Plan { question, from: From::Column { column: index, outcomes: reading.outcomes } }));
    }
    plans
}

/// The options of a grid: only where every item would be options by itself, or the labels are a known scale.
fn shared_options(members: &[&Column<'_>]) -> Option<choice::Choice> {
    let lists = members.iter().any(|column| {
        [';', '|'].into_iter().any(|delimiter| matches!(multiple::recognise(column, delimiter), Found::Lists(_)))
    });
    let choice = choice::recognise(members).filter(|_| !lists)?;
    (choice.own_words == 0).then_some(choice)
}

fn column_plan(index: usize, column: &Column<'_>, id: String, points: &mut Points) -> Plan {
    let reading = read_column(column, &id, points);
    let text = column.heading.option.as_ref().map_or_else(
        || question_text(&column.heading, &id),
        |option| format!("{} [{option}]", column.heading.text).trim().to_owned(),
    );
    let question = question(id, text, reading.kind, reading.options, reading.views);
    Plan { question, from: From::Column { column: index, outcomes: reading.outcomes } }
}

fn question_text(heading: &Heading, id: &str) -> String {
    if heading.text.is_empty() { id.to_owned() } else { heading.text.clone() }
}

fn question(id: String, text: String, kind: QuestionKind, options: Vec<AnswerOption>, views: bool) -> Question {
    let class = class::infer(&format!("{id} {text}"), views).unwrap_or(Class::Sensitive);
    Question {
        id,
        text,
        kind,
        class,
        options,
        grid: None,
        asked_if: None,
        codes: Vec::new(),
        role: None,
        empty_is_answer: false,
    }
}
