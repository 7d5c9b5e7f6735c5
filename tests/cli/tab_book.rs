//! `tab-book` and `breakdown --format xlsx`: workbooks that hold what the JSON holds, hide what it hides, and nothing else.

use std::fs;

use calamine::Data;
use serde_json::Value;

use crate::cli::release::clinic;
use crate::support::carers;
use crate::support::folder::{OwnBank, own_bank, shipped};
use crate::support::workbook::{Workbook, percentage};

const SURVEY: &str = "workforce-2022-illustrative";

/// The tab book of a survey of `bank`.
fn book(bank: &OwnBank, args: &[&str]) -> Workbook {
    let _ = bank.run(&[&["tab-book"], args, &["--output", "book.xlsx", "--force"]].concat()).good();
    Workbook::read(&fs::read(bank.inbox().join("book.xlsx")).unwrap())
}

/// The tables of the same book as JSON.
fn tables(bank: &OwnBank, args: &[&str]) -> Vec<Value> {
    bank.json(&[&["tab-book"], args].concat())["tables"].as_array().unwrap().clone()
}

#[track_caller]
fn assert_same(book: &Workbook, tables: &[Value]) {
    assert_eq!(book.tables().len(), tables.len());
    for (at, table) in tables.iter().enumerate() {
        let name = format!("Table_{}", at + 1);
        let sheet = book.table(&name);
        let columns = table["columns"].as_array().unwrap();
        assert_eq!(sheet.heads.len(), columns.len() + 2, "{name}");
        assert_eq!(sheet.heads[..3], ["Answer", "Measure", "Total"], "{name}");
        for (column, found) in columns.iter().zip(sheet.row("Unweighted base", "Number of people")) {
            let base = column["unweighted_base"].as_f64().map_or(Data::String("[c]".to_owned()), Data::Float);
            assert_eq!(*found, base, "{name}: {column}");
        }
        for row in table["rows"].as_array().unwrap() {
            let label = row["label"].as_str().unwrap();
            let expected: Vec<Data> = row["cells"].as_array().unwrap().iter().map(percentage).collect();
            assert_eq!(sheet.row(label, "Percentage"), expected, "{name}: {label}");
        }
        assert!(sheet.rows.iter().flatten().all(|cell| *cell != Data::Empty), "{name} has an empty cell");
        let words = book.words(&name);
        for note in table["notes"].as_array().unwrap().iter().filter_map(Value::as_str) {
            assert!(words.contains(note.trim_end_matches('.')), "`{note}` is not on {name}:\n{words}");
        }
        assert!(words.contains(table["question"]["text"].as_str().unwrap()) && words.contains("Percentages of: "));
    }
}

fn carers_bank() -> OwnBank {
    let bank = own_bank();
    bank.put("carers.csv", carers::csv(120));
    let _ = bank.run(&["load", "carers.csv"]).good();
    bank
}

#[test]
fn a_workbook_holds_every_question_and_every_figure_of_the_json() {
    let bank = carers_bank();
    let args = ["carers", "--by", "area", "--by", "rating"];
    let (book, tables) = (book(&bank, &args), tables(&bank, &args));
    let asked: Vec<&str> = tables.iter().map(|table| table["question"]["id"].as_str().unwrap()).collect();
    for question in ["area", "services", "rating", "visits", "joined", "comment"] {
        assert!(asked.contains(&question), "{asked:?}");
    }
    assert_eq!(book.names()[..4], ["Cover", "Contents", "Notes", "Table_1"]);
    assert_same(&book, &tables);
    book.assert_open();
    let contents = book.table("Contents");
    assert_eq!(contents.rows.len(), tables.len());
    assert!(contents.rows.iter().zip(&asked).all(|(row, id)| row[1] == **id), "{contents:?}");
}

#[test]
fn a_question_of_the_banner_stands_alone_and_others_have_its_columns() {
    let bank = carers_bank();
    let tables = tables(&bank, &["carers", "--by", "area", "--question", "area", "--question", "rating"]);
    let columns = |at: usize| tables[at]["columns"].as_array().unwrap().len();
    assert_eq!((tables.len(), columns(0), columns(1)), (2, 1, 4));
}

#[test]
fn internal_books_show_counts_and_say_on_every_sheet_that_they_are_not_for_release() {
    let bank = carers_bank();
    let book = book(&bank, &["carers"]);
    for name in book.names() {
        assert!(book.words(name).contains("Not for release"), "{name}: {}", book.words(name));
    }
    assert_eq!(book.table("Table_1").row("North", "Number of people"), [Data::Float(40.0)]);
    assert!(book.words("Cover").contains("People who took part: 120"));
}

#[test]
fn what_a_release_hides_is_nowhere_in_the_file() {
    let bank = clinic();
    let args = ["clinic", "--by", "carer", "--view", "release"];
    let (book, tables) = (book(&bank, &args), tables(&bank, &args));
    assert_same(&book, &tables);
    book.assert_open();
    let condition = book.table("Table_1");
    let gout: Vec<&Vec<Data>> = condition.rows.iter().filter(|row| row[0] == "gout").collect();
    assert!(gout.len() == 1 && gout[0][2..].iter().all(|cell| *cell == Data::String("[c]".to_owned())), "{gout:?}");
    let all = book.parts.values().cloned().collect::<String>();
    assert!(!all.to_lowercase().contains("not for release"));
    for (table, internal) in tables.iter().zip(crate::cli::tab_book::tables(&bank, &["clinic", "--by", "carer"])) {
        let rows = |table: &Value| table["rows"].as_array().unwrap().clone();
        for (row, whole) in rows(table).iter().zip(rows(&internal)) {
            for (cell, known) in row["cells"].as_array().unwrap().iter().zip(whole["cells"].as_array().unwrap()) {
                // The digits of a share that no other figure has by chance.
                let share = known["share"].as_f64().map(|share| share.to_string()).filter(|text| text.len() > 8);
                let hidden = cell["share"].is_null();
                assert!(!(hidden && share.is_some_and(|share| all.contains(&share))), "{known} can be read");
            }
        }
    }
}

#[test]
fn the_shorthand_of_a_sheet_stands_above_its_table_and_is_explained_in_the_notes() {
    let book = book(&clinic(), &["clinic", "--view", "release"]);
    let words = book.words("Table_1");
    assert!(words.contains("[c] hidden for confidentiality"), "{words}");
    let notes = book.table("Notes");
    assert!(notes.rows.iter().any(|row| row[0] == "[c]"), "{notes:?}");
    assert!(book.words("Cover").contains("ics-public"), "{}", book.words("Cover"));
}

#[test]
fn the_same_tables_are_the_same_bytes() {
    let bank = clinic();
    let bytes = |name: &str| {
        let _ = bank.run(&["tab-book", "clinic", "--by", "carer", "--view", "release", "--output", name]).good();
        fs::read(bank.inbox().join(name)).unwrap()
    };
    assert!(bytes("one.xlsx") == bytes("two.xlsx"), "two books of the same tables differ");
}

#[test]
fn nothing_is_overwritten_unasked_and_a_folder_gets_a_name_that_says_what_it_is() {
    let bank = clinic();
    let args = ["tab-book", "clinic", "--output", "."];
    let _ = bank.run(&args).good().says("clinic-tables-not-for-release.xlsx");
    let _ = bank.run(&args).fails(2).says("is there already").hints();
    let _ = bank.run(&[&args[..], &["--force"]].concat()).good();
    let released = bank.run(&["tab-book", "clinic", "--view", "release", "--output", "."]).good();
    assert!(released.stderr.contains("clinic-tables.xlsx"), "{released}");
    let _ = bank.run(&["tab-book", "clinic"]).fails(2).says("--output").hints();
    let _ = bank.run(&["tab-book", "clinic", "--output", "no/such/folder/x.xlsx"]).fails(2).says("cannot be written");
}

#[test]
fn every_wrong_name_is_told_at_once() {
    let bank = clinic();
    let wrong = ["tab-book", "clinic", "--question", "conditon", "--question", "servce", "--output", "x.xlsx"];
    let _ = bank.run(&wrong).fails(2).says("`conditon`").says("`servce`").hints();
    let _ = bank.run(&["tab-book", "clinic", "--by", "nothing", "--output", "x.xlsx"]).fails(2).says("`nothing`");
    assert!(!bank.inbox().join("x.xlsx").exists(), "no file is left of a book that cannot be made");
}

#[test]
fn one_table_is_a_workbook_too() {
    let bank = clinic();
    let args = ["breakdown", "clinic", "service", "--by", "carer", "--view", "release"];
    let _ = bank.run(&[&args[..], &["--format", "xlsx"]].concat()).fails(2).says("--output");
    let _ = bank.run(&[&args[..], &["--format", "xlsx", "--output", "one.xlsx"]].concat()).good();
    let book = Workbook::read(&fs::read(bank.inbox().join("one.xlsx")).unwrap());
    assert_same(&book, &[bank.json(&args)]);
    book.assert_open();
}

#[test]
fn a_book_of_made_up_answers_says_so_on_every_sheet() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("book.xlsx");
    let _ = shipped(&["tab-book", SURVEY, "--view", "release", "--output", file.to_str().unwrap()]).good();
    let book = Workbook::read(&fs::read(file).unwrap());
    for name in book.names() {
        assert!(book.words(name).contains("Illustrative: made-up data"), "{name}");
    }
    book.assert_open();
}

#[test]
fn words_that_look_like_formulas_stay_words() {
    let bank = own_bank();
    bank.put(
        "odd.csv",
        format!(
            "q1,q2\n{}",
            carers::rows(40, |n| format!("{},{}\n", ["=1+1", "@SUM(A1)"][n % 2], ["-x", "+y"][n % 2]))
        ),
    );
    let _ = bank.run(&["load", "odd.csv"]).good();
    let book = book(&bank, &["odd", "--by", "q1"]);
    book.assert_open();
    let labels: Vec<String> = book.table("Table_1").rows.iter().map(|row| row[0].to_string()).collect();
    assert!(labels.contains(&"=1+1".to_owned()), "{labels:?}");
    assert!(book.parts["xl/styles.xml"].contains("quotePrefix=\"1\""));
}

#[test]
fn the_same_book_comes_as_csv_with_a_line_for_each_cell() {
    let bank = clinic();
    let text = bank.run(&["tab-book", "clinic", "--by", "service", "--format", "csv"]).good().stdout;
    let lines: Vec<std::collections::BTreeMap<String, String>> =
        csv::Reader::from_reader(text.as_bytes()).deserialize().map(Result::unwrap).collect();
    let cells: usize = tables(&bank, &["clinic", "--by", "service"])
        .iter()
        .map(|table| table["rows"].as_array().unwrap().len() * table["columns"].as_array().unwrap().len())
        .sum();
    assert_eq!(lines.len(), cells);
    assert!(lines.iter().all(|line| line["view"] == "internal, not for release"));
}

#[test]
fn a_figure_is_said_as_a_sentence() {
    let bank = clinic();
    let args = ["breakdown", "clinic", "service", "--by", "condition", "--view", "release"];
    let text = bank.run(&args).good().stdout;
    assert!(text.contains("How to read this: 67 of every 100 people who answered (40 of 60) said “walk-in”"), "{text}");
    let one = bank.run(&[&args[..], &["--explain", "phone,asthma"]].concat()).good();
    assert!(one.stdout.contains("people in the column “asthma” (“About condition”)"), "{one}");
    let json = bank.json(&[&args[..], &["--explain", "all"]].concat());
    assert!(json["rows"][2]["cells"][3]["reading"].as_str().unwrap().contains("hidden for confidentiality"), "{json}");
    let _ = bank.run(&[&args[..], &["--explain", "bus"]].concat()).fails(2).says("no row `bus`").hints();
}
