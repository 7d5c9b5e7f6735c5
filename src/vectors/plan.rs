//! The designs and waves of files that name them without saying what they are.

use serde_json::{Value, json};

use super::VectorFile;
use super::respondents::{Drawn, respondents};
use crate::stats::Defined;
use crate::stats::design::Sample;

/// All respondents as a sample of the design `name`: as the file says it, or as all files of this kind mean it.
///
/// # Errors
/// When a column or the survey is missing: in words.
pub(super) fn sample(file: &VectorFile<'_>, name: &str) -> Result<Defined<Sample>, String> {
    let conventions = json!({ "designs": designs(file.conventions) });
    let said = VectorFile { kind: file.kind.clone(), conventions: &conventions, ..*file };
    Drawn::named(&said, name).sample(respondents(file)?)
}

/// What the names of designs mean.
fn designs(conventions: &Value) -> Value {
    let sizes = json!({"North": 5200, "South": 4100, "East": 3300, "Coast": 1400});
    let population = conventions.get("population").cloned().unwrap_or(sizes);
    let mut designs = json!({
        "stratified": "strata=place",
        "stratified_fpc": {"strata": "place", "population": population},
        "clustered": "ids=practice within strata=place",
    });
    for (name, design) in conventions["designs"].as_object().into_iter().flatten() {
        designs[name.as_str()] = design.clone();
    }
    designs
}

/// The different waves: numbers by size, others by letter.
pub(super) fn levels<'a>(column: &[&'a str]) -> Vec<&'a str> {
    let mut levels = column.to_vec();
    let size = |text: &str| text.parse::<f64>().ok().filter(|size| size.is_finite());
    levels.sort_by(|one, other| match (size(one), size(other)) {
        (Some(first), Some(second)) => first.total_cmp(&second).then(one.cmp(other)),
        _ => one.cmp(other),
    });
    levels.dedup();
    levels
}

/// One for who is counted and nought for who is not.
pub(super) fn ones(counted: &[bool]) -> Vec<f64> {
    counted.iter().map(|counted| f64::from(u8::from(*counted))).collect()
}
