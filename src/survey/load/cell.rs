//! What any cell of a column becomes, once it is known what the column is.

use std::collections::{BTreeMap, HashMap};

use super::cut::Cutter;
use super::dates::{self, DateOrder};
use super::heading::trim_cell;
use super::labels;
use super::numbers;
use super::outcome::{NOT_ANSWERED, Outcome, Tick, UNSEEN};
use crate::survey::{Answer, Missing};
use crate::text::normalise;

/// How the cells of a column are read.
#[derive(Debug, Clone)]
pub(super) enum CellReader {
    /// Words, kept as they are.
    Words,
    /// Numbers.
    Numbers,
    /// Days written in this order.
    Days(DateOrder),
    /// One of several options.
    Choice(Wordings),
    /// Options divided by a delimiter.
    Lists(Cutter, Wordings),
    /// Cells that stand for a reason not to answer, by their text; all others as the reader says.
    Excepting(BTreeMap<String, Missing>, Box<CellReader>),
}

/// The wordings of options, and what becomes of words that are none of them.
#[derive(Debug, Clone, Default)]
pub(super) struct Wordings {
    exact: HashMap<String, u16>,
    folded: HashMap<String, u16>,
    /// The option of those who answered in words of their own.
    pub(super) own: Option<u16>,
}

impl Wordings {
    /// Wordings, each with the position of its option. The first of two that are alike counts.
    pub(super) fn new<'w>(wordings: impl IntoIterator<Item = (&'w str, u16)>) -> Self {
        let mut made = Self::default();
        for (wording, option) in wordings {
            let wording = trim_cell(wording);
            if !wording.is_empty() {
                made.exact.entry(wording.to_owned()).or_insert(option);
                made.folded.entry(normalise(wording)).or_insert(option);
            }
        }
        made
    }

    /// Every wording with its option.
    pub(super) fn all(&self) -> impl Iterator<Item = (&str, u16)> {
        self.exact.iter().map(|(way, option)| (way.as_str(), *option))
    }

    /// Takes in another wording of an option.
    pub(super) fn add(&mut self, wording: &str, option: u16) {
        self.exact.insert(trim_cell(wording).to_owned(), option);
        self.folded.entry(normalise(wording)).or_insert(option);
    }

    /// No wordings, and perhaps an option for words.
    pub(super) fn only_own(own: Option<u16>) -> Self {
        Self { own, ..Self::default() }
    }

    /// The option `text` names, whole numbers in any form, case and spacing set aside where nothing fits exactly.
    pub(super) fn find(&self, text: &str) -> Option<u16> {
        let whole = || numbers::whole(text).and_then(|code| self.exact.get(&code));
        let found = self.exact.get(text).or_else(whole).or_else(|| self.folded.get(&normalise(text)));
        found.copied()
    }
}

impl CellReader {
    /// What `cell` becomes.
    pub(super) fn read(&self, cell: &str) -> Outcome {
        let text = trim_cell(cell);
        if text.is_empty() {
            return Outcome::blank();
        }
        match self {
            Self::Words => Outcome::stored(cell),
            Self::Numbers => numbers::parse_measure(text)
                .map_or_else(|| Outcome::invalid(cell), |number| Outcome::mapped(Answer::Number(number))),
            Self::Days(order) => dates::parse(text, *order)
                .map_or_else(|| Outcome::invalid(cell), |day| Outcome::mapped(Answer::Date(day))),
            Self::Choice(wordings) => match (wordings.find(text), wordings.own) {
                (Some(option), _) => Outcome::mapped(Answer::Options(vec![option])),
                (None, Some(own)) => Outcome::chosen(vec![own], text),
                (None, None) => Outcome::invalid(cell),
            },
            Self::Lists(cutter, wordings) => list(cutter, wordings, text),
            Self::Excepting(reasons, reader) => match reasons.get(text) {
                Some(reason) => Outcome::reason(*reason),
                None => reader.read(cell),
            },
        }
    }

    /// Whether it may keep words beside an answer.
    pub(super) fn may_keep_words(&self) -> bool {
        !matches!(self, Self::Words)
    }
}

/// The options of a cell. Who wrote words of their own answered, whether or not they chose an option of the list too.
fn list(cutter: &Cutter, wordings: &Wordings, text: &str) -> Outcome {
    if let Some(option) = wordings.find(text) {
        return Outcome::mapped(Answer::Options(vec![option]));
    }
    let (mut chosen, rest) = cutter.cut(text);
    if cutter.is_ambiguous(&chosen) {
        return Outcome::invalid(text);
    }
    if let Some(own) = wordings.own.filter(|own| !rest.is_empty() && !chosen.contains(own)) {
        chosen.push(own);
    }
    Outcome::chosen(chosen, &rest)
}

/// What a cell of a column per option says; `label` is what the column repeats for a tick. Anything else that is filled in
/// beside an option is a tick with words.
pub(super) fn read_tick(cell: &str, label: Option<&str>) -> (Tick, bool) {
    let text = trim_cell(cell);
    if text.is_empty() {
        return (Tick::Blank, false);
    }
    if label.is_some_and(|label| normalise(text) == label) {
        return (Tick::Yes, false);
    }
    if text == UNSEEN || text == NOT_ANSWERED {
        return (Tick::Blank, false);
    }
    match labels::tick(text) {
        Some(true) => (Tick::Yes, false),
        Some(false) => (Tick::No, false),
        None => (Tick::Yes, true),
    }
}
