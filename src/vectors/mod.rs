//! Checks the statistics against known answers: files of cases computed by other people's tools.
//!
//! A file is `{file, tolerance, conventions, cases}`. Each kind of file has a module here that computes its cases anew from
//! their inputs; [`compare`](self) then holds every number of the file that is not an input against what was computed, so that
//! a figure nobody computes counts as wrong and not as right.

mod column_letters;
mod compare;
mod crosstabs;
mod differencing;
mod distributions;
mod figures;
mod kappa;
mod krippendorff;
mod means;
mod multi_response;
mod multilabel_agreement;
mod opinion;
mod p_adjust;
mod percent_leak;
mod plan;
mod proportions;
mod raking;
mod respondents;
mod rounding;
mod routing_and_subgroup;
mod stated;
mod suppression;
mod survey;
mod two_proportions;
mod waves;
mod wilson_and_differences;

use serde::Serialize;
use serde_json::Value;

pub use survey::SurveyFile;

/// What came of checking a file.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct VectorReport {
    /// How many cases the file has.
    pub cases: usize,
    /// How many came out right.
    pub passed: usize,
    /// What came out wrong, one entry per figure.
    pub failed: Vec<Mismatch>,
}

/// One figure that is not what the file says.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Mismatch {
    /// The case, as a JSON pointer into the file.
    pub id: String,
    /// The figure, as a path within the case.
    pub field: String,
    /// What the file says.
    pub expected: Value,
    /// What came out; null when nothing did.
    pub got: Value,
}

/// One case: what the file says and what came out of its inputs.
#[derive(Debug, Clone, PartialEq)]
struct Case {
    /// JSON pointer into the file.
    id: String,
    /// The case as it stands in the file, inputs and expected figures.
    stated: Value,
    /// What was computed, in the same shape; parts that are inputs are left out.
    computed: Value,
    /// The keys, at any depth, that are inputs or remarks and are not checked.
    inputs: &'static [&'static str],
    /// How far a number may be off.
    tolerance: f64,
}

/// A file of vectors, read.
#[derive(Debug)]
struct VectorFile<'a> {
    /// What kind it is: its own `file` entry, without the extension.
    kind: String,
    /// Conventions the file states.
    conventions: &'a Value,
    /// The cases.
    cases: &'a Value,
    /// How far a number may be off.
    tolerance: f64,
    /// The respondents the cases are about, where the file needs them.
    survey: Option<&'a SurveyFile>,
}

/// Computes every case of the file `vectors`, called `name`, and compares. `survey` is the text of `survey.csv` beside it.
///
/// # Errors
/// When the file is not JSON, is of no kind that is known, or needs a survey that is not there: in words.
pub fn check_vectors(name: &str, vectors: &str, survey: Option<&str>) -> Result<VectorReport, String> {
    let whole: Value = serde_json::from_str(vectors).map_err(|error| format!("`{name}` is not JSON: {error}"))?;
    let survey = survey.map(SurveyFile::read).transpose()?;
    let stem = |text: &str| text.rsplit('/').next().unwrap_or(text).trim_end_matches(".json").to_owned();
    let file = VectorFile {
        kind: whole["file"].as_str().map_or_else(|| stem(name), stem),
        conventions: &whole["conventions"],
        cases: &whole["cases"],
        tolerance: whole["tolerance"].as_f64().unwrap_or(1e-9),
        survey: survey.as_ref(),
    };
    let cases = computed_cases(&file)?;
    Ok(compare::report(&cases))
}

/// The cases of a file, by its kind.
fn computed_cases(file: &VectorFile<'_>) -> Result<Vec<Case>, String> {
    match file.kind.as_str() {
        "column_letters" => column_letters::cases(file),
        "crosstabs" => crosstabs::cases(file),
        "differencing" => differencing::cases(file),
        "distributions" => distributions::cases(file),
        "kappa" => Ok(kappa::cases(file)),
        "krippendorff" => Ok(krippendorff::cases(file)),
        "means" => means::cases(file),
        "multi_response" => multi_response::cases(file),
        "multilabel_agreement" => Ok(multilabel_agreement::cases(file)),
        "p_adjust" => p_adjust::cases(file),
        "percent_leak" => Ok(percent_leak::cases(file)),
        "proportions" => proportions::cases(file),
        "raking" => raking::cases(file),
        "rounding" => Ok(rounding::cases(file)),
        "routing_and_subgroup" => routing_and_subgroup::cases(file),
        "suppression" => suppression::cases(file),
        "two_proportions" => two_proportions::cases(file),
        "waves" => waves::cases(file),
        "wilson_and_differences" => wilson_and_differences::cases(file),
        other => Err(format!("`{other}` is no kind of vectors that is known")),
    }
}
