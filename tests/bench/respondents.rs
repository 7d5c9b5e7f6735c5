//! Five million respondents made from a seed, and the weighted table of thirteen regions by eight ages of them.

use std::error::Error;
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::Path;
use std::sync::Arc;

use insight_bank::corpus::{Source, SourceKind};
use insight_bank::engine::embedded::EmbeddedEngine;
use insight_bank::engine::{
    Crosstab, Distribution, Engine, IndexChange, Silent, SourceEntry, SurveyEntry, TabulateRequest,
};
use insight_bank::framework::Framework;
use insight_bank::id::Slug;
use insight_bank::survey::{
    Answer, AnswerOption, Class, Missing, Question, QuestionKind, Questionnaire, Respondent, Role,
};
use serde_json::json;

use crate::measure::Results;
use crate::options::Options;

/// How many there are.
pub(crate) const PEOPLE: u32 = 5_000_000;
/// How many regions.
pub(crate) const REGIONS: u8 = 13;
/// How many ages; one more stands for those who did not say.
pub(crate) const AGES: u8 = 8;
const SURVEY: &str = "respondents";
const WORDS: [&str; 12] =
    ["queue", "kind", "late", "clean", "letter", "ward", "ramp", "garden", "noise", "lift", "food", "phone"];

/// One of them.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Person {
    /// Their region, from 0.
    pub(crate) region: u8,
    /// Their age, from 0; [`AGES`] where they did not say.
    pub(crate) age: u8,
    /// Their weight.
    pub(crate) weight: f64,
    /// Which word they wrote beside `bus` or instead of it; most wrote none.
    words: Option<(bool, u8)>,
}

impl Person {
    /// Whether they wrote the word that is looked for.
    pub(crate) fn matches(&self) -> bool {
        self.words.is_some_and(|(bus, _)| bus)
    }

    fn text(&self) -> Option<String> {
        let (bus, word) = self.words?;
        let word = WORDS.get(usize::from(word)).copied().unwrap_or_default();
        Some(if bus { format!("the bus and the {word}") } else { format!("only the {word}") })
    }
}

/// All of them, the same every time.
pub(crate) fn people() -> impl Iterator<Item = Person> {
    let mut chance = Chance(20_261_123);
    (0..PEOPLE).map(move |_| {
        let region = chance.below(u32::from(REGIONS)).min(chance.below(u32::from(REGIONS)));
        let said = chance.below(100) >= 3;
        let age = if said { chance.below(u32::from(AGES)) } else { u32::from(AGES) };
        let weight = f64::from(3_000 + chance.below(24_000)) / 10_000.0;
        let byte = |number: u32| u8::try_from(number).unwrap_or_default();
        let words = (chance.below(10) == 0).then(|| (chance.below(2) == 0, byte(chance.below(12))));
        Person { region: byte(region), age: byte(age), weight, words }
    })
}

/// A small generator of numbers (Steele, Lea and Flood 2014, `SplitMix64`).
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: u32) -> u32 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^= mixed >> 31;
        u32::try_from(((mixed >> 32) * u64::from(end)) >> 32).unwrap_or_default()
    }
}

/// Measures everything and writes the results.
pub(crate) fn run(options: &Options) -> Result<String, Box<dyn Error>> {
    let engine = engine(&options.folder)?.with_threads(options.threads);
    let mut results = Results::new(format!("insight_bank_5m_t{}", options.threads), options.reps);
    let mut figures = Vec::new();
    for (group, matching) in [("xtab_all", None), ("xtab_filter", Some("\"bus\""))] {
        let request = TabulateRequest {
            survey: SURVEY.parse::<Slug>()?,
            question: 1,
            banner: vec![vec![0]],
            filters: Vec::new(),
            matching: matching.map(ToOwned::to_owned),
            weight: Some(2),
        };
        let first = std::time::Instant::now();
        engine.tabulate(&request)?;
        results.note(&format!("{group}_first_ms"), first.elapsed().as_secs_f64() * 1e3);
        let table = results.time(&[group], || Ok(engine.tabulate(&request)?))?;
        figures.push(json!({ "group": group, "cells": cells(&table) }));
    }
    results.note("figures", figures);
    results.note_memory("query");
    results.save(&options.folder)
}

/// Region, age, how many, and their weight.
fn cells(table: &Crosstab) -> Vec<(u16, u16, u64, f64)> {
    let mut cells = Vec::new();
    for column in &table.columns {
        if let (Some(Some(region)), Distribution::Codes(codes)) = (column.path.first(), &column.answers) {
            cells.extend(codes.iter().map(|(age, tally)| (*region, *age, tally.n, tally.weight)));
        }
    }
    cells
}

/// The engine with all of them indexed, and the same as `respondents.csv` for the others.
fn engine(folder: &Path) -> Result<EmbeddedEngine, Box<dyn Error>> {
    let file = folder.join("respondents.csv");
    if !file.exists() {
        write_csv(&file)?;
    }
    let index = folder.join("respondents-index");
    fs::create_dir_all(&index)?;
    let (engine, _) = EmbeddedEngine::open(&index, Arc::new(Framework::default()))?;
    let source = Source::new(SURVEY.parse()?, SourceKind::Survey, "Five million");
    if engine.fingerprints().contains_key(&source.id) {
        return Ok(engine);
    }
    let questionnaire = questionnaire();
    let respondents = Box::new(people().zip(0_u32..).map(|(person, at)| respondent(&person, at)));
    let survey = SurveyEntry { questionnaire: &questionnaire, respondents, codings: Vec::new() };
    let entry = SourceEntry { source: &source, fingerprint: "1".into(), insights: Vec::new(), survey: Some(survey) };
    engine.index(IndexChange { add: vec![entry], ..IndexChange::default() }, &Silent)?;
    Ok(engine)
}

fn write_csv(file: &Path) -> Result<(), Box<dyn Error>> {
    let unfinished = file.with_extension("unfinished");
    let mut out = BufWriter::new(File::create(&unfinished)?);
    writeln!(out, "region,age,weight,words")?;
    for person in people() {
        let age = if person.age < AGES { person.age.to_string() } else { String::new() };
        writeln!(out, "{},{age},{},{}", person.region, person.weight, person.text().unwrap_or_default())?;
    }
    out.into_inner()?.sync_all()?;
    Ok(fs::rename(unfinished, file)?)
}

fn questionnaire() -> Questionnaire {
    let question = |id: &str, kind, options: u8, role| Question {
        id: id.to_owned(),
        text: id.to_owned(),
        kind,
        class: Class::Opinion,
        options: (0..options).map(option).collect(),
        grid: None,
        asked_if: None,
        codes: Vec::new(),
        role,
        empty_is_answer: false,
    };
    let questions = vec![
        question("region", QuestionKind::Single, REGIONS, None),
        question("age", QuestionKind::Single, AGES, None),
        question("weight", QuestionKind::Number, 0, Some(Role::Weight)),
        question("words", QuestionKind::Open, 0, None),
    ];
    Questionnaire { questions }
}

fn option(at: u8) -> AnswerOption {
    AnswerOption { id: at.to_string(), label: at.to_string(), ..AnswerOption::default() }
}

fn respondent(person: &Person, at: u32) -> Respondent {
    let blank = || Answer::Missing(Missing::Blank);
    let age = if person.age < AGES { Answer::Options(vec![u16::from(person.age)]) } else { blank() };
    let answers = vec![
        Answer::Options(vec![u16::from(person.region)]),
        age,
        Answer::Number(person.weight),
        person.text().map_or_else(blank, Answer::Text),
    ];
    Respondent { id: format!("r{at:07}"), answers, others: Vec::new() }
}
