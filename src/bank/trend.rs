//! One question over the waves of a survey.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::sync::Arc;

use crate::bank::shelf::SurveyRecord;
use crate::bank::{BankError, Caller, InsightBank};
use crate::breakdown::{self, BreakdownRequest, Disclosed, Preset, Trend, View, WaveTable};
use crate::corpus::Source;
use crate::id::Slug;
use crate::problem::{Place, Problem};
use crate::survey::{Link, Question, link_waves};
use crate::text::percent_encode;

/// A comparison over waves as asked for.
#[derive(Debug, Clone, PartialEq)]
pub struct TrendRequest {
    /// The survey id of the latest wave.
    pub survey: String,
    /// The question id, as that wave has it.
    pub question: String,
    /// The question that holds the weight in every wave; `none` counts everybody one, `None` takes of each wave the one its record
    /// names.
    pub weight: Option<String>,
    /// Who may see it.
    pub view: View,
    /// The disclosure policy of a release; `None` takes the bank's.
    pub policy: Option<Preset>,
}

impl TrendRequest {
    /// One question over all waves, seen by analysts.
    pub fn new(survey: &str, question: &str) -> Self {
        let (survey, question) = (survey.to_owned(), question.to_owned());
        Self { survey, question, weight: None, view: View::Internal, policy: None }
    }

    /// The table of one wave.
    fn wave(&self, survey: &str, question: &str) -> BreakdownRequest {
        BreakdownRequest {
            weight: self.weight.clone(),
            view: self.view,
            policy: self.policy,
            ..BreakdownRequest::new(survey, question)
        }
    }

    /// The path and query that ask for it again.
    pub fn permalink(&self) -> String {
        let mut link =
            format!("/surveys/{}/trend?question={}", percent_encode(&self.survey), percent_encode(&self.question));
        let policy = self.policy.map(Preset::as_str);
        for (name, value) in
            [("weight", self.weight.as_deref()), ("policy", policy), ("view", Some(self.view.as_str()))]
        {
            if let Some(value) = value {
                // Writing to a string cannot fail.
                let _ = write!(link, "&{name}={}", percent_encode(value));
            }
        }
        link
    }
}

/// A comparison over waves.
#[derive(Debug, Clone)]
pub struct TrendAnswer {
    /// The waves side by side.
    pub trend: Trend,
    /// Which view it is.
    pub view: View,
    /// The address that asks for it again.
    pub permalink: String,
}

/// A wave that asked the question.
struct Asked {
    source: Arc<Source>,
    record: Arc<SurveyRecord>,
    question: Question,
    /// What links the wave before it in time to it, once that is known.
    link: Option<Link>,
}

/// The waves that asked a question, latest first, and what is to be said of the others.
struct Chain {
    asked: Vec<Asked>,
    remarks: Vec<String>,
}

impl InsightBank {
    /// One question over a survey and its earlier waves, each wave as its own table shows it to `caller`.
    ///
    /// # Errors
    /// When the survey or the question is unknown, no earlier wave is known or none asked the question, or a table of a wave cannot
    /// be made.
    pub fn trend(&self, request: &TrendRequest, caller: &Caller) -> Result<TrendAnswer, BankError> {
        let latest = self.breakdown(&request.wave(&request.survey, &request.question), caller)?;
        let (source, record) = self.survey_seen(&request.survey, request.view)?;
        let question = record.questionnaire.find(&latest.shown().question).cloned();
        let question = question.ok_or_else(|| BankError::not_found("question", &request.question, []))?;
        let chain = self.chain(Asked { source, record, question, link: None }, request.view)?;
        let mut latest = Some(latest);
        let mut waves = Vec::new();
        for asked in chain.asked {
            let table = match latest.take() {
                Some(table) => table,
                None => self.earlier_table(request, &asked, caller)?,
            };
            waves.push(WaveTable { source: asked.source, question: asked.question, table, link: asked.link });
        }
        waves.reverse();
        let trend = breakdown::trend(waves, chain.remarks);
        Ok(TrendAnswer { trend, view: request.view, permalink: request.permalink() })
    }

    /// Whether a question of a survey can be compared with an earlier wave.
    pub fn has_trend(&self, survey: &str, question: &str) -> bool {
        let Ok((source, record)) = self.survey_record(survey) else { return false };
        let found = record.questionnaire.find(question).cloned();
        found.is_some_and(|question| self.chain(Asked { source, record, question, link: None }, View::Internal).is_ok())
    }

    /// Follows the earlier waves back. One that did not ask the question is passed over.
    fn chain(&self, latest: Asked, view: View) -> Result<Chain, BankError> {
        let mut chain = Chain { asked: vec![latest], remarks: Vec::new() };
        let mut seen = BTreeSet::new();
        let mut next = chain.asked.first().and_then(|latest| latest.source.earlier_wave.clone());
        while let Some(id) = next.filter(|id| seen.insert(id.clone())) {
            let Ok((source, record)) = self.survey_seen(id.as_str(), view) else {
                chain.remarks.push(format!("The earlier wave `{id}` is not in this bank with its answers."));
                break;
            };
            next = chain.step(source, record);
        }
        match chain.asked.first().filter(|_| chain.asked.len() == 1) {
            Some(latest) => Err(BankError::refused(self.no_comparison(latest, &chain.remarks))),
            None => Ok(chain),
        }
    }

    fn earlier_table(&self, request: &TrendRequest, asked: &Asked, caller: &Caller) -> Result<Disclosed, BankError> {
        let survey = asked.source.id.as_str();
        let made = self.breakdown(&request.wave(survey, &asked.question.id), caller);
        made.map_err(|error| match error {
            BankError::Refused(problems) => {
                BankError::Refused(problems.into_iter().map(|it| in_wave(survey, it)).collect())
            }
            other => other,
        })
    }

    /// Why there is nothing to compare with, and the way on.
    fn no_comparison(&self, latest: &Asked, remarks: &[String]) -> Problem {
        let (id, question) = (&latest.source.id, &latest.question.id);
        if latest.source.earlier_wave.is_none() {
            let problem = Problem::error("no_earlier_wave", field("survey"), format!("`{id}` has no earlier wave"));
            let later = self.shelf().sources.values().find(|other| other.earlier_wave.as_ref() == Some(id)).cloned();
            return problem.hint(match later {
                Some(later) => format!("it is the earlier wave of `{}`: ask for that one", later.id),
                None => format!("if it repeats a survey of this bank, load it again with `--replace --wave-of SURVEY`, or put `earlier_wave` into the record of `{id}`"),
            });
        }
        let message = format!("no earlier wave of `{id}` that is in this bank asked `{question}`");
        let hint = format!("`insight-bank questions {id}` says of each question whether it was asked before");
        let hint = if remarks.is_empty() { hint } else { format!("{} {hint}", remarks.join(" ")) };
        Problem::error("not_asked_before", field("question"), message).hint(hint)
    }
}

impl Chain {
    /// Adds the wave of `source`, if it asked the question of the wave after it; gives the id of the wave before.
    fn step(&mut self, source: Arc<Source>, record: Arc<SurveyRecord>) -> Option<Slug> {
        let before = source.earlier_wave.clone();
        let after = self.asked.last_mut()?;
        let links = link_waves(&record.questionnaire, &after.record.questionnaire);
        let link = links.into_iter().find(|link| link.later == after.question.id);
        let question = link.as_ref().and_then(|link| record.questionnaire.find(&link.earlier)).cloned();
        match question {
            Some(question) => {
                after.link = link;
                self.asked.push(Asked { source, record, question, link: None });
            }
            None => self.remarks.push(format!("{} did not ask this question.", source.title)),
        }
        before
    }
}

fn in_wave(survey: &str, mut problem: Problem) -> Problem {
    problem.message = format!("in the earlier wave `{survey}`, {}", problem.message);
    problem
}

fn field(name: &str) -> Place {
    Place::default().field(name)
}
