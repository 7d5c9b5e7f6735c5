//! The filters of a request as a query: any of the values within one, all of the filters together.

use tantivy::Term;
use tantivy::query::{BooleanQuery, Occur, Query, TermSetQuery};

use super::value::any_term;
use super::{Fields, Scope, unranked};
use crate::engine::Filters;
use crate::engine::embedded::tag_query::TagQuery;
use crate::id::Slug;

/// `query` with the filters around it, which decide but do not rank.
pub(in crate::engine::embedded) fn filter_query(
    query: Box<dyn Query>,
    filters: &Filters,
    scope: &Scope<'_>,
) -> Box<dyn Query> {
    let parts = parts(filters, scope);
    if parts.is_empty() {
        return query;
    }
    let mut all = vec![(Occur::Must, query)];
    all.extend(parts.into_iter().map(|part| (Occur::Must, unranked(part))));
    Box::new(BooleanQuery::new(all))
}

fn parts(filters: &Filters, scope: &Scope<'_>) -> Vec<Box<dyn Query>> {
    let Fields::Insights { fields, tags, .. } = &scope.fields else {
        return Vec::new();
    };
    let mut parts: Vec<Box<dyn Query>> = Vec::new();
    let words = [
        (fields.kind, filters.kinds.iter().map(|kind| kind.as_str().to_owned()).collect()),
        (fields.voice, filters.voices.iter().map(|voice| voice.as_str().to_owned()).collect()),
        (fields.priority, names(&filters.priorities)),
        (fields.group, names(&filters.groups)),
        (fields.source, names(&filters.sources)),
        (fields.source_kind, filters.source_kinds.iter().map(|kind| kind.as_str().to_owned()).collect()),
        (
            fields.place,
            filters.places.iter().flat_map(|place| scope.lexicon.place_and_below(place.as_str())).collect::<Vec<_>>(),
        ),
    ];
    for (field, values) in words {
        if !values.is_empty() {
            parts.push(any_term(field, &values));
        }
    }
    if !filters.themes.is_empty() {
        parts.push(Box::new(TagQuery { themes: names(&filters.themes), tags: tags.clone() }));
    }
    if !filters.years.is_empty() {
        let years = filters.years.iter().map(|year| Term::from_field_i64(fields.year, i64::from(*year)));
        parts.push(Box::new(TermSetQuery::new(years)));
    }
    parts
}

fn names(ids: &[Slug]) -> Vec<String> {
    ids.iter().map(ToString::to_string).collect()
}
