//! The published tables as figures: each of a question and an option, however the table was turned.

use std::collections::BTreeMap;
use std::path::Path;

use crate::support::folder::walk;

/// One published table.
pub(super) struct Published {
    /// The name of its file, without the ending.
    pub(super) name: String,
    /// The same without `[PERC]`.
    pub(super) stem: String,
    /// Whether its figures are percentages.
    pub(super) percent: bool,
    /// How far a figure may be off for having been rounded.
    pub(super) rounding: f64,
    /// Its figures.
    pub(super) figures: Vec<Figure>,
}

/// One published figure.
pub(super) struct Figure {
    /// What stands over its column, or before its row.
    pub(super) heading: String,
    /// The key of the option; nothing for those who left the question blank.
    pub(super) option: String,
    /// The figure, where there is one.
    pub(super) value: Option<f64>,
}

/// A label as the published files and ours have it in common: they lost commas and doubled spaces, and say `1.0` for 1.
pub(super) fn key(label: &str) -> String {
    let key: String = label.chars().filter(|letter| !letter.is_whitespace() && *letter != ',').collect();
    key.strip_suffix(".0").map(str::to_owned).unwrap_or(key)
}

/// The cells of a file, without marks that are no part of what was said.
pub(super) fn cells(path: &Path) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_path(path).unwrap();
    let clean = |cell: &str| cell.replace('\u{feff}', "").replace("[PERCENTAGE]", "");
    reader.records().map(|record| record.unwrap().iter().map(clean).collect()).collect()
}

/// Every table of a folder.
pub(super) fn tables(folder: &Path) -> Vec<Published> {
    walk(folder).iter().map(|path| table(path)).collect()
}

fn table(path: &Path) -> Published {
    let name = path.file_stem().unwrap().to_string_lossy().into_owned();
    let percent = name.ends_with("[PERC]");
    let stem = name.trim_end_matches("[PERC]").to_owned();
    let mut rows = cells(path);
    let heads = rows.remove(0);
    // Counts never begin with a row called 0: then it is the number of the first person.
    let figures = if !percent && rows[0][0] == "0" {
        tallied(&heads, &rows)
    } else if heads[1..].iter().all(|head| ["Yes", "No", ""].contains(&head.trim())) {
        let row = |row: &Vec<String>| {
            heads.iter().zip(row).skip(1).map(|(head, cell)| figure(&row[0], head, cell)).collect::<Vec<_>>()
        };
        rows.iter().flat_map(row).collect()
    } else {
        let row = |row: &Vec<String>| {
            heads.iter().zip(row).skip(1).map(|(head, cell)| figure(of(head, &stem), &row[0], cell)).collect::<Vec<_>>()
        };
        rows.iter().flat_map(row).collect()
    };
    let decimals = rows.iter().flat_map(|row| &row[1..]).map(|cell| decimals(cell)).max().unwrap_or(0);
    let rounding = if percent && decimals <= 2 { 0.5 / f64::from(10_u32.pow(decimals)) } else { 0.0 };
    Published { name, stem, percent, rounding: rounding + 1e-9, figures }
}

/// The counts of a multiple choice stand under `Count`: the table is called as its question is.
fn of<'h>(head: &'h str, stem: &'h str) -> &'h str {
    if head.trim() == "Count" { stem } else { head }
}

fn figure(heading: &str, option: &str, value: &str) -> Figure {
    let value = value.trim();
    let number = (!value.is_empty()).then(|| value.parse().unwrap_or_else(|_| panic!("`{value}` is no figure")));
    Figure { heading: heading.trim().to_owned(), option: key(option), value: number }
}

/// The counts of a table that lists the answer of each person after the number of their row.
fn tallied(heads: &[String], rows: &[Vec<String>]) -> Vec<Figure> {
    let mut counts: BTreeMap<String, u32> = BTreeMap::new();
    for row in rows {
        *counts.entry(key(&row[1])).or_default() += 1;
    }
    let tally = |(option, count): (String, u32)| Figure {
        heading: heads[1].trim().to_owned(),
        option,
        value: Some(f64::from(count)),
    };
    counts.into_iter().map(tally).collect()
}

/// How many decimals a figure was written with; whole numbers are written `77.0` there.
fn decimals(cell: &str) -> u32 {
    let decimals = cell.split_once('.').map_or("", |(_, decimals)| decimals.trim_end_matches('0'));
    u32::try_from(decimals.len()).unwrap_or(u32::MAX)
}
