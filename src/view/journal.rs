//! What was decided, as JSON, CSV and text, and what its proof came to.

use serde::Serialize;
use serde_json::Value;

use crate::bank::Journal;
use crate::corpus::decisions::{AskedFilter, AskedTable, Decision, Recorded, Verification};
use crate::problem::{Problem, any_error};
use crate::view::columns::{clean, wrap};
use crate::view::sheet::Sheet;

/// How many digits of a fingerprint are shown for reading.
const DIGITS: usize = 12;

/// What was decided.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct JournalView {
    /// The decisions in their order.
    pub events: Vec<EventView>,
    /// Those that cannot be read.
    pub problems: Vec<Problem>,
}

/// One decision.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct EventView {
    /// Its number, counted from one.
    pub number: u64,
    /// When it was decided.
    pub at: String,
    /// Who decided it.
    pub who: String,
    /// Its kind.
    pub kind: String,
    /// The source it is about.
    pub subject: String,
    /// What was decided, in words.
    pub what: String,
    /// Why.
    pub why: Option<String>,
    /// What was decided, for programs.
    pub body: Value,
    /// The hash that seals it and all before it.
    pub hash: String,
}

/// What the proof of the decisions came to.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct VerificationView {
    /// How many decisions the chain holds, up to its first break.
    pub events: u64,
    /// The hash of the last of them.
    pub last: Option<String>,
    /// What is wrong.
    pub problems: Vec<Problem>,
}

/// What was decided, for programs.
pub fn journal(journal: &Journal) -> JournalView {
    JournalView { events: journal.events.iter().map(view).collect(), problems: journal.problems.clone() }
}

fn view(event: &Recorded) -> EventView {
    EventView {
        number: event.number,
        at: event.at.clone(),
        who: event.who.clone(),
        kind: event.kind.clone(),
        subject: event.subject.clone(),
        what: what(event),
        why: event.why.clone(),
        body: serde_json::from_str(&event.body).unwrap_or_else(|_| Value::String(event.body.clone())),
        hash: event.hash.clone(),
    }
}

/// What was decided as CSV, a line each.
pub fn journal_csv(journal: &Journal) -> String {
    let mut sheet = Sheet::new(&["number", "at", "who", "kind", "subject", "what", "why", "body", "hash"]);
    for event in &journal.events {
        let why = event.why.as_deref().unwrap_or_default();
        let number = event.number.to_string();
        let (kind, subject) = (event.kind.as_str(), event.subject.as_str());
        sheet.row(&[&number, &event.at, &event.who, kind, subject, &what(event), why, &event.body, &event.hash]);
    }
    sheet.finish()
}

/// What was decided, for reading: when, who and about what on the first line, then what and why.
pub fn journal_text(journal: &Journal) -> String {
    let mut lines = Vec::new();
    for event in &journal.events {
        let head = [&event.at.replace('T', " "), &event.who, &event.subject].map(|text| clean(text)).join("  ");
        lines.push(format!("{}  {head}  [{}]", event.number, short(&event.hash)));
        lines.extend(indented(&what(event)));
        lines.extend(event.why.iter().flat_map(|why| indented(&format!("because: {why}"))));
    }
    lines.into_iter().map(|line| line + "\n").collect()
}

fn indented(text: &str) -> Vec<String> {
    wrap(text, 100).into_iter().map(|line| format!("    {line}")).collect()
}

/// What the proof came to, for programs.
pub fn verification(found: &Verification) -> VerificationView {
    VerificationView { events: found.events, last: found.last.clone(), problems: found.problems.clone() }
}

/// What the proof came to, for reading.
pub fn verification_text(found: &Verification) -> String {
    let whole = if any_error(&found.problems) { "that still hold together" } else { "in an unbroken chain" };
    match (&found.last, found.events) {
        (Some(hash), count) => {
            let decisions = if count == 1 { "decision" } else { "decisions" };
            format!("{count} {decisions} {whole}; the last is number {count}, {}\n", clean(hash))
        }
        (None, _) if any_error(&found.problems) => String::new(),
        (None, _) => "nothing was decided in this bank yet\n".to_owned(),
    }
}

/// What was decided, in words.
fn what(event: &Recorded) -> String {
    let Some(decision) = event.decision() else {
        return format!("`{}`, of which this version of the program knows too little", event.kind);
    };
    match decision {
        Decision::SnapshotFrozen(snapshot) => {
            let version = short(&snapshot.fingerprint);
            format!("froze the answers as they stood, respondents: {}, data version {version}", snapshot.respondents)
        }
        Decision::LoadReleased(released) => {
            let load = released.load;
            format!("released a first table from load {load}, which cannot be taken back any more: {released}")
        }
        Decision::TableReleased(released) => {
            let (table, cells) = (table(&released.asked), released.cells.len());
            format!("released {table}, cells with numbers: {cells}, approved by {}", released.approver)
        }
        Decision::TableRefused(refused) => {
            format!("refused to release {}, by the rules {}", table(&refused.asked), refused.rules.join(", "))
        }
        Decision::WeightMade(weight) => {
            let percent = weight.efficiency_millionths.saturating_add(5_000) / 10_000;
            let targets = short(&weight.targets);
            format!("made the weight {} for the targets {targets}, efficiency {percent}%", weight.name)
        }
        Decision::WeightRemoved(weight) => format!("took back the weight {}", weight.name),
        Decision::SuppressionOverride(stands) => {
            let (table, cells) = (table(&stands.asked), stands.cells.len());
            format!("let stand what the policy would hide in {table}, cells: {cells}, approved by {}", stands.approver)
        }
    }
}

/// A table by what shapes it.
fn table(asked: &AskedTable) -> String {
    let by = if asked.by.is_empty() { String::new() } else { format!(" by {}", asked.by.join(", ")) };
    let condition = |filter: &AskedFilter| format!(", where {} is {}", filter.question, filter.options.join(" or "));
    let conditions: String = asked.filters.iter().map(condition).collect();
    let matching = if asked.matching { ", of people whose words match a search" } else { "" };
    let weight = asked.weight.as_deref().unwrap_or("none");
    let shape = format!("base {}, weight {weight}, policy {}", asked.base, asked.policy);
    let version = short(&asked.snapshot);
    format!(
        "the table {} of {}{by}{conditions}{matching} ({shape}, data version {version})",
        asked.table, asked.question
    )
}

fn short(fingerprint: &str) -> String {
    clean(fingerprint).chars().take(DIGITS).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::decisions::Kind;

    fn recorded(kind: &str, body: &str) -> Recorded {
        Recorded {
            number: 7,
            at: "2026-11-23T10:04:00+00:00".to_owned(),
            who: "Anna \u{1b}Smith".to_owned(),
            kind: kind.to_owned(),
            subject: "carers".to_owned(),
            why: Some("for the board".to_owned()),
            body: body.to_owned(),
            hash: "9f86d081884c7d65".to_owned(),
        }
    }

    /// The words for each kind, with a body as it is written.
    fn said(kind: &str) -> String {
        let table = "\"snapshot\":\"abc\",\"table\":\"t1\",\"question\":\"area\",\"base\":\"answered\",\"by\":[\"age\"],\
            \"where\":[{\"question\":\"carer\",\"options\":[\"yes\",\"no\"]}],\"matching\":true,\"weight\":null,\"policy\":\"p\"";
        let more = match kind {
            "snapshot_frozen" => "\"fingerprint\":\"0123456789abcdef\",\"respondents\":300".to_owned(),
            "load_released" => "\"load\":2,\"question\":\"area\",\"by\":[],\"some\":false".to_owned(),
            "table_released" | "suppression_override" => format!("{table},\"cells\":[],\"approver\":\"Bela\""),
            "table_refused" => format!("{table},\"rules\":[\"differencing\"]"),
            "weight_removed" => "\"name\":\"rim\"".to_owned(),
            _ => "\"name\":\"rim\",\"targets\":\"abc\",\"efficiency_millionths\":815000".to_owned(),
        };
        what(&recorded(kind, &format!("{{{more}}}")))
    }

    #[test]
    fn every_kind_is_told_in_words() {
        let table = "the table t1 of area by age, where carer is yes or no, of people whose words match a search \
            (base answered, weight none, policy p, data version abc)";
        let expected = [
            "froze the answers as they stood, respondents: 300, data version 0123456789ab".to_owned(),
            "released a first table from load 2, which cannot be taken back any more: area".to_owned(),
            format!("released {table}, cells with numbers: 0, approved by Bela"),
            format!("refused to release {table}, by the rules differencing"),
            "made the weight rim for the targets abc, efficiency 82%".to_owned(),
            "took back the weight rim".to_owned(),
            format!("let stand what the policy would hide in {table}, cells: 0, approved by Bela"),
        ];
        assert_eq!(Kind::ALL.map(|kind| said(kind.as_str())), expected);
    }

    #[test]
    fn a_kind_nobody_knows_here_is_named() {
        assert!(what(&recorded("tag_given", "{}")).contains("`tag_given`"));
        assert!(what(&recorded("weight_made", "{}")).contains("`weight_made`"));
    }

    #[test]
    fn a_decision_is_a_head_what_and_why() {
        let events = vec![recorded("tag_given", "{}")];
        let text = journal_text(&Journal { events, problems: Vec::new() });
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines[0], "7  2026-11-23 10:04:00+00:00  Anna  Smith  carers  [9f86d081884c]");
        assert_eq!((lines.len(), lines[2]), (3, "    because: for the board"));
    }
}
