//! Templates as officers fill them in.

use std::fmt::Write;

use proptest::prelude::*;

use super::*;
use crate::corpus::{Consent, InsightKind, SourceKind, read_source, write_source};
use crate::framework::{FrameworkTexts, read_framework};

fn framework() -> Framework {
    let texts = FrameworkTexts {
        themes: Some(
            "[[theme]]\nid = \"access\"\nlabel = \"Getting access\"\n[[theme]]\nid = \"trust\"\nlabel = \"Trust\""
                .to_owned(),
        ),
        groups: Some("[[group]]\nid = \"carers\"\nlabel = \"Unpaid carers\"".to_owned()),
        places: Some("[[place]]\nid = \"essex\"\nlabel = \"Essex\"\nkind = \"county\"".to_owned()),
        organisations: Some("[[organisation]]\nid = \"hwe-icb\"\nlabel = \"The board\"\nkind = \"nhs\"".to_owned()),
        ..FrameworkTexts::default()
    };
    read_framework(&texts).0
}

fn table(name: &str, rows: &[&[&str]]) -> TemplateTable {
    let rows = (1_u64..).zip(rows).map(|(line, cells)| Row::of(line, cells.iter().copied())).collect();
    TemplateTable { name: name.to_owned(), rows }
}

fn read(tables: &[TemplateTable]) -> (Option<Source>, Vec<Problem>) {
    read_template(&"s".parse().unwrap(), "form.xlsx", tables, &framework())
}

#[track_caller]
fn good(tables: &[TemplateTable]) -> Source {
    let (source, problems) = read(tables);
    assert!(problems.is_empty(), "{problems:?}");
    source.unwrap()
}

#[track_caller]
fn one_problem(tables: &[TemplateTable]) -> Problem {
    let (_, mut problems) = read(tables);
    assert_eq!(problems.len(), 1, "{problems:?}");
    problems.remove(0)
}

const KIND: &[&str] = &["Kind", "Focus group", "What kind of source it is"];
const TITLE: &[&str] = &["Title:", "Carers in Essex"];

#[test]
fn a_filled_template_is_a_source_with_insights() {
    let source = good(&[
        table(
            "Source",
            &[
                &["What", "Your answer", "Explanation"],
                KIND,
                TITLE,
                &["dates.from", "2026-03-01T00:00:00"],
                &["Number of people", "1,200"],
                &["PLACES", "essex;"],
                &["Made up", "Yes"],
                &["Questions", "What helps?; What is hard?"],
                &["Publisher", "the board"],
                &["Note", ""],
                &["Cited in", "other-study, Appendix 1; third"],
            ],
        ),
        table(
            "Insights",
            &[
                &["Kind", "Text", "Themes", "Groups", "Speaker", "Consent", "Value"],
                &["Finding", "Buses are late.", "Getting access; trust", "", "", "", ""],
                &["", "", "", "", "", "", ""],
                &["QUOTE", "I wait\nfor hours.", "", "Unpaid carers", "A carer", "Yes, anonymously", ""],
                &["figure", "People who wait", "", "none", "", "", "66%"],
            ],
        ),
    ]);
    assert_eq!(
        (source.kind, source.title.as_str(), source.illustrative),
        (SourceKind::FocusGroup, "Carers in Essex", true)
    );
    assert_eq!(
        (source.dates.from.as_deref(), source.sample.as_ref().and_then(|it| it.n)),
        (Some("2026-03-01"), Some(1200))
    );
    assert_eq!((source.questions.len(), source.publisher.as_deref(), source.cited_in.len()), (2, Some("hwe-icb"), 2));
    assert_eq!(source.insights[0].themes.len(), 2);
    assert_eq!(
        (source.insights[1].text.as_str(), source.insights[1].consent),
        ("I wait\nfor hours.", Some(Consent::YesAnonymous))
    );
    let figure = source.insights[2].figure.as_ref().unwrap();
    assert_eq!(
        (source.insights[2].kind, figure.value, figure.unit.as_deref()),
        (InsightKind::Figure, Some(66.0), Some("percent"))
    );
}

#[test]
fn the_tables_of_a_text_document_are_told_by_what_they_say() {
    let source = good(&[
        table("Table 1", &[KIND, TITLE]),
        table("Table 2", &[&["Text", "Kind"], &["Buses are late.", "finding"]]),
    ]);
    assert_eq!(source.insights.len(), 1);
    let problem = one_problem(&[table("Table 1", &[KIND, TITLE]), table("Table 2", &[&["Agenda"], &["Tea"]])]);
    assert_eq!(problem.code, "unread_table");
}

#[test]
fn a_problem_names_the_cell_it_is_about() {
    let problem = one_problem(&[
        table("Source", &[KIND, TITLE]),
        table("Insights", &[&["Kind", "Text", "Themes"], &["finding", "A", ""], &["finding", "B", "trust; acess"]]),
    ]);
    assert_eq!((problem.code.as_str(), problem.hint.as_deref()), ("unknown_theme", Some("did you mean `access`?")));
    assert_eq!(problem.place.field.as_deref(), Some("Insights, cell C3, Themes"));
    assert_eq!((problem.place.line, problem.place.column), (Some(3), Some(3)));
    let date = one_problem(&[table("Source", &[KIND, TITLE, &["Last day", "01/06/2026"]])]);
    assert_eq!((date.code.as_str(), date.place.field.as_deref()), ("bad_date", Some("Source, cell B3, Last day")));
}

#[test]
fn what_is_not_filled_in_is_said_in_the_words_of_the_template() {
    let problem = one_problem(&[table("Source", &[KIND])]);
    assert_eq!(
        (problem.message.as_str(), problem.hint.as_deref()),
        ("`Title` is not filled in", Some("fill in the row `Title`"))
    );
    let problem = one_problem(&[
        table("Source", &[KIND, TITLE]),
        table("Insights", &[&["Kind", "Text", "Id"], &["view", "", "x"]]),
    ]);
    assert_eq!(problem.hint.as_deref(), Some("fill in the column `Text` in this row"));
    assert_eq!(problem.place.field.as_deref(), Some("Insights, cell A2, Text"));
    let (source, problems) = read(&[]);
    assert!(source.is_none() && problems.iter().any(|problem| problem.code == "no_source_table"));
}

#[test]
fn a_row_or_column_nobody_knows_is_answered_with_the_nearest_name() {
    let problem = one_problem(&[table("Source", &[KIND, TITLE, &["Publishr", "X"], &["About you", ""]])]);
    assert_eq!((problem.code.as_str(), problem.hint.as_deref()), ("unknown_row", Some("did you mean `Publisher`?")));
    let problem = one_problem(&[
        table("Source", &[KIND, TITLE]),
        table("Insights", &[&["Kind", "Text", "Theme"], &["view", "A", ""]]),
    ]);
    assert_eq!((problem.code.as_str(), problem.hint.as_deref()), ("unknown_column", Some("did you mean `Themes`?")));
    let problem = one_problem(&[table("Source", &[KIND, TITLE, &["Title", "Again"]])]);
    assert_eq!(problem.code, "row_twice");
    let problem =
        one_problem(&[table("Source", &[KIND, TITLE]), table("Insights", &[&["Kind", "Text"], &["qoute", "A"]])]);
    assert_eq!(problem.hint.as_deref(), Some("did you mean `quote`?"));
}

#[test]
fn an_empty_template_only_lacks_what_must_be_filled_in() {
    for kind in [SourceKind::Literature, SourceKind::FocusGroup] {
        let mut tables = empty_template(kind, &framework());
        assert!(tables[2].rows.iter().any(|row| row.iter().eq(["Themes", "access", "Getting access"])));
        let problem = one_problem(&tables);
        assert_eq!(problem.message, "`Title` is not filled in");
        for row in &mut tables[0].rows {
            if row.get(0) == Some("Title") {
                *row = Row::of(row.line(), ["Title", "T"]);
            }
        }
        assert_eq!(good(&tables).kind, kind);
    }
}

/// Words without what divides lists.
fn words() -> impl Strategy<Value = String> {
    prop::sample::select(vec![
        "Buses are late",
        "\"quoted\" \\ back",
        "café = {x}",
        "# no",
        "line\u{2028}sep",
        "a, b",
        "1.5",
        "[[quote]]",
        "not stated yet",
        "é\u{301}",
    ])
    .prop_map(str::to_owned)
}

fn record() -> impl Strategy<Value = String> {
    let quoted = |text: String| crate::corpus::quoted(&text);
    let insight = (prop::sample::select(vec!["finding", "view", "quote", "figure", "recommendation"]), words(), any::<bool>(), any::<bool>()).prop_map(
        move |(kind, text, own, more)| {
            let mut lines = format!("[[{kind}]]\ntext = {}\n", quoted(text.clone()));
            if own {
                lines.push_str("groups = []\nplaces = [\"essex\"]\nthemes = [\"trust\", \"access\"]\npage = 3\nvoice = \"advocate\"\n");
            }
            match (kind, more) {
                ("quote", true) => writeln!(lines, "speaker = {}\nconsent = \"published\"", quoted(text)).unwrap(),
                ("figure", true) => lines.push_str("value = 66.5\nunit = \"percent\"\nbase = { n = 750, qualifier = \"about\" }\ntarget = 90\n"),
                (_, true) => lines.push_str("heading = [\"A\", \"B\"]\nlocator = \"p. 3\"\nlanguage = \"cy\"\n"),
                _ => {}
            }
            lines
        },
    );
    (prop::sample::select(vec!["literature", "focus-group", "meeting"]), words(), words(), any::<bool>(), any::<bool>(), prop::collection::vec(insight, 0..5)).prop_map(
        move |(kind, title, note, one, two, insights)| {
            let mut text = format!("kind = \"{kind}\"\ntitle = {}\nnote = {}\n", quoted(title), quoted(note.clone()));
            if one {
                writeln!(text, "authors = [{0}, {0}]\nyear = 2022\ndates = {{ from = \"2021-11\" }}\nsample = {{ n = 3 }}\ngroups = [\"carers\"]\nvoice = \"first-hand\"\nillustrative = true", quoted(note.clone())).unwrap();
            }
            if two {
                writeln!(text, "published = \"2019-05-17\"\npublisher = \"hwe-icb\"\nedition = {{ of = \"x\", label = {0} }}\nquestions = [{0}]\ncited_in = [{{ source = \"other\", locator = \"p. 3\" }}, {{ source = \"b\" }}]\nplaces = [\"essex\"]\nscope = \"local\"\navailability = \"not stated\"\npart_of = \"whole\"\nlink = \"https://x\"", quoted(note)).unwrap();
            }
            text + &insights.concat()
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_record_written_and_read_is_the_same(text in record()) {
        let id: Slug = "s".parse().unwrap();
        let (source, problems) = read_source(&id, "s.toml", &text, &framework());
        prop_assert!(problems.is_empty(), "{problems:?} in {text}");
        let (again, problems) = read_source(&id, "s.toml", &write_source(source.as_ref().unwrap()), &framework());
        prop_assert!(problems.is_empty(), "{problems:?}");
        prop_assert_eq!(&again, &source);
    }

    #[test]
    fn a_template_made_of_a_record_reads_back_as_that_record(text in record()) {
        let id: Slug = "s".parse().unwrap();
        let source = read_source(&id, "s.toml", &text, &framework()).0.unwrap();
        let (again, problems) = read(&filled_template(&source));
        prop_assert!(problems.is_empty(), "{problems:?}");
        prop_assert_eq!(again, Some(source));
    }

    #[test]
    fn any_cells_at_all_are_read_without_harm(
        rows in prop::collection::vec(prop::collection::vec(prop_oneof![
            "(?s).{0,12}", Just("Kind".to_owned()), Just("Text".to_owned()), Just("quote".to_owned()), Just("Base number".to_owned()), Just("literature".to_owned()), Just("99999999999999999999".to_owned()),
        ], 0..6), 0..12),
        name in prop::sample::select(vec!["Source", "Insights", "Table 1"]),
    ) {
        let rows: Vec<Vec<&str>> = rows.iter().map(|row| row.iter().map(String::as_str).collect()).collect();
        let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
        let (_, problems) = read(&[table(name, &rows), table("Source", &[KIND, TITLE])]);
        prop_assert!(problems.iter().all(|problem| problem.code != "toml_syntax"), "{problems:?}");
    }
}
