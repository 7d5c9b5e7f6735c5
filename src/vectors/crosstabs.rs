//! `crosstabs`: a single-choice question by a banner: shares, bases, tests of all pairs of columns, and of the table.

use serde_json::{Value, json};

use super::column_letters::letters_of;
use super::figures::{cases_of, decimals_after, figure, for_each_key, items, joined, list, texts};
use super::p_adjust::{adjusted, adjustment};
use super::respondents::{Drawn, OVERALL, both, flags, is_substantive, respondents};
use super::{Case, SurveyFile, VectorFile};
use crate::stats::comparison::{Pair, lower_columns, pearson, pooled_pairs};
use crate::stats::design::{Estimate, Sample, linearised_pairs, rao_scott};
use crate::stats::proportion::Part;
use crate::stats::{Defined, count};

/// `Chisq`, `Wald` and `adjWald` are for information, as the file says.
const INPUTS: &[&str] = &["id", "banner", "columns", "weighting", "row", "pairs", "Chisq", "Wald", "adjWald"];

pub(super) fn cases(file: &VectorFile<'_>) -> Result<Vec<Case>, String> {
    let survey = respondents(file)?;
    cases_of(file, "", INPUTS, |case| {
        let sample = Drawn::simple(case["weighting"].as_str().unwrap_or_default()).sample(survey)?;
        sample.map_or(Ok(Value::Null), |sample| Ok(Table::of(survey, sample, case)?.figures(case)))
    })
}

/// A table of the sample: which answer and which column each respondent is in.
struct Table<'a> {
    sample: Sample,
    answers: Vec<&'a str>,
    rows: Vec<&'a str>,
    /// Who is in each column and has a substantive answer.
    columns: Vec<Vec<bool>>,
    /// Who is in any of them.
    base: Vec<bool>,
    letters: Vec<&'a str>,
}

impl<'a> Table<'a> {
    fn of(survey: &'a SurveyFile, sample: Sample, case: &'a Value) -> Result<Self, String> {
        let banner = case["banner"].as_str().unwrap_or_default();
        let names = texts(&case["columns"]);
        let valid = flags(survey, OVERALL, is_substantive)?;
        let column = |name: &&str| Ok(both(&valid, &flags(survey, banner, |group| group == *name)?));
        let rows = items(&case["rows"]).into_iter().map(|row| row["row"].as_str().unwrap_or_default());
        Ok(Self {
            sample,
            answers: survey.column(OVERALL)?,
            rows: rows.collect(),
            columns: names.iter().map(column).collect::<Result<_, String>>()?,
            base: both(&valid, &flags(survey, banner, |group| names.contains(&group))?),
            letters: texts(&case["letters"]),
        })
    }

    fn figures(&self, case: &Value) -> Value {
        let totals: Vec<_> = self.columns.iter().map(|column| self.sample.total(column)).collect();
        let rows = items(&case["rows"]).into_iter().zip(&self.rows).map(|(stated, answer)| self.row(answer, stated));
        json!({
            "letters": self.letters,
            "base_unweighted": list(totals.iter().map(|total| total.n)),
            "base_weighted": list(totals.iter().map(|total| total.weight)),
            "base_effective_kish": list(totals.iter().map(|total| figure(total.kish()))),
            "rows": list(rows),
            "rao_scott": { "F": self.rao_scott() },
            "pearson_on_weighted_table": self.pearson(),
            "degf": self.sample.freedom(&self.base),
        })
    }

    fn row(&self, answer: &str, stated: &Value) -> Value {
        let counted: Vec<bool> = self.answers.iter().map(|given| *given == answer).collect();
        let shares: Vec<Defined<Estimate>> =
            self.columns.iter().map(|column| self.sample.share(&counted, column)).collect();
        let value = |share: &Defined<Estimate>| figure(share.as_ref().map(Estimate::value).map_err(|why| *why));
        let error = |share: &Defined<Estimate>| {
            figure(share.as_ref().map_err(|why| *why).and_then(|share| self.sample.standard_error(share)))
        };
        let counts: Vec<_> = self.columns.iter().map(|column| self.sample.total(&both(&counted, column))).collect();
        json!({
            "p": list(shares.iter().map(value)),
            "se_linearised": list(shares.iter().map(error)),
            "count_unweighted": list(counts.iter().map(|counted| counted.n)),
            "count_weighted": list(counts.iter().map(|counted| counted.weight)),
            "pooled_z_kish": self.tests(&self.pooled(&shares), &stated["pooled_z_kish"]),
            "linearised_z": self.tests(&linearised_pairs(&self.sample, &shares, false), &stated["linearised_z"]),
        })
    }

    fn pooled(&self, shares: &[Defined<Estimate>]) -> Vec<Pair> {
        let part = |(share, column): (&Defined<Estimate>, &Vec<bool>)| {
            Part::share_of(share.as_ref().map_err(|why| *why)?.value(), self.sample.total(column).kish()?)
        };
        let parts: Vec<Defined<Part>> = shares.iter().zip(&self.columns).map(part).collect();
        pooled_pairs(&parts, false)
    }

    /// z, corrected p and letters, by every method and at every level the file has.
    fn tests(&self, pairs: &[Pair], stated: &Value) -> Value {
        let raw: Vec<Option<f64>> = pairs.iter().map(|pair| pair.p.ok()).collect();
        let figures = json!({
            "z": list(pairs.iter().map(|pair| figure(pair.z))),
            "p": adjusted(&raw, &stated["p"]),
        });
        let letters = for_each_key(stated, |key| {
            let alpha = decimals_after("letters", key)?;
            Some(for_each_key(&stated[key], |name| {
                let lower = lower_columns(self.columns.len(), pairs, adjustment(name)?, alpha);
                Some(json!(letters_of(&lower, &self.letters)))
            }))
        });
        joined(figures, letters)
    }

    fn rao_scott(&self) -> Value {
        let rows: Vec<usize> = self.answers.iter().map(|given| place(&self.rows, |row| row == given)).collect();
        let columns: Vec<usize> =
            (0..rows.len()).map(|at| place(&self.columns, |column| column.get(at) == Some(&true))).collect();
        let found = rao_scott(&self.sample, &rows, &columns, &self.base);
        found.map_or(Value::Null, |found| json!({ "statistic": found.f, "parameter": found.freedom, "p": found.p }))
    }

    fn pearson(&self) -> Value {
        let weight = |row: &&str, column: &Vec<bool>| {
            let counted: Vec<bool> = self.answers.iter().map(|given| given == row).collect();
            self.sample.total(&both(&counted, column)).weight
        };
        let table: Vec<Vec<f64>> =
            self.rows.iter().map(|row| self.columns.iter().map(|column| weight(row, column)).collect()).collect();
        let found = pearson(&table);
        json!({
            "x2": figure(found.map(|found| found.statistic)),
            "df": count(self.rows.len().saturating_sub(1) * self.columns.len().saturating_sub(1)),
            "p": figure(found.map(|found| found.p)),
        })
    }
}

/// Where in a list the first is that passes; past its end when none does.
fn place<T>(list: &[T], passes: impl Fn(&T) -> bool) -> usize {
    list.iter().position(passes).unwrap_or(list.len())
}
