//! One question over the waves of a survey: what stands side by side, what is called a change, and what is not compared.

use serde_json::Value;

use crate::support::app::TestApp;
use crate::support::folder::{OwnBank, own_bank};

const HEADER: &str = "q1. Where do you live?,q2. How was the care you had?,q3. Did you get a break from caring?";

/// A wave in which so many people gave each answer to the second question; the others come round.
fn wave(header: &str, answers: &[(&str, usize)]) -> String {
    let given = answers.iter().flat_map(|(answer, people)| std::iter::repeat_n(*answer, *people));
    let row = |(at, answer): (usize, &str)| {
        let (area, rest) = (["North", "South", "East"][at % 3], ["Yes", "No"][at % 2]);
        format!("{area},{answer},{rest}\n")
    };
    format!("{header}\n{}", given.enumerate().map(row).collect::<String>())
}

/// Loads a wave as one that follows that of the year before, where there is one.
fn load(bank: &OwnBank, year: u32, kind: &str, text: String) {
    let (file, before) = (format!("carers-{year}.csv"), format!("carers-{}", year - 1));
    bank.put(&file, text);
    let known = bank.path(&format!("corpus/sources/surveys/{before}")).exists();
    let before = if known { before.as_str() } else { "none" };
    let _ = bank.run(&["load", &file, "--survey-kind", kind, "--wave-of", before]).good();
}

/// Three years in which more and more people called their care good.
fn three_waves(kind: &str) -> OwnBank {
    let bank = own_bank();
    for (year, good) in [(2024, 120), (2025, 162), (2026, 172)] {
        load(&bank, year, kind, wave(HEADER, &[("Good", good), ("Fair", 180 - good / 2), ("Poor", 120 - good / 2)]));
    }
    bank
}

fn trend(bank: &OwnBank, args: &[&str]) -> Value {
    bank.json(&[&["trend", "carers-2026", "q2"], args].concat())
}

fn row<'t>(trend: &'t Value, label: &str) -> &'t Value {
    trend["rows"].as_array().unwrap().iter().find(|row| row["label"] == label).unwrap()
}

/// What a row's own tables say of the total in each wave.
fn own_tables(bank: &OwnBank, label: &str, field: &str, args: &[&str]) -> Vec<Value> {
    let of = |survey: &&str| {
        let table = bank.json(&[&["breakdown", survey, "q2"], args].concat());
        row(&table, label)["cells"][0][field].clone()
    };
    ["carers-2024", "carers-2025", "carers-2026"].iter().map(of).collect()
}

#[test]
fn every_wave_shows_what_its_own_table_shows_and_changes_are_of_unrounded_shares() {
    let bank = three_waves("probability");
    let made = trend(&bank, &[]);
    let waves: Vec<&Value> = made["waves"].as_array().unwrap().iter().map(|wave| &wave["survey"]).collect();
    assert_eq!(waves, ["carers-2024", "carers-2025", "carers-2026"]);
    assert_eq!(made["waves"][1]["unweighted_base"], 300);
    for label in ["Good", "Fair", "Poor"] {
        let cells = row(&made, label)["cells"].as_array().unwrap();
        for field in ["share", "count", "low", "high"] {
            let found: Vec<Value> = cells.iter().map(|cell| cell[field].clone()).collect();
            assert_eq!(found, own_tables(&bank, label, field, &[]), "{field} of {label}");
        }
        for pair in cells.windows(2) {
            let difference = pair[1]["share"].as_f64().unwrap() - pair[0]["share"].as_f64().unwrap();
            // JSON is read to the last digit but one.
            assert!((pair[1]["change"]["difference"].as_f64().unwrap() - difference).abs() < 1e-15, "{label}");
        }
        assert!(cells[0]["change"].is_null(), "nothing is before the oldest");
    }
    let good = row(&made, "Good");
    assert_eq!((&good["cells"][1]["change"]["direction"], &good["trend"]), (&"higher".into(), &"rising".into()));
    assert!(good["cells"][2]["change"]["direction"].is_null(), "three points of 300 people are chance");
    assert_eq!(made["trend"]["method"], "cochran-armitage");
}

#[test]
fn the_text_and_the_csv_say_the_same() {
    let bank = three_waves("probability");
    let text = bank.run(&["trend", "carers-2026", "q2"]).good();
    let _ = text.shows("NOT FOR RELEASE").shows("+14 (+6 to +22) higher").shows("rising").shows("Cochran and");
    let csv = bank.run(&["trend", "carers-2026", "q2", "--format", "csv"]).good().shows("internal, not for release");
    let lines: Vec<_> = csv::Reader::from_reader(csv.stdout.as_bytes()).into_records().map(Result::unwrap).collect();
    assert_eq!(lines.len(), 9, "a line per row and wave");
}

#[test]
fn where_people_chose_to_take_part_nothing_is_tested() {
    let bank = three_waves("self-selected");
    let made = trend(&bank, &[]);
    let good = row(&made, "Good");
    let change = &good["cells"][1]["change"];
    assert_eq!((&change["direction"], &change["p"], &change["low"]), (&"higher".into(), &Value::Null, &Value::Null));
    assert_eq!((&made["trend"], &good["trend"]), (&Value::Null, &Value::Null));
    assert!(made["notes"].to_string().contains("no test of significance"), "{}", made["notes"]);
}

#[test]
fn other_options_are_a_break_with_its_reason_and_no_change() {
    let bank = three_waves("probability");
    load(&bank, 2027, "probability", wave(HEADER, &[("Good", 100), ("Fair", 100), ("Bad", 100)]));
    let made = bank.json(&["trend", "carers-2027", "q2"]);
    let reasons = made["waves"][3]["breaks"].to_string();
    assert!(reasons.contains("new “Bad”; no longer “Poor”"), "{reasons}");
    assert!(row(&made, "Good")["cells"][3]["change"].is_null() && !row(&made, "Good")["cells"][1]["change"].is_null());
    assert_eq!(row(&made, "Poor")["cells"][3]["marker"], "x");
    assert!(made["trend"].is_null(), "no three waves are left together");
    let text = bank.run(&["trend", "carers-2027", "q2"]).good();
    let _ = text.shows("[b] break").shows("[b] Break between").shows("other answers were offered");
}

#[test]
fn what_a_wave_hides_stays_hidden_and_has_no_change() {
    let bank = own_bank();
    let header = "q1. Where do you live?,q2. What is your religion?,q3. Did you get a break from caring?";
    for (year, few) in [(2024, 4), (2025, 40), (2026, 40)] {
        load(
            &bank,
            year,
            "probability",
            wave(header, &[("None", 150), ("Christian", 100), ("Sikh", few), ("Hindu", 30)]),
        );
    }
    let made = trend(&bank, &["--view", "release"]);
    let mut hidden = 0;
    for label in ["None", "Christian", "Sikh", "Hindu"] {
        let cells = row(&made, label)["cells"].as_array().unwrap();
        let shares: Vec<Value> = cells.iter().map(|cell| cell["share"].clone()).collect();
        assert_eq!(shares, own_tables(&bank, label, "share", &["--view", "release"]), "{label}");
        hidden += usize::from(shares[0].is_null());
        assert_eq!(cells[1]["change"].is_null(), shares[0].is_null() || shares[1].is_null(), "{label}");
        assert!(!cells[2]["change"].is_null(), "{label}");
    }
    assert!(hidden >= 2 && row(&made, "Sikh")["cells"][0]["marker"] == "c", "{made}");
    let text = bank.run(&["trend", "carers-2026", "q2", "--view", "release"]).good();
    assert!(!text.stdout.contains("NOT FOR RELEASE") && !text.stdout.contains("(150)"), "{}", text.stdout);
}

#[test]
fn a_wave_that_did_not_ask_is_passed_over() {
    let bank = own_bank();
    load(&bank, 2024, "probability", wave(HEADER, &[("Good", 100), ("Poor", 100)]));
    load(
        &bank,
        2025,
        "probability",
        wave(&HEADER.replace("q2. How was the care you had?", "q9. Do you drive?"), &[("Good", 100), ("Poor", 100)]),
    );
    load(&bank, 2026, "probability", wave(HEADER, &[("Good", 150), ("Poor", 50)]));
    let made = trend(&bank, &[]);
    assert_eq!(made["waves"].as_array().unwrap().len(), 2);
    assert_eq!(row(&made, "Good")["cells"][1]["change"]["direction"], "higher");
    assert!(made["notes"].to_string().contains("did not ask this question"), "{}", made["notes"]);
}

#[test]
fn what_cannot_be_compared_is_refused_in_plain_words() {
    let bank = three_waves("probability");
    let refused = |args: &[&str]| bank.run(&[&["trend"], args].concat()).fails(2).hints();
    let _ = refused(&["carers-2024", "q2"]).says("`carers-2024` has no earlier wave").says("ask for that one");
    let _ = refused(&["carers-2062", "q2"]).says("there is no survey `carers-2062`").says("did you mean");
    let _ = refused(&["carers-2026", "q22"]).says("there is no question `q22`").says("did you mean `q2`?");
    let _ = refused(&["carers-2026", "q2", "--weight", "w"]).says("there is no weight `w`");
    load(
        &bank,
        2027,
        "probability",
        wave(&format!("{HEADER},q4. Do you drive?"), &[("Good", 90)])
            .replace("Yes\n", "Yes,Yes\n")
            .replace("No\n", "No,No\n"),
    );
    let _ = refused(&["carers-2027", "q4"]).says("no earlier wave of `carers-2027`").says("asked `q4`");
}

#[test]
fn the_api_and_the_pages_answer_as_the_command_line_does() {
    let bank = three_waves("probability");
    let (app, address) = (TestApp::own(&bank), "/surveys/carers-2026/trend?question=q2");
    assert_eq!(app.get(&format!("/api/v1{address}")).json(), trend(&bank, &[]));
    let csv = app.get("/api/v1/surveys/carers-2026/trend.csv?question=q2").good();
    assert_eq!(csv.body, app.get_with(&format!("/api/v1{address}"), &[("accept", "text/csv")]).good().body);
    assert!(csv.header("content-disposition").unwrap().contains("not-for-release"));
    let page = app.get(address).good();
    assert!(page.body.contains("rising") && page.body.contains("+14"), "{}", page.body);
    let table = app.get("/surveys/carers-2026/breakdown?question=q2").good();
    assert!(table.body.contains("Compared with earlier waves"));
    assert!(!app.get("/surveys/carers-2024/breakdown?question=q2").good().body.contains("Compared with"));
    assert_eq!(app.get("/api/v1/surveys/carers-2026/trend").status.as_u16(), 400);
    let refused = app.get("/api/v1/surveys/carers-2024/trend?question=q2");
    assert!(refused.status.as_u16() == 400 && refused.body.contains("no_earlier_wave"), "{}", refused.body);
}
