//! One question over the waves of a survey: as JSON here, as CSV and as text below.

mod sheet;
mod text;

use serde::Serialize;
use utoipa::ToSchema;

use super::table::{BaseView, CellView, StatisticView, TableQuestion, base, cell, question, statistic};
use crate::bank::TrendAnswer;
use crate::breakdown::{Against, DisclosureSummary, Trend, TrendCell, TrendChange, TrendRow, View, Wave};

pub use sheet::trend_csv;
pub use text::trend_text;

/// One question over the waves of a survey.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct TrendView {
    /// The survey's id: that of the latest wave.
    pub survey: String,
    /// What was asked, as the latest wave has it; null where there is no wave.
    pub question: Option<TableQuestion>,
    /// How people came to be in the latest wave: `probability`, `census`, `self-selected` or `unknown`.
    pub kind_of_survey: String,
    /// The waves, oldest first.
    pub waves: Vec<WaveView>,
    /// One per option, those of the latest wave first.
    pub rows: Vec<TrendRowView>,
    /// How a trend over three waves or more was tested; null where it was not.
    pub trend: Option<TrendTestView>,
    /// `internal`, which is not for release, or `release`.
    pub view: View,
    /// Footnotes; breaks and warnings are among them.
    pub notes: Vec<String>,
    /// The address that asks for this again.
    pub permalink: String,
}

/// One wave; its bases are null where they are hidden.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct WaveView {
    /// The survey's id.
    pub survey: String,
    /// Its title.
    pub title: String,
    /// When it was.
    pub label: String,
    /// The question's id in this wave.
    pub question: String,
    /// What the shares are shares of.
    pub base: BaseView,
    /// How many people.
    pub unweighted_base: Option<u64>,
    /// The sum of their weights.
    pub weighted_base: Option<f64>,
    /// What the weighted people are worth as a plain sample.
    pub effective_base: Option<f64>,
    /// The weight's question id; null when everybody counts one.
    pub weight: Option<String>,
    /// Why it cannot be compared with the wave before, each reason in words; empty where it can.
    pub breaks: Vec<String>,
    /// Mean and others, for numbers.
    pub statistics: Vec<StatisticView>,
    /// What the policy did to the wave's own table.
    pub disclosure: DisclosureSummary,
    /// The address of the wave's own table.
    pub permalink: String,
}

/// One row.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct TrendRowView {
    /// The option id, value or band, as the latest wave that has it says.
    pub id: String,
    /// What it says at its head.
    pub label: String,
    /// Whether it sums others.
    pub net: bool,
    /// One per wave.
    pub cells: Vec<TrendCellView>,
    /// `rising` or `falling` over the waves that were tested; null where neither can be said.
    pub trend: Option<String>,
    /// The p of that test, corrected over the rows.
    pub trend_p: Option<f64>,
}

/// A row in one wave.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct TrendCellView {
    /// As in the wave's own table; its marker is `x` where the wave has no such row.
    #[serde(flatten)]
    pub cell: CellView,
    /// How it changed since the wave before; null where that cannot be said.
    pub change: Option<ChangeView>,
}

/// How a share changed since the wave before.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct ChangeView {
    /// The later share less the earlier, unrounded: 0.05 is five points.
    pub difference: f64,
    /// The lower end of its 95% interval.
    pub low: Option<f64>,
    /// The upper end.
    pub high: Option<f64>,
    /// The p, corrected over the rows; null where it was not tested.
    pub p: Option<f64>,
    /// `higher` or `lower` where it may be called a change, by the rule that a note explains.
    pub direction: Option<Against>,
}

/// How a trend was tested.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct TrendTestView {
    /// `cochran-armitage` or `linear-contrast`.
    pub method: String,
    /// The survey id of the first wave that was tested; the last is the latest.
    pub from: String,
    /// `years` or `steps`: how far apart the waves stand.
    pub scores: String,
}

/// The JSON of a comparison over waves.
pub fn trend(answer: &TrendAnswer) -> TrendView {
    let made = &answer.trend;
    let latest = made.latest().map(|wave| wave.table.shown());
    TrendView {
        survey: latest.map(|shown| shown.survey.clone()).unwrap_or_default(),
        question: latest.map(question),
        kind_of_survey: latest.map(|shown| shown.survey_kind.as_str().to_owned()).unwrap_or_default(),
        waves: made.waves.iter().map(wave).collect(),
        rows: made.rows.iter().map(row).collect(),
        trend: test(made),
        view: answer.view,
        notes: made.notes.clone(),
        permalink: answer.permalink.clone(),
    }
}

fn wave(wave: &Wave) -> WaveView {
    let shown = wave.table.shown();
    let total = wave.total();
    WaveView {
        survey: shown.survey.clone(),
        title: shown.survey_title.clone(),
        label: wave.label.clone(),
        question: shown.question.clone(),
        base: base(shown),
        unweighted_base: total.and_then(|total| total.unweighted_base),
        weighted_base: total.and_then(|total| total.weighted_base),
        effective_base: total.and_then(|total| total.effective_base),
        weight: shown.weight.clone(),
        breaks: wave.breaks.clone(),
        statistics: shown.statistics.iter().map(statistic).collect(),
        disclosure: wave.table.disclosure(),
        permalink: shown.permalink.clone(),
    }
}

fn row(row: &TrendRow) -> TrendRowView {
    TrendRowView {
        id: row.id.clone(),
        label: row.label.clone(),
        net: row.net,
        cells: row.cells.iter().map(trend_cell).collect(),
        trend: row.trend.map(|way| leaning(way).to_owned()),
        trend_p: row.trend_p,
    }
}

fn trend_cell(one: &TrendCell) -> TrendCellView {
    let missing = || CellView { marker: Some("x".to_owned()), ..CellView::default() };
    TrendCellView { cell: one.cell.as_ref().map_or_else(missing, cell), change: one.change.map(change) }
}

fn change(change: TrendChange) -> ChangeView {
    ChangeView {
        difference: change.difference,
        low: change.interval.map(|interval| interval.low),
        high: change.interval.map(|interval| interval.high),
        p: change.p,
        direction: change.marked,
    }
}

fn test(made: &Trend) -> Option<TrendTestView> {
    let test = made.test?;
    Some(TrendTestView {
        method: if test.plain { "cochran-armitage" } else { "linear-contrast" }.to_owned(),
        from: made.waves.get(test.from)?.table.shown().survey.clone(),
        scores: if test.by_year { "years" } else { "steps" }.to_owned(),
    })
}

/// The word for a direction over several waves.
pub fn leaning(way: Against) -> &'static str {
    match way {
        Against::Higher => "rising",
        Against::Lower => "falling",
    }
}
