//! Primary and secondary suppression: audits are computed and compared; stated patterns are judged by auditing them; and the
//! program's own pattern must be safe and, in tables of up to 60 inner cells, hide at most one cell more than the stated best.

mod figures;
mod judge;
mod optimum;
#[cfg(test)]
mod tests;

use serde_json::{Map, Value};

use super::{Case, VectorFile};
use crate::audit::{Attacker, CellId, audit};
use figures::Figures;

/// What is given in a case, and not to be checked.
const INPUTS: &[&str] = &["kind", "counts", "published_margins", "threshold", "values", "equations", "suppressed"];

/// Every case of the file, whatever group it stands in.
pub(super) fn cases(file: &VectorFile<'_>) -> Result<Vec<Case>, String> {
    let groups: Vec<(String, &Value)> = match file.cases {
        Value::Object(groups) => groups.iter().map(|(name, group)| (format!("/cases/{name}"), group)).collect(),
        other => vec![("/cases".to_owned(), other)],
    };
    let mut cases = Vec::new();
    for (path, group) in groups {
        let group = group.as_array().ok_or_else(|| format!("`{path}` is no list of cases"))?;
        for (at, stated) in group.iter().enumerate() {
            let computed = computed(stated, file).unwrap_or_default();
            let (id, stated) = (format!("{path}/{at}"), stated.clone());
            cases.push(Case { id, stated, computed, inputs: INPUTS, tolerance: file.tolerance });
        }
    }
    Ok(cases)
}

fn computed(stated: &Value, file: &VectorFile<'_>) -> Option<Value> {
    let figures = Figures::read(stated, threshold(stated, file.conventions))?;
    if stated.get("suppressed").is_some() { judge::computed(stated, &figures) } else { protected(stated, &figures) }
}

/// The number below which a count is small: the case's own, or that of the file's conventions ("0 < count < 10").
fn threshold(stated: &Value, conventions: &Value) -> u64 {
    let words = conventions.get("primary").and_then(Value::as_str).unwrap_or_default();
    let rule = words.split(';').next().unwrap_or_default();
    let written = rule.split(|letter: char| !letter.is_ascii_digit()).filter_map(|word| word.parse().ok()).max();
    stated.get("threshold").and_then(Value::as_u64).or(written).unwrap_or(10)
}

/// The figures of a case that asks for protection.
fn protected(stated: &Value, figures: &Figures) -> Option<Value> {
    let primary = figures.primary();
    let mut computed = Map::new();
    let shown = figures.intervals(&primary, 1)?;
    computed.insert("primary".into(), figures.listed(stated.get("primary"), &primary));
    computed.insert("audit_primary_only".into(), shown.clone());
    let with_zero = figures.intervals(&primary, 0)?;
    computed.insert("audit_primary_only_if_attacker_allows_zero".into(), with_zero.clone());
    computed.insert("audit_if_attacker_allows_zero".into(), with_zero);
    let found = audit(&figures.system(1, 1)?, &primary, Attacker::Fractions);
    let exact: Vec<CellId> = primary.iter().copied().filter(|cell| judge::is_exact(&found, *cell)).collect();
    let key = "exactly_disclosed_if_primary_only";
    computed.insert(key.into(), figures.listed(stated.get(key), &exact));
    for (key, best) in stated.as_object()?.iter().filter(|(key, _)| key.starts_with("optimum")) {
        computed.insert(key.clone(), optimum::computed(key, best, figures)?);
    }
    Some(computed.into())
}
