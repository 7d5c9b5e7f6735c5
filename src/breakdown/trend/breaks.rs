//! Why two neighbouring waves cannot be compared, in words. A change is worked out only where question, answers, base, way of asking
//! and weighting are the same.

use crate::breakdown::trend::{TrendRow, WaveTable};
use crate::corpus::SurveyKind;
use crate::survey::{Link, OptionsChange, Question, QuestionKind};
use crate::text::normalise;

/// So many options are named in a reason.
const FEW: usize = 4;

/// The reasons before each wave; none before the oldest.
pub(super) fn between(waves: &[WaveTable], rows: &[TrendRow]) -> Vec<Vec<String>> {
    let first = waves.first().map(|_| Vec::new());
    let rest = waves.windows(2).enumerate().map(|(at, pair)| match pair {
        [before, after] => reasons(before, after, || same_rows(rows, at)),
        _ => Vec::new(),
    });
    first.into_iter().chain(rest).collect()
}

fn reasons(before: &WaveTable, after: &WaveTable, same_rows: impl Fn() -> bool) -> Vec<String> {
    let asked = [&before.question, &after.question];
    let mut found: Vec<String> = after.link.iter().flat_map(|link| of_the_question(link, asked)).collect();
    if found.is_empty() && !same_rows() {
        found.push("the answers fall into other rows".to_owned());
    }
    found.extend(of_the_base(before, after));
    found.extend(of_the_survey(before, after));
    found
}

/// Whether the waves `at` and the one after have the same rows.
fn same_rows(rows: &[TrendRow], at: usize) -> bool {
    let has = |row: &TrendRow, wave: usize| row.cells.get(wave).is_some_and(|cell| cell.cell.is_some());
    rows.iter().all(|row| has(row, at) == has(row, at + 1))
}

fn of_the_question(link: &Link, [old, new]: [&Question; 2]) -> Vec<String> {
    let mut found = Vec::new();
    if link.reworded {
        found.push(format!("the question was worded otherwise: “{}”", old.text));
    }
    match &link.options {
        OptionsChange::Same => {}
        OptionsChange::Renamed(pairs) => {
            let pairs: Vec<String> = pairs.iter().map(|(old, new)| format!("“{old}” became “{new}”")).collect();
            found.push(format!("answers are worded otherwise: {}", some(&pairs)));
        }
        OptionsChange::Different => found.push(other_answers(old, new)),
    }
    if old.kind == QuestionKind::Open && words(old) != words(new) {
        found.push("answers were filed under other codes".to_owned());
    }
    found
}

fn other_answers(old: &Question, new: &Question) -> String {
    let (before, after) = (words(old), words(new));
    let only = |one: &[String], other: &[String], labels: Vec<&str>| -> Vec<String> {
        let there = one.iter().zip(labels).filter(|(words, _)| !other.contains(words));
        there.map(|(_, label)| format!("“{label}”")).collect()
    };
    let (new_ones, gone) = (only(&after, &before, labels(new)), only(&before, &after, labels(old)));
    let parts: Vec<String> = [("new", new_ones), ("no longer", gone)]
        .into_iter()
        .filter(|(_, labels)| !labels.is_empty())
        .map(|(what, labels)| format!("{what} {}", some(&labels)))
        .collect();
    if parts.is_empty() {
        return "the answers stood in another order, or were given in another way".to_owned();
    }
    format!("other answers were offered: {}", parts.join("; "))
}

fn labels(question: &Question) -> Vec<&str> {
    if question.kind == QuestionKind::Open {
        return question.codes.iter().map(|code| code.label.as_str()).collect();
    }
    question.options.iter().map(|option| option.label.as_str()).collect()
}

fn words(question: &Question) -> Vec<String> {
    labels(question).into_iter().map(normalise).collect()
}

fn some(all: &[String]) -> String {
    let shown = all.iter().take(FEW).cloned().collect::<Vec<_>>().join(", ");
    let more = all.len().saturating_sub(FEW);
    if more == 0 { shown } else { format!("{shown} and {more} more") }
}

fn of_the_base(before: &WaveTable, after: &WaveTable) -> Option<String> {
    let (old, new) = (&before.shown().base, &after.shown().base);
    if old.rule != new.rule {
        return Some(format!("the percentages have another base: {}, before: {}", new.definition, old.definition));
    }
    let (old, new) = (&before.question, &after.question);
    let other = old.asked_if != new.asked_if || old.empty_is_answer != new.empty_is_answer;
    other.then(|| "other people were asked the question".to_owned())
}

fn of_the_survey(before: &WaveTable, after: &WaveTable) -> Vec<String> {
    let mut found = Vec::new();
    let [old, new] = [before, after].map(WaveTable::kind);
    if old != new {
        found.push(format!("people came to be in it in another way: {}, before: {}", chosen(new), chosen(old)));
    }
    if let (Some(old), Some(new)) = (&before.source.method, &after.source.method)
        && normalise(old) != normalise(new)
    {
        found.push(format!("it was done in another way: {new}, before: {old}"));
    }
    match (&before.shown().weight, &after.shown().weight) {
        (Some(_), None) => found.push("it is not weighted, and the one before is".to_owned()),
        (None, Some(_)) => found.push("it is weighted, and the one before is not".to_owned()),
        _ => {}
    }
    found
}

fn chosen(kind: SurveyKind) -> String {
    kind.label().to_lowercase()
}
