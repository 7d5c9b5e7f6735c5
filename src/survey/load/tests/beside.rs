//! Columns that stand beside a question: words of those who chose nothing on the list, reasons, items answered with Yes or No.

use super::*;

/// An export of `SurveyMonkey` with a choice in one column and the words of the others in the next.
fn heard(answers: &[(&str, &str)]) -> LoadedSurvey {
    let mut csv = "Respondent ID,Collector ID,How did you hear?,\n,,Response,Other (please specify)\n".to_owned();
    for (row, (answer, words)) in answers.iter().enumerate() {
        csv += &format!("{},1,{answer},{words}\n", 118_000_000_000_u64 + row as u64);
    }
    load(&csv)
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
    assert_eq!(counts(&survey, "Q1"), [("Tea", 3), ("Milk", 2)]);
    assert_eq!(words(&survey, "Q1"), ["nice", "none for me"]);
}
