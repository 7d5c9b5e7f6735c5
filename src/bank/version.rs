//! Living figures: which data a table was counted in, and what became of it since the version that an address names.
//!
//! A version that was replaced lies in the history of its source. It is opened as a bank of its own, in memory, and asked the same
//! question; what differs between the two answers is what changed. Anybody may be told so of a version that was public in its
//! time, and of an analyst's table always.

use std::sync::{Arc, Mutex, PoisonError};

use crate::bank::open::{CODINGS, RESPONSES, read_one};
use crate::bank::published::Audience;
use crate::bank::register::counted_in;
use crate::bank::release::SurveyRef;
use crate::bank::shelf::{Shelf, SurveyRecord};
use crate::bank::{BankError, InsightBank, StoredWeight};
use crate::breakdown::{BreakdownRequest, Changes, DataVersion, Disclosed, FigureChange, Part, View, figure_changes};
use crate::corpus::decisions::{Decision, Decisions, EventFilter, Kind, Recorded};
use crate::corpus::store::{SourceFiles, earlier_versions};
use crate::engine::Silent;
use crate::engine::embedded::EmbeddedEngine;
use crate::id::Slug;
use crate::text::fingerprint;

/// Earlier versions of surveys that were asked lately, by survey and version.
pub(super) type EarlierCache = Mutex<Vec<(String, Arc<InsightBank>)>>;

/// So many earlier versions are kept open.
const OPEN: usize = 2;

/// A survey of more people than this is not counted again in an earlier version: that would take too long.
const MOST: u64 = 100_000;

/// An earlier version of a survey, and what it is looked for by.
struct Sought<'a> {
    survey: SurveyRef<'a>,
    since: &'a DataVersion,
    weight: Option<&'a str>,
    /// The fingerprint of its answers, where it was public.
    frozen: Option<String>,
}

impl InsightBank {
    /// The version of the data behind a table with this weight, as those see it who may see the table.
    pub(super) fn data_version(&self, survey: SurveyRef<'_>, weight: Option<&str>, view: View) -> DataVersion {
        let id = &survey.source.id;
        if view == View::Internal {
            return version_of(self.shelf().files.get(id), survey.record, weight);
        }
        let frozen = self.frozen(id).unwrap_or_default();
        let answers = self.answers(survey);
        let known = frozen.iter().rposition(|frozen| frozen.fingerprint == answers);
        let made = weight.filter(|name| made(survey.record, name).is_some());
        let weight = made.map(|name| self.times_made(id, name));
        DataVersion::Snapshot { number: known.unwrap_or(frozen.len()) + 1, weight }
    }

    /// How many times a weight was made, which is at least once.
    fn times_made(&self, id: &Slug, name: &str) -> usize {
        let filter = EventFilter { kind: Some(Kind::WeightMade), subject: Some(id.to_string()) };
        let events = Decisions::of(&self.corpus()).events(filter).into_iter().flatten().flatten();
        let is_it = |event: &Recorded| match event.decision() {
            Some(Decision::WeightMade(made)) => made.name.eq_ignore_ascii_case(name),
            _ => false,
        };
        events.filter(is_it).count().max(1)
    }

    /// A table, saying what changed where whoever asks knows another version of its data.
    pub(super) fn since(&self, survey: SurveyRef<'_>, request: &BreakdownRequest, table: Disclosed) -> Disclosed {
        let Some(since) = &request.data_version else { return table };
        let weight = table.shown().weight.clone();
        let changed = self.data_version(survey, weight.as_deref(), request.view).changed(since);
        if changed.as_ref().is_some_and(Vec::is_empty) {
            return table;
        }
        let sought = self.sought(survey, since, weight.as_deref(), changed.as_deref());
        let then = sought.and_then(|sought| {
            self.figures_then(&sought, request, &table).unwrap_or_else(|error| {
                tracing::info!(survey = %survey.source.id, %error, "an earlier version cannot be compared");
                None
            })
        });
        let (respondents, figures) = then.unzip();
        table.since(Changes { since: since.clone(), changed, respondents, figures, words: Vec::new() })
    }

    /// What to look for, where the figures of an earlier version may stand beside those there are now: analysts see them as far as
    /// they are kept; anybody does when that version was public in its time and differs by nothing but its answers.
    fn sought<'a>(
        &self,
        survey: SurveyRef<'a>,
        since: &'a DataVersion,
        weight: Option<&'a str>,
        changed: Option<&[Part]>,
    ) -> Option<Sought<'a>> {
        let changed = changed.filter(|_| self.respondents(survey).is_ok_and(|people| people <= MOST))?;
        let frozen = match since {
            DataVersion::Prints { .. } => None,
            DataVersion::Snapshot { number, .. } => {
                let frozen = self.frozen(&survey.source.id).ok()?;
                let was = frozen.get(number.checked_sub(1)?).filter(|_| *changed == [Part::Answers])?;
                Some(was.fingerprint.clone())
            }
        };
        Some(Sought { survey, since, weight, frozen })
    }

    /// How many people took part then and now, and which figures are not as they were; none where that version is not kept.
    fn figures_then(
        &self,
        sought: &Sought<'_>,
        request: &BreakdownRequest,
        table: &Disclosed,
    ) -> Result<Option<Compared>, BankError> {
        let Some(bank) = self.earlier(sought)? else { return Ok(None) };
        let then = bank.tabulate(&BreakdownRequest { data_version: None, ..request.clone() })?;
        let (source, record) = bank.survey_record(sought.survey.source.id.as_str())?;
        let people = bank.respondents(SurveyRef { source: &source, record: &record })?;
        let figures = figure_changes(then.shown(), table.shown());
        Ok(Some(((people, self.respondents(sought.survey)?), figures)))
    }

    /// A bank of nothing but the version of a survey that is sought, where that is kept.
    fn earlier(&self, sought: &Sought<'_>) -> Result<Option<Arc<Self>>, BankError> {
        let id = &sought.survey.source.id;
        let key = format!("{id} {} {:?} {:?}", sought.since, sought.weight, sought.frozen);
        let open = || self.earlier.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, bank)) = open().iter().find(|(of, _)| *of == key) {
            return Ok(Some(Arc::clone(bank)));
        }
        let mut versions = earlier_versions(&self.corpus(), id).into_iter();
        let Some(shelf) = versions.find_map(|files| self.shelf_of(files, sought)) else {
            return Ok(None);
        };
        let bank = Arc::new(self.of_shelf(shelf)?);
        let mut open = open();
        open.truncate(OPEN - 1);
        open.insert(0, (key, Arc::clone(&bank)));
        Ok(Some(bank))
    }

    /// A shelf of one version of a survey, where it is the version sought.
    fn shelf_of(&self, files: SourceFiles, sought: &Sought<'_>) -> Option<Shelf> {
        let (source, survey, _) = read_one(&files, &self.framework);
        let (source, survey) = (source?, Arc::new(survey?));
        let is_it = match &sought.frozen {
            Some(frozen) => {
                let now = self.shelf().files.get(&files.id).and_then(recorded);
                let counted = survey.seen(View::Release).map(|seen| counted_in(&files, &seen));
                counted.as_ref() == Some(frozen) && recorded(&files) == now
            }
            None => {
                version_of(Some(&files), &survey, sought.weight).changed(sought.since).is_some_and(|it| it.is_empty())
            }
        };
        let mut shelf = Shelf::default();
        shelf.surveys.insert(source.id.clone(), survey);
        shelf.files.insert(source.id.clone(), files);
        shelf.sources.insert(source.id.clone(), Arc::new(source));
        is_it.then_some(shelf)
    }

    fn of_shelf(&self, shelf: Shelf) -> Result<Self, BankError> {
        let engine = EmbeddedEngine::in_memory(Arc::clone(&self.framework))?;
        let bank = self.anew(Arc::new(engine), Audience::Analysts);
        bank.refresh(&shelf, &Silent)?;
        bank.put_shelf(shelf);
        Ok(bank)
    }
}

/// How many people took part then and now, and which figures are not as they were.
type Compared = ((u64, u64), Vec<FigureChange>);

/// The analyst's version of data in these files.
fn version_of(files: Option<&SourceFiles>, record: &SurveyRecord, weight: Option<&str>) -> DataVersion {
    let print = |name: &str| files.and_then(|files| files.print_of(name)).unwrap_or_default();
    let weight = weight.and_then(|name| made(record, name)).map(|made| print(&made.file));
    DataVersion::of_prints(print(RESPONSES), &files.and_then(recorded).unwrap_or_default(), weight)
}

/// The fingerprint of what is recorded of answers: the record with the questions, and the codes people gave.
fn recorded(files: &SourceFiles) -> Option<String> {
    let record = files.record_print()?;
    Some(match files.print_of(CODINGS) {
        Some(codings) => fingerprint(format!("{record}\n{codings}").as_bytes()),
        None => record.to_owned(),
    })
}

fn made<'r>(record: &'r SurveyRecord, name: &str) -> Option<&'r StoredWeight> {
    record.weights.iter().find(|made| made.name.eq_ignore_ascii_case(name))
}
