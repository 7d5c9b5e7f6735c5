//! Recognising questions with options: single choices and scales.

use std::collections::{BTreeMap, HashMap};

use super::heading::trim_cell;
use super::labels::{comes_last, is_common_answer};
use super::naming::option_ids;
use super::numbers;
use super::plan::Outcome;
use super::scales;
use super::table::Column;
use crate::survey::{Answer, AnswerOption, QuestionKind};
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
    /// For each column what its distinct cells become.
    pub(super) outcomes: Vec<Vec<Outcome>>,
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

/// The distinct labels of some columns, and which of them each cell is.
struct Labels {
    labels: Vec<Label>,
    of_value: Vec<Vec<Option<usize>>>,
}

/// Recognises a single choice or a scale; `None` when the cells are too many, too long or too rarely repeated to be options.
pub(super) fn recognise(columns: &[&Column<'_>]) -> Option<Choice> {
    let gathered = gather(columns)?;
    let texts: Vec<&str> = gathered.labels.iter().map(Label::text).collect();
    if let Some(scale) = scales::recognise(&texts, comes_last) {
        let order = sorted(texts.len(), |index| (scale.steps[index].is_none(), scale.steps[index], texts[index]));
        return Some(build(&gathered, &order, QuestionKind::Scale, scale.opinion));
    }
    let common = common_labels(&gathered.labels)?;
    let order = option_order(&gathered.labels, &common);
    Some(build(&gathered, &order, QuestionKind::Single, false))
}

fn gather(columns: &[&Column<'_>]) -> Option<Labels> {
    let mut labels: Vec<Label> = Vec::new();
    let mut known: HashMap<String, usize> = HashMap::new();
    let mut of_value = Vec::new();
    for column in columns {
        let mut numbers_of = Vec::with_capacity(column.values.len());
        for (value, count) in column.values.iter().zip(&column.counts) {
            let text = trim_cell(value);
            if text.is_empty() {
                numbers_of.push(None);
                continue;
            }
            let wording = numbers::whole(text).unwrap_or_else(|| text.to_owned());
            let index = *known.entry(normalise(&wording)).or_insert_with(|| {
                labels.push(Label::default());
                labels.len() - 1
            });
            let label = labels.get_mut(index)?;
            *label.wordings.entry(wording).or_default() += count;
            label.count += count;
            numbers_of.push(Some(index));
            // Words in which people answer freely are many; there is no need to look at all of them.
            if labels.len() > 20 * LABELS_MAX {
                return None;
            }
        }
        of_value.push(numbers_of);
    }
    (!labels.is_empty()).then_some(Labels { labels, of_value })
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

/// The options in the order tables list them: by number where every label has one, else the most frequent first; "other",
/// "don't know" and the like last.
fn option_order(labels: &[Label], common: &[bool]) -> Vec<usize> {
    let last: Vec<bool> = labels.iter().map(|label| comes_last(label.text())).collect();
    let levels: Vec<Option<i64>> = labels.iter().map(|label| level(label.text())).collect();
    let numbered = levels.iter().zip(&last).all(|(level, last)| level.is_some() || *last);
    let order = sorted(labels.len(), |index| {
        let text = labels[index].text();
        let level = if numbered { levels[index].unwrap_or(i64::MAX) } else { 0 };
        let frequent = if numbered { 0 } else { u64::MAX - labels[index].count };
        let yes_no = !matches!(normalise(text).as_str(), "yes" | "no") || labels.len() > 5;
        let yes = normalise(text) == "yes";
        let rank = if yes_no { 2 } else { i32::from(!yes) };
        (last[index] && !(numbered && levels[index].is_some()), rank, level, frequent, text)
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
fn build(gathered: &Labels, order: &[usize], kind: QuestionKind, views: bool) -> Choice {
    let labels = &gathered.labels;
    let mut texts: Vec<&str> = order.iter().map(|index| labels[*index].text()).collect();
    let tail = labels.len() > order.len();
    if tail {
        texts.push(OWN_WORDS);
    }
    let options: Vec<AnswerOption> = option_ids(&texts)
        .into_iter()
        .zip(&texts)
        .map(|(id, label)| AnswerOption { id, label: (*label).to_owned(), ..AnswerOption::default() })
        .collect();
    let mut position = vec![None; labels.len()];
    for (place, index) in order.iter().enumerate() {
        position[*index] = u16::try_from(place).ok();
    }
    let own = u16::try_from(order.len()).unwrap_or_default();
    let outcome = |value: &Option<usize>| match value {
        None => Outcome::blank(),
        Some(index) => match position[*index] {
            Some(option) => Outcome::mapped(Answer::Options(vec![option])),
            None => Outcome::chosen(vec![own], labels[*index].text()),
        },
    };
    let outcomes = gathered.of_value.iter().map(|values| values.iter().map(outcome).collect()).collect();
    let beyond = labels.iter().zip(&position).filter(|(_, place)| place.is_none());
    Choice {
        kind,
        options,
        outcomes,
        views,
        own_words: beyond.map(|(label, _)| label.count).sum(),
        merged: labels.iter().filter(|label| label.wordings.len() > 1).count(),
    }
}
