//! `weight`: targets in a file, weights beside the answers, and what is refused by which name.

use serde_json::Value;

use crate::support::carers::{AREAS, rows};
use crate::support::command::Output;
use crate::support::folder::{OwnBank, own_bank, shipped};

/// A survey of 240 people in which North is half and young people are few.
fn survey() -> String {
    let area = |n: usize| AREAS[[0, 0, 1, 2][n % 4]];
    let age = |n: usize| if n.is_multiple_of(6) { "Under 40" } else { "40 and over" };
    let row = |n: usize| {
        let sex = match n {
            7 | 9 => "",
            11 => "Prefer not to say",
            n if n % 2 == 0 => "Female",
            _ => "Male",
        };
        let (design, plain) = (["1", "1.5", "2"][n % 3], ["A;B", "A", "B"][n % 3]);
        let (zero, below) = (if n == 3 { "0" } else { "1.25" }, if n == 4 { "-1.5" } else { "2.5" });
        format!("p{n},{},{},{sex},{},{plain},{design},{zero},{below},{}\n", area(n), age(n), n % 5, gappy(n))
    };
    format!("id,area,age,sex,score,used,design,zero,below,gappy\n{}", rows(240, row))
}

/// A weight that some people do not have.
fn gappy(n: usize) -> String {
    if n.is_multiple_of(12) { String::new() } else { "1.5".to_owned() }
}

pub(super) const AREA: &str = "question,option,share\narea,North,30\narea,South,45\narea,East,25\n";
pub(super) const BOTH: &str = "question,option,share\narea,north,0.3\nAREA,South,0.45\narea,East,0.25\n\
                    age,Under 40,120000\nage,40 and over,280000\n";

pub(super) fn bank() -> OwnBank {
    let bank = own_bank();
    bank.put("people.csv", survey());
    let _ = bank.run(&["load", "people.csv"]).good();
    bank
}

pub(super) fn weight(bank: &OwnBank, targets: &str, more: &[&str]) -> Output {
    bank.put("targets.csv", targets);
    bank.run(&[&["weight", "people", "--targets", "targets.csv"], more].concat())
}

pub(super) fn report(bank: &OwnBank, targets: &str, more: &[&str]) -> Value {
    weight(bank, targets, &[more, &["--format", "json"]].concat()).json()
}

/// The share of each row of a weighted table, in the order of the questionnaire.
fn shares(bank: &OwnBank, question: &str, weight: &str) -> Vec<(String, f64)> {
    let table = bank.json(&["breakdown", "people", question, "--weight", weight]);
    let row = |row: &Value| (row["label"].as_str().unwrap().to_owned(), row["cells"][0]["share"].as_f64().unwrap());
    table["rows"].as_array().unwrap().iter().map(row).collect()
}

#[track_caller]
pub(super) fn assert_shares(bank: &OwnBank, question: &str, weight: &str, wanted: &[(&str, f64)]) {
    let found = shares(bank, question, weight);
    for (label, share) in wanted {
        let one = found.iter().find(|(name, _)| name == label).unwrap_or_else(|| panic!("no `{label}` in {found:?}"));
        assert!((one.1 - share).abs() < 1e-9, "{label}: {} is not {share}", one.1);
    }
}

#[test]
fn a_table_with_the_weight_has_the_targets() {
    let bank = bank();
    let report = report(&bank, BOTH, &["--name", "census", "--cap", "none"]);
    assert_shares(&bank, "area", "census", &[("North", 0.3), ("South", 0.45), ("East", 0.25)]);
    assert_shares(&bank, "age", "census", &[("Under 40", 0.3), ("40 and over", 0.7)]);
    assert_eq!((&report["respondents"], &report["margins"][0]["given_as"]), (&240.into(), &"share".into()));
    assert_eq!(report["margins"][1]["given_as"], "count");
    assert!((report["weights"]["mean"].as_f64().unwrap() - 1.0).abs() < 1e-9);
    let north = &report["margins"][0]["categories"][0];
    assert_eq!((&north["n"], &north["before"], &north["target"]), (&120.into(), &0.5.into(), &0.3.into()));
    let table = bank.json(&["breakdown", "people", "score", "--weight", "census"]);
    let effective = table["columns"][0]["effective_base"].as_f64().unwrap();
    assert!((effective - report["weights"]["effective_base"].as_f64().unwrap()).abs() < 1e-6, "{table}");
    assert!(bank.run(&["questions", "people"]).good().stdout.contains("census"));
    let _ = bank.run(&["check"]).good();
}

#[test]
fn equal_targets_change_nothing_and_a_start_weight_is_begun_with() {
    let bank = bank();
    let area = "question,option,share\narea,North,50%\narea,South,25%\narea,East,25%\n";
    let plain = report(&bank, area, &[]);
    assert_eq!((&plain["weights"]["efficiency"], &plain["rounds"]), (&1.0.into(), &1.into()));
    assert_shares(&bank, "age", "weight", &[("Under 40", 1.0 / 6.0)]);
    let begun = report(&bank, area, &["--start", "DESIGN", "--name", "from-design"]);
    assert_eq!(begun["start"], "design");
    assert!(
        begun["before"]["efficiency"].as_f64().unwrap() < 1.0 && begun["weights"]["efficiency"].as_f64() < Some(1.0)
    );
    assert_shares(&bank, "area", "from-design", &[("North", 0.5)]);
}

#[test]
fn what_cannot_be_kept_within_bounds_is_refused() {
    let bank = bank();
    let steep = "question;option;share\nage;Under 40;70\nage;40 and over;30\n";
    let _ = weight(&bank, steep, &["--cap", "0.5,2", "--rerake"]).fails(2).says("within the bounds").hints();
    let both =
        "question,option,share\narea,North,20\narea,South,55\narea,East,25\nage,Under 40,30\nage,40 and over,70\n";
    let _ = weight(&bank, both, &["--cap", "0.4,2.6", "--rerake"])
        .fails(2)
        .says("within 0.4 to 2.6 times the mean")
        .hints();
    let _ = weight(&bank, AREA, &["--cap", "3,0.3"]).fails(2).says("do not lie around the mean").hints();
    let _ = weight(&bank, AREA, &["--cap", "lots"]).fails(2).says("expected two numbers");
    let _ = weight(&bank, AREA, &["--cap", "0.9"]).fails(2).says("do not lie around the mean");
    let _ = weight(&bank, AREA, &["--cap", "none", "--rerake"]).fails(2).says("nothing to rake within").hints();
}

#[test]
fn raking_again_within_the_bounds_meets_the_targets() {
    let bank = bank();
    let targets =
        "question,option,share\narea,North,25\narea,South,50\narea,East,25\nage,Under 40,30\nage,40 and over,70\n";
    let once = report(&bank, targets, &["--cap", "0.4,2.6"]);
    let again = report(&bank, targets, &["--cap", "0.4,2.6", "--rerake", "--name", "again"]);
    assert!(once["cap"]["cut"].as_u64().unwrap() > 0 && once["final_error"].as_f64().unwrap() > 1e-3, "{once}");
    assert!(once["largest_error"].as_f64().unwrap() < 1e-9 && again["final_error"].as_f64().unwrap() < 1e-9, "{again}");
    for weights in [&once["weights"], &again["weights"]] {
        let (min, max) = (weights["min"].as_f64().unwrap(), weights["max"].as_f64().unwrap());
        assert!(min > 0.4 - 1e-9 && max < 2.6 + 1e-9, "{weights}");
    }
    assert_shares(&bank, "area", "again", &[("South", 0.5)]);
    let highest = report(&bank, targets, &["--cap", "2.6", "--name", "highest"]);
    assert_eq!((&highest["cap"]["low"], &highest["cap"]["high"]), (&0.3.into(), &2.6.into()));
    assert!(once["problems"].to_string().contains("margins_moved") && !again["problems"].to_string().contains("moved"));
    let moved = once["margins"][0]["categories"][1]["weighted"].as_f64().unwrap();
    assert_shares(&bank, "area", "weight", &[("South", moved)]);
}

#[test]
fn the_report_reads_as_text_and_as_a_sheet_without_anybodys_own_weight() {
    let bank = bank();
    let text = weight(&bank, BOTH, &["--dry-run"]).good().shows("nothing was kept").shows("NOT FOR RELEASE");
    for words in ["area (targets as parts of 1)", "age (targets as population counts)", "50%", "45%", "Effective base"]
    {
        assert!(text.stdout.contains(words), "`{words}` is not in\n{text}");
    }
    let sheet = weight(&bank, BOTH, &["--dry-run", "--format", "csv"]).good();
    let lines: Vec<&str> = sheet.stdout.lines().collect();
    assert_eq!(lines.len(), 1 + 5 + 6 + 2 + 1, "{sheet}");
    assert!(lines[1].starts_with("margin,area,north,North,120,0.5,0.3,0."), "{sheet}");
    assert!(!bank.run(&["questions", "people"]).good().stdout.contains("Weight to the margins"));
    for output in [&text, &sheet] {
        assert!(!output.stdout.contains("p17"), "{output}");
    }
}

#[test]
fn everything_wrong_with_the_targets_is_told_at_once() {
    let bank = bank();
    let targets = "question,option,share\naera,North,50\narea,Nroth,40\narea,South,-3\nused,A,100\nscore,1,100\n\
                   age,Under 40,50\nage,40 and over,40\nage,Under 40,many\n";
    let refused = weight(&bank, targets, &["--name", "Area", "--start", "desing", "--cap", "2,3"])
        .fails(2)
        .says("did you mean `area`?")
        .says("did you mean `North`?")
        .says("below nought")
        .says("`used` cannot be a margin: it lets people choose several")
        .says("`score` cannot be a margin")
        .says("two targets")
        .says("not a number")
        .says("a question called `area` already")
        .says("did you mean `design`?")
        .says("do not lie around the mean");
    assert!(refused.stdout.is_empty(), "{refused}");
}

#[test]
fn people_and_targets_that_do_not_fit_are_refused_with_the_way_on() {
    let bank = bank();
    let of = |lines: &str| format!("question,option,share\n{lines}");
    let refused = |lines: &str, words: &str| drop(weight(&bank, &of(lines), &[]).fails(2).says(words).hints());
    refused("area,North,50\narea,South,40\n", "do not sum to 100 (found 90");
    refused("area,North,0.5\narea,South,0.4\n", "do not sum to 1 (found 0.9");
    refused("area,North,60\narea,South,40\n", "60 people chose `East` of `area`, which has no target");
    refused("area,North,60\narea,South,40\narea,East,0\n", "60 people are `East` of `area`, whose target is nought");
    refused("sex,Female,50\nsex,Male,50\n", "`sex`: 2 left it blank");
    refused("sex,Female,50\nsex,Male,50\n", "sex,@not_stated,keep");
    refused("area,North,60\narea,North,40\n", "two targets");
    refused("area,,100\n", "is not an option of `area`");
    refused("area,North,\narea,South,40\n", "has no target");
    refused("age,Under 40,\"NaN\"\nage,40 and over,40\n", "not a number");
    let _ = bank.run(&["weight", "people", "--targets", "nowhere.csv"]).fails(2).says("nowhere.csv").hints();
    let _ = bank.run(&["weight", "poeple", "--targets", "targets.csv"]).fails(2).says("did you mean `people`?");
    bank.put("targets.toml", "[area\nNorth = 1");
    let _ = bank.run(&["weight", "people", "--targets", "targets.toml"]).fails(2).says("not TOML");
    assert!(!bank.path("corpus/sources/surveys/people/weights").exists());
}

#[test]
fn options_can_be_joined_and_targets_be_written_as_toml() {
    let bank = bank();
    bank.put("targets.toml", "[area]\n\"North|South\" = \"60%\"\nEast = \"40%\"\n");
    let _ = bank.run(&["weight", "people", "--targets", "targets.toml"]).good().shows("North or South");
    assert_shares(&bank, "area", "weight", &[("East", 0.4)]);
}

#[test]
fn who_did_not_answer_has_a_share_of_their_own_or_keeps_the_one_they_have() {
    let bank = bank();
    let people = "sex,Prefer not to say,keep\nsex,@not_stated";
    let targets = |rest: &str| format!("question,option,share\nsex,Female,60\n{rest}\n");
    let kept = report(&bank, &targets(&format!("sex,Male,40\n{people},keep")), &[]);
    let categories = &kept["margins"][0]["categories"];
    let figures = |at: usize| (categories[at]["n"].as_u64().unwrap(), categories[at]["weighted"].as_f64().unwrap());
    assert_eq!((figures(2).0, figures(3).0, &categories[3]["option"]), (1, 2, &"@not_stated".into()));
    for (at, share) in [(0, 0.6 * 237.0 / 240.0), (1, 0.4 * 237.0 / 240.0), (2, 1.0 / 240.0), (3, 2.0 / 240.0)] {
        assert!((figures(at).1 - share).abs() < 1e-9, "{at}: {categories}");
    }
    // A table of the question has them out of its base, so that it shows the targets of the file.
    let substantive = 237.0 / 238.0;
    assert_shares(&bank, "sex", "weight", &[("Female", 0.6 * substantive), ("Male", 0.4 * substantive)]);
    let own = report(&bank, &targets("sex,Male,35\nsex,Prefer not to say,2\nsex,@not_stated,3"), &["--name", "own"]);
    assert!((own["margins"][0]["categories"][3]["raked"].as_f64().unwrap() - 0.03).abs() < 1e-9, "{own}");
    let text = weight(&bank, &targets(&format!("sex,Male,40\n{people},keep")), &["--dry-run", "--replace"]).good();
    assert!(text.stdout.contains("Not stated (keeps its share)"), "{text}");
}

#[test]
fn an_option_nobody_chose_cannot_have_a_target() {
    let bank = bank();
    let folder = "corpus/sources/surveys/people/source.toml";
    let record = String::from_utf8(bank.corpus()["sources/surveys/people/source.toml"].clone()).unwrap();
    bank.edit(
        folder,
        record.replacen("label = \"East\" }", "label = \"East\" }, { id = \"west\", label = \"West\" }", 1),
    );
    let targets = "question,option,share\narea,North,30\narea,South,45\narea,East,15\narea,West,10\n";
    let _ = weight(&bank, targets, &[]).fails(2).says("nobody is `West` of `area`").hints();
}

#[test]
fn margins_that_contradict_each_other_are_named() {
    let bank = own_bank();
    let row = |n: usize| if n.is_multiple_of(2) { "North,Yes\n".to_owned() } else { "South,No\n".to_owned() };
    bank.put("people.csv", format!("area,q\n{}", rows(60, row)));
    let _ = bank.run(&["load", "people.csv"]).good();
    let targets = "question,option,share\narea,North,30\narea,South,70\nq,Yes,60\nq,No,40\n";
    let _ = weight(&bank, targets, &[])
        .fails(2)
        .says("contradict each other")
        .says("without `q` the others can be met")
        .hints();
}

#[test]
fn numbers_that_cannot_be_begun_with_are_refused() {
    let bank = bank();
    let start = |name: &str| weight(&bank, AREA, &["--start", name]).fails(2).hints();
    let _ = start("zero").says("of 240 weights 1 zero");
    let _ = start("below").says("of 240 weights 1 negative");
    let _ = start("gappy").says("of 240 weights 20 missing");
    let _ = start("area").says("holds no numbers");
}

#[test]
fn a_name_that_is_taken_is_refused_and_a_weight_gives_way_when_told() {
    let bank = bank();
    let _ = weight(&bank, AREA, &[]).good();
    let first = bank.corpus();
    let _ = weight(&bank, BOTH, &[]).fails(2).says("a weight called `weight` already").says("--replace");
    let _ = weight(&bank, BOTH, &["--name", "none"]).fails(2).says("cannot be called `none`").hints();
    let _ = weight(&bank, BOTH, &["--name", "../x"]).fails(2).says("cannot be called").hints();
    assert!(bank.corpus() == first, "a refusal changes nothing");
    let _ = weight(&bank, BOTH, &["--replace", "--cap", "none"]).good();
    assert_shares(&bank, "age", "weight", &[("Under 40", 0.3)]);
    let kept: Vec<String> = bank.corpus().into_keys().filter(|name| name.contains("/weights/")).collect();
    assert_eq!(kept.len(), 2, "the weights before are gone: {kept:?}");
}

#[test]
fn other_answers_never_get_a_weight_that_was_made_for_these() {
    let bank = bank();
    let _ = weight(&bank, AREA, &[]).good();
    bank.put("people.csv", survey().replace("p17,", "q17,"));
    let _ = bank.run(&["load", "people.csv", "--replace", "--dry-run"]).good().says("the weight `weight` was made");
    assert_shares(&bank, "area", "weight", &[("North", 0.3)]);
    let _ = bank.run(&["load", "people.csv", "--replace"]).good().says("stays with them in the history").hints();
    let _ = bank.run(&["breakdown", "people", "area", "--weight", "weight"]).fails(2).says("no weight `weight`");
    let _ = weight(&bank, AREA, &["--name", "second"]).good();
    let _ = bank.run(&["undo", "people"]).good().says("go with them: `second`");
    assert_shares(&bank, "area", "weight", &[("North", 0.3)]);
    let _ = bank.run(&["breakdown", "people", "area", "--weight", "second"]).fails(2).says("no weight `second`");
    let file = "corpus/sources/surveys/people/responses.csv";
    let text = String::from_utf8(bank.corpus()["sources/surveys/people/responses.csv"].clone()).unwrap();
    bank.edit(file, text.replacen(",north,", ",south,", 1));
    let _ = bank.run(&["breakdown", "people", "area", "--weight", "weight"]).fails(2).says("no weight `weight`");
    assert_eq!(bank.run(&["check"]).shows("made for other answers").code, Some(1));
    bank.edit(file, text);
    assert_shares(&bank, "area", "weight", &[("North", 0.3)]);
    bank.delete_index();
    assert_shares(&bank, "area", "weight", &[("North", 0.3)]);
}

#[test]
fn a_weight_that_costs_most_of_the_survey_is_told_loudly() {
    let bank = bank();
    let steep = "question,option,share\nage,Under 40,70\nage,40 and over,30\n";
    let _ = weight(&bank, steep, &["--cap", "none"]).good().says("VERY LOW EFFICIENCY").hints();
    let table = bank.run(&["breakdown", "people", "area", "--weight", "weight"]).good();
    assert!(table.stdout.replace('\n', " ").contains("VERY LOW EFFICIENCY"), "{table}");
    let less = "question,option,share\nage,Under 40,50\nage,40 and over,50\n";
    let _ = weight(&bank, less, &["--cap", "none", "--name", "less"]).good().says("low efficiency");
}

#[test]
fn the_demonstration_bank_only_says_what_would_come_out() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("targets.csv");
    std::fs::write(&path, "question,option,share\npublic-contact,yes,50\npublic-contact,no,50\n").unwrap();
    let args = ["weight", "workforce-2022-illustrative", "--targets", path.to_str().unwrap()];
    let _ = shipped(&args).fails(2).says("demonstration").hints();
}
