//! Columns that stand beside a question: words of those who chose nothing on the list, reasons, items answered with Yes or No.

use super::*;

/// An export of `SurveyMonkey` with a choice in one column and the words of the others in the next.
fn heard(answers: &[(&str, &str)]) -> LoadedSurvey {
    let mut csv = "Respondent ID,Collector ID,How did you hear?,\n,,Response,Other (please specify)\n".to_owned();
    for (id, (answer, words)) in (118_000_000_000_u64..).zip(answers) {
        let line = format!("{id},1,{answer},{words}\n");
        csv.push_str(&line);
    }
    load(&csv)
}

/// The counts in the order of the labels.
fn sorted<'s>(survey: &'s LoadedSurvey, id: &str) -> Vec<(&'s str, usize)> {
    let mut counted = counts(survey, id);
    counted.sort_unstable();
    counted
}

#[test]
fn who_only_wrote_words_beside_a_choice_chose_the_other_option() {
    let friends = [("Friend", ""), ("Poster", ""), ("Friend", ""), ("", "my cousin"), ("Poster", ""), ("", "a vet")];
    let survey = heard(&friends);
    assert_eq!(survey.questionnaire.questions.len(), 1);
    let expected = [("Friend", 2), ("Poster", 2), ("Other (please specify)", 2)];
    assert_eq!(counts(&survey, "how-did-you-hear"), expected);
    assert_eq!(words(&survey, "how-did-you-hear"), ["my cousin", "a vet"]);
}

#[test]
fn an_option_that_the_answer_names_itself_is_counted_once() {
    let rows = [("Friend", ""), ("Other (please specify)", "my cousin"), ("Friend", ""), ("", "a vet"), ("", "")];
    let survey = heard(&rows);
    let expected = [("Friend", 2), ("Other (please specify)", 2)];
    assert_eq!(counts(&survey, "how-did-you-hear"), expected);
    assert_eq!(answers(&survey, "how-did-you-hear")[4], &Answer::Missing(Missing::Blank));
    let lime = "id. Response ID,Q07. Main reason,Q07[other]. Main reason [Other]\n\
        1,Time,\n2,Other,my mum\n3,Time,\n4,,the rain\n5,Cost,\n6,Cost,\n";
    let survey = load(lime);
    assert_eq!(survey.questionnaire.questions.len(), 1);
    assert_eq!(counts(&survey, "Q07").into_iter().find(|(label, _)| *label == "Other"), Some(("Other", 2)));
    assert_eq!(words(&survey, "Q07"), ["my mum", "the rain"]);
}

#[test]
fn a_comment_beside_a_choice_is_no_choice() {
    let csv = "Q1. Which?,Q1[comment]. Which? [Comment]\nTea,\nMilk,nice\nTea,\n,none for me\nMilk,\nTea,\n";
    let survey = load(csv);
    assert_eq!(counts(&survey, "Q1"), [("Milk", 2), ("Tea", 3)]);
    assert_eq!(words(&survey, "Q1"), ["nice", "none for me"]);
}

#[test]
fn items_of_which_people_answered_some_with_yes_or_no_are_asked_apart() {
    let heading = "Q1[SQ001]. Can you? [Walk],Q1[SQ002]. Can you? [Drive]";
    let survey = load(&format!("{heading}\nYes,No\nYes,\n,Yes\nNo,Yes\nNo,No\n,\n"));
    assert_eq!(sorted(&survey, "Q1.SQ001"), [("No", 2), ("Yes", 2)]);
    assert_eq!(sorted(&survey, "Q1.SQ002"), [("No", 2), ("Yes", 2)]);
    assert_eq!(answers(&survey, "Q1.SQ001")[2], &Answer::Missing(Missing::Blank));
    let all = load(&format!("{heading}\nYes,No\nYes,No\nNo,Yes\nNo,No\n,\n"));
    assert_eq!(counts(&all, "Q1"), [("Walk", 2), ("Drive", 1)]);
}

#[test]
fn neighbours_that_repeat_their_headings_are_told_as_options_of_one_question() {
    let survey = load("Bus,Train,Well?\nBus,,Yes\n,Train,No\nBus,Train,Yes\n,,No\n,Train,Yes\nBus,,No\n");
    assert!(open_codes(&survey).contains(&"looks_like_options"));
    let apart = load("Bus,Well?,Train\nBus,Yes,\n,No,Train\nBus,Yes,Train\n,No,\n,Yes,Train\nBus,No,\n");
    assert!(!open_codes(&apart).contains(&"looks_like_options"));
}

#[test]
fn reasons_in_citizen_space_stand_beside_the_answer_and_not_answered_is_blank() {
    let heading = "Response ID,Date Submitted,Status,Do you agree? - Answer,Do you agree? - Please explain your answer";
    let answers_given =
        ["Agree,", "Disagree,too dear", "Not Answered,", "Agree,it is time", "Disagree,", "Agree,Not Answered"];
    let mut csv = heading.to_owned();
    for (row, answer) in answers_given.iter().enumerate() {
        let line = format!("\nANON-000{row}-ABCD-1,2024-02-01 10:00:00,submitted,{answer}");
        csv.push_str(&line);
    }
    let survey = load(&csv);
    assert_eq!(sorted(&survey, "do-you-agree"), [("Agree", 3), ("Disagree", 2)]);
    assert_eq!(answers(&survey, "do-you-agree")[2], &Answer::Missing(Missing::Blank));
    assert_eq!(words(&survey, "do-you-agree"), ["too dear", "it is time"]);
    assert_eq!(survey.reconciliation.recognised.maker.as_deref(), Some("Citizen Space"));
}

#[test]
fn a_comment_or_a_number_of_the_record_is_no_routing() {
    let mut csv = "Ref,Rate,Comments,Colour\n".to_owned();
    for row in 0..40 {
        let (rate, comment) = (["good", "poor", "fair"][row % 3], if row % 2 > 0 && row % 3 > 0 { "ok" } else { "" });
        let line = format!("{},{rate},{comment},{}\n", 100 + row % 14, if row % 3 > 0 { "Red" } else { "" });
        csv.push_str(&line);
    }
    let survey = load(&csv);
    let routed = survey.reconciliation.open_points.iter().find(|point| point.code == "looks_routed").unwrap();
    assert!(
        routed.message.contains("`Colour` if `Rate=") && !routed.message.contains("Comments"),
        "{}",
        routed.message
    );
}
