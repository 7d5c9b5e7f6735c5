//! Recognising what each column of a file is, and so which questions were asked.

use super::beside;
use super::choice;
use super::class;
use super::column::{Reading, all_numbers, is_measure, read_column};
use super::groups::{self, Group, Ticks};
use super::heading::Heading;
use super::known;
use super::layout::blank_word;
use super::multiple::{self, Found};
use super::naming::{Names, item_id, option_ids, question_id};
use super::plan::{From, Plan};
use super::points::Points;
use super::profile::Column;
use super::ranking;
use super::routing;
use super::scales;
use super::technical::{self, Technical};
use crate::survey::form::Form;
use crate::survey::{AnswerOption, Class, Grid, Question, QuestionKind};

/// What was made of the columns.
pub(super) struct Survey {
    pub(super) plans: Vec<Plan>,
    pub(super) technical: Vec<Option<Technical>>,
    pub(super) points: Points,
    /// Whether a questionnaire or a recipe said how to read it.
    pub(super) by_form: bool,
}

/// What a column without a heading and without a cell is.
pub(super) const EMPTY: &str = "empty";

/// What is being made of the columns.
struct Recognition<'c> {
    columns: &'c [Column],
    names: Names,
    points: Points,
    taken: Vec<bool>,
    /// Plans, each with the first column it reads.
    found: Vec<(usize, Plan)>,
}

/// Recognises the questions of `columns`; those of `form` are taken as they are.
pub(super) fn recognise(file: &str, columns: &[Column], form: Option<&Form>, maker: Option<&str>) -> Survey {
    let mut making = Recognition {
        columns,
        names: Names::default(),
        points: Points::new(file),
        taken: vec![false; columns.len()],
        found: Vec::new(),
    };
    let settled = form.is_some_and(|form| form.settled);
    // What tells who somebody is stays out whatever a questionnaire asks for; only a person who settled it may let it in.
    let mut technical = if settled { vec![None; columns.len()] } else { making.find_technical(form, maker) };
    for (taken, technical) in making.taken.iter_mut().zip(&technical) {
        *taken = technical.is_some();
    }
    let nowhere = form.and_then(|form| making.take_known(form));
    // What belongs to another survey says nothing of this one.
    let form = form.filter(|_| nowhere.is_some());
    if settled {
        technical = making.find_technical(form, maker);
    }
    let answers: Vec<usize> =
        (0..columns.len()).filter(|index| !making.taken[*index] && technical[*index].is_none()).collect();
    for group in groups::find(columns, &answers) {
        making.take_group(&group);
    }
    for index in answers {
        if !making.taken[index] {
            let id = making.names.unique(&question_id(&columns[index].heading));
            let plan = column_plan(index, &columns[index], id, &mut making.points);
            making.found.push((index, plan));
        }
    }
    making.found.sort_by_key(|(first, _)| *first);
    let mut plans: Vec<Plan> =
        making.found.into_iter().map(|(_, plan)| plan).chain(nowhere.into_iter().flatten()).collect();
    if form.is_some_and(|form| !form.settled) {
        infer_classes(&mut plans);
    }
    if let Some(word) = maker.and_then(blank_word) {
        for plan in &mut plans {
            plan.pass_blank(word);
        }
    }
    let mut points = making.points;
    routing::settle(&mut plans, form, &mut points);
    if !settled {
        routing::tell_inferred(&plans, columns, &mut points);
    }
    points.left_out(columns, &technical);
    points.questions(&plans, columns, form.is_some_and(|form| form.settled));
    Survey { plans, technical, points, by_form: form.is_some() }
}

/// A questionnaire does not say how small numbers are guarded: the wording does.
fn infer_classes(plans: &mut [Plan]) {
    for plan in plans {
        let question = &mut plan.question;
        let grid = question.grid.as_ref().map(|grid| grid.text.as_str()).unwrap_or_default();
        let labels: Vec<&str> = question.options.iter().map(|option| option.label.as_str()).collect();
        let views = scales::recognise(&labels, super::labels::comes_last).is_some_and(|scale| scale.opinion);
        let wording = format!("{} {grid} {}", question.id, question.text);
        question.class = class::infer(&wording, views).unwrap_or(Class::Sensitive);
    }
}

impl Recognition<'_> {
    /// Takes the columns of the questions that are known; those without a column are given back. `None` where the
    /// questionnaire is that of another survey.
    fn take_known(&mut self, form: &Form) -> Option<Vec<Plan>> {
        let before = self.points.problems.len();
        let known = known::plans(form, self.columns, &self.taken, &mut self.points);
        if known.is_another(form) {
            self.points.problems.truncate(before);
            self.points.another_questionnaire(form, self.columns);
            return None;
        }
        known.tell(form, &mut self.points);
        let mut nowhere = Vec::new();
        for (column, _) in &known.more_words {
            self.taken[*column] = true;
        }
        let beside = known.more_words.iter().map(|(column, at)| (*column, known.plans[*at].question.clone()));
        let beside: Vec<(usize, Question)> = beside.collect();
        for plan in known.plans {
            self.names.unique(&plan.question.id);
            let members: Vec<usize> = plan.from.columns().into_iter().chain(plan.words).collect();
            for index in &members {
                self.taken[*index] = true;
            }
            match members.first() {
                Some(first) => self.found.push((*first, plan)),
                None => nowhere.push(plan),
            }
        }
        for (column, asked) in beside {
            self.words_apart(column, &asked.id, &asked.text);
        }
        Some(nowhere)
    }

    /// Columns that are no answers, by the questionnaire or by their look.
    fn find_technical(&self, form: Option<&Form>, maker: Option<&str>) -> Vec<Option<Technical>> {
        let said = |column: &Column| {
            let named = |name: &String| {
                [&column.heading.name, &column.heading.full].iter().any(|heading| heading.eq_ignore_ascii_case(name))
            };
            form.is_some_and(|form| form.technical.iter().any(named))
        };
        let told = |(column, taken): (&Column, &bool)| match technical::recognise(column) {
            _ if *taken => None,
            None if column.heading.blank && column.answered() == 0 => Some(Technical::Other(EMPTY)),
            None if said(column) => Some(Technical::Other("no question")),
            None => technical::added_by(maker, column),
            found => found,
        };
        self.columns.iter().zip(&self.taken).map(told).collect()
    }

    /// The questions a group of columns makes; its columns are left for one by one when they are better taken so.
    fn take_group(&mut self, group: &Group) {
        let columns = self.columns;
        let ticks = groups::tick_columns(columns, &group.columns, group.bracketed);
        // Who says Yes or No to some of the columns and nothing to others has not said No to those.
        let ticks = ticks.filter(|ticks| {
            let items = ticks.explicit && group.bracketed && group.words.is_empty();
            !(items && groups::are_asked_apart(columns, &group.columns))
        });
        let plans = match ticks {
            Some(ticks) => self.tick_plan(group, ticks),
            None if !group.bracketed => return,
            None if groups::is_ranking(columns, &group.columns) => {
                ranking::plans(columns, &group.columns, &mut self.names)
            }
            None if groups::is_ranked_items(columns, &group.columns) => {
                match ranking::item_plans(columns, &group.columns, &mut self.names) {
                    Some(plans) => plans,
                    None => grid_plans(columns, &group.columns, &mut self.names, &mut self.points),
                }
            }
            None if group.columns.len() == 1 && !group.words.is_empty() => vec![self.single_plan(group)],
            None => grid_plans(columns, &group.columns, &mut self.names, &mut self.points),
        };
        let read_already: Vec<usize> =
            plans.iter().flat_map(|(_, plan)| plan.from.columns().into_iter().chain(plan.words)).collect();
        self.found.extend(plans);
        group.columns.iter().chain(&group.words).for_each(|index| self.taken[*index] = true);
        for column in group.words.iter().filter(|column| !read_already.contains(column)) {
            let heading = &columns[*column].heading;
            self.words_apart(*column, &question_id(heading), &heading.text.clone());
        }
    }

    /// A column of words that is a question of its own, because the question beside it has words already or is one of several.
    fn words_apart(&mut self, column: usize, id: &str, text: &str) {
        let heading = &self.columns[column].heading;
        let option = heading.option.as_deref().filter(|option| !option.is_empty());
        let item = heading.item.as_ref().map(|item| item.text.as_str());
        let beside: Vec<&str> = item.into_iter().chain(option).collect();
        let id = self.names.unique(&format!("{id}-words"));
        let text = if beside.is_empty() {
            format!("{text} (in their own words)")
        } else {
            format!("{text} [{}]", beside.join(", "))
        };
        let question = question(id, text, QuestionKind::Open, Vec::new(), false);
        let from = From::Column { column, reader: super::cell::CellReader::Words };
        self.found.push((column, Plan::new(question, from)));
    }

    /// One column with a column of words beside it.
    fn single_plan(&mut self, group: &Group) -> (usize, Plan) {
        let index = group.columns[0];
        let column = &self.columns[index];
        let id = self.names.unique(&question_id(&column.heading));
        let mut plan = column_plan(index, column, id, &mut self.points);
        if plan.question.kind != QuestionKind::Open {
            let of_option = |words: &&usize| beside::names_option(&self.columns[**words].heading);
            plan.words = group.words.iter().find(of_option).or(group.words.first()).copied();
            beside::add_own_option(&mut plan, self.columns);
        }
        (index, plan)
    }

    fn tick_plan(&mut self, group: &Group, ticks: Ticks) -> Vec<(usize, Plan)> {
        let columns = self.columns;
        let heading = |index: usize| &columns[index].heading;
        let first = heading(group.columns[0]);
        let (id, text) = if group.bracketed {
            let id = if first.item.is_some() { item_id_of_row(first) } else { question_id(first) };
            (id, question_text(first, &question_id(first)))
        } else {
            let stem =
                question_id(first).rsplit_once('_').map_or_else(|| question_id(first), |(stem, _)| stem.to_owned());
            (stem.clone(), stem)
        };
        let labels: Vec<&str> =
            group.columns.iter().map(|index| option_label(heading(*index), group.bracketed)).collect();
        let mut options = tick_options(columns, &group.columns, &labels);
        let id = self.names.unique(&id);
        let single = !ticks.explicit && groups::is_single(columns, &group.columns);
        let mut kind = if single { QuestionKind::Single } else { QuestionKind::Multiple };
        let mut members = ticks.members;
        let mut views = false;
        if let Some(scale) = scales::recognise(&labels, super::labels::comes_last).filter(|_| single) {
            (kind, views) = (QuestionKind::Scale, scale.opinion);
            reorder(&scale.steps, &mut options, &mut members);
        }
        let words = self.words_option(group, &labels, &mut options, &mut members);
        // A no among the words of an option is as good as one in a column of ticks.
        let explicit = ticks.explicit || groups::says_no(columns, &members);
        if !explicit && !single {
            self.points.none_or_skipped(&id);
        }
        let mut question = question(id, text, kind, options, views);
        if let Some(item) = &first.item {
            let text = std::mem::replace(&mut question.text, item.text.clone());
            question.grid = Some(Grid { id: question_id(first), text });
        }
        question.empty_is_answer = explicit;
        vec![(group.columns[0], Plan { question, from: From::Ticks(members), words })]
    }

    /// Words written beside the options: beside an option that is ticked in a column of its own, or themselves the tick of an
    /// option that has no other column.
    fn words_option(
        &self,
        group: &Group,
        labels: &[&str],
        options: &mut Vec<AnswerOption>,
        members: &mut Vec<super::plan::TickColumn>,
    ) -> Option<usize> {
        let words = group.words.first().copied()?;
        let heading = &self.columns[words].heading;
        let label = heading.option.clone().unwrap_or_else(|| "Other".to_owned());
        let is_listed = labels.iter().any(|other| crate::text::normalise(other) == crate::text::normalise(&label));
        if is_listed || group.words.len() > 1 {
            return Some(words);
        }
        let option = u16::try_from(options.len()).ok()?;
        let mut taken = Names::default();
        for option in options.iter() {
            taken.unique(&option.id);
        }
        let id = taken.unique(heading.part.as_deref().unwrap_or("other"));
        options.push(AnswerOption { id, label, ..AnswerOption::default() });
        members.push(super::plan::TickColumn { column: words, option, label: None });
        None
    }
}

/// Puts the options of a scale into its order, those beside it last.
fn reorder(steps: &[Option<usize>], options: &mut Vec<AnswerOption>, members: &mut [super::plan::TickColumn]) {
    let mut order: Vec<usize> = (0..options.len()).collect();
    order.sort_by_key(|index| (steps.get(*index).copied().flatten().is_none(), steps.get(*index).copied().flatten()));
    let sorted = order.iter().filter_map(|index| options.get(*index).cloned()).collect();
    for member in members {
        let place = order.iter().position(|index| *index == usize::from(member.option));
        member.option = place.and_then(|place| u16::try_from(place).ok()).unwrap_or(member.option);
    }
    *options = sorted;
}

/// The options of tick columns, called by the part of their code, else by their label.
fn tick_options(columns: &[Column], members: &[usize], labels: &[&str]) -> Vec<AnswerOption> {
    let slugs = option_ids(labels);
    let mut taken = Names::default();
    let options = members.iter().zip(labels).zip(slugs).map(|((index, label), slug)| AnswerOption {
        id: taken.unique(columns[*index].heading.part.as_deref().unwrap_or(&slug)),
        label: (*label).to_owned(),
        ..AnswerOption::default()
    });
    options.collect()
}

/// The id of the row of a grid whose columns are options.
fn item_id_of_row(heading: &Heading) -> String {
    let item = heading.item.as_ref().map(|item| item.code.as_str()).unwrap_or_default();
    format!("{}.{item}", question_id(heading))
}

/// The option a tick column stands for: the words in brackets at the end, else the part of its code.
fn option_label(heading: &Heading, bracketed: bool) -> &str {
    let own = heading.option.as_deref().or(heading.part.as_deref());
    let tail = || heading.code.as_deref().and_then(|code| code.rsplit_once('_')).map(|(_, tail)| tail);
    own.or_else(|| if bracketed { None } else { tail() }).unwrap_or(&heading.name)
}

/// An item for each column. Items whose cells are options share one list of them.
fn grid_plans(columns: &[Column], group: &[usize], names: &mut Names, points: &mut Points) -> Vec<(usize, Plan)> {
    let members: Vec<&Column> = group.iter().map(|index| &columns[*index]).collect();
    let measured = members.iter().any(|column| is_measure(&column.heading.text) && all_numbers(column));
    let shared = if measured { None } else { shared_options(&members) };
    let mut plans = Vec::new();
    for index in group.iter().copied() {
        let column = &columns[index];
        let id = names.unique(&item_id(&column.heading));
        let reading = shared.as_ref().map_or_else(|| read_column(column, &id, points), Reading::of);
        let base = question_id(&column.heading);
        let text = column.heading.option.clone().unwrap_or_else(|| question_text(&column.heading, &id));
        let mut question = question(id, text, reading.kind, reading.options, reading.views);
        let wording = question_text(&column.heading, &base);
        if let Some(class) = class::infer(&format!("{wording} {}", question.text), reading.views) {
            question.class = class;
        }
        question.grid = Some(Grid { id: base, text: wording });
        plans.push((index, Plan::new(question, From::Column { column: index, reader: reading.reader })));
    }
    plans
}

/// The options of a grid: only where every item would be options by itself, or the labels are a known scale.
fn shared_options(members: &[&Column]) -> Option<choice::Choice> {
    let lists = members.iter().any(|column| {
        [';', '|'].into_iter().any(|delimiter| matches!(multiple::recognise(column, delimiter), Found::Lists(_)))
    });
    let choice = choice::recognise(members).filter(|_| !lists)?;
    (choice.own_words == 0).then_some(choice)
}

fn column_plan(index: usize, column: &Column, id: String, points: &mut Points) -> Plan {
    let reading = read_column(column, &id, points);
    let text = column.heading.option.as_ref().map_or_else(
        || question_text(&column.heading, &id),
        |option| format!("{} [{option}]", column.heading.text).trim().to_owned(),
    );
    let question = question(id, text, reading.kind, reading.options, reading.views);
    Plan::new(question, From::Column { column: index, reader: reading.reader })
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
