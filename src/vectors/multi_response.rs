//! `multi_response`: a question with several answers: its bases, deduplicated nets and columns that share people.

use serde_json::{Value, json};

use super::figures::{cases_of, figure, items, list, texts};
use super::respondents::{Drawn, GOOD, OVERALL, both, is_substantive, respondents};
use super::{Case, SurveyFile, VectorFile};
use crate::stats::design::{Columns, Sample, Weighed, overlapping_columns};
use crate::stats::{Defined, Undefined};

const QUESTION: &str = "q2_sources";
/// The answer that excludes all others.
const NONE: &str = "none";

pub(super) fn cases(file: &VectorFile<'_>) -> Result<Vec<Case>, String> {
    let survey = respondents(file)?;
    cases_of(file, "", &["design", "option", "members", "question", "A", "B"], |case| {
        let sample = Drawn::simple(case["design"].as_str().unwrap_or_default()).sample(survey)?;
        sample.map_or(Ok(Value::Null), |sample| Ok(Ticks::of(survey, sample)?.figures(case)))
    })
}

/// The sample and what everybody ticked.
struct Ticks<'a> {
    sample: Sample,
    ticked: Vec<Vec<&'a str>>,
    overall: Vec<&'a str>,
}

impl<'a> Ticks<'a> {
    fn of(survey: &'a SurveyFile, sample: Sample) -> Result<Self, String> {
        let ticked = survey.column(QUESTION)?.into_iter();
        let ticked = ticked.map(|cell| cell.split('|').filter(|option| !option.is_empty()).collect());
        Ok(Self { sample, ticked: ticked.collect(), overall: survey.column(OVERALL)? })
    }

    fn who(&self, passes: impl Fn(&[&str]) -> bool) -> Vec<bool> {
        self.ticked.iter().map(|ticked| passes(ticked)).collect()
    }

    fn answering(&self) -> Vec<bool> {
        self.who(|ticked| !ticked.is_empty())
    }

    fn selecting(&self) -> Vec<bool> {
        self.who(|ticked| ticked.iter().any(|option| *option != NONE))
    }

    fn everybody(&self) -> Vec<bool> {
        self.who(|_| true)
    }

    fn figures(&self, case: &Value) -> Value {
        let base = |base: &[bool]| {
            let total = self.sample.total(base);
            json!({ "unweighted": total.n, "weighted": total.weight })
        };
        let options = items(&case["rows"]).into_iter().map(|row| row["option"].as_str().unwrap_or_default());
        let nets = case["nets"].as_object().into_iter().flatten();
        let nets = nets.map(|(name, net)| (name.clone(), self.net(&texts(&net["members"]))));
        json!({
            "base_answering": base(&self.answering()),
            "base_selecting_any": base(&self.selecting()),
            "base_all": base(&self.everybody()),
            "total_responses_weighted": self.responses(),
            "rows": list(options.map(|option| self.row(option))),
            "nets": nets.collect::<serde_json::Map<_, _>>(),
            "overlapping_columns": self.overlap(&case["overlapping_columns"]),
        })
    }

    /// The weight of all answers given, the exclusive one left out.
    fn responses(&self) -> f64 {
        let given = |ticked: &Vec<&str>| ticked.iter().filter(|option| **option != NONE).count();
        let each = self.sample.cells().iter().zip(&self.ticked);
        each.map(|(cell, ticked)| crate::stats::count(given(ticked)) * cell.people.weight).sum()
    }

    fn row(&self, option: &str) -> Value {
        let counted = self.who(|ticked| ticked.contains(&option));
        let sum = self.sample.total(&counted);
        let exclusive = option == NONE;
        let of_responses = if exclusive { Err(Undefined::BadInput) } else { share_of(sum, self.responses()) };
        json!({
            "count_unweighted": sum.n,
            "count_weighted": sum.weight,
            "pct_of_answering": self.share(&counted, &self.answering()),
            "pct_of_selecting_any": if exclusive { Value::Null } else { self.share(&counted, &self.selecting()) },
            "pct_of_all": self.share(&counted, &self.everybody()),
            "pct_of_responses": figure(of_responses),
        })
    }

    fn share(&self, counted: &[bool], base: &[bool]) -> Value {
        let share = self.sample.share(counted, base);
        let error = share.as_ref().map_err(|why| *why).and_then(|share| self.sample.standard_error(share));
        json!({ "p": figure(share.map(|share| share.value())), "se": figure(error) })
    }

    /// Respondents who ticked any of the members: each counts once.
    fn net(&self, members: &[&str]) -> Value {
        let any = self.who(|ticked| members.iter().any(|member| ticked.contains(member)));
        let all = members.iter().map(|member| self.sample.total(&self.who(|ticked| ticked.contains(member))).n);
        let mut net = self.share(&any, &self.answering());
        net["count_unweighted"] = json!(self.sample.total(&any).n);
        net["sum_of_members_unweighted"] = json!(all.sum::<u64>());
        net
    }

    /// The share who say good among those who chose one option and among those who chose another.
    fn overlap(&self, stated: &Value) -> Value {
        let valid: Vec<bool> = self.overall.iter().map(|answer| is_substantive(answer)).collect();
        let good: Vec<bool> = self.overall.iter().map(|answer| GOOD.contains(answer)).collect();
        let chose = |key: &str| {
            let said = stated[key].as_str().unwrap_or_default();
            let option = said.strip_prefix("chose ").unwrap_or(said);
            both(&self.who(|ticked| ticked.contains(&option)), &valid)
        };
        let (one, other) = (chose("A"), chose("B"));
        let found = overlapping_columns(&self.sample, &good, &one, &other);
        let columns = |read: fn(&Columns) -> Value| found.as_ref().map_or(Value::Null, read);
        json!({
            "base_A": self.sample.total(&one).n,
            "base_B": self.sample.total(&other).n,
            "base_both": self.sample.total(&both(&one, &other)).n,
            "p": columns(|found| json!(found.share)),
            "se": columns(|found| json!(found.error)),
            "cov": columns(|found| json!(found.covariance)),
            "diff": columns(|found| json!(found.contrast.difference)),
            "se_diff": columns(|found| json!(found.contrast.error)),
            "z": columns(|found| figure(found.contrast.z())),
            "p_value": columns(|found| figure(found.contrast.p())),
            "z_if_overlap_ignored": columns(|found| figure(found.z_apart())),
        })
    }
}

fn share_of(sum: Weighed, all: f64) -> Defined {
    if all > 0.0 { Ok(sum.weight / all) } else { Err(Undefined::EmptyBase) }
}
