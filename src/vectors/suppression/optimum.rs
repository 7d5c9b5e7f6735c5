//! The best pattern: what the file says of it is audited, and the program's own is held against it.

use serde_json::{Map, Value, json};

use super::figures::Figures;
use crate::audit::{Attacker, CellId, Effort, Standing, audit, protect};

/// Up to how many inner cells a pattern must come near the best.
const SMALL: usize = 60;
/// How hard to look; more than for a release, because a file says what the best is.
const EFFORT: Effort = Effort { exact_cells: 64, steps: 2_000_000 };

/// The figures of a stated optimum, called `key`; null when no pattern is safe.
pub(super) fn computed(key: &str, stated: &Value, figures: &Figures) -> Option<Value> {
    let width = match key {
        "optimum_not_exact" => 1,
        "optimum_width_ge_threshold_minus_1" => figures.threshold.saturating_sub(1),
        _ => stated.get("required_width")?.as_u64()?,
    };
    let own = protect(&figures.system(1, width)?, Attacker::Fractions, EFFORT);
    if !is_safe(&own.secondary, width, figures)? {
        return Some(Value::Null);
    }
    let own = own.secondary;
    let mut computed = Map::new();
    computed.insert("required_width".into(), width.into());
    let first = stated.get("all_optimal_patterns").and_then(|all| all.get(0)).and_then(|names| figures.cells(names));
    computed.extend(held_against(stated, first.as_deref(), &own, figures));
    computed.insert("all_optimal_patterns".into(), judged(stated, width, &own, figures));
    let hidden: Vec<CellId> = figures.primary().into_iter().chain(first.unwrap_or(own)).collect();
    let found = audit(&figures.system(1, width)?, &hidden, Attacker::Whole);
    let whole = found.intervals.values().all(|interval| {
        let ends = [(interval.low, interval.least), (interval.high, interval.most)];
        ends.into_iter()
            .all(|(end, whole)| end.map(|end| (end.is_whole(), end.floor())) == whole.map(|end| (true, end)))
    });
    computed.insert("audit_of_first".into(), figures.intervals(&hidden, 1)?);
    computed.insert("integer_audit_equal".into(), whole.into());
    Some(computed.into())
}

/// Whether every primary cell is wide enough when these are hidden beside them.
fn is_safe(secondary: &[CellId], width: u64, figures: &Figures) -> Option<bool> {
    let hidden: Vec<CellId> = figures.primary().into_iter().chain(secondary.iter().copied()).collect();
    Some(audit(&figures.system(1, width)?, &hidden, Attacker::Fractions).is_safe())
}

/// The size of the best pattern: that of the first stated one when the program's own is no more than one cell larger, or the
/// table is large; else that of the program's own.
fn held_against(stated: &Value, first: Option<&[CellId]>, own: &[CellId], figures: &Figures) -> Vec<(String, Value)> {
    let best = stated.get("secondary_cells").and_then(Value::as_u64);
    let near = best.is_some_and(|best| u64::try_from(own.len()).is_ok_and(|own| own <= best + 1));
    let good = near || (best.is_some() && figures.inner_cells() > SMALL);
    let size = |cells: &[CellId]| [json!(cells.len()), json!(figures.sum(cells))];
    let keys = ["secondary_cells", "sum_of_secondary_counts"];
    let told = || keys.map(|key| stated.get(key).cloned().unwrap_or_default());
    let sizes = if good { first.map_or_else(told, size) } else { size(own) };
    keys.into_iter().map(ToOwned::to_owned).zip(sizes).collect()
}

/// The stated patterns, when each hides as many cells of as large a sum as is stated, and is safe; else the program's own.
fn judged(stated: &Value, width: u64, own: &[CellId], figures: &Figures) -> Value {
    let patterns = stated.get("all_optimal_patterns").and_then(Value::as_array).cloned().unwrap_or_default();
    let number = |key: &str| stated.get(key).and_then(Value::as_u64);
    let right = |names: &Value| {
        let (Some(cells), Some(system)) = (figures.cells(names), figures.system(1, width)) else { return false };
        let free = |cell: &CellId| system.named().any(|(id, known)| id == *cell && known.standing == Standing::Free);
        u64::try_from(cells.len()).ok() == number("secondary_cells")
            && number("sum_of_secondary_counts") == Some(figures.sum(&cells))
            && cells.iter().all(free)
            && is_safe(&cells, width, figures) == Some(true)
    };
    if !patterns.is_empty() && patterns.iter().all(right) {
        return patterns.into();
    }
    json!([figures.listed(None, own)])
}
