//! Everybody whose numbers are known: of a table about to go out, of what is public of its question, and of what was released.

use std::collections::BTreeSet;

use crate::audit::Members;
use crate::bank::cube::PublicSurvey;
use crate::bank::register::{Draft, of_same_answers};
use crate::bank::release::SurveyRef;
use crate::bank::{BankError, InsightBank};
use crate::breakdown::{self, BASE, BreakdownRequest, Hidden, ReleasedTable, Table, TableSet};
use crate::corpus::decisions::{Decisions, ReleasedCell, RespondentSet};
use crate::problem::{Place, Problem};

/// The people behind a number, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct KnownSet {
    pub(super) people: Members,
    /// Where it stands, for whoever wants to release something.
    pub(super) place: String,
    /// Whether the number is known; else it is hidden.
    pub(super) shown: bool,
}

impl InsightBank {
    /// The people behind the numbers of a draft, those it hides among them.
    pub(super) fn sets_of(&self, draft: &Draft<'_>) -> Result<Vec<TableSet>, BankError> {
        if draft.table.exempt {
            return Ok(Vec::new());
        }
        self.sets(draft.survey, &draft.table, &draft.request, &draft.released)?.ok_or_else(|| {
            let message = "who stands behind each row cannot be told for numbers, dates and words, so the register cannot hold this table";
            let problem = Problem::error("not_in_release", Place::default().field("question"), message);
            BankError::refused(problem.hint("release a question with options, or bands of the numbers as a question of their own"))
        })
    }

    fn sets(
        &self,
        survey: SurveyRef<'_>,
        table: &Table,
        request: &BreakdownRequest,
        released: &ReleasedTable,
    ) -> Result<Option<Vec<TableSet>>, BankError> {
        let questionnaire = &survey.record.questionnaire;
        let plan = breakdown::plan(request, survey.source, questionnaire, self.framework())?;
        let Some(counted) = plan.requests().next() else { return Ok(None) };
        let members = self.members_of(survey, counted)?;
        Ok(breakdown::table_sets(table, released.shown(), &plan, &members, questionnaire))
    }

    /// Everybody whose numbers anybody may ask for, of the question of a draft.
    pub(super) fn public_sets(&self, draft: &Draft<'_>) -> Result<Vec<KnownSet>, BankError> {
        // What anybody may ask for is under the bank's own policy, whatever this table is released under.
        let public = self.public_survey(draft.survey, draft.table.position, &self.own_policy()?)?;
        let scope = breakdown::usual_scope(draft.table.position, &public.cube);
        let hidden = self.hidden(&public, &scope)?;
        let mut known = Vec::new();
        for request in breakdown::scope_requests(&scope, draft.survey.source, &public.cube) {
            if request.question != draft.table.question {
                continue;
            }
            let sets = self.sets_in_public(&public, &request, &hidden)?;
            let place = |set: &TableSet| format!("{} in {} of the public tables", set.answer, set.column);
            known.extend(sets.iter().map(|set| KnownSet {
                people: members(&set.people),
                place: place(set),
                shown: set.shown,
            }));
        }
        Ok(known)
    }

    fn sets_in_public(
        &self,
        public: &PublicSurvey<'_>,
        request: &BreakdownRequest,
        hidden: &Hidden,
    ) -> Result<Vec<TableSet>, BankError> {
        let (survey, merging) = (public.survey, public.cube.audited());
        let plan = self.plan_in(survey, merging, request)?;
        let table = self.table_in(survey, merging, request, &plan)?;
        let released = breakdown::release_within(table.clone(), &[hidden], &public.policy);
        let Some(counted) = plan.requests().next() else { return Ok(Vec::new()) };
        let members = self.members_of(survey, &breakdown::asked_of_options(counted, merging))?;
        let members = breakdown::members_in_categories(members, counted, merging);
        let sets = breakdown::table_sets(&table, released.shown(), &plan, &members, &merging.questionnaire);
        Ok(sets.unwrap_or_default())
    }

    /// Everybody whose numbers were released of the same answers: of the same question all, of others the bases.
    pub(super) fn earlier_sets(&self, draft: &Draft<'_>) -> Result<Vec<KnownSet>, BankError> {
        let decisions = Decisions::of(&self.corpus());
        let mut known = Vec::new();
        for (_, released) in self.releases(Some(draft.survey.source.id.as_str()))? {
            let asked = &released.asked;
            let same = asked.question == draft.asked.question;
            let cells = released.cells.iter().filter(|cell| same || cell.answer == BASE);
            for cell in cells.filter(|_| of_same_answers(&asked.snapshot, &draft.asked.snapshot)) {
                let people = decisions.respondents(&cell.set).map_err(BankError::refused)?;
                let place = format!("{} in {} of the table {}", cell.answer, cell.column, asked.table);
                known.push(KnownSet {
                    people: people.rows().iter().map(|row| position(*row)).collect(),
                    place,
                    shown: !cell.hidden,
                });
            }
        }
        Ok(known)
    }
}

/// People as members of a register.
pub(super) fn members(people: &BTreeSet<u32>) -> Members {
    people.iter().map(|person| position(*person)).collect()
}

fn position(person: u32) -> usize {
    usize::try_from(person).unwrap_or(usize::MAX)
}

/// What is kept of the numbers of a table: their places, and each set once.
pub(super) fn kept(sets: Vec<TableSet>) -> (Vec<ReleasedCell>, Vec<RespondentSet>) {
    let (mut cells, mut kept) = (Vec::new(), Vec::new());
    for shown in sets {
        let set: RespondentSet = shown.people.iter().copied().collect();
        let people = u64::try_from(shown.people.len()).unwrap_or(u64::MAX);
        let (n, hidden) = (if shown.shown { people } else { 0 }, !shown.shown);
        cells.push(ReleasedCell { column: shown.column, answer: shown.answer, set: set.id(), n, hidden });
        kept.push(set);
    }
    (cells, kept)
}
