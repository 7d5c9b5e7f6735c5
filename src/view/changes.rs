//! What changed in a table since an earlier version of its data, as JSON.

use serde::Serialize;
use utoipa::ToSchema;

use crate::breakdown::{Changes, Part};

/// What changed since the version of the data that was asked for.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct ChangesView {
    /// That version.
    pub since: String,
    /// What differs: `answers`, `record` (what was asked and how the survey is described and coded), `weight`; null where
    /// one version is an analyst's and the other public.
    pub changed: Option<Vec<&'static str>>,
    /// How many people had taken part then, and have now; null where that is not known or not to be told.
    pub respondents: Option<[u64; 2]>,
    /// The figures that are not as they were, those that moved most first; null where they cannot be compared.
    pub figures: Option<Vec<FigureChangeView>>,
}

/// A figure that is not as it was.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct FigureChangeView {
    /// The id of its row.
    pub row: String,
    /// The id of its column.
    pub column: String,
    /// As print showed it; null where the table had no such row or column.
    pub then: Option<String>,
    /// As print shows it now; null where the table has it no longer.
    pub now: Option<String>,
    /// How far the share moved, 0..1; null where one of the two has none.
    pub moved: Option<f64>,
}

pub(super) fn changes(changes: &Changes) -> ChangesView {
    let figure = |figure: &crate::breakdown::FigureChange| FigureChangeView {
        row: figure.row.clone(),
        column: figure.column.clone(),
        then: figure.then.clone(),
        now: figure.now.clone(),
        moved: figure.moved,
    };
    ChangesView {
        since: changes.since.to_string(),
        changed: changes.changed.as_ref().map(|parts| parts.iter().copied().map(Part::as_str).collect()),
        respondents: changes.respondents.map(<[u64; 2]>::from),
        figures: changes.figures.as_ref().map(|figures| figures.iter().map(figure).collect()),
    }
}
