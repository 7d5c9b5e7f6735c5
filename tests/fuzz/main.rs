//! Throws damaged files at every door of the program that reads what it is handed, and reports what breaks.
//!
//! `cargo run --example fuzz -- [FOLDER] [--seconds 60] [--rounds N] [--seed 1] [--first 0] [--only csv,xlsx] [--found target/fuzz]`
//!
//! FOLDER holds real files of the kinds that are loaded (`../shared/data` where it is there and none is given); small made ones of
//! every kind are added, damaged by chance and read. A panic, a reading that takes too long or too much memory, and an account that
//! does not add up are findings: the input is kept in the folder `--found` with the line that reads it again, and the program ends
//! with 1. The same seed and round give the same input. `--again` reads the given file, or the files of a folder, as they are.
//!
//! Not part of the tests: it runs for as long as one likes. What it finds becomes a test beside the code.

mod account;
mod chance;
mod examine;
mod made;
mod mutate;
mod options;
mod pack;
mod seeds;
mod spss;
mod watch;

use std::error::Error;
use std::fs;
use std::io::Write as _;
use std::process::ExitCode;
use std::time::Instant;

use chance::Chance;
use options::Options;
use seeds::Seed;
use watch::{Finding, Watch};

fn main() -> Result<ExitCode, Box<dyn Error>> {
    let options = Options::read()?;
    let seeds = seeds::collect(&options)?;
    fs::create_dir_all(&options.found)?;
    let mut watch = Watch::start(&options.found);
    let findings = if options.again { read_again(&seeds, &mut watch)? } else { throw(&options, &seeds, &mut watch)? };
    writeln!(std::io::stderr(), "{findings} findings in {}", options.found.display())?;
    Ok(if findings == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn read_again(seeds: &[Seed], watch: &mut Watch) -> Result<usize, Box<dyn Error>> {
    let mut findings = 0;
    for seed in seeds {
        let began = Instant::now();
        let found = watch.read(&seed.name, &seed.bytes)?;
        let what = found.as_ref().map_or("fine", |found| &found.what);
        writeln!(std::io::stderr(), "{}: {what} ({} ms)", seed.path.display(), began.elapsed().as_millis())?;
        findings += usize::from(found.is_some());
    }
    Ok(findings)
}

fn throw(options: &Options, seeds: &[Seed], watch: &mut Watch) -> Result<usize, Box<dyn Error>> {
    let began = Instant::now();
    let (mut round, mut findings, mut places) = (options.first, 0, Vec::new());
    while began.elapsed() < options.time && round < options.rounds {
        // Each round has a chance of its own, so that it can be repeated without those before it.
        let (name, bytes) = mutate::mutate(seeds, &mut Chance::new(options.seed, round));
        let found = watch.read(&name, &bytes)?;
        // The same place once.
        if let Some(finding) = found.filter(|finding| !places.contains(&finding.place)) {
            keep(options, &name, &bytes, &finding, round)?;
            places.push(finding.place);
            findings += 1;
        }
        round += 1;
        if round.is_multiple_of(1000) {
            writeln!(std::io::stderr(), "{round} read, {findings} findings, {} MB", watch::resident() / 1_000_000)?;
        }
    }
    let (read, seconds) = (round - options.first, began.elapsed().as_secs());
    writeln!(std::io::stderr(), "{read} inputs read from {} seeds in {seconds} s", seeds.len())?;
    Ok(findings)
}

fn keep(options: &Options, name: &str, bytes: &[u8], finding: &Finding, round: u64) -> Result<(), Box<dyn Error>> {
    let slug: String =
        finding.place.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).take(60).collect();
    let file = options.found.join(format!("{slug}--{name}"));
    fs::write(&file, bytes)?;
    let again = format!("cargo run --example fuzz -- --again {}", file.display());
    let what = format!("seed {}, round {round}, {} bytes: {}", options.seed, bytes.len(), finding.what);
    fs::write(options.found.join(format!("{slug}.txt")), format!("{what}\n{again}\n"))?;
    writeln!(std::io::stderr(), "FOUND {what}\n  {again}")?;
    Ok(())
}
