//! Reading groups, places, organisations and the glossary.

use std::collections::BTreeMap;

use super::super::fields::Fields;
use super::super::known::Known;
use super::super::toml_file::TomlFile;
use super::super::{Glossary, Group, Organisation, PlaceEntry, Term};
use super::{Given, ids_of, read_lifetime};
use crate::framework::circles::report_circles;
use crate::id::Slug;
use crate::problem::Problem;

const PROTECTED: &[&str] = &[
    "age",
    "disability",
    "gender-reassignment",
    "marriage-civil-partnership",
    "pregnancy-maternity",
    "race",
    "religion-belief",
    "sex",
    "sexual-orientation",
];
const PLACE_KINDS: &[&str] = &["system", "county", "partnership", "district", "nation"];
const ORGANISATION_KINDS: &[&str] = &["nhs", "council", "partnership", "voluntary", "watchdog", "government", "other"];

/// The entries `[[key]]` of a file, each with its id and the label that must be there.
fn entries<'f>(file: &'f TomlFile<'_>, key: &'static str) -> Vec<Fields<'f>> {
    let root = file.root();
    let entries = root.tables(key);
    root.done();
    entries
}

/// The groups of `groups.toml`.
pub(super) fn read_groups(file: &TomlFile<'_>) -> BTreeMap<Slug, Group> {
    let entries = entries(file, "group");
    let ids = ids_of(&entries);
    let known = Known::new("group", ids.iter().map(String::as_str));
    let protected = Known::new("protected_characteristic", PROTECTED.iter().copied());
    let mut given = Given::default();
    let mut groups = BTreeMap::new();
    for fields in entries {
        let group = given.take(&fields).map(|id| Group {
            label: fields.required("label").unwrap_or_else(|| id.to_string()),
            id,
            short: fields.text("short"),
            protected: protected.all(&fields, "protected").into_iter().map(String::from).collect(),
            aliases: fields.texts("aliases"),
            lifetime: read_lifetime(&fields, &known),
        });
        let Some(group) = group else { continue };
        fields.done();
        groups.insert(group.id.clone(), group);
    }
    groups
}

/// The places of `places.toml`.
pub(super) fn read_places(file: &TomlFile<'_>) -> BTreeMap<Slug, PlaceEntry> {
    let entries = entries(file, "place");
    let ids = ids_of(&entries);
    let known = Known::new("place", ids.iter().map(String::as_str));
    let mut given = Given::default();
    let mut places = BTreeMap::new();
    let mut where_said = BTreeMap::new();
    for fields in entries {
        let Some(id) = given.take(&fields) else {
            continue;
        };
        where_said.insert(id.clone(), fields.place_of("within"));
        let place = PlaceEntry {
            label: fields.required("label").unwrap_or_else(|| id.to_string()),
            id: id.clone(),
            kind: fields.one_of("kind", PLACE_KINDS).unwrap_or_default(),
            within: known.all(&fields, "within"),
            aliases: fields.texts("aliases"),
            lifetime: read_lifetime(&fields, &known),
        };
        fields.done();
        places.insert(id, place);
    }
    let parents = places.iter().map(|(id, place)| (id.clone(), place.within.clone())).collect();
    for (id, parent) in report_circles(file, "place", &parents, &where_said) {
        if let Some(place) = places.get_mut(&id) {
            place.within.retain(|within| *within != parent);
        }
    }
    places
}

/// The organisations of `organisations.toml`.
pub(super) fn read_organisations(file: &TomlFile<'_>) -> BTreeMap<Slug, Organisation> {
    let entries = entries(file, "organisation");
    let ids = ids_of(&entries);
    let known = Known::new("organisation", ids.iter().map(String::as_str));
    let mut given = Given::default();
    let mut organisations = BTreeMap::new();
    for fields in entries {
        let Some(id) = given.take(&fields) else {
            continue;
        };
        let organisation = Organisation {
            label: fields.required("label").unwrap_or_else(|| id.to_string()),
            id: id.clone(),
            kind: fields.one_of("kind", ORGANISATION_KINDS).unwrap_or_default(),
            aliases: fields.texts("aliases"),
            lifetime: read_lifetime(&fields, &known),
        };
        fields.done();
        organisations.insert(id, organisation);
    }
    organisations
}

/// The terms of `glossary.toml`. One acronym may stand for several things, but not twice for the same.
pub(super) fn read_glossary(file: &TomlFile<'_>) -> Glossary {
    let mut terms: Vec<Term> = Vec::new();
    for fields in entries(file, "term") {
        let (acronym, expansion) = (fields.required("acronym"), fields.required("expansion"));
        let definition = fields.text("definition");
        let place = fields.place_of("acronym");
        if let (Some(acronym), Some(expansion)) = (acronym, expansion) {
            if terms.iter().any(|term| term.acronym == acronym && term.expansion == expansion) {
                fields.report(
                    Problem::warning(
                        "duplicate_term",
                        place,
                        format!("`{acronym}` is explained twice in the same words"),
                    )
                    .hint("take one out"),
                );
            } else {
                terms.push(Term { acronym, expansion, definition });
            }
        }
        fields.done();
    }
    Glossary::new(terms)
}
