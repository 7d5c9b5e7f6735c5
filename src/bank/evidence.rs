//! One theme or priority, three kinds of evidence side by side: studies, focus groups, and figures with their bases. The three
//! are never added together, because their bases have nothing in common.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::bank::shelf::Shelf;
use crate::bank::{BankError, InsightBank};
use crate::breakdown::{BaseRule, BreakdownRequest, Disclosed, View};
use crate::corpus::{InsightKind, Source, SourceKind};
use crate::engine::{Facet, Filters, Hits, SearchRequest};
use crate::framework::{Crosswalk, Family, Priority, PrioritySet, Theme};
use crate::id::Slug;
use crate::survey::Question;

/// A theme with how many insights carry it, those of the themes within it counted once.
#[derive(Debug, Clone)]
pub struct ThemeCount {
    /// The theme.
    pub theme: Theme,
    /// Insights that carry it.
    pub count: u64,
    /// Their share of all insights, 0..1.
    pub share: f64,
}

/// A theme and what the bank knows about it.
#[derive(Debug, Clone)]
pub struct ThemeAnswer {
    /// The theme and its count.
    pub theme: ThemeCount,
    /// The themes it lies within, outermost first.
    pub path: Vec<Theme>,
    /// The themes within it.
    pub children: Vec<ThemeCount>,
    /// The evidence.
    pub evidence: Evidence,
}

/// A priority and what the bank knows about it.
#[derive(Debug, Clone)]
pub struct PriorityAnswer {
    /// The priority.
    pub priority: Priority,
    /// The set it belongs to.
    pub set: PrioritySet,
    /// What it came from and what became of it.
    pub crosswalk: Vec<Crosswalk>,
    /// What should become true.
    pub outcomes: Hits,
    /// The evidence.
    pub evidence: Evidence,
}

/// The three kinds of evidence, kept apart.
#[derive(Debug, Clone)]
pub struct Evidence {
    /// What studies and documents say.
    pub studies: Hits,
    /// What focus groups, meetings and forums said.
    pub focus_groups: Hits,
    /// Published figures.
    pub figures: Hits,
    /// Percentages of the bank's own surveys, each with its table.
    pub surveys: Vec<SurveyEvidence>,
    /// What survey respondents wrote.
    pub answers: Hits,
}

/// The rows of one released survey table that speak of a theme or priority.
#[derive(Debug, Clone)]
pub struct SurveyEvidence {
    /// The survey.
    pub source: Arc<Source>,
    /// The whole table, as released.
    pub table: Disclosed,
    /// The ids of the rows that speak of it.
    pub rows: Vec<String>,
}

impl InsightBank {
    /// Every theme with its count, parents before the themes within them.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn themes(&self) -> Result<Vec<ThemeCount>, BankError> {
        let request = SearchRequest { facets: true, ..SearchRequest::default() };
        let hits = self.search(&request)?;
        let family = Family::of_themes(self.framework());
        let tops = self.framework().themes.values().filter(|theme| theme.parent.is_none());
        let ordered = tops.flat_map(|top| family.descendants(top.id.as_str()));
        Ok(ordered
            .filter_map(|id| self.framework().theme(id.as_str()))
            .map(|theme| count_theme(theme, &hits))
            .collect())
    }

    /// A theme with its evidence, `limit` insights of each kind.
    ///
    /// # Errors
    /// When there is no such theme, or the index cannot be read.
    pub fn theme(&self, id: &str, limit: usize) -> Result<ThemeAnswer, BankError> {
        let known = || self.framework().themes.keys().map(Slug::as_str);
        let theme = self.framework().find_theme(id).ok_or_else(|| BankError::not_found("theme", id, known()))?;
        let counts = self.search(&SearchRequest { facets: true, ..SearchRequest::default() })?;
        let families = Family::of_themes(self.framework());
        let known_theme = |id: &&Slug| self.framework().theme(id.as_str());
        let mut path: Vec<Theme> =
            families.ancestors(theme.id.as_str()).iter().skip(1).filter_map(known_theme).cloned().collect();
        path.reverse();
        let within = self.framework().themes.values().filter(|child| child.parent.as_ref() == Some(&theme.id));
        let children = within.map(|child| count_theme(child, &counts)).collect();
        let filters = Filters { themes: vec![theme.id.clone()], ..Filters::default() };
        let family: BTreeSet<Slug> = families.descendants(theme.id.as_str()).into_iter().cloned().collect();
        let surveys = self.survey_evidence(|question| rows_for_themes(question, &family))?;
        let evidence = self.evidence(&filters, surveys, limit)?;
        Ok(ThemeAnswer { theme: count_theme(theme, &counts), path, children, evidence })
    }

    /// A priority with its evidence, `limit` insights of each kind. Evidence filed under an earlier set is reached through
    /// the crosswalk.
    ///
    /// # Errors
    /// When there is no such priority, or the index cannot be read.
    pub fn priority(&self, id: &str, limit: usize) -> Result<PriorityAnswer, BankError> {
        let all = || self.framework().sets.iter().flat_map(|set| set.members.iter().map(move |member| (set, member)));
        let found = all().find(|(_, member)| member.id.as_str().eq_ignore_ascii_case(id));
        let (set, priority) =
            found.ok_or_else(|| BankError::not_found("priority", id, all().map(|(_, member)| member.id.as_str())))?;
        let touches = |step: &&Crosswalk| step.from == priority.id || step.to.contains(&priority.id);
        let crosswalk = self.framework().crosswalk.iter().filter(touches).cloned().collect();
        let filters = Filters { priorities: vec![priority.id.clone()], ..Filters::default() };
        let outcomes = self.kind_of_hits(&filters, &[InsightKind::Outcome], None, usize::MAX)?;
        let surveys = self.survey_evidence(|question| rows_for_priority(question, &priority.id))?;
        let evidence = self.evidence(&filters, surveys, limit)?;
        Ok(PriorityAnswer { priority: priority.clone(), set: set.clone(), crosswalk, outcomes, evidence })
    }

    fn evidence(&self, filters: &Filters, surveys: Vec<SurveyEvidence>, limit: usize) -> Result<Evidence, BankError> {
        use InsightKind::{Answer, Figure, Finding, Passage, Quote, Recommendation, View};
        let said = [Finding, Recommendation, View, Quote, Passage];
        let studies = [SourceKind::Literature, SourceKind::Document, SourceKind::Survey];
        let groups = [SourceKind::FocusGroup, SourceKind::Meeting];
        Ok(Evidence {
            studies: self.kind_of_hits(filters, &said, Some(&studies), limit)?,
            focus_groups: self.kind_of_hits(filters, &said, Some(&groups), limit)?,
            figures: self.kind_of_hits(filters, &[Figure], None, limit)?,
            surveys,
            answers: self.kind_of_hits(filters, &[Answer], None, limit)?,
        })
    }

    fn kind_of_hits(
        &self,
        filters: &Filters,
        kinds: &[InsightKind],
        source_kinds: Option<&[SourceKind]>,
        limit: usize,
    ) -> Result<Hits, BankError> {
        let source_kinds = source_kinds.unwrap_or_default().to_vec();
        let filters = Filters { kinds: kinds.to_vec(), source_kinds, ..filters.clone() };
        self.search(&SearchRequest { filters, limit: limit.min(100), facets: true, ..SearchRequest::default() })
    }

    /// The released tables of every survey question of which `rows` names rows.
    fn survey_evidence(&self, rows: impl Fn(&Question) -> Vec<String>) -> Result<Vec<SurveyEvidence>, BankError> {
        let shelf: Arc<Shelf> = self.shelf();
        let mut found = Vec::new();
        for (id, record) in &shelf.surveys {
            let Some(record) = record.seen(View::Release) else { continue };
            for question in &record.questionnaire.questions {
                let rows = rows(question);
                let Some(source) = shelf.sources.get(id).filter(|_| !rows.is_empty()) else {
                    continue;
                };
                // Choosing which subjects to comment on is a question to everybody; a coded answer is one of those who answered.
                let base = if question.codes.is_empty() { BaseRule::Asked } else { BaseRule::Answered };
                let request = BreakdownRequest {
                    base: Some(base),
                    view: View::Release,
                    ..BreakdownRequest::new(id.as_str(), &question.id)
                };
                match self.tabulate(&request) {
                    Ok(table) => found.push(SurveyEvidence { source: Arc::clone(source), table, rows }),
                    // What is not public is not evidence here.
                    Err(BankError::Refused(problems)) if problems.iter().all(|it| it.code == "not_in_release") => {}
                    Err(error) => return Err(error),
                }
            }
        }
        Ok(found)
    }
}

fn count_theme(theme: &Theme, hits: &Hits) -> ThemeCount {
    let values = hits.facets.get(&Facet::Theme);
    let value = values.and_then(|values| values.iter().find(|value| value.id == theme.id.as_str()));
    let count = value.map_or(0, |value| value.count);
    #[expect(clippy::cast_precision_loss, reason = "a share of insights needs no more than 52 bits")]
    let share = if hits.total == 0 { 0.0 } else { count as f64 / hits.total as f64 };
    ThemeCount { theme: theme.clone(), count, share }
}

fn rows_for_themes(question: &Question, themes: &BTreeSet<Slug>) -> Vec<String> {
    let speaks = |code: &&crate::survey::Code| code.themes.iter().any(|theme| themes.contains(theme));
    question.codes.iter().filter(speaks).map(|code| code.id.clone()).collect()
}

fn rows_for_priority(question: &Question, priority: &Slug) -> Vec<String> {
    let names = question.options.iter().filter(|option| option.priority.as_ref() == Some(priority));
    names.map(|option| option.id.clone()).collect()
}
