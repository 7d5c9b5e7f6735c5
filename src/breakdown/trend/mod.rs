//! One question over the waves of a survey: each wave is a column, and between neighbouring waves stands the change.
//!
//! It is made from tables that have been through disclosure control, and of each from its total column alone. Whatever a wave's own
//! table hides is hidden here, and a change is worked out only from two shares that are both shown, unrounded. Where two waves cannot
//! be compared there is a break with its reasons, and no change across it.

mod breaks;
mod change;
mod line;
mod notes;
mod rows;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use crate::breakdown::table::Against;
use crate::breakdown::{Disclosed, ShownCell, ShownColumn, ShownTable};
use crate::corpus::{Source, SurveyKind};
use crate::stats::Interval;
use crate::survey::{Link, Question};

pub use change::format_points;

/// One wave as it goes in: its survey, its question, the table of that question over everybody, and how it is linked to the wave
/// before.
#[derive(Debug, Clone)]
pub struct WaveTable {
    /// The record of the survey.
    pub source: Arc<Source>,
    /// The question as this wave asked it.
    pub question: Question,
    /// Its table; only the total is looked at.
    pub table: Disclosed,
    /// What links it to the wave before; `None` for the oldest.
    pub link: Option<Link>,
}

impl WaveTable {
    fn shown(&self) -> &ShownTable {
        self.table.shown()
    }

    fn kind(&self) -> SurveyKind {
        self.shown().survey_kind
    }

    /// The total.
    fn total(&self) -> Option<&ShownColumn> {
        self.shown().columns.first()
    }

    /// Whether strata or clusters are declared, so that an answer is worth more or less than one of a simple sample.
    fn is_drawn(&self) -> bool {
        self.source.design.strata.is_some() || self.source.design.cluster.is_some()
    }
}

/// One question over the waves of a survey.
#[derive(Debug, Clone)]
pub struct Trend {
    /// The waves, oldest first.
    pub waves: Vec<Wave>,
    /// One per option, those of the latest wave first; each has one cell per wave.
    pub rows: Vec<TrendRow>,
    /// How the trend over several waves was tested; `None` where it was not.
    pub test: Option<TrendTest>,
    /// Footnotes on all of it.
    pub notes: Vec<String>,
}

impl Trend {
    /// The latest wave: the one that was asked for.
    pub fn latest(&self) -> Option<&Wave> {
        self.waves.last()
    }

    /// Whether nobody real answered one of the waves.
    pub fn is_illustrative(&self) -> bool {
        self.waves.iter().any(|wave| wave.table.shown().illustrative)
    }

    /// The mark every surface must show: `None` where every wave is released.
    pub fn mark(&self) -> Option<&'static str> {
        self.waves.iter().find_map(|wave| wave.table.mark())
    }
}

/// One wave: a column.
#[derive(Debug, Clone)]
pub struct Wave {
    /// When it was, or its title where that would not tell it from another.
    pub label: String,
    /// Its own table.
    pub table: Disclosed,
    /// Why it cannot be compared with the wave before, each reason in words; empty where it can.
    pub breaks: Vec<String>,
}

impl Wave {
    /// The bases of the total; they are `None` where they are hidden.
    pub fn total(&self) -> Option<&ShownColumn> {
        self.table.shown().columns.first()
    }
}

/// One row.
#[derive(Debug, Clone, PartialEq)]
pub struct TrendRow {
    /// The id it has in the latest wave that has it.
    pub id: String,
    /// What it says at its head.
    pub label: String,
    /// Whether it sums others.
    pub net: bool,
    /// One per wave.
    pub cells: Vec<TrendCell>,
    /// Whether it rises or falls over the waves that were tested, beyond chance and by two points or more.
    pub trend: Option<Against>,
    /// The corrected p of that test.
    pub trend_p: Option<f64>,
}

/// A row in one wave.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct TrendCell {
    /// The cell of the wave's own table; `None` where that wave has no such row.
    pub cell: Option<ShownCell>,
    /// How it changed since the wave before; `None` where that cannot be said.
    pub change: Option<TrendChange>,
}

/// How a share changed since the wave before.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TrendChange {
    /// The later share less the earlier, both unrounded: 0.05 is five points.
    pub difference: f64,
    /// Its 95% interval; `None` where chance was not reckoned with.
    pub interval: Option<Interval>,
    /// The p of the change, corrected by Holm over the rows; `None` where it was not tested.
    pub p: Option<f64>,
    /// Whether it may be called a change.
    pub marked: Option<Against>,
}

/// How a trend over several waves was tested.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TrendTest {
    /// The first wave of those that were tested, by its position; the last is the latest.
    pub from: usize,
    /// Whether everybody counts one in all of them: Cochran and Armitage's test; else a linear contrast of the shares.
    pub plain: bool,
    /// Whether waves stand as far apart as their years; else one step each.
    pub by_year: bool,
}

/// The waves of one question side by side, oldest first; without a wave there is nothing to see. `remarks` are put among the notes.
pub fn trend(waves: Vec<WaveTable>, remarks: Vec<String>) -> Trend {
    let mut rows = rows::matched(&waves);
    let breaks: Vec<Vec<String>> = breaks::between(&waves, &rows);
    change::mark(&waves, &breaks, &mut rows);
    let test = line::mark(&waves, &breaks, &mut rows);
    let labels = notes::labels(&waves);
    let notes = notes::all(&waves, &labels, &breaks, &rows, test, remarks);
    let wave = |((wave, label), breaks): ((WaveTable, String), Vec<String>)| Wave { label, table: wave.table, breaks };
    Trend { waves: waves.into_iter().zip(labels).zip(breaks).map(wave).collect(), rows, test, notes }
}
