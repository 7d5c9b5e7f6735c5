//! A percentage table as JSON, made only from what may be seen.

use std::collections::BTreeMap;

use serde::Serialize;
use utoipa::ToSchema;

use crate::bank::TabBook;
use crate::breakdown::{
    Against, BaseRule, Disclosed, DisclosureSummary, ShownCell, ShownColumn, ShownRow, ShownStatistic, ShownTable, View,
};
use crate::survey::{Class, QuestionKind};
use crate::view::changes::{ChangesView, changes};

/// One question by the columns of a banner.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct TableView {
    /// The survey's id.
    pub survey: String,
    /// What was asked.
    pub question: TableQuestion,
    /// How people came to be in the survey: `probability`, `census`, `self-selected` or `unknown`.
    pub kind_of_survey: String,
    /// What the shares are shares of.
    pub base: BaseView,
    /// The total first, then each block of the banner.
    pub columns: Vec<ColumnView>,
    /// One per option, value, band, month or code.
    pub rows: Vec<RowView>,
    /// Mean and others, for numbers.
    pub statistics: Vec<StatisticView>,
    /// The weight's question id; null when everybody counts one.
    pub weight: Option<String>,
    /// `internal`, which is not for release, or `release`.
    pub view: View,
    /// What the policy did.
    pub disclosure: DisclosureSummary,
    /// Footnotes; filters and warnings are among them.
    pub notes: Vec<String>,
    /// The table's id: a fingerprint of its address and its data.
    pub id: String,
    /// The version of its data.
    pub data_version: String,
    /// What changed since the version of the data that was asked for, where that is another one; null otherwise.
    pub changes: Option<ChangesView>,
    /// The address that asks for this table again.
    pub permalink: String,
    /// How to read the table: its first row over everybody, as a sentence; null where there is no row.
    pub reading: Option<String>,
}

/// Tables of one survey.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct TabBookView {
    /// The survey's id.
    pub survey: String,
    /// How many people took part; null where that is hidden.
    pub respondents: Option<u64>,
    /// The fingerprint of the data the tables were counted from.
    pub data_version: String,
    /// The tables in their order.
    pub tables: Vec<TableView>,
}

/// The question of a table.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct TableQuestion {
    /// Its id.
    pub id: String,
    /// Its wording.
    pub text: String,
    /// How it is answered.
    pub kind: QuestionKind,
    /// How its small numbers are guarded.
    pub class: Class,
}

/// What the shares are shares of.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct BaseView {
    /// The rule.
    pub rule: BaseRule,
    /// The rule in words.
    pub definition: String,
    /// How many of the total were left out, by reason; null where it is only said that some were.
    pub excluded: BTreeMap<String, Option<u64>>,
}

/// One column; its bases are null where they are hidden.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct ColumnView {
    /// `total`, or the question and option ids joined.
    pub id: String,
    /// What it says at its head.
    pub label: String,
    /// The wording of its block; null for the total.
    pub block: Option<String>,
    /// Its letter within the block.
    pub letter: Option<String>,
    /// How many people.
    pub unweighted_base: Option<u64>,
    /// The sum of their weights.
    pub weighted_base: Option<f64>,
    /// What the weighted people are worth as a plain sample.
    pub effective_base: Option<f64>,
}

/// One row.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct RowView {
    /// The option id, value or band.
    pub id: String,
    /// What it says at its head.
    pub label: String,
    /// Whether it sums others.
    pub net: bool,
    /// One per column.
    pub cells: Vec<CellView>,
}

/// One cell; `marker` says why there is no share.
#[derive(Debug, Clone, Default, PartialEq, Serialize, ToSchema)]
pub struct CellView {
    /// How many people.
    pub count: Option<u64>,
    /// The sum of their weights.
    pub weighted: Option<f64>,
    /// 0 to 1, unrounded.
    pub share: Option<f64>,
    /// The lower end of an interval.
    pub low: Option<f64>,
    /// The upper end of an interval.
    pub high: Option<f64>,
    /// The letters of columns that are clearly lower.
    pub letters: Vec<String>,
    /// `higher` or `lower` than everybody else in the total, beyond chance or by a gap that a note explains.
    pub against_rest: Option<Against>,
    /// `c` confidential, `u` low reliability, `z` not applicable.
    pub marker: Option<String>,
    /// The figure as a sentence, where it was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reading: Option<String>,
}

/// A statistic, one value per column.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct StatisticView {
    /// `mean`, `sd`, `median`, `min` or `max`.
    pub id: String,
    /// One per column; null where it is hidden or not defined.
    pub cells: Vec<Option<f64>>,
}

/// The JSON of a table.
pub fn table(disclosed: &Disclosed) -> TableView {
    let shown = disclosed.shown();
    TableView {
        survey: shown.survey.clone(),
        question: question(shown),
        kind_of_survey: shown.survey_kind.as_str().to_owned(),
        base: base(shown),
        columns: shown.columns.iter().map(column).collect(),
        rows: shown.rows.iter().map(row).collect(),
        statistics: shown.statistics.iter().map(statistic).collect(),
        weight: shown.weight.clone(),
        view: disclosed.view(),
        disclosure: disclosed.disclosure(),
        notes: shown.notes.clone(),
        id: shown.id.clone(),
        data_version: shown.data_version.clone(),
        changes: shown.changes.as_ref().map(changes),
        permalink: shown.permalink.clone(),
        reading: shown.headline(),
    }
}

/// The JSON of a table with the figures of some cells, given by row and column, as sentences.
pub fn table_explained(disclosed: &Disclosed, cells: &[(usize, usize)]) -> TableView {
    let mut view = table(disclosed);
    for (row, column) in cells {
        if let Some(cell) = view.rows.get_mut(*row).and_then(|row| row.cells.get_mut(*column)) {
            cell.reading = disclosed.shown().reading(*row, *column);
        }
    }
    view
}

/// The JSON of a tab book.
pub fn tab_book(book: &TabBook) -> TabBookView {
    TabBookView {
        survey: book.source.id.to_string(),
        respondents: book.respondents,
        data_version: book.data_version.clone(),
        tables: book.tables.iter().map(table).collect(),
    }
}

pub(super) fn question(shown: &ShownTable) -> TableQuestion {
    TableQuestion {
        id: shown.question.clone(),
        text: shown.question_text.clone(),
        kind: shown.kind,
        class: shown.class,
    }
}

pub(super) fn base(shown: &ShownTable) -> BaseView {
    let excluded = shown.base.excluded.iter().map(|(reason, n)| (reason.as_str().to_owned(), *n)).collect();
    BaseView { rule: shown.base.rule, definition: shown.base.definition.clone(), excluded }
}

fn column(column: &ShownColumn) -> ColumnView {
    ColumnView {
        id: column.id.clone(),
        label: column.label.clone(),
        block: column.block.clone(),
        letter: column.letter.map(String::from),
        unweighted_base: column.unweighted_base,
        weighted_base: column.weighted_base,
        effective_base: column.effective_base,
    }
}

fn row(row: &ShownRow) -> RowView {
    RowView { id: row.id.clone(), label: row.label.clone(), net: row.net, cells: row.cells.iter().map(cell).collect() }
}

pub(super) fn cell(cell: &ShownCell) -> CellView {
    CellView {
        count: cell.count,
        weighted: cell.weighted,
        share: cell.share,
        low: cell.interval.map(|interval| interval.low),
        high: cell.interval.map(|interval| interval.high),
        letters: cell.letters.iter().map(char::to_string).collect(),
        against_rest: cell.against_rest,
        marker: cell.marker.map(|marker| marker.as_str().to_owned()),
        reading: None,
    }
}

pub(super) fn statistic(statistic: &ShownStatistic) -> StatisticView {
    StatisticView { id: statistic.id.clone(), cells: statistic.values.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::breakdown::fixture;
    use crate::breakdown::{InternalTable, Policy, release};

    #[test]
    fn the_json_has_the_names_and_numbers_of_the_contract() {
        let made = fixture::table(&[&[60, 40, 20], &[40, 20, 20]]);
        let json = serde_json::to_value(table(&Disclosed::Internal(InternalTable::new(made)))).unwrap();
        assert_eq!(json["base"]["definition"], "everyone asked who gave an answer");
        assert_eq!(json["columns"][0]["unweighted_base"], 100);
        let cell = serde_json::json!({
            "count": 60, "weighted": 60.0, "share": 0.6, "low": null, "high": null, "letters": [], "against_rest": null,
            "marker": null
        });
        assert_eq!(json["rows"][0]["cells"][0], cell);
        assert_eq!((&json["view"], &json["kind_of_survey"]), (&"internal".into(), &"self-selected".into()));
        let fields: Vec<&String> = json.as_object().unwrap().keys().collect();
        let wanted = [
            "survey",
            "question",
            "kind_of_survey",
            "base",
            "columns",
            "rows",
            "statistics",
            "weight",
            "view",
            "disclosure",
            "notes",
            "id",
            "data_version",
            "changes",
            "permalink",
            "reading",
        ];
        assert_eq!(fields, wanted);
    }

    #[test]
    fn only_cells_that_were_asked_for_are_sentences() {
        let made = Disclosed::Internal(InternalTable::new(fixture::table(&[&[60, 40, 20], &[40, 20, 20]])));
        let json = serde_json::to_value(table_explained(&made, &[(1, 2)])).unwrap();
        assert!(json["rows"][1]["cells"][2]["reading"].as_str().unwrap().starts_with("50 of every 100 people"));
        assert!(json["rows"][1]["cells"][1].get("reading").is_none());
    }

    #[test]
    fn a_hidden_cell_has_its_marker_and_no_number() {
        let made = fixture::table(&[&[60, 55, 5], &[50, 30, 20], &[50, 30, 20]]);
        let json = serde_json::to_value(table(&Disclosed::Released(release(made, &Policy::default())))).unwrap();
        let hidden = &json["rows"][0]["cells"][2];
        assert_eq!(hidden["marker"], "c");
        assert!(["count", "weighted", "share"].iter().all(|name| hidden[name].is_null()));
        assert_eq!(json["disclosure"]["preset"], "ics-public");
    }
}
