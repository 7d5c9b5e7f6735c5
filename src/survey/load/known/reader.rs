//! How the one column of a known question is read.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::survey::form::{Columns, DayOrder, Form, FormQuestion};
use crate::survey::load::admit::{Admission, admit, answers_of};
use crate::survey::load::cell::{CellReader, Wordings};
use crate::survey::load::cut::Cutter;
use crate::survey::load::dates::{self, DateColumn, DateOrder};
use crate::survey::load::layout::blank_word;
use crate::survey::load::naming::is_made_of_label;
use crate::survey::load::outcome::UNSEEN;
use crate::survey::load::profile::Column;
use crate::survey::{Missing, Question, QuestionKind};

/// What divides the options of a cell, where the questionnaire does not say.
const DIVIDERS: [char; 5] = [';', '|', ',', '\n', '\t'];

/// How the one column of a question is read, and the answers it has no option for.
pub(super) fn reader(
    form: &Form,
    question: &mut Question,
    asked: &FormQuestion,
    column: &Column,
) -> (CellReader, Admission) {
    // What stands for a reason is no answer that the options would have to take in.
    let answers = column.without(|text| asked.reasons.contains_key(text));
    let column = if asked.reasons.is_empty() { column } else { &answers };
    let (plain, admission) = plain_reader(form.settled, question, asked, column);
    (excepting(form, asked, plain), admission)
}

/// The reader, but for texts that stand for a reason not to answer where they are no options.
pub(super) fn excepting(form: &Form, asked: &FormQuestion, plain: CellReader) -> CellReader {
    let reasons = reasons(form, asked);
    if reasons.is_empty() { plain } else { CellReader::Excepting(reasons, Box::new(plain)) }
}

/// Texts that stand for a reason not to answer.
pub(super) fn reasons(form: &Form, asked: &FormQuestion) -> BTreeMap<String, Missing> {
    let mut reasons = asked.reasons.clone();
    if !asked.question.is_chosen_from() {
        let said = asked.question.options.iter().filter_map(|option| Some((option.id.clone(), option.meaning?)));
        reasons.extend(said);
    }
    if let Some(word) = blank_word(&form.maker).filter(|word| asked.question.option(word).is_none()) {
        reasons.insert(word.to_owned(), Missing::Blank);
    }
    reasons
}

/// The questions of a recipe with the reasons not to answer that the file itself declares for their columns: a recipe has no word
/// for them. Where the recipe has an option of the name, somebody has decided otherwise.
pub(in crate::survey::load) fn with_reasons(recipe: &Form, own: &Form) -> Form {
    let mut declared: HashMap<String, BTreeMap<String, Missing>> = HashMap::new();
    for asked in &own.questions {
        let Columns::One(names) = &asked.columns else { continue };
        let reasons = reasons(own, asked);
        for name in names.iter().filter(|_| !reasons.is_empty()) {
            declared.insert(name.to_lowercase(), reasons.clone());
        }
    }
    let mut form = recipe.clone();
    for asked in &mut form.questions {
        let Columns::One(names) = &asked.columns else { continue };
        let found = names.iter().find_map(|name| declared.get(&name.to_lowercase()));
        let decided = |text: &String| asked.question.option(text).is_some();
        let kept = found.into_iter().flatten().filter(|(text, _)| !decided(text));
        asked.reasons = kept.map(|(text, reason)| (text.clone(), *reason)).collect();
    }
    form
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
        labels.chain(spellings).chain(ids).collect()
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
        let cutter = cutter(&asked.question, asked, *divider, column);
        column.filled().filter(|(text, _)| !cutter.cut(text).1.is_empty()).map(|(_, count)| count).sum()
    };
    let divider = dividers.into_iter().min_by_key(left).unwrap_or(';');
    let mut wordings = wordings(asked, column);
    let admission = admit(
        question,
        asked,
        &mut wordings,
        parts(&cutter(&asked.question, asked, divider, column), divider, column),
        settled,
    );
    let reader = CellReader::Lists(cutter(question, asked, divider, column), wordings);
    (reader, admission)
}

/// Cuts at labels, other spellings and ids. The id of an option that was made of its label, and is written by its label, is no
/// way to write it: among people's own words it is one of their words.
fn cutter(question: &Question, asked: &FormQuestion, divider: char, column: &Column) -> Cutter {
    let options = || question.options.iter().zip(0_u16..);
    let labels = options().map(|(option, index)| (option.label.as_str(), index));
    let spellings = asked.spellings.iter().map(|(way, index)| (way.as_str(), *index));
    let worded: Vec<(&str, u16)> = labels.chain(spellings).collect();
    let by_words = Cutter::new(worded.iter().copied(), divider);
    let met: HashSet<u16> = column.filled().flat_map(|(text, _)| by_words.cut(text).0).collect();
    let ids = options().filter(|(option, index)| !(met.contains(index) && is_made_of_label(option)));
    let ids = ids.map(|(option, index)| (option.id.as_str(), index));
    Cutter::new(worded.iter().copied().chain(ids), divider)
}

/// The parts of the cells of a column: the labels of the options that were found, and the words between delimiters that are none.
fn parts(cutter: &Cutter, divider: char, column: &Column) -> impl Iterator<Item = (String, u64)> {
    let mut parts: BTreeMap<String, u64> = BTreeMap::new();
    for (text, count) in column.filled().filter(|(text, _)| *text != UNSEEN) {
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
