//! Runs every engine in turns, each in a process of its own, and prints how they compare.

use std::collections::BTreeSet;
use std::error::Error;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::options::Options;
use crate::ratios::Ratios;

/// One engine to run: the result it writes, and how it is run.
struct Turn {
    result: String,
    program: PathBuf,
    arguments: Vec<String>,
}

/// Runs everything.
pub(crate) fn all(options: &Options) -> Result<(), Box<dyn Error>> {
    let options = &absolute(options)?;
    let left_out = prepare(options)?;
    let mut ratios = Ratios::default();
    for round in 1..=options.rounds {
        forget(&options.folder)?;
        for turn in turns(options)? {
            if !left_out.iter().any(|engine| turn.result.starts_with(engine.as_str())) {
                say(&format!("round {round}: {}", turn.result))?;
                run(options, &turn)?;
            }
        }
        ratios.add(&options.folder)?;
    }
    let mut out = std::io::stdout();
    for engine in &left_out {
        writeln!(out, "left out: {engine}, because it is not there")?;
    }
    ratios.print(&options.folder, &mut out)?;
    Ok(())
}

/// The same with paths that mean the same from everywhere. A program without a folder is looked for where programs are.
fn absolute(options: &Options) -> std::io::Result<Options> {
    let mut options = options.clone();
    options.folder = std::path::absolute(&options.folder)?;
    options.beside = std::path::absolute(&options.beside)?;
    if options.python.components().count() > 1 {
        options.python = std::path::absolute(&options.python)?;
    }
    Ok(options)
}

/// Removes the results of an earlier run: what is compared is of one run.
fn forget(folder: &Path) -> std::io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_name().to_string_lossy().starts_with("result_") {
            fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}

/// Makes what the engines read; gives the engines that are not there.
fn prepare(options: &Options) -> Result<BTreeSet<String>, Box<dyn Error>> {
    let mut left_out = BTreeSet::new();
    let modules =
        [("tantivy", "tantivy_py"), ("duckdb", "duckdb"), ("polars", "polars"), ("pyarrow.parquet", "sqlite")];
    for (module, engine) in modules {
        let import = Turn {
            result: engine.to_owned(),
            program: options.python.clone(),
            arguments: vec!["-c".to_owned(), format!("import numpy, {module}")],
        };
        if run(options, &import).is_err() {
            left_out.insert(engine.to_owned());
        }
    }
    let rare = ("rare.json", "common.py", &["-c", "import common; common.rare_words()"][..]);
    let builds = [
        ("sqlite", rare),
        ("tantivy_py", ("tantivy_idx", "b_tantivy.py", &["b_tantivy.py", "2", "build"])),
        ("duckdb", ("c.duckdb", "b_duck.py", &["b_duck.py", "2", "build"])),
        ("sqlite", ("c.sqlite", "b_sqlite.py", &["b_sqlite.py", "build"])),
    ];
    for (engine, (made, script, arguments)) in builds {
        if !left_out.contains(engine) && !options.folder.join(made).exists() {
            say(&format!("making {made} with {script}"))?;
            run(options, &python(options, engine, arguments))?;
        }
    }
    // Ours are made before anything is timed, so that no memory of it counts.
    for step in ["comments", "respondents"] {
        say(&format!("making what `{step}` needs"))?;
        run(&Options { reps: 1, ..options.clone() }, &ours(options, step, 1)?)?;
    }
    if !left_out.contains("duckdb") {
        let script = ours_in_python(options)?;
        run(options, &python(options, "figures", &[&script, &text(&options.beside), "figures"]))?;
    }
    Ok(left_out)
}

/// Everything that is timed, those that are compared next to each other.
fn turns(options: &Options) -> Result<Vec<Turn>, Box<dyn Error>> {
    let (script, common) = (ours_in_python(options)?, text(&options.beside));
    Ok(vec![
        ours(options, "comments", 1)?,
        python(options, "tantivy_py", &["b_tantivy.py", "1"]),
        python(options, "sqlite", &["b_sqlite.py"]),
        ours(options, "comments", 2)?,
        python(options, "duckdb", &["b_duck.py", "2"]),
        python(options, "polars", &["b_polars.py", "2"]),
        ours(options, "loop", 1)?,
        ours(options, "respondents", 1)?,
        python(options, "duckdb_5m", &[&script, &common, "respondents", "1"]),
        ours(options, "loop", 2)?,
        ours(options, "respondents", 2)?,
        python(options, "duckdb_5m", &[&script, &common, "respondents", "2"]),
    ])
}

fn ours(options: &Options, step: &str, threads: usize) -> Result<Turn, Box<dyn Error>> {
    let (threads, reps) = (threads.to_string(), options.reps.to_string());
    let words = [&text(&options.folder), "--step", step, "--threads", &threads, "--reps", &reps];
    Ok(Turn {
        result: format!("insight_bank {step} on {threads}"),
        program: std::env::current_exe()?,
        arguments: words.iter().map(|word| (*word).to_owned()).collect(),
    })
}

fn python(options: &Options, result: &str, arguments: &[&str]) -> Turn {
    let arguments = arguments.iter().map(|word| (*word).to_owned()).collect();
    Turn { result: result.to_owned(), program: options.python.clone(), arguments }
}

/// The script that lies beside this file.
fn ours_in_python(options: &Options) -> Result<String, Box<dyn Error>> {
    let script = options.folder.join("duck.py");
    fs::write(&script, include_str!("duck.py"))?;
    Ok(text(&script))
}

fn run(options: &Options, turn: &Turn) -> Result<(), Box<dyn Error>> {
    let mut command = Command::new(&turn.program);
    command.args(&turn.arguments).env("BENCH_DIR", &options.folder).env("PYTHONDONTWRITEBYTECODE", "1");
    if turn.program == options.python {
        command.current_dir(&options.beside);
    }
    let done = command.stdin(Stdio::null()).output()?;
    if done.status.success() {
        return Ok(());
    }
    Err(format!("{} failed: {}", turn.result, String::from_utf8_lossy(&done.stderr)).into())
}

fn text(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

fn say(what: &str) -> std::io::Result<()> {
    writeln!(std::io::stderr(), "{what}")
}
