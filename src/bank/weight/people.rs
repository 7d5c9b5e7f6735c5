//! Who is weighted: the category of each respondent in each margin, and what each begins with.

use std::collections::BTreeMap;

use crate::bank::open::survey_reader;
use crate::bank::shelf::SurveyRecord;
use crate::bank::weight::margins::Margin;
use crate::corpus::store::SourceFiles;
use crate::problem::{Place, Problem};
use crate::stats::weights::category_shares;
use crate::stats::{Defined, Undefined};
use crate::survey::{Answer, Missing, Question, Respondent};

/// The respondents of a survey.
#[derive(Debug, Default)]
pub(super) struct People {
    /// Their ids in the order of the answers.
    pub(super) ids: Vec<String>,
    /// By margin: the category of each.
    pub(super) codes: Vec<Vec<Option<usize>>>,
    /// By margin: how many chose each option that has no category.
    pub(super) without_target: Vec<BTreeMap<u16, u64>>,
    /// By margin: how many have no category, by reason.
    pub(super) not_stated: Vec<BTreeMap<Missing, u64>>,
    /// What each begins with.
    pub(super) start: Vec<f64>,
}

/// How many numbers to begin with cannot be begun with.
#[derive(Debug, Default)]
struct BadStarts {
    missing: u64,
    zero: u64,
    negative: u64,
}

impl People {
    /// Reads the answers to the questions of the margins, and to the question to begin with.
    pub(super) fn read(
        record: &SurveyRecord,
        files: &SourceFiles,
        margins: &[Margin],
        start: Option<usize>,
        problems: &mut Vec<Problem>,
    ) -> Self {
        let mut people = Self {
            codes: vec![Vec::new(); margins.len()],
            without_target: vec![BTreeMap::new(); margins.len()],
            not_stated: vec![BTreeMap::new(); margins.len()],
            ..Self::default()
        };
        let (reader, _, found) = survey_reader(record, files);
        problems.extend(found.into_iter().filter(|problem| problem.is_error() && problem.code == "unreadable"));
        let mut bad = BadStarts::default();
        for respondent in reader.into_iter().flatten().filter_map(|(respondent, _)| respondent) {
            people.add(&respondent, margins);
            people.start.push(start.map_or(1.0, |at| bad.number(respondent.answers.get(at))));
            people.ids.push(respondent.id);
        }
        if people.ids.is_empty() && problems.iter().all(|problem| problem.code != "unreadable") {
            let problem = Problem::error("nobody", Place::default().field("survey"), "the survey has no respondents");
            problems.push(problem.hint("load its answers first"));
        }
        let question = start.and_then(|at| record.questionnaire.questions.get(at));
        problems.extend(question.and_then(|question| bad.problem(question, people.ids.len())));
        people
    }

    fn add(&mut self, respondent: &Respondent, margins: &[Margin]) {
        for (at, margin) in margins.iter().enumerate() {
            let stands = stands(margin, respondent.answers.get(margin.at));
            let category = stands.ok().and_then(|option| margin.category_of(option));
            let category = category.or_else(|| self.without_category(at, margin, stands));
            if let Some(codes) = self.codes.get_mut(at) {
                codes.push(category);
            }
        }
    }

    /// Counts somebody whose answer has no category: who gave none that counts is of those not stated, where these are one.
    fn without_category(&mut self, at: usize, margin: &Margin, stands: Result<u16, Missing>) -> Option<usize> {
        match stands.map(|option| (option, margin.reason_of(option))) {
            Ok((option, None)) => {
                tally(&mut self.without_target, at, option);
                None
            }
            Ok((_, Some(reason))) | Err(reason) => {
                tally(&mut self.not_stated, at, reason);
                margin.not_stated()
            }
        }
    }

    /// The share of `weights` that each category of a margin has.
    ///
    /// # Errors
    /// When somebody has no category, or the numbers are too large or too small to be reckoned with.
    pub(super) fn shares(&self, margin: usize, weights: &[f64], categories: usize) -> Defined<Vec<f64>> {
        let codes: Option<Vec<usize>> = self.codes.get(margin).into_iter().flatten().copied().collect();
        category_shares(weights, &codes.ok_or(Undefined::BadInput)?, categories)
    }

    /// How many people a category of a margin has.
    pub(super) fn members(&self, margin: usize, category: usize) -> u64 {
        let codes = self.codes.get(margin).into_iter().flatten();
        codes.filter(|code| **code == Some(category)).count() as u64
    }
}

fn tally<K: Ord>(counts: &mut [BTreeMap<K, u64>], at: usize, key: K) {
    if let Some(counts) = counts.get_mut(at) {
        *counts.entry(key).or_default() += 1;
    }
}

/// The option somebody chose, also one that stands for a reason; or the reason for none.
fn stands(margin: &Margin, answer: Option<&Answer>) -> Result<u16, Missing> {
    match answer {
        Some(Answer::Options(chosen)) => match chosen[..] {
            [one] => Ok(one),
            _ => Err(Missing::Invalid),
        },
        Some(Answer::Missing(reason)) => margin.option_for(*reason).ok_or(*reason),
        None => Err(Missing::Blank),
        Some(_) => Err(Missing::Invalid),
    }
}

impl BadStarts {
    /// What somebody begins with; what cannot be begun with is counted, and one stands in its place.
    fn number(&mut self, answer: Option<&Answer>) -> f64 {
        match answer {
            Some(Answer::Number(number)) if *number > 0.0 => return *number,
            Some(Answer::Number(number)) if *number < 0.0 => self.negative += 1,
            Some(Answer::Number(_)) => self.zero += 1,
            _ => self.missing += 1,
        }
        1.0
    }

    fn problem(&self, question: &Question, people: usize) -> Option<Problem> {
        let counts = [(self.missing, "missing"), (self.zero, "zero"), (self.negative, "negative")];
        let parts: Vec<String> = counts.iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!("{n} {what}")).collect();
        let message =
            format!("`{}` cannot be begun with: of {people} weights {} are no weights", question.id, parts.join(", "));
        let problem = Problem::error("bad_start", Place::default().field("start"), message);
        let hint = "correct them where they were made and load the survey again, or leave `--start` out to begin with equal weights";
        (!parts.is_empty()).then(|| problem.expected("a number above nought for everybody").hint(hint))
    }
}
