//! Keeping a weight beside the answers, and taking it away: files and a decision, one after the other so that neither lies.

use crate::bank::Caller;
use crate::bank::open::RESPONSES;
use crate::bank::weight::WeightReport;
use crate::bank::weight::stored::{Account, FOLDER, FORMAT, csv_name};
use crate::corpus::decisions::{Decision, Decisions, Event, WeightMade, WeightRemoved};
use crate::corpus::store::Amendment;
use crate::id::Slug;
use crate::problem::{Place, Problem};
use crate::text;

/// A weight to be kept.
pub(super) struct Keeping<'k> {
    pub(super) report: &'k WeightReport,
    /// The ids of the respondents.
    pub(super) ids: &'k [String],
    /// What each weighs.
    pub(super) weights: &'k [f64],
    /// The fingerprint of the answers it was made for.
    pub(super) answers: &'k str,
    /// The fingerprint of the targets it was made to meet.
    pub(super) targets: String,
}

/// Where decisions about the weights of a survey go.
pub(super) struct Minutes<'m> {
    pub(super) decisions: Decisions,
    pub(super) caller: &'m Caller,
    pub(super) subject: &'m Slug,
}

impl Minutes<'_> {
    fn write(&self, decision: Decision) -> Result<(), Problem> {
        let (at, who) = (self.caller.at.clone(), self.caller.who.clone());
        let event = Event { at, who, subject: self.subject.clone(), why: None, decision };
        self.decisions.append(&[event], &[]).map(drop)
    }
}

/// Keeps a weight. The account, which makes it one, is written when the decision is: a weight that nobody decided is never there.
pub(super) fn keep(amendment: &Amendment, minutes: &Minutes<'_>, weight: Keeping<'_>) -> Result<(), Problem> {
    let Keeping { report, ids, weights, answers, targets } = weight;
    let name = report.name.as_str();
    if amendment.print_of(RESPONSES).as_deref() != Some(answers) {
        let place = Place::file(amendment.name_of(RESPONSES));
        let problem = Problem::error("changed_meanwhile", place, "the answers were changed while the weight was made");
        return Err(problem.hint("make it again; nothing was kept"));
    }
    let rows = csv_text(ids, weights)?;
    let print = text::fingerprint(rows.as_bytes());
    let file = csv_name(name, &print);
    let account = Account { format: FORMAT, answers: answers.to_owned(), weights: print, report: report.clone() };
    let account = toml::to_string(&account).map_err(|error| unwritable(name, &error.to_string()))?;
    amendment.write(&format!("{FOLDER}/{file}"), rows.as_bytes())?;
    let efficiency_millionths = millionths(report.weights.efficiency);
    minutes.write(Decision::WeightMade(WeightMade { name: name.to_owned(), targets, efficiency_millionths }))?;
    amendment.write(&format!("{FOLDER}/{name}.toml"), account.as_bytes())?;
    clear(amendment, name, |other| other != file);
    Ok(())
}

/// Takes a weight away: from then on no table can be made with it.
pub(super) fn remove(amendment: &Amendment, minutes: &Minutes<'_>, name: &str) -> Result<(), Problem> {
    minutes.write(Decision::WeightRemoved(WeightRemoved { name: name.to_owned() }))?;
    let account = format!("{name}.toml");
    amendment.clear(FOLDER, |other| other == account);
    clear(amendment, name, |_| true);
    Ok(())
}

/// Takes away the files of weights of a name that are old.
fn clear(amendment: &Amendment, name: &str, is_old: impl Fn(&str) -> bool) {
    let start = format!("{name}.");
    amendment.clear(FOLDER, |file| {
        file.strip_prefix(&start).is_some_and(|rest| rest.strip_suffix(".csv").is_some()) && is_old(file)
    });
}

fn csv_text(ids: &[String], weights: &[f64]) -> Result<String, Problem> {
    let mut rows = csv::Writer::from_writer(Vec::new());
    let mut written = rows.write_record(["respondent", "weight"]);
    for (id, weight) in ids.iter().zip(weights) {
        written = written.and_then(|()| rows.write_record([id.as_str(), &weight.to_string()]));
    }
    let bytes =
        written.map_err(|error| error.to_string()).and_then(|()| rows.into_inner().map_err(|it| it.to_string()));
    bytes
        .and_then(|bytes| String::from_utf8(bytes).map_err(|error| error.to_string()))
        .map_err(|why| unwritable(FOLDER, &why))
}

fn unwritable(name: &str, why: &str) -> Problem {
    Problem::error("unwritable", Place::file(name), format!("the weight cannot be written: {why}"))
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a share clamped to 0..=1 is at most a million millionths"
)]
fn millionths(share: f64) -> u32 {
    (share.clamp(0.0, 1.0) * 1e6).round() as u32
}
