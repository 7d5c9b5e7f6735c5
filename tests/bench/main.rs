//! How fast searches and counts are, beside the engines one would otherwise pick.
//!
//! `cargo run --release --example bench -- FOLDER [--beside ../shared/bench] [--python python3] [--rounds 1] [--reps 15]`
//!
//! FOLDER holds `comments.csv` and `comments.parquet` as `generate.py` of the folder `--beside` writes them. The first run loads
//! the comments into a bank there, as anybody would load them, and makes five million respondents from a seed; both stay. Then each
//! engine runs in a process of its own, in turns, at one thread and at two, and the ratios of their medians are printed. Each writes
//! a `result_<engine>.json` of the same shape into FOLDER; the processor time of ours is a mean, since the system counts it in steps
//! of ten milliseconds. Where Python has no `duckdb`, `polars` or `tantivy`, what stands beside is left out and named.
//!
//! What is compared: our hit counts with those of `tantivy-py`, our tables with those of `DuckDB`. A search of ours is what the
//! product does: the top ten as they are shown, the total and its eight facets. The columns that the others count as facets are
//! answers to closed questions here, so `search_columns` counts those of the people whose words match.
//!
//! Not part of the tests: it takes half an hour the first time and wants a quiet machine.

mod beside;
mod comments;
mod folder;
mod measure;
mod options;
mod plain_loop;
mod ratios;
mod respondents;

use std::error::Error;
use std::io::Write as _;

use options::{Options, Step};

fn main() -> Result<(), Box<dyn Error>> {
    let options = Options::read()?;
    let said = match options.step {
        None => return beside::all(&options),
        Some(Step::Comments) => comments::run(&options)?,
        Some(Step::Respondents) => respondents::run(&options)?,
        Some(Step::Loop) => plain_loop::run(&options)?,
    };
    writeln!(std::io::stderr(), "{said}")?;
    Ok(())
}
