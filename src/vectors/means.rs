//! Vectors of means, quantiles, t tests and a net score of the question `q3_score`.

use std::ops::RangeInclusive;

use serde_json::{Map, Value, json};

use super::figures::{ends, figure, numbers};
use super::plan::{levels, sample};
use super::respondents::{both, flags, respondents};
use super::stated::stated;
use super::{Case, VectorFile};
use crate::stats::design::{Sample, Weighed};
use crate::stats::mean::{Mean, Tally, mean_of};
use crate::stats::net_score::{Bands, net_score};
use crate::stats::quantile::{QuantileRule, quantile};
use crate::stats::t_test::{Group, TTest, by_design, pooled, welch};
use crate::stats::{Defined, Interval, Undefined, people};

const INPUTS: &[&str] = &["design", "probs", "note"];

/// The scores, who gave one, and who did in each wave.
struct Scores {
    values: Vec<f64>,
    base: Vec<bool>,
    waves: Vec<Vec<bool>>,
}

/// The cases of a file of this kind.
pub(super) fn cases(file: &VectorFile<'_>) -> Result<Vec<Case>, String> {
    let scores = Scores::read(file)?;
    let plain = sample(file, "unweighted")?;
    let computed = |group: &str, case: &Value| -> Result<Value, String> {
        let design = case["design"].as_str().unwrap_or_default();
        Ok(match group {
            "welch" => plainly_tested(scores.groups(&plain).and_then(|[one, two]| welch(two, one))),
            "student" => plainly_tested(scores.groups(&plain).and_then(|[one, two]| pooled(two, one))),
            "nps_unweighted" => net(&plain, &scores, case),
            "nps_weighted" => net(&sample(file, "weights_only")?, &scores, case),
            _ => sample(file, design)?.map_or(Value::Null, |sample| described(&sample, &scores, case)),
        })
    };
    stated(file).iter().map(|stated| Ok(stated.computed(computed(stated.group, stated.case)?, INPUTS, file))).collect()
}

impl Scores {
    fn read(file: &VectorFile<'_>) -> Result<Self, String> {
        let survey = respondents(file)?;
        let score = |given: &str| given.parse().unwrap_or(f64::NAN);
        let values: Vec<f64> = survey.column("q3_score")?.into_iter().map(score).collect();
        let base: Vec<bool> = values.iter().map(|value| value.is_finite()).collect();
        let waves = survey.column("wave")?;
        let given: Vec<&str> = waves.iter().zip(&base).filter_map(|(wave, within)| within.then_some(*wave)).collect();
        let of_wave = |wave| Ok(both(&base, &flags(survey, "wave", |given| given == wave)?));
        let waves = levels(&given).into_iter().map(of_wave).collect::<Result<_, String>>()?;
        Ok(Self { values, base, waves })
    }

    /// The two waves; more or fewer cannot be tested.
    fn two_waves(&self) -> Defined<[&[bool]; 2]> {
        match self.waves.as_slice() {
            [one, two] => Ok([one, two]),
            _ => Err(Undefined::BadInput),
        }
    }

    /// The two waves as plain groups of people.
    fn groups(&self, plain: &Defined<Sample>) -> Defined<[Group; 2]> {
        let sample = plain.as_ref().map_err(|reason| *reason)?;
        let [one, two] = self.two_waves()?;
        let group = |base: &[bool]| -> Defined<Group> {
            let mean = mean_of(sample, &self.values, base)?;
            Ok(Group { n: people(mean.base.n), mean: mean.value, variance: mean.variance.unwrap_or_default() })
        };
        Ok([group(one)?, group(two)?])
    }
}

/// All about the scores in one design.
fn described(sample: &Sample, scores: &Scores, case: &Value) -> Value {
    let mean = mean_of(sample, &scores.values, &scores.base);
    let of_mean = |part: &dyn Fn(&Mean) -> Defined| figure(mean.as_ref().map_err(|reason| *reason).and_then(part));
    let reach = |level: &dyn Fn(&Mean) -> Defined<_>| ends(mean.as_ref().map_err(|reason| *reason).and_then(level));
    let by_wave: Vec<Defined<Mean>> = scores.waves.iter().map(|wave| mean_of(sample, &scores.values, wave)).collect();
    let each = |part: &dyn Fn(&Mean) -> f64| {
        by_wave.iter().map(|mean| figure(mean.map(|mean| part(&mean)))).collect::<Value>()
    };
    let base = sample.total(&scores.base);
    let change = scores.two_waves().and_then(|[one, two]| by_design(sample, &scores.values, two, one));
    json!({
        "base_unweighted": base.n,
        "base_weighted": base.weight,
        "mean": of_mean(&|mean| Ok(mean.value)),
        "se": of_mean(&|mean| Ok(mean.error)),
        "ci95_t": reach(&|mean| mean.interval_t(0.95)),
        "ci95_z": reach(&|mean| mean.interval_z(0.95)),
        "variance": of_mean(&|mean| mean.variance),
        "sd": of_mean(&Mean::sd),
        "quantiles": quantiles(sample, scores, &case["quantiles"]),
        "by_wave": {"mean": each(&|mean| mean.value), "se": each(&|mean| mean.error)},
        "diff_wave2_minus_wave1": by_design_tested(change),
    })
}

fn quantiles(sample: &Sample, scores: &Scores, asked: &Value) -> Value {
    let valued = scores.values.iter().zip(&scores.base).zip(sample.cells());
    let tally = |((value, within), cell): ((&f64, &bool), &crate::stats::design::Cell)| {
        within.then_some(Tally { value: *value, people: cell.people })
    };
    let tallies: Vec<Tally> = valued.filter_map(tally).collect();
    let shares = numbers(&asked["probs"]);
    let of = |rule| {
        shares
            .iter()
            .map(|p| figure(p.ok_or(Undefined::BadInput).and_then(|p| quantile(&tallies, p, rule))))
            .collect::<Value>()
    };
    json!({"math": of(QuantileRule::Math), "hf7": of(QuantileRule::Line)})
}

/// By the design, R takes t for a z at a level of its own, which with one degree of freedom is infinite.
fn by_design_tested(test: Defined<TTest>) -> Value {
    let Ok(test) = test else { return Value::Null };
    tested(Ok(test), if test.freedom > 1.0 { test.interval(0.95) } else { Err(Undefined::TooFew) })
}

fn plainly_tested(test: Defined<TTest>) -> Value {
    tested(test, test.and_then(|test| test.interval(0.95)))
}

fn tested(test: Defined<TTest>, interval: Defined<Interval>) -> Value {
    let Ok(test) = test else { return Value::Null };
    json!({
        "estimate": test.difference,
        "t": figure(test.t()),
        "df": test.freedom,
        "p": figure(test.p()),
        "ci95": ends(interval),
    })
}

/// The net score, with its bands read from the names of the figures, such as `detractors_0_6`.
fn net(sample: &Defined<Sample>, scores: &Scores, case: &Value) -> Value {
    let (Ok(sample), Some(asked)) = (sample, case.as_object()) else { return Value::Null };
    let band = |name: &str| asked.keys().find_map(|key| range(key.strip_prefix(name)?));
    let bands =
        Bands { bottom: band("detractors_").unwrap_or(0.0..=6.0), top: band("promoters_").unwrap_or(9.0..=10.0) };
    let net = net_score(sample, &scores.values, &scores.base, &bands);
    let held = |people: Weighed| people.n;
    let within =
        |range: &RangeInclusive<f64>| scores.values.iter().filter(|value| range.contains(value)).count().into();
    let counted = |key: &String| {
        let value = match key.split('_').next() {
            Some("detractors") => net.map(|net| held(net.bottom)).map_or(Value::Null, Value::from),
            Some("passives") => {
                key.strip_prefix("passives_").and_then(range).map_or(Value::Null, |range| within(&range))
            }
            Some("promoters") => net.map(|net| held(net.top)).map_or(Value::Null, Value::from),
            Some("se") => figure(net.map(|net| net.score.error)),
            _ => figure(net.map(|net| net.score.value)),
        };
        (key.clone(), value)
    };
    asked.keys().map(counted).collect::<Map<_, _>>().into()
}

fn range(text: &str) -> Option<RangeInclusive<f64>> {
    let (low, high) = text.split_once('_')?;
    Some(low.parse().ok()?..=high.parse().ok()?)
}
