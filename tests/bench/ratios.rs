//! How the results compare: the ratios of medians, the median of them where there were several rounds.

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::io::Write;
use std::path::Path;

use serde_json::Value;

use crate::measure::at;

/// A comparison, and a group of times of ours and of the other.
type Pair = (&'static str, Group, Group);

/// The name of a result and of a group of times in it.
type Group = (&'static str, &'static str);

/// What is compared: what it is, the result and group of ours, the result and group of the other.
const PAIRS: [Pair; 21] = [
    ("20 searches, eight facets", ("insight_bank_t1", "search_all"), ("tantivy_py_t1", "search_all")),
    ("20 searches and three columns", ("insight_bank_t1", "search_columns_all"), ("tantivy_py_t1", "search_all")),
    ("20 searches, no facets", ("insight_bank_t1", "top10count_all"), ("tantivy_py_t1", "top10count_all")),
    ("20 searches by stems", ("insight_bank_t1", "search_stems_all"), ("tantivy_py_t1", "search_all")),
    ("20 searches, eight facets", ("insight_bank_t1", "search_all"), ("sqlite_fts5", "search_all")),
    ("20 searches and three columns", ("insight_bank_t1", "search_columns_all"), ("sqlite_fts5", "search_all")),
    ("20 searches, eight facets", ("insight_bank_t2", "search_all"), ("duckdb_t2", "scan_all")),
    ("5 tables", ("insight_bank_t1", "xtab_all"), ("tantivy_py_t1", "xtab_all")),
    ("5 tables", ("insight_bank_t1", "xtab_all"), ("sqlite_fts5", "xtab_all")),
    ("5 tables", ("insight_bank_t2", "xtab_all"), ("duckdb_t2", "xtab_all")),
    ("5 tables", ("insight_bank_t2", "xtab_all"), ("polars_t2", "xtab_all")),
    ("5 tables after a match", ("insight_bank_t1", "xtab_filter"), ("tantivy_py_t1", "xtab_filter")),
    ("5 tables after a match", ("insight_bank_t2", "xtab_filter"), ("duckdb_t2", "xtab_filter")),
    ("5 tables after a match", ("insight_bank_t2", "xtab_filter"), ("polars_t2", "xtab_filter")),
    ("5 million", ("insight_bank_5m_t1", "xtab_all"), ("duckdb_5m_t1", "xtab_all")),
    ("5 million", ("insight_bank_5m_t2", "xtab_all"), ("duckdb_5m_t2", "xtab_all")),
    ("5 million, 5% by a column", ("insight_bank_5m_t2", "xtab_filter"), ("duckdb_5m_t2", "xtab_filter")),
    ("5 million, 5% by their words", ("insight_bank_5m_t2", "xtab_filter"), ("duckdb_5m_t2", "xtab_words")),
    ("5 million", ("insight_bank_5m_t1", "xtab_all"), ("plain_loop_5m_t1", "xtab_all")),
    ("5 million", ("insight_bank_5m_t2", "xtab_all"), ("plain_loop_5m_t2", "xtab_all")),
    ("5 million, 5% match", ("insight_bank_5m_t2", "xtab_filter"), ("plain_loop_5m_t2", "xtab_filter")),
];

/// Median and processor time of ours, then of the other, in one round.
type Round = [f64; 4];

/// The comparisons by their place in [`PAIRS`], a value for each round.
#[derive(Debug, Default)]
pub(crate) struct Ratios(BTreeMap<usize, Vec<Round>>);

impl Ratios {
    /// Takes in what a round left in `folder`.
    pub(crate) fn add(&mut self, folder: &Path) -> Result<(), Box<dyn Error>> {
        for (place, (_, ours, other)) in PAIRS.iter().enumerate() {
            if let (Some(ours), Some(other)) = (times(folder, *ours)?, times(folder, *other)?) {
                self.0.entry(place).or_default().push([ours[0], ours[1], other[0], other[1]]);
            }
        }
        Ok(())
    }

    /// Prints them, the memory of ours, and whether the figures are the same.
    pub(crate) fn print(&self, folder: &Path, out: &mut impl Write) -> Result<(), Box<dyn Error>> {
        writeln!(out, "{:30} {:>18} {:>22} {:>19} {:>9} {:>7}", "ms (processor)", "ours", "", "other", "", "ratio")?;
        for (place, rounds) in &self.0 {
            let Some((what, (mine, _), (other, _))) = PAIRS.get(*place) else { continue };
            let median = |of: fn(&Round) -> f64| at(&rounds.iter().map(of).collect::<Vec<_>>(), 0.5);
            let ratio = median(|round| round[2] / round[0]);
            let pair = |time: f64, processor: f64| format!("{time:.2} ({processor:.2})");
            let (own, others) = (
                pair(median(|round| round[0]), median(|round| round[1])),
                pair(median(|round| round[2]), median(|round| round[3])),
            );
            writeln!(out, "{what:30} {mine:>18} {own:>17} {other:>17} {others:>19} {ratio:>6.2}")?;
        }
        for name in ["insight_bank_t2", "insight_bank_5m_t2"] {
            if let Some(result) = read(folder, name)? {
                let of = |field: &str| result.get(field).cloned().unwrap_or_default();
                let (rest, own, peak) = (of("rss_query_mb"), of("own_query_mb"), of("peak_query_mb"));
                writeln!(
                    out,
                    "memory of {name}: at rest {rest} MB, {own} MB without the pages of files; peak {peak} MB"
                )?;
            }
        }
        same_counts(folder, out)?;
        same_figures(folder, out)
    }
}

fn read(folder: &Path, engine: &str) -> Result<Option<Value>, Box<dyn Error>> {
    match fs::read_to_string(folder.join(format!("result_{engine}.json"))) {
        Ok(text) => Ok(Some(serde_json::from_str(&text)?)),
        Err(_) => Ok(None),
    }
}

fn times(folder: &Path, (engine, group): (&str, &str)) -> Result<Option<[f64; 2]>, Box<dyn Error>> {
    let result = read(folder, engine)?;
    let time = |name: &str| result.as_ref()?.get("q")?.get(group)?.get(name)?.as_f64();
    Ok(time("median_ms").zip(time("cpu_ms")).map(|(median, processor)| [median, processor]))
}

/// Whether each search of ours finds as many as the other's.
fn same_counts(folder: &Path, out: &mut impl Write) -> Result<(), Box<dyn Error>> {
    let counts =
        |engine: &str| Ok::<_, Box<dyn Error>>(read(folder, engine)?.and_then(|result| result.get("counts").cloned()));
    if let (Some(ours), Some(others)) = (counts("insight_bank_t1")?, counts("tantivy_py_t1")?) {
        let word = if ours == others { "the same as" } else { "NOT those of" };
        writeln!(out, "hit counts: {word} tantivy_py's ({ours})")?;
    }
    Ok(())
}

/// Whether each cell of ours holds as many people of the same weight as `DuckDB`'s.
fn same_figures(folder: &Path, out: &mut impl Write) -> Result<(), Box<dyn Error>> {
    let figures =
        |engine: &str| Ok::<_, Box<dyn Error>>(read(folder, engine)?.and_then(|result| result.get("figures").cloned()));
    let comments = fs::read_to_string(folder.join("figures_duckdb.json")).ok();
    let comments = comments.map(|text| serde_json::from_str::<Value>(&text)).transpose()?;
    let pairs = [(figures("insight_bank_t2")?, comments), (figures("insight_bank_5m_t2")?, figures("duckdb_5m_t2")?)];
    for (ours, others) in pairs {
        let (Some(ours), Some(others)) = (ours, others) else { continue };
        let (mut cells, mut other) = (0, 0);
        for (mine, theirs) in ours.as_array().into_iter().flatten().zip(others.as_array().into_iter().flatten()) {
            let (mine, theirs) = (table(mine), table(theirs));
            let same = |name: &String| match (mine.get(name), theirs.get(name)) {
                (Some((n, weight)), Some((m, other))) => n == m && (weight - other).abs() <= 1e-9 * other.abs(),
                _ => false,
            };
            cells += mine.len();
            other += mine.keys().chain(theirs.keys()).filter(|name| !same(name)).count();
        }
        writeln!(out, "figures: {cells} cells, {other} differ from duckdb's")?;
    }
    Ok(())
}

/// The cells of a table by row and column.
fn table(figures: &Value) -> BTreeMap<String, (u64, f64)> {
    let cells = figures.get("cells").and_then(Value::as_array).into_iter().flatten();
    let cell = |cell: &Value| {
        let name = format!("{} / {}", cell.get(0)?, cell.get(1)?);
        Some((name, (cell.get(2)?.as_u64()?, cell.get(3)?.as_f64()?)))
    };
    cells.filter_map(cell).collect()
}
