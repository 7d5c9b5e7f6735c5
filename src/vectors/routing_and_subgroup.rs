//! `routing_and_subgroup`: bases of a question that not everybody was asked, and a subgroup against the rest.

use serde_json::{Value, json};

use super::figures::{cases_of, figure};
use super::respondents::{Drawn, GOOD, NOT_ASKED, OVERALL, both, flags, is_substantive, respondents};
use super::{Case, SurveyFile, VectorFile};
use crate::stats::design::{Contrast, Sample, overlapping_columns};

const FOLLOW_UP: &str = "q1b_followup";
const PLACE: &str = "place";

pub(super) fn cases(file: &VectorFile<'_>) -> Result<Vec<Case>, String> {
    let survey = respondents(file)?;
    let sample = Drawn::simple("weights_only").sample(survey)?;
    let routing = cases_of(file, "routing", &["base_rule"], |case| {
        sample.as_ref().map_or(Ok(Value::Null), |sample| routing(survey, sample, &case["base_rule"]))
    })?;
    let subgroups = cases_of(file, "subgroup_vs_rest", &["subgroup"], |case| {
        sample.as_ref().map_or(Ok(Value::Null), |sample| subgroup(survey, sample, &case["subgroup"]))
    })?;
    Ok([routing, subgroups].concat())
}

/// The share who said yes, of a base by its rule.
fn routing(survey: &SurveyFile, sample: &Sample, rule: &Value) -> Result<Value, String> {
    let yes = flags(survey, FOLLOW_UP, |answer| answer == "Yes")?;
    let base = flags(survey, FOLLOW_UP, |answer| match rule.as_str() {
        Some("answered_yes_no") => ["Yes", "No"].contains(&answer),
        Some("answered_incl_na") => !["", NOT_ASKED].contains(&answer),
        Some("all_asked") => answer != NOT_ASKED,
        _ => true,
    })?;
    let total = sample.total(&base);
    let share = sample.share(&yes, &base);
    let error = share.as_ref().map_err(|why| *why).and_then(|share| sample.standard_error(share));
    Ok(json!({
        "base_unweighted": total.n,
        "base_weighted": total.weight,
        "p_yes": figure(share.map(|share| share.value())),
        "se": figure(error),
    }))
}

/// The share who say good in a subgroup, in the rest and in all, and how subgroup and rest differ.
fn subgroup(survey: &SurveyFile, sample: &Sample, name: &Value) -> Result<Value, String> {
    let valid = flags(survey, OVERALL, is_substantive)?;
    let good = flags(survey, OVERALL, |answer| GOOD.contains(&answer))?;
    let inside = both(&valid, &flags(survey, PLACE, |place| Some(place) == name.as_str())?);
    let rest = both(&valid, &flags(survey, PLACE, |place| Some(place) != name.as_str())?);
    let share = |base: &[bool]| figure(sample.share(&good, base).map(|share| share.value()));
    let found = overlapping_columns(sample, &good, &inside, &rest).map(|columns| columns.contrast);
    Ok(json!({
        "p_rest": share(&rest),
        "p_subgroup": share(&inside),
        "p_total": share(&valid),
        "diff_vs_rest": figure(found.map(|contrast| contrast.difference)),
        "se": figure(found.map(|contrast| contrast.error)),
        "z": figure(found.and_then(Contrast::z)),
    }))
}
