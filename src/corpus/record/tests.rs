//! Records: what is read, what is taken over, what is reported.

use super::*;
use crate::corpus::{Consent, InsightKind, SurveyKind, Voice};
use crate::framework::{FrameworkTexts, read_framework};

fn framework() -> Framework {
    let texts = FrameworkTexts {
        themes: Some(
            "[[theme]]\nid = \"access\"\nlabel = \"Getting access\"\n[[theme]]\nid = \"trust\"\nlabel = \"Trust\""
                .to_owned(),
        ),
        groups: Some(
            "[[group]]\nid = \"carers\"\nlabel = \"Carers\"\n[[group]]\nid = \"young\"\nlabel = \"Young people\""
                .to_owned(),
        ),
        places: Some("[[place]]\nid = \"essex\"\nlabel = \"Essex\"\nkind = \"county\"".to_owned()),
        organisations: Some("[[organisation]]\nid = \"hwe-icb\"\nlabel = \"The board\"\nkind = \"nhs\"".to_owned()),
        ..FrameworkTexts::default()
    };
    read_framework(&texts).0
}

fn read_text(text: &str) -> (Option<Source>, Vec<Problem>) {
    read_source(&"s".parse().unwrap(), "sources/s.toml", text, &framework())
}

#[track_caller]
fn good(text: &str) -> Source {
    let (source, problems) = read_text(text);
    assert!(problems.is_empty(), "{problems:?}");
    source.unwrap()
}

#[track_caller]
fn one_problem(text: &str) -> (Source, Problem) {
    let (source, mut problems) = read_text(text);
    assert_eq!(problems.len(), 1, "{problems:?}");
    (source.unwrap(), problems.remove(0))
}

const HEAD: &str = "kind = \"focus-group\"\ntitle = \"T\"\n";

#[test]
fn an_insight_inherits_what_it_leaves_out_but_no_themes() {
    let source = good(&format!(
        "{HEAD}year = 2022\ngroups = [\"carers\"]\nplaces = [\"essex\"]\nthemes = [\"access\"]\nvoice = \"advocate\"\nlanguage = \"cy\"\nillustrative = true\n\
         [[finding]]\nid = \"a\"\ntext = \"One.\"\n[[finding]]\nid = \"b\"\ntext = \"Two.\"\ngroups = [\"young\"]\nplaces = []\nvoice = \"first-hand\"\n"
    ));
    let (a, b) = (&source.insights[0], &source.insights[1]);
    assert_eq!(
        (a.groups[0].as_str(), a.places.len(), a.voice, a.year),
        ("carers", 1, Some(Voice::Advocate), Some(2022))
    );
    assert_eq!((a.language.as_str(), a.illustrative, a.themes.len()), ("cy", true, 0));
    assert_eq!((b.groups[0].as_str(), b.places.len(), b.voice), ("young", 0, Some(Voice::FirstHand)));
}

#[test]
fn insights_keep_the_order_of_the_file_whatever_their_kind() {
    let source = good(&format!(
        "{HEAD}[[quote]]\ntext = \"Q\"\nconsent = \"published\"\n[[finding]]\ntext = \"F\"\n[[quote]]\ntext = \"R\"\n"
    ));
    let kinds: Vec<InsightKind> = source.insights.iter().map(|insight| insight.kind).collect();
    assert_eq!(kinds, [InsightKind::Quote, InsightKind::Finding, InsightKind::Quote]);
    assert_eq!(source.insights.iter().map(|insight| insight.ordinal).collect::<Vec<_>>(), [0, 1, 2]);
    assert_eq!(source.insights[0].consent, Some(Consent::Published));
}

#[test]
fn an_address_made_of_words_stays_when_the_rest_of_the_file_is_edited() {
    let one = good(&format!("{HEAD}[[finding]]\ntext = \"Buses are late.\"\n"));
    let two = good(&format!(
        "{HEAD}[[finding]]\ntext = \"New.\"\n[[finding]]\ntext = \"Buses are late.\"\n[[view]]\ntext = \"buses are LATE\"\n"
    ));
    assert_eq!(one.insights[0].id, two.insights[1].id);
    assert_eq!(two.insights[2].id.local, format!("{}-2", one.insights[0].id.local));
}

#[test]
fn a_theme_nobody_knows_is_reported_and_the_insight_kept() {
    let (source, problem) = one_problem(&format!("{HEAD}[[finding]]\ntext = \"F\"\nthemes = [\"acess\", \"trust\"]\n"));
    assert_eq!((problem.code.as_str(), problem.place.line), ("unknown_theme", Some(5)));
    assert_eq!(problem.hint.as_deref(), Some("did you mean `access`?"));
    assert_eq!(source.insights[0].themes.len(), 1);
}

#[test]
fn a_label_where_an_id_belongs_is_answered_with_the_id() {
    let (_, problem) = one_problem(&format!("{HEAD}groups = [\"Young People\"]\n"));
    assert_eq!((problem.code.as_str(), problem.hint.as_deref()), ("unknown_group", Some("did you mean `young`?")));
}

#[test]
fn an_id_given_twice_is_reported_and_both_insights_kept() {
    let (source, problem) =
        one_problem(&format!("{HEAD}[[finding]]\nid = \"x\"\ntext = \"A\"\n[[view]]\nid = \"x\"\ntext = \"B\"\n"));
    assert_eq!(problem.code, "duplicate_insight");
    assert_eq!(source.insights.iter().map(|it| it.id.local.as_str()).collect::<Vec<_>>(), ["x", "x-2"]);
}

#[test]
fn an_insight_without_words_is_reported_and_left_out() {
    let (source, problem) = one_problem(&format!("{HEAD}[[finding]]\nid = \"x\"\n[[finding]]\ntext = \"B\"\n"));
    assert_eq!((problem.code.as_str(), source.insights.len()), ("missing_key", 1));
}

#[test]
fn a_record_without_a_kind_is_no_source() {
    let (source, problems) = read_text("title = \"T\"\n");
    assert!(source.is_none());
    assert_eq!(problems[0].code, "missing_key");
    assert!(read_text("kind = \"studie\"\n").0.is_none());
}

#[test]
fn the_year_comes_from_the_dates_where_the_record_gives_none() {
    assert_eq!(good(&format!("{HEAD}dates = {{ from = \"2021-11\", to = \"2022-01\" }}\n")).year, Some(2022));
    assert_eq!(good(&format!("{HEAD}published = \"2019\"\n")).year, Some(2019));
    assert_eq!(good(HEAD).year, None);
    assert_eq!(
        one_problem(&format!("{HEAD}dates = {{ from = \"2022\", to = \"2021-01\" }}\n")).1.code,
        "dates_reversed"
    );
}

#[test]
fn the_questions_of_a_survey_are_left_to_the_survey_room() {
    let survey = "kind = \"survey\"\ntitle = \"T\"\nsurvey_kind = \"census\"\ndisclosure = \"none\"\n[[question]]\nanything = 1\n";
    assert_eq!(good(survey).survey_kind, Some(SurveyKind::Census));
    assert_eq!(one_problem(&format!("{HEAD}survey_kind = \"census\"\n")).1.code, "unknown_key");
}

#[test]
fn a_figure_keeps_its_number_and_its_base() {
    let source = good(&format!(
        "{HEAD}[[figure]]\ntext = \"F\"\nvalue = 66.5\nunit = \"percent\"\nbase = {{ n = 750, qualifier = \"more than\", definition = \"all\" }}\ntarget = 90\npage = 36\n"
    ));
    let figure = source.insights[0].figure.as_ref().unwrap();
    assert_eq!((figure.value, figure.target.as_deref()), (Some(66.5), Some("90")));
    assert_eq!(figure.base.as_ref().and_then(|base| base.n), Some(750));
    assert_eq!(source.insights[0].page.as_deref(), Some("36"));
}

#[test]
fn a_publisher_may_be_any_text_but_not_an_unknown_id() {
    assert_eq!(good(&format!("{HEAD}publisher = \"Somebody else\"\n")).publisher.as_deref(), Some("Somebody else"));
    assert_eq!(good(&format!("{HEAD}publisher = \"hwe-icb\"\n")).publisher.as_deref(), Some("hwe-icb"));
    assert_eq!(one_problem(&format!("{HEAD}publisher = \"hwe-ibc\"\n")).1.code, "unknown_organisation");
}

#[test]
fn one_broken_line_does_not_hide_the_other_insights() {
    let (source, problems) = read_text(&format!(
        "{HEAD}[[finding]]\ntext = \"A\"\nthemes = [\"trust\"\n\n[[finding]]\ntext = \"B\"\nthemes = [\"access\"]\n"
    ));
    assert!(problems.iter().any(|problem| problem.code == "toml_syntax"));
    assert!(source.unwrap().insights.iter().any(|insight| insight.text == "B" || insight.text == "A"));
}
