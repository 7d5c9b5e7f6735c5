//! Percentage breakdowns: from a request through the engine's tallies to a table, and through disclosure control to what may
//! be shown.
//!
//! A [`Table`] holds every count and is seen by nobody. Presenters take a [`Disclosed`]: either a [`ReleasedTable`], which only
//! [`release`] can make, or an [`InternalTable`], which carries its mark "not for release" wherever it goes.
//!
//! Reading order: `request` and `resolve` (what is asked for), `columns`, `base`, `rows`, `tabulate` (the table), `disclosure`
//! (what may be seen of it).

mod bands;
mod base;
mod changes;
mod columns;
mod cube;
mod disclosure;
mod evidence;
mod explain;
mod inference;
mod legend;
mod net_rows;
mod nets;
mod notes;
mod permalink;
mod plan;
mod publication;
mod reading;
mod recode;
mod request;
mod resolve;
mod rounding;
mod rows;
mod scale;
mod sets;
mod statistics;
mod table;
mod tabulate;
mod theme_notes;
mod theme_rows;
mod themes;
mod trend;
mod version;

pub use base::BaseRule;
pub use changes::{Changes, FigureChange, figure_changes};
pub use cube::{Dimensions, PublicCube, dimensions, is_ordered, without_tight};
pub use disclosure::{
    Disclosed, DisclosureSummary, Hidden, InternalTable, NOT_FOR_RELEASE, Policy, Preset, ReleasedTable, ShownBase,
    ShownCell, ShownColumn, ShownRow, ShownStatistic, ShownTable, View, release, release_beside, release_whole,
    release_within,
};
pub use legend::{SIGNS, Sign};
pub use notes::kind_note;
pub use plan::Plan;
use plan::drawn_by;
pub use publication::{Publication, Scope, in_scope, publication, scope_requests, scopes_before, usual_scope};
pub use recode::{asked_of_options, counted_in_categories, members_in_categories};
pub use request::{BreakdownError, BreakdownRequest, Filter, RowsBy, parse_by, parse_where, whole_question};
pub use resolve::plan;
pub(crate) use resolve::{listed, with_guess};
pub use rounding::{format_number, format_percent, format_share};
pub use sets::{BASE, TableSet, table_sets};
pub use table::{Against, Bounds, Cell, Column, Filed, Marker, PathPart, Row, Span, Statistic, Table, TableBase};
pub use tabulate::build_table;
pub use trend::{Trend, TrendCell, TrendChange, TrendRow, TrendTest, Wave, WaveTable, format_points, trend};
pub use version::{DataVersion, Part};

#[cfg(test)]
pub(crate) mod fixture;
