//! Whether a survey that is loaded repeats one that is in the bank.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::sync::Arc;

use crate::bank::BankError;
use crate::bank::load::LoadRequest;
use crate::bank::load::prepared::NewSource;
use crate::bank::shelf::{Shelf, SurveyRecord};
use crate::corpus::Source;
use crate::id::Slug;
use crate::problem::{Place, Problem};
use crate::survey::{Link, LinkedBy, OptionsChange, Questionnaire, link_waves};

/// What is said in place of a survey when there is none before.
pub(super) const NO_SURVEY: &str = "none";
/// The fewest questions that make two surveys waves of one.
const FEWEST: usize = 3;
/// The file that holds how a survey was read.
const RECIPE: &str = "recipe.toml";
/// The fewest questions with the same wording that are worth a word where they do not make a wave.
const WORTH_A_WORD: usize = 5;
/// How many ids a message lists of each kind.
const FEW: usize = 6;

/// The surveys of the bank of which a new one may be a later wave.
pub(super) struct Waves<'s> {
    shelf: &'s Shelf,
    new: &'s NewSource,
    told: Told,
}

/// What somebody has said of the earlier wave.
enum Told {
    Nothing,
    NoSurvey,
    Survey(Slug),
}

/// An earlier wave of a survey, and how the two compare.
pub(super) struct Wave {
    /// The earlier survey.
    pub(super) survey: Slug,
    /// Where its recipe lies, where it has one.
    recipe: Option<String>,
    /// Whether somebody has said that it is one.
    told: bool,
    /// How many questions both have.
    linked: usize,
    /// How many the later one has.
    asked: usize,
    /// Ids of linked questions with other options and of reworded ones, of questions that have the id of another one before, of new
    /// ones, and of those that are gone.
    other_options: Vec<String>,
    reworded: Vec<String>,
    other_wording: Vec<String>,
    new: Vec<String>,
    gone: Vec<String>,
}

/// Refuses an earlier wave for what is no survey.
pub(super) fn refuse_for_other(request: &LoadRequest) -> Result<(), BankError> {
    if request.wave_of.is_none() {
        return Ok(());
    }
    let place = Place::file(&request.name).field("wave_of");
    let problem =
        Problem::error("not_a_survey", place, "only a survey is a wave of another, and this is loaded as a text");
    Err(BankError::refused(problem.hint("leave the earlier wave (`--wave-of`) out")))
}

impl<'s> Waves<'s> {
    /// What somebody has said goes first: with this load, else of the version that it replaces.
    pub(super) fn of(shelf: &'s Shelf, request: &LoadRequest, new: &'s NewSource) -> Result<Self, BankError> {
        let known = shelf.sources.get(&new.id).and_then(|old| old.earlier_wave.clone());
        let told = match request.wave_of.as_deref().map(str::to_lowercase) {
            Some(said) if said == NO_SURVEY => Told::NoSurvey,
            Some(said) => Told::Survey(named(shelf, new, &said, &request.name)?),
            None => known.filter(|id| shelf.surveys.contains_key(id)).map_or(Told::Nothing, Told::Survey),
        };
        Ok(Self { shelf, new, told })
    }

    /// The survey that `questionnaire` repeats.
    pub(super) fn earlier(&self, questionnaire: &Questionnaire, rows: u64) -> Option<Wave> {
        let id = match &self.told {
            Told::NoSurvey => None,
            Told::Survey(id) => Some(id),
            Told::Nothing => self.found(questionnaire, rows),
        }?;
        let earlier = &self.shelf.surveys.get(id)?.questionnaire;
        let mut wave = compared(id, earlier, questionnaire, &link_waves(earlier, questionnaire));
        wave.told = matches!(self.told, Told::Survey(_));
        wave.recipe = self.shelf.files.get(id).filter(|files| files.has(RECIPE)).map(|files| files.name_of(RECIPE));
        Some(wave)
    }

    /// The survey in the bank of which most questions are asked again, where that is enough of them.
    fn found(&self, questionnaire: &Questionnaire, rows: u64) -> Option<&'s Slug> {
        // Of two that share as many questions, the newer is the wave before.
        let enough = self.candidates(questionnaire, rows).into_iter().filter(|one| one.enough);
        enough.max_by_key(|one| (one.linked, one.year, one.id)).map(|one| one.id)
    }

    /// A word about a survey that shares questions with this one, but not enough of them to be taken for the wave before.
    pub(super) fn like(&self, questionnaire: &Questionnaire, rows: u64, file: &str) -> Option<Problem> {
        if !matches!(self.told, Told::Nothing) {
            return None;
        }
        let near = self.candidates(questionnaire, rows).into_iter().filter(|one| one.worded >= WORTH_A_WORD);
        let near = near.max_by_key(|one| (one.worded, one.year, one.id))?;
        let (of, id) = (asked(questionnaire).count(), near.id);
        let message =
            format!("{} of {of} questions are worded as in `{id}`: too few to take it for a later wave", near.worded);
        let note = Problem::note("like_survey", Place::file(file), message);
        Some(note.hint(format!("if it is one, say so: load it with `--replace --wave-of {id}`")))
    }

    /// The surveys that could be the wave before: neither the survey itself, nor the same file or the same answers under another
    /// id, nor a survey of a later year.
    fn candidates(&self, questionnaire: &Questionnaire, rows: u64) -> Vec<Candidate<'s>> {
        let others = self.shelf.surveys.iter().filter(|(id, _)| **id != self.new.id);
        let candidate = |(id, record): (&'s Slug, &'s Arc<SurveyRecord>)| {
            let same_file = record.load.as_ref().is_some_and(|load| load.original.sha256 == self.new.sha256);
            let source = self.shelf.sources.get(id).filter(|_| !same_file)?;
            let year = year_of(source);
            let comes_later = year.zip(year_in(self.new.id.as_str())).is_some_and(|(theirs, own)| theirs > own);
            let links = link_waves(&record.questionnaire, questionnaire);
            let (before, after) = (asked(&record.questionnaire).count(), asked(questionnaire).count());
            let enough = is_enough(&links, before, after);
            let as_many = record.load.as_ref().is_some_and(|load| load.report.rows == rows);
            let same_answers = as_many && is_unchanged(&links, before.max(after));
            (!comes_later && !same_answers).then(|| Candidate {
                id,
                year,
                linked: links.len(),
                worded: worded(&links),
                enough,
            })
        };
        others.filter_map(candidate).collect()
    }
}

/// A survey that could be the wave before, with how many questions are linked to its own, and how many by their wording.
struct Candidate<'s> {
    id: &'s Slug,
    year: Option<i32>,
    linked: usize,
    worded: usize,
    enough: bool,
}

/// Whether nearly all of `all` questions are linked and have the options they had: with as many people too, it is the same survey in
/// another format, which may have lost a sign here and there.
fn is_unchanged(links: &[Link], all: usize) -> bool {
    let same = links.iter().filter(|link| link.options == OptionsChange::Same).count();
    same * 10 >= all * 9
}

/// How many questions were known again by their wording.
fn worded(links: &[Link]) -> usize {
    links.iter().filter(|link| link.by != LinkedBy::Id).count()
}

/// The survey called `said`, which must be another one.
fn named(shelf: &Shelf, new: &NewSource, said: &str, file: &str) -> Result<Slug, BankError> {
    if said == new.id.as_str() {
        let place = Place::file(file).field("wave_of");
        let problem = Problem::error("own_wave", place, format!("`{said}` cannot be a later wave of itself"));
        return Err(BankError::refused(
            problem.hint("give this one another id with `--id`, or leave the earlier wave (`--wave-of`) out"),
        ));
    }
    let known = shelf.surveys.get_key_value(said).map(|(id, _)| id.clone());
    known.ok_or_else(|| BankError::not_found("survey", said, shelf.surveys.keys().map(Slug::as_str)))
}

/// Whether two surveys with these links are waves of one: three questions at least, and half of the shorter questionnaire. The
/// usual questions about people, headed with no more than `Age` or `Gender`, are in many surveys that have nothing else in
/// common. So three must be known again by their wording, or nearly all of both surveys must be the same.
fn is_enough(links: &[Link], before: usize, after: usize) -> bool {
    let linked = links.len();
    let worded = worded(links);
    linked >= FEWEST && linked * 2 >= before.min(after) && (worded >= FEWEST || linked * 4 >= before.max(after) * 3)
}

fn compared(id: &Slug, earlier: &Questionnaire, later: &Questionnaire, links: &[Link]) -> Wave {
    let (before, after): (BTreeSet<&str>, BTreeSet<&str>) =
        links.iter().map(|link| (link.earlier.as_str(), link.later.as_str())).unzip();
    let others = links.iter().filter(|link| link.options != OptionsChange::Same);
    let without = |all: &'_ Questionnaire, linked: &BTreeSet<&str>| -> Vec<String> {
        asked(all).filter(|id| !linked.contains(id)).map(str::to_owned).collect()
    };
    let (new, gone) = (without(later, &after), without(earlier, &before));
    let is_in = |ids: &[String], id: &String| ids.iter().any(|other| other.eq_ignore_ascii_case(id));
    let (other_wording, really_new): (Vec<String>, Vec<String>) = new.into_iter().partition(|id| is_in(&gone, id));
    let really_gone = gone.into_iter().filter(|id| !is_in(&other_wording, id)).collect();
    Wave {
        survey: id.clone(),
        recipe: None,
        told: false,
        linked: links.len(),
        asked: asked(later).count(),
        other_options: others.map(|link| link.later.clone()).collect(),
        reworded: links.iter().filter(|link| link.reworded).map(|link| link.later.clone()).collect(),
        other_wording,
        new: really_new,
        gone: really_gone,
    }
}

/// The ids of the questions that people answered.
fn asked(questionnaire: &Questionnaire) -> impl Iterator<Item = &str> {
    let answered = questionnaire.questions.iter().filter(|question| question.is_answered());
    answered.map(|question| question.id.as_str())
}

/// The year of a survey: what its record says, else what its id says.
fn year_of(source: &Source) -> Option<i32> {
    source.year.or_else(|| year_in(source.id.as_str()))
}

/// The last part of an id that can be a year.
fn year_in(id: &str) -> Option<i32> {
    let parts = id.rsplit('-').filter(|part| part.len() == 4);
    parts.filter_map(|part| part.parse().ok()).find(|year| (1900..2100).contains(year))
}

impl Wave {
    /// What to say of it in the account of the load.
    pub(super) fn note(&self, file: &str, by_recipe: bool) -> Problem {
        let taken = if self.told { "of which it is a later wave" } else { "so it is taken for a later wave of it" };
        let mut message =
            format!("{} of {} questions are those of `{}`, {taken}", self.linked, self.asked, self.survey);
        let parts = [
            (&self.reworded, "is worded otherwise", "are worded otherwise"),
            (&self.other_options, "has other options", "have other options"),
            (
                &self.other_wording,
                "has the id of one before but other words or answers, and is not linked",
                "have the id of one before but other words or answers, and are not linked",
            ),
            (&self.new, "is new", "are new"),
            (&self.gone, "is not asked any more", "are not asked any more"),
        ];
        for (ids, one, many) in parts.into_iter().filter(|(ids, _, _)| !ids.is_empty()) {
            let verb = if ids.len() == 1 { one } else { many };
            // Writing to a string cannot fail.
            let _ = write!(message, "; {} {verb}: {}", ids.len(), listed(ids));
        }
        Problem::note("earlier_wave", Place::file(file), message).hint(self.hint(by_recipe))
    }

    fn hint(&self, by_recipe: bool) -> String {
        let way = match &self.recipe {
            Some(recipe) if !by_recipe => {
                format!(
                    "to read it as `{}` was read, and be told first what has changed, follow that recipe: `--recipe corpus/{recipe}`",
                    self.survey
                )
            }
            _ => "nothing to do".to_owned(),
        };
        format!("{way}; if it is no wave of it, load it with `--replace --wave-of {NO_SURVEY}`")
    }
}

fn listed(ids: &[String]) -> String {
    let shown: Vec<String> = ids.iter().take(FEW).map(|id| format!("`{id}`")).collect();
    let rest = ids.len().saturating_sub(FEW);
    if rest == 0 { shown.join(", ") } else { format!("{} and {rest} more", shown.join(", ")) }
}
