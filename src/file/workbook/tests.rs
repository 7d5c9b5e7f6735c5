//! What a workbook gives, whatever program it comes from.

use std::io::Cursor;

use proptest::prelude::*;

use super::fixture::{RELATED, number, ods, packed, shared, words, xls, xlsx};
use super::*;
use crate::file::{Row, Rows};

fn open(bytes: Vec<u8>) -> Result<Workbook, Box<Problem>> {
    Workbook::open("answers.xlsx", Cursor::new(bytes))
}

fn table(book: &mut Workbook, sheet: &str) -> Vec<Vec<String>> {
    let mut rows = book.rows(sheet).unwrap();
    let (mut row, mut all) = (Row::default(), Vec::new());
    while rows.read(&mut row).unwrap() {
        all.push(row.iter().map(str::to_owned).collect());
    }
    all
}

fn first(bytes: Vec<u8>) -> Vec<Vec<String>> {
    table(&mut open(bytes).unwrap(), "Table")
}

fn codes(book: &mut Workbook, sheet: &str) -> Vec<String> {
    book.rows(sheet).unwrap().problems().into_iter().map(|problem| problem.code).collect()
}

fn one(content: &str) -> Vec<u8> {
    xlsx("", &[("Table", "", content)])
}

const TYPED: &str = "<sheetData><row r=\"1\"><c r=\"A1\"><v>3</v></c><c r=\"B1\"><v>0.1</v></c>\
    <c r=\"C1\" s=\"1\"><v>45429.8702662037</v></c><c r=\"D1\" s=\"2\"><v>1.5</v></c><c r=\"E1\" s=\"3\"><v>0.25</v></c>\
    <c r=\"F1\" s=\"4\"><v>0.3184375</v></c><c r=\"G1\" t=\"b\"><v>1</v></c>\
    <c r=\"H1\" t=\"str\"><f>1+1</f><v>=SUM(A1)</v></c></row></sheetData>";

#[test]
fn typed_cells_become_the_text_a_person_would_write() {
    let expected = ["3", "0.1", "2024-05-17 20:53:11", "36:00:00", "0.25", "07:38:33", "TRUE", "=SUM(A1)"];
    assert_eq!(first(one(TYPED)), [expected]);
}

#[test]
fn an_entity_nobody_defined_is_kept_or_told() {
    let cell = |words: &str| format!("<table:table-cell><text:p>{words}</text:p></table:table-cell>");
    let rows = [cell("q") + &cell("r"), cell("a &own; b") + &cell("&amp;&#65;")];
    let rows = rows.map(|row| format!("<table:table-row>{row}</table:table-row>")).concat();
    let kept = first(ods(&format!("<table:table table:name=\"Table\">{rows}</table:table>")));
    assert_eq!(kept[1], ["a &own; b", "&A"]);
    let damaged = words(&[&["q", "r"], &["&own;", "b"]]);
    let told = |sheets: &[(&str, &str, &str)]| {
        let mut book = open(xlsx("", sheets)).unwrap();
        let chosen = book.choose(None);
        chosen.map_or_else(|problem| problem, |sheet| book.rows(&sheet).unwrap_err())
    };
    assert_eq!(told(&[("Table", "", &damaged)]).code, "damaged_sheet");
    let beside = told(&[("Table", "", &damaged), ("Other", "", &words(&[&["q", "r"], &["a", "b"]]))]);
    assert_eq!(beside.code, "several_sheets");
    assert!(beside.found.unwrap().contains("`Table` (damaged)"));
}

#[test]
fn days_are_right_in_workbooks_that_count_from_1904() {
    let cell = "<sheetData><row r=\"1\"><c r=\"A1\" s=\"1\"><v>43967</v></c></row></sheetData>";
    let book = xlsx("<workbookPr date1904=\"1\"/>", &[("Table", "", cell)]);
    assert_eq!(first(book), [["2024-05-17"]]);
}

#[test]
fn empty_rows_and_columns_around_the_table_are_left_out_and_rows_keep_their_numbers() {
    let mut book = open(one(&words(&[&["", "", ""], &["", "a", "b"], &["", "", "c"], &["", "", ""]]))).unwrap();
    assert_eq!(table(&mut book, "table"), [["a", "b"], ["", "c"]]);
    let mut rows = book.rows("Table").unwrap();
    let mut row = Row::default();
    assert!(rows.read(&mut row).unwrap());
    assert_eq!((row.line(), rows.columns_before(), rows.progress()), (2, 1, (1, Some(2))));
    rows.read(&mut row).unwrap();
    rows.rewind().unwrap();
    rows.read(&mut row).unwrap();
    assert_eq!(row.get(0), Some("a"));
}

#[test]
fn words_stay_as_they_are() {
    let mut book = open(one(&words(&[&["id", "words"], &["1", " =1+1 &amp; more\nlines "]]))).unwrap();
    assert_eq!(table(&mut book, "Table")[1], ["1", " =1+1 & more\nlines "]);
}

#[test]
fn merged_headings_are_repeated_and_merged_answers_are_told_of() {
    let rows = words(&[&["id", "Views", ""], &["", "Bus", "Tram"], &["1", "yes", "no"], &["2", "", "yes"]]);
    let merged =
        "<mergeCells><mergeCell ref=\"A1:A2\"/><mergeCell ref=\"B1:C1\"/><mergeCell ref=\"B3:B4\"/></mergeCells>";
    let mut book = open(one(&format!("{rows}{merged}"))).unwrap();
    assert_eq!(
        table(&mut book, "Table"),
        [["id", "Views", "Views"], ["id", "Bus", "Tram"], ["1", "yes", "no"], ["2", "", "yes"]]
    );
    assert_eq!(codes(&mut book, "Table"), ["merged_cells"]);
}

#[test]
fn a_title_over_the_whole_table_is_not_repeated() {
    let rows = words(&[&["Survey 2024", ""], &["id", "view"], &["1", "yes"]]);
    let mut book = open(one(&format!("{rows}<mergeCells><mergeCell ref=\"A1:B1\"/></mergeCells>"))).unwrap();
    assert_eq!(table(&mut book, "Table")[0], ["Survey 2024", ""]);
    assert!(codes(&mut book, "Table").is_empty());
}

#[test]
fn errors_are_empty_cells_and_are_counted() {
    let rows = "<sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c><c r=\"B1\"><v>2</v></c></row><row r=\"2\">\
        <c r=\"A2\" t=\"e\"><v>#N/A</v></c><c r=\"B2\" t=\"e\"><v>#DIV/0!</v></c></row><row r=\"3\"><c r=\"A3\"><v>3</v></c></row></sheetData>";
    let mut book = open(one(rows)).unwrap();
    assert_eq!(table(&mut book, "Table"), [["1", "2"], ["", ""], ["3", ""]]);
    let problems = book.rows("Table").unwrap().problems();
    assert_eq!(problems[0].found.as_deref(), Some("2 cells, the first at A2"));
}

#[test]
fn the_only_sheet_that_holds_a_table_is_chosen() {
    let (answers, notes) = (words(&[&["id", "view"], &["1", "yes"]]), words(&[&["Please"], &["read"], &["this"]]));
    let sheets = [
        ("Notes", "", &*notes),
        ("Table", "", &answers),
        ("Old", "state=\"hidden\"", &answers),
        ("Empty", "", "<sheetData/>"),
    ];
    let book = open(xlsx("", &sheets)).unwrap();
    assert_eq!(book.choose(None).unwrap(), "Table");
    assert_eq!(book.choose(Some("old ")).unwrap(), "Old");
    assert_eq!(book.choose(Some("new")).unwrap_err().code, "no_such_sheet");
    assert_eq!(open(one(&notes)).unwrap().choose(None).unwrap(), "Table");
    assert_eq!(open(one("<sheetData/>")).unwrap().choose(None).unwrap_err().code, "no_table");
}

#[test]
fn several_tables_are_listed_with_their_sizes() {
    let answers = words(&[&["id", "view"], &["1", "yes"]]);
    let problem = open(xlsx("", &[("A", "", &answers), ("B", "", &answers)])).unwrap().choose(None).unwrap_err();
    assert_eq!(problem.code, "several_sheets");
    assert!(problem.hint.is_some_and(|hint| hint.ends_with("`--sheet \"A\"`")));
    assert_eq!(problem.found.as_deref(), Some("`A` (2 rows, 2 columns), `B` (2 rows, 2 columns)"));
}

#[test]
fn a_damaged_sheet_does_not_spoil_the_others() {
    let mut book = open(xlsx("", &[("Table", "", &words(&[&["a"]])), ("Bad", "", "<sheetData><row><c>")])).unwrap();
    assert_eq!(table(&mut book, "Table"), [["a"]]);
    assert_eq!(book.rows("Bad").unwrap_err().code, "damaged_sheet");
}

#[test]
fn a_cell_far_away_does_not_blow_up_the_sheet() {
    let rows = "<sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row></sheetData>";
    assert_eq!(open(one(rows)).unwrap().rows("Table").unwrap_err().code, "sheet_too_wide");
}

#[test]
fn a_number_of_shared_texts_that_cannot_be_is_refused() {
    let lie = "<sst uniqueCount=\"9999999999999\"/>";
    let related = ("xl/_rels/workbook.xml.rels", "<Relationships></Relationships>");
    let good = [("_rels/.rels", RELATED), ("xl/workbook.xml", "<workbook></workbook>"), related];
    assert!(open(packed(&good)).is_ok());
    let book = packed(&[good[0], good[1], related, ("xl/sharedStrings.xml", lie)]);
    assert_eq!(open(book).unwrap_err().code, "damaged_workbook");
}

const ODS: &str = "<table:table table:name=\"Table\"><table:table-row table:number-rows-repeated=\"2\"><table:table-cell/></table:table-row>\
    <table:table-row><table:table-cell/><table:table-cell office:value-type=\"string\"><office:annotation><text:p>hush</text:p></office:annotation>\
    <text:p>one<text:s text:c=\"2\"/>&amp;</text:p><text:p>two</text:p></table:table-cell>\
    <table:table-cell office:value-type=\"float\" office:value=\"3.0\"><text:p>3,00</text:p></table:table-cell></table:table-row>\
    <table:table-row><table:table-cell/><table:table-cell office:value-type=\"date\" office:date-value=\"2024-05-17T20:53:11\"/>\
    <table:table-cell office:value-type=\"time\" office:time-value=\"PT07H38M33S\"/></table:table-row>\
    <table:table-row><table:table-cell/><table:table-cell office:value-type=\"boolean\" office:boolean-value=\"true\"/>\
    <table:table-cell office:value-type=\"string\" calcext:value-type=\"error\" office:string-value=\"\"><text:p>#N/A</text:p></table:table-cell></table:table-row>\
    <table:table-row table:number-rows-repeated=\"1048576\"><table:table-cell table:number-columns-repeated=\"1024\"/></table:table-row></table:table>\
    <table:table table:name=\"Kept\" table:style-name=\"ta2\"/>";

#[test]
fn workbooks_of_libreoffice_give_the_same() {
    let mut book = open(ods(ODS)).unwrap();
    assert_eq!(table(&mut book, "Table"), [["one  &\ntwo", "3"], ["2024-05-17 20:53:11", "07:38:33"], ["TRUE", ""]]);
    assert_eq!(book.sheets().iter().map(|sheet| sheet.visible).collect::<Vec<_>>(), [true, false]);
    assert_eq!(codes(&mut book, "Table"), ["cell_errors"]);
    let mut row = Row::default();
    book.rows("Table").unwrap().read(&mut row).unwrap();
    assert_eq!(row.line(), 3);
}

#[test]
fn cells_that_are_said_to_be_repeated_without_end_are_refused() {
    let cell = "<table:table-cell office:value-type=\"string\" table:number-columns-repeated=\"16384\"><text:p>a</text:p></table:table-cell>";
    let row = format!("<table:table-row table:number-rows-repeated=\"1048576\">{cell}</table:table-row>");
    let book = ods(&format!("<table:table table:name=\"Table\">{row}</table:table>"));
    assert_eq!(open(book).unwrap_err().code, "workbook_too_large");
}

#[test]
fn old_workbooks_give_the_same() {
    let cells = [shared(1, 1, 0), shared(1, 2, 1), number(2, 1, 0, 3.0), number(2, 2, 1, 45429.0)];
    let mut book = open(xls(&["id", "day"], &cells)).unwrap();
    assert_eq!(table(&mut book, "Table"), [["id", "day"], ["3", "2024-05-17"]]);
}

#[test]
fn an_old_workbook_that_claims_a_huge_sheet_is_refused_or_read_small() {
    let wide: Vec<_> = (0..2).map(|corner| number(corner * 65_535, corner * 65_535, 0, 1.0)).collect();
    assert_eq!(open(xls(&[], &wide)).unwrap_err().code, "workbook_too_large");
    let claim = (0x0200, [&[0; 4][..], &u32::MAX.to_le_bytes(), &[0, 0, 0xFF, 0, 0, 0]].concat());
    assert_eq!(first(xls(&[], &[claim, number(0, 0, 0, 1.0)])), [["1"]]);
}

#[test]
fn a_text_used_too_often_in_an_old_workbook_is_refused() {
    let long = "x".repeat(8_000);
    let cells: Vec<_> = (0..60_000).flat_map(|row| [shared(row, 0, 0), shared(row, 1, 0)]).collect();
    assert_eq!(open(xls(&[&long], &cells)).unwrap_err().code, "workbook_too_large");
}

#[test]
fn what_is_locked_or_no_workbook_is_refused_with_a_way_on() {
    let manifest =
        "<manifest:manifest><manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest:manifest>";
    let cases = [
        (packed(&[("content.xml", "x"), ("META-INF/manifest.xml", manifest)]), "locked_file"),
        (packed(&[("content.xml", "<office:text/>")]), "not_a_workbook"),
        (packed(&[("word/document.xml", "<w/>")]), "not_a_workbook"),
        (packed(&[("xl/workbook.bin", "")]), "not_a_workbook"),
        (packed(&[("xl/workbook.xml", "<workbook>")]), "damaged_workbook"),
        (b"id,view\n1,yes\n".to_vec(), "not_a_workbook"),
        (Vec::new(), "not_a_workbook"),
        (b"PK\x03\x04 and nothing".to_vec(), "damaged_archive"),
    ];
    for (bytes, code) in cases {
        let problem = open(bytes).unwrap_err();
        assert_eq!((problem.code.as_str(), problem.hint.is_some()), (code, true));
    }
}

#[test]
fn nothing_a_workbook_holds_reaches_a_log() {
    let mut book = open(one(&words(&[&["secret"]]))).unwrap();
    let rows = book.rows("Table").unwrap();
    assert!(!format!("{book:?}{rows:?}").contains("secret"));
}

/// Changes some bytes of a good workbook and goes through whatever opens.
fn survives(mut bytes: Vec<u8>, changes: &[(prop::sample::Index, u8)]) {
    for (at, byte) in changes {
        let at = at.index(bytes.len());
        bytes[at] = *byte;
    }
    if let Ok(mut book) = open(bytes) {
        let names: Vec<String> = book.sheets().iter().map(|sheet| sheet.name.clone()).collect();
        for name in names {
            if let Ok(mut rows) = book.rows(&name) {
                let mut row = Row::default();
                while rows.read(&mut row).unwrap() {}
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn damaged_old_workbooks_are_survived(changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..40)) {
        let cells = [shared(0, 0, 0), shared(0, 1, 1), number(1, 0, 0, 3.0), number(1, 1, 1, 45429.0)];
        survives(xls(&["id", "day"], &cells), &changes);
    }

    #[test]
    fn damaged_content_of_sheets_is_survived(changes in prop::collection::vec((any::<prop::sample::Index>(), 32_u8..127), 1..20)) {
        let damage = |text: &str| {
            let mut bytes = text.as_bytes().to_vec();
            for (at, byte) in &changes {
                let at = at.index(bytes.len());
                bytes[at] = *byte;
            }
            String::from_utf8_lossy(&bytes).into_owned()
        };
        survives(one(&damage(TYPED)), &[]);
        survives(ods(&damage(ODS)), &[]);
    }

    #[test]
    fn any_bytes_are_survived(bytes in prop::collection::vec(any::<u8>(), 0..300), mark in 0_usize..3) {
        let marks = [&b""[..], b"PK\x03\x04", compound::MARK];
        survives([marks[mark], &bytes].concat(), &[]);
    }
}
