//! The engine as its callers see it.

use std::path::Path;
use std::sync::Arc;

use super::EmbeddedEngine;
use crate::corpus::{Edition, Insight, InsightKind, Source, SourceKind, Voice};
use crate::engine::{Engine, Facet, Filters, Hits, IndexChange, SearchRequest, Silent, Sort, SourceEntry};
use crate::framework::{Framework, Glossary, Group, Lifetime, PlaceEntry, Term, Theme};
use crate::id::{InsightId, Slug};
use crate::problem::Problem;

mod facets;
mod language;
mod laws;
mod state;

pub(super) fn slug(id: &str) -> Slug {
    id.parse().unwrap()
}

fn theme(id: &str, parent: Option<&str>, rule: Option<&str>) -> Theme {
    Theme {
        id: slug(id),
        label: id.replace('-', " "),
        parent: parent.map(slug),
        definition: None,
        include: None,
        exclude: None,
        examples: Vec::new(),
        rule: rule.map(ToOwned::to_owned),
        priorities: Vec::new(),
        aliases: Vec::new(),
        lifetime: Lifetime::default(),
    }
}

fn place(id: &str, within: &[&str]) -> PlaceEntry {
    PlaceEntry {
        id: slug(id),
        label: id.to_owned(),
        kind: "district".into(),
        within: within.iter().map(|id| slug(id)).collect(),
        aliases: Vec::new(),
        lifetime: Lifetime::default(),
    }
}

fn group(id: &str, aliases: &[&str]) -> Group {
    Group {
        id: slug(id),
        label: id.to_owned(),
        short: None,
        protected: Vec::new(),
        aliases: aliases.iter().map(|alias| (*alias).to_owned()).collect(),
        lifetime: Lifetime::default(),
    }
}

pub(super) fn framework() -> Arc<Framework> {
    let themes = [
        theme("home", None, None),
        theme("housing", Some("home"), Some("damp OR \"house price*\"")),
        theme("travel", None, Some("bus OR buses")),
    ];
    let places = [place("county", &[]), place("town", &["county"])];
    let groups = [group("minorities", &["BAME", "minority ethnic groups"]), group("elders", &["Older residents"])];
    let term = |acronym: &str, expansion: &str| Term {
        acronym: acronym.into(),
        expansion: expansion.into(),
        definition: None,
    };
    Arc::new(Framework {
        themes: themes.into_iter().map(|theme| (theme.id.clone(), theme)).collect(),
        places: places.into_iter().map(|place| (place.id.clone(), place)).collect(),
        groups: groups.into_iter().map(|group| (group.id.clone(), group)).collect(),
        glossary: Glossary::new(vec![
            term("CAMHS", "child and adolescent mental health services"),
            term("A&E", "accident and emergency"),
        ]),
        ..Framework::default()
    })
}

pub(super) fn source(id: &str, year: Option<i32>) -> Source {
    let source = Source::new(slug(id), SourceKind::Literature, format!("Study {id}"));
    Source { year, voice: Some(Voice::FirstHand), ..source }
}

/// The findings of a source, each from its words.
fn findings(source: &Source, texts: &[&str]) -> Vec<Insight> {
    let finding = |(ordinal, text): (u32, &&str)| Insight {
        id: InsightId::new(source.id.clone(), format!("f{ordinal}")),
        kind: InsightKind::Finding,
        text: (*text).to_owned(),
        headings: Vec::new(),
        locator: None,
        page: None,
        themes: Vec::new(),
        priorities: Vec::new(),
        groups: Vec::new(),
        places: Vec::new(),
        voice: source.voice,
        language: "en".into(),
        year: source.year,
        illustrative: false,
        speaker: None,
        consent: None,
        figure: None,
        question: None,
        respondent: None,
        ordinal,
    };
    (0..).zip(texts).map(finding).collect()
}

fn entry(source: &Source, insights: Vec<Insight>) -> SourceEntry<'_> {
    SourceEntry { source, fingerprint: format!("print of {}", source.id), insights, survey: None }
}

fn open(dir: &Path) -> (EmbeddedEngine, Vec<Problem>) {
    EmbeddedEngine::open(dir, framework()).unwrap()
}

pub(super) fn in_memory() -> EmbeddedEngine {
    EmbeddedEngine::in_memory(framework()).unwrap()
}

fn add(engine: &EmbeddedEngine, source: &Source, insights: Vec<Insight>) {
    let change = IndexChange { add: vec![entry(source, insights)], ..IndexChange::default() };
    engine.index(change, &Silent).unwrap();
}

fn withdraw(engine: &EmbeddedEngine, id: &str) {
    engine.index(IndexChange { withdraw: [slug(id)].into(), add: Vec::new() }, &Silent).unwrap();
}

/// An engine with one source of these texts.
fn with(texts: &[&str]) -> EmbeddedEngine {
    let engine = in_memory();
    let source = source("s", Some(2022));
    add(&engine, &source, findings(&source, texts));
    engine
}

fn request(query: &str) -> SearchRequest {
    SearchRequest {
        query: query.to_owned(),
        filters: Filters::default(),
        sort: Sort::Relevance,
        limit: 100,
        cursor: None,
        facets: true,
    }
}

fn search(engine: &EmbeddedEngine, query: &str) -> Hits {
    engine.search(&request(query)).unwrap()
}

/// The local addresses of the hits in address order.
fn found(engine: &EmbeddedEngine, query: &str) -> Vec<String> {
    let mut ids: Vec<String> = search(engine, query).items.into_iter().map(|hit| hit.insight.id.local).collect();
    ids.sort();
    ids
}

fn codes(engine: &EmbeddedEngine, query: &str) -> Vec<String> {
    search(engine, query).notices.into_iter().map(|notice| notice.code).collect()
}

fn counts(hits: &Hits, facet: Facet) -> Vec<(String, u64)> {
    hits.facets.get(&facet).into_iter().flatten().map(|value| (value.id.clone(), value.count)).collect()
}

fn edition(label: &str, date: &str) -> Edition {
    Edition { of: "strategy".into(), label: label.into(), date: Some(date.into()) }
}
