//! Who was asked, from equations and from conditions of old.

use proptest::prelude::*;

use super::*;
use crate::survey::form::limesurvey::equation::{self, Equation};

fn asked_if(form: &Form, id: &str) -> Option<String> {
    let condition = question(form, id).question.asked_if.as_ref()?;
    Some(format!("{}={}", condition.question, condition.options.join("|")))
}

/// Three deciding questions, then one shown by `equation`.
fn routed(equation: &str) -> (Form, Vec<Problem>) {
    let last = format!("9~0~7~8~T~last~Words~N~{equation}~en");
    form(&old(
        &["1~0~7~8~L~one~Words~Y~1~en", "2~0~7~8~M~ticks~Words~N~1~en", "3~0~7~8~F~rows~Words~N~1~en", &last],
        &["4~2~SQ1~Tick~0~1~en", "5~2~SQ2~Tock~0~2~en", "6~3~r1~Row~0~1~en"],
        &["1~A1~Tea~1~en~0", "1~A2~Milk~2~en~0", "3~5~Five~1~en~0", "3~6~Six~2~en~0"],
    ))
}

#[test]
fn one_question_equal_to_some_answers_is_a_condition() {
    let cases = [
        ("one.NAOK == \"A1\"", "one=A1"),
        ("((one.NAOK == 'A2') or (one.NAOK == \"A1\"))", "one=A2|A1"),
        ("(7X8X1.NAOK == \"-oth-\")", "one=-oth-"),
        ("ticks_SQ2.NAOK == \"Y\" || ticks_SQ1 eq 'Y'", "ticks=SQ2|SQ1"),
        ("7X8X2SQ1 == 'Y'", "ticks=SQ1"),
        ("rows_r1.NAOK == 5", "rows.r1=5"),
    ];
    for (equation, expected) in cases {
        let (form, problems) = routed(equation);
        assert_eq!((asked_if(&form, "last").as_deref(), problems), (Some(expected), vec![]), "{equation}");
    }
}

#[test]
fn anything_richer_is_told_once_and_asks_everybody() {
    let richer = [
        "one.NAOK != \"A1\"",
        "one.NAOK == \"A1\" and ticks_SQ1 == \"Y\"",
        "one.NAOK == \"A1\" or ticks_SQ1 == \"Y\"",
        "!is_empty(one.NAOK)",
        "one.NAOK == \"unheard\"",
        "(one.NAOK == \"A1\"",
        "last == \"A1\"",
        "0",
    ];
    for equation in richer {
        let (form, problems) = routed(equation);
        assert_eq!(asked_if(&form, "last"), None, "{equation}");
        assert_eq!(problems.iter().map(|problem| problem.code.as_str()).collect::<Vec<_>>(), ["routing_not_read"]);
        assert!(problems[0].found.as_ref().is_some_and(|found| found.contains(equation)), "{equation}");
    }
}

#[test]
fn an_endless_equation_is_told_in_short() {
    let (_, problems) = routed(&"one == two and ".repeat(5_000));
    assert!(problems[0].to_string().len() < 1_000);
}

#[test]
fn a_group_asks_for_its_questions_and_a_filter_for_its_items() {
    let groups = table("groups", "gid group_order grelevance", &["8~1~1", "9~2~one == \"A1\""]);
    let questions = [
        "1~0~7~8~L~one~Words~N~1~en~1",
        "2~0~7~8~M~ticks~Words~N~1~en~2",
        "3~0~7~9~T~both~Words~N~one.NAOK == \"A1\"~en~1",
        "4~0~7~8~A~filtered~Words~N~1~en~3",
    ];
    let text = export(&[
        groups,
        table(
            "questions",
            "qid parent_qid sid gid type title question other relevance language question_order",
            &questions,
        ),
        table("subquestions", "qid parent_qid title question", &["5~2~s1~Tick", "6~4~s1~Item", "7~4~s2~Unheard"]),
        table("answers", "qid code answer", &["1~A1~Tea", "1~A2~Milk"]),
        table("question_attributes", "qid attribute value", &["4~array_filter~ticks"]),
    ]);
    let (form, problems) = form(&text);
    assert_eq!(ids(&form), ["one", "ticks", "filtered.s1", "filtered.s2", "both"]);
    assert_eq!(asked_if(&form, "both").as_deref(), Some("one=A1"));
    assert_eq!(asked_if(&form, "filtered.s1").as_deref(), Some("ticks=s1"));
    assert_eq!((asked_if(&form, "filtered.s2"), problems.len()), (None, 1));
}

#[test]
fn conditions_of_old_are_read_where_there_is_no_equation() {
    let columns = "cid qid cqid cfieldname method value scenario";
    let with = |rows: &[&str]| {
        let text = old(
            &["1~0~7~8~L~one~W~N~~en", "2~0~7~8~M~ticks~W~N~1~en", "3~0~7~8~T~last~W~N~~en"],
            &["4~2~s1~Tick~0~1~en"],
            &["1~A1~Tea~1~en~0", "1~A2~Milk~2~en~0"],
        );
        let (form, problems) =
            form(&(text.replace("</document>", "") + &table("conditions", columns, rows) + "</document>"));
        (asked_if(&form, "last"), problems.len())
    };
    assert_eq!(with(&["1~3~1~7X8X1~==~A1~1", "2~3~1~7X8X1~==~A2~1"]), (Some("one=A1|A2".to_owned()), 0));
    assert_eq!(with(&["1~3~2~+7X8X2s1~==~Y~1"]), (Some("ticks=s1".to_owned()), 0));
    assert_eq!(with(&["1~3~2~7X8X2~==~s1~1"]), (Some("ticks=s1".to_owned()), 0));
    assert_eq!(with(&["1~3~1~7X8X1~==~A1~1", "2~3~2~+7X8X2s1~==~Y~1"]), (None, 1));
    assert_eq!(with(&["1~3~1~7X8X1~>~A1~1"]), (None, 1));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_alternatives_are_read_back_however_they_are_bracketed(
        pairs in prop::collection::vec(("[a-z][a-z0-9_]{0,6}", "[A-Za-z0-9 -]{0,4}[A-Z]"), 1..5), inner in 0_usize..3, outer in 0_usize..3,
    ) {
        prop_assume!(pairs.iter().all(|(name, _)| !matches!(name.as_str(), "or" | "eq")));
        let bracketed = |text: &str, depth: usize| format!("{}{text}{}", "(".repeat(depth), ")".repeat(depth));
        let one = |(name, value): &(String, String)| bracketed(&format!("{name}.NAOK == \"{value}\""), inner);
        let text = bracketed(&pairs.iter().map(one).collect::<Vec<_>>().join(" or "), outer);
        let expected = pairs.into_iter().map(|(name, value)| (name, value.trim().to_owned())).collect();
        prop_assert_eq!(equation::read(&text), Equation::AnyOf(expected));
    }

    #[test]
    fn no_equation_is_too_odd_to_be_looked_at(text in "[a-z0-9()=|\"'!.# \u{e4}]{0,40}") {
        let _ = equation::read(&text);
    }
}
