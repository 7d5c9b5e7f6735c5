//! Reading the sets of priorities, the crosswalk between them, and the outcomes.

use super::super::fields::Fields;
use super::super::known::Known;
use super::super::toml_file::TomlFile;
use super::super::{Crosswalk, Outcome, Priority, PrioritySet, SetKind};
use super::{Given, ids_of, read_lifetime};
use crate::id::Slug;

const SET_KINDS: &[&str] = &["priorities", "enablers", "principles", "objectives"];
const RELATIONS: &[&str] = &["same", "became", "merged-into", "narrower", "broader", "related"];

/// The sets and the crosswalk of `priorities.toml`.
pub(super) fn read_priorities(file: &TomlFile<'_>) -> (Vec<PrioritySet>, Vec<Crosswalk>) {
    let root = file.root();
    let (sets, links) = (root.tables("set"), root.tables("crosswalk"));
    root.done();
    let ids = ids_of(&sets);
    let known_sets = Known::new("set", ids.iter().map(String::as_str));
    let (mut given, mut given_members) = (Given::default(), Given::default());
    let mut read = Vec::new();
    for fields in sets {
        let Some(id) = given.take(&fields) else {
            continue;
        };
        read.push(read_set(&fields, id, &known_sets, &mut given_members));
        fields.done();
    }
    let members = read.iter().flat_map(|set: &PrioritySet| &set.members);
    let known = Known::new("priority", members.map(|member| member.id.as_str()));
    let crosswalk = links.into_iter().filter_map(|fields| read_link(fields, &known)).collect();
    (read, crosswalk)
}

fn read_set(fields: &Fields<'_>, id: Slug, known: &Known<'_>, given: &mut Given) -> PrioritySet {
    let kind = match fields.one_of("kind", SET_KINDS).as_deref() {
        Some("enablers") => SetKind::Enablers,
        Some("principles") => SetKind::Principles,
        Some("objectives") => SetKind::Objectives,
        _ => SetKind::Priorities,
    };
    let members = fields.tables("member").into_iter();
    PrioritySet {
        label: fields.required("label").unwrap_or_else(|| id.to_string()),
        kind,
        source: fields.slug("source"),
        locator: fields.text("locator"),
        note: fields.text("note"),
        lifetime: read_lifetime(fields, known),
        members: members.filter_map(|member| read_member(member, &id, given)).collect(),
        id,
    }
}

fn read_member(fields: Fields<'_>, set: &Slug, given: &mut Given) -> Option<Priority> {
    let id = given.take(&fields)?;
    let priority = Priority {
        label: fields.required("label").unwrap_or_else(|| id.to_string()),
        id,
        set: set.clone(),
        number: fields.integer("number"),
        definition: fields.text("definition"),
        named: fields.flag("named").unwrap_or(true),
        aliases: fields.texts("aliases"),
    };
    fields.done();
    Some(priority)
}

fn read_link(fields: Fields<'_>, known: &Known<'_>) -> Option<Crosswalk> {
    for key in ["from", "to", "relation"] {
        fields.must_have(key);
    }
    let (from, to) = (known.one(&fields, "from"), known.all(&fields, "to"));
    let (relation, note) = (fields.one_of("relation", RELATIONS), fields.text("note"));
    fields.done();
    if to.is_empty() {
        return None;
    }
    Some(Crosswalk { from: from?, to, relation: relation?, note })
}

/// The outcomes of `outcomes.toml`.
pub(super) fn read_outcomes(file: &TomlFile<'_>, priorities: &Known<'_>) -> Vec<Outcome> {
    let root = file.root();
    let entries = root.tables("outcome");
    root.done();
    let mut given = Given::default();
    entries.into_iter().filter_map(|fields| read_outcome(fields, priorities, &mut given)).collect()
}

fn read_outcome(fields: Fields<'_>, priorities: &Known<'_>, given: &mut Given) -> Option<Outcome> {
    let id = given.take(&fields)?;
    for key in ["priority", "source"] {
        fields.must_have(key);
    }
    let (text, priority, source) =
        (fields.required("text"), priorities.one(&fields, "priority"), fields.slug("source"));
    let locator = fields.text("locator");
    fields.done();
    Some(Outcome { id, text: text?, priority: priority?, source: source?, locator })
}
