//! What each type of question becomes.

use super::*;
use crate::survey::QuestionKind::{self, Date, Multiple, Number, Open, Ranking, Scale, Single};

fn single_question(letter: char) -> String {
    let question = format!("1~0~7~8~{letter}~q~Words~N~1~en");
    old(
        &[&question],
        &["2~1~SQ1~Row one~0~1~en", "3~1~SQ2~Row two~0~2~en", "4~1~C1~Column~1~1~en"],
        &["1~A1~Low~1~en~0", "1~A2~Middle~2~en~0", "1~A3~High~3~en~0", "1~B1~Bad~1~en~1", "1~B2~Good~2~en~1"],
    )
}

#[test]
fn every_type_becomes_questions_of_its_kind() {
    let cases: [(&str, usize, QuestionKind); 15] = [
        ("L!OWZYGI", 1, Single),
        ("5", 1, Scale),
        ("MP", 1, Multiple),
        ("N", 1, Number),
        ("D", 1, Date),
        ("STU", 1, Open),
        ("K", 2, Number),
        ("Q", 2, Open),
        ("ABEFH", 2, Scale),
        ("C", 2, Single),
        ("1", 4, Scale),
        (":", 2, Number),
        (";", 2, Open),
        ("R", 5, Ranking),
        ("X|*", 0, Open),
    ];
    for (letters, count, kind) in cases {
        for letter in letters.chars() {
            let (form, problems) = form(&single_question(letter));
            assert_eq!((form.questions.len(), problems), (count, vec![]), "type {letter}");
            let first = form.questions.first().map(|question| question.question.kind);
            assert!(first.is_none_or(|found| found == kind), "type {letter}");
        }
    }
}

#[test]
fn a_list_has_its_other_with_words_and_its_comment() {
    let text = old(&["1~0~7~8~O~q~Words~Y~1~en"], &[], &["1~A1~Tea~2~en~0", "1~A2~Milk~1~en~0"]);
    let (form, _) = form(&text);
    let question = question(&form, "q");
    assert_eq!(options(&question.question), ["A2=Milk", "A1=Tea", "-oth-=Other"]);
    assert_eq!(question.columns, one(&["q", "7X8X1"]));
    assert_eq!(question.words, ["q[other]", "q_other", "7X8X1other", "q[comment]", "q_comment", "7X8X1comment"],);
}

#[test]
fn a_second_other_is_told_from_the_first() {
    let (form, _) = form(&old(&["1~0~7~8~L~q~Words~Y~1~en"], &[], &["1~A1~other~1~en~0"]));
    assert_eq!(options(&question(&form, "q").question), ["A1=other", "-oth-=Other, in their own words"]);
}

#[test]
fn a_multiple_choice_has_a_column_for_each_option_and_words_for_its_comments() {
    let text = old(&["1~0~7~8~P~q~Words~Y~1~en"], &["2~1~a~Tea~0~1~en", "3~1~b~None~0~2~en"], &[]);
    let text = text.replace("</document>", "")
        + &table("question_attributes", "qid attribute value", &["1~exclude_all_others~b"]);
    let (form, _) = form(&(text + "</document>"));
    let question = question(&form, "q");
    assert_eq!(options(&question.question), ["a=Tea", "b=None", "other=Other"]);
    assert_eq!(
        question.question.options.iter().map(|option| option.exclusive).collect::<Vec<_>>(),
        [false, true, false]
    );
    let Columns::PerOption(columns) = &question.columns else { panic!("columns for each option") };
    assert_eq!(columns[1], (vec!["q[b]".to_owned(), "q_b".to_owned(), "7X8X1b".to_owned()], 1));
    assert_eq!(columns.len(), 2);
    let bracketed: Vec<&String> = question.words.iter().filter(|name| name.contains('[')).collect();
    assert_eq!(bracketed, ["q[acomment]", "q[bcomment]", "q[other]", "q[othercomment]"]);
}

#[test]
fn the_items_of_an_array_share_its_grid_and_answers() {
    let (form, _) = form(&single_question('F'));
    assert_eq!(ids(&form), ["q.SQ1", "q.SQ2"]);
    let item = question(&form, "q.SQ2");
    assert_eq!(item.question.text, "Row two");
    assert_eq!(item.question.grid.as_ref().map(|grid| (grid.id.as_str(), grid.text.as_str())), Some(("q", "Words")));
    assert_eq!(item.columns, one(&["q[SQ2]", "q_SQ2", "7X8X1SQ2"]));
    assert_eq!(options(&item.question), ["A1=Low", "A2=Middle", "A3=High"]);
}

#[test]
fn both_scales_of_a_dual_array_are_grids_with_their_own_answers() {
    let (form, _) = form(&single_question('1'));
    assert_eq!(ids(&form), ["q.SQ1.1", "q.SQ2.1", "q.SQ1.2", "q.SQ2.2"]);
    let second = question(&form, "q.SQ1.2");
    assert_eq!(second.columns, one(&["q[SQ1][2]", "q_SQ1_1", "7X8X1SQ1#1"]));
    assert_eq!(
        (second.question.kind, options(&second.question)),
        (Single, vec!["B1=Bad".to_owned(), "B2=Good".to_owned()])
    );
}

#[test]
fn cells_of_a_table_are_questions_of_their_own() {
    let (form, _) = form(&single_question(':'));
    let cell = question(&form, "q.SQ1_C1");
    assert_eq!(cell.question.text, "Row one \u{2013} Column");
    assert_eq!(cell.columns, one(&["q[SQ1_C1]", "q_SQ1_C1", "7X8X1SQ1_C1"]));
}

#[test]
fn boxes_in_a_table_are_ticked_and_sliders_say_what_their_ends_mean() {
    let with = |letter: char, attribute: &str| {
        let text = single_question(letter).replace("</document>", "").replace("Row one", "|None|All");
        form(&(text + &table("question_attributes", "qid attribute value", &[attribute]) + "</document>")).0
    };
    let (boxes, sliders) = (with(':', "1~multiflexible_checkbox~1"), with('K', "1~slider_layout~1"));
    assert_eq!((ids(&boxes), question(&boxes, "q.SQ2").question.kind), (vec!["q.SQ1", "q.SQ2"], Multiple));
    let Columns::PerOption(columns) = &question(&boxes, "q.SQ2").columns else { panic!("columns for each option") };
    assert_eq!((columns.len(), columns[0].0[0].as_str()), (1, "q[SQ2_C1]"));
    assert_eq!(question(&sliders, "q.SQ1").question.text, "Words (None \u{2013} All)");
    assert_eq!(question(&sliders, "q.SQ2").question.text, "Row two");
}

#[test]
fn every_item_of_a_ranking_has_the_ranks_as_options() {
    let (form, _) = form(&single_question('R'));
    let item = question(&form, "q.A2");
    assert_eq!(options(&item.question)[..2], ["1=Rank 1", "2=Rank 2"]);
    let Columns::PerRank(columns, ways) = &item.columns else { panic!("columns for each rank") };
    assert_eq!((columns.len(), columns[1][0].as_str()), (5, "q[2]"));
    assert_eq!(ways, &["A2", "Middle"]);
}

#[test]
fn numbers_in_exports_for_statistics_programs_name_the_options_limesurvey_brings() {
    let (form, _) = form(&single_question('C'));
    let item = question(&form, "q.SQ1");
    let named = |way: &str| {
        let (_, at) = item.spellings.iter().find(|(known, _)| known == way).unwrap();
        item.question.options[usize::from(*at)].id.as_str()
    };
    assert_eq!([named("1"), named("2"), named("3"), named("Nein")], ["Y", "N", "U", "N"]);
}

#[test]
fn what_is_uploaded_reckoned_or_hidden_is_technical() {
    for letter in ['|', '*'] {
        let (form, _) = form(&single_question(letter));
        assert!(
            form.technical.iter().any(|name| name == "q") && form.technical.iter().any(|name| name == "submitdate")
        );
    }
    let text = single_question('F').replace("</document>", "");
    let (form, _) =
        form(&(text + &table("question_attributes", "qid attribute value", &["1~hidden~1"]) + "</document>"));
    assert!(form.questions.is_empty() && form.technical.iter().any(|name| name == "q[SQ1]"));
    assert!(!form.technical.iter().any(|name| name == "startlanguage"));
}

#[test]
fn a_question_that_cannot_be_made_is_told() {
    let (form, problems) =
        form(&old(&["1~0~7~8~?~q~Words~N~1~en", "2~0~7~8~L~r~Words~N~1~en", "3~0~7~8~T~~W~N~1~en"], &[], &[]));
    assert!(form.questions.is_empty());
    let codes: Vec<&str> = problems.iter().map(|problem| problem.code.as_str()).collect();
    assert_eq!(codes, ["unknown_question_type", "question_without_parts", "question_without_code"]);
    assert!(problems.iter().all(|problem| problem.hint.is_some()));
}

#[test]
fn codes_alike_get_ids_that_are_not() {
    let (form, _) = form(&old(
        &["1~0~7~8~T~q~A~N~1~en", "2~0~7~8~T~Q~B~N~1~en", "3~0~7~8~L~\u{e4} b~C~N~1~en"],
        &[],
        &["3~a~One~1~en~0", "3~A~Two~2~en~0", "3~@|~Three~3~en~0"],
    ));
    assert_eq!(ids(&form), ["q", "Q-2", "__b"]);
    let question = question(&form, "__b");
    assert_eq!(options(&question.question), ["a=One", "A-2=Two", "_=Three"]);
    assert!(question.spellings.contains(&("A".to_owned(), 1)));
}
