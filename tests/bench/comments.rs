//! A million comments in a bank: twenty searches and five weighted tables, alone and of the people whose words match.

use std::error::Error;
use std::fs;
use std::sync::Arc;

use insight_bank::engine::embedded::EmbeddedEngine;
use insight_bank::engine::{Crosstab, Distribution, Engine, Facet, Filters, SearchRequest, Sort, TabulateRequest};
use insight_bank::id::Slug;
use insight_bank::survey::Questionnaire;
use serde_json::{Value, json};

use crate::folder;
use crate::measure::Results;
use crate::options::Options;

/// The texts that are looked for, by kind; the three rare words stand in `rare.json`.
const QUERIES: [(&str, &[&str]); 17] = [
    ("term", &["appointment"]),
    ("term", &["parking"]),
    ("term", &["interpreter"]),
    ("term", &["wheelchair"]),
    ("and", &["nurse", "kind"]),
    ("and", &["waiting", "appointment"]),
    ("and", &["parking", "car"]),
    ("and", &["discharge", "pain"]),
    ("phrase", &["waiting", "time"]),
    ("phrase", &["discharge", "letter"]),
    ("phrase", &["pain", "medication"]),
    ("or", &["rude", "privacy", "dignity"]),
    ("or", &["doctor", "nurse", "midwife"]),
    ("or", &["bed", "night", "scan"]),
    ("prefix", &["medic"]),
    ("prefix", &["transp"]),
    ("prefix", &["commun"]),
];
/// The columns the others count as facets.
const FACETS: [&str; 3] = ["district", "age_band", "source_type"];
/// The tables: the rows and the columns.
const TABLES: [(&str, &str); 5] =
    [("themes", "district"), ("q1", "age_band"), ("q2", "ethnicity"), ("q3", "district"), ("themes", "gender")];
/// The word of the tables after a match.
const MATCH: &str = "\"appointment\"";

/// Measures everything and writes the results.
pub(crate) fn run(options: &Options) -> Result<String, Box<dyn Error>> {
    let (bank, root) = folder::bank(&options.folder)?;
    let (framework, survey) = (Arc::new(bank.framework().clone()), bank.survey(folder::COMMENTS)?);
    drop(bank);
    let (engine, _) = EmbeddedEngine::open(&root.join("index"), framework)?;
    let asked = Asked { engine: engine.with_threads(options.threads), questionnaire: &survey.record.questionnaire };
    let mut results = Results::new(format!("insight_bank_t{}", options.threads), options.reps);
    searches(&asked, &queries(options)?, &mut results)?;
    tables(&asked, &mut results)?;
    results.note_memory("query");
    results.save(&options.folder)
}

/// The queries by kind, as they are typed here: a word in quotation marks is looked for as it is written, as the others do.
fn queries(options: &Options) -> Result<Vec<(String, String)>, Box<dyn Error>> {
    let rare = fs::read_to_string(options.folder.join("rare.json")).unwrap_or_else(|_| "[]".to_owned());
    let rare: Vec<String> = serde_json::from_str(&rare)?;
    let exact = |word: &&str| format!("\"{word}\"");
    let typed = |(kind, words): &(&str, &[&str])| {
        let typed = match *kind {
            "phrase" => format!("\"{}\"", words.join(" ")),
            "or" => words.iter().map(exact).collect::<Vec<_>>().join(" OR "),
            "prefix" => format!("{}*", words.concat()),
            _ => words.iter().map(exact).collect::<Vec<_>>().join(" "),
        };
        ((*kind).to_owned(), typed)
    };
    let rare = rare.into_iter().map(|word| ("rare".to_owned(), format!("\"{word}\"")));
    Ok(QUERIES.iter().map(typed).chain(rare).collect())
}

/// The engine with the survey of the comments.
struct Asked<'a> {
    engine: EmbeddedEngine,
    questionnaire: &'a Questionnaire,
}

impl Asked<'_> {
    fn search(&self, query: &str, facets: bool) -> Result<u64, Box<dyn Error>> {
        let request = SearchRequest {
            query: query.to_owned(),
            filters: Filters::default(),
            sort: Sort::Relevance,
            limit: 10,
            cursor: None,
            facets,
        };
        let hits = self.engine.search(&request)?;
        let kinds: u64 = hits.facets.get(&Facet::Kind).into_iter().flatten().map(|value| value.count).sum();
        if facets && kinds != hits.total {
            return Err(format!("`{query}`: a facet does not add up").into());
        }
        Ok(hits.total)
    }

    fn position(&self, question: &str) -> Result<usize, String> {
        self.questionnaire.position(question).ok_or_else(|| format!("the comments have no `{question}`"))
    }

    /// A table of `rows` by each of `columns`, of everybody or of those whose words match.
    fn table(
        &self,
        rows: &str,
        columns: &[&str],
        matching: Option<&str>,
        weight: Option<&str>,
    ) -> Result<Crosstab, Box<dyn Error>> {
        let banner = columns.iter().map(|column| Ok(vec![self.position(column)?]));
        let request = TabulateRequest {
            survey: folder::COMMENTS.parse::<Slug>()?,
            question: self.position(rows)?,
            banner: banner.collect::<Result<Vec<_>, String>>()?,
            filters: Vec::new(),
            matching: matching.map(ToOwned::to_owned),
            weight: weight.map(|weight| self.position(weight)).transpose()?,
        };
        Ok(self.engine.tabulate(&request)?)
    }

    fn label(&self, question: &str, option: u16) -> Result<String, String> {
        let question = self.questionnaire.questions.get(self.position(question)?);
        let option = question.and_then(|question| question.options.get(usize::from(option)));
        option.map(|option| option.label.clone()).ok_or_else(|| "an option has no label".to_owned())
    }
}

fn searches(asked: &Asked<'_>, queries: &[(String, String)], results: &mut Results) -> Result<(), Box<dyn Error>> {
    let mut counts = Vec::new();
    for (kind, query) in queries {
        let of_kind = format!("search_{kind}");
        let count = results.time(&[&of_kind, "search_all"], || asked.search(query, true))?;
        results.time(&["top10count_all"], || asked.search(query, false))?;
        let people = results.time(&["search_columns_all"], || {
            let found = asked.search(query, false)?;
            let table = asked.table("text", &FACETS, Some(query), None)?;
            Ok((found, table.columns.first().map_or(0, |total| total.respondents.n)))
        })?;
        if people != (count, count) {
            return Err(format!("{query}: {count} insights, but {people:?} people").into());
        }
        let as_typed = query.replace('"', "");
        results.time(&["search_stems_all"], || asked.search(&as_typed, true))?;
        counts.push(count);
    }
    results.note("counts", counts);
    Ok(())
}

fn tables(asked: &Asked<'_>, results: &mut Results) -> Result<(), Box<dyn Error>> {
    let mut figures = Vec::new();
    for (group, matching) in [("xtab_all", None), ("xtab_filter", Some(MATCH))] {
        for (rows, columns) in TABLES {
            let table = results.time(&[group], || asked.table(rows, &[columns], matching, Some("weight")))?;
            figures.push(json!({ "group": group, "rows": rows, "columns": columns, "cells": cells(asked, rows, columns, &table)? }));
        }
    }
    results.note("figures", figures);
    Ok(())
}

/// The cells of a table by the labels of row and column, as the other engines name them: how many people, and their weight.
fn cells(asked: &Asked<'_>, rows: &str, columns: &str, table: &Crosstab) -> Result<Vec<Value>, Box<dyn Error>> {
    let mut cells = Vec::new();
    for column in table.columns.iter().filter(|column| column.block.is_some()) {
        let (Some(Some(option)), Distribution::Codes(codes)) = (column.path.first(), &column.answers) else { continue };
        for (code, tally) in codes {
            let names = (asked.label(rows, *code)?, asked.label(columns, *option)?);
            cells.push(json!([names.0, names.1, tally.n, tally.weight]));
        }
    }
    Ok(cells)
}
