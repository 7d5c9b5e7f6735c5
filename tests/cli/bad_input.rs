//! Surveys that leave little to count: a table says plainly what there is to say, and never shows a number that is none.

use std::fmt::Write as _;

use serde_json::Value;

use crate::support::carers::rows;
use crate::support::folder::{OwnBank, own_bank};

const VIEWS: [&str; 2] = ["internal", "release"];

/// Every format of a table in both views; none of them may hold what is no number, whatever it counts.
fn is_sound(bank: &OwnBank, args: &[&str]) {
    for view in VIEWS {
        for format in ["text", "csv", "json", "xlsx"] {
            let file = ["--output", "out.xlsx", "--force"];
            let extra: &[&str] = if format == "xlsx" { &file } else { &[] };
            let output =
                bank.run(&[&["breakdown"], args, &["--view", view, "--format", format], extra].concat()).good();
            let small = output.stdout.to_lowercase();
            let bad = |word: &str| small.split(|c: char| !c.is_alphanumeric()).any(|found| found == word);
            assert!(!bad("nan") && !bad("inf") && !bad("infinity"), "{view} {format}: {output}");
        }
    }
}

fn text(bank: &OwnBank, args: &[&str]) -> String {
    let text = bank.run(&[&["breakdown"], args].concat()).good().stdout;
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn shares(table: &Value) -> Vec<Option<f64>> {
    table["rows"].as_array().unwrap().iter().map(|row| row["cells"][0]["share"].as_f64()).collect()
}

/// A survey with one question of each kind. `row` gives the cells after the id.
fn every_kind(people: usize, row: impl Fn(usize) -> String) -> OwnBank {
    let bank = own_bank();
    let options = "options = [{ id = \"good\", label = \"Good\" }, { id = \"poor\", label = \"Poor\" }]";
    let mut record = "kind = \"survey\"\ntitle = \"Thin\"\nsurvey_kind = \"probability\"\n".to_owned();
    for (id, kind, options) in [
        ("one", "single", options),
        ("many", "multiple", options),
        ("point", "scale", options),
        ("visits", "number", ""),
        ("day", "date", ""),
        ("said", "open", "codes = [{ id = \"gp\", label = \"Doctors\", themes = [\"access-gp\"] }]"),
        ("area", "single", "options = [{ id = \"n\", label = \"North\" }, { id = \"s\", label = \"South\" }]"),
    ] {
        let class = if id == "area" { "sensitive" } else { "opinion" };
        // Writing to a string cannot fail.
        let _ = write!(
            record,
            "\n[[question]]\nid = \"{id}\"\ntext = \"About {id}\"\nkind = \"{kind}\"\nclass = \"{class}\"\n{options}\n"
        );
    }
    bank.edit("corpus/sources/surveys/thin/source.toml", record);
    let rows = rows(people, |n| format!("r{n:06},{}\n", row(n)));
    bank.edit(
        "corpus/sources/surveys/thin/responses.csv",
        format!("respondent,one,many,point,visits,day,said,area\n{rows}"),
    );
    bank
}

const QUESTIONS: [&str; 6] = ["one", "many", "point", "visits", "day", "said"];

#[test]
fn one_respondent_is_a_table_inside_and_nothing_to_be_seen_outside() {
    let bank = every_kind(1, |_| "good,good,good,3,2026-02-01,words,n".to_owned());
    for question in QUESTIONS {
        is_sound(&bank, &["thin", question, "--by", "area"]);
        let released = bank.json(&["breakdown", "thin", question, "--view", "release"]);
        assert!(shares(&released).iter().all(Option::is_none), "{released}");
        assert!(released["columns"][0]["unweighted_base"].is_null(), "{released}");
        assert!(released["notes"].to_string().contains("Too few people to show"), "{released}");
    }
    assert!(text(&bank, &["thin", "visits"]).contains("Standard deviation [x]"));
    assert!(text(&bank, &["thin", "one"]).contains("base too small to rely on"));
}

#[test]
fn where_everybody_says_the_same_there_is_no_spread_and_no_false_difference() {
    let bank = every_kind(80, |n| format!("good,good,good,5,2026-02-01,words,{}", ["n", "s"][n % 2]));
    for question in QUESTIONS {
        is_sound(&bank, &["thin", question, "--by", "area"]);
        let table = bank.json(&["breakdown", "thin", question, "--by", "area"]);
        assert!(table["rows"].to_string().contains("\"letters\":[]"), "{table}");
        assert!(!table["rows"].to_string().contains("higher"), "{table}");
    }
    let spread = bank.json(&["breakdown", "thin", "visits"]);
    assert_eq!(
        (&spread["statistics"][0]["cells"][0], &spread["statistics"][1]["cells"][0]),
        (&5.0.into(), &0.0.into())
    );
}

#[test]
fn a_filter_that_leaves_nobody_says_so_instead_of_a_number() {
    let bank = every_kind(80, |n| format!("{},good,good,5,2026-02-01,words,n", ["good", "poor"][n % 2]));
    let filter = ["--where", "area=South"];
    for question in QUESTIONS {
        is_sound(&bank, &[&["thin", question], &filter[..]].concat());
        let said = text(&bank, &[&["thin", question], &filter[..]].concat());
        assert!(said.contains("nobody is in the base"), "{said}");
        let table = bank.json(&[&["breakdown", "thin", question], &filter[..]].concat());
        assert!(shares(&table).iter().all(Option::is_none), "{table}");
    }
}

#[test]
fn a_question_nobody_was_asked_or_answered_says_so_instead_of_a_number() {
    for nothing in ["", "@not_asked"] {
        let bank = every_kind(80, |_| format!("{}n", format!("{nothing},").repeat(6)));
        for question in QUESTIONS {
            is_sound(&bank, &["thin", question, "--by", "area"]);
            let said = text(&bank, &["thin", question]);
            assert!(said.contains("nobody is in the base"), "{nothing}: {said}");
            let why = if nothing.is_empty() { "80 left blank" } else { "80 not asked" };
            assert!(said.contains(why), "{said}");
        }
    }
}

/// Ten thousand towns with three people each, a third of them in each area.
fn towns(class: &str) -> OwnBank {
    let bank = own_bank();
    let options: String = (0..10_000).fold(String::new(), |mut options, n| {
        let _ = writeln!(options, "  {{ id = \"t{n}\", label = \"Town {n}\" }},");
        options
    });
    let record = format!(
        "kind = \"survey\"\ntitle = \"Towns\"\nsurvey_kind = \"self-selected\"\n\n[[question]]\nid = \"town\"\ntext = \"Town\"\n\
         kind = \"single\"\nclass = \"{class}\"\noptions = [\n{options}]\n\n[[question]]\nid = \"area\"\ntext = \"Area\"\n\
         kind = \"single\"\nclass = \"sensitive\"\noptions = [{{ id = \"n\", label = \"North\" }}, {{ id = \"s\", label = \"South\" }}]\n"
    );
    bank.edit("corpus/sources/surveys/towns/source.toml", record);
    let rows = rows(30_000, |n| format!("r{n:06},t{},{}\n", n % 10_000, ["n", "s"][n % 2]));
    bank.edit("corpus/sources/surveys/towns/responses.csv", format!("respondent,town,area\n{rows}"));
    bank
}

#[test]
fn ten_thousand_answers_are_rows_and_never_columns() {
    for class in ["opinion", "sensitive"] {
        let bank = towns(class);
        for view in VIEWS {
            let output = bank.run(&["breakdown", "towns", "town", "--by", "area", "--view", view, "--format", "json"]);
            if class == "sensitive" && view == "release" {
                let _ = output.fails(2).says("its answers divide people too finely").hints();
                continue;
            }
            let table = output.json();
            assert_eq!(table["rows"].as_array().unwrap().len(), 10_000);
            assert_eq!(table["rows"][0]["cells"][0]["count"], 3);
        }
        let columns = ["breakdown", "towns", "area", "--by", "town"];
        let refused = bank.run(&columns).fails(2).says("would make 10001 columns").hints();
        assert!(refused.stderr.contains("`by`"), "{refused}");
    }
}

#[test]
fn ten_thousand_different_texts_are_one_row() {
    let bank = own_bank();
    let words = rows(10_000, |n| format!("r{n},remark number {n} of many,{}\n", ["Good", "Poor"][n % 2]));
    bank.put("texts.csv", format!("id,said,rating\n{words}"));
    let _ = bank.run(&["load", "texts.csv"]).good();
    is_sound(&bank, &["texts", "said", "--by", "rating"]);
    let said = text(&bank, &["texts", "said"]);
    assert!(said.contains("Wrote an answer 100% (10000)") && said.contains("nobody has coded yet"), "{said}");
}

#[test]
fn weights_that_weigh_nothing_or_absurdly_much_are_refused_or_told() {
    let bank = own_bank();
    let cells = |n: usize| {
        let one = |odd: &str| if n == 0 { odd.to_owned() } else { "1".to_owned() };
        [one("-1"), "0".to_owned(), one("1e300"), one("1000000"), one(""), one("0")].join(",")
    };
    let rows = rows(60, |n| format!("r{n},{},{}\n", ["Good", "Poor"][n % 2], cells(n)));
    bank.put(
        "odd.csv",
        format!("id,rating,weight_below,weight_nought,weight_absurd,weight_huge,weight_gap,weight_zero\n{rows}"),
    );
    let _ = bank.run(&["load", "odd.csv"]).good();
    let weighted = |weight: &str| bank.run(&["breakdown", "odd", "rating", "--weight", &format!("weight_{weight}")]);
    let _ = weighted("below").fails(2).says("nobody can count less than nothing").hints();
    let _ = weighted("nought").fails(2).hints();
    let _ = weighted("absurd").fails(2).hints();
    let table = |weight: &str| bank.json(&["breakdown", "odd", "rating", "--weight", &format!("weight_{weight}")]);
    let notes = |weight: &str| table(weight)["notes"].to_string();
    let huge = notes("huge");
    assert!(huge.contains("CHECK THE WEIGHT") && huge.contains("VERY LOW EFFICIENCY"), "{huge}");
    assert!(notes("gap").contains("1 of 60 people have no weight"), "{}", notes("gap"));
    assert!(notes("zero").contains("1 of 60 people have the weight nought"), "{}", notes("zero"));
    for weight in ["huge", "gap", "zero"] {
        let table = table(weight);
        assert!(shares(&table).iter().all(|share| share.is_some_and(|it| (0.0..=1.0).contains(&it))), "{table}");
    }
}
