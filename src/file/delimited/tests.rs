//! Files of delimited text are read as they are written, and what is odd about them is told.

use std::io::Cursor;

use super::open::open_in;
use super::*;
use crate::file::{Row, Rows};
use crate::problem::Problem;

type Opened = Delimited<Cursor<Vec<u8>>>;

pub(super) fn opened(bytes: &[u8], wishes: &TextWishes, chunk: usize) -> Result<Opened, Vec<Problem>> {
    open_in("f", Cursor::new(bytes.to_vec()), wishes, chunk)
}

pub(super) fn all(file: &mut impl Rows) -> Vec<(u64, Vec<String>)> {
    let mut rows = Vec::new();
    let mut row = Row::default();
    while file.read(&mut row).unwrap() {
        rows.push((row.line(), row.iter().map(str::to_owned).collect()));
    }
    rows
}

fn read(text: &str) -> (Opened, Vec<Vec<String>>) {
    let mut file = opened(text.as_bytes(), &TextWishes::default(), 3).unwrap();
    let rows = all(&mut file).into_iter().map(|(_, cells)| cells).collect();
    (file, rows)
}

fn codes(problems: &[Problem]) -> Vec<&str> {
    problems.iter().map(|problem| problem.code.as_str()).collect()
}

fn delimiter(text: &str) -> Option<&'static str> {
    opened(text.as_bytes(), &TextWishes::default(), 9).unwrap().delimiter_label()
}

fn refusal(bytes: &[u8], wishes: &TextWishes) -> String {
    opened(bytes, wishes, 9).unwrap_err().remove(0).code
}

#[test]
fn quoted_cells_hold_delimiters_line_breaks_and_doubled_marks() {
    for chunk in [1, 2, 3, 100] {
        let mut file = opened(b"a,\"b,\r\nc\"\"d\"\n\ne,\r\n", &TextWishes::default(), chunk).unwrap();
        let found = all(&mut file);
        assert_eq!(found[0], (1, vec!["a".to_owned(), "b,\r\nc\"d".to_owned()]));
        assert_eq!(found[1], (4, vec!["e".to_owned(), String::new()]));
        assert_eq!(codes(&file.problems()), ["empty_lines"]);
    }
}

#[test]
fn every_way_of_ending_lines_is_counted_alike() {
    for end in ["\n", "\r", "\r\n"] {
        let text = ["a,b", "\"x", "y\",2", "3,4"].join(end);
        let lines: Vec<u64> = all(&mut opened(text.as_bytes(), &TextWishes::default(), 1).unwrap())
            .into_iter()
            .map(|(line, _)| line)
            .collect();
        assert_eq!(lines, [1, 2, 4], "{end:?}");
    }
}

#[test]
fn an_unclosed_quotation_mark_is_told_with_its_line() {
    let (file, rows) = read("a,x\n\"b,\nc\n");
    assert_eq!(rows[1], ["b,\nc\n"]);
    let problems = file.problems();
    assert_eq!((codes(&problems), problems[0].place.line), (vec!["unclosed_quote"], Some(2)));
}

#[test]
fn text_after_a_closing_mark_belongs_to_the_cell() {
    assert_eq!(read("a,b\n\"x\" y\"z,2\n").1[1], ["x y\"z", "2"]);
}

#[test]
fn a_row_that_never_ends_is_refused_where_its_quotation_mark_opens() {
    let text = format!("a,b\n1,\"x\n{}", "word, and\n".repeat(1_800_000));
    let mut file = open("f", Cursor::new(text.into_bytes()), &TextWishes::default()).unwrap();
    let mut row = Row::default();
    assert!(file.read(&mut row).unwrap());
    let problem = file.read(&mut row).unwrap_err();
    assert_eq!((problem.code.as_str(), problem.place.line), ("unclosed_quote", Some(2)));
    assert!(!file.read(&mut row).unwrap());
}

#[test]
fn the_delimiter_that_makes_even_rows_is_found() {
    assert_eq!(delimiter("a;b\n1,5;2\n3,5;4\n"), Some("semicolon"));
    assert_eq!(delimiter("a,b\n1;2;,x\n3;,y\n"), Some("comma"));
    assert_eq!(delimiter("a\tb\n1\t2\n"), Some("tab"));
    assert_eq!(delimiter("a|b\n1|2\n"), Some("vertical bar"));
    assert_eq!(delimiter("id,tags\n1,x; y\n2,a; b\n3,c; d\n4,e; f\n"), Some("comma"));
}

#[test]
fn a_single_column_is_not_divided_by_its_commas() {
    assert_eq!(delimiter("a\n1\n"), None);
    assert_eq!(delimiter("What is good?\nThe park, mostly\nThe pool, really\nThe view, oh\nThe air, too\n"), None);
    assert_eq!(delimiter("Good, or bad?\nThe park, mostly, I think\nNothing\nNo\nAll\n"), None);
    let (_, rows) = read("\"a\"\n\"x, y\"\n\"z\"\n\"w\"\n");
    assert_eq!(rows[1], ["x, y"]);
}

#[test]
fn a_title_above_the_table_does_not_hide_the_delimiter() {
    assert_eq!(delimiter("Our survey\nid,q\n1,2\n3,4\n"), Some("comma"));
    assert_eq!(delimiter("# a remark\nid,q\n1,2\n# another\n3,4\n"), Some("comma"));
    assert_eq!(delimiter("Parks, 2024\n\nid;a;b\n1;1,5;y\n2;2,5;z\n3;2,5;z\n"), Some("semicolon"));
    assert_eq!(delimiter("Survey,Parks\nDate,2024\nid,a,b,c\n1,1,5,y\n2,2,5,z\n3,2,5,z\n"), Some("comma"));
}

#[test]
fn two_delimiters_equally_good_are_not_guessed_between() {
    let text = b"a,b;c\n1,2;3\n";
    assert_eq!(refusal(text, &TextWishes::default()), "ambiguous_delimiter");
    let wishes = TextWishes { delimiter: Some(b';'), ..TextWishes::default() };
    assert_eq!(all(&mut opened(text, &wishes, 9).unwrap())[1].1, ["1,2", "3"]);
}

#[test]
fn the_line_excel_writes_for_its_delimiter_is_obeyed() {
    for end in ["\n", "\r\n", "\r"] {
        let text = format!("\u{feff}sep=;{end}a,b;c{end}1,2;3{end}");
        let mut file = opened(text.as_bytes(), &TextWishes::default(), 2).unwrap();
        for _ in 0..2 {
            let rows = all(&mut file);
            assert_eq!(
                rows,
                [(2, vec!["a,b".to_owned(), "c".to_owned()]), (3, vec!["1,2".to_owned(), "3".to_owned()])]
            );
            file.rewind().unwrap();
        }
        assert_eq!(codes(&file.problems()), ["separator_line"]);
    }
}

#[test]
fn cells_in_single_quotation_marks_are_found() {
    let (file, rows) = read("'id','said'\n1,'it''s, well, fine'\n2,'no'\n");
    assert_eq!(rows[1], ["1", "it's, well, fine"]);
    assert_eq!(codes(&file.problems()), ["quoting"]);
    assert_eq!(read("id,said\n1,'tis so\n2,it's\n").1[1], ["1", "'tis so"]);
}

#[test]
fn marks_with_a_backslash_before_them_are_found() {
    let (file, rows) = read("\"id\",\"said\"\n\"1\",\"she said \\\"no, no\\\" to me\"\n\"2\",\"C:\\\\new\\x\"\n");
    assert_eq!(rows[1], ["1", "she said \"no, no\" to me"]);
    assert_eq!(rows[2], ["2", "C:\\new\\x"]);
    assert_eq!(codes(&file.problems()), ["quoting"]);
    assert_eq!(read("a,b\n\"C:\\\",\"{\"\"k\"\": \"\"x\\\"\"y\"\"}\"\n").1[1], ["C:\\", "{\"k\": \"x\\\"y\"}"]);
}

#[test]
fn nul_characters_are_left_out_and_told() {
    let mut file = opened(b"id,name\n1,Anna with a long\0 name\n\0\0", &TextWishes::default(), 2).unwrap();
    assert_eq!(all(&mut file)[1].1, ["1", "Anna with a long name"]);
    let problems = file.problems();
    assert_eq!(codes(&problems), ["nul_characters"]);
    assert!(problems[0].message.ends_with(": 3"));
}

#[test]
fn damage_is_repaired_only_when_it_is_wished() {
    let text = "id,said\n1,cafÃ©\n2,itâ€™s\n";
    let (file, rows) = read(text);
    assert_eq!((rows[1][1].as_str(), codes(&file.problems())), ("cafÃ©", vec!["damaged_text"]));
    let mut file = opened(text.as_bytes(), &TextWishes { repair: true, ..TextWishes::default() }, 2).unwrap();
    let rows = all(&mut file);
    assert_eq!((rows[1].1[1].as_str(), rows[2].1[1].as_str()), ("café", "it’s"));
    assert_eq!(codes(&file.problems()), ["repaired_text"]);
}

#[test]
fn the_encoding_is_found_or_taken_from_the_wish() {
    let text: Vec<u8> = "\u{feff}id\tname\n1\tZoë\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let mut file = opened(&text, &TextWishes::default(), 3).unwrap();
    assert_eq!(all(&mut file)[1].1, ["1", "Zoë"]);
    assert!(file.encoding_label().starts_with("UTF-16"));
    assert_eq!(file.progress(), (30, Some(30)));
    let wishes = TextWishes { encoding: Some("Mac Roman".to_owned()), ..TextWishes::default() };
    assert_eq!(all(&mut opened(b"id,name\n1,Zo\x91\n", &wishes, 3).unwrap())[1].1, ["1", "Zoë"]);
}

#[test]
fn what_is_no_table_of_text_is_refused_with_a_reason() {
    let wishes = TextWishes::default();
    assert_eq!(refusal(b"PK\x03\x04rest", &wishes), "not_a_csv");
    assert_eq!(refusal(b"<html><table>", &wishes), "not_a_csv");
    assert_eq!(refusal(b"", &wishes), "empty_file");
    assert_eq!(refusal(b"\xef\xbb\xbf \n\n", &wishes), "empty_file");
    assert_eq!(refusal(b"a,b\n", &TextWishes { delimiter: Some(b'x'), ..wishes.clone() }), "unknown_delimiter");
    assert_eq!(refusal(b"a,b\n", &TextWishes { encoding: Some("none".into()), ..wishes }), "unknown_encoding");
}
