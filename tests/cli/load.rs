//! `load`: files that load.

use serde_json::{Value, json};

use crate::support::carers;
use crate::support::folder::{OwnBank, own_bank};

/// A bank with the made-up survey of carers in its inbox.
fn with_carers() -> OwnBank {
    let bank = own_bank();
    bank.put("carers.csv", carers::csv(120));
    bank
}

/// Every column of a load adds up, and every column of the file is there.
#[track_caller]
pub(crate) fn assert_balanced(report: &Value) {
    for column in report["columns"].as_array().unwrap_or_else(|| panic!("no columns in {report}")) {
        let number = |name: &str| column[name].as_u64().unwrap_or_else(|| panic!("no `{name}` in {column}"));
        assert_eq!(column["cells"], report["rows"], "{column}");
        assert_eq!(number("mapped") + number("stored") + number("left_out"), number("cells"), "{column}");
        let reasons: u64 = column["reasons"].as_object().unwrap().values().map(|count| count.as_u64().unwrap()).sum();
        assert_eq!(reasons, number("left_out"), "every cell left out has its reason: {column}");
    }
}

fn column<'a>(report: &'a Value, name: &str) -> &'a Value {
    let columns = report["columns"].as_array().unwrap();
    columns.iter().find(|column| column["name"] == name).unwrap_or_else(|| panic!("no column `{name}` in {report}"))
}

fn kind(bank: &OwnBank, survey: &str, question: &str) -> String {
    let questions = bank.json(&["questions", survey]);
    let found = questions.as_array().unwrap().iter().find(|it| it["id"] == question).cloned();
    let found = found.unwrap_or_else(|| panic!("no question `{question}` in {questions}"));
    found["kind"].as_str().unwrap().to_owned()
}

fn count(bank: &OwnBank, survey: &str, question: &str, label: &str) -> u64 {
    let table = bank.json(&["breakdown", survey, question]);
    let row = table["rows"].as_array().unwrap().iter().find(|row| row["label"] == label).cloned();
    row.unwrap_or_else(|| panic!("no row `{label}` in {table}"))["cells"][0]["count"].as_u64().unwrap()
}

fn codes(report: &Value) -> Vec<String> {
    report["problems"].as_array().unwrap().iter().map(|problem| problem["code"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn every_cell_of_a_survey_is_accounted_for() {
    let bank = with_carers();
    let report = bank.json(&["load", "carers.csv"]);
    assert_eq!((&report["id"], &report["kind"], &report["rows"]), (&json!("carers"), &json!("survey"), &json!(120)));
    for part in ["maker", "layout", "encoding", "delimiter", "header_rows"] {
        assert!(report["recognised"].get(part).is_some(), "`{part}` is missing in {report}");
    }
    assert_eq!(report["recognised"]["delimiter"], "comma");
    assert_eq!(report["columns"].as_array().unwrap().len(), 8);
    assert_balanced(&report);
    assert_eq!(column(&report, "comment")["stored"], 80);
    assert_eq!(column(&report, "comment")["reasons"]["blank"], 40);
    assert_eq!(column(&report, "email")["left_out"], 120, "addresses stay out of the bank");
    assert!(report["open_points"].is_array() && report["problems"].is_array());
}

#[test]
fn each_kind_of_question_is_told_apart() {
    let bank = with_carers();
    let _ = bank.run(&["load", "carers.csv"]).good();
    for (question, expected) in
        [("area", "single"), ("services", "multiple"), ("visits", "number"), ("joined", "date"), ("comment", "open")]
    {
        assert_eq!(kind(&bank, "carers", question), expected, "{question}");
    }
    assert!(["single", "scale"].contains(&kind(&bank, "carers", "rating").as_str()));
    assert_eq!((count(&bank, "carers", "area", "North"), count(&bank, "carers", "rating", "Good")), (40, 60));
    assert_eq!((count(&bank, "carers", "services", "GP"), count(&bank, "carers", "services", "Dentist")), (60, 24));
}

#[test]
fn what_people_wrote_is_found_and_their_addresses_are_not() {
    let bank = with_carers();
    let _ = bank.run(&["load", "carers.csv"]).good();
    assert_eq!(bank.json(&["search", "marmalade", "--kind", "answer", "--limit", "0"])["total"], 80);
    assert_eq!(bank.json(&["search", "\"person7 example.org\"", "--limit", "0"])["total"], 0);
    let corpus = bank.corpus();
    let holds = |name: &String| String::from_utf8_lossy(&corpus[name]).contains("person7@example.org");
    let found: Vec<&String> = corpus.keys().filter(|name| holds(name)).collect();
    assert!(!found.is_empty() && found.iter().all(|name| name.contains("/originals/")), "{found:?}");
}

#[test]
fn ticks_joined_by_bars_commas_or_spread_over_columns_are_one_question() {
    let bank = own_bank();
    let rows = |separator: &str| -> String {
        let line = |n: usize| {
            let uses =
                [("GP", 2), ("Pharmacy", 3), ("Dentist", 5)].into_iter().filter(|(_, every)| n.is_multiple_of(*every));
            let uses: Vec<&str> = uses.map(|(name, _)| name).collect();
            format!("{n},\"{}\"\n", uses.join(separator))
        };
        "row,uses\n".to_owned() + &(0..60).map(line).collect::<String>()
    };
    bank.put("bars.csv", rows("|"));
    bank.put("commas.csv", rows(", "));
    let tick = |n: usize, every: usize| if n.is_multiple_of(every) { "Yes" } else { "" };
    let line = |n: usize| format!("{n},{},{},{}\n", tick(n, 2), tick(n, 3), tick(n, 5));
    let spread =
        "row,uses[gp]. Which? [GP],uses[pharmacy]. Which? [Pharmacy],uses[dentist]. Which? [Dentist]\n".to_owned();
    bank.put("columns.csv", spread + &(0..60).map(line).collect::<String>());
    let _ = bank.run(&["load", "bars.csv", "commas.csv", "columns.csv"]).good();
    for survey in ["bars", "commas", "columns"] {
        assert_eq!(kind(&bank, survey, "uses"), "multiple", "{survey}");
        for (label, expected) in [("GP", 30), ("Pharmacy", 20), ("Dentist", 12)] {
            assert_eq!(count(&bank, survey, "uses", label), expected, "{survey}: {label}");
        }
    }
}

#[test]
fn an_option_with_a_comma_in_it_is_one_option() {
    let bank = own_bank();
    let cells = ["Bus, tram or train, Car", "Car", "Bus, tram or train", "On foot, Car", "On foot"];
    let rows = carers::rows(60, |n| format!("{n},\"{}\"\n", cells[n % 5]));
    bank.put("travel.csv", format!("row,travel\n{rows}"));
    let report = bank.json(&["load", "travel.csv"]);
    assert_balanced(&report);
    // Either the list was inferred, or the column was kept as it is and the point is open: never a guess in silence.
    if kind(&bank, "travel", "travel") == "multiple" {
        assert_eq!(count(&bank, "travel", "travel", "Bus, tram or train"), 24);
        assert_eq!(count(&bank, "travel", "travel", "Car"), 36);
    } else {
        assert!(!report["open_points"].as_array().unwrap().is_empty(), "{report}");
    }
}

#[test]
fn blank_and_repeated_headings_load_renamed_with_a_warning() {
    let bank = own_bank();
    let rows = carers::rows(30, |n| format!("{},{},x{n}\n", ["yes", "no"][n % 2], ["red", "blue", "red"][n % 3]));
    bank.put("headings.csv", format!("colour,colour,\n{rows}"));
    let output = bank.run(&["load", "headings.csv", "--format", "json"]).good().says("warning: ");
    let report = output.json();
    assert_balanced(&report);
    let names: Vec<&str> =
        report["columns"].as_array().unwrap().iter().map(|it| it["name"].as_str().unwrap()).collect();
    assert_eq!(names[0], "colour");
    assert!(names[1] != "colour" && names[1].starts_with("colour"), "{names:?}");
    assert_eq!(names[2], "column-3");
    let warned = |word: &str| {
        report["problems"]
            .as_array()
            .unwrap()
            .iter()
            .any(|it| it["severity"] == "warning" && it["code"].as_str().unwrap().contains(word))
    };
    assert!(warned("blank") && warned("repeated") || codes(&report).len() >= 2, "{report}");
}

#[test]
fn semicolons_and_tabs_divide_as_well_and_a_mark_at_the_start_is_no_letter() {
    let bank = own_bank();
    bank.put("semi.csv", carers::csv(60).replace(';', "|").replace(',', ";"));
    bank.put("tabs.tsv", carers::csv(60).replace(',', "\t"));
    bank.put("marked.csv", format!("\u{feff}{}", carers::csv(60)));
    for (file, id, delimiter) in
        [("semi.csv", "semi", "semicolon"), ("tabs.tsv", "tabs", "tab"), ("marked.csv", "marked", "comma")]
    {
        let report = bank.json(&["load", file]);
        assert_eq!(report["recognised"]["delimiter"], delimiter, "{file}");
        assert_balanced(&report);
        assert_eq!(count(&bank, id, "area", "North"), 20, "{file}");
    }
}

#[test]
fn a_dry_run_tells_the_same_and_writes_nothing() {
    let bank = with_carers();
    let before = bank.corpus();
    let planned = bank.json(&["load", "carers.csv", "--dry-run"]);
    assert_eq!(bank.corpus(), before);
    let _ = bank.run(&["questions", "carers"]).fails(2);
    assert_eq!(bank.json(&["load", "carers.csv"]), planned);
    assert_ne!(bank.corpus(), before);
}

#[test]
fn the_same_file_again_changes_nothing() {
    let bank = with_carers();
    let _ = bank.run(&["load", "carers.csv"]).good();
    let before = bank.corpus();
    let report = bank.json(&["load", "carers.csv"]);
    assert!(codes(&report).contains(&"no_change".to_owned()), "{report}");
    assert_eq!(bank.corpus(), before);
}

#[test]
fn the_same_file_under_another_id_is_stored_with_a_warning() {
    let bank = with_carers();
    let _ = bank.run(&["load", "carers.csv"]).good();
    let report = bank.json(&["load", "carers.csv", "--id", "carers-again"]);
    assert!(codes(&report).contains(&"same_file".to_owned()), "{report}");
    assert_eq!(count(&bank, "carers-again", "area", "North"), 40);
    assert_eq!(count(&bank, "carers", "area", "North"), 40);
}

#[test]
fn other_bytes_under_the_same_id_need_to_be_told_to_replace() {
    let bank = with_carers();
    let _ = bank.run(&["load", "carers.csv"]).good();
    let before = bank.corpus();
    bank.put("carers.csv", carers::csv(60));
    let _ = bank.run(&["load", "carers.csv"]).fails(2).says("carers").says("--replace").hints();
    assert_eq!(bank.corpus(), before, "nothing stored is changed");
    let _ = bank.run(&["load", "carers.csv", "--replace"]).good();
    assert_eq!(count(&bank, "carers", "area", "North"), 20);
    assert_eq!(bank.json(&["search", "marmalade", "--kind", "answer", "--limit", "0"])["total"], 40);
    let first = carers::csv(120).into_bytes();
    assert!(bank.corpus().values().any(|bytes| *bytes == first), "the old version is kept");
    let _ = bank.run(&["check"]).good();
}

#[test]
fn several_files_and_folders_are_one_load_each() {
    let bank = own_bank();
    bank.put("all/a.csv", carers::csv(60));
    bank.put("all/deeper/b.md", "# Bees\n\nThe bees came back to the allotment.\n");
    bank.put("all/ignored.bin", b"\0\x01");
    let report = bank.json(&["load", "all"]);
    let loads: Vec<&Value> = report["loads"].as_array().unwrap().iter().map(|load| &load["id"]).collect();
    assert_eq!(loads, ["a", "b"]);
    assert_eq!(bank.json(&["search", "allotment", "--limit", "0"])["total"], 1);
}

#[test]
fn two_files_of_one_name_in_different_folders_both_load() {
    let bank = own_bank();
    bank.put("all/north/notes.md", "# North\n\nThe northern bus is late.\n");
    bank.put("all/south/notes.md", "# South\n\nThe southern bus is early.\n");
    let _ = bank.run(&["load", "all"]).good();
    assert_eq!(bank.json(&["search", "bus", "--limit", "0"])["total"], 2);
}

#[test]
fn one_file_that_cannot_be_loaded_does_not_stop_the_others() {
    let bank = with_carers();
    bank.put("empty.csv", "");
    let output = bank.run(&["load", "empty.csv", "carers.csv"]).fails(2).says("empty.csv");
    assert_eq!(count(&bank, "carers", "area", "North"), 40, "{output}");
}

#[test]
fn one_id_cannot_name_several_files() {
    let bank = with_carers();
    bank.put("b.csv", carers::csv(60));
    let before = bank.corpus();
    let _ = bank.run(&["load", "carers.csv", "b.csv", "--id", "both"]).fails(2).says("--id").hints();
    assert_eq!(bank.corpus(), before);
}

#[test]
fn a_document_is_cut_into_passages_with_their_headings() {
    let bank = own_bank();
    bank.put(
        "plan.md",
        "# The plan\n\nOpening words.\n\n## Carers first\n\nEvery carer gets a break. Nobody waits for marmalade.\n",
    );
    let report = bank.json(&["load", "--kind", "document", "plan.md", "--title", "Our plan"]);
    assert_eq!((&report["kind"], &report["id"]), (&json!("document"), &json!("plan")));
    let answer = bank.json(&["search", "marmalade"]);
    let item = &answer["items"][0];
    assert_eq!((&item["kind"], &item["source"]["title"]), (&json!("passage"), &json!("Our plan")));
    assert!(item.to_string().contains("Carers first"), "the heading is with the passage: {item}");
    let _ = bank.run(&["search", "marmalade"]).good().shows("Carers first");
}

#[test]
fn a_record_laid_out_as_the_readme_shows_loads() {
    let bank = own_bank();
    let record = "kind = \"focus-group\"\ntitle = \"Carers talk\"\nyear = 2026\nvoice = \"first-hand\"\n\n[[finding]]\nid = \"tired\"\n\
        text = \"Marmalade keeps carers going.\"\nthemes = [\"carers\"]\n";
    bank.put("carers-talk.toml", record);
    let report = bank.json(&["load", "carers-talk.toml", "--kind", "focus-group"]);
    assert_eq!((&report["kind"], &report["rows"]), (&json!("focus-group"), &json!(1)));
    let answer = bank.json(&["search", "--theme", "carers"]);
    assert_eq!(answer["items"][0]["id"], "carers-talk.tired");
}

#[test]
fn how_people_came_to_be_in_a_survey_is_asked_for_until_it_is_told() {
    let bank = with_carers();
    let asked = |report: &Value| report["open_points"].to_string().contains("survey-kind");
    let report = bank.json(&["load", "carers.csv", "--dry-run"]);
    assert!(asked(&report), "{report}");
    let report = bank.json(&["load", "carers.csv", "--survey-kind", "census"]);
    assert!(!asked(&report), "{report}");
    assert_eq!(bank.json(&["breakdown", "carers", "area"])["kind_of_survey"], "census");
}

#[test]
fn the_account_can_be_read_and_taken_to_a_spreadsheet() {
    let bank = with_carers();
    let _ =
        bank.run(&["load", "carers.csv", "--dry-run"]).good().shows("would be stored").shows("services").shows("120");
    let sheet = bank.run(&["load", "carers.csv", "--format", "csv"]).good().stdout;
    assert!(sheet.starts_with("source,column,question,cells,mapped,stored,left_out,reasons"), "{sheet}");
    assert_eq!(sheet.lines().count(), 9, "{sheet}");
}

#[test]
fn two_loads_at_once_both_count_or_one_is_asked_to_wait() {
    let bank = with_carers();
    bank.put("b.md", "# Bees\n\nThe bees came back to the allotment.\n");
    let start = |file: &str| {
        let mut command = bank.command(&["load", file]);
        let quiet = std::process::Stdio::null;
        command.stdout(quiet()).stderr(std::process::Stdio::piped());
        command.spawn().unwrap()
    };
    let children = [("carers.csv", start("carers.csv")), ("b.md", start("b.md"))];
    for (file, child) in children {
        let output = child.wait_with_output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        if output.status.code() != Some(0) {
            assert_eq!(output.status.code(), Some(2), "{said}");
            assert!(said.contains("error: ") && said.contains("hint: "), "{said}");
            let _ = bank.run(&["load", file]).good();
        }
    }
    assert_eq!(count(&bank, "carers", "area", "North"), 40);
    assert_eq!(bank.json(&["search", "allotment", "--limit", "0"])["total"], 1);
    let _ = bank.run(&["check"]).good();
}

#[test]
fn the_same_file_may_be_said_anew_to_be_another_kind_of_survey() {
    let bank = with_carers();
    let _ = bank.run(&["load", "carers.csv"]).good();
    let unchanged = bank.run(&["load", "carers.csv", "--survey-kind", "census"]).good();
    let _ = unchanged.says("--replace").shows("already stored");
    assert_eq!(bank.json(&["breakdown", "carers", "area"])["kind_of_survey"], "unknown");
    let replaced = bank.json(&["load", "carers.csv", "--survey-kind", "census", "--title", "Carers", "--replace"]);
    assert!(!replaced["open_points"].to_string().contains("\"survey_kind\""), "{replaced}");
    assert_eq!(bank.json(&["breakdown", "carers", "area"])["kind_of_survey"], "census");
}

#[test]
fn no_line_in_a_record_lifts_the_disclosure_policy_from_a_survey_that_was_loaded() {
    let bank = with_carers();
    let _ = bank.run(&["load", "carers.csv"]).good();
    let record = "corpus/sources/surveys/carers/source.toml";
    let text = std::fs::read_to_string(bank.path(record)).unwrap();
    bank.edit(record, text.replacen("kind = ", "illustrative = true\ndisclosure = \"none\"\nkind = ", 1));
    assert_eq!(bank.run(&["check"]).code, Some(1));
    let table = bank.json(&["breakdown", "carers", "rating", "--where", "area=North", "--view", "release"]);
    assert_eq!(table["disclosure"]["preset"], "ics-public", "{table}");
}

#[test]
fn the_account_of_a_load_can_be_read_again_later() {
    let bank = with_carers();
    let report = bank.json(&["load", "carers.csv"]);
    assert_eq!(bank.json(&["account", "carers"]), report);
    let text = bank.run(&["account", "carers"]).good().shows("loaded from carers.csv").shows("all cells");
    let _ = text.shows("= 120 x 8").shows("left out: blank").shows("to settle: load again with `--survey-kind");
    let sheet = bank.run(&["account", "carers", "--format", "csv"]).good().stdout;
    assert_eq!(sheet.lines().count(), 9, "{sheet}");
    let _ = bank.run(&["account", "nobody"]).fails(2).hints();
}
