//! Surveys with responses: the list, and one with what was asked.

use serde::Serialize;
use utoipa::ToSchema;

use crate::bank::{Shelf, SurveyAnswer};
use crate::corpus::{Source, SurveyKind};
use crate::survey::load::OpenPoint;
use crate::view::link::Links;
use crate::view::questions::{QuestionView, questions};

/// Every survey that has responses, by id.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct SurveyList {
    /// The surveys.
    pub items: Vec<SurveySummary>,
}

/// A survey in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct SurveySummary {
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
    /// How many questions it asked.
    pub question_count: usize,
    /// Where it can be read.
    #[serde(flatten)]
    pub links: Links,
}

/// A survey with what was asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct SurveyView {
    /// What it has in a list.
    #[serde(flatten)]
    pub summary: SurveySummary,
    /// How many people took part.
    pub respondents: u64,
    /// Its questions in their order.
    pub questions: Vec<QuestionView>,
    /// The survey it repeats.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub earlier_wave: Option<Links>,
    /// What a person should settle about the load, and how.
    pub open_points: Vec<OpenPoint>,
    /// The source it is.
    pub source: Links,
}

/// Every survey that has responses.
pub fn surveys(shelf: &Shelf) -> SurveyList {
    let held = shelf.surveys.iter().filter_map(|(id, record)| {
        let source = shelf.sources.get(id)?;
        Some(summary(source, record.questionnaire.questions.len()))
    });
    SurveyList { items: held.collect() }
}

/// A survey with what was asked.
pub fn survey(answer: &SurveyAnswer) -> SurveyView {
    let open_points = answer.record.load.as_ref().map(|load| load.report.open_points.clone());
    SurveyView {
        summary: summary(&answer.source, answer.record.questionnaire.questions.len()),
        respondents: answer.respondents,
        questions: questions(answer),
        earlier_wave: answer.earlier.as_ref().map(|wave| Links::to("surveys", wave.source.id.as_str())),
        open_points: open_points.unwrap_or_default(),
        source: Links::to("sources", answer.source.id.as_str()),
    }
}

fn summary(source: &Source, question_count: usize) -> SurveySummary {
    SurveySummary {
        id: source.id.to_string(),
        title: source.title.clone(),
        year: source.year,
        kind_of_survey: source.survey_kind.unwrap_or(SurveyKind::Unknown),
        illustrative: source.illustrative,
        question_count,
        links: Links::to("surveys", source.id.as_str()),
    }
}
