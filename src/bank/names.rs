//! A search as a person asks for it, by names, turned into one the engine understands. All unknown names are told at once.

use std::fmt::Display;

use crate::bank::{BankError, InsightBank};
use crate::corpus::{InsightKind, Voice};
use crate::engine::{Filters, SearchRequest, Sort};
use crate::id::Slug;
use crate::problem::{Place, Problem};
use crate::text;

/// The number of hits on a page when nobody says otherwise.
pub const DEFAULT_LIMIT: usize = 20;
/// The most hits on one page.
pub const MAX_LIMIT: usize = 500;

/// A search by names: filters hold ids, labels or aliases.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SearchNames {
    /// Words, read leniently.
    pub query: String,
    /// Kinds of insight.
    pub kind: Vec<String>,
    /// Themes.
    pub theme: Vec<String>,
    /// Priorities.
    pub priority: Vec<String>,
    /// Groups.
    pub group: Vec<String>,
    /// Places.
    pub place: Vec<String>,
    /// Who speaks.
    pub voice: Vec<String>,
    /// Sources.
    pub source: Vec<String>,
    /// Years.
    pub year: Vec<String>,
    /// `relevance`, `newest` or `oldest`.
    pub sort: Option<String>,
    /// Hits on a page.
    pub limit: Option<String>,
    /// Where the page before ended.
    pub cursor: Option<String>,
}

impl InsightBank {
    /// The search that `names` asks for.
    ///
    /// # Errors
    /// When a name is unknown: every one of them, each with the nearest that exists.
    pub fn search_request(&self, names: &SearchNames) -> Result<SearchRequest, BankError> {
        let mut problems = Vec::new();
        let frame = self.framework();
        let shelf = self.shelf();
        let words = |all: &[&'static str]| all.to_vec();
        let mut named =
            |field: &'static str, given: &[String], find: &dyn Fn(&str) -> Option<Slug>, known: Vec<&str>| {
                resolve(field, given, find, &known, &mut problems)
            };
        let themes =
            named("theme", &names.theme, &|name| Some(frame.find_theme(name)?.id.clone()), ids(frame.themes.keys()));
        let groups =
            named("group", &names.group, &|name| Some(frame.find_group(name)?.id.clone()), ids(frame.groups.keys()));
        let places =
            named("place", &names.place, &|name| Some(frame.find_place(name)?.id.clone()), ids(frame.places.keys()));
        let members = || frame.sets.iter().flat_map(|set| set.members.iter().map(|member| &member.id));
        let priorities =
            named("priority", &names.priority, &|name| Some(frame.find_priority(name)?.id.clone()), ids(members()));
        let source = |name: &str| shelf.sources.get_key_value(name.to_lowercase().as_str()).map(|(id, _)| id.clone());
        let sources = named("source", &names.source, &source, ids(shelf.sources.keys()));
        let kinds = InsightKind::ALL.iter().map(|kind| kind.as_str()).collect::<Vec<_>>();
        let kinds = resolve("kind", &names.kind, &InsightKind::from_word, &words(&kinds), &mut problems);
        let voices = Voice::ALL.iter().map(|voice| voice.as_str()).collect::<Vec<_>>();
        let voices = resolve("voice", &names.voice, &Voice::from_word, &words(&voices), &mut problems);
        let years =
            resolve("year", &names.year, &|text| text.parse::<i32>().ok(), &["a year such as 2022"], &mut problems);
        let sort = read_sort(names.sort.as_deref(), &mut problems);
        let limit = read_limit(names.limit.as_deref(), &mut problems);
        if !problems.is_empty() {
            return Err(BankError::Refused(problems));
        }
        let filters =
            Filters { kinds, themes, priorities, groups, places, voices, sources, years, ..Filters::default() };
        Ok(SearchRequest {
            query: names.query.clone(),
            filters,
            sort,
            limit,
            cursor: names.cursor.clone(),
            facets: true,
        })
    }
}

fn ids<'a>(slugs: impl Iterator<Item = &'a Slug>) -> Vec<&'a str> {
    slugs.map(Slug::as_str).collect()
}

fn resolve<T>(
    field: &'static str,
    given: &[String],
    find: &dyn Fn(&str) -> Option<T>,
    known: &[&str],
    problems: &mut Vec<Problem>,
) -> Vec<T> {
    let mut found = Vec::new();
    for name in given {
        match find(name) {
            Some(value) => found.push(value),
            None => problems.push(unknown(field, name, known)),
        }
    }
    found
}

fn unknown(field: &str, name: &str, known: &[&str]) -> Problem {
    let problem = Problem::error(
        &format!("unknown_{field}"),
        Place::default().field(field),
        format!("there is no {field} `{name}`"),
    )
    .found(format!("`{name}`"));
    // A short list is told whole; of a long one the nearest is more use.
    if known.len() <= 12 {
        return problem.expected(known.join(", "));
    }
    match text::nearest(name, known.iter().copied()) {
        Some(near) => problem.hint(format!("did you mean `{near}`?")),
        None => problem.hint(format!("look at the {field} facet of a search for the names there are")),
    }
}

fn read_sort(given: Option<&str>, problems: &mut Vec<Problem>) -> Sort {
    match given {
        None | Some("relevance") => Sort::Relevance,
        Some("newest") => Sort::Newest,
        Some("oldest") => Sort::Oldest,
        Some(other) => {
            problems.push(unknown("sort", other, &["relevance", "newest", "oldest"]));
            Sort::Relevance
        }
    }
}

fn read_limit(given: Option<&str>, problems: &mut Vec<Problem>) -> usize {
    let Some(text) = given else {
        return DEFAULT_LIMIT;
    };
    match text.parse() {
        Ok(limit) if limit <= MAX_LIMIT => limit,
        _ => {
            problems.push(not_a_limit(&text));
            DEFAULT_LIMIT
        }
    }
}

fn not_a_limit(text: &dyn Display) -> Problem {
    Problem::error("bad_limit", Place::default().field("limit"), format!("`{text}` is no number of hits"))
        .found(format!("`{text}`"))
        .expected(format!("a whole number from 0 to {MAX_LIMIT}"))
}
