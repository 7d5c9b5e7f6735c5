//! Recognising lists of options in one cell, `1;2;3;` or `Tea, Coffee`, when the options are not known.
//!
//! A semicolon or bar hardly ever stands in an option, a comma often does. So commas are only taken to divide options where the
//! pieces come back in many combinations and also alone; pieces that never go apart are one option.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::cell::{CellReader, Wordings};
use super::choice::OWN_WORDS;
use super::cut::Cutter;
use super::joining::{Cell, Joined, Piece, join};
use super::labels::comes_last;
use super::naming::option_ids;
use super::numbers;
use super::profile::Column;
use crate::survey::AnswerOption;

/// More options than this are never a list.
const OPTIONS_MAX: usize = 300;
/// Distinct cells looked at before a column is given up.
const SAMPLE: usize = 1000;

/// A list of options that was recognised.
pub(super) struct Lists {
    pub(super) delimiter: char,
    pub(super) options: Vec<AnswerOption>,
    pub(super) reader: CellReader,
    /// Rows with words that were no option.
    pub(super) with_words: u64,
    /// Options that hold the delimiter, because their pieces never go apart.
    pub(super) joined: Vec<String>,
    /// Options written in several ways that differ in case or spacing only.
    pub(super) merged: usize,
}

/// What came of looking.
pub(super) enum Found {
    Lists(Box<Lists>),
    /// The cells may be lists divided by this, and may not.
    Unsure(char),
    Nothing,
}

/// The options found: how often each occurs, and what is to be known of how they are written.
#[derive(Default)]
struct Counted {
    counts: BTreeMap<String, u64>,
    /// Options made of pieces that never go apart.
    joined: BTreeSet<String>,
    /// The ways each option is written, its label among them.
    spellings: BTreeMap<String, BTreeSet<String>>,
}

/// Looks for lists divided by `delimiter`.
pub(super) fn recognise(column: &Column, delimiter: char) -> Found {
    let entries: Vec<(&str, u64)> = column.filled().collect();
    let dividing = entries.iter().filter(|(text, _)| text.contains(delimiter)).count();
    if dividing == 0 || (entries.len() > SAMPLE && hopeless(&entries[..SAMPLE], delimiter)) {
        return Found::Nothing;
    }
    let Joined { cells, doubtful } = join(&entries, delimiter);
    let counted = counted(&cells);
    let answered: u64 = cells.iter().map(|cell| cell.count).sum();
    let kept = frequent(&counted.counts, answered, delimiter);
    let evidence = Evidence::of(&cells, &counted.counts, &kept, delimiter);
    let doubted = doubtful.iter().any(|option| is_among(&kept, option)) || evidence.repeated * 100 > answered;
    match evidence.verdict(answered, delimiter) {
        Verdict::Lists if delimiter == ',' && doubted => Found::Unsure(delimiter),
        Verdict::Lists => build(column, &kept, &counted, delimiter),
        Verdict::Unsure => Found::Unsure(delimiter),
        Verdict::Nothing => Found::Nothing,
    }
}

/// Whether pieces hardly ever come back in a sample of the cells, as in free text.
fn hopeless(entries: &[(&str, u64)], delimiter: char) -> bool {
    let mut counts: HashMap<&str, u64> = HashMap::new();
    for (text, count) in entries {
        for piece in text.split(delimiter).map(str::trim).filter(|piece| !piece.is_empty()) {
            *counts.entry(piece).or_default() += count;
        }
    }
    let all: u64 = counts.values().sum();
    let returning: u64 = counts.values().filter(|count| **count > 2).sum();
    returning * 3 < all
}

/// The options with what is to be known of each.
fn counted(cells: &[Cell]) -> Counted {
    let mut counted = Counted::default();
    for cell in cells {
        for option in &cell.options {
            if option.joined {
                counted.joined.insert(option.label.clone());
            }
            *counted.counts.entry(option.label.clone()).or_default() += cell.count;
            counted.spellings.entry(option.label.clone()).or_default().insert(option.written.clone());
        }
    }
    counted
}

/// The pieces that come back often enough to be options rather than somebody's words.
fn frequent(counts: &BTreeMap<String, u64>, answered: u64, delimiter: char) -> Vec<String> {
    let coded = counts.keys().all(|piece| numbers::parse(piece).is_some());
    let least = match (delimiter == ',', coded, answered < 30) {
        (false, true, _) | (false, false, true) => 1,
        (false, false, false) | (true, _, true) => 2,
        (true, _, false) => (answered / 200).max(3),
    };
    counts.iter().filter(|(_, count)| **count >= least).map(|(piece, _)| piece.clone()).collect()
}

/// What speaks for lists.
struct Evidence {
    options: usize,
    /// Pieces that are options, and all pieces.
    covered: u64,
    all: u64,
    /// Distinct cells with two options or more, and the rows that hold them.
    combinations: usize,
    combined_rows: u64,
    /// Whether a part of a cell with several stands in another cell as well.
    shared: bool,
    /// Rows in which an option stands twice, which nobody chooses.
    repeated: u64,
    /// Options that are also a cell of their own.
    alone: usize,
    longest: usize,
    /// Whether each cell ends with the delimiter or holds codes only.
    plain: bool,
}

enum Verdict {
    Lists,
    Unsure,
    Nothing,
}

fn is_among(kept: &[String], label: &str) -> bool {
    kept.binary_search_by(|known| known.as_str().cmp(label)).is_ok()
}

impl Evidence {
    fn of(cells: &[Cell], counts: &BTreeMap<String, u64>, kept: &[String], delimiter: char) -> Self {
        let is_kept = |option: &&Piece| is_among(kept, &option.label);
        let combined = cells.iter().filter(|cell| cell.options.iter().filter(is_kept).count() > 1);
        let single =
            cells.iter().filter(|cell| cell.options.len() == 1 && cell.options.iter().all(|one| is_kept(&one)));
        let repeats = |cell: &&Cell| {
            let mut seen = BTreeSet::new();
            !cell.options.iter().filter(is_kept).all(|option| seen.insert(option.label.as_str()))
        };
        Self {
            options: kept.len(),
            covered: counts.iter().filter(|(label, _)| is_among(kept, label)).map(|(_, count)| count).sum(),
            all: counts.values().sum(),
            combinations: combined.clone().count(),
            combined_rows: combined.clone().map(|cell| cell.count).sum(),
            shared: combined
                .clone()
                .any(|cell| cell.options.iter().any(|one| counts.get(&one.label).is_some_and(|all| *all > cell.count))),
            repeated: combined.clone().filter(repeats).map(|cell| cell.count).sum(),
            alone: single.count(),
            longest: kept.iter().map(|piece| piece.chars().count()).max().unwrap_or_default(),
            plain: delimiter != ',' && counts.keys().all(|piece| numbers::parse(piece).is_some()),
        }
    }

    /// Whether enough rows hold several options for the delimiter to be more than a mark in somebody's words.
    fn is_in_use(&self, answered: u64) -> bool {
        self.combined_rows * 50 >= answered || self.combined_rows >= 20
    }

    fn verdict(&self, answered: u64, delimiter: char) -> Verdict {
        let options = self.options as u64;
        if self.plain && self.options > 0 && self.options <= OPTIONS_MAX {
            return Verdict::Lists;
        }
        let many = self.options < 2 || self.options > OPTIONS_MAX || self.longest > 200;
        if many || self.combinations == 0 || !self.is_in_use(answered) {
            return Verdict::Nothing;
        }
        let returning = self.covered * 2 >= options * 3;
        if delimiter != ',' {
            // A mark that stands in one label only divides nothing.
            let sure = self.covered * 10 >= self.all * 8 && returning && self.shared;
            let perhaps = self.covered * 2 >= self.all && self.longest <= 100;
            return if sure {
                Verdict::Lists
            } else if perhaps {
                Verdict::Unsure
            } else {
                Verdict::Nothing
            };
        }
        let apart = self.alone * 3 >= self.options || answered < 30;
        let combined = self.combinations >= 3 && self.combinations * 4 >= self.options * 3;
        let sure =
            self.covered * 10 >= self.all * 8 && self.covered >= options * 3 && combined && apart && self.options <= 80;
        let perhaps = self.covered * 2 >= self.all && combined && self.longest <= 100;
        let perhaps = perhaps && (self.alone > 1 || (self.alone == 1 && self.combinations > self.options));
        if sure {
            Verdict::Lists
        } else if perhaps {
            Verdict::Unsure
        } else {
            Verdict::Nothing
        }
    }
}

fn build(column: &Column, kept: &[String], counted: &Counted, delimiter: char) -> Found {
    let mut labels: Vec<&str> = kept.iter().map(String::as_str).collect();
    labels.sort_by_cached_key(|label| {
        let code = numbers::parse(label).filter(|number| number.abs() < 1e12);
        // Codes are compared as whole thousandths.
        #[expect(clippy::cast_possible_truncation, reason = "the number is below 1e12")]
        let code = code.map_or(i64::MAX, |number| (number * 1000.0) as i64);
        (comes_last(label), code, std::cmp::Reverse(counted.counts.get(*label).copied()), *label)
    });
    let ways = |label: &str| counted.spellings.get(label).into_iter().flatten().map(String::as_str);
    let wordings = labels.iter().zip(0_u16..).flat_map(|(label, index)| ways(label).map(move |way| (way, index)));
    let cutter = Cutter::new(wordings, delimiter);
    if cutter.has_doubles() {
        return Found::Unsure(delimiter);
    }
    let merged = labels.iter().filter(|label| numbers::whole(label).is_none() && ways(label).count() > 1).count();
    let joined = labels.iter().filter(|label| counted.joined.contains(**label)).map(|label| (*label).to_owned());
    let joined = joined.collect();
    let leaves_words = |text: &str| !cutter.cut(text).1.is_empty();
    let with_words = column.filled().filter(|(text, _)| leaves_words(text)).map(|(_, count)| count).sum();
    // Cells beyond those that are known may hold words as well.
    let own = (with_words > 0 || !column.is_whole()).then(|| u16::try_from(labels.len()).ok()).flatten();
    if own.is_some() {
        labels.push(OWN_WORDS);
    }
    let options = option_ids(&labels)
        .into_iter()
        .zip(&labels)
        .map(|(id, label)| AnswerOption {
            id,
            label: numbers::whole(label).unwrap_or_else(|| (*label).to_owned()),
            ..AnswerOption::default()
        })
        .collect();
    let reader = CellReader::Lists(cutter, Wordings::only_own(own));
    Found::Lists(Box::new(Lists { delimiter, options, reader, with_words, joined, merged }))
}
