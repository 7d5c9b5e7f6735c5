//! What is written reads back the same, and what is wrong is said with its place.

use jiff::civil::Date;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

use super::*;
use crate::corpus::{Dates, Source, SourceKind, SurveyKind};
use crate::problem::{Problem, any_error};
use crate::survey::{
    Answer, AnswerOption, Class, Code, Condition, Grid, Missing, OtherWords, Question, QuestionKind, Questionnaire,
    Respondent, Role,
};

const KINDS: [QuestionKind; 8] = [
    QuestionKind::Single,
    QuestionKind::Multiple,
    QuestionKind::Scale,
    QuestionKind::Number,
    QuestionKind::Date,
    QuestionKind::Open,
    QuestionKind::Ranking,
    QuestionKind::Technical,
];

/// Words as awkward as people write them; never empty, because no words at all is no answer.
pub(in crate::survey) fn words() -> impl Strategy<Value = String> {
    let awkward = select(vec![
        "@",
        "@@",
        "@none",
        "@not_asked",
        "=1+1",
        " ",
        "\t",
        "\n",
        "\r\n",
        "\"",
        "\"\"",
        ",",
        ";",
        "|",
        "a,b",
        "-",
        "'",
        "\u{feff}",
        "é",
        "\\",
        "\\n",
        "\u{1}",
    ]);
    prop_oneof![vec(awkward, 1..4).prop_map(|parts| parts.concat()), "(?s).{1,20}"]
}

pub(in crate::survey) fn question(index: usize) -> impl Strategy<Value = Question> {
    let options = vec((words(), option::of(select(Missing::ALL[1..].to_vec()))), 1..5);
    let parts = (words(), select(KINDS.to_vec()), options, any::<[bool; 4]>(), words());
    parts.prop_map(move |(text, kind, labels, [sensitive, gridded, conditional, flagged], code)| {
        use QuestionKind::{Multiple, Ranking, Scale, Single};
        let option = |(number, (label, meaning)): (usize, (String, Option<Missing>))| AnswerOption {
            id: format!("o-{number}=é, \"x\""),
            label,
            meaning,
            exclusive: number == 1,
            priority: (number == 2).then(|| "children".parse().unwrap()),
        };
        let coded = matches!(kind, Single | Multiple | Scale | Ranking);
        Question {
            id: format!("Q{index}.a_@-1"),
            text,
            kind,
            class: if sensitive { Class::Sensitive } else { Class::Opinion },
            options: if coded { labels.into_iter().enumerate().map(option).collect() } else { Vec::new() },
            grid: gridded.then(|| Grid { id: "g".to_owned(), text: code.clone() }),
            asked_if: (conditional && index > 0)
                .then(|| Condition { question: "Q0.a_@-1".to_owned(), options: vec!["nobody-knows".to_owned()] }),
            codes: if kind == QuestionKind::Open {
                vec![Code { id: "c".to_owned(), label: code, themes: vec!["access".parse().unwrap()] }]
            } else {
                Vec::new()
            },
            role: flagged.then_some(if sensitive { Role::Weight } else { Role::Consent }),
            empty_is_answer: kind == Multiple && flagged,
        }
    })
}

fn questionnaire() -> impl Strategy<Value = Questionnaire> {
    (0_usize..5)
        .prop_flat_map(|count| (0..count).map(question).collect::<Vec<_>>())
        .prop_map(|questions| Questionnaire { questions })
}

fn answer(question: &Question) -> BoxedStrategy<Answer> {
    let missing = select(Missing::ALL.to_vec()).prop_map(Answer::Missing);
    let count = u16::try_from(question.options.len()).unwrap();
    let given = match question.kind {
        QuestionKind::Single | QuestionKind::Scale => (0..count).prop_map(|index| Answer::Options(vec![index])).boxed(),
        QuestionKind::Multiple | QuestionKind::Ranking => {
            let least = usize::from(question.kind == QuestionKind::Ranking);
            let all: Vec<u16> = (0..count).collect();
            (Just(all).prop_shuffle(), least..=usize::from(count))
                .prop_map(|(all, take)| Answer::Options(all.into_iter().take(take).collect()))
                .boxed()
        }
        QuestionKind::Number => {
            any::<f64>().prop_filter("finite", |number| number.is_finite()).prop_map(Answer::Number).boxed()
        }
        QuestionKind::Date => (1_i16..9999, 1_i8..13, 1_i8..29)
            .prop_map(|(year, month, day)| Answer::Date(Date::new(year, month, day).unwrap()))
            .boxed(),
        QuestionKind::Open | QuestionKind::Technical => words().prop_map(Answer::Text).boxed(),
    };
    prop_oneof![1 => missing, 3 => given].boxed()
}

fn survey() -> impl Strategy<Value = (Questionnaire, Vec<Respondent>)> {
    questionnaire().prop_flat_map(|questionnaire| {
        let answers: Vec<_> = questionnaire.questions.iter().map(answer).collect();
        let others = vec(option::of(words()), questionnaire.questions.len());
        let rows = vec((answers, others), 0..6);
        (Just(questionnaire), rows).prop_map(|(questionnaire, rows)| {
            let respondent = |(number, (answers, others)): (usize, (Vec<Answer>, Vec<Option<String>>))| Respondent {
                id: format!("r,{number}"),
                answers,
                others: others
                    .into_iter()
                    .enumerate()
                    .filter_map(|(question, words)| words.map(|words| (question, OtherWords(words))))
                    .collect(),
            };
            let respondents = rows.into_iter().enumerate().map(respondent).collect();
            (questionnaire, respondents)
        })
    })
}

fn source(title: &str) -> Source {
    Source {
        year: Some(2026),
        dates: Dates { from: Some("2026-01".to_owned()), to: None },
        method: Some("On \"paper\"".to_owned()),
        places: vec!["stevenage".parse().unwrap()],
        survey_kind: Some(SurveyKind::Unknown),
        ..Source::new("carers-2026".parse().unwrap(), SourceKind::Survey, title)
    }
}

proptest! {
    #[test]
    fn a_questionnaire_reads_back_as_it_was_written(questionnaire in questionnaire(), title in words()) {
        let text = write_record(&source(&title), &questionnaire);
        let (read, problems) = read_questionnaire("source.toml", &text);
        prop_assert_eq!(read, questionnaire);
        prop_assert!(problems.iter().all(|problem| problem.code == "unknown_option"), "{:?}", problems);
        let root: toml::Table = text.parse().unwrap();
        prop_assert_eq!(root["title"].as_str(), Some(title.as_str()));
    }

    #[test]
    fn answers_read_back_as_they_were_written((questionnaire, respondents) in survey()) {
        let mut csv = Vec::new();
        let words = |question: usize| respondents.iter().any(|one| one.others.iter().any(|(other, _)| *other == question));
        let worded = (0..questionnaire.questions.len()).map(words).collect();
        let mut writer = ResponseWriter::new(&questionnaire, worded, &mut csv).unwrap();
        for respondent in &respondents {
            writer.write(respondent).unwrap();
        }
        writer.finish().unwrap();
        let (reader, problems) = ResponseReader::new("responses.csv", &questionnaire, csv.as_slice());
        prop_assert_eq!(problems, Vec::new());
        let (read, problems): (Vec<_>, Vec<_>) = reader.unzip();
        prop_assert_eq!(problems.concat(), Vec::new());
        prop_assert!(read.into_iter().flatten().eq(respondents));
    }

    #[test]
    fn any_bytes_are_read_without_a_panic(bytes in vec(any::<u8>(), 0..200), text in "(?s).{0,200}") {
        let (questionnaire, _) = read_questionnaire("s", &text);
        let (reader, _) = ResponseReader::new("r", &questionnaire, bytes.as_slice());
        prop_assert!(reader.count() <= bytes.len());
        read_codings("c", &questionnaire, &bytes);
    }
}

const RECORD: &str = r#"
[[question]]
id = "q1"
text = "Which?"
kind = "multiple"
class = "opinion"
options = [{ id = "a", label = "A" }, { id = "b", label = "B" }]

[[question]]
id = "words"
text = "Anything else?"
kind = "open"
class = "opinion"
codes = [{ id = "funding", label = "Needs funding" }]
"#;

fn read(csv: &str) -> (Vec<Option<Respondent>>, Vec<Problem>) {
    let (questionnaire, problems) = read_questionnaire("source.toml", RECORD);
    assert_eq!(problems, Vec::new());
    let (reader, mut problems) = ResponseReader::new("responses.csv", &questionnaire, csv.as_bytes());
    let (respondents, more): (Vec<_>, Vec<_>) = reader.unzip();
    problems.extend(more.concat());
    (respondents, problems)
}

fn codes(problems: &[Problem]) -> Vec<(&str, Option<u64>)> {
    problems.iter().map(|problem| (problem.code.as_str(), problem.place.line)).collect()
}

#[test]
fn a_questionnaire_of_faults_is_told_of_within_bounds() {
    let text = "[[question]]\nid = \"q\"\nkind = \"none\"\n".repeat(2_000);
    let (_, problems) = read_questionnaire("source.toml", &text);
    assert_eq!(problems.len(), 501);
    assert_eq!(problems.last().map(|problem| problem.code.as_str()), Some("more_problems"));
}

#[test]
fn every_problem_of_a_questionnaire_is_told_at_once_with_its_line() {
    let text = "[[question]]\nid = \"q1\"\ntext = \"T\"\nkind = \"sinlge\"\nclass = \"opinion\"\ncolour = 3\n\n\
                [[question]]\nid = \"Q1\"\nkind = \"open\"\nclass = \"opinion\"\n\n\
                [[question]]\nid = \"q3\"\nkind = \"single\"\nclass = \"opinion\"\nasked_if = \"q9=x\"\n";
    let (questionnaire, problems) = read_questionnaire("source.toml", text);
    assert_eq!(questionnaire.questions.len(), 2);
    let expected = [
        ("unknown_key", Some(6)),
        ("unknown_word", Some(4)),
        ("no_options", Some(13)),
        ("duplicate_id", Some(8)),
        ("unknown_question", Some(13)),
    ];
    let mut found = codes(&problems);
    found.sort_unstable();
    let mut expected = expected.to_vec();
    expected.sort_unstable();
    assert_eq!(found, expected);
}

#[test]
fn toml_that_cannot_be_parsed_is_told_with_its_line() {
    let (_, problems) = read_questionnaire("source.toml", "kind = \"survey\"\n[[question]\n");
    assert_eq!(codes(&problems), [("bad_toml", Some(2))]);
}

#[test]
fn a_mistyped_option_is_invalid_and_told_with_its_line_and_column() {
    let (respondents, problems) = read("respondent,q1,words\nr1,a|b,fine\nr2,a|bb,fine\n");
    assert_eq!(codes(&problems), [("unknown_option", Some(3))]);
    assert_eq!(problems[0].place.field.as_deref(), Some("q1"));
    assert_eq!(problems[0].hint.as_deref(), Some("did you mean `b`?"));
    let answers = &respondents[1].as_ref().unwrap().answers;
    assert_eq!(answers[0], Answer::Missing(Missing::Invalid));
    assert_eq!(answers[1], Answer::Text("fine".to_owned()));
}

#[test]
fn ragged_repeated_and_nameless_rows_do_not_hide_the_others() {
    let (respondents, problems) = read("respondent,q1,words\nr1,a\nr1,b,x\n,b,x\nr2,b,x\n");
    let expected = [("ragged_row", Some(2)), ("duplicate_id", Some(3)), ("no_respondent", Some(4))];
    assert_eq!(codes(&problems), expected);
    assert_eq!(respondents.iter().flatten().count(), 2);
}

#[test]
fn a_heading_that_does_not_fit_the_questionnaire_is_told() {
    let (_, problems) = read("respondent,q1,wrods\nr1,a,x\n");
    assert_eq!(codes(&problems), [("unknown_question", Some(1)), ("missing_column", Some(1))]);
    assert!(any_error(&problems));
    assert_eq!(problems[0].hint.as_deref(), Some("did you mean `words`?"));
}

#[test]
fn what_somebody_said_is_not_repeated_in_a_problem() {
    let long = "I waited for eleven hours and nobody came to see me at all";
    let (_, problems) = read(&format!("respondent,q1,words\nr1,{long},x\n"));
    assert!(!format!("{problems:?}").contains("eleven"));
}

#[test]
fn codings_are_checked_against_the_frame() {
    let (questionnaire, _) = read_questionnaire("source.toml", RECORD);
    let csv = b"respondent,question,code\nr1,words,Funding\nr2,words,@none\nr3,words,fundign\nr4,q9,x\nr5,words\n";
    let (codings, problems) = read_codings("codings.csv", &questionnaire, csv);
    assert_eq!(codings.len(), 2);
    assert_eq!(codings[0].code.as_deref(), Some("funding"));
    assert_eq!(codings[1].code, None);
    let expected = [("unknown_code", Some(4)), ("unknown_question", Some(5)), ("ragged_row", Some(6))];
    assert_eq!(codes(&problems), expected);
}
