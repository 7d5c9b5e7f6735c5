//! The base in words, and who was left out of it, as far as that may be told.

use std::collections::BTreeMap;

use crate::breakdown::BaseRule;
use crate::breakdown::disclosure::Policy;
use crate::breakdown::disclosure::pattern::Pattern;
use crate::breakdown::disclosure::shown::{ShownColumn, ShownTable};
use crate::breakdown::rounding::format_share;
use crate::breakdown::statistics::people;
use crate::breakdown::table::Table;
use crate::survey::Missing;

impl ShownTable {
    /// The base in words and numbers: `everyone asked who gave an answer (332 of 360; 21 left blank, 7 preferred not to say)`.
    pub fn base_words(&self) -> String {
        let total = self.columns.iter().find(|column| column.block.is_none());
        let Some(base) = total.and_then(|column| column.unweighted_base) else {
            return format!("{} ([c])", self.base.definition);
        };
        let left_out: Vec<String> = self.base.excluded.iter().map(|(reason, n)| reason_words(*reason, *n)).collect();
        let known: Option<u64> = self.base.excluded.values().copied().sum();
        let of = known.filter(|n| *n > 0 && self.base.rule != BaseRule::Ticks).map(|n| format!(" of {}", base + n));
        let tail = if left_out.is_empty() { String::new() } else { format!("; {}", left_out.join(", ")) };
        format!("{} ({base}{}{tail})", self.base.definition, of.unwrap_or_default())
    }
}

/// How many were left out for a reason, in words.
fn reason_words(reason: Missing, n: Option<u64>) -> String {
    let words = match reason {
        Missing::Blank => "left blank",
        Missing::NotAsked => "not asked",
        Missing::NotApplicable => "said it does not apply",
        Missing::PreferNotToSay => "preferred not to say",
        Missing::Invalid => "gave an answer that cannot stand",
    };
    n.map_or_else(|| format!("some {words}"), |n| format!("{n} {words}"))
}

/// The reasons people were left out for, the small ones without their number: what a person declined to say, or said that
/// cannot stand, is about them. One hidden number alone could be worked out from another table of the survey, so the smallest
/// other goes with it; and all go with a hidden base.
pub(super) fn excluded(table: &Table, pattern: &Pattern, policy: &Policy) -> BTreeMap<Missing, Option<u64>> {
    let base_hidden =
        table.columns.iter().position(|column| column.path.is_empty()).is_some_and(|at| pattern.hides_column(at));
    let about_them = |reason: Missing| !matches!(reason, Missing::Blank | Missing::NotAsked);
    let shown = |(reason, n): (&Missing, &u64)| {
        let hidden = base_hidden || (about_them(*reason) && policy.is_small(*n));
        (*reason, (!hidden).then_some(*n))
    };
    let mut excluded: BTreeMap<Missing, Option<u64>> = table.base.excluded.iter().map(shown).collect();
    if excluded.values().filter(|n| n.is_none()).count() == 1 {
        let smallest = excluded.values_mut().filter(|n| n.is_some()).min_by_key(|n| **n);
        if let Some(n) = smallest {
            *n = None;
        }
    }
    excluded
}

/// What weighting costs: how many plain answers the weighted ones are worth.
pub(super) fn weight_note(weight: Option<&str>, columns: &[ShownColumn]) -> Option<String> {
    let weight = weight?;
    let total = columns.iter().find(|column| column.block.is_none())?;
    let (people, effective) = (people(total.unweighted_base?), total.effective_base?);
    let efficiency = format_share(effective / people);
    Some(format!("Weighted by `{weight}`; the weighted answers are worth {efficiency}% as many unweighted ones."))
}
