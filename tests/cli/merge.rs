//! `merge`: answers that released tables count as one, so that less is hidden, and that the answers apart are not public beside them.

use std::fmt::Write as _;

use serde_json::Value;

use crate::support::folder::{OwnBank, own_bank};

const AGES: [(&str, usize); 5] = [("16-24", 6), ("25-34", 40), ("35-54", 60), ("55-74", 50), ("75+", 4)];
const RECORD: &str = "corpus/sources/surveys/ages/source.toml";

/// 160 people by age and by what they think of the buses; of two ages there are few.
fn ages() -> OwnBank {
    let bank = own_bank();
    let options = |labels: &[&str]| {
        let options: Vec<String> = labels.iter().map(|it| format!("{{ id = \"{it}\", label = \"{it}\" }}")).collect();
        options.join(", ")
    };
    let question = |id: &str, kind: &str, class: &str, labels: &[&str]| {
        format!(
            "\n[[question]]\nid = \"{id}\"\ntext = \"About {id}\"\nkind = \"{kind}\"\nclass = \"{class}\"\noptions = [{}]\n",
            options(labels)
        )
    };
    let record = "# By hand.\nkind = \"survey\"\ntitle = \"Ages\"\nsurvey_kind = \"self-selected\"\n".to_owned()
        + &question("age", "single", "sensitive", &AGES.map(|(label, _)| label))
        + &question("buses", "single", "sensitive", &["good", "fair", "poor"])
        + &question("uses", "multiple", "opinion", &["bus", "train"]);
    bank.edit(RECORD, record);
    let mut rows = "respondent,age,buses,uses\n".to_owned();
    let people = AGES.iter().flat_map(|(label, n)| std::iter::repeat_n(label, *n));
    for (at, age) in people.enumerate() {
        // Writing to a string cannot fail.
        let _ = writeln!(rows, "r{at:05},{age},{},bus", ["good", "fair", "poor"][at % 3]);
    }
    bank.edit("corpus/sources/surveys/ages/responses.csv", rows);
    bank
}

fn table(bank: &OwnBank, args: &[&str]) -> Value {
    bank.json(&[&["breakdown", "ages"], args].concat())
}

fn released(bank: &OwnBank, args: &[&str]) -> Value {
    table(bank, &[args, &["--view", "release"]].concat())
}

fn labels(items: &Value) -> Vec<&str> {
    items.as_array().unwrap().iter().map(|item| item["label"].as_str().unwrap()).collect()
}

const MERGED: [&str; 5] = ["merge", "ages", "age", "16 to 34=16-24|25-34", "55 and over=55-74|75+"];

#[test]
fn released_tables_have_merged_answers_in_rows_and_columns_and_the_internal_view_does_not() {
    let bank = ages();
    let before = released(&bank, &["buses", "--by", "age"]);
    let _ = bank.run(&MERGED).good();
    let now = released(&bank, &["buses", "--by", "age"]);
    assert_eq!(labels(&now["columns"]), ["Total", "16 to 34", "35-54", "55 and over"]);
    let bases: Vec<u64> =
        now["columns"].as_array().unwrap().iter().map(|it| it["unweighted_base"].as_u64().unwrap()).collect();
    assert_eq!(bases, [160, 46, 60, 54]);
    assert!(before["disclosure"]["hidden_cells"].as_u64() > Some(0), "{before}");
    assert_eq!(now["disclosure"]["hidden_cells"], 0, "{now}");
    let rows = released(&bank, &["age"]);
    assert_eq!(labels(&rows["rows"]), ["16 to 34", "35-54", "55 and over"]);
    assert_eq!(rows["rows"][2]["cells"][0]["count"], 54);
    let internal = table(&bank, &["age"]);
    assert_eq!(labels(&internal["rows"]), AGES.map(|(label, _)| label));
    let book = bank.json(&["tab-book", "ages", "--by", "age", "--view", "release"]);
    assert!(!book.to_string().contains("25-34"), "{book}");
    let record = std::fs::read_to_string(bank.path(RECORD)).unwrap();
    assert!(record.starts_with("# By hand.") && record.matches("[[merged]]").count() == 2, "{record}");
}

#[test]
fn a_filter_names_the_merged_answer_and_one_alone_is_refused_with_the_way_on() {
    let bank = ages();
    let _ = bank.run(&MERGED).good();
    let within = released(&bank, &["buses", "--where", "age=16 to 34"]);
    assert_eq!(within["columns"][0]["unweighted_base"], 46);
    let alone = ["breakdown", "ages", "buses", "--where", "age=25-34"];
    let _ = bank.run(&[&alone[..], &["--view", "release"]].concat()).fails(2).says("age=16 to 34");
    let _ = bank.run(&alone).good();
    let merged = ["breakdown", "ages", "buses", "--where", "age=16 to 34"];
    let _ = bank.run(&merged).fails(2).says("age=16-24|25-34");
    let pack = ["report", "release", "ages", "buses", "--approver", "Bela", "--why", "a talk"];
    let _ = bank.run(&[&pack[..], &["--where", "age=25-34"]].concat()).fails(2).says("age=16 to 34");
}

#[test]
fn a_dry_run_says_how_much_is_hidden_before_and_after_and_changes_nothing() {
    let bank = ages();
    let before = bank.corpus();
    let report = bank.json(&[&MERGED[..], &["--dry-run"]].concat());
    assert!(report["before"]["hidden"].as_u64() > report["after"]["hidden"].as_u64(), "{report}");
    assert_eq!(
        (&report["after"]["hidden"], &report["before"]["tables"]),
        (&Value::from(0), &Value::from(3)),
        "{report}"
    );
    let _ = bank.run(&[&MERGED[..], &["--dry-run"]].concat()).good().shows("instead of").shows("nothing was changed");
    assert_eq!(bank.corpus(), before);
}

#[test]
fn a_merged_answer_can_be_parted_again() {
    let bank = ages();
    let record = std::fs::read_to_string(bank.path(RECORD)).unwrap();
    let _ = bank.run(&MERGED).good();
    let _ = bank.run(&["merge", "ages", "age", "--remove", "16 TO 34", "--remove", "55 and over"]).good();
    assert_eq!(std::fs::read_to_string(bank.path(RECORD)).unwrap(), record);
    let _ = bank.run(&["merge", "ages", "age", "--remove", "16 to 34"]).fails(2).says("no merged answer");
}

#[test]
fn what_cannot_be_merged_is_refused_and_a_faulty_record_releases_nothing() {
    let bank = ages();
    let before = bank.corpus();
    for (args, reason) in [
        (["merge", "ages", "age", "Young=16-24|teens"], "`teens` is not an answer"),
        (["merge", "ages", "uses", "Any=bus|train"], "do not rule one another out"),
        (["merge", "ages", "age", "16-24|25-34"], "Label=Option|Option"),
        (["merge", "ages", "aeg", "Young=16-24|25-34"], "did you mean `age`"),
    ] {
        let _ = bank.run(&args).fails(2).says(reason);
    }
    assert_eq!(bank.corpus(), before);
    let record = std::fs::read_to_string(bank.path(RECORD)).unwrap();
    bank.edit(RECORD, record + "\n[[merged]]\nquestion = \"age\"\nlabel = \"Young\"\noptions = [\"16-24\"]\n");
    let check = bank.run(&["check"]);
    assert!(check.code == Some(1) && check.stdout.contains("fewer than two"), "{check}");
    let _ = bank.run(&["breakdown", "ages", "buses", "--view", "release"]).fails(2).says("[[merged]]");
    let _ = bank.run(&["breakdown", "ages", "buses"]).good();
}

#[test]
fn nothing_is_merged_once_figures_are_out() {
    let bank = own_bank();
    let rows: String = (0..90).fold("id,area,care\n".to_owned(), |text, n| {
        text + &format!("p{n},{},{}\n", ["North", "South", "East"][n % 3], ["Good", "Poor"][n % 2])
    });
    bank.put("care.csv", rows);
    let _ = bank.run(&["load", "care.csv"]).good();
    let merge = ["merge", "care", "area", "North or South=North|South"];
    let _ = bank.run(&["breakdown", "care", "care", "--view", "release"]).good();
    let _ = bank.run(&merge).fails(2).says("figures of them are out").says("--not-passed-on");
    let _ = bank.run(&[&merge[..], &["--not-passed-on"]].concat()).good();
    let table = bank.json(&["breakdown", "care", "care", "--by", "area", "--view", "release"]);
    assert_eq!(labels(&table["columns"])[1..], ["East", "North or South"][..], "{table}");
    let journal = bank.run(&["journal"]).good();
    assert!(journal.stdout.contains("nobody outside had seen"), "{journal}");
    let _ =
        bank.run(&["report", "release", "care", "care", "--by", "area", "--approver", "B", "--why", "a talk"]).good();
    let part = ["merge", "care", "area", "--remove", "North or South", "--not-passed-on"];
    let _ = bank.run(&part).fails(2).says("figures of them are out");
    // Who edits the record by hand instead gets no figures of the other answers.
    let path = std::fs::read_dir(bank.path("corpus/sources/surveys")).unwrap().next().unwrap().unwrap().path();
    let record = std::fs::read_to_string(path.join("source.toml")).unwrap();
    let plain = record.split("\n[[merged]]").next().unwrap().to_owned();
    std::fs::write(path.join("source.toml"), plain).unwrap();
    let _ = bank
        .run(&["breakdown", "care", "care", "--by", "area", "--view", "release"])
        .fails(2)
        .says("figures of an earlier version");
}

#[test]
fn a_survey_loaded_again_keeps_its_merged_answers() {
    let bank = own_bank();
    let rows = |n: usize| -> String {
        (0..n).fold("id,area\n".to_owned(), |text, n| text + &format!("p{n},{}\n", ["North", "South", "East"][n % 3]))
    };
    bank.put("area.csv", rows(60));
    let _ = bank.run(&["load", "area.csv"]).good();
    let _ = bank.run(&["merge", "area", "area", "North or South=North|South"]).good();
    bank.put("area.csv", rows(120));
    let _ = bank.run(&["load", "area.csv", "--replace"]).good();
    let table = bank.json(&["breakdown", "area", "area", "--view", "release"]);
    assert_eq!(table["rows"].as_array().unwrap().len(), 2, "{table}");
}

#[test]
fn a_table_that_hides_much_is_told_with_the_command_that_shows_more() {
    let bank = ages();
    let args = ["breakdown", "ages", "buses", "--by", "age", "--view", "release"];
    let output = bank.run(&args).good().says("to show more: merge neighbouring answers, which hides 0 of ");
    let line = output.stderr.lines().find(|line| line.contains("insight-bank merge")).unwrap();
    // The words of the command, quotes as a shell takes them.
    let words: Vec<&str> = line.split('"').collect();
    let mut command: Vec<&str> = words[0].split_whitespace().skip(1).collect();
    command.extend(words[1..].iter().filter(|word| !word.trim().is_empty()));
    assert_eq!(command[..3], ["merge", "ages", "age"], "{line}");
    assert!(!output.stdout.contains("to show more"), "{output}");
    let _ = bank.run(&command).good();
    let after = bank.run(&args).good();
    assert!(!after.stderr.contains("to show more") && !after.stdout.contains("[c]"), "{after}");
    let little = bank.run(&["breakdown", "ages", "uses", "--view", "release"]).good();
    assert!(!little.stderr.contains("to show more"), "{little}");
}
