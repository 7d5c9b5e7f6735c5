//! Words of arguments that stand for something.

use crate::breakdown::{BaseRule, DataVersion, Preset, RowsBy, View};
use crate::corpus::decisions::Kind;
use crate::corpus::{SourceKind, SurveyKind};
use crate::problem::Problem;

pub(super) fn decision_kind(word: &str) -> Result<Kind, String> {
    let known = Kind::ALL.map(Kind::as_str).join(", ");
    Kind::from_word(word).ok_or_else(|| format!("expected one of {known}"))
}

pub(super) fn source_kind(word: &str) -> Result<SourceKind, String> {
    let known = SourceKind::ALL.iter().map(|kind| kind.as_str()).collect::<Vec<_>>().join(", ");
    SourceKind::from_word(word).ok_or_else(|| format!("expected one of {known}"))
}

pub(super) fn survey_kind(word: &str) -> Result<SurveyKind, String> {
    let known = SurveyKind::ALL.iter().map(|kind| kind.as_str()).collect::<Vec<_>>().join(", ");
    SurveyKind::from_word(word).ok_or_else(|| format!("expected one of {known}"))
}

pub(super) fn base_rule(word: &str) -> Result<BaseRule, String> {
    BaseRule::from_word(word).ok_or_else(|| "expected one of answered, asked, all, ticks".to_owned())
}

pub(super) fn data_version(word: &str) -> Result<DataVersion, String> {
    word.parse().map_err(|problem: Box<Problem>| problem.expected.unwrap_or(problem.message))
}

pub(super) fn policy(word: &str) -> Result<Preset, String> {
    let known = Preset::ALL.map(Preset::as_str).join(", ");
    Preset::from_word(word).ok_or_else(|| format!("expected one of {known}"))
}

pub(super) fn view(word: &str) -> Result<View, String> {
    match word {
        "internal" => Ok(View::Internal),
        "release" => Ok(View::Release),
        _ => Err("expected internal or release".to_owned()),
    }
}

pub(super) fn rows_by(word: &str) -> Result<RowsBy, String> {
    RowsBy::from_word(word).ok_or_else(|| "expected codes or themes".to_owned())
}
