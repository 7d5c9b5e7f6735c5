//! Recognising questions with options: single choices and scales.

use std::collections::{BTreeMap, HashMap};

use super::cell::Wordings;
use super::labels::{comes_last, is_common_answer};
use super::naming::option_ids;
use super::numbers;
use super::profile::Column;
use super::scales;
use crate::survey::{AnswerOption, QuestionKind};
use crate::text::normalise;

/// A list this long, of labels this short, each chosen this often on average, is shown whole: leaving out rows that few chose
/// would hide options that were offered.
const MODEST_LIST: usize = 40;
const MODEST_LABEL: usize = 60;
const MODEST_USE: u64 = 5;
/// More distinct labels than this are never options.
const LABELS_MAX: usize = 300;
/// The option for answers written in people's own words beside a list of options.
pub(super) const OWN_WORDS: &str = "Other, in their own words";

/// A question with options, recognised from one column or from the columns of a grid.
pub(super) struct Choice {
    pub(super) kind: QuestionKind,
    pub(super) options: Vec<AnswerOption>,
    /// Which option each wording is.
    pub(super) wordings: Wordings,
    /// Whether the options are views.
    pub(super) views: bool,
    /// Rows whose answer was none of the common ones.
    pub(super) own_words: u64,
    /// Wordings that differ in case or spacing only and were taken for one.
    pub(super) merged: usize,
}

/// A label and how it occurs.
#[derive(Default)]
struct Label {
    wordings: BTreeMap<String, u64>,
    count: u64,
}

impl Label {
    /// The wording most people saw; of several, the first in the order of letters.
    fn text(&self) -> &str {
        let most = self.wordings.values().max();
        self.wordings.iter().find(|(_, count)| Some(*count) == most).map_or("", |(text, _)| text)
    }
}

/// Recognises a single choice or a scale; `None` when the cells are too many, too long or too rarely repeated to be options.
pub(super) fn recognise(columns: &[&Column]) -> Option<Choice> {
    let gathered = gather(columns)?;
    let texts: Vec<&str> = gathered.iter().map(Label::text).collect();
    if let Some(scale) = scales::recognise(&texts, comes_last) {
        let order = sorted(texts.len(), |index| (scale.steps[index].is_none(), scale.steps[index], texts[index]));
        return Some(build(&gathered, &order, QuestionKind::Scale, scale.opinion));
    }
    if let Some(order) = numbered_scale(&gathered) {
        return Some(build(&gathered, &order, QuestionKind::Scale, false));
    }
    let common = common_labels(&gathered)?;
    let order = option_order(&gathered, &common);
    Some(build(&gathered, &order, QuestionKind::Single, false))
}

/// The distinct labels of some columns; `None` when they are too many to be options.
fn gather(columns: &[&Column]) -> Option<Vec<Label>> {
    let mut labels: Vec<Label> = Vec::new();
    let mut known: HashMap<String, usize> = HashMap::new();
    for column in columns.iter().filter(|column| column.is_whole()) {
        for (text, count) in column.filled() {
            let wording = numbers::whole(text).unwrap_or_else(|| text.to_owned());
            let index = *known.entry(normalise(&wording)).or_insert_with(|| {
                labels.push(Label::default());
                labels.len() - 1
            });
            let label = labels.get_mut(index)?;
            *label.wordings.entry(wording).or_default() += count;
            label.count += count;
            // Words in which people answer freely are many; there is no need to look at all of them.
            if labels.len() > 20 * LABELS_MAX {
                return None;
            }
        }
    }
    (!labels.is_empty() && columns.iter().all(|column| column.is_whole())).then_some(labels)
}

/// Which labels are options; `None` when the column is not one of options. Labels such as "N/A" that come on top of any list do
/// not make words into options, however often they are repeated.
fn common_labels(labels: &[Label]) -> Option<Vec<bool>> {
    let all = || Some(vec![true; labels.len()]);
    let own: Vec<&Label> = labels.iter().filter(|label| !comes_last(label.text())).collect();
    let answered: u64 = own.iter().map(|label| label.count).sum();
    let length = |label: &Label| label.text().chars().count();
    let longest = own.iter().map(|label| length(label)).max().unwrap_or_default();
    let mean = own.iter().map(|label| length(label)).sum::<usize>() / own.len().max(1);
    let numeric = own.iter().all(|label| numbers::parse(label.text()).is_some());
    if is_short_list(&own, answered, longest, numeric) || is_modest_list(&own, answered, longest, numeric) {
        return all();
    }
    let listed = |coverage: u64, most: usize| {
        let least = (answered / 200).max(3);
        let common: Vec<bool> = labels
            .iter()
            .map(|label| (label.count >= least && length(label) <= 120) || comes_last(label.text()))
            .collect();
        let main = own.iter().filter(|label| label.count >= least && length(label) <= 120);
        let covered: u64 = main.clone().map(|label| label.count).sum();
        let fits =
            answered >= 50 && (2..=most).contains(&main.count()) && covered * 100 >= answered * coverage && !numeric;
        fits.then_some(common)
    };
    let repeated = !numeric && labels.len() <= LABELS_MAX && answered >= own.len() as u64 * 5 && mean <= 60;
    listed(90, 20).or_else(|| if repeated { all() } else { None }).or_else(|| listed(75, 40))
}

/// Whether the labels are few and short enough, for the number of answers, to be a list of options without a doubt.
fn is_short_list(labels: &[&Label], answered: u64, longest: usize, numeric: bool) -> bool {
    let distinct = labels.len() as u64;
    (numeric && distinct <= 15)
        || labels.iter().all(|label| is_common_answer(label.text()))
        || (distinct == 1 && longest <= 100 && answered > 1)
        || (distinct <= 6 && answered > distinct && longest <= 40)
        || (distinct <= 10 && answered * 2 >= distinct * 3 && longest <= 60)
        || (distinct <= 20 && answered >= distinct * 2 && longest <= 120)
        || (distinct <= 20 && answered >= distinct * 5 && longest <= 300)
}

/// Whether the labels are a list of modest length that people chose from, though some were chosen by few.
fn is_modest_list(labels: &[&Label], answered: u64, longest: usize, numeric: bool) -> bool {
    let distinct = labels.len() as u64;
    !numeric && labels.len() <= MODEST_LIST && longest <= MODEST_LABEL && answered >= distinct * MODEST_USE
}

fn sorted<K: Ord>(count: usize, key: impl Fn(usize) -> K) -> Vec<usize> {
    let mut order: Vec<usize> = (0..count).collect();
    order.sort_by_cached_key(|index| key(*index));
    order
}

/// The order of a scale of numbers of which some have words, such as `1 (not at all)`, `2`, `3 (very much)`; labels beside it last.
fn numbered_scale(labels: &[Label]) -> Option<Vec<usize>> {
    let step = |label: &Label| {
        let text = label.text().trim_start_matches('\u{feff}');
        let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
        let (digits, rest) = text.split_at(end);
        let words = rest.trim_start().strip_prefix(['(', '-', '\u{2013}', '\u{2014}', '=', ':']).map(str::trim_start);
        let worded = words.is_some_and(|words| words.starts_with(char::is_alphabetic));
        (rest.is_empty() || worded).then(|| Some((digits.parse::<u32>().ok()?, worded))).flatten()
    };
    let steps: Vec<Option<(u32, bool)>> = labels.iter().map(step).collect();
    let fits = labels.iter().zip(&steps).all(|(label, step)| step.is_some() || comes_last(label.text()));
    let numbers: std::collections::BTreeSet<u32> = steps.iter().flatten().map(|(number, _)| *number).collect();
    let counted = steps.iter().flatten().count();
    let worded = steps.iter().flatten().any(|(_, worded)| *worded);
    let short = numbers.last().is_some_and(|last| *last <= 20);
    (fits && worded && short && counted >= 3 && numbers.len() == counted).then(|| {
        sorted(labels.len(), |index| {
            (steps[index].is_none(), steps[index].map(|(number, _)| number), labels[index].text().to_owned())
        })
    })
}

/// The options in the order tables list them: by number where every label has one, else by the alphabet; "other", "don't know" and
/// the like last. Never by frequency: the order would tell which of two hidden numbers is the larger.
fn option_order(labels: &[Label], common: &[bool]) -> Vec<usize> {
    let last: Vec<bool> = labels.iter().map(|label| comes_last(label.text())).collect();
    let levels: Vec<Option<i64>> = labels.iter().map(|label| level(label.text())).collect();
    let numbered = levels.iter().zip(&last).all(|(level, last)| level.is_some() || *last);
    let order = sorted(labels.len(), |index| {
        let text = labels[index].text();
        let level = if numbered { levels[index].unwrap_or(i64::MAX) } else { 0 };
        let yes_no = !matches!(normalise(text).as_str(), "yes" | "no") || labels.len() > 5;
        let yes = normalise(text) == "yes";
        let rank = if yes_no { 2 } else { i32::from(!yes) };
        (last[index] && !(numbered && levels[index].is_some()), rank, level, normalise(text), text)
    });
    order.into_iter().filter(|index| common[*index]).collect()
}

/// Where a label such as `18-29`, `< 18`, `over £50,000` or `1 (none)` stands among numbers, in hundredths.
fn level(label: &str) -> Option<i64> {
    let start = label.find(|c: char| c.is_ascii_digit())?;
    let digits: String = label[start..]
        .chars()
        .take_while(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | ' '))
        .filter(|c| c.is_ascii_digit() || *c == '.')
        .collect();
    let number: f64 = digits.trim_end_matches('.').parse().ok().filter(|number: &f64| *number < 1e12)?;
    let before = normalise(&label[..start]);
    let minus = before.ends_with('-') && before.len() == 1;
    let below = ["<", "under", "less", "below", "up to", "fewer", "younger"].iter().any(|word| before.contains(word));
    let above = [">", "over", "more", "above", "older"].iter().any(|word| before.contains(word));
    // Numbers below 1e12 times a hundred are far inside the range.
    #[expect(clippy::cast_possible_truncation, reason = "the number is below 1e12")]
    let hundredths = (number * 100.0) as i64;
    let signed = if minus { -hundredths } else { hundredths };
    Some(signed + i64::from(above) - i64::from(below))
}

/// Makes the options in `order`; labels beyond it become words beside an option of their own.
fn build(labels: &[Label], order: &[usize], kind: QuestionKind, views: bool) -> Choice {
    let mut texts: Vec<&str> = order.iter().map(|index| labels[*index].text()).collect();
    let tail = labels.len() > order.len();
    if tail {
        texts.push(OWN_WORDS);
    }
    let options = option_ids(&texts).into_iter().zip(&texts);
    let options =
        options.map(|(id, label)| AnswerOption { id, label: (*label).to_owned(), ..AnswerOption::default() }).collect();
    let ways = |(index, option): (&usize, u16)| labels[*index].wordings.keys().map(move |way| (way.as_str(), option));
    let mut wordings = Wordings::new(order.iter().zip(0_u16..).flat_map(ways));
    wordings.own = u16::try_from(order.len()).ok().filter(|_| tail);
    let is_beyond = |(index, _): &(usize, &Label)| !order.contains(index);
    Choice {
        kind,
        options,
        wordings,
        views,
        own_words: labels.iter().enumerate().filter(is_beyond).map(|(_, label)| label.count).sum(),
        merged: labels.iter().filter(|label| label.wordings.len() > 1).count(),
    }
}
