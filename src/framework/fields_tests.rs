//! Reading keys of a table: types, places, unknown keys.

use super::*;
use crate::problem::Severity;

fn codes(file: TomlFile<'_>) -> Vec<(String, Option<u64>)> {
    file.into_problems().into_iter().map(|problem| (problem.code, problem.place.line)).collect()
}

#[test]
fn a_key_nobody_knows_is_reported_with_its_line_and_the_nearest_name() {
    let file = TomlFile::parse("t.toml", "label = \"A\"\nlable = \"B\"\n");
    let root = file.root();
    assert_eq!(root.text("label").as_deref(), Some("A"));
    root.done();
    let problems = file.into_problems();
    assert_eq!(
        (problems[0].code.as_str(), problems[0].severity, problems[0].place.line),
        ("unknown_key", Severity::Error, Some(2))
    );
    assert_eq!(problems[0].hint.as_deref(), Some("did you mean `label`?"));
}

#[test]
fn values_of_the_wrong_type_are_reported_and_left_out() {
    let file = TomlFile::parse("t.toml", "a = 1\nb = \"x\"\nc = \"2022-13\"\nd = 2022-01-01\n");
    let root = file.root();
    assert_eq!(root.text("a"), None);
    assert_eq!(root.integer::<u32>("b"), None);
    assert_eq!(root.date("c"), None);
    assert_eq!(root.date("d"), None);
    let wanted = [("wrong_type", 1), ("wrong_type", 2), ("bad_date", 3), ("wrong_type", 4)];
    assert_eq!(codes(file), wanted.map(|(code, line)| (code.to_owned(), Some(line))));
}

#[test]
fn not_stated_is_no_value_and_no_problem_where_a_number_or_date_belongs() {
    let file =
        TomlFile::parse("t.toml", "n = \"not stated\"\nd = \"not stated\"\nlist = \"not stated\"\nt = \"not stated\"");
    let root = file.root();
    assert_eq!(root.integer::<u64>("n"), None);
    assert_eq!(root.date("d"), None);
    assert!(root.texts("list").is_empty());
    assert_eq!(root.text("t").as_deref(), Some("not stated"));
    root.done();
    assert!(file.into_problems().is_empty());
}

#[test]
fn a_number_too_large_is_a_problem_and_not_another_number() {
    let file = TomlFile::parse("t.toml", "n = 99999999999999999999\nm = -1\nf = nan\nok = 0x10\n");
    let root = file.root();
    assert_eq!(root.integer::<i64>("n"), None);
    assert_eq!(root.integer::<u64>("m"), None);
    assert_eq!(root.number("f"), None);
    assert_eq!(root.integer::<u8>("ok"), Some(16));
    assert!(codes(file).len() >= 3);
}

#[test]
fn one_word_may_stand_for_a_list_of_one() {
    let file = TomlFile::parse("t.toml", "a = \"x\"\nb = [\"x\", \"y\"]\n");
    assert_eq!(file.root().texts("a"), ["x"]);
    assert_eq!(file.root().texts("b"), ["x", "y"]);
}

#[test]
fn an_id_with_capitals_is_reported_with_the_id_to_write() {
    let file = TomlFile::parse("t.toml", "id = \"East Herts\"");
    assert_eq!(file.root().slug("id"), None);
    assert_eq!(file.into_problems()[0].hint.as_deref(), Some("write `east-herts`"));
}
