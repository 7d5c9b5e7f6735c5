//! Vectors of raking, trimming and what weights cost.

use serde_json::{Map, Value, json};

use super::figures::{figure, numbers, texts};
use super::opinion::{base, net};
use super::plan::ones;
use super::respondents::respondents;
use super::stated::stated;
use super::{Case, VectorFile};
use crate::stats::design::{Plan, Sample};
use crate::stats::raking::{Limits, Margin, fit};
use crate::stats::trimming::trim;
use crate::stats::weights::{WeightSummary, category_shares, describe};
use crate::stats::{Defined, count};

/// What a raked sample is given with.
const RAKED: &[&str] = &["include", "ids", "target", "method", "lower", "upper", "note"];
/// What plain weights are given with.
const PLAIN: &[&str] = &["purpose", "weights", "note"];

/// The respondents of a case and the margins they are to meet.
struct Task<'a> {
    /// The place of each respondent in the survey.
    rows: Vec<usize>,
    /// The names of the margins, in the order they are met.
    names: Vec<&'a str>,
    /// The names of the categories of each margin.
    categories: Vec<Vec<&'a str>>,
    margins: Vec<Margin>,
}

/// The cases of a file of this kind.
pub(super) fn cases(file: &VectorFile<'_>) -> Result<Vec<Case>, String> {
    let cases = stated(file);
    let computed = cases.iter().map(|stated| {
        if stated.case.get("target").is_none() {
            return Ok(stated.computed(plain(stated.case), PLAIN, file));
        }
        Ok(stated.computed(raked(file, &Task::read(file, stated.case)?, stated.case)?, RAKED, file))
    });
    computed.collect()
}

/// What each list of weights costs.
fn plain(case: &Value) -> Value {
    let of = |vector: &Value| {
        let weights: Option<Vec<f64>> = numbers(&vector["weights"]).into_iter().collect();
        weights.map_or(Value::Null, |weights| summary(&weights))
    };
    json!({"vectors": case["vectors"].as_array().map(|vectors| vectors.iter().map(of).collect::<Vec<_>>())})
}

/// The sample raked from each start that the case has, trimmed, and what its weights mean for nets.
fn raked(file: &VectorFile<'_>, task: &Task<'_>, case: &Value) -> Result<Value, String> {
    let equal = vec![1.0; task.rows.len()];
    let from_equal = task.rake(&equal);
    let mut figures = Map::from_iter([("n".to_owned(), Value::from(task.rows.len()))]);
    for key in case.as_object().into_iter().flat_map(Map::keys) {
        let computed = match (key.as_str(), key.strip_prefix("start_"), key.strip_suffix("_q1")) {
            ("start_equal", ..) => from_equal.as_ref().map(|weights| task.described(weights)),
            (_, Some(column), _) => task.rake(&task.start(file, column)?).map(|weights| task.described(&weights)),
            ("trimmed", ..) => from_equal.as_ref().and_then(|weights| trimmed(weights, &case["trimmed"])),
            (.., Some(name)) => {
                from_equal.as_ref().and_then(|weights| task.net(file, weights, name).transpose()).transpose()?
            }
            _ => continue,
        };
        figures.insert(key.clone(), computed.unwrap_or(Value::Null));
    }
    Ok(figures.into())
}

impl<'a> Task<'a> {
    fn read(file: &VectorFile<'a>, case: &'a Value) -> Result<Self, String> {
        let survey = respondents(file)?;
        let target = case["target"].as_object();
        let mut names = texts(&file.conventions["margins_order"]);
        names.retain(|name| target.is_some_and(|target| target.contains_key(*name)));
        if names.is_empty() {
            names.extend(target.into_iter().flat_map(Map::keys).map(String::as_str));
        }
        let rows = rows(file, case)?;
        let mut task = Self { rows, names, categories: Vec::new(), margins: Vec::new() };
        for name in &task.names {
            // A margin on fewer categories than the question has is named after its column with a number.
            let column = survey
                .column(name)
                .or_else(|_| survey.column(name.trim_end_matches(|last: char| last.is_ascii_digit())))?;
            let shares: Vec<(&str, f64)> = case["target"][*name]
                .as_object()
                .into_iter()
                .flatten()
                .map(|(category, share)| (category.as_str(), share.as_f64().unwrap_or(f64::NAN)))
                .collect();
            let code = |row: &usize| shares.iter().position(|(category, _)| column.get(*row) == Some(category));
            let codes = task.rows.iter().map(code).collect();
            task.margins.push(Margin { codes, targets: shares.iter().map(|(_, share)| *share).collect() });
            task.categories.push(shares.iter().map(|(category, _)| *category).collect());
        }
        Ok(task)
    }

    /// The weights of a column to begin with.
    fn start(&self, file: &VectorFile<'_>, column: &str) -> Result<Vec<f64>, String> {
        let weights = respondents(file)?.column(column)?;
        let weight = |row: &usize| weights.get(*row).and_then(|text| text.parse().ok()).unwrap_or(f64::NAN);
        Ok(self.rows.iter().map(weight).collect())
    }

    /// Rakes and stops when the tool of the file does: it allows a change of 1e-12 times the sum of the weights it began with.
    fn rake(&self, start: &[f64]) -> Option<Vec<f64>> {
        let mean = start.iter().sum::<f64>() / count(start.len());
        let limits = Limits { rounds: 5000, change: 1e-12 * mean, error: f64::INFINITY };
        fit(start, &self.margins, limits).ok().map(|raked| raked.weights)
    }

    fn described(&self, weights: &[f64]) -> Value {
        let margin = |((name, categories), codes): ((&&str, &Vec<&str>), Vec<usize>)| {
            let shares = category_shares(weights, &codes, categories.len()).unwrap_or_default();
            let achieved: Map<String, Value> =
                categories.iter().zip(shares).map(|(category, share)| ((*category).to_owned(), share.into())).collect();
            json!({"variable": name, "achieved": achieved})
        };
        let margins = self.names.iter().zip(&self.categories).zip(self.codes());
        json!({"weights": weights, "summary": summary(weights), "achieved": margins.map(margin).collect::<Vec<_>>()})
    }

    /// The share of a net with the error of raked weights, and of weights that are taken as given.
    fn net(&self, file: &VectorFile<'_>, weights: &[f64], name: &str) -> Result<Option<Value>, String> {
        let pick =
            |all: &[bool]| self.rows.iter().map(|row| all.get(*row).copied().unwrap_or(false)).collect::<Vec<_>>();
        let (base, counted) = (pick(&base(file)?), ones(&pick(&net(file, name)?)));
        let described = || -> Defined<Value> {
            let sample = Sample::of_records(weights, Plan::default())?;
            let given = sample.mean(&counted, &base)?;
            let raked = sample.calibrated(&given, &self.codes())?;
            Ok(json!({
                "raked_design_calibration_se": {"p": raked.value(), "se": figure(sample.standard_error(&raked))},
                "treated_as_plain_weights": {"p": given.value(), "se": figure(sample.standard_error(&given))},
            }))
        };
        Ok(described().ok())
    }

    fn codes(&self) -> Vec<Vec<usize>> {
        self.margins.iter().map(|margin| margin.codes.iter().map(|code| code.unwrap_or_default()).collect()).collect()
    }
}

/// The places of the respondents that a case lists, or else includes by their answers.
fn rows(file: &VectorFile<'_>, case: &Value) -> Result<Vec<usize>, String> {
    let survey = respondents(file)?;
    let ids = texts(&case["ids"]);
    if !ids.is_empty() {
        let known = survey.column("id")?;
        return Ok(ids.iter().filter_map(|id| known.iter().position(|known| known == id)).collect());
    }
    let mut rows: Vec<usize> = (0..survey.len()).collect();
    for (column, answers) in case["include"].as_object().into_iter().flatten() {
        let (answers, given) = (texts(answers), survey.column(column)?);
        if answers != ["any"] {
            rows.retain(|row| given.get(*row).is_some_and(|given| answers.contains(given)));
        }
    }
    Ok(rows)
}

fn trimmed(weights: &[f64], case: &Value) -> Option<Value> {
    let trimmed = trim(weights, case["lower"].as_f64()?, case["upper"].as_f64()?).ok()?;
    Some(json!({"weights": trimmed.weights, "summary": summary(&trimmed.weights)}))
}

fn summary(weights: &[f64]) -> Value {
    let described = describe(weights);
    let part = |part: fn(&WeightSummary) -> f64| figure(described.map(|summary| part(&summary)));
    json!({
        "sum": part(|summary| summary.sum),
        "sum_sq": part(|summary| summary.squares),
        "n_eff": part(|summary| summary.n_eff),
        "n_eff_kish": part(|summary| summary.n_eff),
        "deff": part(|summary| summary.deff),
        "deff_kish": part(|summary| summary.deff),
        "efficiency": part(|summary| summary.efficiency),
        "min": part(|summary| summary.min),
        "max": part(|summary| summary.max),
        "ratio": figure(described.and_then(|summary| summary.ratio)),
        "cv": figure(described.and_then(|summary| summary.cv)),
    })
}
