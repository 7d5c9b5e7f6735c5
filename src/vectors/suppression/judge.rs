//! The verdict on a given pattern.

use serde_json::{Value, json};

use super::figures::Figures;
use crate::audit::{Attacker, Audit, CellId, audit};

/// What an attacker can tell when the `suppressed` cells of a case are hidden.
pub(super) fn computed(stated: &Value, figures: &Figures) -> Option<Value> {
    let hidden = figures.cells(stated.get("suppressed")?)?;
    let primary = figures.primary();
    let shown: Vec<CellId> = primary.iter().copied().filter(|cell| !hidden.contains(cell)).collect();
    let found = audit(&figures.system(1, 1)?, &hidden, Attacker::Fractions);
    let exact: Vec<CellId> = hidden.iter().copied().filter(|cell| is_exact(&found, *cell)).collect();
    let safe = |width: u64| Some(audit(&figures.system(1, width)?, &hidden, Attacker::Fractions).is_safe());
    Some(json!({
        "primary": figures.listed(stated.get("primary"), &primary),
        "unsuppressed_primary": figures.listed(stated.get("unsuppressed_primary"), &shown),
        "attacker_interval": figures.intervals(&hidden, 1)?,
        "exactly_disclosed": figures.listed(stated.get("exactly_disclosed"), &exact),
        "safe_not_exact": safe(1)?,
        "safe_width": safe(figures.threshold.saturating_sub(1))?,
    }))
}

/// Whether the interval of a hidden cell is narrower than one person.
pub(super) fn is_exact(found: &Audit, cell: CellId) -> bool {
    found.intervals.get(&cell).is_some_and(|interval| !interval.is_wide(1, Attacker::Fractions))
}
