//! `load`: files that cannot be loaded. Each gets one clear message with the place and the way out, and nothing stored changes.

use crate::support::carers;
use crate::support::command::Output;
use crate::support::folder::own_bank;

/// Loads `bytes` as `name` into a bank that holds a survey already; nothing there may change.
#[track_caller]
fn refused(name: &str, bytes: &[u8], more: &[&str]) -> Output {
    let bank = own_bank();
    bank.put("kept.csv", carers::csv(60));
    let _ = bank.run(&["load", "kept.csv"]).good();
    bank.put(name, bytes);
    let before = bank.corpus();
    let output = bank.run(&[&["load", name], more].concat()).fails(2).says(name).hints();
    assert!(bank.corpus() == before, "what is stored was changed\n{output}");
    let messages = output.stderr.matches("error: ").count();
    // A record can have several faults, and they are told together.
    assert!(messages == 1 || name.rsplit('.').next() == Some("toml"), "{output}");
    assert_eq!(bank.json(&["search", "marmalade", "--limit", "0"])["total"], 40);
    output
}

#[test]
fn an_empty_file() {
    let _ = refused("nothing.csv", b"", &[]).says("empty");
    let _ = refused("nothing.md", b"", &[]).says("empty");
    let _ = refused("blank.csv", b"\n\n  \n", &[]);
    let _ = refused("blank.md", b"\n\n  \n", &[]);
}

#[test]
fn a_spreadsheet_archive_or_picture_that_calls_itself_csv() {
    let zip = [&b"PK\x03\x04\x14\0\x06\0\x08\0\0\0!\0"[..], &[0, 159, 146, 150, 7, 0], b"xl/workbook.xml"].concat();
    let png = [&b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01"[..], &[0, 1, 8, 2]].concat();
    let gzip = [&[0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3][..], &[0x4b, 0x4c, 0x4a, 0xe6, 2, 0]].concat();
    let old_sheet = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0, 0, 0];
    for bytes in [&zip[..], &png, &gzip, &old_sheet] {
        let _ = refused("answers.csv", bytes, &[]);
        let _ = refused("answers.md", bytes, &[]);
    }
    let _ = refused("mixed.csv", b"a,b\n1,2\n\0\0\0\0,3\n", &[]);
}

#[test]
fn a_kind_of_file_the_bank_does_not_read() {
    let survey = carers::csv(60);
    for name in ["answers.exe", "answers"] {
        let _ = refused(name, survey.as_bytes(), &[]).says("expected").says(".csv");
    }
    for name in ["answers.pdf", "answers.docx", "answers.odt"] {
        let _ = refused(name, survey.as_bytes(), &[]);
    }
    let _ = refused("answers.md", b"# Words", &["--kind", "survey"]).says(".csv");
    let _ = refused("answers.csv", survey.as_bytes(), &["--kind", "document"]).says(".md");
}

#[test]
fn a_row_with_too_many_cells_is_told_with_its_line() {
    let mut lines: Vec<String> = carers::csv(60).lines().map(ToOwned::to_owned).collect();
    lines[6] += ",one,two,three";
    let bytes = lines.join("\n") + "\n";
    let bank = own_bank();
    bank.put("ragged.csv", &bytes);
    let output = bank.run(&["load", "ragged.csv", "--format", "json"]);
    // Its cells can be kept with a warning or the file refused; lost in silence they must not be.
    assert!(output.stderr.contains("ragged.csv:7"), "{output}");
    match output.code {
        Some(0) => super::load::assert_balanced(&output.json()),
        _ => drop(output.fails(2).hints()),
    }
}

#[test]
fn a_row_with_too_few_cells_is_told_with_its_line() {
    let mut lines: Vec<String> = carers::csv(60).lines().map(ToOwned::to_owned).collect();
    "c00005,North".clone_into(&mut lines[6]);
    let bank = own_bank();
    bank.put("ragged.csv", lines.join("\n") + "\n");
    let output = bank.run(&["load", "ragged.csv", "--format", "json"]);
    assert!(output.stderr.contains("ragged.csv:7"), "{output}");
    match output.code {
        Some(0) => super::load::assert_balanced(&output.json()),
        _ => drop(output.fails(2).hints()),
    }
}

#[test]
fn letters_that_are_not_utf_8_are_read_as_what_they_are() {
    let mut bytes = carers::csv(60).into_bytes();
    let at = bytes.windows(8).position(|it| it == b"surgery,").unwrap();
    bytes[at] = 0xe9;
    let bank = own_bank();
    bank.put("latin.csv", &bytes);
    let _ = bank.run(&["load", "latin.csv"]).good().shows("ISO-8859-1");
    let kept = std::fs::read_to_string(bank.path("corpus/sources/surveys/latin/responses.csv")).unwrap();
    assert!(kept.contains("éurgery"));
    let _ = refused("wide.csv", &[0xff, 0xfe, b'a', 0, b',', 0, b'b', 0, b'\n', 0], &[]);
}

#[test]
fn a_heading_without_answers() {
    let bank = own_bank();
    bank.put("header.csv", "area,services,comment\n");
    let output = bank.run(&["load", "header.csv"]);
    assert!(output.stderr.contains("header.csv"), "nothing is said about a survey without answers\n{output}");
    if output.code == Some(0) {
        assert_eq!(bank.json(&["questions", "header"]).as_array().unwrap().len(), 3);
    } else {
        let _ = output.fails(2).hints();
        let _ = bank.run(&["questions", "header"]).fails(2);
    }
}

#[test]
fn a_file_that_is_not_there() {
    let bank = own_bank();
    let before = bank.corpus();
    let _ = bank.run(&["load", "no-such-file.csv"]).fails(2).says("no-such-file.csv").hints();
    let _ = bank.run(&["load", "."]).fails(2).hints();
    assert_eq!(bank.corpus(), before);
}

#[test]
fn an_unknown_theme_in_a_record() {
    let record = "kind = \"literature\"\ntitle = \"Study\"\n\n[[finding]]\nid = \"a\"\ntext = \"Words.\"\nthemes = [\"acess\"]\n";
    let bank = own_bank();
    bank.put("study.toml", record);
    let output = bank.run(&["load", "study.toml", "--format", "json"]).says("study.toml:7").says("acess").hints();
    assert!(output.stderr.contains("`access`"), "the right name is near: {output}");
    if output.code == Some(0) {
        assert_eq!(output.json()["problems"][0]["severity"], "warning");
    } else {
        let _ = output.fails(2);
    }
}

#[test]
fn a_record_that_is_not_toml() {
    let _ = refused("study.toml", b"kind = \"literature\ntitle", &[]).says("study.toml:1");
}

#[test]
fn an_id_that_is_none() {
    let survey = carers::csv(60);
    for id in ["Two Words", "../up", "", "-dash", "ümlaut"] {
        let bank = own_bank();
        bank.put("answers.csv", &survey);
        let before = bank.corpus();
        let _ = bank.run(&["load", "answers.csv", &format!("--id={id}")]).fails(2).hints();
        assert_eq!(bank.corpus(), before);
    }
}

#[test]
fn words_that_no_kind_is_called() {
    let bank = own_bank();
    bank.put("answers.csv", carers::csv(60));
    let _ = bank.run(&["load", "answers.csv", "--kind", "novel"]).fails(2).says("focus-group");
    let _ = bank.run(&["load", "answers.csv", "--survey-kind", "vote"]).fails(2).says("probability");
}
