//! What became of a table since an earlier version of its data.

use std::collections::BTreeMap;

use crate::breakdown::version::{DataVersion, Part};
use crate::breakdown::{ShownCell, ShownTable};

/// So many figures are said in words.
const SAID: usize = 5;

/// What changed since the version an address names.
#[derive(Debug, Clone, PartialEq)]
pub struct Changes {
    /// The version it names.
    pub since: DataVersion,
    /// What differs; `None` where one version is an analyst's and the other public, which cannot be compared.
    pub changed: Option<Vec<Part>>,
    /// How many people had taken part then and have now; `None` where that is not known or not to be told.
    pub respondents: Option<(u64, u64)>,
    /// The figures that are not as they were, those that changed most first; `None` where they cannot be compared.
    pub figures: Option<Vec<FigureChange>>,
    /// The same in sentences, which stand first among the notes of the table.
    pub words: Vec<String>,
}

impl ShownTable {
    /// What became of the table since the version of the data that was asked for, in sentences; none where that is the one there is.
    pub fn what_changed(&self) -> &[String] {
        self.changes.as_ref().map_or(&[], |changes| &changes.words)
    }

    /// The notes but for those that say what changed, for surfaces that say it before the table.
    pub fn footnotes(&self) -> impl Iterator<Item = &String> {
        self.notes.iter().skip(self.what_changed().len())
    }
}

/// A figure that is not as it was.
#[derive(Debug, Clone, PartialEq)]
pub struct FigureChange {
    /// The id of its row.
    pub row: String,
    /// The id of its column.
    pub column: String,
    /// What the two say at their heads.
    pub label: String,
    /// As print showed it; `None` where the table had no such row or column.
    pub then: Option<String>,
    /// As print shows it now.
    pub now: Option<String>,
    /// How far the share moved, 0..1; `None` where one of the two has none.
    pub moved: Option<f64>,
}

impl Changes {
    /// The same in sentences, `now` being the version of the table and `weight` its weight.
    pub(super) fn said(&self, now: &str, weight: Option<&str>) -> Vec<String> {
        let mut words =
            vec![format!("OTHER DATA: you asked for data version {}; these figures are of {now}.", self.since)];
        let Some(changed) = &self.changed else {
            words.push("One is the version of an internal table and the other of a public one, so what changed cannot be said.".to_owned());
            return words;
        };
        let mut what = parts(changed, weight);
        match self.respondents {
            Some((then, now)) if then == now => what.extend([format!(" {now} people had taken part, as now.")]),
            Some((then, now)) => what.extend([format!(" {then} people had taken part then, {now} have now.")]),
            None => {}
        }
        words.push(what);
        words.push(match self.figures.as_deref() {
            None => "Which figures changed cannot be said here: the earlier data are not kept, or are not public."
                .to_owned(),
            Some([]) => "No figure of this table changed.".to_owned(),
            Some(figures) => told(figures),
        });
        words
    }
}

fn parts(changed: &[Part], weight: Option<&str>) -> String {
    let has = |part| changed.contains(&part);
    let answers = if has(Part::Answers) { "The answers changed." } else { "The answers are the same." };
    let record = if has(Part::Record) {
        " What is recorded of the survey changed: its questions, its codes or its description."
    } else {
        ""
    };
    let weight = match weight.filter(|_| has(Part::Weight)) {
        Some(weight) => format!(" The weight `{weight}` was made anew."),
        None => String::new(),
    };
    format!("{answers}{record}{weight}")
}

fn told(figures: &[FigureChange]) -> String {
    let one = |figure: &FigureChange| match (&figure.then, &figure.now) {
        (Some(then), Some(now)) => format!("{}: {then} then, {now} now", figure.label),
        (None, _) => format!("{}: not in the table then", figure.label),
        (_, None) => format!("{}: no longer in the table", figure.label),
    };
    let seen: Vec<&FigureChange> = figures.iter().filter(|figure| figure.then != figure.now).collect();
    let said: Vec<String> = seen.iter().take(SAID).map(|figure| one(figure)).collect();
    match seen.len() {
        0 => "Figures of this table moved, but by less than their rounding shows.".to_owned(),
        1 => format!("1 figure reads differently: {}.", said.join("; ")),
        all if all > SAID => format!("{all} figures read differently, these the most: {}.", said.join("; ")),
        all => format!("{all} figures read differently: {}.", said.join("; ")),
    }
}

/// The cells of `now` that are not as they were in `then`, those whose shares moved most first, then those that can only be seen
/// or were only there in one of the two.
pub fn figure_changes(then: &ShownTable, now: &ShownTable) -> Vec<FigureChange> {
    let (before, after) = (cells(then), cells(now));
    let mut changes: Vec<FigureChange> = Vec::new();
    for (at, (label, cell)) in &after {
        let earlier = before.get(at).map(|(_, cell)| *cell);
        if earlier.is_none_or(|earlier| (earlier.share, &earlier.printed) != (cell.share, &cell.printed)) {
            changes.push(change(at, label, earlier, Some(cell)));
        }
    }
    let gone = before.iter().filter(|(at, _)| !after.contains_key(*at));
    changes.extend(gone.map(|(at, (label, cell))| change(at, label, Some(cell), None)));
    changes.sort_by(|one, other| {
        let moved = |change: &FigureChange| change.moved.map_or(-1.0, f64::abs);
        moved(other).total_cmp(&moved(one))
    });
    changes
}

/// The cells of a table by the ids of row and column, with what the two are called.
fn cells(table: &ShownTable) -> BTreeMap<(&str, &str), (String, &ShownCell)> {
    let mut found = BTreeMap::new();
    for row in &table.rows {
        for (column, cell) in table.columns.iter().zip(&row.cells) {
            let label = format!("“{}” in {}", row.label, column.label);
            found.insert((row.id.as_str(), column.id.as_str()), (label, cell));
        }
    }
    found
}

fn change(at: &(&str, &str), label: &str, then: Option<&ShownCell>, now: Option<&ShownCell>) -> FigureChange {
    let share = |cell: Option<&ShownCell>| cell.and_then(|cell| cell.share);
    FigureChange {
        row: at.0.to_owned(),
        column: at.1.to_owned(),
        label: label.to_owned(),
        then: then.map(|cell| cell.printed.clone()),
        now: now.map(|cell| cell.printed.clone()),
        moved: share(then).zip(share(now)).map(|(then, now)| now - then),
    }
}
