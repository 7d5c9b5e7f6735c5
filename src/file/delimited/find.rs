//! Finding how a file is written, by cutting its first rows in every way.

use crate::problem::{Place, Problem};

use super::dialect::{CANDIDATES, Dialect, Quoting, label};
use super::fit::{Fit, fit, is_divided};
use super::sample::{Sample, Trial};

/// Fewer cells in single quotation marks than this may be anything.
const FEWEST_QUOTED: u64 = 4;

/// How the text of `sample` is written; `wished` is the delimiter when somebody has named it.
pub(super) fn find(name: &str, sample: &Sample, wished: Option<u8>) -> Result<Dialect, Box<Problem>> {
    if let Some(delimiter) = wished {
        return Ok(best_quoting(sample, delimiter).dialect);
    }
    let mut fits: Vec<(Fit, Dialect)> = CANDIDATES.iter().filter_map(|delimiter| try_out(sample, *delimiter)).collect();
    fits.sort_by_key(|(fit, _)| std::cmp::Reverse(*fit));
    match fits[..] {
        [] => Ok(single_column(sample)),
        [(fit, first), (other, second), ..] if fit == other => Err(ambiguous(name, first, second)),
        [(_, first), ..] => Ok(first),
    }
}

fn try_out(sample: &Sample, delimiter: u8) -> Option<(Fit, Dialect)> {
    let trial = best_quoting(sample, delimiter);
    Some((fit(&trial.rows, delimiter)?, trial.dialect))
}

/// A single column may be quoted too; no delimiter stands within a candidate's marks then, so any will do for looking.
fn single_column(sample: &Sample) -> Dialect {
    Dialect { delimiter: None, ..best_quoting(sample, b'\t').dialect }
}

/// What divides most rows of a `sample` that was taken for a single column all the same.
pub(super) fn doubt(sample: &Sample, dialect: Dialect) -> Option<u8> {
    let divides = |delimiter: &u8| is_divided(&best_quoting(sample, *delimiter).rows, *delimiter);
    CANDIDATES.into_iter().filter(|_| dialect.delimiter.is_none()).find(divides)
}

fn best_quoting(sample: &Sample, delimiter: u8) -> Trial {
    let double = sample.trial(delimiter, Quoting::Double);
    let text = sample.text();
    if text.contains("\\\"") && wrong(&double) > 0 {
        let backslash = sample.trial(delimiter, Quoting::Backslash);
        if wrong(&backslash) < wrong(&double) {
            return backslash;
        }
    }
    if text.contains('\'') && double.seen.quoted == 0 {
        let single = sample.trial(delimiter, Quoting::Single);
        if mostly_quoted(&single) {
            return single;
        }
    }
    double
}

/// How often quotation marks stand where they should not.
fn wrong(trial: &Trial) -> u64 {
    trial.seen.ragged + u64::from(trial.seen.unclosed.is_some())
}

fn mostly_quoted(trial: &Trial) -> bool {
    let words = |cell: &&str| !cell.is_empty() && cell.parse::<f64>().is_err();
    let filled: usize = trial.rows.iter().map(|row| row.iter().filter(words).count()).sum();
    let filled = u64::try_from(filled).unwrap_or(u64::MAX);
    let quoted = trial.seen.quoted;
    wrong(trial) == 0 && quoted >= FEWEST_QUOTED && quoted.saturating_mul(10) >= filled.saturating_mul(9)
}

fn ambiguous(name: &str, first: Dialect, second: Dialect) -> Box<Problem> {
    let named = |dialect: Dialect| dialect.delimiter.map_or("nothing", label);
    let message = format!("{} and {} divide the rows equally well", named(first), named(second));
    Box::new(
        Problem::error("ambiguous_delimiter", Place::file(name).line(1), message)
            .expected("one delimiter: comma, semicolon, tab or vertical bar")
            .hint("write `delimiter = \"...\"` under `[file]` in the recipe, or export with cells in double quotes"),
    )
}
