//! The README keeps its word: every command in its shell blocks is run in order, and every command of the program is in it.

use std::fs;
use std::path::Path;

use crate::support::carers::rows;
use crate::support::command::{program, run, run_in};
use crate::support::folder::{copy_tree, project};
use crate::support::server::Server;

/// Everything between three backticks and the language `sh`, line by line; a line that ends in a backslash goes on.
fn commands(readme: &str) -> Vec<String> {
    let blocks = readme.split("```sh\n").skip(1).filter_map(|rest| rest.split("```").next());
    let joined: Vec<String> = blocks.map(|block| block.replace("\\\n", " ")).collect();
    let lines = joined.iter().flat_map(|block| block.lines());
    let bare = |line: &str| line.split(" #").next().unwrap_or_default().trim().trim_start_matches("$ ").to_owned();
    lines.map(bare).filter(|line| !line.is_empty() && !line.starts_with('#')).collect()
}

/// The words of a command, as a shell would part them: quotes hold words together.
fn words(command: &str) -> Vec<String> {
    let (mut words, mut quote, mut open) = (Vec::new(), None, false);
    for letter in command.chars() {
        match (quote, letter) {
            (Some(mark), _) if letter == mark => quote = None,
            (None, '"' | '\'') => quote = Some(letter),
            (None, ' ') => {
                open = false;
                continue;
            }
            _ => {}
        }
        if !open {
            words.push(String::new());
            open = true;
        }
        if (quote.is_some() || !['"', '\''].contains(&letter)) && Some(letter) != quote {
            words.last_mut().expect("a word was begun").push(letter);
        }
    }
    words
}

/// The arguments of a command that runs the program, however it is started.
fn arguments(command: &str) -> Option<Vec<String>> {
    let starts = ["cargo run -- ", "cargo run --release -- ", "insight-bank ", "./target/release/insight-bank "];
    starts.iter().find_map(|start| command.strip_prefix(start)).map(words)
}

/// Serves as the README says, but on a free port, and looks at the first page.
fn serve(folder: &Path, arguments: &[String]) {
    let mut command = program(folder);
    command.args(arguments).args(["--listen", "127.0.0.1:0"]);
    let page = Server::start(command).get("/");
    assert_eq!(page.status, 200, "{arguments:?}: {page:?}");
}

/// What the README takes for granted: the shipped bank, a survey with two questions, a folder of reports.
fn newcomers_folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    copy_tree(&project().join("corpus"), &folder.path().join("corpus"));
    let rows = rows(40, |n| format!("{},{}\n", ["Yes", "No", "Yes"][n % 3], ["North", "South"][n % 2]));
    fs::write(folder.path().join("my-survey.csv"), format!("Q1. Do you use the park?,Q2. Where do you live?\n{rows}"))
        .unwrap();
    fs::write(folder.path().join("targets.csv"), "question,option,share\nQ2,North,45%\nQ2,South,55%\n").unwrap();
    fs::create_dir(folder.path().join("my-reports")).unwrap();
    fs::write(folder.path().join("my-reports/clinic.md"), "# Clinic\n\nThe waiting times grew in spring.\n").unwrap();
    folder
}

#[test]
fn every_command_of_the_readme_does_what_it_says() {
    let readme = fs::read_to_string(project().join("README.md")).unwrap();
    let folder = newcomers_folder();
    let commands = commands(&readme);
    assert!(commands.iter().any(|command| command == "cargo run -- serve"), "{commands:?}");
    assert!(commands.iter().any(|command| command == "cargo test"), "{commands:?}");
    for command in &commands {
        match arguments(command) {
            Some(arguments) if arguments.iter().any(|word| word == "serve") => {
                serve(folder.path(), &arguments);
            }
            Some(arguments) => drop(run_in(folder.path(), &arguments).good()),
            // Running the tests within the tests would never end; fetching the project needs a network.
            None if command == "cargo test" || command.starts_with("git clone ") || command.starts_with("cd ") => {}
            None => panic!("the README has a command that no test runs: {command}"),
        }
    }
}

#[test]
fn the_readme_names_every_command_of_the_program() {
    let readme = fs::read_to_string(project().join("README.md")).unwrap();
    let help = run(&["--help"]).good().stdout;
    let listed = help.split("Commands:").nth(1).unwrap().split("Options:").next().unwrap();
    let names: Vec<&str> = listed.lines().filter_map(|line| line.split_whitespace().next()).collect();
    assert!(names.len() >= 8, "{help}");
    for name in names {
        assert!(
            readme.contains(&format!("`{name}`")) || readme.contains(&format!("`{name} ")),
            "`{name}` is not in the README"
        );
    }
}

#[test]
fn the_pictures_and_files_the_readme_shows_are_there() {
    let readme = fs::read_to_string(project().join("README.md")).unwrap();
    let targets = readme.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    for target in targets.filter(|target| !target.starts_with("http")) {
        assert!(project().join(target).exists(), "{target} is not there");
    }
}
