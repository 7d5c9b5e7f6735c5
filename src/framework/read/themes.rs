//! Reading the themes.

use std::collections::BTreeMap;

use super::super::Theme;
use super::super::circles::report_circles;
use super::super::fields::Fields;
use super::super::known::Known;
use super::super::toml_file::TomlFile;
use super::{Given, ids_of, read_lifetime};
use crate::id::Slug;

/// The themes of `themes.toml`. A theme that would lie within itself stands at the top.
pub(super) fn read_themes(file: &TomlFile<'_>, priorities: &Known<'_>) -> BTreeMap<Slug, Theme> {
    let root = file.root();
    let entries = root.tables("theme");
    root.done();
    let ids = ids_of(&entries);
    let known = Known::new("theme", ids.iter().map(String::as_str));
    let mut given = Given::default();
    let mut themes = BTreeMap::new();
    let mut where_said = BTreeMap::new();
    for fields in entries {
        let Some(id) = given.take(&fields) else {
            continue;
        };
        where_said.insert(id.clone(), fields.place_of("parent"));
        themes.insert(id.clone(), read_theme(&fields, id, &known, priorities));
        fields.done();
    }
    let parents = themes
        .iter()
        .map(|(id, theme): (&Slug, &Theme)| (id.clone(), theme.parent.iter().cloned().collect()))
        .collect();
    for (id, _) in report_circles(file, "theme", &parents, &where_said) {
        if let Some(theme) = themes.get_mut(&id) {
            theme.parent = None;
        }
    }
    themes
}

fn read_theme(fields: &Fields<'_>, id: Slug, known: &Known<'_>, priorities: &Known<'_>) -> Theme {
    Theme {
        label: fields.required("label").unwrap_or_else(|| id.to_string()),
        id,
        parent: known.one(fields, "parent"),
        definition: fields.text("definition"),
        include: fields.text("include"),
        exclude: fields.text("exclude"),
        examples: fields.texts("examples"),
        rule: fields.text("rule"),
        priorities: priorities.all(fields, "priorities"),
        aliases: fields.texts("aliases"),
        lifetime: read_lifetime(fields, known),
    }
}
