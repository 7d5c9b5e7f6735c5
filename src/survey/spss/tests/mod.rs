//! What SPSS files give, on files the tests write.

mod damage;
mod dictionary;
mod writer;

use std::io::Cursor;

use super::{SpssFile, open};
use crate::file::{Row, Rows};
use crate::problem::Problem;
use writer::{Sav, Val, Var, eight, portable};

/// The file of `bytes`.
fn opened(bytes: Vec<u8>) -> SpssFile<Cursor<Vec<u8>>> {
    open("survey.sav", Cursor::new(bytes)).expect("the file can be opened")
}

/// All rows, and what ended them.
fn rows(file: &mut SpssFile<Cursor<Vec<u8>>>) -> (Vec<Vec<String>>, Option<Box<Problem>>) {
    let (mut rows, mut row) = (Vec::new(), Row::default());
    loop {
        match file.read(&mut row) {
            Ok(true) => rows.push(row.iter().map(str::to_owned).collect()),
            Ok(false) => return (rows, None),
            Err(problem) => return (rows, Some(problem)),
        }
    }
}

fn text(text: &str) -> Val {
    Val::Text(text.as_bytes().to_vec())
}

/// A file of three variables and `count` cases.
fn plain(big: bool, compression: i32, count: u16) -> Sav {
    let vars = vec![
        Var { name: "Q1", label: Some("First"), format: 5, ..Var::default() },
        Var { name: "WORDS", width: 20, ..Var::default() },
        Var { name: "SHARE", format: 5, ..Var::default() },
    ];
    let case = |number: u16| vec![Val::Num(f64::from(number)), text("some words"), Val::Num(f64::from(number) / 8.0)];
    Sav { big, compression, vars, cases: (0..count).map(case).collect(), told: i32::from(count), ..Sav::default() }
}

#[test]
fn every_way_of_packing_gives_the_same_rows_again_and_again() {
    let expected = rows(&mut opened(plain(false, 0, 40).bytes())).0;
    assert_eq!(expected.len(), 41);
    assert_eq!(expected[0], ["Q1", "WORDS", "SHARE"]);
    assert_eq!(expected[3], ["2", "some words", "0.25"]);
    for (big, compression) in [(false, 1), (false, 2), (true, 0), (true, 1), (true, 2)] {
        let mut file = opened(plain(big, compression, 40).bytes());
        for _ in 0..3 {
            let (found, problem) = rows(&mut file);
            assert_eq!((found, problem), (expected.clone(), None), "big {big}, compression {compression}");
            file.rewind().expect("memory can be gone back in");
        }
        assert_eq!((file.rows_hint(), file.problems()), (Some(40), vec![]));
    }
}

#[test]
fn days_and_times_are_written_as_such() {
    let day = 86_400.0 * 159_085.0;
    let cell = |format: i32, number: f64| {
        let vars = vec![Var { name: "D", format, ..Var::default() }];
        let sav = Sav { vars, cases: vec![vec![Val::Num(number)]], ..Sav::default() };
        rows(&mut opened(sav.bytes())).0[1][0].clone()
    };
    for format in [20, 23, 24, 38, 39] {
        assert_eq!(cell(format, day), "2018-05-06");
    }
    assert_eq!(cell(22, day + 36_610.0), "2018-05-06T10:10:10");
    assert_eq!(cell(41, day + 36_610.5), "2018-05-06T10:10:10.5");
    assert_eq!(cell(21, 36_610.0), "10:10:10");
    assert_eq!(cell(25, 86_400.0 + 1.0), "24:00:01");
    assert_eq!(cell(28, day), "2018-05");
    assert_eq!(cell(29, day), "2018 Q2");
    assert_eq!(cell(30, day), "2018 W18");
    assert_eq!(cell(20, 0.0), "1582-10-14");
    assert_eq!(cell(20, -86_400.0), "1582-10-13");
    assert_eq!(cell(20, 1e300), "1e300");
}

#[test]
fn numbers_keep_every_digit_and_nothing_is_an_empty_cell() {
    let vars = vec![Var { name: "N", format: 5, ..Var::default() }];
    let numbers = [0.1, 1.0 / 3.0, -7.0, -0.0, 1e15, 2.5e-9, f64::NAN];
    let mut cases: Vec<Vec<Val>> = numbers.iter().map(|number| vec![Val::Num(*number)]).collect();
    cases.push(vec![Val::Nothing]);
    let found = rows(&mut opened(Sav { vars, cases, ..Sav::default() }.bytes())).0;
    let cells: Vec<&str> = found[1..].iter().map(|row| row[0].as_str()).collect();
    assert_eq!(cells, ["0.1", "0.3333333333333333", "-7", "0", "1000000000000000", "2.5e-9", "", ""]);
}

#[test]
fn texts_are_read_in_the_encoding_the_file_names() {
    let read = |name: Option<&str>, bytes: &[u8]| {
        let vars = vec![Var { name: "T", width: 8, ..Var::default() }];
        let extensions = name.map(|name| (20, 1, name.as_bytes().to_vec())).into_iter().collect();
        let sav = Sav { vars, extensions, cases: vec![vec![Val::Text(bytes.to_vec())]], ..Sav::default() };
        let mut file = opened(sav.bytes());
        let cell = rows(&mut file).0[1][0].clone();
        (cell, file.problems().len())
    };
    assert_eq!(read(Some("UTF-8"), "né".as_bytes()), ("né".to_owned(), 0));
    assert_eq!(read(Some("windows-1252"), b"n\xe9"), ("né".to_owned(), 0));
    assert_eq!(read(Some("CP932"), b"\x82\xa0"), ("あ".to_owned(), 0));
    assert_eq!(read(None, "né".as_bytes()), ("né".to_owned(), 0));
    assert_eq!(read(None, b"n\xe9"), ("né".to_owned(), 0));
    assert_eq!(read(Some("klingon"), b"n\xe9"), ("né".to_owned(), 1));
    assert_eq!(read(Some("UTF-8"), b"n\xe9x"), ("n\u{fffd}x".to_owned(), 1));
    assert_eq!(read(Some("UTF-8"), b"n\xc3"), ("n".to_owned(), 0), "a letter that was cut is left out");
}

#[test]
fn a_portable_file_gives_its_questions_and_its_cases() {
    let records = "A8/202601016/12000043/70/2/Q15/8/0/5/8/0/839/C5/First75/1/T1/5/0/1/5/0/70/1/D3C/B/0/3C/B/0/\
        D1/2/Q12/1/3/Yes39/7/RefusedF1/3/abcIPJ2+3/39/1/ *.*.1/x*.1.3/2/z *.0.3/5/ab cd*.";
    let mut file = opened(portable(records));
    let (found, problem) = rows(&mut file);
    assert_eq!(problem, None);
    assert_eq!(found[0], ["Q1", "T", "D"]);
    let expected = [["1", "abc", "2018-05-06"], ["99", "", ""], ["", "x", ""], ["1.1", "z", ""], ["0.1", "ab cd", ""]];
    assert_eq!(found[1..], expected);
    assert_eq!(file.format_label(), "SPSS portable file (.por)");
    let question = &file.form().questions[0].question;
    assert_eq!((question.text.as_str(), question.options.len()), ("First", 2));
    assert_eq!(question.options[1].meaning, Some(crate::survey::Missing::PreferNotToSay));
    file.rewind().expect("memory can be gone back in");
    assert_eq!(rows(&mut file).0, found);
}

#[test]
fn answers_never_show_in_the_debug_form() {
    let file = opened(plain(false, 1, 2).bytes());
    assert_eq!(format!("{file:?}"), "SpssFile(SPSS system file (.sav), 3 variables, 0 cases read)");
}
