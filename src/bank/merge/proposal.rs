//! What a released table that hides much could show if neighbouring answers were merged: found by trying, told to analysts only, and
//! done by nobody but the person who picks it.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::bank::merge::HiddenCount;
use crate::bank::open::RESPONSES;
use crate::bank::published::Audience;
use crate::bank::register::of_same_answers;
use crate::bank::release::SurveyRef;
use crate::bank::shelf::SurveyRecord;
use crate::bank::{BankError, InsightBank};
use crate::breakdown::{self, BreakdownRequest, Disclosed, Policy, ReleasedTable, View};
use crate::corpus::Source;
use crate::engine::Crosstab;
use crate::framework::Framework;
use crate::survey::{self, Category, Merging, Question, Questionnaire, Written};

/// Tables that hide more than this share of their cells should be merged before anything else is tried.
const MUCH: f64 = 0.3;
/// A table that hides no more than this is good enough.
const ENOUGH: f64 = 0.1;
/// Fewer categories than this are left to nobody.
const FEWEST: usize = 3;
/// Questions of more categories are not tried: a person sees better which belong together.
const MOST: usize = 20;

/// Neighbouring answers that could be merged, and what that would do to a table.
#[derive(Debug, Clone, PartialEq)]
pub struct Proposal {
    /// The survey.
    pub survey: String,
    /// The categories, those of one question together.
    pub categories: Vec<Written>,
    /// What the table hides now.
    pub before: HiddenCount,
    /// What it would hide.
    pub after: HiddenCount,
    /// Whether figures of the answers are frozen, so that somebody must say that nobody outside has seen them.
    pub frozen: bool,
}

/// A table that is made over and over with other categories.
struct Trial<'a> {
    source: &'a Source,
    record: &'a SurveyRecord,
    request: &'a BreakdownRequest,
    framework: &'a Framework,
    policy: Policy,
}

impl InsightBank {
    /// What would show more of a released table that hides more than three in ten of its cells, or whole columns. None where it hides
    /// less, where nothing helps, where answers cannot be merged any more, and for everybody but analysts.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn proposal(&self, request: &BreakdownRequest, table: &Disclosed) -> Result<Option<Proposal>, BankError> {
        let Disclosed::Released(released) = table else { return Ok(None) };
        let analysts = self.audience == Audience::Analysts && !self.file.demonstration;
        if !analysts || !hides_much(released) {
            return Ok(None);
        }
        let (source, record) = self.survey_record(&request.survey)?;
        let Some(frozen) = self.can_be_merged(&source, &record)? else { return Ok(None) };
        let trial = Trial {
            source: &source,
            record: &record,
            request,
            framework: self.framework(),
            policy: self.policy_of(request.policy)?,
        };
        let Some(categories) = self.tried(&trial)? else { return Ok(None) };
        let merging = self.sound(&source, &record, &written(&categories, &record.questionnaire))?;
        let Some(merging) = merging else { return Ok(None) };
        let merged = record.merged(merging);
        let survey = SurveyRef { source: &source, record: &merged };
        let Ok(made) = self.made_public(survey, request, &trial.policy) else { return Ok(None) };
        let (before, after) = (HiddenCount::of(released), HiddenCount::of(&made));
        let categories = written(&categories, &record.questionnaire);
        let proposal = Proposal { survey: source.id.to_string(), categories, before, after, frozen };
        Ok((share(&made) < share(released)).then_some(proposal))
    }

    /// Whether figures of the answers are frozen; `None` where they are out and answers stay as they are.
    fn can_be_merged(&self, source: &Source, record: &Arc<SurveyRecord>) -> Result<Option<bool>, BankError> {
        // What is merged already was picked by a person.
        let is_merged = record.seen(View::Release).is_none_or(|seen| seen.merging.is_some());
        let shelf = self.shelf();
        let answers = shelf.files.get(&source.id).and_then(|files| files.print_of(RESPONSES)).unwrap_or_default();
        let releases = self.releases(Some(source.id.as_str()))?;
        if is_merged || releases.iter().any(|(_, released)| of_same_answers(&released.asked.snapshot, answers)) {
            return Ok(None);
        }
        Ok(Some(self.last_frozen(&source.id)?.is_some_and(|frozen| of_same_answers(&frozen.fingerprint, answers))))
    }

    /// The categories that a record may have.
    fn sound(
        &self,
        source: &Source,
        record: &SurveyRecord,
        categories: &[Written],
    ) -> Result<Option<Merging>, BankError> {
        let shelf = self.shelf();
        let Some(files) = shelf.files.get(&source.id) else { return Ok(None) };
        let text = files.read_record().map_err(BankError::refused)?;
        let text = categories.iter().fold(text, |text, category| survey::with_merged(&text, category));
        Ok(survey::read_merging(&files.record_name(), &text, &record.questionnaire, &source.design).0)
    }

    /// The categories of neighbours that hide least, found one step at a time; none where no step helps.
    fn tried(&self, trial: &Trial<'_>) -> Result<Option<Vec<Category>>, BankError> {
        let plan = breakdown::plan(trial.request, trial.source, &trial.record.questionnaire, self.framework())?;
        let counted: Vec<Crosstab> =
            plan.requests().map(|wanted| Ok(self.engine.tabulate(wanted)?)).collect::<Result<_, BankError>>()?;
        let Some(mut hidden) = trial.hidden(&[], &counted) else { return Ok(None) };
        let mut questions = trial.questions();
        let first = hidden;
        while hidden > ENOUGH {
            let steps =
                questions.iter().enumerate().flat_map(|(at, groups)| groups.steps().map(move |step| (at, step)));
            let tried = steps.filter_map(|(at, step)| {
                let mut groups: Vec<Groups> = questions.clone();
                *groups.get_mut(at)? = step;
                let categories: Vec<Category> = groups.iter().flat_map(Groups::categories).collect();
                Some((trial.hidden(&categories, &counted)?, groups))
            });
            let Some((least, groups)) = tried.min_by(|(one, _), (other, _)| one.total_cmp(other)) else { break };
            (hidden, questions) = (least, groups);
        }
        let categories: Vec<Category> = questions.iter().flat_map(Groups::categories).collect();
        Ok((hidden < first).then_some(categories))
    }
}

impl Trial<'_> {
    /// The share of the cells of the table that are hidden with these categories, were it the only table of its people.
    fn hidden(&self, categories: &[Category], counted: &[Crosstab]) -> Option<f64> {
        let merging = Merging::of(&self.record.questionnaire, categories.to_vec());
        let plan = breakdown::plan(self.request, self.source, &merging.questionnaire, self.framework).ok()?;
        let in_categories = plan.requests().zip(counted);
        let counted: Vec<Crosstab> = in_categories
            .map(|(wanted, counted)| breakdown::counted_in_categories(counted.clone(), wanted, &merging))
            .collect();
        let table = breakdown::build_table(self.request, self.source, &merging.questionnaire, &plan, &counted);
        Some(share(&breakdown::release(table, &self.policy)))
    }

    /// The questions of the columns and the rows whose answers have neighbours.
    fn questions(&self) -> Vec<Groups> {
        let blocks = self.request.by.iter().filter_map(|block| breakdown::parse_by(block).ok()).flatten();
        let names: Vec<String> = blocks.chain([self.request.question.clone()]).collect();
        let positions: BTreeSet<usize> =
            names.iter().filter_map(|name| self.record.questionnaire.position(name)).collect();
        let groups = positions.into_iter().filter_map(|at| {
            let question = self.record.questionnaire.questions.get(at)?;
            breakdown::is_ordered(question).then(|| Groups::of(at, question))
        });
        groups.filter(|groups| groups.runs.len() <= MOST).collect()
    }
}

/// The answers to a question in runs of neighbours.
#[derive(Debug, Clone)]
struct Groups {
    question: usize,
    labels: Vec<String>,
    runs: Vec<Vec<u16>>,
}

impl Groups {
    fn of(at: usize, question: &Question) -> Self {
        let said = (0..=u16::MAX).zip(&question.options).filter(|(_, option)| option.meaning.is_none());
        let runs = said.map(|(code, _)| vec![code]).collect();
        let labels = question.options.iter().map(|option| option.label.clone()).collect();
        Self { question: at, labels, runs }
    }

    /// Every way to make one of two neighbours, while more than a few are left.
    fn steps(&self) -> impl Iterator<Item = Self> + '_ {
        let last = if self.runs.len() > FEWEST { self.runs.len() - 1 } else { 0 };
        (0..last).map(|at| {
            let mut next = self.clone();
            let more = next.runs.remove(at + 1);
            next.runs[at].extend(more);
            next
        })
    }

    fn categories(&self) -> Vec<Category> {
        let label = |run: &Vec<u16>| {
            let labels: Vec<&str> =
                run.iter().filter_map(|code| self.labels.get(usize::from(*code))).map(String::as_str).collect();
            labels.join(" or ")
        };
        let merged = self.runs.iter().filter(|run| run.len() > 1);
        let category = |run: &Vec<u16>| Category {
            question: self.question,
            label: label(run),
            codes: run.clone(),
            with_silent: false,
        };
        merged.map(category).collect()
    }
}

/// Categories by names.
fn written(categories: &[Category], questionnaire: &Questionnaire) -> Vec<Written> {
    let one = |category: &Category| {
        let question = questionnaire.questions.get(category.question)?;
        let options = category.codes.iter().filter_map(|code| question.options.get(usize::from(*code)));
        let options = options.map(|option| option.id.clone()).collect();
        Some(Written { question: question.id.clone(), label: category.label.clone(), options })
    };
    categories.iter().filter_map(one).collect()
}

fn share(table: &ReleasedTable) -> f64 {
    table.disclosure().hidden_share
}

/// Whether more could be shown of a table of which too much is hidden. One of too few people altogether stays as it is.
fn hides_much(table: &ReleasedTable) -> bool {
    let mut shown = table.shown().columns.iter().map(|column| column.unweighted_base.is_some());
    shown.next().unwrap_or(false) && (share(table) > MUCH || !shown.all(|shown| shown))
}
