//! Reading columns as a questionnaire says, where one is given.

use std::collections::{BTreeMap, HashMap};

use super::admit::{Admission, admit, answers_of, bare_of};
use super::cell::{CellReader, Wordings};
use super::column::read_column;
use super::cut::Cutter;
use super::dates::{self, DateColumn, DateOrder};
use super::groups;
use super::heading::Heading;
use super::labels;
use super::naming::{item_id, question_id};
use super::plan::{From, Plan, TickColumn};
use super::points::Points;
use super::profile::Column;
use crate::survey::form::{Columns, DayOrder, Form, FormQuestion};
use crate::survey::{AnswerOption, Missing, Question, QuestionKind};
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

/// A plan for each question of `form`, in its order, of the columns that are not `taken`.
pub(super) fn plans<'c>(form: &Form, columns: &'c [Column], taken: &[bool], points: &mut Points) -> Known<'c> {
    let mut finder: HashMap<String, Vec<usize>> = HashMap::new();
    for (index, column) in columns.iter().enumerate() {
        for name in names_of(&column.heading) {
            finder.entry(name.to_lowercase()).or_default().push(index);
        }
    }
    let mut known = Known { columns, finder, taken: taken.to_vec(), plans: Vec::new(), more_words: Vec::new() };
    for question in &form.questions {
        if let Some(plan) = known.plan(form, question, points) {
            known.plans.push(plan);
            known.take_words(question);
        }
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
    /// Whether the questionnaire is that of another survey: none of its questions is in the file, or most are worded otherwise
    /// there. What a person has settled is not doubted.
    pub(super) fn is_another(&self, form: &Form) -> bool {
        let found = self.plans.iter().filter(|plan| !plan.from.columns().is_empty()).count();
        // The dictionary of a file is its own.
        let given = !form.settled && form.maker != "SPSS";
        given && (found == 0 || self.reworded().len() * 2 > found)
    }

    /// Says which questions have no column, and which are worded otherwise.
    pub(super) fn tell(&self, form: &Form, points: &mut Points) {
        let missing = self.plans.iter().filter(|plan| matches!(plan.from, From::Nowhere));
        let missing: Vec<String> = missing.map(|plan| plan.question.id.clone()).collect();
        points.missing_columns(&missing, self.plans.len());
        if !form.settled {
            points.reworded(&self.reworded());
        }
    }

    /// The questions whose columns are headed by other words.
    fn reworded(&self) -> Vec<String> {
        let is_other = |plan: &&Plan| {
            let Some(heading) = plan.from.columns().first().map(|index| &self.columns[*index].heading) else {
                return false;
            };
            let question = &plan.question;
            let wording = question.grid.as_ref().map_or(question.text.as_str(), |grid| grid.text.as_str());
            let bare = heading.text.is_empty() || heading.blank || heading.text.eq_ignore_ascii_case(&heading.name);
            let no_words = wording.is_empty() || wording.eq_ignore_ascii_case(&question.id);
            !bare && !no_words && !same_wording(&heading.text, wording) && !same_wording(&heading.full, wording)
        };
        self.plans.iter().filter(is_other).map(|plan| plan.question.id.clone()).collect()
    }

    fn find(&self, names: &[String]) -> Option<usize> {
        let columns = names.iter().filter_map(|name| self.finder.get(&name.to_lowercase())).flatten();
        columns.copied().find(|index| !self.taken[*index])
    }

    /// The plan of a question; `None` where the file has its columns and other answers in them.
    fn plan(&mut self, form: &Form, asked: &FormQuestion, points: &mut Points) -> Option<Plan> {
        let mut question = asked.question.clone();
        if !question.is_chosen_from() {
            // What a code stands for is in the answers then: there is nothing to choose from.
            question.options.clear();
        }
        let from = match &asked.columns {
            Columns::PerOption(options) => self.ticks(asked, options, &mut question),
            Columns::PerRank(ranks, item) => match self.ranks(form, ranks, item) {
                Some(Ranks::Other) if !form.settled => return self.differs(&question, points),
                found => found.and_then(Ranks::into_from),
            },
            Columns::One(_) if question.kind == QuestionKind::Multiple => self.ticks(asked, &[], &mut question),
            Columns::One(_) => None,
        };
        if let Some(from) = from {
            if let From::Ticks(members) = &from {
                question.empty_is_answer |= says_no(self.columns, members);
            }
            return Some(Plan::new(question, from));
        }
        let Some(column) = self.one_column(asked) else {
            if self.is_left_out(asked) {
                return None;
            }
            return Some(Plan::new(question, From::Nowhere));
        };
        if is_loose(form, asked) {
            self.taken[column] = true;
            let reading = read_column(&self.columns[column], &question.id, points);
            (question.kind, question.options) = (reading.kind, reading.options);
            return Some(Plan::new(question, From::Column { column, reader: excepting(form, asked, reading.reader) }));
        }
        let (reader, admission) = reader(form, &mut question, asked, &self.columns[column]);
        if admission.is_another && !form.settled {
            return self.differs(&question, points);
        }
        points.unknown_options(&question, &admission.strange);
        self.taken[column] = true;
        Some(Plan::new(question, From::Column { column, reader }))
    }

    /// A question whose column holds other answers is recognised as if nothing were known of it.
    fn differs(&self, question: &Question, points: &mut Points) -> Option<Plan> {
        points.questionnaire_differs(&question.id);
        None
    }

    /// Whether the question has a column that is taken for something else already, such as one that tells who somebody is.
    fn is_left_out(&self, asked: &FormQuestion) -> bool {
        let Columns::One(names) = &asked.columns else { return false };
        names.iter().chain([&asked.question.id]).any(|name| self.finder.contains_key(&name.to_lowercase()))
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

    /// A column per option, by the names the form gives, else by the code and the words of the headings. Columns of the same
    /// question that the questionnaire does not know are options of their own.
    fn ticks(&mut self, asked: &FormQuestion, named: &[(Vec<String>, u16)], question: &mut Question) -> Option<From> {
        let mut found: Vec<(usize, u16)> = Vec::new();
        for (names, option) in named {
            let column = self.find(names).filter(|column| found.iter().all(|(other, _)| other != column));
            found.extend(column.map(|column| (column, *option)));
        }
        if found.is_empty() {
            found = self.ticks_by_heading(&asked.question);
        }
        self.more_ticks(&mut found, question);
        let members: Vec<TickColumn> =
            found.into_iter().map(|(column, option)| self.tick_column(question, column, option)).collect();
        let indexes: Vec<usize> = members.iter().map(|member| member.column).collect();
        if indexes.is_empty() || (named.is_empty() && groups::tick_columns(self.columns, &indexes, true).is_none()) {
            question.options.truncate(asked.question.options.len());
            return None;
        }
        for index in indexes {
            self.taken[index] = true;
        }
        Some(From::Ticks(members))
    }

    fn more_ticks(&self, found: &mut Vec<(usize, u16)>, question: &mut Question) {
        let Some((first, _)) = found.first() else { return };
        let first = &self.columns[*first].heading;
        let (Some(code), Some(_)) = (&first.code, &first.part) else { return };
        for (index, column) in self.columns.iter().enumerate() {
            let heading = &column.heading;
            let same = heading.code.as_ref() == Some(code) && heading.item == first.item && !heading.words;
            let part = heading.part.as_deref().filter(|part| same && !part.eq_ignore_ascii_case("other"));
            let free = !self.taken[index] && found.iter().all(|(other, _)| *other != index);
            let (Some(part), true, Ok(at)) = (part, free, u16::try_from(question.options.len())) else { continue };
            if question.options.iter().any(|option| option.id.eq_ignore_ascii_case(part)) {
                continue;
            }
            let label = heading.option.clone().unwrap_or_else(|| part.to_owned());
            question.options.push(AnswerOption { id: part.to_owned(), label, ..AnswerOption::default() });
            found.push((index, at));
        }
    }

    /// A column that repeats one text for a tick says so with that text, whatever it is.
    fn tick_column(&self, question: &Question, column: usize, option: u16) -> TickColumn {
        let mut filled = self.columns[column].filled();
        let only = filled.next().filter(|_| filled.next().is_none()).map(|(text, _)| text);
        let listed = question.options.get(usize::from(option));
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
    fn ranks(&mut self, form: &Form, ranks: &[Vec<String>], item: &[String]) -> Option<Ranks> {
        let find = |names: &Vec<String>| {
            names.iter().find_map(|name| self.finder.get(&name.to_lowercase())).and_then(|found| found.first()).copied()
        };
        let columns: Vec<usize> = ranks.iter().map_while(find).collect();
        if columns.is_empty() {
            return None;
        }
        let items = form.questions.iter().filter_map(|asked| match &asked.columns {
            Columns::PerRank(others, ways) if others == ranks => Some(ways.as_slice()),
            _ => None,
        });
        let items: Vec<&[String]> = items.collect();
        let place = items.iter().position(|ways| *ways == item).and_then(|at| u16::try_from(at).ok())?;
        let ways = items.iter().zip(0_u16..).flat_map(|(ways, at)| ways.iter().map(move |way| (way.as_str(), at)));
        let wordings = Wordings::new(ways);
        let is_strange = |index: &usize| self.columns[*index].filled().any(|(text, _)| wordings.find(text).is_none());
        if columns.iter().any(is_strange) {
            return Some(Ranks::Other);
        }
        for index in &columns {
            self.taken[*index] = true;
        }
        Some(Ranks::Read(From::Ranks { columns, item: place, reader: CellReader::Choice(wordings) }))
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

/// Whether a heading has the words of a question, whole or cut off at its end, whatever marks and tags are between them.
fn same_wording(heading: &str, question: &str) -> bool {
    let (heading, question) = (bare_of(heading), bare_of(question));
    let shorter = heading.len().min(question.len());
    let cut = shorter >= 20
        && (question.starts_with(&heading) || heading.starts_with(&question) || heading.contains(&question));
    heading == question || cut
}

fn is_worded(question: &Question, heading: &Heading) -> bool {
    let same = same_wording;
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

/// Whether a dictionary names the column and says no more of its answers than that they are numbers or texts.
fn is_loose(form: &Form, asked: &FormQuestion) -> bool {
    let plain = matches!(asked.question.kind, QuestionKind::Number | QuestionKind::Open);
    !form.settled && form.maker == "SPSS" && plain && asked.question.role.is_none()
}

/// The columns of a ranking.
enum Ranks {
    /// They name the items of the questionnaire.
    Read(From),
    /// They name others.
    Other,
}

impl Ranks {
    fn into_from(self) -> Option<From> {
        match self {
            Self::Read(from) => Some(from),
            Self::Other => None,
        }
    }
}

/// How the one column of a question is read, and the answers it has no option for.
fn reader(form: &Form, question: &mut Question, asked: &FormQuestion, column: &Column) -> (CellReader, Admission) {
    let (plain, admission) = plain_reader(form.settled, question, asked, column);
    (excepting(form, asked, plain), admission)
}

/// The reader, but for texts that stand for a reason not to answer where they are no options.
fn excepting(form: &Form, asked: &FormQuestion, plain: CellReader) -> CellReader {
    let mut reasons: BTreeMap<String, Missing> = BTreeMap::new();
    if !asked.question.is_chosen_from() {
        let said = asked.question.options.iter().filter_map(|option| Some((option.id.clone(), option.meaning?)));
        reasons.extend(said);
    }
    // Qualtrics writes -99 for a question that was seen and left empty.
    if form.maker == "Qualtrics" && asked.question.option("-99").is_none() {
        reasons.insert("-99".to_owned(), Missing::Blank);
    }
    if reasons.is_empty() { plain } else { CellReader::Excepting(reasons, Box::new(plain)) }
}

fn plain_reader(
    settled: bool,
    question: &mut Question,
    asked: &FormQuestion,
    column: &Column,
) -> (CellReader, Admission) {
    use QuestionKind::{Date, Multiple, Number, Open, Ranking, Scale, Single, Technical};
    let nothing = Admission { strange: Vec::new(), is_another: false };
    match asked.question.kind {
        Open | Technical => (CellReader::Words, nothing),
        Number => (CellReader::Numbers, nothing),
        Date => (CellReader::Days(day_order(asked, column)), nothing),
        Single | Scale | Ranking => {
            let mut wordings = wordings(asked, column);
            let admission = admit(question, asked, &mut wordings, answers_of(column), settled);
            (CellReader::Choice(wordings), admission)
        }
        Multiple => lists(settled, question, asked, column),
    }
}

fn day_order(asked: &FormQuestion, column: &Column) -> DateOrder {
    match (asked.days, dates::recognise(&column.filled().map(|(value, _)| value))) {
        (Some(DayOrder::DayFirst), _) => DateOrder::DayFirst,
        (Some(DayOrder::MonthFirst), _) => DateOrder::MonthFirst,
        (None, DateColumn::Days(order)) => order,
        (None, _) => DateOrder::Plain,
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
    Wordings::new(all)
}

/// Lists of options, cut with the delimiter that leaves the fewest words over.
fn lists(settled: bool, question: &mut Question, asked: &FormQuestion, column: &Column) -> (CellReader, Admission) {
    let said = asked.divided_by.as_deref().and_then(|divider| divider.chars().next());
    let dividers: Vec<char> = said.map_or_else(|| DIVIDERS.to_vec(), |divider| vec![divider]);
    let left = |divider: &char| -> u64 {
        let cutter = cutter(&asked.question, asked, *divider);
        column.filled().filter(|(text, _)| !cutter.cut(text).1.is_empty()).map(|(_, count)| count).sum()
    };
    let divider = dividers.into_iter().min_by_key(left).unwrap_or(';');
    let mut wordings = wordings(asked, column);
    let admission = admit(
        question,
        asked,
        &mut wordings,
        parts(&cutter(&asked.question, asked, divider), divider, column),
        settled,
    );
    let reader = CellReader::Lists(cutter(question, asked, divider), wordings);
    (reader, admission)
}

fn cutter(question: &Question, asked: &FormQuestion, divider: char) -> Cutter {
    let options = || question.options.iter().zip(0_u16..);
    let labels = options().map(|(option, index)| (option.label.as_str(), index));
    let ids = options().map(|(option, index)| (option.id.as_str(), index));
    let spellings = asked.spellings.iter().map(|(way, index)| (way.as_str(), *index));
    Cutter::new(labels.chain(ids).chain(spellings), divider)
}

/// The parts of the cells of a column: the labels of the options that were found, and the words between delimiters that are none.
fn parts(cutter: &Cutter, divider: char, column: &Column) -> impl Iterator<Item = (String, u64)> {
    let mut parts: BTreeMap<String, u64> = BTreeMap::new();
    for (text, count) in column.filled().filter(|(text, _)| *text != "-99") {
        let (chosen, rest) = cutter.cut(text);
        for option in chosen {
            *parts.entry(cutter.label(option).to_owned()).or_default() += count;
        }
        for word in rest.split(divider).map(str::trim).filter(|word| !word.is_empty()) {
            *parts.entry(word.to_owned()).or_default() += count;
        }
    }
    parts.into_iter()
}
