//! What merging does to a questionnaire, what is refused, and that a record keeps its other lines.

use proptest::prelude::*;

use super::*;
use crate::corpus::Design;
use crate::problem::Problem;
use crate::survey::read_questionnaire;

const SURVEY: &str = r#"# Kept as it is.
kind = "survey"
title = "S"

[[question]]
id = "age"
kind = "single"
class = "sensitive"
options = [
  { id = "a", label = "16-24" },
  { id = "b", label = "25-34" },
  { id = "c", label = "35-54" },
  { id = "d", label = "55+" },
  { id = "x", label = "Rather not say", meaning = "prefer_not_to_say" },
]

[[question]]
id = "uses"
kind = "multiple"
class = "opinion"
options = [{ id = "bus", label = "Bus" }, { id = "car", label = "Car" }]

[[question]]
id = "why"
kind = "open"
class = "sensitive"
asked_if = "age=a"
"#;

fn read(sections: &str) -> (Option<Merging>, Vec<Problem>) {
    let text = format!("{SURVEY}{sections}");
    let (questionnaire, problems) = read_questionnaire("s.toml", &text);
    assert_eq!(problems, []);
    read_merging("s.toml", &text, &questionnaire, &Design::default())
}

fn section(question: &str, label: &str, options: &str) -> String {
    format!("\n[[merged]]\nquestion = \"{question}\"\nlabel = \"{label}\"\noptions = [{options}]\n")
}

#[test]
fn a_category_stands_in_the_place_of_its_first_option() {
    let (merging, problems) = read(&section("age", "25 to 54", "\"35-54\", \"b\""));
    assert_eq!(problems, []);
    let merging = merging.unwrap();
    let labels: Vec<&str> = merging.questionnaire.questions[0].options.iter().map(|it| it.label.as_str()).collect();
    assert_eq!(labels, ["16-24", "25 to 54", "55+", "Rather not say"]);
    assert_eq!((0..5).map(|code| merging.place(0, code)).collect::<Vec<_>>(), [0, 1, 1, 2, 3]);
    assert_eq!(merging.options_at(0, 1), [1, 2]);
    assert_eq!((merging.place(1, 1), merging.options_at(1, 1)), (1, vec![1]));
    assert_eq!(merging.category_of(0, "25-34").map(|it| it.label.as_str()), Some("25 to 54"));
    assert_eq!((merging.category_of(0, "55+"), merging.category_of(0, "25 to 54")), (None, None));
    assert_ne!(merging.print(), read(&section("age", "35 and more", "\"c\", \"d\"")).0.unwrap().print());
}

#[test]
fn no_merging_without_a_section() {
    assert_eq!(read(""), (None, Vec::new()));
}

#[test]
fn what_cannot_be_merged_is_refused_with_its_reason() {
    let refused = [
        (section("aeg", "Young", "\"a\", \"b\""), "unknown_question"),
        (section("uses", "Any", "\"bus\", \"car\""), "not_mergeable"),
        (section("age", "Young", "\"b\", \"nobody\", \"c\""), "unknown_option"),
        (section("age", "Young", "\"b\", \"25-34\""), "bad_merge"),
        (section("age", "Quiet", "\"d\", \"x\""), "bad_merge"),
        (section("age", "55+", "\"b\", \"c\""), "bad_merge"),
        (section("age", "All", "\"a\", \"b\", \"c\", \"d\""), "bad_merge"),
        // `why` is asked of the first alone.
        (section("age", "Young", "\"a\", \"b\""), "bad_merge"),
        (section("age", "Middle", "\"b\", \"c\"") + &section("age", "Old", "\"c\", \"d\""), "bad_merge"),
        (section("age", "Middle", "\"b\", \"c\"") + "place = 1\n", "unknown_key"),
        ("\n[[merged]]\nquestion = \"age\"\n".to_owned(), "missing_key"),
    ];
    for (text, code) in refused {
        let (merging, problems) = read(&text);
        assert_eq!(merging, None, "{text}");
        assert!(problems.iter().any(|problem| problem.code == code && problem.hint.is_some()), "{text}: {problems:?}");
    }
}

#[test]
fn how_people_were_drawn_is_not_merged() {
    let text = format!("{SURVEY}{}", section("age", "Middle", "\"b\", \"c\""));
    let design = Design { strata: Some("Age".to_owned()), ..Design::default() };
    let (questionnaire, _) = read_questionnaire("s.toml", &text);
    assert_eq!(read_merging("s.toml", &text, &questionnaire, &design).1[0].code, "not_mergeable");
}

#[test]
fn a_record_keeps_its_lines_when_categories_come_and_go() {
    let written = |label: &str, options: [&str; 2]| Written {
        question: "age".to_owned(),
        label: label.to_owned(),
        options: options.map(str::to_owned).into(),
    };
    let one = with_merged(SURVEY, &written("Says \"mid\"", ["b", "c"]));
    let both = with_merged(&one, &written("Other", ["x", "d"])) + "\n# A last remark.\n";
    assert!(both.starts_with(SURVEY));
    assert_eq!(without_merged(&both, "AGE", "other"), Some(format!("{one}\n# A last remark.\n")));
    assert_eq!(without_merged(&one, "age", "Says \"mid\"").as_deref(), Some(SURVEY));
    assert_eq!(without_merged(&one, "age", "Nobody"), None);
    let kept = format!("{SURVEY}{}", merged_sections(&both));
    assert_eq!(read(&merged_sections(&one)).0, read(&one[SURVEY.len()..]).0);
    assert!(without_merged(&kept, "age", "Other").is_some());
}

#[test]
fn a_list_on_many_lines_is_one_category() {
    let text = format!(
        "{SURVEY}\n[[merged]]\nquestion = \"age\"\nlabel = \"Middle\"\noptions = [\n  \"b\",\n  # not \"d\"\n  \"c\",\n]\n\n[[finding]]\nid = \"f\"\n"
    );
    let without = without_merged(&text, "age", "Middle").unwrap();
    assert!(without.starts_with(SURVEY) && without.ends_with("[[finding]]\nid = \"f\"\n"), "{without}");
    assert!(!without.contains("merged"), "{without}");
}

proptest! {
    #[test]
    fn whatever_a_record_says_is_read_or_refused(text in "[\\[\\]a-d=\", \n#merged]{0,120}") {
        let _ = (without_merged(&text, "age", "a"), merged_sections(&text), read_merging("s", &text, &Questionnaire::default(), &Design::default()));
    }
}
