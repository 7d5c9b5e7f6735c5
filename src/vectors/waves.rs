//! Vectors of change between two waves.

use serde_json::{Value, json};

use super::figures::{ends, figure};
use super::opinion::{base, net};
use super::plan::{levels, ones, sample};
use super::respondents::{both, flags, respondents};
use super::stated::stated;
use super::{Case, VectorFile};
use crate::stats::Defined;
use crate::stats::change::Change;

const INPUTS: &[&str] = &["design", "net", "note"];

/// The cases of a file of this kind.
pub(super) fn cases(file: &VectorFile<'_>) -> Result<Vec<Case>, String> {
    let computed = |case: &Value| -> Result<Value, String> {
        let change =
            change(file, case["design"].as_str().unwrap_or_default(), case["net"].as_str().unwrap_or_default())?;
        Ok(change.map_or(Value::Null, |change| described(&change)))
    };
    stated(file).iter().map(|stated| Ok(stated.computed(computed(stated.case)?, INPUTS, file))).collect()
}

/// The change of a net from the first to the last wave.
fn change(file: &VectorFile<'_>, design: &str, name: &str) -> Result<Defined<Change>, String> {
    let survey = respondents(file)?;
    let levels = levels(&survey.column("wave")?);
    let base = base(file)?;
    let within = |wave: Option<&&str>| -> Result<Vec<bool>, String> {
        Ok(both(&base, &flags(survey, "wave", |given| wave.is_some_and(|wave| *wave == given))?))
    };
    let (earlier, later) = (within(levels.first())?, within(levels.last())?);
    let values = ones(&net(file, name)?);
    let sample = sample(file, design)?;
    Ok(sample.and_then(|sample| Change::between(&sample, &values, &earlier, &later)))
}

fn described(change: &Change) -> Value {
    json!({
        "p": change.values,
        "se": change.errors,
        "covariance": change.covariance,
        "change": change.contrast.difference,
        "se_change": change.contrast.error,
        "z": figure(change.contrast.z()),
        "p_value": figure(change.contrast.p()),
        "ci95_z": ends(change.interval(0.95)),
    })
}
