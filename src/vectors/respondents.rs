//! The respondents a file of vectors is about, as a sample.

use serde_json::Value;

use super::{SurveyFile, VectorFile};
use crate::stats::design::{Plan, Sample};
use crate::stats::{Defined, Undefined};

/// The heading of the weights.
const WEIGHT: &str = "design_weight";

/// What stands for answers that are none of the substantive ones.
pub(super) const PREFERS_NOT: &str = "Prefer not to say";
/// Routed past.
pub(super) const NOT_ASKED: &str = "not_asked";
/// The question most vectors are about.
pub(super) const OVERALL: &str = "q1_overall";
/// Its answers that count as good.
pub(super) const GOOD: [&str; 2] = ["Very good", "Good"];

/// The respondents a file needs.
pub(super) fn respondents<'a>(file: &VectorFile<'a>) -> Result<&'a SurveyFile, String> {
    file.survey.ok_or_else(|| format!("`{}` needs `survey.csv` beside it", file.kind))
}

/// Flags for the respondents whose answer passes.
pub(super) fn flags(survey: &SurveyFile, column: &str, passes: impl Fn(&str) -> bool) -> Result<Vec<bool>, String> {
    Ok(survey.column(column)?.into_iter().map(passes).collect())
}

/// Whether an answer says something about the question.
pub(super) fn is_substantive(answer: &str) -> bool {
    !["", PREFERS_NOT, NOT_ASKED].contains(&answer)
}

/// Flags that are set in both.
pub(super) fn both(one: &[bool], other: &[bool]) -> Vec<bool> {
    one.iter().zip(other).map(|(one, other)| *one && *other).collect()
}

/// How a design is declared: with or without weights, and which columns hold strata and clusters.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Drawn<'a> {
    weighted: bool,
    strata: Option<String>,
    clusters: Option<String>,
    population: &'a Value,
}

impl<'a> Drawn<'a> {
    /// A design with nothing but weights, or without those when it is called `unweighted`.
    pub(super) fn simple(name: &str) -> Self {
        Self { weighted: name != "unweighted", strata: None, clusters: None, population: &Value::Null }
    }

    /// A design as the conventions of the file say it: `strata=place`, `ids=practice within strata=place`, or an object
    /// with `strata` and `population`.
    pub(super) fn named(file: &VectorFile<'a>, name: &str) -> Self {
        let said = file.conventions.pointer("/designs").and_then(|designs| designs.get(name)).unwrap_or(&Value::Null);
        let column = |key: &str| said[key].as_str().map(str::to_owned).or_else(|| after_equals(said.as_str()?, key));
        Self {
            strata: column("strata"),
            clusters: column("ids"),
            population: &said["population"],
            ..Self::simple(name)
        }
    }

    /// The sample, record by record; or why the design cannot be.
    pub(super) fn sample(&self, survey: &SurveyFile) -> Result<Defined<Sample>, String> {
        let weights = if self.weighted { weights(survey)? } else { vec![1.0; survey.len()] };
        let strata = self.strata.as_ref().map(|column| survey.column(column)).transpose()?;
        let clusters = self.clusters.as_ref().map(|column| survey.column(column)).transpose()?;
        let names = distinct(strata.as_deref().unwrap_or_default());
        let sizes: Option<Vec<f64>> = names.iter().map(|name| self.population[*name].as_f64()).collect();
        if !self.population.is_null() && sizes.is_none() {
            return Ok(Err(Undefined::BadInput));
        }
        let strata = strata.map(|strata| places(&strata, &names));
        let clusters = clusters.map(|clusters| places(&clusters, &distinct(&clusters)));
        let population = sizes.filter(|_| !self.population.is_null());
        let plan = Plan { strata: strata.as_deref(), clusters: clusters.as_deref(), population: population.as_deref() };
        Ok(Sample::of_records(&weights, plan))
    }
}

/// The word after `key=`; none for R's `~1`.
fn after_equals(said: &str, key: &str) -> Option<String> {
    let (_, rest) = said.split_once(&format!("{key}="))?;
    let word: String =
        rest.trim_start_matches('~').chars().take_while(|letter| letter.is_alphanumeric() || *letter == '_').collect();
    Some(word).filter(|word| !["", "1"].contains(&word.as_str()))
}

fn weights(survey: &SurveyFile) -> Result<Vec<f64>, String> {
    let weight = |cell: &str| cell.parse().map_err(|_| format!("the weight `{cell}` in `survey.csv` is no number"));
    survey.column(WEIGHT)?.into_iter().map(weight).collect()
}

fn distinct<'a>(values: &[&'a str]) -> Vec<&'a str> {
    let mut distinct = values.to_vec();
    distinct.sort_unstable();
    distinct.dedup();
    distinct
}

fn places(values: &[&str], distinct: &[&str]) -> Vec<usize> {
    values.iter().map(|value| distinct.binary_search(value).unwrap_or_else(|at| at)).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const SURVEY: &str = "place,practice,design_weight\nNorth,A,1\nNorth,B,2\nNorth,B,1\nSouth,A,1.5\nSouth,C,1\n";

    /// The degrees of freedom of everybody, and the standard error of the share of heavy ones.
    fn figures(design: &str) -> Result<(f64, f64), Undefined> {
        let conventions = json!({ "designs": {
            "weights_only": "svydesign(ids=~1, weights)",
            "stratified": "strata=place",
            "clustered": "ids=practice within strata=place, nest",
            "finite": { "strata": "place", "population": { "North": 3, "South": 2 } },
            "unknown": { "strata": "place", "population": { "North": 9 } },
        } });
        let survey = SurveyFile::read(SURVEY).unwrap();
        let file = VectorFile {
            kind: "invented".into(),
            conventions: &conventions,
            cases: &Value::Null,
            tolerance: 0.0,
            survey: Some(&survey),
        };
        let sample = Drawn::named(&file, design).sample(&survey).unwrap()?;
        let heavy: Vec<bool> = sample.cells().iter().map(|cell| cell.people.weight > 1.2).collect();
        let share = sample.share(&heavy, &[true; 5])?;
        Ok((sample.freedom(&[true; 5]), sample.standard_error(&share)?))
    }

    #[test]
    fn a_design_is_read_from_the_conventions() {
        let freedom = ["unweighted", "weights_only", "stratified", "clustered"].map(|name| figures(name).unwrap().0);
        assert!(
            freedom.iter().zip([4.0, 4.0, 3.0, 2.0]).all(|(found, said)| (found - said).abs() < 0.5),
            "{freedom:?}"
        );
    }

    #[test]
    fn who_asked_everybody_has_no_error_and_a_stratum_of_unknown_size_no_design() {
        assert_eq!(figures("finite"), Ok((3.0, 0.0)));
        assert_eq!(figures("unknown"), Err(Undefined::BadInput));
    }
}
