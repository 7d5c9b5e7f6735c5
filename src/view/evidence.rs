//! The evidence on one theme or priority: studies, focus groups, published figures and survey percentages side by side, each
//! with its own base and never added together.

use serde::Serialize;
use utoipa::ToSchema;

use crate::bank::{Evidence, Shelf, SurveyEvidence};
use crate::breakdown::{BaseRule, ShownRow, ShownTable};
use crate::corpus::SurveyKind;
use crate::engine::Hits;
use crate::framework::Framework;
use crate::view::item::{Item, items};
use crate::view::link::Links;

/// The kinds of evidence, kept apart.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct EvidenceView {
    /// What studies and documents say.
    pub studies: EvidenceList,
    /// What focus groups, meetings and forums said.
    pub focus_groups: EvidenceList,
    /// Published figures, each with its base.
    pub figures: EvidenceList,
    /// Percentages of the bank's own surveys, as released, each row with its base.
    pub surveys: Vec<SurveyRow>,
    /// What survey respondents wrote.
    pub answers: EvidenceList,
}

/// The first insights of one kind of evidence.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct EvidenceList {
    /// How many there are in all.
    pub total: u64,
    /// The first of them.
    pub items: Vec<Item>,
}

/// One row of a released survey table.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct SurveyRow {
    /// The survey.
    pub survey: SurveyRef,
    /// The question.
    pub question: QuestionRef,
    /// The option or code.
    pub id: String,
    /// What it says.
    pub label: String,
    /// How many people; `null` where it is hidden.
    pub count: Option<u64>,
    /// Their share of the base, 0 to 1; `null` with a `marker` where it is hidden.
    pub share: Option<f64>,
    /// Why there is no share: `c` confidential, `u` low reliability, `z` not applicable.
    pub marker: Option<String>,
    /// What the share is a share of.
    pub base: RowBase,
    /// The address of the whole table.
    pub permalink: String,
}

/// A survey with how its people came to be in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct SurveyRef {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its year.
    pub year: Option<i32>,
    /// How people came to be in it.
    pub kind_of_survey: SurveyKind,
    /// Whether nobody real answered.
    pub illustrative: bool,
    /// Where it can be read.
    #[serde(flatten)]
    pub links: Links,
}

/// A question by name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct QuestionRef {
    /// Its id.
    pub id: String,
    /// Its wording.
    pub text: String,
}

/// What a share is a share of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct RowBase {
    /// The rule.
    pub rule: BaseRule,
    /// The rule in words.
    pub definition: String,
    /// How many people; `null` where it is hidden.
    pub n: Option<u64>,
    /// The rule and the numbers in words.
    pub words: String,
}

/// The evidence with the names of everything.
pub(super) fn evidence(framework: &Framework, shelf: &Shelf, found: &Evidence) -> EvidenceView {
    let list = |hits: &Hits| EvidenceList { total: hits.total, items: items(framework, shelf, &hits.items) };
    EvidenceView {
        studies: list(&found.studies),
        focus_groups: list(&found.focus_groups),
        figures: list(&found.figures),
        surveys: found.surveys.iter().flat_map(survey_rows).collect(),
        answers: list(&found.answers),
    }
}

fn survey_rows(found: &SurveyEvidence) -> Vec<SurveyRow> {
    let shown = found.table.shown();
    let wanted = shown.rows.iter().filter(|row| found.rows.contains(&row.id));
    wanted.map(|row| survey_row(found, shown, row)).collect()
}

fn survey_row(found: &SurveyEvidence, shown: &ShownTable, row: &ShownRow) -> SurveyRow {
    // The first column of a table is its total.
    let total = row.cells.first();
    SurveyRow {
        survey: survey_ref(found, shown),
        question: QuestionRef { id: shown.question.clone(), text: shown.question_text.clone() },
        id: row.id.clone(),
        label: row.label.clone(),
        count: total.and_then(|cell| cell.count),
        share: total.and_then(|cell| cell.share),
        marker: total.and_then(|cell| cell.marker).map(|marker| marker.as_str().to_owned()),
        base: RowBase {
            rule: shown.base.rule,
            definition: shown.base.definition.clone(),
            n: shown.columns.first().and_then(|column| column.unweighted_base),
            words: shown.base_words(),
        },
        permalink: shown.permalink.clone(),
    }
}

fn survey_ref(found: &SurveyEvidence, shown: &ShownTable) -> SurveyRef {
    SurveyRef {
        id: found.source.id.to_string(),
        title: found.source.title.clone(),
        year: found.source.year,
        kind_of_survey: shown.survey_kind,
        illustrative: shown.illustrative,
        links: Links::to("surveys", found.source.id.as_str()),
    }
}
