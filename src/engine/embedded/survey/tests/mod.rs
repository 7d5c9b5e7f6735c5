//! Counting respondents, against a naive recount.

use jiff::civil::Date;

use crate::corpus::{Consent, InsightKind};
use crate::engine::embedded::EmbeddedEngine;
use crate::engine::embedded::tests::{framework, in_memory, slug, source};
use crate::engine::{
    Comparison, CrosstabColumn, Distribution, Engine, EngineError, IndexChange, RowFilter, SearchRequest, Silent, Sort,
    SourceEntry, SurveyEntry, TabulateRequest, Tally,
};
use crate::survey::{
    Answer, AnswerOption, Class, Code, Coding, Missing, OtherWords, Question, QuestionKind, Questionnaire, Respondent,
    Role,
};

mod recount;

const SINGLE: usize = 0;
const MULTIPLE: usize = 1;
const NUMBER: usize = 2;
const DATE: usize = 3;
const OPEN: usize = 4;
const CODED: usize = 5;
const WEIGHT: usize = 6;
const CONSENT: usize = 7;
/// A question with so many options that they do not fit into a byte.
const WIDE: usize = 8;

fn question(id: &str, kind: QuestionKind, options: &[&str]) -> Question {
    let option =
        |label: &&str| AnswerOption { id: (*label).to_owned(), label: (*label).to_owned(), ..AnswerOption::default() };
    Question {
        id: id.to_owned(),
        text: format!("About {id}"),
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

fn questionnaire() -> Questionnaire {
    let mut questions = vec![
        question("one", QuestionKind::Single, &["a", "b", "unsaid"]),
        question("many", QuestionKind::Multiple, &["x", "y", "none of it"]),
        question("number", QuestionKind::Number, &[]),
        question("day", QuestionKind::Date, &[]),
        question("open", QuestionKind::Open, &[]),
        question("coded", QuestionKind::Open, &[]),
        question("weight", QuestionKind::Number, &[]),
        question("consent", QuestionKind::Single, &["yes", "no"]),
        question("wide", QuestionKind::Single, &["one of many"; 300]),
    ];
    questions[SINGLE].options[2].meaning = Some(Missing::PreferNotToSay);
    questions[MULTIPLE].options[2].meaning = Some(Missing::NotApplicable);
    let code = |id: &str, themes: &[&str]| Code {
        id: id.into(),
        label: id.into(),
        themes: themes.iter().map(|id| slug(id)).collect(),
    };
    questions[CODED].codes = vec![code("home", &["housing"]), code("tone", &[])];
    questions[WEIGHT].role = Some(Role::Weight);
    questions[CONSENT].role = Some(Role::Consent);
    Questionnaire { questions }
}

fn respondent(at: usize, answers: Vec<Answer>) -> Respondent {
    Respondent { id: format!("r{at:06}"), answers, others: Vec::new() }
}

fn index(engine: &EmbeddedEngine, respondents: &[Respondent], codings: Vec<Coding>) {
    let (source, questionnaire) = (source("survey", Some(2022)), questionnaire());
    let survey =
        SurveyEntry { questionnaire: &questionnaire, respondents: Box::new(respondents.iter().cloned()), codings };
    let entry = SourceEntry { source: &source, fingerprint: "p".into(), insights: Vec::new(), survey: Some(survey) };
    engine.index(IndexChange { add: vec![entry], ..IndexChange::default() }, &Silent).unwrap();
}

fn of(question: usize) -> TabulateRequest {
    TabulateRequest {
        survey: slug("survey"),
        question,
        banner: Vec::new(),
        filters: Vec::new(),
        matching: None,
        weight: None,
    }
}

/// A few respondents, by hand.
fn by_hand() -> EmbeddedEngine {
    let engine = in_memory();
    let blank = || Answer::Missing(Missing::Blank);
    let text = |words: &str| Answer::Text(words.into());
    let number = Answer::Number;
    let options = |chosen: &[u16]| Answer::Options(chosen.to_vec());
    let mut respondents = vec![
        vec![
            options(&[0]),
            options(&[0, 1]),
            number(3.0),
            Answer::Date(Date::constant(1970, 1, 2)),
            text("the bus"),
            text("damp"),
            number(2.0),
            options(&[0]),
        ],
        vec![options(&[1]), options(&[]), number(-0.5), blank(), blank(), text("fine"), number(0.5), options(&[1])],
        vec![
            options(&[2]),
            blank(),
            Answer::Missing(Missing::NotAsked),
            blank(),
            text("buses"),
            blank(),
            blank(),
            blank(),
        ],
    ];
    let respondents: Vec<Respondent> =
        respondents.drain(..).enumerate().map(|(at, answers)| respondent(at, answers)).collect();
    let coding = |respondent: &str, code: Option<&str>| Coding {
        respondent: respondent.into(),
        question: "coded".into(),
        code: code.map(ToOwned::to_owned),
    };
    index(
        &engine,
        &respondents,
        vec![coding("r000000", Some("home")), coding("r000000", Some("tone")), coding("r000001", None)],
    );
    engine
}

fn codes(column: &CrosstabColumn) -> Vec<(u16, u64)> {
    match &column.answers {
        Distribution::Codes(codes) => codes.iter().map(|(code, tally)| (*code, tally.n)).collect(),
        _ => panic!("not codes"),
    }
}

fn missing(column: &CrosstabColumn) -> Vec<(Missing, u64)> {
    column.missing.iter().map(|(reason, tally)| (*reason, tally.n)).collect()
}

#[test]
fn options_codes_numbers_days_and_words_are_counted_with_their_reasons() {
    let engine = by_hand();
    let total = |question| engine.tabulate(&of(question)).unwrap().columns.remove(0);
    assert_eq!(codes(&total(SINGLE)), [(0, 1), (1, 1)]);
    assert_eq!(missing(&total(SINGLE)), [(Missing::PreferNotToSay, 1)]);
    assert_eq!(codes(&total(MULTIPLE)), [(0, 1), (1, 1)]);
    assert_eq!(missing(&total(MULTIPLE)), [(Missing::Blank, 1)]);
    assert_eq!(codes(&total(CODED)), [(0, 1), (1, 1)]);
    assert_eq!(missing(&total(CODED)), [(Missing::Blank, 1)]);
    let values = |question| match total(question).answers {
        Distribution::Values(values) => values.into_iter().map(|(value, tally)| (value, tally.n)).collect::<Vec<_>>(),
        _ => panic!("not values"),
    };
    assert_eq!(values(NUMBER), [(-0.5, 1), (3.0, 1)]);
    assert_eq!(missing(&total(NUMBER)), [(Missing::NotAsked, 1)]);
    assert_eq!(values(DATE), [(1.0, 1)]);
    assert_eq!((total(OPEN).answers, missing(&total(OPEN))), (Distribution::Texts, vec![(Missing::Blank, 1)]));
}

#[test]
fn weights_are_summed_and_who_has_none_weighs_nothing() {
    let engine = by_hand();
    let columns = engine.tabulate(&TabulateRequest { weight: Some(WEIGHT), ..of(SINGLE) }).unwrap().columns;
    assert_eq!(columns[0].respondents, Tally { n: 3, weight: 2.5, weight_squared: 4.25 });
}

#[test]
fn answers_can_be_searched_for_words_and_themes_and_nothing_is_loosened() {
    let engine = by_hand();
    let count = |query: &str| {
        let request = TabulateRequest { matching: Some(query.into()), ..of(SINGLE) };
        engine.tabulate(&request).map(|table| table.columns[0].respondents.n)
    };
    assert_eq!(count("bus").unwrap(), 2);
    assert_eq!(count("bus damp").unwrap(), 1);
    assert_eq!(count("bus fine").unwrap(), 0);
    assert_eq!(count("theme:home").unwrap(), 1);
    assert_eq!(count("-bus").unwrap(), 1);
    assert_eq!(count(" ").unwrap(), 3);
    assert!(matches!(count("place:town"), Err(EngineError::Question { .. })));
}

#[test]
fn an_option_that_stands_for_a_reason_can_be_filtered_by() {
    let engine = by_hand();
    let filter = RowFilter { question: SINGLE, comparison: Comparison::AnyCode(vec![2]) };
    let table = engine.tabulate(&TabulateRequest { filters: vec![filter], ..of(OPEN) }).unwrap();
    assert_eq!(table.columns[0].respondents.n, 1);
}

#[test]
fn what_does_not_fit_is_refused_with_its_reason() {
    let engine = by_hand();
    let fault = |request: TabulateRequest| engine.tabulate(&request).unwrap_err().to_string();
    assert!(fault(of(99)).contains("question number 100"));
    assert!(fault(TabulateRequest { banner: vec![vec![NUMBER]], ..of(SINGLE) }).contains("`number` has no options"));
    assert!(fault(TabulateRequest { weight: Some(OPEN), ..of(SINGLE) }).contains("`open` holds no numbers"));
    let filter = RowFilter { question: NUMBER, comparison: Comparison::AnyCode(vec![1]) };
    assert!(fault(TabulateRequest { filters: vec![filter], ..of(SINGLE) }).contains("`number`"));
    assert!(fault(TabulateRequest { survey: slug("other"), ..of(SINGLE) }).contains("`other`"));
}

#[test]
fn an_open_answer_is_an_insight_with_its_themes_and_consent() {
    let engine = by_hand();
    let hit = engine.find(&"survey.coded.r000000".parse().unwrap()).unwrap().unwrap().insight;
    assert_eq!((hit.kind, hit.consent), (InsightKind::Answer, Some(Consent::Yes)));
    assert_eq!(hit.themes, [slug("housing")]);
    assert_eq!((hit.question.as_deref(), hit.respondent.as_deref()), (Some("coded"), Some("r000000")));
    let (answers, total) = engine.list(&slug("survey"), 0, 9).unwrap();
    let locals: Vec<&str> = answers.iter().map(|hit| hit.insight.id.local.as_str()).collect();
    assert_eq!((locals, total), (vec!["open.r000000", "coded.r000000", "coded.r000001", "open.r000002"], 4));
    let consent =
        |local: &str| engine.find(&format!("survey.{local}").parse().unwrap()).unwrap().unwrap().insight.consent;
    assert_eq!((consent("coded.r000001"), consent("open.r000002")), (Some(Consent::No), Some(Consent::No)));
}

#[test]
fn words_beside_an_option_are_searched_too() {
    let engine = in_memory();
    let mut one = respondent(0, vec![Answer::Options(vec![0])]);
    one.others = vec![(SINGLE, OtherWords("by boat".into()))];
    index(&engine, &[one, respondent(1, Vec::new())], Vec::new());
    let table = engine.tabulate(&TabulateRequest { matching: Some("boats".into()), ..of(SINGLE) }).unwrap();
    assert_eq!(table.columns[0].respondents.n, 1);
}

#[test]
fn a_survey_of_nobody_counts_nobody() {
    let dir = tempfile::tempdir().unwrap();
    let (engine, _) = EmbeddedEngine::open(dir.path(), framework()).unwrap();
    index(&engine, &[], Vec::new());
    drop(engine);
    let (engine, problems) = EmbeddedEngine::open(dir.path(), framework()).unwrap();
    assert!(problems.is_empty(), "{problems:?}");
    let table = engine
        .tabulate(&TabulateRequest { banner: vec![vec![SINGLE]], matching: Some("x".into()), ..of(MULTIPLE) })
        .unwrap();
    assert!(table.columns.iter().all(|column| column.respondents.n == 0));
}

#[test]
fn responses_are_kept_swept_and_checked_on_disk() {
    let dir = tempfile::tempdir().unwrap();
    let folders = || {
        std::fs::read_dir(dir.path().join("surveys")).unwrap().flatten().map(|entry| entry.path()).collect::<Vec<_>>()
    };
    let open = || EmbeddedEngine::open(dir.path(), framework()).unwrap();
    let people: Vec<Respondent> =
        (0..5).map(|at| respondent(at, vec![Answer::Options(vec![u16::from(at > 1)])])).collect();
    let engine = open().0;
    index(&engine, &people, Vec::new());
    let before = engine.tabulate(&of(SINGLE)).unwrap();
    std::fs::create_dir(dir.path().join("surveys/.building-left-behind")).unwrap();
    index(&engine, &people, Vec::new());
    assert_eq!(folders().len(), 1, "what was replaced or left behind is gone");
    drop(engine);
    let (engine, problems) = open();
    assert!(problems.is_empty());
    assert_eq!(engine.tabulate(&of(SINGLE)).unwrap(), before);
    drop(engine);
    let layout = folders()[0].join("layout.json");
    std::fs::write(&layout, std::fs::read_to_string(&layout).unwrap().replace("\"one\"", "\"two\"")).unwrap();
    let (engine, problems) = open();
    assert!(problems[0].message.contains("the responses of `survey`"), "{problems:?}");
    index(&engine, &people, Vec::new());
    std::fs::remove_dir_all(&folders()[0]).unwrap();
    assert_eq!(open().1.len(), 1, "a missing folder is noticed");
    let request = SearchRequest {
        query: String::new(),
        filters: crate::engine::Filters::default(),
        sort: Sort::Relevance,
        limit: 1,
        cursor: None,
        facets: false,
    };
    assert_eq!(open().0.search(&request).unwrap().total, 0);
}
