//! Waves: which questions of a survey were asked in an earlier one too. Two questions are the same when their wordings are, or
//! when their ids are and their wordings are near enough that one may have become the other. Neither an id alone nor wordings
//! that are merely alike make a link: both happen between questions that have nothing to do with each other.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use utoipa::ToSchema;

use crate::survey::recipe::closeness;
use crate::survey::{AnswerOption, Question, QuestionKind, Questionnaire};
use crate::text;

/// A question that both waves asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Its id in the earlier wave.
    pub earlier: String,
    /// Its id in the later wave.
    pub later: String,
    /// By what it was known again.
    pub by: LinkedBy,
    /// Whether it is worded otherwise.
    pub reworded: bool,
    /// Whether it offers the same options.
    pub options: OptionsChange,
}

/// By what a question was known again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum LinkedBy {
    /// By its id: it has no wording in either wave or none but its id, or it is worded otherwise.
    Id,
    /// By its wording alone, which is that of no other question in either wave.
    Wording,
    /// By its id and its wording.
    Both,
}

/// How the options of a question changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OptionsChange {
    /// They say the same; those of a scale in the same order.
    Same,
    /// They have the same ids, and these labels changed: what each said, and what it says now.
    Renamed(Vec<(String, String)>),
    /// Some came, went or changed places, or it is answered in another way.
    Different,
}

/// The questions that `earlier` and `later` share, in the order of `later`. Every question has at most one partner; technical
/// columns have none.
pub fn link(earlier: &Questionnaire, later: &Questionnaire) -> Vec<Link> {
    let (earlier, later) = (Wordings::of(earlier), Wordings::of(later));
    let mut taken = BTreeSet::new();
    let mut found = BTreeMap::new();
    for (at, new) in later.asked.iter().enumerate() {
        if let Some((index, by)) = earlier.of_the_same_id(new).filter(|(index, _)| taken.insert(*index)) {
            found.insert(at, (index, by));
        }
    }
    for (at, new) in later.asked.iter().enumerate() {
        // A question whose words are no more than its id is not known by them, though another may be.
        let alone = later.only(&new.wording).filter(|only| *only == at).and_then(|_| earlier.only(&new.wording));
        if let Some(index) = alone.filter(|index| !found.contains_key(&at) && !taken.contains(index)) {
            taken.insert(index);
            found.insert(at, (index, LinkedBy::Wording));
        }
    }
    for (at, new) in later.asked.iter().enumerate() {
        let near =
            earlier.of_the_same_id_reworded(new).filter(|index| !found.contains_key(&at) && !taken.contains(index));
        if let Some(index) = near {
            taken.insert(index);
            found.insert(at, (index, LinkedBy::Id));
        }
    }
    let pair = |(at, (index, by))| Some(joined(earlier.asked.get(index)?, later.asked.get(at)?, by));
    found.into_iter().filter_map(pair).collect()
}

fn joined(old: &Asked<'_>, new: &Asked<'_>, by: LinkedBy) -> Link {
    let options = compare_options(old.question, new.question);
    let reworded = by == LinkedBy::Id && old.wording != new.wording && !(old.is_wordless() && new.is_wordless());
    Link { earlier: old.question.id.clone(), later: new.question.id.clone(), by, reworded, options }
}

/// A question with its wording, and that of its grid, in normal form.
struct Asked<'q> {
    question: &'q Question,
    wording: (String, String),
}

impl Asked<'_> {
    /// Whether its wording says nothing that its id does not say.
    fn is_wordless(&self) -> bool {
        let (grid, own) = &self.wording;
        grid.is_empty() && (own.is_empty() || *own == plain(&self.question.id))
    }
}

/// The questions of one wave that people answered, by id and by wording.
struct Wordings<'q> {
    asked: Vec<Asked<'q>>,
    by_id: BTreeMap<String, usize>,
    by_wording: BTreeMap<(String, String), Vec<usize>>,
}

impl<'q> Wordings<'q> {
    fn of(questionnaire: &'q Questionnaire) -> Self {
        let mut all = Self { asked: Vec::new(), by_id: BTreeMap::new(), by_wording: BTreeMap::new() };
        for question in questionnaire.questions.iter().filter(|question| question.is_answered()) {
            let grid = question.grid.as_ref().map(|grid| plain(&grid.text)).unwrap_or_default();
            let asked = Asked { question, wording: (grid, plain(&question.text)) };
            let index = all.asked.len();
            all.by_id.entry(question.id.to_lowercase()).or_insert(index);
            if !asked.is_wordless() {
                all.by_wording.entry(asked.wording.clone()).or_default().push(index);
            }
            all.asked.push(asked);
        }
        all
    }

    /// The question with the id and the wording of `other`.
    fn of_the_same_id(&self, other: &Asked<'_>) -> Option<(usize, LinkedBy)> {
        let index = *self.by_id.get(&other.question.id.to_lowercase())?;
        let own = self.asked.get(index)?;
        if own.is_wordless() && other.is_wordless() {
            // An id such as `q1` is in every other survey: without words, the answers must speak for it.
            return alike(own.question, other.question).then_some((index, LinkedBy::Id));
        }
        (own.wording == other.wording).then_some((index, LinkedBy::Both))
    }

    /// The question with the id of `other` whose wording may have become that of `other`.
    fn of_the_same_id_reworded(&self, other: &Asked<'_>) -> Option<usize> {
        let index = *self.by_id.get(&other.question.id.to_lowercase())?;
        let own = self.asked.get(index)?;
        let worded = !own.is_wordless() && !other.is_wordless();
        let parts = [(&own.wording.0, &other.wording.0), (&own.wording.1, &other.wording.1)];
        (worded && parts.into_iter().all(|(one, other)| near(one, other))).then_some(index)
    }

    /// The one question of this wording.
    fn only(&self, wording: &(String, String)) -> Option<usize> {
        match self.by_wording.get(wording)?.as_slice() {
            [index] => Some(*index),
            _ => None,
        }
    }
}

/// Whether one wording may have become the other: neither denies the other, and they have three words at least in common, and
/// all of the shorter one or three fifths of both. `Do you work?` and `Do you walk?` are two questions.
fn near(one: &str, other: &str) -> bool {
    let words = |text: &str| text.split(' ').map(str::to_owned).collect::<BTreeSet<String>>();
    let (ours, theirs) = (words(one), words(other));
    let (shared, all) = (ours.intersection(&theirs).count(), ours.union(&theirs).count());
    let enough = shared >= 3 && (shared == ours.len().min(theirs.len()) || shared * 5 >= all * 3);
    one == other || (enough && closeness(one, other).is_some() && closeness(other, one).is_some())
}

/// Whether two questions without words are answered in the same way, and with an option in common where they have options.
fn alike(old: &Question, new: &Question) -> bool {
    if !of_a_kind(old.kind, new.kind) {
        return false;
    }
    let before: BTreeSet<String> = labels(&old.options).collect();
    (old.options.is_empty() && new.options.is_empty()) || labels(&new.options).any(|label| before.contains(&label))
}

/// Whether answers of one kind can be set beside answers of the other: a scale is a choice of one whose order is known.
fn of_a_kind(old: QuestionKind, new: QuestionKind) -> bool {
    let one = |kind| matches!(kind, QuestionKind::Single | QuestionKind::Scale);
    old == new || (one(old) && one(new))
}

fn compare_options(old: &Question, new: &Question) -> OptionsChange {
    if !of_a_kind(old.kind, new.kind) {
        return OptionsChange::Different;
    }
    let (before, after): (Vec<String>, Vec<String>) = (labels(&old.options).collect(), labels(&new.options).collect());
    let in_order = old.kind == QuestionKind::Scale && new.kind == QuestionKind::Scale;
    let sorted = |labels: &[String]| {
        let mut labels = labels.to_vec();
        labels.sort();
        labels
    };
    if before == after || (!in_order && sorted(&before) == sorted(&after)) {
        return OptionsChange::Same;
    }
    renamed(&old.options, &new.options).map_or(OptionsChange::Different, OptionsChange::Renamed)
}

/// The labels that changed, where the ids did not.
fn renamed(old: &[AnswerOption], new: &[AnswerOption]) -> Option<Vec<(String, String)>> {
    let same_ids = old.len() == new.len() && old.iter().zip(new).all(|(old, new)| old.id.eq_ignore_ascii_case(&new.id));
    let changed = old.iter().zip(new).filter(|(old, new)| plain(&old.label) != plain(&new.label));
    same_ids.then(|| changed.map(|(old, new)| (old.label.clone(), new.label.clone())).collect())
}

fn labels(options: &[AnswerOption]) -> impl Iterator<Item = String> {
    options.iter().map(|option| plain(&option.label))
}

/// A wording in normal form without its punctuation. Signs that tell options apart (`<`, `+`, `%`, a currency) stay.
fn plain(text: &str) -> String {
    let mark = |c: char| if c.is_ascii_punctuation() && !"<>+=%$&#@".contains(c) || is_mark(c) { ' ' } else { c };
    text::single_spaced(&text::normalise(text).chars().map(mark).collect::<String>())
}

/// Quotation marks, dashes, dots and other marks beyond the plain ones.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205e}' | '\u{ab}' | '\u{bb}' | '\u{bf}' | '\u{a1}' | '\u{b7}' | '\u{3001}' | '\u{3002}')
}

#[cfg(test)]
mod tests;
