//! `proportions`: shares of a single-choice question under several designs and base rules, with all kinds of intervals.

use serde_json::{Value, json};

use super::figures::{cases_of, decimals_after, ends, figure, for_each_key, items, joined, texts};
use super::respondents::{Drawn, NOT_ASKED, PREFERS_NOT, both, flags, is_substantive, respondents};
use super::{Case, SurveyFile, VectorFile};
use crate::stats::design::{
    Precise, Sample, arcsine, design_effect, design_effective_size, fitted_logit, korn_graubard, logit, plain,
};
use crate::stats::proportion::{Part, wilson};
use crate::stats::{Defined, Interval, people};

const INPUTS: &[&str] = &["id", "design", "base_rule", "variable", "category", "members"];

pub(super) fn cases(file: &VectorFile<'_>) -> Result<Vec<Case>, String> {
    let survey = respondents(file)?;
    cases_of(file, "", INPUTS, |case| {
        let sample = Drawn::named(file, case["design"].as_str().unwrap_or_default()).sample(survey)?;
        let column = case["variable"].as_str().unwrap_or_default();
        let rule = case["base_rule"].as_str().unwrap_or_default();
        let base = flags(survey, column, |answer| is_in_base(rule, answer))?;
        sample.map_or(Ok(Value::Null), |sample| figures(survey, column, &Question { sample, base }, case))
    })
}

/// Whether the answer is in the base by this rule.
fn is_in_base(rule: &str, answer: &str) -> bool {
    match rule {
        "valid_only" => is_substantive(answer),
        "answered_incl_pnts" => is_substantive(answer) || answer == PREFERS_NOT,
        _ => answer != NOT_ASKED,
    }
}

/// The sample and the base of a case.
struct Question {
    sample: Sample,
    base: Vec<bool>,
}

fn figures(survey: &SurveyFile, column: &str, question: &Question, case: &Value) -> Result<Value, String> {
    let Question { sample, base } = question;
    let (all, kish) = (sample.total(base), sample.total(base).kish());
    let estimate = |stated: &Value, answers: &[&str]| -> Result<Value, String> {
        let counted = both(&flags(survey, column, |answer| answers.contains(&answer))?, base);
        Ok(question.figures_of(&counted, stated))
    };
    let each = |stated: &Value| estimate(stated, &[stated["category"].as_str().unwrap_or_default()]);
    let estimates: Result<Vec<Value>, String> = items(&case["estimates"]).into_iter().map(each).collect();
    let nets = case["nets"].as_object().into_iter().flatten();
    let net = |(name, stated): (&String, &Value)| Ok((name.clone(), estimate(stated, &texts(&stated["members"]))?));
    Ok(json!({
        "base_unweighted": all.n,
        "base_weighted": all.weight,
        "n_eff_kish": figure(kish),
        "deff_kish": figure(kish.map(|kish| people(all.n) / kish)),
        "degf": sample.freedom(base),
        "estimates": estimates?,
        "nets": nets.map(net).collect::<Result<serde_json::Map<_, _>, String>>()?,
    }))
}

impl Question {
    /// Every figure of the share of the base that is `counted`.
    fn figures_of(&self, counted: &[bool], stated: &Value) -> Value {
        let sum = self.sample.total(counted);
        let share = self.sample.share(counted, &self.base);
        let known = share.and_then(|share| Precise::of(&self.sample, &share, &self.base));
        let effect = |known: Precise| design_effect(known.share, known.error.powi(2), known.n);
        let figures = json!({
            "unweighted_count": sum.n,
            "weighted_count": sum.weight,
            "p": figure(known.map(|known| known.share)),
            "se": figure(known.map(|known| known.error)),
            "deff_replace": figure(known.and_then(effect)),
            "n_eff_design": figure(known.and_then(effective)),
        });
        joined(figures, for_each_key(stated, |key| self.intervals(key, counted, known, &stated[key])))
    }

    /// What the file has under a key such as `ci95` or `wilson95_n_eff_kish`.
    fn intervals(&self, key: &str, counted: &[bool], known: Defined<Precise>, stated: &Value) -> Option<Value> {
        if let Some(level) = decimals_after("ci", key) {
            return Some(for_each_key(stated, |method| Some(ends(self.interval(method, counted, known, level)?))));
        }
        let level = decimals_after("wilson", key)?;
        let base = match key.rsplit('_').next() {
            Some("kish") => self.sample.total(&self.base).kish(),
            _ => known.and_then(effective),
        };
        Some(ends(known.and_then(|known| wilson(Part::share_of(known.share, base?)?, level))))
    }

    fn interval(
        &self,
        method: &str,
        counted: &[bool],
        known: Defined<Precise>,
        level: f64,
    ) -> Option<Defined<Interval>> {
        let interval: fn(Precise, f64) -> Defined<Interval> = match method {
            "logit" => return Some(fitted_logit(&self.sample, counted, &self.base, level)),
            "xlogit" => logit,
            "asin" => arcsine,
            "beta" => korn_graubard,
            "mean" => plain,
            _ => return None,
        };
        Some(known.and_then(|known| interval(known, level)))
    }
}

fn effective(known: Precise) -> Defined {
    design_effective_size(known.share, known.error.powi(2))
}
