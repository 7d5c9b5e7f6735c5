//! The numbers of list items, which Word and others keep apart from the text.

use std::collections::BTreeMap;

use super::xml::Element;

/// Lists inside lists are counted so deep.
const LEVELS: usize = 9;

/// Which levels of which lists are numbered, and how far each has been counted.
#[derive(Default)]
pub(super) struct Numbering {
    /// The first number of each level, `None` where it has bullets; by the name of the list.
    lists: BTreeMap<String, Vec<Option<u32>>>,
    counts: BTreeMap<String, Vec<Option<u32>>>,
}

impl Numbering {
    /// Reads the lists of a Word document.
    pub(super) fn read(part: &Element) -> Self {
        let sheet = part.child("numbering").unwrap_or(part);
        let kinds: BTreeMap<&str, Vec<Option<u32>>> = sheet
            .children()
            .filter(|it| it.name == "abstractNum")
            .filter_map(|kind| Some((kind.attribute("abstractNumId")?, levels(kind))))
            .collect();
        let lists = sheet.children().filter(|it| it.name == "num").filter_map(|list| {
            let kind = kinds.get(list.val(&["abstractNumId"])?)?;
            Some((list.attribute("numId")?.to_owned(), kind.clone()))
        });
        Self { lists: lists.collect(), counts: BTreeMap::new() }
    }

    /// The mark of the next item of `list` at `level`, such as `2. `; nothing where it has a bullet.
    pub(super) fn mark(&mut self, list: &str, level: usize) -> String {
        let Some(first) = self.lists.get(list).and_then(|levels| levels.get(level).copied()).flatten() else {
            return String::new();
        };
        let counts = self.counts.entry(list.to_owned()).or_insert_with(|| vec![None; LEVELS]);
        // What stands deeper begins anew.
        counts.iter_mut().skip(level + 1).for_each(|count| *count = None);
        let Some(count) = counts.get_mut(level) else {
            return String::new();
        };
        let number = count.map_or(first, |count| count.saturating_add(1));
        *count = Some(number);
        format!("{number}. ")
    }
}

fn levels(kind: &Element) -> Vec<Option<u32>> {
    let mut levels = vec![None; LEVELS];
    for level in kind.children().filter(|it| it.name == "lvl") {
        let place = level.attribute("ilvl").and_then(|place| place.parse::<usize>().ok());
        let is_number = level.val(&["numFmt"]).is_some_and(|format| format.starts_with("decimal"));
        if let Some(slot) = place.and_then(|place| levels.get_mut(place)) {
            *slot = is_number.then(|| level.val(&["start"]).and_then(|start| start.parse().ok()).unwrap_or(1));
        }
    }
    levels
}
