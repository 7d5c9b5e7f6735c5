//! Reading the framework files: every entry that can be used, and every problem of all files at once.

mod names;
mod priorities;
mod themes;

use std::collections::BTreeMap;

use super::fields::Fields;
use super::find::Named;
use super::known::Known;
use super::toml_file::TomlFile;
use super::{Framework, Lifetime};
use crate::id::Slug;
use crate::problem::{Place, Problem};

/// The texts of the framework files; a file that is not there is `None`.
#[derive(Debug, Clone, Default)]
pub struct FrameworkTexts {
    /// `themes.toml`.
    pub themes: Option<String>,
    /// `priorities.toml`.
    pub priorities: Option<String>,
    /// `outcomes.toml`.
    pub outcomes: Option<String>,
    /// `groups.toml`.
    pub groups: Option<String>,
    /// `places.toml`.
    pub places: Option<String>,
    /// `organisations.toml`.
    pub organisations: Option<String>,
    /// `glossary.toml`.
    pub glossary: Option<String>,
}

impl FrameworkTexts {
    /// The names of the files, in the order they are read.
    pub const FILES: [&'static str; 7] = [
        "themes.toml",
        "priorities.toml",
        "outcomes.toml",
        "groups.toml",
        "places.toml",
        "organisations.toml",
        "glossary.toml",
    ];

    /// The text of the file `name`; `None` when there is no framework file of that name.
    pub fn slot(&mut self, name: &str) -> Option<&mut Option<String>> {
        match name {
            "themes.toml" => Some(&mut self.themes),
            "priorities.toml" => Some(&mut self.priorities),
            "outcomes.toml" => Some(&mut self.outcomes),
            "groups.toml" => Some(&mut self.groups),
            "places.toml" => Some(&mut self.places),
            "organisations.toml" => Some(&mut self.organisations),
            "glossary.toml" => Some(&mut self.glossary),
            _ => None,
        }
    }
}

/// Reads all framework files. A missing file is an empty one, with a note.
pub fn read_framework(texts: &FrameworkTexts) -> (Framework, Vec<Problem>) {
    let mut problems = Vec::new();
    let themes = open("framework/themes.toml", texts.themes.as_ref(), &mut problems);
    let priorities = open("framework/priorities.toml", texts.priorities.as_ref(), &mut problems);
    let outcomes = open("framework/outcomes.toml", texts.outcomes.as_ref(), &mut problems);
    let groups = open("framework/groups.toml", texts.groups.as_ref(), &mut problems);
    let places = open("framework/places.toml", texts.places.as_ref(), &mut problems);
    let organisations = open("framework/organisations.toml", texts.organisations.as_ref(), &mut problems);
    let glossary = open("framework/glossary.toml", texts.glossary.as_ref(), &mut problems);

    let mut framework = Framework {
        groups: names::read_groups(&groups),
        places: names::read_places(&places),
        organisations: names::read_organisations(&organisations),
        glossary: names::read_glossary(&glossary),
        ..Framework::default()
    };
    (framework.sets, framework.crosswalk) = priorities::read_priorities(&priorities);
    framework.themes = themes::read_themes(&themes, &known_priorities(&framework));
    framework.outcomes = priorities::read_outcomes(&outcomes, &known_priorities(&framework));
    for file in [themes, priorities, outcomes, groups, places, organisations, glossary] {
        problems.extend(file.into_problems());
    }
    (framework, problems)
}

/// Parses one file; one that is not there is an empty one.
fn open<'t>(name: &'static str, text: Option<&'t String>, problems: &mut Vec<Problem>) -> TomlFile<'t> {
    if text.is_none() {
        let message = "there is no such framework file, so it counts as empty";
        problems.push(Problem::note("no_file", Place::file(name), message));
    }
    TomlFile::parse(name, text.map(String::as_str).unwrap_or_default())
}

/// What a reference to a priority may point at, with the names people may have written instead.
fn known_priorities(framework: &Framework) -> Known<'_> {
    let ids = framework.priorities().map(|priority| priority.id.as_str());
    let names = framework.priorities().flat_map(|it| it.names().into_iter().map(|name| (name, it.id.as_str())));
    Known::new("priority", ids).with_names(names)
}

/// Where each id was first given; tells when one is given again.
#[derive(Default)]
struct Given {
    places: BTreeMap<Slug, Place>,
}

impl Given {
    /// The id of an entry. `None`, with a problem, when it has none or when an entry before it has the same.
    fn take(&mut self, fields: &Fields<'_>) -> Option<Slug> {
        fields.must_have("id");
        let id = fields.slug("id")?;
        let place = fields.place_of("id");
        if let Some(first) = self.places.get(&id) {
            let problem =
                Problem::error("duplicate_id", place, format!("`{id}` is given twice; the first, at {first}, is used"));
            fields.report(problem.hint("give one of the two another id"));
            return None;
        }
        self.places.insert(id.clone(), place);
        Some(id)
    }
}

/// When an entry held, and what came after it. `known` are the ids a successor may have.
fn read_lifetime(fields: &Fields<'_>, known: &Known<'_>) -> Lifetime {
    Lifetime { from: fields.date("from"), to: fields.date("to"), successors: known.all(fields, "successor") }
}

/// The ids given in a list of tables, before any of them is read, so that an entry may refer to a later one.
fn ids_of(entries: &[Fields<'_>]) -> Vec<String> {
    entries.iter().filter_map(|entry| entry.peek("id")).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests;
