//! Who was left out of a base, as far as that may be told.

use std::collections::BTreeMap;

use crate::breakdown::disclosure::Policy;
use crate::breakdown::disclosure::pattern::Pattern;
use crate::breakdown::rounding::format_count;
use crate::breakdown::table::Table;
use crate::survey::Missing;

/// How many were left out for a reason, in words.
pub(super) fn reason_words(reason: Missing, n: Option<u64>) -> String {
    let words = match reason {
        Missing::Blank => "left blank",
        Missing::NotAsked => "not asked",
        Missing::NotApplicable => "said it does not apply",
        Missing::PreferNotToSay => "preferred not to say",
        Missing::Invalid => "gave an answer that cannot stand",
    };
    n.map_or_else(|| format!("some {words}"), |n| format!("{} {words}", format_count(n)))
}

/// The reasons people were left out for, the small ones without their number: what a person declined to say, or said that
/// cannot stand, is about them. One hidden number alone could be worked out from another table of the survey, so the smallest
/// other goes with it; and all go with a hidden base.
pub(super) fn excluded(table: &Table, pattern: &Pattern, policy: &Policy) -> BTreeMap<Missing, Option<u64>> {
    let base_hidden =
        table.columns.iter().position(|column| column.path.is_empty()).is_some_and(|at| pattern.hides_column(at));
    let about_them = |reason: Missing| !matches!(reason, Missing::Blank | Missing::NotAsked);
    let shown = |(reason, n): (&Missing, &u64)| {
        let few = policy.is_small(*n) && (about_them(*reason) || policy.rounding.is_some());
        let hidden = base_hidden || few;
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
