//! `POST /api/v1/loads`: the same report as the command, and the demonstration bank's refusal.

use axum::body::Body;

use crate::support::app::TestApp;
use crate::support::carers;
use crate::support::folder::own_bank;
use crate::support::park;

#[test]
fn the_demonstration_bank_takes_no_loads_and_says_how_to_go_on() {
    let refused = TestApp::shipped()
        .post_files("/api/v1/loads", &[("carers.csv", &carers::csv(60))])
        .problem(403, "demonstration_bank");
    assert!(refused["hint"].as_str().unwrap().contains("insight-bank init"), "{refused}");
}

#[test]
fn a_survey_is_loaded_accounted_for_and_counted() {
    let bank = own_bank();
    let app = TestApp::own(&bank);
    let report =
        app.post_files("/api/v1/loads?id=carers&survey_kind=census", &[("carers.csv", &carers::csv(60))]).json();
    assert_eq!((&report["id"], &report["kind"], &report["rows"]), (&"carers".into(), &"survey".into(), &60.into()));
    for column in report["columns"].as_array().unwrap() {
        let sum: u64 = ["mapped", "stored", "left_out"].iter().map(|field| column[field].as_u64().unwrap()).sum();
        assert_eq!(Some(sum), column["cells"].as_u64(), "{column}");
    }
    let table = app.get("/api/v1/surveys/carers/breakdown?question=area").json();
    assert_eq!(table["columns"][0]["unweighted_base"], 60);
    let again = app.post_files("/api/v1/loads?id=carers", &[("carers.csv", &carers::csv(120))]);
    let _ = again.problem(409, "id_in_use");
}

#[test]
fn a_dry_run_tells_and_writes_nothing() {
    let bank = own_bank();
    let app = TestApp::own(&bank);
    let before = bank.corpus();
    let report = app.post_files("/api/v1/loads?dry_run=true", &[("carers.csv", &carers::csv(60))]).json();
    assert_eq!(report["rows"], 60);
    assert_eq!(bank.corpus(), before);
    let _ = app.get("/api/v1/surveys/carers").problem(404, "not_found");
}

#[test]
fn several_files_are_loaded_each_for_itself() {
    let bank = own_bank();
    let app = TestApp::own(&bank);
    let files =
        [("notes.md", "# Notes\n\nThe bus is late."), ("broken.csv", ""), ("more.md", "# More\n\nThe clinic is far.")];
    let answer = app.post_files("/api/v1/loads", &files);
    assert_eq!(answer.status.as_u16(), 207);
    let report = answer.json();
    assert_eq!(report["loads"].as_array().unwrap().len(), 2);
    assert_eq!(report["problems"][0]["place"]["file"], "broken.csv");
}

#[test]
fn what_is_no_form_with_files_is_refused() {
    let bank = own_bank();
    let app = TestApp::own(&bank);
    let _ = app.ask("POST", "/api/v1/loads", &[], Body::from("a,b\n1,2\n")).problem(415, "not_a_form");
    let _ = app.post_files("/api/v1/loads", &[]).problem(400, "no_file");
    let _ = app.post_files("/api/v1/loads", &[("picture.png", "x")]).problem(422, "unknown_format");
    let _ = app.post_files("/api/v1/loads", &[("empty.csv", "")]).problem(422, "empty_file");
    let _ = app.post_files("/api/v1/loads?dry_run=maybe", &[("a.csv", "a\n1\n")]).problem(400, "unknown_value");
    let _ = app.post_files("/api/v1/loads?id=x", &[("a.md", "a"), ("b.md", "b")]).problem(400, "one_id");
    let headers = [("content-type", "multipart/form-data; boundary=x")];
    let _ = app.ask("POST", "/api/v1/loads", &headers, Body::from("--x\r\nbroken")).problem(400, "broken_form");
}

#[test]
fn a_name_that_leads_elsewhere_stays_in_the_bank() {
    let bank = own_bank();
    let app = TestApp::own(&bank);
    let before = std::fs::read_dir(bank.inbox()).unwrap().count();
    let report = app.post_files("/api/v1/loads", &[("../../inbox/escape.md", "# Words\n\nSome words.")]).json();
    assert_eq!(report["id"], "escape");
    assert_eq!(std::fs::read_dir(bank.inbox()).unwrap().count(), before);
}

#[test]
fn a_questionnaire_comes_as_a_part_of_its_own_and_is_followed() {
    let bank = own_bank();
    let app = TestApp::own(&bank);
    let file = ("file", "codes.csv", park::ANSWERS);
    let report = app.post_parts("/api/v1/loads", &[file, ("questionnaire", "codes.json", park::QUESTIONNAIRE)]).json();
    assert_eq!(report["columns"][0]["kind"], "single", "{report}");
    let table = app.get("/api/v1/surveys/codes/breakdown?question=q1").json();
    assert_eq!(table["rows"][0]["label"], "Yes", "{table}");
    let bad = ("questionnaire", "codes.json", "{}");
    let refused = app.post_parts("/api/v1/loads?id=other", &[file, bad]);
    assert_eq!(refused.status.as_u16(), 422, "{}", refused.body);
}

#[test]
fn parts_that_are_unknown_or_sent_twice_are_refused() {
    let bank = own_bank();
    let app = TestApp::own(&bank);
    let file = ("file", "a.csv", "a\n1\n");
    let before = bank.corpus();
    for wrong in [
        vec![file, ("questionaire", "a.lss", "x")],
        vec![file, ("questionnaire", "a.lss", "x"), ("questionnaire", "b.lss", "x")],
        vec![file, ("recipe", "a.toml", "x"), ("recipe", "b.toml", "x")],
    ] {
        let refused = app.post_parts("/api/v1/loads", &wrong).problem(400, "unexpected_part");
        assert!(refused.to_string().contains("recipe"), "{refused}");
    }
    let _ = app.post_parts("/api/v1/loads", &[("recipe", "a.toml", "x")]).problem(400, "no_file");
    assert_eq!(bank.corpus(), before);
}

#[test]
fn the_account_of_a_load_can_be_read_again_later() {
    let bank = own_bank();
    let app = TestApp::own(&bank);
    let report = app.post_files("/api/v1/loads?id=carers", &[("carers.csv", &carers::csv(60))]).json();
    assert_eq!(app.get("/api/v1/surveys/carers/load").json(), report);
    let _ = app.get("/api/v1/surveys/carer/load").problem(404, "not_found");
    let recipe = app.get("/api/v1/surveys/carers/recipe");
    assert_eq!(recipe.header("content-type"), Some("application/toml; charset=utf-8"));
    assert!(recipe.body.contains("[[question]]"));
    let _ = app.get("/api/v1/surveys/carer/recipe").problem(404, "not_found");
    let _ = TestApp::shipped().get("/api/v1/surveys/workforce-2022-illustrative/load").problem(404, "not_found");
}

#[test]
fn papers_records_and_lists_load_as_at_the_command_line() {
    let bank = own_bank();
    let app = TestApp::own(&bank);
    let post =
        |query: &str, name: &str, content: &str| app.post_files(&format!("/api/v1/loads{query}"), &[(name, content)]);
    let page = "<title>Carers</title><h1>Voices</h1><p>Marmalade &amp; tea.</p>";
    let paper = post("?kind=literature", "paper.html", page).json();
    assert_eq!((&paper["kind"], &paper["recognised"]["layout"]), (&"literature".into(), &"Web page".into()));
    let found = app.get("/api/v1/search?q=marmalade&kind=passage").json();
    assert_eq!(found["items"][0]["source"]["id"], "paper", "{found}");
    let again = post("?kind=literature", "paper.html", page).json();
    assert!(again["problems"].to_string().contains("no_change"), "{again}");
    let _ = post("?kind=literature", "paper.html", "<p>Jam.</p>").problem(409, "id_in_use");
    let _ = post("?kind=literature&replace=true", "paper.html", "<p>Jam.</p>").good();
    let group = "kind = \"focus-group\"\ntitle = \"Tea\"\n\n[[quote]]\nid = \"a\"\ntext = \"Honey for us.\"\n";
    assert_eq!(post("", "tea.toml", group).json()["kind"], "focus-group");
    let _ = post("?kind=literature&id=y", "tea.toml", group).problem(422, "other_kind");
    let list = "@book{x, title = {Allotments}, author = {Poe, Al}, year = 1999, abstract = {Digging.}}";
    let tried = post("?dry_run=true", "list.bib", list).json();
    assert_eq!((&tried["rows"], &tried["recognised"]["layout"]), (&1.into(), &"BibTeX list".into()));
    let _ = app.get("/api/v1/sources/x").problem(404, "not_found");
    let _ = post("", "list.bib", list).good();
    assert_eq!(app.get("/api/v1/sources/x").json()["kind"], "literature");
    let _ = post("", "list.bib", &list.replace("Digging", "Sowing")).problem(409, "id_in_use");
}

#[test]
fn what_is_no_paper_after_all_is_refused_and_a_questionnaire_is_told_its_place() {
    let bank = own_bank();
    let app = TestApp::own(&bank);
    let before = bank.corpus();
    for name in ["a.docx", "a.odt", "a.pdf", "a.ris", "a.bib", "a.toml"] {
        let refused = app.post_files("/api/v1/loads", &[(name, "Just words.")]);
        assert_eq!(refused.status.as_u16(), 422, "{name}: {}", refused.body);
    }
    let told = app.post_files("/api/v1/loads", &[("a.lss", "<document/>")]).problem(422, "questionnaire_alone");
    assert!(told["hint"].as_str().unwrap().contains("`questionnaire`"), "{told}");
    assert_eq!(bank.corpus(), before);
}
