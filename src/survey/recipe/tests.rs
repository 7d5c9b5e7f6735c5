//! A recipe reads back as it was written, and what is wrong with one is told with its line.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

use super::*;
use crate::problem::Problem;
use crate::survey::canonical::tests::{question, words};
use crate::survey::form::{Columns, DayOrder, FormQuestion};

fn names() -> impl Strategy<Value = Vec<String>> {
    vec(words(), 0..3)
}

fn columns(options: usize) -> BoxedStrategy<Columns> {
    let one = names().prop_map(Columns::One);
    let ranks = (vec(names(), 0..3), names()).prop_map(|(ranks, item)| Columns::PerRank(ranks, item));
    if options == 0 {
        return prop_oneof![one, ranks].boxed();
    }
    let last = u16::try_from(options).unwrap();
    prop_oneof![one, ranks, vec((names(), 0..last), 0..4).prop_map(Columns::PerOption)].boxed()
}

fn asked(index: usize) -> impl Strategy<Value = FormQuestion> {
    let days = option::of(select(vec![DayOrder::DayFirst, DayOrder::MonthFirst]));
    (question(index), option::of(words()), days, names()).prop_flat_map(|(question, divided_by, days, words)| {
        let count = question.options.len();
        (columns(count), vec(names(), count)).prop_map(move |(columns, also)| FormQuestion {
            divided_by: divided_by.clone(),
            days,
            words: words.clone(),
            reasons: std::collections::BTreeMap::new(),
            spellings: also
                .into_iter()
                .zip(0_u16..)
                .flat_map(|(all, at)| all.into_iter().map(move |one| (one, at)))
                .collect(),
            ..FormQuestion::new(question.clone(), columns)
        })
    })
}

fn wishes() -> impl Strategy<Value = FileWishes> {
    let delimiter = option::of(select(vec!["comma", "semicolon", "tab", "vertical bar"]));
    let texts = (option::of(words()), option::of(words()), option::of(words()));
    let rows = (option::of(0_usize..9), option::of(0_usize..9));
    (texts, delimiter, rows, any::<bool>()).prop_map(|((maker, encoding, sheet), delimiter, rows, repair)| FileWishes {
        maker,
        encoding,
        delimiter: delimiter.map(str::to_owned),
        header_rows: rows.0,
        skip_rows: rows.1,
        sheet,
        repair,
    })
}

fn recipe() -> impl Strategy<Value = Recipe> {
    let questions = (1_usize..4).prop_flat_map(|count| (0..count).map(asked).collect::<Vec<_>>());
    let kind = option::of(select(SurveyKind::ALL.to_vec()));
    (wishes(), kind, option::of(words()), option::of(words()), questions, names()).prop_map(
        |(file, survey_kind, title, language, questions, technical)| {
            let maker = file.maker.clone().unwrap_or_default();
            Recipe { file, survey_kind, form: Form { maker, title, language, questions, settled: true, technical } }
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn a_recipe_reads_back_as_it_was_written(recipe in recipe()) {
        let text = write_recipe(&recipe);
        let (read, problems) = read_recipe("recipe.toml", &text);
        prop_assert!(problems.iter().all(|problem| problem.code == "unknown_option"), "{:?}\n{}", problems, text);
        prop_assert_eq!(read, Some(recipe));
    }

    #[test]
    fn any_text_is_read_without_a_panic(
        text in "(?s).{0,200}",
        recipe in recipe(),
        cut in any::<prop::sample::Index>(),
        other in any::<prop::sample::Index>(),
    ) {
        read_recipe("r", &text);
        let whole: Vec<char> = write_recipe(&recipe).chars().collect();
        let (from, to) = (cut.index(whole.len()), other.index(whole.len()));
        let torn: String = whole[..from].iter().chain(&whole[to..]).collect();
        let (read, problems) = read_recipe("r", &torn);
        prop_assert!(read.is_some() || !problems.is_empty());
    }

    #[test]
    fn a_recipe_and_itself_have_no_drift(recipe in recipe()) {
        prop_assert_eq!(compare(&recipe, &recipe, &[]), Vec::new());
    }
}

const EXAMPLE: &str = r#"
format = 1
title = "Buses in the county"
technical = ["Response ID", "IP address"]

[file]
delimiter = ";"
header_rows = 2

[[question]]
id = "q1"
text = "How good is the bus?"
kind = "scale"
class = "opinion"
column = ["Q1. How good is the bus?", "Q1"]
options = [
  { id = 1, label = "Good" },
  { id = 2, label = "Bad", also = ["Awful"] },
  { id = 9, label = "Not answered", meaning = "not_asked" },
]

[[question]]
id = "q2"
text = "Which do you use?"
kind = "multiple"
class = "opinion"
columns = [{ name = "Q2 [Bus]", option = "bus" }, { name = ["Q2 [Train]", "Q2 [Rail]"], option = "train" }]
words = ["Q2 [Other]"]
options = [{ id = "bus", label = "Bus" }, { id = "train", label = "Train" }]

[[question]]
id = "born"
text = "When were you born?"
kind = "date"
class = "sensitive"
days = "day-first"
"#;

fn codes(problems: &[Problem]) -> Vec<(&str, Option<u64>)> {
    problems.iter().map(|problem| (problem.code.as_str(), problem.place.line)).collect()
}

#[test]
fn a_recipe_a_person_wrote_is_read_whole() {
    let (recipe, problems) = read_recipe("recipe.toml", &format!("\u{feff}{}", EXAMPLE.replace('\n', "\r\n")));
    assert_eq!(problems, Vec::new());
    let recipe = recipe.unwrap();
    assert_eq!((recipe.file.delimiter.as_deref(), recipe.file.header_rows), (Some("semicolon"), Some(2)));
    assert!(recipe.form.settled);
    assert_eq!(recipe.form.technical, ["Response ID", "IP address"]);
    let [bus, which, born] = &recipe.form.questions[..] else { panic!("three questions") };
    assert_eq!(bus.columns, Columns::One(vec!["Q1. How good is the bus?".to_owned(), "Q1".to_owned()]));
    assert_eq!(bus.spellings, [("Awful".to_owned(), 1)]);
    assert_eq!(bus.question.options[2].meaning, Some(crate::survey::Missing::NotAsked));
    let rail = (vec!["Q2 [Train]".to_owned(), "Q2 [Rail]".to_owned()], 1);
    assert_eq!(which.columns, Columns::PerOption(vec![(vec!["Q2 [Bus]".to_owned()], 0), rail]));
    assert_eq!((born.days, &born.columns), (Some(DayOrder::DayFirst), &Columns::One(Vec::new())));
}

#[test]
fn every_fault_is_told_at_once_with_its_line_and_the_nearest_key() {
    let text = EXAMPLE
        .replace("title =", "titel =")
        .replace("header_rows = 2", "header_row = 2")
        .replace("also =", "alos =")
        .replace("\"bus\" }", "\"bsu\" }")
        .replace("days = \"day-first\"", "days = \"day first\"\ncolum = \"Born\"");
    let (recipe, problems) = read_recipe("recipe.toml", &text);
    assert_eq!(recipe.map(|recipe| recipe.form.questions.len()), Some(3));
    let expected = [
        ("unknown_key", Some(3)),
        ("unknown_key", Some(8)),
        ("unknown_key", Some(18)),
        ("unknown_option", Some(27)),
        ("unknown_word", Some(36)),
        ("unknown_key", Some(37)),
    ];
    assert_eq!(codes(&problems), expected);
    let hints: Vec<_> = problems.iter().filter_map(|problem| problem.hint.as_deref()).collect();
    for (hint, near) in hints.iter().zip(["title", "header_rows", "also", "bus", "column"]) {
        assert!(hint.contains(&format!("did you mean `{near}`?")), "{hint}");
    }
}

#[test]
fn a_torn_line_does_not_hide_the_questions_around_it() {
    let text = EXAMPLE.replace("title = \"Buses in the county\"", "title = \"Buses in the county");
    let (recipe, problems) = read_recipe("recipe.toml", &text);
    assert_eq!((problems[0].code.as_str(), problems[0].place.line), ("bad_toml", Some(3)));
    assert!(recipe.is_some_and(|recipe| !recipe.form.questions.is_empty()));
}

#[test]
fn a_file_without_questions_and_one_of_another_format_are_no_recipe() {
    for (text, code) in [("", "empty_recipe"), ("# words\n", "empty_recipe"), ("format = 2\n", "unknown_format")] {
        let (recipe, problems) = read_recipe("recipe.toml", text);
        assert_eq!((recipe, codes(&problems)[0].0), (None, code));
    }
}

#[test]
fn the_record_of_a_survey_is_a_recipe_of_its_questions_and_not_the_other_way_round() {
    let record = EXAMPLE.split("[file]").next().unwrap().replace("format = 1", "kind = \"survey\"\nyear = 2026");
    let question = "\n[[question]]\nid = \"a\"\ntext = \"A?\"\nkind = \"open\"\nclass = \"opinion\"\n";
    let (recipe, problems) = read_recipe("source.toml", &format!("{record}{question}"));
    assert_eq!((recipe.map(|recipe| recipe.form.questions.len()), problems), (Some(1), Vec::new()));
    let (_, problems) = crate::survey::read_questionnaire("source.toml", EXAMPLE);
    assert!(problems.iter().all(|problem| problem.code == "unknown_key"));
    assert_eq!(problems.len(), 5);
}

#[test]
fn the_hostile_depth_of_a_recipe_is_an_error_and_no_crash() {
    let (_, problems) = read_recipe("recipe.toml", &format!("technical = {}", "[".repeat(100_000)));
    assert!(!problems.is_empty() && problems.len() <= 201);
}
