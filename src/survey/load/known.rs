//! Reading columns as a questionnaire says, where one is given.

use std::collections::{BTreeMap, HashMap};

use super::cell::{CellReader, Wordings};
use super::cut::Cutter;
use super::dates::{self, DateColumn, DateOrder};
use super::groups;
use super::heading::Heading;
use super::labels;
use super::naming::{item_id, question_id};
use super::plan::{From, Outcome, Plan, TickColumn};
use super::points::Points;
use super::profile::Column;
use crate::survey::form::{Columns, Form, FormQuestion};
use crate::survey::{Answer, Missing, Question, QuestionKind};
use crate::text::normalise;

/// What divides the options of a cell, where the questionnaire does not say.
const DIVIDERS: [char; 5] = [';', '|', ',', '\n', '\t'];

/// The plans of a questionnaire, and which columns they take.
pub(super) struct Known<'c> {
    columns: &'c [Column],
    finder: HashMap<String, Vec<usize>>,
    taken: Vec<bool>,
    pub(super) plans: Vec<Plan>,
    /// Columns of words beside a question that has one such column already, with the question's place among the plans.
    pub(super) more_words: Vec<(usize, usize)>,
}

/// A plan for each question of `form`, in its order.
pub(super) fn plans<'c>(form: &Form, columns: &'c [Column], points: &mut Points) -> Known<'c> {
    let mut finder: HashMap<String, Vec<usize>> = HashMap::new();
    for (index, column) in columns.iter().enumerate() {
        for name in names_of(&column.heading) {
            finder.entry(name.to_lowercase()).or_default().push(index);
        }
    }
    let taken = vec![false; columns.len()];
    let mut known = Known { columns, finder, taken, plans: Vec::new(), more_words: Vec::new() };
    for question in &form.questions {
        let plan = known.plan(form, question, points);
        known.plans.push(plan);
        known.take_words(question);
    }
    known
}

/// The names a column answers to.
fn names_of(heading: &Heading) -> Vec<String> {
    let mut names = vec![heading.name.clone(), heading.full.clone()];
    names.extend(heading.code.clone().filter(|_| heading.part.is_none() && heading.item.is_none() && !heading.words));
    if let (Some(code), Some(part)) = (&heading.code, &heading.part) {
        names.extend([format!("{code}[{part}]"), format!("{code}_{part}"), format!("{code}.{part}")]);
    }
    if heading.part.is_some() || heading.option.is_some() {
        names.push(item_id(heading));
    } else {
        names.push(question_id(heading));
    }
    names.sort();
    names.dedup();
    names
}

impl Known<'_> {
    fn find(&self, names: &[String]) -> Option<usize> {
        let columns = names.iter().filter_map(|name| self.finder.get(&name.to_lowercase())).flatten();
        columns.copied().find(|index| !self.taken[*index])
    }

    fn take(&mut self, index: usize) -> usize {
        self.taken[index] = true;
        index
    }

    fn plan(&mut self, form: &Form, asked: &FormQuestion, points: &mut Points) -> Plan {
        let question = asked.question.clone();
        let from = match &asked.columns {
            Columns::PerOption(options) => self.ticks(asked, options),
            Columns::PerRank(ranks, item) => self.ranks(form, ranks, item),
            Columns::One(_) if question.kind == QuestionKind::Multiple => self.ticks(asked, &[]),
            Columns::One(_) => None,
        };
        let from = from.or_else(|| {
            let column = self.one_column(asked)?;
            Some(From::Column { column: self.take(column), reader: reader(asked, &self.columns[column]) })
        });
        let Some(from) = from else {
            let message = format!("the file has no column for question `{}`", question.id);
            points.warn("missing_column", &question.id, message, "its answers are counted as not asked");
            return Plan::new(question, From::Nowhere);
        };
        let mut plan = Plan::new(question, from);
        if !plan.question.is_chosen_from() {
            // What a code stands for is in the answers then: there is nothing to choose from.
            plan.question.options.clear();
        }
        if let From::Ticks(members) = &plan.from {
            plan.question.empty_is_answer |= says_no(self.columns, members);
        }
        tell_unread(&plan, self.columns, points);
        plan
    }

    fn one_column(&self, asked: &FormQuestion) -> Option<usize> {
        let question = &asked.question;
        let named = match &asked.columns {
            Columns::One(names) => self.find(names),
            Columns::PerOption(_) | Columns::PerRank(..) => None,
        };
        let by_id = || self.find(std::slice::from_ref(&question.id));
        let by_wording = || {
            (0..self.columns.len())
                .find(|index| !self.taken[*index] && is_worded(question, &self.columns[*index].heading))
        };
        named.or_else(by_id).or_else(by_wording)
    }

    /// A column per option, by the names the form gives, else by the code and the words of the headings.
    fn ticks(&mut self, asked: &FormQuestion, named: &[(Vec<String>, u16)]) -> Option<From> {
        let mut found: Vec<(usize, u16)> = Vec::new();
        for (names, option) in named {
            let column = self.find(names).filter(|column| found.iter().all(|(other, _)| other != column));
            found.extend(column.map(|column| (column, *option)));
        }
        if found.is_empty() {
            found = self.ticks_by_heading(&asked.question);
        }
        let members: Vec<TickColumn> =
            found.into_iter().map(|(column, option)| self.tick_column(asked, column, option)).collect();
        let indexes: Vec<usize> = members.iter().map(|member| member.column).collect();
        if indexes.is_empty() || (named.is_empty() && groups::tick_columns(self.columns, &indexes, true).is_none()) {
            return None;
        }
        for index in indexes {
            self.taken[index] = true;
        }
        Some(From::Ticks(members))
    }

    /// A column that repeats one text for a tick says so with that text, whatever it is.
    fn tick_column(&self, asked: &FormQuestion, column: usize, option: u16) -> TickColumn {
        let mut filled = self.columns[column].filled();
        let only = filled.next().filter(|_| filled.next().is_none()).map(|(text, _)| text);
        let listed = asked.question.options.get(usize::from(option));
        let is_option = |text: &&str| {
            listed.is_some_and(|listed| {
                normalise(&listed.label) == normalise(text) || listed.id.eq_ignore_ascii_case(text)
            })
        };
        let label = only.filter(|text| is_option(text) || labels::tick(text).is_none()).map(normalise);
        TickColumn { column, option, label }
    }

    fn ticks_by_heading(&self, question: &Question) -> Vec<(usize, u16)> {
        let stem = format!("{}_", question.id.to_lowercase());
        let free = self.columns.iter().enumerate().filter(|(index, _)| !self.taken[*index]);
        let option_of = |(index, column): (usize, &Column)| {
            let heading = &column.heading;
            let same = question_id(heading).eq_ignore_ascii_case(&question.id)
                || (heading.option.is_some() && normalise(&heading.text) == normalise(&question.text));
            let code = heading.code.as_ref().map(|code| code.to_lowercase());
            let tail = code.and_then(|code| code.strip_prefix(&stem).map(str::to_owned));
            let named = [heading.part.clone(), heading.option.clone()].into_iter().flatten().filter(|_| same);
            let option = named.chain(tail).find_map(|name| question.option(&name))?;
            Some((index, u16::try_from(option).ok()?))
        };
        free.filter_map(option_of).collect()
    }

    /// The columns of a ranking, one for each rank; every item of it reads the same columns.
    fn ranks(&mut self, form: &Form, ranks: &[Vec<String>], item: &[String]) -> Option<From> {
        let find = |names: &Vec<String>| {
            names.iter().find_map(|name| self.finder.get(&name.to_lowercase())).and_then(|found| found.first()).copied()
        };
        let columns: Vec<usize> = ranks.iter().map_while(find).collect();
        if columns.is_empty() {
            return None;
        }
        for index in &columns {
            self.taken[*index] = true;
        }
        let items = form.questions.iter().filter_map(|asked| match &asked.columns {
            Columns::PerRank(others, ways) if others == ranks => Some(ways.as_slice()),
            _ => None,
        });
        let items: Vec<&[String]> = items.collect();
        let place = items.iter().position(|ways| *ways == item).and_then(|at| u16::try_from(at).ok())?;
        let ways = items.iter().zip(0_u16..).flat_map(|(ways, at)| ways.iter().map(move |way| (way.as_str(), at)));
        Some(From::Ranks { columns, item: place, reader: CellReader::Choice(Wordings::new(ways)) })
    }

    /// The columns of words beside the question planned last: the first is kept with its answers.
    fn take_words(&mut self, asked: &FormQuestion) {
        let at = self.plans.len() - 1;
        for name in &asked.words {
            let Some(column) = self.find(std::slice::from_ref(name)) else { continue };
            self.taken[column] = true;
            match &mut self.plans[at].words {
                None => self.plans[at].words = Some(column),
                Some(_) => self.more_words.push((column, at)),
            }
        }
    }
}

fn is_worded(question: &Question, heading: &Heading) -> bool {
    let same = |one: &str, other: &str| normalise(one) == normalise(other);
    match (&question.grid, &heading.option) {
        (Some(grid), Some(option)) => same(&heading.text, &grid.text) && same(option, &question.text),
        (None, None) => !heading.words && same(&heading.text, &question.text),
        _ => false,
    }
}

fn says_no(columns: &[Column], members: &[TickColumn]) -> bool {
    let is_no = |member: &TickColumn| {
        columns[member.column]
            .filled()
            .any(|(value, _)| super::cell::read_tick(value, member.label.as_deref()).0 == super::plan::Tick::No)
    };
    members.iter().any(is_no)
}

/// Says how many answers the questionnaire does not know.
fn tell_unread(plan: &Plan, columns: &[Column], points: &mut Points) {
    let From::Column { column, reader } = &plan.from else { return };
    let is_strange = |outcome: &Outcome| {
        let invalid = matches!(outcome.answer, Answer::Missing(_));
        plan.question.kind != QuestionKind::Open && invalid && outcome.words.is_some()
    };
    let cells = columns[*column].filled().filter(|(text, _)| is_strange(&reader.read(text)));
    let strange: Vec<(&str, u64)> = cells.collect();
    points.unknown_options(&plan.question, &strange);
}

/// How the one column of a question is read. Texts that stand for a reason not to answer are told apart where they are no options.
fn reader(asked: &FormQuestion, column: &Column) -> CellReader {
    let plain = plain_reader(asked, column);
    let mut reasons: BTreeMap<String, Missing> = BTreeMap::new();
    if !asked.question.is_chosen_from() {
        let said = asked.question.options.iter().filter_map(|option| Some((option.id.clone(), option.meaning?)));
        reasons.extend(said);
    }
    // Qualtrics writes -99 for a question that was seen and left empty.
    if asked.question.option("-99").is_none() && asked.question.kind != QuestionKind::Number {
        reasons.insert("-99".to_owned(), Missing::Blank);
    }
    if reasons.is_empty() { plain } else { CellReader::Excepting(reasons, Box::new(plain)) }
}

fn plain_reader(asked: &FormQuestion, column: &Column) -> CellReader {
    use QuestionKind::{Date, Multiple, Number, Open, Ranking, Scale, Single, Technical};
    match asked.question.kind {
        Open | Technical => CellReader::Words,
        Number => CellReader::Numbers,
        Date => match dates::recognise(&column.filled().map(|(value, _)| value)) {
            DateColumn::Days(order) => CellReader::Days(order),
            _ => CellReader::Days(DateOrder::Plain),
        },
        Single | Scale | Ranking => CellReader::Choice(wordings(asked, column)),
        Multiple => lists(asked, column),
    }
}

/// The wordings of the options. Where an id of one option is the label of another, what fits more cells comes first.
fn wordings(asked: &FormQuestion, column: &Column) -> Wordings {
    let options = || asked.question.options.iter().zip(0_u16..);
    let ids = Wordings::new(options().map(|(option, index)| (option.id.as_str(), index)));
    let labels = Wordings::new(options().map(|(option, index)| (option.label.as_str(), index)));
    let fitting = |wordings: &Wordings| -> u64 {
        column.filled().filter(|(text, _)| wordings.find(text).is_some()).map(|(_, count)| count).sum()
    };
    let labels_first = fitting(&labels) > fitting(&ids);
    let ids = options().map(|(option, index)| (option.id.as_str(), index));
    let labels = options().map(|(option, index)| (option.label.as_str(), index));
    let spellings = asked.spellings.iter().map(|(way, index)| (way.as_str(), *index));
    let all: Vec<(&str, u16)> = if labels_first {
        labels.chain(ids).chain(spellings).collect()
    } else {
        ids.chain(labels).chain(spellings).collect()
    };
    let mut wordings = Wordings::new(all);
    wordings.own = options().find(|(option, _)| labels::says_other(&option.label)).map(|(_, index)| index);
    wordings
}

/// Lists of options, cut with the delimiter that leaves the fewest words over.
fn lists(asked: &FormQuestion, column: &Column) -> CellReader {
    let wordings = wordings(asked, column);
    let said = asked.divided_by.as_deref().and_then(|divider| divider.chars().next());
    let dividers: Vec<char> = said.map_or_else(|| DIVIDERS.to_vec(), |divider| vec![divider]);
    let reader = |divider: char| {
        let options = || asked.question.options.iter().zip(0_u16..);
        let labels = options().map(|(option, index)| (option.label.as_str(), index));
        let ids = options().map(|(option, index)| (option.id.as_str(), index));
        let spellings = asked.spellings.iter().map(|(way, index)| (way.as_str(), *index));
        CellReader::Lists(Cutter::new(labels.chain(ids).chain(spellings), divider), wordings.clone())
    };
    let left = |reader: &CellReader| -> u64 {
        column.filled().filter(|(text, _)| reader.read(text).words.is_some()).map(|(_, count)| count).sum()
    };
    dividers.into_iter().map(reader).min_by_key(left).unwrap_or(CellReader::Words)
}
