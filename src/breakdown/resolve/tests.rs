//! Names in a request become positions, and every unknown one is told at once.

use super::*;
use crate::breakdown::fixture::{multiple, number, question, request, single, source};
use crate::survey::{Code, Grid};

fn questionnaire() -> Questionnaire {
    let mut comments = question("comments", QuestionKind::Open, &[]);
    comments.codes = vec![Code { id: "funding".to_owned(), label: "Needs funding".to_owned(), ..Code::default() }];
    let mut item = single("impact.gp", &["None", "Some"]);
    item.grid = Some(Grid { id: "impact".to_owned(), text: "What effect?".to_owned() });
    let mut weight = number("design");
    weight.role = Some(Role::Weight);
    let questions = vec![
        single("age", &["16-34", "35-54", "55|64"]),
        multiple("priorities", &["Workforce", "Housing"]),
        number("minutes"),
        question("day", QuestionKind::Date, &[]),
        comments,
        question("other", QuestionKind::Open, &[]),
        question("ip", QuestionKind::Technical, &[]),
        item,
        weight,
    ];
    Questionnaire { questions }
}

fn resolved(request: &BreakdownRequest) -> Result<TabulateRequest, BreakdownError> {
    plan(request, &source(), &questionnaire(), &Framework::default()).map(|plan| plan.main)
}

/// The only problem of a request, as a person sees it.
fn refusal(request: &BreakdownRequest) -> String {
    let error = resolved(request).unwrap_err();
    assert_eq!(error.problems.len(), 1, "{error}");
    error.problems[0].to_string()
}

fn by(block: &str) -> BreakdownRequest {
    BreakdownRequest { by: vec![block.to_owned()], ..request("priorities") }
}

fn filtered(filter: &str) -> BreakdownRequest {
    BreakdownRequest { filters: vec![filter.to_owned()], ..request("priorities") }
}

#[test]
fn names_are_found_ignoring_case_by_id_or_label() {
    let asked = BreakdownRequest {
        by: vec!["AGE>priorities".to_owned(), "comments".to_owned(), "age > Priorities".to_owned()],
        filters: vec![r"Age=o0|35-54|55\|64".to_owned(), "comments=NEEDS funding".to_owned()],
        weight: Some("Design".to_owned()),
        ..request("Priorities")
    };
    let found = resolved(&asked).unwrap();
    assert_eq!((found.question, found.weight), (1, Some(8)));
    assert_eq!(found.banner, [vec![0, 1], vec![4]]);
    assert_eq!(found.filters[0], RowFilter { question: 0, comparison: Comparison::AnyCode(vec![0, 1, 2]) });
    assert_eq!(found.filters[1], RowFilter { question: 4, comparison: Comparison::AnyCode(vec![0]) });
}

#[test]
fn numbers_and_days_are_compared_as_numbers() {
    let asked =
        BreakdownRequest { filters: vec!["minutes=3|2.5".to_owned(), "day=1970-01-11".to_owned()], ..request("age") };
    let found = resolved(&asked).unwrap();
    assert_eq!(found.filters[0].comparison, Comparison::AnyNumber(vec![3.0, 2.5]));
    assert_eq!(found.filters[1].comparison, Comparison::AnyNumber(vec![10.0]));
}

#[test]
fn every_fault_is_told_at_once() {
    let asked = BreakdownRequest {
        by: vec!["agee".to_owned(), "minutes".to_owned(), "age>".to_owned()],
        filters: vec!["age=old|young".to_owned(), "nothing".to_owned()],
        weight: Some("age".to_owned()),
        ..request("prioritys")
    };
    let codes: Vec<String> = resolved(&asked).unwrap_err().problems.into_iter().map(|problem| problem.code).collect();
    let wanted = [
        "unknown_question",
        "unknown_question",
        "not_a_banner",
        "bad_banner",
        "unknown_option",
        "unknown_option",
        "bad_filter",
        "unknown_weight",
    ];
    assert_eq!(codes, wanted);
}

#[test]
fn an_unknown_question_names_the_nearest_and_the_rest() {
    let message = refusal(&request("prioritys"));
    let wanted = "error: `question`: there is no question `prioritys`\nhint: did you mean `priorities`? questions: `age`, `priorities`, `minutes`, `day`, `comments`, `other`, `impact.gp`, `design`";
    assert_eq!(message, wanted);
}

#[test]
fn an_unknown_option_names_the_nearest_and_the_rest() {
    let wanted = "error: `where`: `Workforse` is not an answer to `priorities`\nhint: did you mean `Workforce`? answers: `Workforce`, `Housing`";
    assert_eq!(refusal(&filtered("priorities=Workforse")), wanted);
    let wanted = "error: `where`: `soon` cannot be an answer to `minutes` (expected a number, such as `3` or `2.5`)";
    assert_eq!(refusal(&filtered("minutes=soon")), wanted);
    assert!(refusal(&filtered("day=Monday")).ends_with("(expected a day, such as `2026-03-01`)"));
}

#[test]
fn a_grid_names_its_items() {
    let wanted = "error: `by`: `impact` is a grid, and each of its items is a question\nhint: items: `impact.gp`";
    assert_eq!(refusal(&by("impact")), wanted);
}

#[test]
fn what_has_no_options_cannot_be_columns() {
    let cases =
        [("minutes", "with a number"), ("day", "with a day"), ("other", "no code frame"), ("ip", "has no options")];
    for (name, why) in cases {
        let message = refusal(&by(name));
        assert!(message.contains(why), "{message}");
        assert!(
            message.ends_with("questions that can be columns: `age`, `priorities`, `comments`, `impact.gp`"),
            "{message}"
        );
    }
}

#[test]
fn nesting_has_an_end() {
    for block in ["age>age", "age>priorities>comments>impact.gp"] {
        assert!(refusal(&by(block)).contains("nests too many questions, or one in itself"));
    }
}

#[test]
fn words_are_searched_and_not_filtered() {
    assert!(refusal(&filtered("other=bus")).ends_with("search them with `matching`"));
    assert!(refusal(&filtered("ip=1")).contains("questions that can be filters"));
}

#[test]
fn a_technical_column_is_nothing_to_count() {
    assert!(refusal(&request("ip")).contains("nothing to count"));
}

#[test]
fn ticks_need_a_question_with_several_answers() {
    let ticks = |name: &str| BreakdownRequest { base: Some(BaseRule::Ticks), ..request(name) };
    assert!(resolved(&ticks("priorities")).is_ok() && resolved(&ticks("comments")).is_ok());
    let wanted = "error: `base`: base `ticks` needs a question where people could choose several, and `age` is not one\nhint: use one of `answered`, `asked`, `all`";
    assert_eq!(refusal(&ticks("age")), wanted);
    assert!(refusal(&ticks("other")).contains("could choose several"));
}

#[test]
fn a_weight_is_a_number_or_none() {
    let weighted = |name: &str| BreakdownRequest { weight: Some(name.to_owned()), ..request("age") };
    assert_eq!(resolved(&weighted("None")).unwrap().weight, None);
    assert_eq!(
        refusal(&weighted("desing")),
        "error: `weight`: there is no weight `desing`\nhint: did you mean `design`? weights: `design`; `none` counts everybody one"
    );
    assert!(refusal(&weighted("age")).contains("`age` holds no numbers"));
}

#[test]
fn the_weight_the_record_names_is_taken_unless_another_is_asked_for() {
    let weight = |own: &str, asked: Option<&str>| {
        let mut source = source();
        source.design.weight = Some(own.to_owned());
        let request = BreakdownRequest { weight: asked.map(ToOwned::to_owned), ..request("age") };
        plan(&request, &source, &questionnaire(), &Framework::default()).map(|plan| plan.main.weight)
    };
    assert_eq!(weight("Design", None), Ok(Some(8)));
    assert_eq!(weight("design", Some("none")), Ok(None));
    assert_eq!(weight("design", Some("minutes")), Ok(Some(2)));
    assert_eq!(weight("gone", Some("none")), Ok(None));
    let missing = weight("gone", None).unwrap_err().problems;
    assert!(missing.len() == 1 && missing[0].message.contains("record of the survey names the weight `gone`"));
}
