//! What a comparison of waves must say of itself, and what its columns are called.

use std::collections::BTreeSet;

use crate::breakdown::inference::gap;
use crate::breakdown::trend::change::is_estimate;
use crate::breakdown::trend::{TrendRow, TrendTest, WaveTable};
use crate::corpus::Source;

/// When each wave was; its title where two were at the same time.
pub(super) fn labels(waves: &[WaveTable]) -> Vec<String> {
    let usual: Vec<String> = waves.iter().map(|wave| when(&wave.source)).collect();
    let distinct = usual.iter().collect::<BTreeSet<_>>().len() == usual.len();
    if distinct {
        return usual;
    }
    waves.iter().map(|wave| format!("{} ({})", wave.source.title, wave.source.id)).collect()
}

fn when(source: &Source) -> String {
    match (&source.dates.from, &source.dates.to, source.year) {
        (Some(from), Some(to), _) if from != to => format!("{from} to {to}"),
        (Some(day), _, _) | (None, Some(day), _) => day.clone(),
        (None, None, Some(year)) => year.to_string(),
        (None, None, None) => source.title.clone(),
    }
}

/// The notes: what the survey is, what is special of the waves, breaks, how changes and trends were judged.
pub(super) fn all(
    waves: &[WaveTable],
    labels: &[String],
    breaks: &[Vec<String>],
    rows: &[TrendRow],
    test: Option<TrendTest>,
    remarks: Vec<String>,
) -> Vec<String> {
    let mut notes = of_the_tables(waves, labels);
    for (at, reasons) in breaks.iter().enumerate().filter(|(_, reasons)| !reasons.is_empty()) {
        let label = |at: usize| labels.get(at).map_or("", String::as_str);
        let before = label(at.saturating_sub(1));
        notes.push(format!("[b] Break between {before} and {}: {}.", label(at), reasons.join("; ")));
    }
    notes.extend(other_weights(waves));
    let changes = || rows.iter().flat_map(|row| &row.cells).filter_map(|cell| cell.change);
    if changes().next().is_some() {
        notes.push("Changes are in percentage points since the wave before, from unrounded shares, so they can differ by a point from those of the printed percentages.".to_owned());
        notes.push(rule(waves));
    }
    if waves.iter().filter(|wave| wave.source.design.cluster.is_some()).count() > 1 {
        notes.push("The waves are tested as separate samples. Where the same clusters are in both, a change is surer than is said here.".to_owned());
    }
    notes.extend(test.map(|test| of_the_test(test, labels)));
    notes.extend(remarks);
    notes
}

/// The notes of the waves' own tables: what all say once, the rest with the wave it is of.
fn of_the_tables(waves: &[WaveTable], labels: &[String]) -> Vec<String> {
    let shared = |note: &String| waves.iter().all(|wave| wave.shown().notes.contains(note));
    let Some(latest) = waves.last() else { return Vec::new() };
    let mut notes: Vec<String> = latest.shown().notes.iter().filter(|note| shared(note)).cloned().collect();
    for (wave, label) in waves.iter().zip(labels) {
        let own = wave.shown().notes.iter().filter(|note| !shared(note));
        notes.extend(own.map(|note| format!("{label}: {note}")));
    }
    notes
}

/// Two waves that are weighted by columns of different names may be weighted in different ways, which no file says.
fn other_weights(waves: &[WaveTable]) -> Option<String> {
    let weights: BTreeSet<&str> = waves.iter().filter_map(|wave| wave.shown().weight.as_deref()).collect();
    let listed = weights.iter().map(|weight| format!("`{weight}`")).collect::<Vec<_>>().join(", ");
    (weights.len() > 1).then(|| {
        format!(
            "The waves are weighted by {listed}: check that these were made in the same way before relying on a change."
        )
    })
}

/// By what rule a difference is called a change.
fn rule(waves: &[WaveTable]) -> String {
    if waves.iter().any(|wave| is_estimate(wave.kind())) {
        return "“Higher” and “lower” mark changes that are significant at the 95% level, by a linearised z test with Holm's correction over the rows, and are two points or more. In brackets stands the 95% interval of the change. Bases below 30, and figures of fewer than 5 people, are not tested.".to_owned();
    }
    format!(
        "“Higher” and “lower” mark changes of {:.0} points or more where both bases are {:.0} or more. They are no test of significance: people chose whether to take part, and other people may have chosen to in each wave.",
        gap::POINTS * 100.0,
        gap::BASE
    )
}

fn of_the_test(test: TrendTest, labels: &[String]) -> String {
    let method = if test.plain {
        "Cochran and Armitage's test"
    } else {
        "a linear contrast of the shares, with the standard errors of the weights and the design"
    };
    let steps = if test.by_year { "at their years" } else { "at equal distances" };
    let from = labels.get(test.from).map_or("", String::as_str);
    format!(
        "“Rising” and “falling” are over all waves from {from} on, {steps}: {method}, 95% level, Holm's correction over the rows, and two points or more from the first to the last."
    )
}
