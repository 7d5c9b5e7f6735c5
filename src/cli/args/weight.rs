//! What `weight` takes.

use std::path::PathBuf;

use clap::Args;

use super::Format;

#[derive(Debug, Args)]
pub(in crate::cli) struct WeightArgs {
    /// The survey.
    pub(in crate::cli) survey: String,
    /// The targets: a CSV with the columns question, option and share, or a TOML with a table for each question. Shares are
    /// percentages, parts of 1, counts of a population, or `keep`; the option `@not_stated` is whoever did not answer.
    #[arg(long, value_name = "FILE", required_unless_present = "remove")]
    pub(in crate::cli) targets: Option<PathBuf>,
    /// What to call the weight; `weight` otherwise.
    #[arg(long)]
    pub(in crate::cli) name: Option<String>,
    /// The question whose numbers people begin with, or `none`; otherwise the weight under `design` in the survey's record, and
    /// without one everybody begins with one.
    #[arg(long, value_name = "QUESTION")]
    pub(in crate::cli) start: Option<String>,
    /// The lowest and the highest weight, times the mean; one number is the highest alone, `none` sets no bounds.
    #[arg(long, value_name = "LOW,HIGH", value_parser = cap, default_value = "0.3,3")]
    pub(in crate::cli) cap: Cap,
    /// Rake once more within the bounds, so that the targets are met again.
    #[arg(long)]
    pub(in crate::cli) rerake: bool,
    /// Say what would come out and keep nothing.
    #[arg(long)]
    pub(in crate::cli) dry_run: bool,
    /// Put it in the place of a weight of that name that was made before.
    #[arg(long)]
    pub(in crate::cli) replace: bool,
    /// Take back the weight of this name instead.
    #[arg(long, value_name = "NAME", conflicts_with_all = ["targets", "name", "start", "cap", "rerake", "replace"])]
    pub(in crate::cli) remove: Option<String>,
    /// How the report is written.
    #[arg(long, value_enum, default_value_t)]
    pub(in crate::cli) format: Format,
}

/// The lowest weight, times the mean, when nobody says.
const LOWEST: f64 = 0.3;

/// Bounds of weights.
#[derive(Debug, Clone, Copy)]
pub(in crate::cli) struct Cap(pub(in crate::cli) Option<[f64; 2]>);

fn cap(word: &str) -> Result<Cap, String> {
    if word.eq_ignore_ascii_case("none") {
        return Ok(Cap(None));
    }
    let number = |text: &str| text.trim().parse::<f64>().ok();
    let bounds = match word.split_once(',') {
        Some((low, high)) => number(low).zip(number(high)),
        None => number(word).map(|high| (LOWEST, high)),
    };
    let bounds = bounds.ok_or("expected two numbers such as 0.3,3, one such as 3, or none")?;
    Ok(Cap(Some([bounds.0, bounds.1])))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_are_two_numbers_one_or_none() {
        let bounds = |word: &str| cap(word).map(|cap| cap.0);
        assert_eq!(bounds("0.5, 2"), Ok(Some([0.5, 2.0])));
        assert_eq!(bounds("4"), Ok(Some([LOWEST, 4.0])));
        assert_eq!(bounds("None"), Ok(None));
        for word in ["", "lots", "1,2,3", "1,x"] {
            assert!(bounds(word).unwrap_err().contains("expected two numbers"), "{word}");
        }
    }
}
