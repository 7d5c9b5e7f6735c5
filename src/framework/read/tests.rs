//! Reading framework files: one bad record never hides the rest.

use super::super::SetKind;
use super::*;

fn read(themes: &str, priorities: &str) -> (Framework, Vec<Problem>) {
    let full = |text: &str| Some(text.to_owned());
    let texts = FrameworkTexts {
        themes: full(themes),
        priorities: full(priorities),
        outcomes: full(""),
        groups: full(""),
        places: full(""),
        organisations: full(""),
        glossary: full(""),
    };
    read_framework(&texts)
}

#[track_caller]
fn only(problems: &[Problem]) -> &Problem {
    assert_eq!(problems.len(), 1, "{problems:?}");
    &problems[0]
}

const SETS: &str = "[[set]]\nid = \"s\"\nlabel = \"S\"\nkind = \"enablers\"\nfrom = \"2022-12\"\n\
    [[set.member]]\nid = \"a\"\nlabel = \"A\"\nnumber = 1\n[[set.member]]\nid = \"b\"\nlabel = \"B\"\nnamed = false\n";

#[test]
fn sets_keep_their_members_in_published_order() {
    let (framework, problems) = read("", SETS);
    assert!(problems.is_empty(), "{problems:?}");
    let set = &framework.sets[0];
    assert_eq!(set.kind, SetKind::Enablers);
    assert_eq!(
        set.members.iter().map(|it| (it.id.as_str(), it.number, it.named)).collect::<Vec<_>>(),
        [("a", Some(1), true), ("b", None, false)]
    );
    assert_eq!(framework.priority("b").unwrap().set.as_str(), "s");
}

#[test]
fn a_theme_may_refer_to_a_later_one_and_to_a_priority() {
    let (framework, problems) = read(
        "[[theme]]\nid = \"x\"\nlabel = \"X\"\nparent = \"y\"\npriorities = [\"a\"]\n[[theme]]\nid = \"y\"\nlabel = \"Y\"\n",
        SETS,
    );
    assert!(problems.is_empty(), "{problems:?}");
    assert_eq!(framework.theme("x").unwrap().parent.as_ref().map(Slug::as_str), Some("y"));
    assert_eq!(framework.theme("x").unwrap().priorities[0].as_str(), "a");
}

#[test]
fn a_parent_nobody_knows_is_reported_with_line_and_hint_and_the_theme_kept() {
    let (framework, problems) = read(
        "[[theme]]\nid = \"access\"\nlabel = \"A\"\n[[theme]]\nid = \"gp\"\nlabel = \"G\"\nparent = \"acess\"\n",
        "",
    );
    let problem = only(&problems);
    assert_eq!((problem.code.as_str(), problem.place.line), ("unknown_theme", Some(7)));
    assert_eq!(problem.hint.as_deref(), Some("did you mean `access`?"));
    assert_eq!(framework.theme("gp").unwrap().parent, None);
}

#[test]
fn a_second_entry_with_one_id_is_reported_and_the_first_used() {
    let (framework, problems) =
        read("[[theme]]\nid = \"x\"\nlabel = \"First\"\n[[theme]]\nid = \"x\"\nlabel = \"Second\"\n", "");
    assert_eq!(only(&problems).code, "duplicate_id");
    assert_eq!(framework.theme("x").unwrap().label, "First");
}

#[test]
fn a_circle_is_reported_once_and_cut() {
    let (framework, problems) = read(
        "[[theme]]\nid = \"x\"\nlabel = \"X\"\nparent = \"y\"\n[[theme]]\nid = \"y\"\nlabel = \"Y\"\nparent = \"x\"\n",
        "",
    );
    assert_eq!(only(&problems).code, "circle");
    assert_eq!(framework.themes.values().filter(|theme| theme.parent.is_none()).count(), 1);
}

#[test]
fn a_broken_entry_does_not_hide_the_others() {
    let (framework, problems) =
        read("[[theme]]\nid = \"x\"\nlabel = oops\n\n[[theme]]\nid = \"y\"\nlabel = \"Y\"\n", "");
    assert!(framework.theme("y").is_some());
    assert!(problems.iter().any(|problem| problem.code == "toml_syntax" && problem.place.line == Some(3)));
}

#[test]
fn a_crosswalk_with_an_unknown_end_is_reported_and_left_out() {
    let link = "[[crosswalk]]\nfrom = \"a\"\nto = [\"zz\"]\nrelation = \"became\"\n";
    let (framework, problems) = read("", &format!("{SETS}{link}"));
    assert_eq!(only(&problems).code, "unknown_priority");
    assert!(framework.crosswalk.is_empty());
}

#[test]
fn places_groups_and_outcomes_are_checked_too() {
    let mut texts = FrameworkTexts { priorities: Some(SETS.to_owned()), ..FrameworkTexts::default() };
    texts.places = Some("[[place]]\nid = \"p\"\nlabel = \"P\"\nkind = \"town\"\nwithin = [\"q\"]\n".to_owned());
    texts.groups = Some("[[group]]\nid = \"g\"\nlabel = \"G\"\nprotected = [\"agee\"]\n".to_owned());
    texts.outcomes = Some("[[outcome]]\nid = \"o\"\ntext = \"T\"\npriority = \"c\"\nsource = \"s\"\n".to_owned());
    let (framework, problems) = read_framework(&texts);
    let mut codes: Vec<&str> = problems.iter().filter(|it| it.is_error()).map(|it| it.code.as_str()).collect();
    codes.sort_unstable();
    assert_eq!(codes, ["unknown_place", "unknown_priority", "unknown_protected_characteristic", "unknown_word"]);
    assert_eq!(framework.places.len() + framework.groups.len(), 2);
    assert_eq!(problems.iter().filter(|it| it.code == "no_file").count(), 3);
}

#[test]
fn any_text_is_read_without_a_panic() {
    for text in [
        "",
        "\u{feff}",
        "[[theme]]",
        "theme = 1",
        "[[theme]]\nid = [[[[",
        "[theme]\nid = \"x\"",
        "\0",
        "= = =\n[[set.member]]",
    ] {
        let _ = read(text, text);
    }
}
