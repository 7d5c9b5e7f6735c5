//! Killing the program at any moment of a load or of an index build leaves the old state or the new one, and nothing else.
//!
//! Each test measures how long the work takes undisturbed, then starts it again and again and kills it at moments spread over that
//! time. Where a moment falls differs from run to run; what must hold afterwards does not.

use std::collections::BTreeSet;
use std::hint::spin_loop;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::support::carers;
use crate::support::command::{program, run_in};
use crate::support::folder::{OwnBank, own_bank, read_tree};

/// How many moments each test tries.
const MOMENTS: u32 = 40;

/// How many people are in the survey that is loaded.
const PEOPLE: usize = 300;

/// Starts the program with nobody listening.
fn start(mut command: Command) -> Child {
    command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the built program can be started")
}

/// How long the work takes when nobody interrupts it.
fn undisturbed(command: Command) -> Duration {
    let begun = Instant::now();
    assert!(start(command).wait().unwrap().success());
    begun.elapsed()
}

/// Kills the program `after` its start, unless it has ended by then. Gives whether it was killed.
fn kill_after(command: Command, after: Duration) -> bool {
    let begun = Instant::now();
    let mut child = start(command);
    while begun.elapsed() < after {
        spin_loop();
    }
    let running = child.try_wait().unwrap().is_none();
    // It may end by itself between the look and the blow.
    let _ = child.kill();
    let ended = child.wait().unwrap();
    running && !ended.success()
}

/// The moments to kill at: spread over the work and a little beyond, close together at the end, where the work is stored. The
/// first measure may have been taken on a busy machine, so what ends before its moment shortens the next ones.
struct Moments {
    whole: Duration,
    n: u32,
    step: u32,
    killed: u32,
}

impl Moments {
    fn over(whole: Duration, step: u32) -> Self {
        Self { whole, n: 0, step, killed: 0 }
    }

    /// Starts the command and kills it at the next moment; gives that moment, or nothing when all are over.
    fn strike(&mut self, command: impl FnOnce() -> Command) -> Option<Duration> {
        let moment = self.whole.mul_f64(1.1 * (f64::from(self.n) / f64::from(MOMENTS)).sqrt());
        self.n += self.step;
        if self.n > MOMENTS {
            return None;
        }
        if kill_after(command(), moment) {
            self.killed += 1;
        } else {
            self.whole = self.whole.mul_f64(0.9);
        }
        Some(moment)
    }
}

/// A bank with one document in it, and a survey in its inbox.
fn bank_with_work() -> OwnBank {
    let bank = own_bank();
    bank.put("plan.md", "# Plan\n\nA break for everybody who makes marmalade.\n");
    bank.put("carers.csv", carers::csv(PEOPLE));
    let _ = bank.run(&["load", "plan.md"]).good();
    bank
}

/// The names of the corpus files.
fn names(bank: &OwnBank) -> BTreeSet<String> {
    bank.corpus().into_keys().collect()
}

/// What the bank says of the survey: nothing, or everything.
#[track_caller]
fn assert_whole(bank: &OwnBank) {
    let people = PEOPLE as u64;
    let table = bank.json(&["breakdown", "carers", "area"]);
    assert_eq!(table["columns"][0]["unweighted_base"], people);
    let counts: Vec<u64> =
        table["rows"].as_array().unwrap().iter().map(|row| row["cells"][0]["count"].as_u64().unwrap()).collect();
    assert_eq!(counts, [people / 3; 3]);
    assert_eq!(bank.json(&["search", "marmalade", "--limit", "0"])["total"], people / 3 * 2 + 1);
}

#[test]
fn a_load_killed_at_any_moment_happened_or_did_not() {
    let before = bank_with_work();
    let load = ["load", "carers.csv"];
    let after = before.copy();
    let whole = undisturbed(after.command(&load));
    assert_whole(&after);
    let (old, new) = (names(&before), names(&after));
    let mut stored = 0;
    let mut moments = Moments::over(whole, 1);
    let mut bank = before.copy();
    while let Some(moment) = moments.strike(|| bank.command(&load)) {
        // The first command after the blow finds the one state or the other, and clears away what was half done.
        let questions = bank.run(&["questions", "carers"]);
        if questions.code == Some(0) {
            stored += 1;
            assert_whole(&bank);
            assert_eq!(names(&bank), new, "killed after {moment:?}");
        } else {
            let _ = questions.fails(2).says("carers");
            assert_eq!(bank.json(&["search", "marmalade", "--limit", "0"])["total"], 1, "killed after {moment:?}");
            assert_eq!(names(&bank), old, "killed after {moment:?}");
        }
        let _ = bank.run(&["check"]).good();
        assert_eq!(bank.json(&load)["rows"], PEOPLE, "the same load afterwards succeeds");
        bank = before.copy();
    }
    assert!(moments.killed >= MOMENTS / 2, "only {} of {MOMENTS} were killed in time", moments.killed);
    assert!(stored < MOMENTS, "no moment came before the load was stored");
}

#[test]
fn a_replacement_killed_at_any_moment_leaves_the_old_version_or_the_new() {
    let before = bank_with_work();
    let _ = before.run(&["load", "carers.csv"]).good();
    before.put("carers.csv", carers::csv(PEOPLE / 2));
    let load = ["load", "carers.csv", "--replace"];
    let whole = undisturbed(before.copy().command(&load));
    let mut moments = Moments::over(whole, 2);
    let mut bank = before.copy();
    while let Some(moment) = moments.strike(|| bank.command(&load)) {
        let people = bank.json(&["breakdown", "carers", "area"])["columns"][0]["unweighted_base"].as_u64().unwrap();
        assert!([PEOPLE as u64, PEOPLE as u64 / 2].contains(&people), "killed after {moment:?}: {people}");
        let found = bank.json(&["search", "marmalade", "--limit", "0"])["total"].as_u64().unwrap();
        assert_eq!(found, people / 3 * 2 + 1, "words and numbers are of one version; killed after {moment:?}");
        let _ = bank.run(&["check"]).good();
        bank = before.copy();
    }
    assert!(moments.killed >= MOMENTS / 4, "only {} were killed in time", moments.killed);
}

#[test]
fn an_undo_killed_at_any_moment_leaves_the_version_loaded_or_the_one_before() {
    let before = bank_with_work();
    let _ = before.run(&["load", "carers.csv"]).good();
    before.put("carers.csv", carers::csv(PEOPLE / 2));
    let _ = before.run(&["load", "carers.csv", "--replace"]).good();
    let undo = ["undo", "carers"];
    let whole = undisturbed(before.copy().command(&undo));
    let mut moments = Moments::over(whole, 2);
    let mut bank = before.copy();
    while let Some(moment) = moments.strike(|| bank.command(&undo)) {
        let people = bank.json(&["breakdown", "carers", "area"])["columns"][0]["unweighted_base"].as_u64().unwrap();
        assert!([PEOPLE as u64, PEOPLE as u64 / 2].contains(&people), "killed after {moment:?}: {people}");
        let found = bank.json(&["search", "marmalade", "--limit", "0"])["total"].as_u64().unwrap();
        assert_eq!(found, people / 3 * 2 + 1, "words and numbers are of one version; killed after {moment:?}");
        let versions = names(&bank).into_iter().filter(|name| name.ends_with("originals/carers.csv")).count();
        assert_eq!(versions, if people == PEOPLE as u64 { 1 } else { 2 }, "killed after {moment:?}");
        let _ = bank.run(&["check"]).good();
        bank = before.copy();
    }
    assert!(moments.killed >= MOMENTS / 4, "only {} were killed in time", moments.killed);
}

#[test]
fn a_decision_killed_at_any_moment_was_made_or_was_not() {
    let before = bank_with_work();
    let _ = before.run(&["load", "carers.csv"]).good();
    let release = ["breakdown", "carers", "area", "--view", "release"];
    let whole = undisturbed(before.copy().command(&release));
    let mut moments = Moments::over(whole, 2);
    let mut bank = before.copy();
    while let Some(moment) = moments.strike(|| bank.command(&release)) {
        let events = bank.json(&["journal", "--verify"])["events"].as_u64().unwrap();
        assert!([0, 2].contains(&events), "killed after {moment:?}");
        assert_eq!(bank.run(&["undo", "carers", "--dry-run"]).code == Some(0), events == 0, "killed after {moment:?}");
        let _ = bank.run(&release).good();
        let proof = bank.json(&["journal", "--verify"]);
        assert_eq!((&proof["events"], proof["problems"].as_array().map(Vec::len)), (&2.into(), Some(0)));
        bank = before.copy();
    }
    assert!(moments.killed >= MOMENTS / 4, "only {} were killed in time", moments.killed);
}

#[test]
fn an_index_build_killed_at_any_moment_is_made_good_by_the_next_command() {
    let bank = bank_with_work();
    let _ = bank.run(&["load", "carers.csv"]).good();
    let corpus = bank.corpus();
    bank.delete_index();
    let whole = undisturbed(bank.command(&["themes"]));
    let answer = bank.run(&["search", "marmalade", "--limit", "50", "--format", "json"]).good().stdout;
    let mut moments = Moments::over(whole, 1);
    bank.delete_index();
    while let Some(moment) = moments.strike(|| bank.command(&["themes"])) {
        let found = bank.run(&["search", "marmalade", "--limit", "50", "--format", "json"]).good();
        assert!(found.stdout == answer, "killed after {moment:?}\n{found}");
        let table = bank.json(&["breakdown", "carers", "area"]);
        assert_eq!(table["columns"][0]["unweighted_base"], PEOPLE, "killed after {moment:?}");
        bank.delete_index();
    }
    assert!(moments.killed >= MOMENTS / 2, "only {} of {MOMENTS} were killed in time", moments.killed);
    assert!(bank.corpus() == corpus, "building an index touches no deposited file");
}

#[test]
fn a_bank_killed_while_it_is_made_is_a_bank_or_is_none() {
    let folder = tempfile::tempdir().unwrap();
    let command = |name: &str| {
        let mut command = program(folder.path());
        command.args(["init", name, "--with-example"]);
        command
    };
    let whole = undisturbed(command("whole"));
    let mut moments = Moments::over(whole, 4);
    loop {
        let name = format!("bank-{}", moments.n);
        let Some(moment) = moments.strike(|| command(&name)) else { break };
        let check = run_in(folder.path(), &["--bank", &name, "check"]);
        if check.code == Some(0) {
            assert_eq!(read_tree(&folder.path().join(&name)), read_tree(&folder.path().join("whole")));
        } else {
            let _ = check.fails(2).says("no bank").hints();
            let made = run_in(folder.path(), &["init", &name, "--with-example"]);
            assert!(made.code == Some(0) || made.stderr.contains("hint: "), "killed after {moment:?}\n{made}");
        }
    }
}

#[test]
fn a_weight_killed_at_any_moment_was_made_or_was_not() {
    let before = bank_with_work();
    let _ = before.run(&["load", "carers.csv"]).good();
    before.put("targets.csv", "question,option,share\narea,North,20\narea,South,30\narea,East,50\n");
    let weight = ["weight", "carers", "--targets", "targets.csv", "--replace"];
    let whole = undisturbed(before.copy().command(&weight));
    let mut moments = Moments::over(whole, 2);
    let mut bank = before.copy();
    let share = |bank: &OwnBank| {
        let table = bank.json(&["breakdown", "carers", "area", "--weight", "weight"]);
        let north = table["rows"].as_array().unwrap().iter().find(|row| row["label"] == "North").unwrap();
        north["cells"][0]["share"].as_f64().unwrap()
    };
    while let Some(moment) = moments.strike(|| bank.command(&weight)) {
        let table = bank.run(&["breakdown", "carers", "area", "--weight", "weight"]);
        if table.code == Some(0) {
            assert!((share(&bank) - 0.2).abs() < 1e-9, "killed after {moment:?}");
            assert_eq!(bank.json(&["journal"])["events"][0]["kind"], "weight_made", "killed after {moment:?}");
        } else {
            let _ = table.fails(2).says("no weight");
        }
        let _ = bank.run(&["check"]).good();
        let _ = bank.run(&weight).good();
        assert!((share(&bank) - 0.2).abs() < 1e-9, "the same afterwards succeeds; killed after {moment:?}");
        bank = before.copy();
    }
    assert!(moments.killed >= MOMENTS / 4, "only {} were killed in time", moments.killed);
}
