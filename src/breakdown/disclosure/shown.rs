//! What may be seen of a table. Hidden numbers are not here at all.

use std::collections::BTreeMap;

use crate::breakdown::disclosure::pattern::Pattern;
use crate::breakdown::disclosure::{Policy, left_out};
use crate::breakdown::rounding::{format_number, format_percent, format_share};
use crate::breakdown::table::{Against, Cell, Column, Marker, Row, Statistic, Table};
use crate::breakdown::{BaseRule, Changes, RowsBy};
use crate::corpus::SurveyKind;
use crate::stats::weights::{LOW_EFFICIENCY, VERY_LOW_EFFICIENCY};
use crate::stats::{Interval, people};
use crate::survey::{Class, Missing, QuestionKind};

/// What a table of nobody says.
const NOBODY: &str = "There are no percentages in this table, because nobody is in the base.";

/// A table as its reader sees it.
#[derive(Debug, Clone, PartialEq)]
pub struct ShownTable {
    /// The survey's id.
    pub survey: String,
    /// The survey's title.
    pub survey_title: String,
    /// Whether nobody real answered.
    pub illustrative: bool,
    /// The question's id.
    pub question: String,
    /// Its wording, with that of its grid.
    pub question_text: String,
    /// How it is answered.
    pub kind: QuestionKind,
    /// What the rows of an open question are.
    pub rows_by: RowsBy,
    /// How its small numbers are guarded.
    pub class: Class,
    /// How people came to be in the survey.
    pub survey_kind: SurveyKind,
    /// What the shares are shares of.
    pub base: ShownBase,
    /// The filters and the search, in words.
    pub filters: Vec<String>,
    /// The total first, then each block.
    pub columns: Vec<ShownColumn>,
    /// One per option, value, band, month or code.
    pub rows: Vec<ShownRow>,
    /// Mean and others, for numbers.
    pub statistics: Vec<ShownStatistic>,
    /// The weight's question id; `None` when everybody counts one.
    pub weight: Option<String>,
    /// Footnotes.
    pub notes: Vec<String>,
    /// Its id: a fingerprint of its address and its data.
    pub id: String,
    /// The version of its data.
    pub data_version: String,
    /// What changed since the version of the data that was asked for, where that is an earlier one.
    pub changes: Option<Changes>,
    /// The address that asks for this table again.
    pub permalink: String,
}

/// What the shares are shares of, as its reader sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownBase {
    /// The rule.
    pub rule: BaseRule,
    /// The rule in words.
    pub definition: String,
    /// How many of the total column were left out, by reason; `None` where it is only said that some were.
    pub excluded: BTreeMap<Missing, Option<u64>>,
}

/// One column; its bases are `None` where they are hidden.
#[derive(Debug, Clone, PartialEq)]
pub struct ShownColumn {
    /// `total`, or the block and option ids joined.
    pub id: String,
    /// What it says at its head.
    pub label: String,
    /// The wording of its block; `None` for the total.
    pub block: Option<String>,
    /// Its letter within the block.
    pub letter: Option<char>,
    /// How many people.
    pub unweighted_base: Option<u64>,
    /// The sum of their weights.
    pub weighted_base: Option<f64>,
    /// Kish's effective base.
    pub effective_base: Option<f64>,
}

impl ShownColumn {
    /// The base that decides how far its figures can be relied on: the smaller of people and effective base, rounded down.
    pub fn reliable_base(&self) -> Option<f64> {
        let people = people(self.unweighted_base?);
        Some(self.effective_base.map_or(people, |effective| effective.min(people)))
    }
}

/// One row.
#[derive(Debug, Clone, PartialEq)]
pub struct ShownRow {
    /// The option id, value or band.
    pub id: String,
    /// What it says at its head.
    pub label: String,
    /// Whether it sums others.
    pub net: bool,
    /// One per column.
    pub cells: Vec<ShownCell>,
}

/// One cell: its numbers, or the marker that stands for them.
#[derive(Debug, Clone, PartialEq)]
pub struct ShownCell {
    /// How many people.
    pub count: Option<u64>,
    /// The sum of their weights.
    pub weighted: Option<f64>,
    /// Weighted over the weighted base, unrounded.
    pub share: Option<f64>,
    /// How far the share could be off.
    pub interval: Option<Interval>,
    /// The standard error of the share, for comparison with another wave; of the total alone.
    pub error: Option<f64>,
    /// The letters of shown columns of the same block whose share is lower beyond chance.
    pub letters: Vec<char>,
    /// How the share compares with everybody else in the total.
    pub against_rest: Option<Against>,
    /// Why there is no share.
    pub marker: Option<Marker>,
    /// The share in whole percent as print shows it, `29%`, `<1%`, or the marker in square brackets.
    pub printed: String,
}

/// A statistic of a numeric question, one value per column; `None` where it is hidden or not defined.
#[derive(Debug, Clone, PartialEq)]
pub struct ShownStatistic {
    /// `mean`, `sd`, `median`, `min` or `max`.
    pub id: String,
    /// What it says at its head.
    pub label: String,
    /// One per column.
    pub values: Vec<Option<f64>>,
}

impl ShownTable {
    /// Everything.
    pub(super) fn whole(table: Table) -> Self {
        let column = |column: &Column| ShownColumn::whole(column);
        let columns: Vec<ShownColumn> = table.columns.iter().map(column).collect();
        let exact = table.weight.is_none();
        let rows = table
            .rows
            .iter()
            .map(|row| ShownRow::new(row, |at, cell| ShownCell::whole(cell, &table.columns[at], exact)));
        let rows = rows.collect();
        let statistics = table.statistics.iter().map(|statistic| ShownStatistic::new(statistic, |_| true)).collect();
        let excluded = table.base.excluded.iter().map(|(reason, n)| (*reason, Some(*n))).collect();
        Self::assemble(table, columns, rows, statistics, excluded)
    }

    /// What `pattern` leaves to see.
    pub(super) fn under(table: Table, pattern: &Pattern, policy: &Policy) -> Self {
        let heads = table.columns.iter().enumerate().map(|(at, column)| {
            if pattern.hides_column(at) { ShownColumn::hidden(column) } else { ShownColumn::whole(column) }
        });
        let columns: Vec<ShownColumn> = heads.collect();
        let least = people(policy.reliable_base);
        let weak = |at: usize| columns[at].reliable_base().is_some_and(|base| base > 0.0 && base < least);
        let exact = table.weight.is_none();
        let rows = table.rows.iter().enumerate().map(|(position, row)| {
            ShownRow::new(row, |at, cell| match () {
                () if pattern.hides(position, at) => ShownCell::marked(Marker::Confidential),
                () if weak(at) => ShownCell::marked(Marker::Unreliable),
                () => ShownCell::whole(cell, &table.columns[at], exact),
            })
        });
        let rows = rows.collect();
        let statistics = table.statistics.iter().map(|statistic| {
            // The lowest and the highest are each somebody's own answer.
            let own = table.class == Class::Sensitive && matches!(statistic.id.as_str(), "min" | "max");
            ShownStatistic::new(statistic, |at| !own && !weak(at) && !pattern.hides_statistics(at))
        });
        let statistics = statistics.collect();
        let excluded = left_out::excluded(&table, pattern, policy);
        Self::assemble(table, columns, rows, statistics, excluded)
    }

    fn assemble(
        table: Table,
        columns: Vec<ShownColumn>,
        rows: Vec<ShownRow>,
        statistics: Vec<ShownStatistic>,
        excluded: BTreeMap<Missing, Option<u64>>,
    ) -> Self {
        let mut notes = table.notes;
        notes.extend(weight_note(table.weight.as_deref(), &columns));
        if !table.id.is_empty() {
            notes.push(format!("Table {} of data version {}.", table.id, table.data_version));
        }
        if columns.first().is_some_and(|total| total.unweighted_base == Some(0)) {
            notes.push(NOBODY.to_owned());
        }
        let base = ShownBase { rule: table.base.rule, definition: table.base.definition, excluded };
        if table.rows_by == RowsBy::Themes {
            notes.extend(base.commented(&columns));
        }
        Self {
            survey: table.survey,
            survey_title: table.survey_title,
            illustrative: table.illustrative,
            question: table.question,
            question_text: table.question_text,
            kind: table.kind,
            rows_by: table.rows_by,
            class: table.class,
            survey_kind: table.survey_kind,
            base,
            filters: table.filters,
            columns,
            rows,
            statistics,
            weight: table.weight,
            notes,
            id: table.id,
            data_version: table.data_version,
            changes: None,
            permalink: table.permalink,
        }
    }
}

impl ShownColumn {
    fn whole(column: &Column) -> Self {
        Self {
            unweighted_base: Some(column.unweighted_base),
            weighted_base: Some(column.weighted_base),
            effective_base: Some(column.effective_base),
            ..Self::hidden(column)
        }
    }

    fn hidden(column: &Column) -> Self {
        Self {
            id: column.id.clone(),
            label: column.label.clone(),
            block: column.block.clone(),
            letter: column.letter,
            unweighted_base: None,
            weighted_base: None,
            effective_base: None,
        }
    }
}

impl ShownRow {
    /// What it says at its head, and that it is a net where that does not say so.
    pub fn head(&self) -> String {
        let says_so = !self.net || self.label.starts_with("Net: ");
        if says_so { self.label.clone() } else { format!("{} (net)", self.label) }
    }

    fn new(row: &Row, cell: impl Fn(usize, &Cell) -> ShownCell) -> Self {
        Self {
            id: row.id.clone(),
            label: row.label.clone(),
            net: row.is_net(),
            cells: row.cells.iter().enumerate().map(|(at, one)| cell(at, one)).collect(),
        }
    }
}

impl ShownCell {
    /// Whether print shows `marker`, instead of the figure or behind it.
    pub fn shows(&self, marker: Marker) -> bool {
        self.printed.ends_with(&format!("[{}]", marker.as_str()))
    }

    pub(super) fn marked(marker: Marker) -> Self {
        Self {
            count: None,
            weighted: None,
            share: None,
            interval: None,
            error: None,
            letters: Vec::new(),
            against_rest: None,
            marker: Some(marker),
            printed: format!("[{}]", marker.as_str()),
        }
    }

    /// All of a cell. `exact` where everybody counts one, so that the percentage is rounded from the counts themselves.
    fn whole(cell: &Cell, column: &Column, exact: bool) -> Self {
        let Some(share) = cell.share else {
            return Self {
                count: Some(cell.count),
                weighted: Some(cell.weighted),
                ..Self::marked(Marker::NotApplicable)
            };
        };
        let percent = if exact { format_percent(cell.count, column.unweighted_base) } else { format_share(share) };
        Self {
            count: Some(cell.count),
            weighted: Some(cell.weighted),
            share: Some(share),
            interval: cell.interval,
            error: cell.error,
            letters: cell.letters.clone(),
            against_rest: cell.against_rest,
            marker: None,
            printed: format!("{percent}%"),
        }
    }
}

impl ShownStatistic {
    fn new(statistic: &Statistic, may_show: impl Fn(usize) -> bool) -> Self {
        let values = statistic.values.iter().enumerate().map(|(at, value)| value.filter(|_| may_show(at)));
        Self { id: statistic.id.clone(), label: statistic.label.clone(), values: values.collect() }
    }

    /// A value as print shows it: one decimal where it is not whole, `[x]` where there is none to be had.
    pub fn printed(&self, column: usize) -> String {
        let value = self.values.get(column).copied().flatten();
        value.map_or_else(|| "[x]".to_owned(), |value| format_number(value, 1))
    }
}

/// What weighting costs: how many plain answers the weighted ones are worth.
fn weight_note(weight: Option<&str>, columns: &[ShownColumn]) -> Option<String> {
    let weight = weight?;
    let total = columns.iter().find(|column| column.block.is_none())?;
    let (people, effective) = (people(total.unweighted_base?), total.effective_base?);
    let efficiency = effective / people;
    let loudly = match efficiency {
        low if low < VERY_LOW_EFFICIENCY => {
            " VERY LOW EFFICIENCY: less than half; a few people speak for many, so do not rest anything on small differences."
        }
        low if low < LOW_EFFICIENCY => {
            " Low efficiency: less than 70%, so the figures are less sure than the number of people suggests."
        }
        _ => "",
    };
    let worth = format_share(efficiency);
    Some(format!("Weighted by `{weight}`; the weighted answers are worth {worth}% as many unweighted ones.{loudly}"))
}
