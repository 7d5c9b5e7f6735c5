//! What holds for every command: exit codes, names nearly right, what goes to which stream, closed pipes.

use std::io::Read as _;
use std::process::Stdio;

use crate::support::command::{program, run};
use crate::support::folder::{shipped, shipped_root};

#[test]
fn help_and_version_are_answers() {
    let _ = run(&["--help"]).good().shows("breakdown").shows("load");
    let _ = run(&["--version"]).good().shows(env!("CARGO_PKG_VERSION"));
    for command in ["init", "serve", "load", "undo", "search", "questions", "breakdown", "themes", "check", "journal"] {
        let _ = run(&[command, "--help"]).good().shows("Usage");
    }
}

#[test]
fn misuse_ends_with_two_and_says_what_was_meant() {
    assert_eq!(run(&[] as &[&str]).code, Some(2));
    let _ = run(&["serach"]).fails(2).says("search");
    let _ = run(&["search", "--them", "access"]).fails(2).says("--theme");
    let _ = run(&["load"]).fails(2).says("FILES");
    let _ = run(&["search", "--format", "xml"]).fails(2).says("json");
    let _ = run(&["breakdown", "survey", "q", "--view", "public"]).fails(2).says("release");
}

#[test]
fn a_folder_that_is_no_bank_says_how_to_make_one() {
    for args in [
        &["search", "x"][..],
        &["themes"],
        &["check"],
        &["questions", "s"],
        &["load", "x.csv"],
        &["serve"],
        &["journal"],
    ] {
        let _ = run(args).fails(2).says("init").hints();
    }
}

#[test]
fn a_survey_or_question_nearly_right_is_answered_with_the_right_one() {
    let _ = shipped(&["breakdown", "workforce-2022-ilustrative", "carer"])
        .fails(2)
        .says("did you mean `workforce-2022-illustrative`?");
    let _ = shipped(&["breakdown", "workforce-2022-illustrative", "carers"]).fails(2).says("`carer`");
    let _ = shipped(&["search", "--source", "fg-povety"]).fails(2).says("did you mean `fg-poverty`?");
    let _ = shipped(&["search", "--place", "stevenige"]).fails(2).says("did you mean `stevenage`?");
}

#[test]
fn nothing_is_printed_as_data_when_a_command_fails() {
    for args in [&["questions", "nothing"][..], &["breakdown", "nothing", "q"], &["search", "--theme", "nothing"]] {
        let output = shipped(args).fails(2);
        assert!(output.stdout.is_empty(), "{output}");
    }
}

#[test]
fn an_error_is_one_line_then_the_way_on() {
    let output = shipped(&["questions", "workforce-2022-ilustrative"]).fails(2);
    let lines: Vec<&str> = output.stderr.lines().collect();
    assert!(lines.len() == 2 && lines[0].starts_with("error: ") && lines[1].starts_with("hint: "), "{output}");
}

#[test]
fn json_is_all_there_is_on_standard_output() {
    let commands: [&[&str]; 7] = [
        &["search", "access"],
        &["themes"],
        &["check"],
        &["journal"],
        &["journal", "--verify"],
        &["questions", "workforce-2022-illustrative"],
        &["breakdown", "workforce-2022-illustrative", "carer"],
    ];
    for args in commands {
        let _ = shipped(&[args, &["--format", "json"]].concat()).json();
    }
}

#[test]
fn whoever_has_read_enough_may_close_the_pipe() {
    let root = shipped_root();
    for format in ["text", "json", "csv"] {
        let mut command = program(root);
        command.args(["search", "--limit", "500", "--format", format]).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        drop(child.stdout.take());
        let mut said = String::new();
        child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
        assert_eq!(child.wait().unwrap().code(), Some(0), "{format}: {said}");
        assert!(!said.contains("error") && !said.contains("panicked"), "{format}: {said}");
    }
}

#[test]
fn what_people_wrote_never_reaches_the_log() {
    let folder = crate::support::folder::own_bank();
    folder.put("carers.csv", crate::support::carers::csv(60));
    let mut command = folder.command(&["load", "carers.csv", "--format", "json"]);
    let output = command.env("INSIGHT_BANK_LOG", "trace").output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert!(!String::from_utf8_lossy(&output.stderr).contains("marmalade"));
}
