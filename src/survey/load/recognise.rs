//! Recognising what each column of a file is, and so which questions were asked.

use super::choice;
use super::class;
use super::dates::{self, DateColumn, DateOrder};
use super::groups::{self, Group};
use super::heading::{Heading, trim_cell};
use super::known;
use super::labels;
use super::multiple::{self, Found, Lists};
use super::naming::{Names, item_id, option_ids, question_id};
use super::numbers;
use super::plan::{From, Outcome, Plan, Tick, TickColumn};
use super::points::Points;
use super::table::{Column, Table};
use super::technical::{self, Technical};
use crate::survey::{Answer, AnswerOption, Class, Grid, Question, QuestionKind, Questionnaire};

/// Words in a heading that say its whole numbers measure something rather than stand for options.
const UNITS: [&str; 40] = [
    "age",
    "years",
    "year",
    "months",
    "month",
    "weeks",
    "days",
    "day",
    "hours",
    "minutes",
    "percent",
    "percentage",
    "count",
    "number",
    "total",
    "amount",
    "cost",
    "price",
    "weight",
    "height",
    "kg",
    "cm",
    "miles",
    "km",
    "duration",
    "times",
    "many",
    "population",
    "visits",
    "id",
    "code",
    "postcode",
    "zip",
    "phone",
    "size",
    "old",
    "score",
    "distance",
    "salary",
    "income",
];
/// Words in a heading that say its digits are no number at all.
const CODES: [&str; 6] = [
    "zip",
    "postcode",
    "postcodes",
    "postal",
    "phone",
    "telephone",
];

/// What was made of the columns.
pub(super) struct Survey {
    pub(super) plans: Vec<Plan>,
    pub(super) technical: Vec<Option<Technical>>,
    pub(super) points: Points,
}

/// The kind of a column that stands alone, and what its cells become.
pub(super) struct Reading {
    pub(super) kind: QuestionKind,
    pub(super) options: Vec<AnswerOption>,
    pub(super) outcomes: Vec<Outcome>,
    pub(super) views: bool,
}

/// Recognises the questions of `table`; those of `given` are taken as they are.
pub(super) fn recognise(file: &str, table: &Table<'_>, given: Option<&Questionnaire>) -> Survey {
    let columns = &table.columns;
    let mut points = Points::new(file);
    let mut names = Names::default();
    let mut found: Vec<(usize, Plan)> = Vec::new();
    let mut taken = vec![false; columns.len()];
    let mut nowhere = Vec::new();
    for plan in given
        .map(|given| known::plans(given, columns, &mut points))
        .unwrap_or_default()
    {
        names.unique(&plan.question.id);
        let members = known::columns_of(&plan);
        members.iter().for_each(|index| taken[*index] = true);
        match members.first() {
            Some(first) => found.push((*first, plan)),
            None => nowhere.push(plan),
        }
    }
    let told = |(column, taken): (&Column<'_>, &bool)| {
        if *taken {
            None
        } else {
            technical::recognise(column)
        }
    };
    let technical: Vec<Option<Technical>> = columns.iter().zip(&taken).map(told).collect();
    let answers: Vec<usize> = (0..columns.len())
        .filter(|index| !taken[*index] && technical[*index].is_none())
        .collect();
    for group in groups::find(columns, &answers) {
        let before = found.len();
        found.extend(group_plans(columns, &group, &mut names, &mut points));
        if found.len() > before {
            group
                .columns
                .iter()
                .chain(&group.words)
                .for_each(|index| taken[*index] = true);
        }
    }
    for index in answers.into_iter().filter(|index| !taken[*index]) {
        let id = names.unique(&question_id(&columns[index].heading));
        found.push((index, column_plan(index, &columns[index], id, &mut points)));
    }
    found.sort_by_key(|(first, _)| *first);
    let plans: Vec<Plan> = found
        .into_iter()
        .map(|(_, plan)| plan)
        .chain(nowhere)
        .collect();
    points.questions(&plans, given.is_some());
    Survey {
        plans,
        technical,
        points,
    }
}

/// The questions a group of columns makes; none when its columns are better taken one by one.
fn group_plans(
    columns: &[Column<'_>],
    group: &Group,
    names: &mut Names,
    points: &mut Points,
) -> Vec<(usize, Plan)> {
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
        (
            question_id(first),
            question_text(first, &question_id(first)),
        )
    } else {
        let stem = question_id(first)
            .rsplit_once('_')
            .map_or_else(|| question_id(first), |(stem, _)| stem.to_owned());
        (stem.clone(), stem)
    };
    let labels: Vec<&str> = group
        .columns
        .iter()
        .map(|index| option_label(heading(*index), group.bracketed))
        .collect();
    let slugs = option_ids(&labels);
    let mut taken = Names::default();
    let options = group
        .columns
        .iter()
        .zip(labels)
        .zip(slugs)
        .map(|((index, label), slug)| AnswerOption {
            id: taken.unique(heading(*index).part.as_deref().unwrap_or(&slug)),
            label: label.to_owned(),
            ..AnswerOption::default()
        });
    let options: Vec<AnswerOption> = options.collect();
    let explicit = ticks.iter().flatten().any(|tick| *tick == Tick::No);
    let members = group.columns.iter().zip(0_u16..).zip(ticks);
    let members = members
        .map(|((column, option), ticks)| TickColumn {
            column: *column,
            option,
            ticks,
        })
        .collect();
    let id = names.unique(&id);
    if !explicit {
        points.none_or_skipped(&id);
    }
    let mut question = question(id, text, QuestionKind::Multiple, options, false);
    question.empty_is_answer = explicit;
    Plan {
        question,
        from: From::Ticks {
            members,
            words: group.words,
        },
    }
}

/// The option a tick column stands for: the words in brackets at the end, else the part of its code.
fn option_label(heading: &Heading, bracketed: bool) -> &str {
    let own = heading.option.as_deref().or(heading.part.as_deref());
    let tail = || {
        heading
            .code
            .as_deref()
            .and_then(|code| code.rsplit_once('_'))
            .map(|(_, tail)| tail)
    };
    own.or_else(|| if bracketed { None } else { tail() })
        .unwrap_or(&heading.name)
}

/// An item for each column. Items whose cells are options share one list of them.
fn grid_plans(
    columns: &[Column<'_>],
    group: &Group,
    names: &mut Names,
    points: &mut Points,
) -> Vec<(usize, Plan)> {
    let members: Vec<&Column<'_>> = group.columns.iter().map(|index| &columns[*index]).collect();
    let measured = members
        .iter()
        .any(|column| is_measure(&column.heading.text) && all_numbers(column));
    let shared = if measured {
        None
    } else {
        shared_options(&members)
    };
    let mut readings: Vec<Option<Reading>> = match shared {
        Some(choice) => {
            let (kind, views) = (choice.kind, choice.views);
            let reading = |outcomes| {
                Some(Reading {
                    kind,
                    options: choice.options.clone(),
                    outcomes,
                    views,
                })
            };
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
        let text = column
            .heading
            .option
            .clone()
            .unwrap_or_else(|| question_text(&column.heading, &id));
        let mut question = question(id, text, reading.kind, reading.options, reading.views);
        let wording = question_text(&column.heading, &base);
        if let Some(class) = class::infer(&format!("{wording} {}", question.text), reading.views) {
            question.class = class;
        }
        question.grid = Some(Grid {
            id: base,
            text: wording,
        });
        plans.push((
            index,
            Plan {
                question,
                from: From::Column {
                    column: index,
                    outcomes: reading.outcomes,
                },
            },
        ));
    }
    plans
}

/// The options of a grid: only where every item would be options by itself, or the labels are a known scale.
fn shared_options(members: &[&Column<'_>]) -> Option<choice::Choice> {
    let lists = members.iter().any(|column| {
        [';', '|']
            .into_iter()
            .any(|delimiter| matches!(multiple::recognise(column, delimiter), Found::Lists(_)))
    });
    let choice = choice::recognise(members).filter(|_| !lists)?;
    (choice.own_words == 0).then_some(choice)
}

fn column_plan(index: usize, column: &Column<'_>, id: String, points: &mut Points) -> Plan {
    let reading = read_column(column, &id, points);
    let text = column.heading.option.as_ref().map_or_else(
        || question_text(&column.heading, &id),
        |option| {
            format!("{} [{option}]", column.heading.text)
                .trim()
                .to_owned()
        },
    );
    let question = question(id, text, reading.kind, reading.options, reading.views);
    Plan {
        question,
        from: From::Column {
            column: index,
            outcomes: reading.outcomes,
        },
    }
}

fn question_text(heading: &Heading, id: &str) -> String {
    if heading.text.is_empty() {
        id.to_owned()
    } else {
        heading.text.clone()
    }
}

fn question(
    id: String,
    text: String,
    kind: QuestionKind,
    options: Vec<AnswerOption>,
    views: bool,
) -> Question {
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

/// What a column that stands alone is.
fn read_column(column: &Column<'_>, id: &str, points: &mut Points) -> Reading {
    if column.answered() == 0 {
        points.empty_column(id, &column.heading.name);
        return words(column);
    }
    if let Some(reading) = read_numbers(column, id, points) {
        return reading;
    }
    if let Some(reading) = read_dates(column, id, points) {
        return reading;
    }
    let mut unsure = None;
    for delimiter in [';', '|'] {
        match multiple::recognise(column, delimiter) {
            Found::Lists(lists) => return read_lists(lists, id, points),
            Found::Unsure(delimiter) => unsure = Some(delimiter),
            Found::Nothing => {}
        }
    }
    if let Some(choice) =
        choice::recognise(&[column]).filter(|choice| choice.kind == QuestionKind::Scale)
    {
        return read_choice(choice, id, points);
    }
    match multiple::recognise(column, ',') {
        Found::Lists(lists) => return read_lists(lists, id, points),
        Found::Unsure(delimiter) => unsure = unsure.or(Some(delimiter)),
        Found::Nothing => {}
    }
    if let Some(delimiter) = unsure {
        points.looks_multiple(id, delimiter);
    }
    match choice::recognise(&[column]) {
        Some(choice) => read_choice(choice, id, points),
        None => words(column),
    }
}

fn words(column: &Column<'_>) -> Reading {
    let outcome = |value: &std::borrow::Cow<'_, str>| {
        if trim_cell(value).is_empty() {
            Outcome::blank()
        } else {
            Outcome::stored(value)
        }
    };
    let outcomes = column.values.iter().map(outcome).collect();
    Reading {
        kind: QuestionKind::Open,
        options: Vec::new(),
        outcomes,
        views: false,
    }
}

fn read_choice(choice: choice::Choice, id: &str, points: &mut Points) -> Reading {
    if choice.own_words > 0 {
        points.own_words(id, choice.own_words);
    }
    if choice.merged > 0 {
        points.merged_labels(id, choice.merged);
    }
    let outcomes = choice.outcomes.into_iter().next().unwrap_or_default();
    Reading {
        kind: choice.kind,
        options: choice.options,
        outcomes,
        views: choice.views,
    }
}

fn read_lists(lists: Lists, id: &str, points: &mut Points) -> Reading {
    if lists.with_words > 0 {
        points.words_beside(id, lists.with_words, lists.delimiter);
    }
    if !lists.joined.is_empty() {
        points.joined_options(id, &lists.joined);
    }
    Reading {
        kind: QuestionKind::Multiple,
        options: lists.options,
        outcomes: lists.outcomes,
        views: false,
    }
}

fn heading_says(text: &str, listed: &[&str]) -> bool {
    let folded = crate::text::fold(text);
    folded
        .split(|c: char| !c.is_alphanumeric())
        .any(|word| listed.contains(&word))
}

/// Whether the heading says that numbers below it measure something.
fn is_measure(text: &str) -> bool {
    heading_says(text, &UNITS) || text.contains(['%', '£', '$', '€'])
}

fn all_numbers(column: &Column<'_>) -> bool {
    column
        .filled()
        .all(|(value, _)| numbers::parse(value).is_some())
}

/// Numbers: when (nearly) all cells are numbers and they are not codes of a few options.
fn read_numbers(column: &Column<'_>, id: &str, points: &mut Points) -> Option<Reading> {
    let (mut whole, mut distinct, mut numeric, mut other) =
        (true, std::collections::BTreeSet::new(), 0_u64, 0_u64);
    let mut customary = true;
    for (value, count) in column.filled() {
        match numbers::parse(value) {
            Some(number) => {
                whole &= numbers::whole(value).is_some();
                distinct.insert(number.to_bits());
                numeric += count;
            }
            None => {
                customary &= labels::comes_last(value);
                other += count;
            }
        }
    }
    let nearly = other == 0
        || (distinct.len() > 15 && (numeric >= other * 9 || (customary && numeric >= other)));
    let wording = format!("{id} {}", column.heading.text).replace('_', " ");
    let coded = whole && distinct.len() <= 15 && !is_measure(&wording);
    if numeric == 0 || !nearly || coded || heading_says(&wording, &CODES) {
        return None;
    }
    if other > 0 {
        points.not_all_numbers(id, other);
    }
    if heading_says(&wording, &["weight", "weights", "weighting", "wt"]) && !whole {
        points.looks_like_weight(id);
    }
    let outcome = |value: &std::borrow::Cow<'_, str>| match trim_cell(value) {
        "" => Outcome::blank(),
        text => numbers::parse(text).map_or_else(
            || Outcome::invalid(value),
            |number| Outcome::mapped(Answer::Number(number)),
        ),
    };
    let outcomes = column.values.iter().map(outcome).collect();
    Some(Reading {
        kind: QuestionKind::Number,
        options: Vec::new(),
        outcomes,
        views: false,
    })
}

fn read_dates(column: &Column<'_>, id: &str, points: &mut Points) -> Option<Reading> {
    match dates::recognise(column.filled().map(|(value, _)| value)) {
        DateColumn::Days(order) => Some(days(column, order)),
        DateColumn::Ambiguous => {
            points.date_order(id);
            Some(words(column))
        }
        DateColumn::WithTime => {
            points.date_with_time(id);
            Some(words(column))
        }
        DateColumn::Other => None,
    }
}

/// The cells of a column of days.
pub(super) fn days(column: &Column<'_>, order: DateOrder) -> Reading {
    let outcome = |value: &std::borrow::Cow<'_, str>| match trim_cell(value) {
        "" => Outcome::blank(),
        text => dates::parse(text, order).map_or_else(
            || Outcome::invalid(value),
            |day| Outcome::mapped(Answer::Date(day)),
        ),
    };
    let outcomes = column.values.iter().map(outcome).collect();
    Reading {
        kind: QuestionKind::Date,
        options: Vec::new(),
        outcomes,
        views: false,
    }
}
