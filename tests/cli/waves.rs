//! Surveys that repeat earlier ones: which questions are the same.

use serde_json::{Value, json};

use crate::support::app::TestApp;
use crate::support::carers;
use crate::support::folder::{OwnBank, own_bank};

/// A wave with a header and rows made from options that come round.
fn wave(header: &str, options: &[&[&str]]) -> String {
    let row = |n: usize| {
        let cells: Vec<&str> = options.iter().map(|all| all[n % all.len()]).collect();
        format!("{}\n", cells.join(","))
    };
    format!("{header}\n{}", carers::rows(60, row))
}

const AREAS: &[&str] = &["North", "South", "East"];
const RATINGS: &[&str] = &["Good", "Fair", "Poor"];
const ANSWERS: &[&str] = &["Yes", "No"];

/// Two years of one survey: a question has another id, one has other options, one is new and one is gone.
fn two_waves() -> OwnBank {
    let bank = own_bank();
    let before = "q1. Where do you live?,q2. How was the care?,q3. Did you get a break?,q4. Do you work?";
    let after =
        "q1. Where do you LIVE,q2. How was the care?,q5. Did you get a break?,q6. Do you drive?,q4. Do you walk?";
    bank.put("carers-2025.csv", wave(before, &[AREAS, RATINGS, ANSWERS, ANSWERS]));
    bank.put("carers-2026.csv", wave(after, &[AREAS, &["Good", "Bad"], ANSWERS, ANSWERS, ANSWERS]));
    let _ = bank.run(&["load", "carers-2025.csv"]).good();
    bank
}

fn notes(report: &Value) -> Vec<String> {
    let problems = report["problems"].as_array().unwrap().iter().filter(|problem| problem["code"] == "earlier_wave");
    problems.map(|problem| problem["message"].as_str().unwrap().to_owned()).collect()
}

fn earlier(bank: &OwnBank, survey: &str) -> Vec<Value> {
    let questions = bank.json(&["questions", survey]);
    questions.as_array().unwrap().iter().map(|question| question["earlier"].clone()).collect()
}

#[test]
fn a_second_wave_says_what_is_the_same_and_what_is_not() {
    let bank = two_waves();
    let told = notes(&bank.json(&["load", "carers-2026.csv", "--dry-run"]));
    assert_eq!(notes(&bank.json(&["load", "carers-2026.csv"])), told);
    assert_eq!(told.len(), 1);
    for words in [
        "3 of 5 questions are those of `carers-2025`",
        "1 has other options: `q2`",
        "1 has the id of one before but other words or answers, and is not linked: `q4`",
        "1 is new: `q6`",
    ] {
        assert!(told[0].contains(words), "{}", told[0]);
    }
    let there = |question: &str, by: &str, options: &str| json!({"survey": "carers-2025", "question": question, "linked_by": by, "reworded": false, "options": options});
    let wanted = [
        there("q1", "both", "same"),
        there("q2", "both", "different"),
        there("q3", "wording", "same"),
        Value::Null,
        Value::Null,
    ];
    assert_eq!(earlier(&bank, "carers-2026"), wanted);
    assert_eq!(earlier(&bank, "carers-2025"), [const { Value::Null }; 4]);
    let text = bank.run(&["questions", "carers-2026"]).good();
    let _ = text.shows("asked before in carers-2025 as q3\n").shows("as q2, with other options");
    let csv = bank.run(&["questions", "carers-2026", "--format", "csv"]).good();
    let _ = csv.shows("carers-2025,q3,same");
    let record = String::from_utf8(bank.corpus()["sources/surveys/carers-2026/source.toml"].clone()).unwrap();
    assert!(record.contains("earlier_wave = \"carers-2025\"\n"), "{record}");
    let _ = bank.run(&["check"]).good();
}

#[test]
fn the_page_of_a_survey_leads_to_the_wave_before() {
    let bank = two_waves();
    let _ = bank.run(&["load", "carers-2026.csv"]).good();
    let page = TestApp::own(&bank).get("/surveys/carers-2026").good();
    assert!(page.body.contains("Not asked so before.") && page.body.contains(", with other options."));
    assert_eq!(
        TestApp::own(&bank).get("/api/v1/surveys/carers-2026").json()["earlier_wave"]["url"],
        "/surveys/carers-2025"
    );
    assert!(page.body.contains("Earlier wave: <a href=\"/surveys/carers-2025\">carers 2025</a>, 3 questions linked."));
}

#[test]
fn a_wave_stands_when_the_one_before_is_taken_back() {
    let bank = two_waves();
    let _ = bank.run(&["load", "carers-2026.csv"]).good();
    let _ = bank.run(&["undo", "carers-2025"]).good();
    assert_eq!(earlier(&bank, "carers-2026"), [const { Value::Null }; 5]);
    let _ = bank.run(&["check"]).good().shows("not in this bank");
}

#[test]
fn neither_the_same_file_nor_a_newer_version_nor_another_survey_is_a_wave() {
    let bank = two_waves();
    assert!(notes(&bank.json(&["load", "carers-2025.csv", "--id", "copy"])).is_empty(), "the same file again");
    let _ = bank.run(&["undo", "copy"]).good();
    let original = std::fs::read_to_string(bank.inbox().join("carers-2025.csv")).unwrap();
    bank.put("copy.tsv", original.replace(',', "\t"));
    assert!(notes(&bank.json(&["load", "copy.tsv"])).is_empty(), "the same answers in another format");
    let _ = bank.run(&["undo", "copy"]).good();
    bank.put(
        "carers-2025.csv",
        wave("q1. Where do you live?,q2. How was the care?,q3. Did you get a break?", &[AREAS; 3]),
    );
    assert!(notes(&bank.json(&["load", "carers-2025.csv", "--replace"])).is_empty(), "a newer version of itself");
    bank.put(
        "other.csv",
        wave("q1. What do you eat?,q2. How was the care?,q3. Which bus?,q4. Which train?", &[AREAS; 4]),
    );
    assert!(notes(&bank.json(&["load", "other.csv"])).is_empty(), "one question of four is the same");
}

#[test]
fn of_several_waves_the_last_before_it_is_meant() {
    let bank = two_waves();
    let header = "q1. Where do you live?,q2. How was the care?,q3. Did you get a break?";
    for (name, areas) in
        [("carers-2023.csv", &AREAS[..2]), ("carers-2027.csv", AREAS), ("carers-2024.csv", &AREAS[1..])]
    {
        bank.put(name, wave(header, &[areas, RATINGS, ANSWERS]));
    }
    assert!(notes(&bank.json(&["load", "carers-2023.csv"])).is_empty(), "2025 is not earlier than 2023");
    assert!(notes(&bank.json(&["load", "carers-2027.csv"]))[0].contains("`carers-2025`"));
    assert!(notes(&bank.json(&["load", "carers-2024.csv"]))[0].contains("`carers-2023`"));
}

#[test]
fn the_usual_questions_about_people_do_not_make_a_wave_and_a_whole_header_without_words_does() {
    let bank = own_bank();
    bank.put("bread.csv", wave("Gender,Region,Work,Bread,Butter", &[ANSWERS, AREAS, ANSWERS, RATINGS, RATINGS]));
    bank.put("trains.csv", wave("Gender,Region,Work,Trains,Buses", &[ANSWERS, AREAS, ANSWERS, RATINGS, RATINGS]));
    bank.put("carers.csv", carers::csv(60));
    bank.put("carers-again.csv", carers::csv(120));
    let _ = bank.run(&["load", "bread.csv", "carers.csv"]).good();
    assert!(notes(&bank.json(&["load", "trains.csv"])).is_empty());
    assert!(notes(&bank.json(&["load", "carers-again.csv"]))[0].contains("`carers`"));
}

#[test]
fn what_somebody_says_of_a_wave_goes_before_what_is_found_and_stays() {
    let bank = two_waves();
    bank.put("park.csv", wave("q1. Do you skate?,q2. Do you swim?", &[ANSWERS; 2]));
    let _ = bank.run(&["load", "park.csv"]).good();
    let load = |more: &[&str]| notes(&bank.json(&[&["load", "carers-2026.csv"], more].concat()));
    assert!(load(&["--dry-run", "--wave-of", "none"]).is_empty());
    let told = load(&["--wave-of", "PARK"]);
    assert!(told[0].starts_with("0 of 5 questions are those of `park`, of which it is a later wave"), "{}", told[0]);
    bank.put("carers-2026.csv", wave("q1. Do you skate?,q7. Do you run?", &[ANSWERS; 2]));
    assert!(load(&["--replace"])[0].starts_with("1 of 2 questions are those of `park`"));
    assert!(load(&["--replace", "--wave-of", "none"]).is_empty(), "the same file, read anew");
    assert_eq!(earlier(&bank, "carers-2026"), [const { Value::Null }; 2]);
    let refused =
        |survey: &str| bank.run(&["load", "carers-2026.csv", "--replace", "--wave-of", survey]).fails(2).hints();
    let _ = refused("carers-2026").says("cannot be a later wave of itself");
    let _ = refused("prak").says("did you mean `park`?");
    bank.put("plan.md", "# Plan\n\nA break.\n");
    let _ = bank.run(&["load", "plan.md", "--wave-of", "park"]).fails(2).says("only a survey").hints();
}

#[test]
fn the_recipe_of_the_wave_before_is_followed_and_says_what_has_changed() {
    let bank = two_waves();
    let recipe = "../bank/corpus/sources/surveys/carers-2025/recipe.toml";
    let plain = bank.run(&["load", "carers-2026.csv", "--dry-run"]).good();
    let _ = plain.says("follow that recipe: `--recipe corpus/sources/surveys/carers-2025/recipe.toml`");
    let report = bank.json(&["load", "carers-2026.csv", "--recipe", recipe]);
    let points = report["open_points"].as_array().unwrap();
    assert!(points[0]["code"].as_str().unwrap().starts_with("drift_"), "what has changed comes first: {points:?}");
    assert!(notes(&report)[0].contains("are those of `carers-2025`"));
    let hint = report["problems"].as_array().unwrap().iter().find(|problem| problem["code"] == "earlier_wave").unwrap();
    assert!(!hint["hint"].as_str().unwrap().contains("--recipe"), "it was followed");
    assert!(earlier(&bank, "carers-2026").iter().filter(|link| !link.is_null()).count() >= 3);
    let _ = bank.run(&["check"]).good();
}

#[test]
fn questions_that_only_a_recipe_knows_are_not_counted_and_mended_wordings_are_told() {
    let bank = two_waves();
    let after = "q1. Where do you live?,q2. How was the care that you had?,q3. Did you get a break?";
    bank.put("carers-2027.csv", wave(after, &[AREAS, RATINGS, ANSWERS]));
    let recipe = "../bank/corpus/sources/surveys/carers-2025/recipe.toml";
    let told = notes(&bank.json(&["load", "carers-2027.csv", "--recipe", recipe, "--dry-run"]));
    assert!(told[0].starts_with("3 of 3 questions") && told[0].contains("not asked any more: `q4`"), "{}", told[0]);
    let told = notes(&bank.json(&["load", "carers-2027.csv", "--wave-of", "carers-2025"]));
    assert!(told[0].contains("3 of 3 questions") && told[0].contains("1 is worded otherwise: `q2`"), "{}", told[0]);
    let _ = bank.run(&["questions", "carers-2027"]).good().shows("asked before in carers-2025 as q2, in other words\n");
}

#[test]
fn a_survey_that_shares_some_questions_is_named_and_not_taken_for_a_wave() {
    let bank = own_bank();
    let header = |own: &str| {
        let shared = ["Where?", "When?", "Why?", "With whom?", "How often?"];
        let all =
            (0..20).map(|n| format!("q{n}. {}", shared.get(n).map_or(format!("{own} {n}?"), |it| (*it).to_owned())));
        all.collect::<Vec<_>>().join(",")
    };
    bank.put("bread.csv", wave(&header("Bread"), &[AREAS; 20]));
    bank.put("trains.csv", wave(&header("Trains"), &[AREAS; 20]));
    let _ = bank.run(&["load", "bread.csv"]).good();
    let told = bank.run(&["load", "trains.csv", "--dry-run"]).good();
    let _ = told.says("5 of 20 questions are worded as in `bread`").says("--wave-of bread").hints();
    assert!(notes(&bank.json(&["load", "trains.csv"])).is_empty());
}
