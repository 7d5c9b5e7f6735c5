//! Which questions are the same in two waves, and what must hold for any two.

use proptest::prelude::*;

use super::*;
use crate::survey::{Class, Grid};

fn question(id: &str, text: &str, kind: QuestionKind, options: &[&str]) -> Question {
    let option = |label: &&str| AnswerOption {
        id: text::slug_of(label, 40),
        label: (*label).to_owned(),
        ..AnswerOption::default()
    };
    Question {
        id: id.to_owned(),
        text: text.to_owned(),
        kind,
        class: Class::Opinion,
        options: options.iter().map(option).collect(),
        grid: None,
        asked_if: None,
        codes: Vec::new(),
        role: None,
        empty_is_answer: false,
    }
}

fn open(id: &str, text: &str) -> Question {
    question(id, text, QuestionKind::Open, &[])
}

fn single(id: &str, options: &[&str]) -> Question {
    question(id, "How was it?", QuestionKind::Single, options)
}

fn links(earlier: &[Question], later: &[Question]) -> Vec<(String, String, LinkedBy)> {
    let wave = |questions: &[Question]| Questionnaire { questions: questions.to_vec() };
    link(&wave(earlier), &wave(later)).into_iter().map(|link| (link.earlier, link.later, link.by)).collect()
}

#[track_caller]
fn linked(earlier: &[Question], later: &[Question], expected: &[(&str, &str, LinkedBy)]) {
    let found = links(earlier, later);
    let found: Vec<_> = found.iter().map(|(old, new, by)| (old.as_str(), new.as_str(), *by)).collect();
    assert_eq!(found, expected);
}

fn options(earlier: Question, later: Question) -> OptionsChange {
    let wave = |question| Questionnaire { questions: vec![question] };
    link(&wave(earlier), &wave(later)).remove(0).options
}

#[test]
fn the_same_id_and_wording_link_whatever_the_case_and_the_punctuation() {
    linked(
        &[open("Q7", "How are you, really?")],
        &[open("q7", "how are you \u{2013} really")],
        &[("Q7", "q7", LinkedBy::Both)],
    );
}

#[test]
fn the_same_id_with_another_wording_is_another_question() {
    linked(&[open("q7", "How are you?")], &[open("q7", "Where do you live?")], &[]);
}

#[test]
fn the_same_id_with_a_wording_that_was_mended_is_the_same_question() {
    let (before, after) =
        ("What is the duration of your contract?", "What is the duration (in years) of your contract?");
    let wave = |text: &str| Questionnaire { questions: vec![open("q7", text)] };
    let found = link(&wave(before), &wave(after)).remove(0);
    assert_eq!((found.by, found.reworded), (LinkedBy::Id, true));
    assert!(!link(&wave(before), &wave(before)).remove(0).reworded);
    linked(&[open("q7", "Were you named as the lead author?")], &[open("q7", "Were you thanked in the paper?")], &[]);
    linked(&[open("q7", "Do you work?")], &[open("q7", "Do you walk?")], &[]);
    linked(&[open("q7", "Are you satisfied?")], &[open("q7", "Are you dissatisfied?")], &[]);
    linked(
        &[open("q7", before), open("q8", "Where?")],
        &[open("q7", after), open("q9", before)],
        &[("q7", "q9", LinkedBy::Wording)],
    );
}

#[test]
fn a_wording_under_another_id_links_only_where_it_is_the_only_one() {
    linked(&[open("q7", "How are you?")], &[open("q9", "How are you?")], &[("q7", "q9", LinkedBy::Wording)]);
    linked(&[open("q7", "How are you?"), open("q8", "How are you?")], &[open("q9", "How are you?")], &[]);
    linked(&[open("q7", "How are you?")], &[open("q8", "How are you?"), open("q9", "How are you?")], &[]);
}

#[test]
fn items_of_grids_link_by_both_wordings() {
    let item = |id: &str, grid: &str| Question {
        grid: Some(Grid { id: "g".to_owned(), text: grid.to_owned() }),
        ..open(id, "Nurses")
    };
    let (care, time) = (item("a.1", "Who cared for you?"), item("b.1", "Who had time for you?"));
    linked(
        &[care.clone(), time.clone()],
        &[item("x.1", "Who had time for you?")],
        &[("b.1", "x.1", LinkedBy::Wording)],
    );
    linked(&[care], &[item("a.1", "Who was rude to you?")], &[]);
}

#[test]
fn questions_without_words_need_answers_in_common() {
    let bare = |options: &[&str]| question("q1", "q1", QuestionKind::Single, options);
    linked(&[bare(&["Good", "Poor"])], &[bare(&["Poor", "Fair"])], &[("q1", "q1", LinkedBy::Id)]);
    linked(&[bare(&["Good", "Poor"])], &[bare(&["North", "South"])], &[]);
    linked(&[bare(&["Good", "Poor"])], &[open("q1", "")], &[]);
}

#[test]
fn columns_of_the_export_itself_are_no_questions() {
    let id = || question("id", "Response ID", QuestionKind::Technical, &[]);
    linked(&[id()], &[id()], &[]);
}

#[test]
fn options_are_the_same_renamed_or_others() {
    let scale = |options: &[&str]| Question { kind: QuestionKind::Scale, ..single("q", options) };
    assert_eq!(options(single("q", &["A", "B"]), single("q", &["B.", "a"])), OptionsChange::Same);
    assert_eq!(options(scale(&["Low", "High"]), scale(&["High", "Low"])), OptionsChange::Different);
    assert_eq!(options(single("q", &["A", "B"]), single("q", &["A", "B", "C"])), OptionsChange::Different);
    assert_ne!(options(single("q", &["<18", "18+"]), single("q", &[">18", "18+"])), OptionsChange::Same);
    assert_eq!(options(single("q", &["A"]), open("q", "How was it?")), OptionsChange::Different);
    let mut again = single("q", &["A", "B"]);
    again.options[1].label = "Better".to_owned();
    let change = OptionsChange::Renamed(vec![("B".to_owned(), "Better".to_owned())]);
    assert_eq!(options(single("q", &["A", "B"]), again), change);
}

fn any_wave() -> impl Strategy<Value = Vec<Question>> {
    let kinds = prop_oneof![
        Just(QuestionKind::Single),
        Just(QuestionKind::Scale),
        Just(QuestionKind::Open),
        Just(QuestionKind::Technical)
    ];
    let one = ("[a-cA-C]?", "[ab?]{0,2}|\\PC{0,6}", kinds, proptest::collection::vec("[xy<]{0,2}", 0..3));
    proptest::collection::vec(one, 0..8).prop_map(|all| {
        let make = |(id, text, kind, options): (String, String, QuestionKind, Vec<String>)| {
            question(&id, &text, kind, &options.iter().map(String::as_str).collect::<Vec<_>>())
        };
        let mut seen = BTreeSet::new();
        all.into_iter().map(make).filter(|question| seen.insert(question.id.to_lowercase())).collect()
    })
}

#[test]
fn a_question_worded_as_its_id_does_not_take_the_place_of_one_with_words() {
    linked(&[open("a", "b")], &[open("b", "b"), open("c", "b")], &[("a", "c", LinkedBy::Wording)]);
}

proptest! {
    #[test]
    fn links_are_one_to_one_and_the_same_from_either_side(earlier in any_wave(), later in any_wave()) {
        let there = links(&earlier, &later);
        let back: BTreeSet<_> = links(&later, &earlier).into_iter().map(|(new, old, by)| (old, new, by)).collect();
        prop_assert_eq!(there.iter().map(|link| &link.0).collect::<BTreeSet<_>>().len(), there.len());
        prop_assert_eq!(there.iter().map(|link| &link.1).collect::<BTreeSet<_>>().len(), there.len());
        prop_assert_eq!(there.into_iter().collect::<BTreeSet<_>>(), back);
    }

    #[test]
    fn every_question_is_its_own_with_the_same_options(wave in any_wave()) {
        let asked = wave.iter().filter(|question| question.kind != QuestionKind::Technical).count();
        let wave = Questionnaire { questions: wave };
        let found = link(&wave, &wave);
        prop_assert_eq!(found.len(), asked);
        prop_assert!(found.iter().all(|link| link.earlier == link.later && link.options == OptionsChange::Same));
    }
}
