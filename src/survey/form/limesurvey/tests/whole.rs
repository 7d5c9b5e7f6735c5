//! Whole files: new and old ones, several languages, archives, tables of text, and damage of every sort.

use std::io::{Cursor, Write};

use proptest::prelude::*;
use zip::write::{SimpleFileOptions, ZipWriter};

use super::*;
use crate::file::{Row, Rows};
use crate::survey::form::limesurvey::markup::plain;

/// A new export in English and German.
fn new() -> String {
    export(&[
        table("surveys", "sid language additional_languages", &["7~en~de-informal"]),
        table(
            "surveys_languagesettings",
            "surveyls_language surveyls_title",
            &["de-informal~Umfrage", "en~<b>Survey</b>"],
        ),
        table("questions", "qid parent_qid sid gid type title question_order", &["2~0~7~8~L~q2~2", "1~0~7~8~T~q1~1"]),
        table(
            "question_l10ns",
            "qid question language",
            &["1~<p>Why&nbsp;so, {TOKEN:FIRSTNAME}?</p>~en", "1~Warum?~de-informal", "2~Which?~en", "2~~de-informal"],
        ),
        table("answers", "aid qid code sortorder", &["5~2~A1~1", "6~2~A2~2"]),
        table("answer_l10ns", "aid answer language", &["5~Yes &amp; no~en", "5~Ja~de-informal", "6~Maybe~en"]),
    ])
}

fn packed(entries: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in entries {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

#[test]
fn a_new_export_is_read_in_its_own_language() {
    let (form, problems) = form(&new());
    assert_eq!(
        (form.maker.as_str(), form.title.as_deref(), form.language.as_deref()),
        ("LimeSurvey", Some("Survey"), Some("en"))
    );
    assert_eq!(ids(&form), ["q1", "q2"]);
    assert_eq!(question(&form, "q1").question.text, "Why so, {TOKEN:FIRSTNAME}?");
    assert_eq!(options(&question(&form, "q2").question), ["A1=Yes & no", "A2=Maybe"]);
    assert_eq!(problems, []);
}

#[test]
fn another_language_is_read_when_it_is_wanted_and_told_when_it_is_not_there() {
    let (form, problems) = read_limesurvey("s.lss", new().as_bytes(), Some("de")).unwrap();
    assert_eq!((form.title.as_deref(), form.language.as_deref()), (Some("Umfrage"), Some("de-informal")));
    assert_eq!(question(&form, "q1").question.text, "Warum?");
    // What was not translated keeps its code or the words of the survey's own language.
    assert_eq!(question(&form, "q2").question.text, "q2");
    assert_eq!(options(&question(&form, "q2").question), ["A1=Ja", "A2=Maybe"]);
    assert_eq!(problems, []);
    let (form, problems) = read_limesurvey("s.lss", new().as_bytes(), Some("fr")).unwrap();
    assert_eq!((form.language.as_deref(), problems[0].code.as_str()), (Some("en"), "language_not_found"));
}

#[test]
fn an_old_export_repeats_its_questions_and_is_read_once() {
    let text =
        old(&["1~0~7~8~L~q~What?~N~1~en", "1~0~7~8~L~q~Was?~N~1~de"], &[], &["1~A1~Tea~1~en~0", "1~A1~Tee~1~de~0"]);
    let (form, _) = read_limesurvey("s.lss", text.as_bytes(), Some("de")).unwrap();
    assert_eq!((ids(&form), question(&form, "q").question.text.as_str()), (vec!["q"], "Was?"));
    assert_eq!(options(&question(&form, "q").question), ["A1=Tee"]);
}

#[test]
fn the_structure_as_a_table_of_text_is_read_like_the_rest() {
    let text = "id\trelated_id\tclass\ttype/scale\tname\trelevance\ttext\thelp\tlanguage\tother\thidden\n\
        \t\tS\t\tlanguage\t\ten\t\t\t\t\n\
        \t\tSL\t\tsurveyls_title\t\tSurvey\t\ten\t\t\n\
        1\t\tG\tG0\tGroup\t1\t\t\ten\t\t\n\
        2\t\tQ\tL\tq1\t1\t\"<p>Tea or milk?</p>\"\t\ten\tY\t\n\
        2\t\tA\t0\tA1\t\tTea\t\ten\t\t\n\
        3\t\tQ\tF\tq2\tq1.NAOK == \"\"A1\"\"\tRows\t\ten\tN\t\n\
        4\t\tSQ\t0\tSQ1\t1\tRow\t\ten\t\t\n\
        3\t\tA\t0\tA1\t\tGood\t\ten\t\t\n\
        5\t\tQ\tT\tq3\t1\tHidden\t\ten\tN\t1\n\
        1\t\tG\tG0\tGruppe\t1\t\t\tde\t\t\n\
        2\t\tQ\tL\tq1\t1\tTee oder Milch?\t\tde\tY\t\n\
        2\t\tA\t0\tA1\t\tTee\t\tde\t\t\n";
    let (form, problems) = read_limesurvey("s.txt", text.replace("\"\"", "\"").as_bytes(), Some("de")).unwrap();
    assert_eq!((ids(&form), problems), (vec!["q1", "q2.SQ1"], vec![]));
    assert_eq!((form.title.as_deref(), form.language.as_deref()), (Some("Survey"), Some("de")));
    let first = question(&form, "q1");
    assert_eq!((first.question.text.as_str(), first.columns.clone()), ("Tee oder Milch?", one(&["q1"])));
    assert_eq!(options(&first.question), ["A1=Tee", "-oth-=Other"]);
    let condition = question(&form, "q2.SQ1").question.asked_if.as_ref();
    assert_eq!(condition.map(|condition| condition.question.as_str()), Some("q1"));
    assert!(form.technical.iter().any(|name| name == "q3"));
}

#[test]
fn an_archive_gives_its_questionnaire_and_its_responses_under_the_headings_of_exports() {
    let rows = "<document><responses><fields><fieldname>id</fieldname><fieldname>7X8X1SQ1#0</fieldname></fields>\
        <rows><row><id>1</id><_7X8X1SQ1-0><![CDATA[A1]]></_7X8X1SQ1-0></row><row><id>2</id></row></rows></responses></document>";
    let survey = old(&["1~0~7~8~1~q~W~N~1~en"], &["2~1~SQ1~Row~0~1~en"], &["1~A1~Low~1~en~0", "1~B1~High~1~en~1"]);
    let archive = packed(&[("survey_7.lss", &survey), ("survey_7_responses.lsr", rows)]);
    let (form, _) = read_limesurvey("s.lsa", &archive, None).unwrap();
    assert_eq!(ids(&form), ["q.SQ1.1", "q.SQ1.2"]);
    let mut responses = read_limesurvey_responses("s.lsa", &archive).unwrap().unwrap();
    let mut row = Row::default();
    let mut read = Vec::new();
    while responses.read(&mut row).unwrap() {
        read.push(row.iter().map(str::to_owned).collect::<Vec<_>>());
    }
    assert_eq!(read, [["id", "q[SQ1][1]"], ["1", "A1"], ["2", ""]]);
    assert!(!format!("{responses:?}").contains("A1"));
    assert!(read_limesurvey_responses("s.lsa", &packed(&[("s.lss", &survey)])).unwrap().is_none());
}

#[test]
fn what_is_no_questionnaire_is_refused_with_a_way_on() {
    for bytes in
        [&b""[..], b"a,b\n1,2\n", b"<html><p>Hello</p></html>", b"<document></document>", &packed(&[("a.txt", "x")])]
    {
        let problems = read_limesurvey("s.lss", bytes, None).unwrap_err();
        assert_eq!((problems[0].code.as_str(), problems[0].hint.is_some()), ("not_limesurvey", true));
    }
}

#[test]
fn a_survey_without_questions_is_an_empty_form() {
    let (form, problems) = form(&export(&[]));
    assert_eq!((form.questions.len(), problems[0].code.as_str()), (0, "no_questions"));
}

#[test]
fn a_file_that_breaks_off_gives_what_comes_before() {
    let whole = new();
    let (cut, _) = whole.split_at(whole.find("<answers>").unwrap());
    let (form, problems) = form(cut);
    assert_eq!(ids(&form), ["q1"]);
    assert_eq!(
        problems.iter().map(|problem| problem.code.as_str()).collect::<Vec<_>>(),
        ["damaged_file", "question_without_parts"]
    );
    assert_eq!(problems[0].place.line, Some(2));
}

#[test]
fn entities_are_never_expanded_and_nesting_is_bounded() {
    let text = old(&["1~0~7~8~T~q~Words~N~1~en"], &[], &[]).replace(
        "<document>",
        "<!DOCTYPE document [<!ENTITY a \"&b;&b;\"><!ENTITY b SYSTEM \"file:///etc/hostname\">]><document>",
    );
    let (read, _) = form(&text.replace("<![CDATA[Words]]>", "Words &a; &amp;lt;"));
    assert_eq!(question(&read, "q").question.text, "Words &a; <");
    let (_, problems) = form(&old(&["1~0~7~8~T~q~W~N~1~en"], &[], &[]).replace("</document>", &"<a>".repeat(100_000)));
    assert_eq!(problems[0].code, "damaged_file");
}

#[test]
fn an_array_that_would_swell_beyond_measure_is_cut_short() {
    let long = "word ".repeat(40_000);
    let asked = format!("1~0~7~8~A~q~{long}~N~1~en");
    let parts: Vec<String> = (2..1_200).map(|id| format!("{id}~1~S{id}~Row~0~1~en")).collect();
    let (form, problems) = form(&old(&[&asked], &parts.iter().map(String::as_str).collect::<Vec<_>>(), &[]));
    assert!(!form.questions.is_empty() && form.questions.len() < 400);
    assert_eq!(problems[0].code, "questionnaire_too_large");
}

#[test]
fn wordings_lose_their_markup_and_nothing_else() {
    let cases = [
        ("<div><p>One</p><br/>two</div>", "One two"),
        ("<SPAN style=\"x\">a</span>b <18 & under; 5 > 3", "ab <18 & under; 5 > 3"),
        (
            "f&uuml;r &pound;5 &#8211; &#x26;&eacute; &unknown; {if(q1.NAOK &gt; 3, 'a', 'b')}",
            "für £5 – &é &unknown; {if(q1.NAOK > 3, 'a', 'b')}",
        ),
        ("<script>var a = '<p>';</script>Words<style>p { }</style><!-- no -->!", "Words !"),
        ("<script>never closed </p>", ""),
    ];
    for (markup, expected) in cases {
        assert_eq!(plain(markup), expected);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn arbitrary_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let _ = read_limesurvey("s.lss", &bytes, Some("en"));
        let _ = read_limesurvey_responses("s.lsa", &bytes);
    }

    #[test]
    fn a_damaged_export_never_panics(
        which in 0_usize..3, changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8), cut in any::<prop::sample::Index>(),
    ) {
        let text = [new(), old(&["1~0~7~8~F~q~W~Y~q==1~en"], &["2~1~a~R~0~1~en"], &["1~A1~Tea~1~en~0"]), "id\tclass\ttype/scale\tname\ttext\n1\tQ\tL\tq\tWhat?\n".to_owned()];
        let mut bytes = text[which].clone().into_bytes();
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        let _ = read_limesurvey("s.lss", &bytes, None);
        bytes.truncate(cut.index(bytes.len()));
        let _ = read_limesurvey("s.lss", &bytes, Some("de"));
    }

    #[test]
    fn plain_words_are_left_alone(words in "[a-zA-Z0-9,.?!{}:\u{e4}]{1,8}( [a-zA-Z0-9,.?!{}:\u{e4}]{1,8}){0,5}") {
        prop_assert_eq!(plain(&words), words);
    }

    #[test]
    fn no_markup_is_too_odd(text in "[<>/!&;#a-z -]{0,60}") {
        let _ = plain(&text);
    }
}
