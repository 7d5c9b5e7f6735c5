//! A source as it is written: which it is, its files, and the account of its load.

use crate::bank::load::LoadReport;
use crate::corpus::{SourceKind, SurveyKind};
use crate::id::Slug;
use crate::problem::Problem;
use crate::survey::load::Recognised;

/// A source to write.
pub(super) struct NewSource {
    pub(super) id: Slug,
    pub(super) kind: SourceKind,
    pub(super) title: String,
    /// How people came to be in a survey, where somebody has said.
    pub(super) survey_kind: Option<SurveyKind>,
    /// The merged categories of the survey that gives way, as its record has them: they are kept.
    pub(super) merged: String,
    pub(super) sha256: String,
    /// Whether a source of this id is there and gives way.
    pub(super) replaces: bool,
    /// What to say about it.
    pub(super) problems: Vec<Problem>,
}

/// The files of a source, ready to be written.
pub(super) struct Prepared {
    /// What it turned out to be.
    pub(super) kind: SourceKind,
    /// Names within the source's folder, and their bytes.
    pub(super) files: Vec<(String, Vec<u8>)>,
    pub(super) report: LoadReport,
}

/// How the name of a file ends, in small letters.
pub(super) fn ending(name: &str) -> String {
    name.rsplit_once('.').map(|(_, ending)| ending.to_lowercase()).unwrap_or_default()
}

/// What a file was taken for that is no table of answers.
pub(super) fn taken_for(layout: &str, encoding: &str) -> Recognised {
    Recognised {
        maker: None,
        layout: layout.to_owned(),
        encoding: encoding.to_owned(),
        delimiter: None,
        header_rows: 0,
        sheet: None,
        why: Vec::new(),
    }
}

/// The account of a source without columns: `rows` are its passages or insights.
pub(super) fn account(new: &NewSource, recognised: Recognised, rows: usize, problems: Vec<Problem>) -> LoadReport {
    LoadReport {
        id: new.id.to_string(),
        kind: new.kind.as_str().to_owned(),
        recognised,
        rows: rows as u64,
        columns: Vec::new(),
        open_points: Vec::new(),
        problems,
    }
}
