//! `breakdown`: on the illustrative survey, whose counts are worked out here from its file, and on small ones of the test's own.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::support::carers;
use crate::support::folder::{own_bank, project, shipped, shipped_json};

const SURVEY: &str = "workforce-2022-illustrative";

/// The respondents of the illustrative survey as they stand in its file.
fn people() -> Vec<BTreeMap<String, String>> {
    let file = project().join("corpus/sources/surveys").join(SURVEY).join("responses.csv");
    csv::Reader::from_path(file).unwrap().deserialize().map(Result::unwrap).collect()
}

/// How many of them satisfy `test`.
fn count(test: impl Fn(&BTreeMap<String, String>) -> bool) -> u64 {
    people().iter().filter(|person| test(person)).count() as u64
}

fn table(args: &[&str]) -> Value {
    shipped_json(&[&["breakdown", SURVEY], args].concat())
}

fn list<'a>(value: &'a Value, name: &str) -> &'a Vec<Value> {
    value[name].as_array().unwrap_or_else(|| panic!("no `{name}` in {value}"))
}

/// The cell of a row in a column.
fn cell<'a>(table: &'a Value, row: &str, column: usize) -> &'a Value {
    let row =
        list(table, "rows").iter().find(|it| it["id"] == row).unwrap_or_else(|| panic!("no row `{row}` in {table}"));
    &row["cells"][column]
}

fn counts(table: &Value, row: &str) -> Vec<u64> {
    let columns = 0..list(table, "columns").len();
    columns.map(|column| cell(table, row, column)["count"].as_u64().unwrap()).collect()
}

fn bases(table: &Value) -> Vec<u64> {
    list(table, "columns").iter().map(|column| column["unweighted_base"].as_u64().unwrap()).collect()
}

fn percent(table: &Value, row: &str) -> f64 {
    (cell(table, row, 0)["share"].as_f64().unwrap() * 100.0).round()
}

#[track_caller]
fn assert_close(found: f64, expected: f64) {
    assert!((found - expected).abs() < 1e-9, "{found} is not {expected}");
}

#[track_caller]
fn assert_percent(table: &Value, expected: &[(&str, f64)]) {
    for (row, percent_expected) in expected {
        assert_close(percent(table, row), *percent_expected);
    }
}

#[test]
fn the_published_shares_of_priorities_come_out_of_all_who_were_asked() {
    let table = table(&["priorities", "--base", "asked", "--view", "release"]);
    assert_percent(
        &table,
        &[("workforce", 59.0), ("mental-health", 48.0), ("healthy-weight", 47.0), ("addiction", 24.0)],
    );
    assert_eq!(bases(&table), [750]);
    assert_eq!(list(&table, "rows").len(), 10);
}

#[test]
fn two_thirds_have_some_contact_with_the_public() {
    let table = table(&["public-contact", "--view", "release"]);
    assert_percent(&table, &[("yes", 66.0)]);
    assert_eq!((bases(&table), counts(&table, "yes")), (vec![750], vec![495]));
}

#[test]
fn the_eight_codes_of_the_comments_are_shares_of_those_who_wrote() {
    let table = table(&["overall-comments", "--view", "release"]);
    assert_eq!(bases(&table), [180]);
    let codes = ["positive", "staffing", "detail", "funding", "partnership", "co-production", "ownership", "focus"];
    let published = [41.0, 14.0, 12.0, 11.0, 9.0, 7.0, 6.0, 2.0];
    assert_percent(&table, &codes.into_iter().zip(published).collect::<Vec<_>>());
}

#[test]
fn made_up_answers_are_called_illustrative_on_every_surface_and_the_base_is_told_in_words() {
    for (question, base) in [("priorities", "750"), ("public-contact", "750"), ("overall-comments", "180")] {
        let args = ["breakdown", SURVEY, question, "--base", "answered", "--view", "release"];
        let args = if base == "750" { [args[0], args[1], args[2], args[3], "asked", args[5], args[6]] } else { args };
        let table = shipped_json(&args);
        assert!(table["notes"].to_string().to_lowercase().contains("illustrative"), "{table}");
        assert!(table["base"]["definition"].as_str().unwrap().starts_with("everyone asked"), "{table}");
        for format in ["text", "csv"] {
            let output = shipped(&[&args[..], &["--format", format]].concat()).good();
            let text = output.stdout.to_lowercase();
            assert!(
                text.contains("illustrative") && text.contains("everyone asked") && text.contains(base),
                "{output}"
            );
        }
    }
}

#[test]
fn a_table_has_every_part_the_contract_names() {
    let table = table(&["priorities", "--by", "public-contact"]);
    assert_eq!((&table["survey"], &table["kind_of_survey"]), (&SURVEY.into(), &"self-selected".into()));
    for part in ["id", "text", "kind", "class"] {
        assert!(table["question"][part].is_string(), "{table}");
    }
    for column in list(&table, "columns") {
        for part in ["id", "label", "block", "letter", "unweighted_base", "weighted_base", "effective_base"] {
            assert!(column.get(part).is_some(), "`{part}` is missing in {column}");
        }
    }
    for row in list(&table, "rows") {
        assert!(row["id"].is_string() && row["label"].is_string() && row["net"].is_boolean(), "{row}");
        assert_eq!(list(row, "cells").len(), list(&table, "columns").len());
        for cell in list(row, "cells") {
            for part in ["count", "weighted", "share", "low", "high", "letters", "marker"] {
                assert!(cell.get(part).is_some(), "`{part}` is missing in {cell}");
            }
            assert!(
                cell["low"].is_null() && cell["high"].is_null(),
                "people chose to take part, so there is no interval: {cell}"
            );
        }
    }
    for part in ["statistics", "weight", "view", "disclosure", "notes", "permalink"] {
        assert!(table.get(part).is_some(), "`{part}` is missing in {table}");
    }
    assert!(table["permalink"].as_str().unwrap().starts_with('/'), "{table}");
}

#[test]
fn shares_are_unrounded_and_the_print_is_whole_percent() {
    let table = table(&["priorities", "--base", "asked"]);
    assert_close(cell(&table, "workforce", 0)["share"].as_f64().unwrap(), 443.0 / 750.0);
    let _ = shipped(&["breakdown", SURVEY, "priorities", "--base", "asked"]).good().shows("59%").shows("24%");
}

#[test]
fn columns_count_the_people_who_gave_each_answer() {
    let table = table(&["priorities", "--by", "public-contact", "--base", "asked"]);
    assert_eq!(bases(&table), [750, 495, 255]);
    let chose = |contact: &str| {
        count(|it| it["priorities"].split('|').any(|id| id == "addiction") && it["public-contact"] == contact)
    };
    assert_eq!(counts(&table, "addiction"), [180, chose("yes"), chose("no")]);
}

#[test]
fn a_column_for_not_stated_stands_where_somebody_is_in_it() {
    let table = table(&["public-contact", "--by", "organisation"]);
    let labels: Vec<&str> = list(&table, "columns").iter().map(|column| column["label"].as_str().unwrap()).collect();
    assert!(labels.iter().any(|label| label.to_lowercase() == "not stated"), "{labels:?}");
    let yes = counts(&table, "yes");
    assert_eq!(yes[0], yes[1..].iter().sum::<u64>(), "everybody is in one column");
    assert_eq!(bases(&table)[0], bases(&table)[1..].iter().sum::<u64>());
}

#[test]
fn banners_stand_side_by_side_or_one_in_the_other() {
    let stacked = table(&["public-contact", "--by", "role", "--by", "carer"]);
    let nested = table(&["public-contact", "--by", "carer>role"]);
    let blocks: Vec<&Value> = list(&stacked, "columns").iter().map(|column| &column["block"]).collect();
    assert!(blocks[0].is_null() && blocks[1] != blocks[blocks.len() - 1], "{blocks:?}");
    let both = |carer: &str, role: &str| count(|it| it["carer"] == carer && it["role"] == role);
    for (carer, role) in [("yes", "staff"), ("yes", "volunteer"), ("no", "staff")] {
        assert!(bases(&nested).contains(&both(carer, role)), "{carer} and {role}: {:?}", bases(&nested));
    }
    assert_eq!(bases(&nested)[0], bases(&nested)[1..].iter().sum::<u64>());
}

#[test]
fn each_where_narrows_and_a_bar_widens() {
    let base = |filters: &[&str]| {
        let filters: Vec<&str> = filters.iter().flat_map(|filter| ["--where", filter]).collect();
        bases(&table(&[&["public-contact", "--base", "all"][..], &filters].concat()))[0]
    };
    assert_eq!(base(&["priorities=addiction"]), 180);
    assert_eq!(
        base(&["organisation=nhs|voluntary"]),
        count(|it| ["nhs", "voluntary"].contains(&it["organisation"].as_str()))
    );
    let both = count(|it| it["organisation"] == "nhs" && it["carer"] == "yes");
    assert_eq!(base(&["organisation=nhs", "carer=yes"]), both);
    assert_eq!(base(&["ORGANISATION=NHS", "carer=YES"]), both, "names are found whatever their case");
    assert_eq!(base(&["organisation=County council"]), 146, "an option is found by its label");
    assert_eq!(base(&["overall-comments=funding"]), 20, "an open answer is filtered by its code");
}

#[test]
fn a_filter_is_told_in_the_notes() {
    let table = table(&["public-contact", "--where", "organisation=voluntary"]);
    assert!(table["notes"].to_string().contains("Voluntary, community"), "{table}");
}

#[test]
fn people_can_be_chosen_by_their_own_words() {
    let word = "funding";
    let table = table(&["public-contact", "--matching", word, "--base", "all"]);
    let found = shipped_json(&["search", word, "--kind", "answer", "--source", SURVEY, "--limit", "0"]);
    assert_eq!(found["total"].as_u64().unwrap(), bases(&table)[0], "one open question: an answer is a person");
    assert!(bases(&table)[0] > 0);
}

#[test]
fn each_base_rule_has_its_people_and_says_who_is_left_out() {
    let impact = |rule: &str| table(&["impact-self.addiction", "--base", rule]);
    let blank = count(|it| it["impact-self.addiction"].is_empty());
    assert_eq!((bases(&impact("all")), bases(&impact("asked"))), (vec![750], vec![180]));
    assert_eq!(bases(&impact("answered")), [180 - blank]);
    let answered = impact("answered");
    assert_eq!(answered["base"]["excluded"]["not_asked"], 570);
    assert_eq!(answered["base"]["excluded"]["blank"], blank);
    assert_eq!(answered["base"]["rule"], "answered");
    let ages = table(&["age-band"]);
    assert_eq!(bases(&ages), [750 - 31 - 6]);
    assert_eq!(ages["base"]["excluded"], serde_json::json!({ "blank": 6, "prefer_not_to_say": 31 }));
    let ticks = count(|it| !it["priorities"].is_empty());
    assert_eq!(bases(&table(&["priorities"])), [ticks]);
    let ticks: usize = people().iter().map(|it| it["priorities"].split('|').filter(|id| !id.is_empty()).count()).sum();
    assert_eq!(bases(&table(&["priorities", "--base", "ticks"])), [ticks as u64]);
}

#[test]
fn a_share_of_ticks_is_refused_where_people_could_choose_only_one() {
    let _ = shipped(&["breakdown", SURVEY, "public-contact", "--base", "ticks"]).fails(2).says("ticks").hints();
}

#[test]
fn every_name_that_is_wrong_is_told_at_once() {
    let args =
        ["breakdown", SURVEY, "prioritys", "--by", "organization", "--where", "carer=maybe", "--weight", "design"];
    let output = shipped(&args).fails(2).says("`priorities`").says("`organisation`").says("`maybe`").says("`design`");
    assert!(output.stderr.matches("error: ").count() >= 4, "{output}");
    let _ = shipped(&["breakdown", SURVEY, "carer", "--where", "carer"]).fails(2).says("no `=`").hints();
    let _ = shipped(&["breakdown", SURVEY, "impact-self"]).fails(2).says("grid").says("impact-self.addiction");
    let _ = shipped(&["breakdown", SURVEY, "carer", "--by", "overall-comments>"]).fails(2).hints();
}

#[test]
fn marks_in_the_wording_of_an_option_are_written_with_a_backslash() {
    let bank = own_bank();
    let record = "kind = \"survey\"\ntitle = \"Signs\"\nsurvey_kind = \"unknown\"\n\n[[question]]\nid = \"q\"\ntext = \"Which?\"\n\
        kind = \"single\"\nclass = \"opinion\"\noptions = [{ id = \"one\", label = \"A|B\" }, { id = \"two\", label = \"C=D\" }, \
        { id = \"three\", label = \"A\" }]\n";
    bank.edit("corpus/sources/surveys/signs/source.toml", record);
    let rows = carers::rows(30, |n| format!("r{n:06},{}\n", ["one", "two", "three", "three", "two", "three"][n % 6]));
    bank.edit("corpus/sources/surveys/signs/responses.csv", format!("respondent,q\n{rows}"));
    let base = |filter: &str| bases(&bank.json(&["breakdown", "signs", "q", "--where", filter]))[0];
    assert_eq!(base(r"q=A\|B"), 5);
    assert_eq!(base(r"q=C\=D"), 10);
    assert_eq!(base(r"q=A\|B|C=D"), 15);
    assert_eq!(base("q=A"), 15);
}

#[test]
fn numbers_have_statistics_and_days_have_months() {
    let bank = own_bank();
    bank.put("carers.csv", carers::csv(120));
    let _ = bank.run(&["load", "carers.csv"]).good();
    let visits = bank.json(&["breakdown", "carers", "visits"]);
    let mean = list(&visits, "statistics").iter().find(|it| it["id"] == "mean").unwrap();
    let expected = (0..120_u32).map(|n| f64::from(n % 23)).sum::<f64>() / 120.0;
    assert_close(mean["cells"][0].as_f64().unwrap(), expected);
    assert_eq!(list(&visits, "rows").len(), 23, "one row for each value");
    let joined = bank.json(&["breakdown", "carers", "joined"]);
    assert_eq!(list(&joined, "rows").len(), 12, "one row for each month: {joined}");
    let total: u64 = list(&joined, "rows").iter().map(|row| row["cells"][0]["count"].as_u64().unwrap()).sum();
    assert_eq!(total, 120);
}
