//! The frozen answers that public figures are counted in: a later version of them may be public only where enough people came.

use std::collections::BTreeMap;

use crate::bank::release::SurveyRef;
use crate::bank::{BankError, Caller, InsightBank};
use crate::breakdown;
use crate::corpus::decisions::{Decision, Decisions, Event, EventFilter, Kind, SnapshotFrozen};
use crate::engine::{CrosstabColumn, Distribution};
use crate::id::Slug;
use crate::problem::{Place, Problem};
use crate::text::fingerprint;

/// How many digits of its fingerprint an option is known by.
const DIGITS: usize = 12;

impl InsightBank {
    /// The decision that freezes the answers as they stand; none where that was decided already.
    ///
    /// # Errors
    /// When another version is frozen and too few people came or went since.
    pub(in crate::bank) fn freeze(
        &self,
        survey: SurveyRef<'_>,
        correction: bool,
        caller: &Caller,
    ) -> Result<Option<Event>, BankError> {
        let now = self.snapshot(survey)?;
        let least = self.own_policy()?.few();
        match self.last_frozen(&survey.source.id)? {
            Some(before) if before.fingerprint == now.fingerprint => return Ok(None),
            Some(before) if !correction && !may_follow(&before, &now, least) => {
                return Err(BankError::refused(too_soon(least)));
            }
            _ => {}
        }
        let decision = Decision::SnapshotFrozen(now);
        let (at, who) = (caller.at.clone(), caller.who.clone());
        Ok(Some(Event { at, who, subject: survey.source.id.clone(), why: None, decision }))
    }

    /// Refuses public figures of a version that too few people came to since figures of another were public.
    pub(in crate::bank) fn refuse_too_soon(&self, survey: SurveyRef<'_>) -> Result<(), BankError> {
        if self.is_noted(&survey.source.id) {
            return Ok(());
        }
        let before = self.last_frozen(&survey.source.id).unwrap_or_else(|error| {
            tracing::warn!(survey = %survey.source.id, %error, "it cannot be told which answers are frozen");
            None
        });
        match before {
            Some(before) if before.fingerprint != self.answers(survey) => {
                let now = self.snapshot(survey)?;
                let least = self.own_policy()?.few();
                if may_follow(&before, &now, least) { Ok(()) } else { Err(BankError::refused(too_soon(least))) }
            }
            _ => Ok(()),
        }
    }

    /// The answers as they stand: their fingerprint, and how many people are in each group they may be broken down by.
    fn snapshot(&self, survey: SurveyRef<'_>) -> Result<SnapshotFrozen, BankError> {
        let questionnaire = &survey.record.questionnaire;
        let mut groups = BTreeMap::new();
        for position in breakdown::dimensions(survey.source, questionnaire) {
            let Some(question) = questionnaire.questions.get(position) else { continue };
            let counted = self.count(survey, &breakdown::whole_question(&survey.source.id, position))?;
            let total = counted.columns.first().map(|column| &column.answers);
            let Some(Distribution::Codes(codes)) = total else { continue };
            // An option may be somebody's own words, so its name is not kept.
            let named = |code: &u16| Some(fingerprint(question.options.get(usize::from(*code))?.id.as_bytes()));
            let counts = codes.iter().filter_map(|(code, tally)| Some((named(code)?, tally.n)));
            groups.extend(counts.map(|(print, n)| (format!("{}={}", question.id, &print[..DIGITS]), n)));
        }
        let (fingerprint, respondents) = (self.answers(survey), self.respondents(survey)?);
        Ok(SnapshotFrozen { fingerprint, respondents, groups })
    }

    /// How many people took part.
    pub(in crate::bank) fn respondents(&self, survey: SurveyRef<'_>) -> Result<u64, BankError> {
        let counted = self.engine.tabulate(&breakdown::whole_question(&survey.source.id, 0))?;
        Ok(counted.columns.first().map_or(0, |column: &CrosstabColumn| column.respondents.n))
    }

    /// The versions of the answers that were frozen, oldest first.
    pub(in crate::bank) fn frozen(&self, id: &Slug) -> Result<Vec<SnapshotFrozen>, BankError> {
        let filter = EventFilter { kind: Some(Kind::SnapshotFrozen), subject: Some(id.to_string()) };
        let mut found = Vec::new();
        for event in Decisions::of(&self.corpus()).events(filter).map_err(BankError::refused)? {
            if let Some(Decision::SnapshotFrozen(frozen)) = event.map_err(BankError::refused)?.decision() {
                found.push(frozen);
            }
        }
        Ok(found)
    }

    pub(in crate::bank) fn last_frozen(&self, id: &Slug) -> Result<Option<SnapshotFrozen>, BankError> {
        Ok(self.frozen(id)?.pop())
    }
}

/// Whether figures of the one may be public after figures of the other: every group that moved did by enough people that no one
/// of them can be told: at least `least`.
fn may_follow(before: &SnapshotFrozen, now: &SnapshotFrozen, least: u64) -> bool {
    let names = before.groups.keys().chain(now.groups.keys());
    let count = |snapshot: &SnapshotFrozen, name: &String| snapshot.groups.get(name).copied().unwrap_or(0);
    let steps = names.map(|name| count(before, name).abs_diff(count(now, name)));
    before.respondents.abs_diff(now.respondents) >= least && steps.into_iter().all(|step| step == 0 || step >= least)
}

fn too_soon(least: u64) -> Problem {
    let message =
        "figures of an earlier version of these answers are out, and too few people came or went since in some group";
    Problem::error("not_in_release", Place::default(), message)
        .hint(format!("wait until at least {least} more people answered in every group that moved, or say with `--correction` that the answers were put right; the internal view shows them as they are"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn snapshot(respondents: u64, groups: &[(&str, u64)]) -> SnapshotFrozen {
        let groups = groups.iter().map(|(name, n)| ((*name).to_owned(), *n)).collect();
        SnapshotFrozen { fingerprint: respondents.to_string(), respondents, groups }
    }

    #[test]
    fn the_next_snapshot_waits_for_enough_people_in_every_group_that_moved() {
        let before = snapshot(100, &[("area=north", 60), ("area=south", 40)]);
        assert!(may_follow(&before, &snapshot(110, &[("area=north", 70), ("area=south", 40)]), 10));
        assert!(may_follow(&before, &snapshot(120, &[("area=north", 70), ("area=south", 50)]), 10));
        for (respondents, north, south) in [(109, 69, 40), (110, 69, 41), (100, 60, 40), (115, 70, 45), (91, 51, 40)] {
            let now = snapshot(respondents, &[("area=north", north), ("area=south", south)]);
            assert!(!may_follow(&before, &now, 10), "{respondents}");
        }
        assert!(!may_follow(&before, &snapshot(110, &[("area=north", 60), ("area=south", 41), ("area=east", 9)]), 10));
    }
}
