//! `breakdown --rows themes`: on the illustrative survey, whose themes are worked out here from its files, and on one of real people.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use serde_json::Value;

use crate::support::folder::{OwnBank, own_bank, project, shipped, shipped_json};
use crate::support::workbook::Workbook;

const SURVEY: &str = "workforce-2022-illustrative";

/// The themes in the order of the framework, each with the codes of the comments that count towards it, and whether it holds others.
const THEMES: [(&str, &[&str], bool); 12] = [
    ("delivery", &["detail", "focus"], true),
    ("measuring-progress", &["detail"], false),
    ("too-many-priorities", &["focus"], false),
    ("funding", &["funding"], false),
    ("involvement", &["co-production"], true),
    ("co-production", &["co-production"], false),
    ("joined-up", &["partnership"], false),
    ("prevention", &["ownership"], true),
    ("self-care", &["ownership"], false),
    ("workforce", &["staffing"], true),
    ("staffing", &["staffing"], false),
    ("no-theme", &[], false),
];

fn table(args: &[&str]) -> Value {
    shipped_json(&[&["breakdown", SURVEY, "overall-comments", "--rows", "themes"], args].concat())
}

fn records(name: &str) -> Vec<BTreeMap<String, String>> {
    let file = project().join("corpus/sources/surveys").join(SURVEY).join(name);
    csv::Reader::from_path(file).unwrap().deserialize().map(Result::unwrap).collect()
}

/// The codes of everybody who left a comment, by respondent.
fn codes() -> BTreeMap<String, BTreeSet<String>> {
    let wrote = records("responses.csv").into_iter().filter(|it| !it["overall-comments"].is_empty());
    let mut codes: BTreeMap<String, BTreeSet<String>> =
        wrote.map(|it| (it["respondent"].clone(), BTreeSet::new())).collect();
    for coding in records("codings.csv") {
        codes.get_mut(&coding["respondent"]).unwrap().insert(coding["code"].clone());
    }
    codes
}

/// How many people of some have any of the codes of a theme.
fn counted<'c>(people: impl Iterator<Item = &'c BTreeSet<String>>, theme: &[&str]) -> usize {
    let all: BTreeSet<&str> = THEMES.iter().flat_map(|(_, codes, _)| codes.iter().copied()).collect();
    let has = |codes: &&BTreeSet<String>| {
        let any = |wanted: &[&str]| wanted.iter().any(|code| codes.contains(*code));
        if theme.is_empty() { !any(&all.iter().copied().collect::<Vec<_>>()) } else { any(theme) }
    };
    people.filter(has).count()
}

#[test]
fn each_theme_counts_whoever_has_any_code_of_it_in_the_order_of_the_framework() {
    let table = table(&["--by", "public-contact"]);
    let rows = table["rows"].as_array().unwrap();
    let found: Vec<(&str, bool)> =
        rows.iter().map(|row| (row["id"].as_str().unwrap(), row["net"].as_bool().unwrap())).collect();
    assert_eq!(found, THEMES.map(|(id, _, net)| (id, net)));
    assert_eq!(table["columns"][0]["unweighted_base"], 180);
    let codes = codes();
    let contact: BTreeMap<String, String> = records("responses.csv")
        .into_iter()
        .map(|it| (it["respondent"].clone(), it["public-contact"].clone()))
        .collect();
    for ((id, theme, _), row) in THEMES.iter().zip(rows) {
        let of = |wanted: &str| {
            let people = codes.iter().filter(|(who, _)| wanted.is_empty() || contact[*who] == wanted);
            counted(people.map(|(_, codes)| codes), theme)
        };
        let counts: Vec<u64> = (0..3).map(|at| row["cells"][at]["count"].as_u64().unwrap()).collect();
        assert_eq!(counts, ["", "yes", "no"].map(|wanted| of(wanted) as u64), "{id}");
    }
    let delivery = &rows[0]["cells"][0]["count"];
    assert!(delivery.as_u64().unwrap() <= 22 + 4, "both codes of one person count once: {delivery}");
}

#[test]
fn the_table_says_who_left_a_comment_what_is_left_out_and_how_to_read_it() {
    let args = ["breakdown", SURVEY, "overall-comments", "--rows", "themes"];
    let explain = ["--explain", "staffing", "--explain", "delivery", "--explain", "no-theme"];
    let text = shipped(&[&args[..], &explain].concat()).good().stdout;
    let one_line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    for wanted in [
        "Base: everyone asked who left a comment (180 of 750; 570 left blank)",
        "14 of every 100 people who left a comment (25 of 180) mentioned “Enough staff”.",
        "(net)",
        "or a theme within it, each person counted once.",
        "mentioned no theme",
        "180 of 750 people (24%) left a comment.",
        "map to none: “In favour overall”.",
        "rows=themes",
    ] {
        assert!(one_line.contains(wanted), "`{wanted}` is not in {text}");
    }
}

#[test]
fn every_format_has_the_rows_of_themes() {
    let args = ["breakdown", SURVEY, "overall-comments", "--rows", "themes", "--format"];
    let sheet = shipped(&[&args[..], &["csv"]].concat()).good().stdout;
    let rows: Vec<BTreeMap<String, String>> =
        csv::Reader::from_reader(sheet.as_bytes()).deserialize().map(Result::unwrap).collect();
    let nets = rows.iter().filter(|row| row["net"] == "net").count();
    assert_eq!((rows.len(), nets), (12, 4));
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("out.xlsx");
    let _ = shipped(&[&args[..], &["xlsx", "--output", &file.display().to_string()]].concat()).good();
    let book = Workbook::read(&std::fs::read(file).unwrap());
    let sheet = book.table(book.tables()[0]);
    assert!(!sheet.row("Enough staff", "Percentage").is_empty());
    assert!(!sheet.row("Workforce (net)", "Percentage").is_empty());
}

#[test]
fn what_has_no_themes_is_refused_with_the_way_on() {
    let run = |args: &[&str]| shipped(&[&["breakdown", SURVEY], args].concat()).fails(2);
    let _ = run(&["priorities", "--rows", "themes"]).says("has no themes").says("`overall-comments`").hints();
    let _ = run(&["overall-comments", "--rows", "words"]).says("expected codes or themes");
    let _ = run(&["overall-comments", "--rows", "themes", "--base", "ticks"]).says("count people").hints();
    let _ = run(&["overall-comments", "--rows", "themes", "--net", "A=funding|detail"]).says("net").hints();
    let bank = forum(10, "");
    let _ = bank.run(&["breakdown", "forum", "said", "--rows", "themes"]).fails(2).says("maps to a theme").hints();
}

/// A survey of real people with an open question of four codes: two of one theme, one of another, one of none as `themes` has it.
/// Of a hundred in each of two areas so many have only the first code.
fn forum(first: usize, themes: &str) -> OwnBank {
    let bank = own_bank();
    let theme = |name: &str| if themes.is_empty() { String::new() } else { format!(", themes = [\"{name}\"]") };
    let record = format!(
        "kind = \"survey\"\ntitle = \"Forum\"\nsurvey_kind = \"self-selected\"\n\n[[question]]\nid = \"said\"\ntext = \"What matters?\"\n\
         kind = \"open\"\nclass = \"opinion\"\ncodes = [{{ id = \"gp\", label = \"Doctors\"{} }}, {{ id = \"phone\", label = \"Phones\"{} }}, \
         {{ id = \"bus\", label = \"Buses\"{} }}, {{ id = \"nice\", label = \"In favour\" }}]\n\n[[question]]\nid = \"area\"\ntext = \"Area\"\n\
         kind = \"single\"\nclass = \"sensitive\"\noptions = [{{ id = \"north\", label = \"North\" }}, {{ id = \"south\", label = \"South\" }}]\n",
        theme("access-gp"),
        theme("access-gp"),
        theme("access-transport")
    );
    bank.edit("corpus/sources/surveys/forum/source.toml", record);
    let (mut rows, mut codings) = ("respondent,said,area\n".to_owned(), "respondent,question,code\n".to_owned());
    for n in 0..200 {
        let (who, place) = (format!("r{n:06}"), n % 100);
        // Writing to a string cannot fail.
        let _ = writeln!(rows, "{who},words {n},{}", if n < 100 { "north" } else { "south" });
        let codes: &[&str] = match place {
            _ if place < first => &["gp"],
            0..40 => &["gp", "phone"],
            40..60 => &["phone"],
            60..80 => &["bus"],
            _ => &["nice"],
        };
        for code in codes {
            let _ = writeln!(codings, "{who},said,{code}");
        }
    }
    bank.edit("corpus/sources/surveys/forum/responses.csv", rows);
    bank.edit("corpus/sources/surveys/forum/codings.csv", codings);
    bank
}

/// What a released table of the forum shows of each row over everybody.
fn released(bank: &OwnBank, rows: &str, more: &[&str]) -> BTreeMap<String, Option<u64>> {
    let args = ["breakdown", "forum", "said", "--rows", rows, "--view", "release"];
    let table = bank.json(&[&args[..], more].concat());
    assert_eq!(table["question"]["class"], "sensitive", "what people wrote is guarded whatever the question");
    let row = |row: &Value| (row["id"].as_str().unwrap().to_owned(), row["cells"][0]["count"].as_u64());
    table["rows"].as_array().unwrap().iter().map(row).collect()
}

#[test]
fn a_released_theme_tells_nothing_that_the_released_codes_hide() {
    let safe = forum(20, "themes");
    let themes = released(&safe, "themes", &["--by", "area"]);
    assert_eq!((themes["access-gp"], themes["access-transport"], themes["no-theme"]), (Some(120), Some(40), Some(40)));
    // Two people in each area have the first code alone: the theme less the second code would tell of them.
    let close = forum(2, "themes");
    let (codes, themes) = (released(&close, "codes", &[]), released(&close, "themes", &["--by", "area"]));
    assert_eq!((codes["gp"], codes["phone"], themes["access-gp"]), (Some(80), Some(116), None));
    assert_eq!((themes["access-transport"], themes["no-theme"]), (Some(40), None));
}
