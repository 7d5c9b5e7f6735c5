//! Disclosure control: what of a table may be seen, and by whom.
//!
//! A [`Table`] goes in; a [`ReleasedTable`] or an [`InternalTable`] comes out, and presenters take nothing else. Hidden numbers
//! are not in a [`ReleasedTable`] at all, so that no presenter can show them by mistake. Reading order: `policy` (the rules),
//! `links` (which columns add up to which), `primary` (what the rules hide), `pattern` (what must be hidden beside it),
//! `rounded` (figures of rounded counts), `shown` (what is
//! left to see), `single_weights` (what of that would tell a weight). Before them, `stub` and `coarse` see to it that no row or column is there because of
//! one person's answer.

mod base_words;
mod coarse;
mod grouped;
mod guard;
mod hidden;
mod joint;
mod joint_rows;
mod keys;
mod left_out;
mod links;
mod low_base;
mod pattern;
mod policy;
mod primary;
mod rounded;
mod safe;
mod shown;
mod single_weights;
mod stub;
mod union;
mod weighted_sums;

pub(super) use grouped::Grouped;
pub use hidden::Hidden;
pub use policy::{Policy, Preset};
pub(super) use primary::obeys_the_cell_rule;
pub use shown::{ShownBase, ShownCell, ShownColumn, ShownRow, ShownStatistic, ShownTable};

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::breakdown::inference::{self, infer};
use crate::breakdown::{Changes, Marker, Table};
use pattern::Pattern;

/// The mark an internal table carries on every surface.
pub const NOT_FOR_RELEASE: &str = "not for release";

/// What to say where a theme of several codes is hidden.
const JOINT_ROWS: &str = "A theme of several codes is shown only where each of its codes is shown in every public table of the question. \
                          Fewer `dimensions` in the survey's record leave more to be shown.";

/// Who may see a table.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum View {
    /// Analysts: every count, marked "not for release".
    #[default]
    Internal,
    /// Anybody: what the policy lets through.
    Release,
}

impl View {
    /// Every view.
    pub const ALL: [Self; 2] = [Self::Internal, Self::Release];

    /// The word at the command line and in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Internal => "internal",
            Self::Release => "release",
        }
    }

    /// The view a word stands for.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|view| view.as_str() == word)
    }
}

/// A table fit for one kind of reader.
#[derive(Debug, Clone, PartialEq)]
pub enum Disclosed {
    /// Fit for anybody.
    Released(ReleasedTable),
    /// Fit for analysts only.
    Internal(InternalTable),
}

impl Disclosed {
    /// What may be seen.
    pub fn shown(&self) -> &ShownTable {
        match self {
            Self::Released(table) => &table.shown,
            Self::Internal(table) => &table.shown,
        }
    }

    /// The same, saying first what changed since the version of the data that was asked for.
    #[must_use]
    pub fn since(mut self, mut changes: Changes) -> Self {
        let shown = match &mut self {
            Self::Released(table) => &mut table.shown,
            Self::Internal(table) => &mut table.shown,
        };
        changes.words = changes.said(&shown.data_version, shown.weight.as_deref());
        shown.notes.splice(0..0, changes.words.clone());
        shown.changes = Some(changes);
        self
    }

    /// Which view it is.
    pub fn view(&self) -> View {
        match self {
            Self::Released(_) => View::Release,
            Self::Internal(_) => View::Internal,
        }
    }

    /// The mark every surface must show: `None` for a released table.
    pub fn mark(&self) -> Option<&'static str> {
        match self {
            Self::Released(_) => None,
            Self::Internal(_) => Some(NOT_FOR_RELEASE),
        }
    }

    /// What the policy did; nothing for an internal table.
    pub fn disclosure(&self) -> DisclosureSummary {
        match self {
            Self::Released(table) => table.disclosure.clone(),
            Self::Internal(_) => DisclosureSummary::none(),
        }
    }
}

/// What a policy did to a table.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct DisclosureSummary {
    /// The policy, or `none` where none applies.
    pub preset: String,
    /// How many cells are hidden for confidentiality.
    pub hidden_cells: usize,
    /// Their share of all cells.
    pub hidden_share: f64,
}

impl DisclosureSummary {
    /// The same of the cells that are hidden in the end.
    fn anew(self, shown: &ShownTable) -> Self {
        let cells = || shown.rows.iter().flat_map(|row| &row.cells);
        let hidden = cells().filter(|cell| cell.marker == Some(Marker::Confidential)).count();
        Self { hidden_cells: hidden, hidden_share: part(hidden, cells().count()), ..self }
    }

    fn none() -> Self {
        Self { preset: "none".to_owned(), hidden_cells: 0, hidden_share: 0.0 }
    }
}

/// A table anybody may see. Only [`release`] makes one.
#[derive(Debug, Clone, PartialEq)]
pub struct ReleasedTable {
    shown: ShownTable,
    disclosure: DisclosureSummary,
}

impl ReleasedTable {
    /// What may be seen.
    pub fn shown(&self) -> &ShownTable {
        &self.shown
    }

    /// The same under the id it was released by, which is its address from then on.
    #[must_use]
    pub fn named(mut self, id: &str) -> Self {
        self.shown.permalink = format!("/api/v1/released/{id}");
        self
    }

    /// What the policy did.
    pub fn disclosure(&self) -> &DisclosureSummary {
        &self.disclosure
    }
}

/// A table for analysts, marked [`NOT_FOR_RELEASE`]. Whoever makes one has the right to see every count, and logs it.
#[derive(Debug, Clone, PartialEq)]
pub struct InternalTable {
    shown: ShownTable,
}

impl InternalTable {
    /// The whole of `table`, marked.
    pub fn new(table: Table) -> Self {
        Self::under(table, &Policy::default())
    }

    /// The same with the small bases marked as in a bank whose policy is `policy`.
    pub fn under(mut table: Table, policy: &Policy) -> Self {
        infer(&mut table, &|_, _| true);
        table.notes.extend(inference::notes(&table));
        Self::as_marked(table, policy)
    }

    /// The whole of `table` with the intervals, letters and directions its cells have.
    pub(crate) fn as_marked(table: Table, policy: &Policy) -> Self {
        let mut shown = ShownTable::whole(table);
        shown.notes.insert(0, "Not for release: internal view, every count is shown.".to_owned());
        low_base::mark(&mut shown, policy);
        shown.notes.extend(low_base::notes(&shown, policy));
        Self { shown }
    }

    /// What may be seen: everything.
    pub fn shown(&self) -> &ShownTable {
        &self.shown
    }
}

/// A table of made-up answers, let through whole.
pub fn release_whole(mut table: Table) -> ReleasedTable {
    infer(&mut table, &|_, _| true);
    table.notes.extend(inference::notes(&table));
    let mut shown = ShownTable::whole(table);
    shown.notes.push("No disclosure policy applies, because the data are made up.".to_owned());
    shown.notes.extend(low_base::notes_without_marks(&shown));
    ReleasedTable { shown, disclosure: DisclosureSummary::none() }
}

/// What of `table` may be seen by anybody under `policy`, when it is the only table of its people. Tables of made-up answers are
/// let through whole.
pub fn release(table: Table, policy: &Policy) -> ReleasedTable {
    if table.exempt {
        return release_whole(table);
    }
    let hidden = Hidden::of(vec![table.clone()], &[], policy);
    release_within(table, &[&hidden], policy)
}

/// What of `table` may be seen by anybody when what `hidden` names is hidden: one table of all that are public together.
pub fn release_within(table: Table, hidden: &[&Hidden], policy: &Policy) -> ReleasedTable {
    release_beside(table, hidden, &[], policy)
}

/// The same beside what is `public` of its question: no weighted figure tells what that hides.
pub fn release_beside(table: Table, hidden: &[&Hidden], public: &[&Hidden], policy: &Policy) -> ReleasedTable {
    release_grouped(table, Grouped::as_it_is, hidden, public, policy)
}

/// The same of a table whose answers are told in groups.
pub(super) fn release_grouped(
    table: Table,
    grouped: impl Fn(&Table) -> Grouped,
    hidden: &[&Hidden],
    public: &[&Hidden],
    policy: &Policy,
) -> ReleasedTable {
    let mut table = coarse::without_single_answers(stub::where_too_few(table, policy), policy);
    let grouped = grouped(&table);
    let pattern = hidden::pattern(&grouped, hidden);
    let silent = rounded::is_silent(&table, policy);
    let said = rounded::notes(&table, policy, silent);
    table = rounded::rounded(table, policy);
    let least = crate::stats::people(policy.reliable_base);
    let weak: Vec<bool> = table.columns.iter().map(|column| column.reliable_base() < least).collect();
    let is_strong = |column: usize| !silent && !weak.get(column).copied().unwrap_or(true);
    infer(&mut table, &|row, column| !pattern.hides(row, column) && is_strong(column));
    table.notes.extend(inference::notes(&table));
    let mut shown = ShownTable::under(table.clone(), &pattern, policy);
    // Of rounded sums of weights nobody can tell one.
    let exact = policy.rounding.is_none();
    let mut disclosure = summary(&pattern, policy);
    if exact && table.weight.is_some() && weighted_sums::hide(&grouped.table, &mut shown, &[hidden, public].concat()) {
        disclosure = disclosure.anew(&shown);
    }
    if (0..table.rows.len()).any(|row| joint_rows::is_joint(&table, row) && pattern.hides(row, 0)) {
        shown.notes.push(JOINT_ROWS.to_owned());
    }
    shown.notes.extend(low_base::notes(&shown, policy));
    shown.notes.extend(said);
    shown.notes.push(policy_note(&shown, &disclosure, policy));
    let elsewhere = || single_weights::is_part(&table) && hidden.iter().any(|hidden| hidden.shows_few());
    if exact && table.weight.is_some() && (single_weights::reaches_few(&table, &shown) || elsewhere()) {
        single_weights::round(&mut shown);
    }
    ReleasedTable { shown, disclosure }
}

fn summary(pattern: &Pattern, policy: &Policy) -> DisclosureSummary {
    let (hidden, all) = (pattern.hidden_cells(), pattern.cells());
    let hidden_share = part(hidden, all);
    DisclosureSummary { preset: policy.preset.as_str().to_owned(), hidden_cells: hidden, hidden_share }
}

fn part(hidden: usize, all: usize) -> f64 {
    let count = |n: usize| u32::try_from(n).map_or(f64::INFINITY, f64::from);
    if all == 0 { 0.0 } else { count(hidden) / count(all) }
}

fn policy_note(shown: &ShownTable, disclosure: &DisclosureSummary, policy: &Policy) -> String {
    let rule = match shown.class {
        crate::survey::Class::Sensitive => "sensitive question, small counts and small bases are hidden",
        crate::survey::Class::Opinion if policy.rounding.is_some() => {
            "question of opinion, small counts and small bases are hidden"
        }
        crate::survey::Class::Opinion => "question of opinion, small bases are hidden",
    };
    let hidden = disclosure.hidden_cells;
    let cells = if hidden == 1 { "1 cell".to_owned() } else { format!("{hidden} cells") };
    let numbers = policy.words().map(|words| format!("{words}; ")).unwrap_or_default();
    let share = crate::breakdown::format_share(disclosure.hidden_share);
    format!("Disclosure policy {}: {numbers}{rule}; hidden for confidentiality: {cells} ({share}%).", disclosure.preset)
}

#[cfg(test)]
mod laws;
#[cfg(test)]
mod rounded_tests;
#[cfg(test)]
mod tests;
