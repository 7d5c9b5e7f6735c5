//! `check`.

use serde_json::Value;

use crate::support::folder::{OwnBank, own_bank, shipped, shipped_json};

fn problems(bank: &OwnBank) -> Vec<Value> {
    bank.run(&["check", "--format", "json"]).data()["problems"].as_array().unwrap().clone()
}

/// A corpus with four faults in three files, each of another kind.
fn broken_bank() -> OwnBank {
    let bank = own_bank();
    let faulty = "kind = \"literature\"\ntitle = \"Two faults\"\nthemes = [\"no-such-theme\"]\nauthorr = \"a key nobody knows\"\n";
    bank.edit("corpus/sources/literature/faulty.toml", faulty);
    bank.edit("corpus/sources/literature/cut-short.toml", "kind = \"literature\ntitle = ");
    let whole = "kind = \"literature\"\ntitle = \"Whole\"\n\n[[finding]]\nid = \"wait\"\ntext = \"The marmalade queue is long.\"\n";
    bank.edit("corpus/sources/literature/twin.toml", whole);
    bank.edit("corpus/sources/documents/twin.toml", whole.replace("literature", "document"));
    bank
}

#[test]
fn the_shipped_corpus_has_no_errors() {
    let _ = shipped(&["check"]).good();
    let answer = shipped_json(&["check"]);
    let errors: Vec<_> = answer["problems"].as_array().unwrap().iter().filter(|it| it["severity"] == "error").collect();
    assert!(errors.is_empty(), "{errors:#?}");
}

#[test]
fn every_problem_is_told_at_once_and_the_answer_is_no() {
    let bank = broken_bank();
    assert_eq!(bank.run(&["check"]).code, Some(1));
    let found = problems(&bank);
    let about = |file: &str| {
        found.iter().filter(|it| it["place"]["file"].as_str().is_some_and(|name| name.contains(file))).count()
    };
    assert!(about("faulty.toml") >= 2, "the theme and the key: {found:#?}");
    assert!(about("cut-short.toml") >= 1, "{found:#?}");
    assert!(about("twin.toml") >= 1, "two sources with one id: {found:#?}");
    assert!(found.iter().any(|it| it.to_string().contains("no-such-theme")), "{found:#?}");
    assert!(found.iter().any(|it| it.to_string().contains("authorr")), "{found:#?}");
}

#[test]
fn every_problem_has_its_place_and_a_way_on() {
    for problem in problems(&broken_bank()) {
        for field in ["severity", "code", "place", "message", "found", "expected", "hint"] {
            assert!(problem.get(field).is_some(), "`{field}` is missing in {problem}");
        }
        assert!(["error", "warning", "note"].iter().any(|it| problem["severity"] == *it), "{problem}");
        assert!(problem["place"]["file"].is_string(), "{problem}");
        assert!(problem["hint"].is_string() || problem["expected"].is_string(), "no way on: {problem}");
    }
}

#[test]
fn a_fault_in_a_file_is_found_on_its_line() {
    let found = problems(&broken_bank());
    let theme = found.iter().find(|it| it.to_string().contains("no-such-theme")).unwrap();
    assert_eq!(theme["place"]["line"], 3, "{theme}");
}

#[test]
fn what_is_whole_is_found_beside_what_is_broken() {
    let bank = broken_bank();
    let found = bank.run(&["search", "marmalade", "--format", "json"]).good().says("check");
    assert!(found.json()["total"].as_u64() >= Some(1), "{found}");
}

#[test]
fn faults_in_answers_are_told_with_their_line_and_without_the_words() {
    let bank = own_bank();
    let folder = "corpus/sources/surveys/tiny";
    let record = "kind = \"survey\"\ntitle = \"Tiny\"\nsurvey_kind = \"unknown\"\n\n[[question]]\nid = \"q\"\ntext = \"Yes?\"\n\
        kind = \"single\"\nclass = \"opinion\"\noptions = [{ id = \"yes\", label = \"Yes\" }, { id = \"no\", label = \"No\" }]\n\n\
        [[question]]\nid = \"why\"\ntext = \"Why?\"\nkind = \"open\"\nclass = \"opinion\"\n";
    bank.edit(&format!("{folder}/source.toml"), record);
    bank.edit(
        &format!("{folder}/responses.csv"),
        "respondent,q,why\nr000001,yes,Because\nr000002,perhaps,My secret reason\n",
    );
    bank.edit(&format!("{folder}/codings.csv"), "respondent,question,code\nr000001,why,unheard-of\n");
    let output = bank.run(&["check"]);
    assert_eq!(output.code, Some(1), "{output}");
    let output = output.shows("responses.csv:3").shows("codings.csv:2");
    assert!(!output.stdout.contains("secret"), "{output}");
}

#[test]
fn the_list_can_be_taken_to_a_spreadsheet() {
    let bank = broken_bank();
    let sheet = bank.run(&["check", "--format", "csv"]);
    assert_eq!(sheet.code, Some(1), "{sheet}");
    assert!(sheet.stdout.starts_with("severity,code,file,line,"), "{sheet}");
    assert!(sheet.stdout.lines().count() > problems(&bank).len(), "{sheet}");
}

#[test]
fn a_folder_that_is_no_bank_is_told_apart_from_a_bank_with_problems() {
    let folder = tempfile::tempdir().unwrap();
    let _ = crate::support::command::run_in(folder.path(), &["check"]).fails(2).hints();
}

#[test]
fn a_survey_of_too_many_questions_is_told_and_keeps_no_other_from_being_served() {
    use std::fmt::Write as _;

    let bank = own_bank();
    let mut record = "kind = \"survey\"\ntitle = \"Endless\"\n".to_owned();
    for number in 0..=30_000 {
        write!(record, "\n[[question]]\nid = \"q{number}\"\ntext = \"Why?\"\nkind = \"open\"\n").unwrap();
    }
    bank.edit("corpus/sources/surveys/endless/source.toml", record);
    bank.edit("corpus/sources/surveys/endless/responses.csv", "respondent,q0\n1,Because\n");
    bank.put("plan.md", "# Plan\n\nA break for everybody who makes marmalade.\n");
    let _ = bank.run(&["load", "plan.md"]).good();
    assert_eq!(bank.json(&["search", "marmalade"])["total"], 1);
    assert!(problems(&bank).iter().any(|it| it["code"] == "too_many_questions"));
}
