//! Families: what an entry of the framework lies within, and what lies within it.

use std::collections::BTreeMap;

use super::Framework;
use crate::id::Slug;

/// The family of all themes or of all places. A place may lie within several others; a theme within one.
#[derive(Debug, Clone, Default)]
pub struct Family {
    members: BTreeMap<Slug, Member>,
}

#[derive(Debug, Clone, Default)]
struct Member {
    label: String,
    parents: Vec<Slug>,
    children: Vec<Slug>,
}

impl Family {
    /// The family of the themes.
    pub fn of_themes(framework: &Framework) -> Self {
        let members = framework.themes.values();
        Self::new(members.map(|theme| (&theme.id, theme.label.as_str(), theme.parent.as_slice())))
    }

    /// The family of the places.
    pub fn of_places(framework: &Framework) -> Self {
        let members = framework.places.values();
        Self::new(members.map(|place| (&place.id, place.label.as_str(), place.within.as_slice())))
    }

    fn new<'m>(entries: impl Iterator<Item = (&'m Slug, &'m str, &'m [Slug])>) -> Self {
        let mut members: BTreeMap<Slug, Member> = BTreeMap::new();
        for (id, label, parents) in entries {
            let member = members.entry(id.clone()).or_default();
            label.clone_into(&mut member.label);
            member.parents = parents.to_vec();
            for parent in parents {
                members.entry(parent.clone()).or_default().children.push(id.clone());
            }
        }
        Self { members }
    }

    /// The name of `id`.
    pub fn label(&self, id: &str) -> Option<&str> {
        self.members.get(id).map(|member| member.label.as_str())
    }

    /// `id` itself, then everything it lies within, nearest first; nothing when `id` is unknown.
    pub fn ancestors(&self, id: &str) -> Vec<&Slug> {
        let Some((start, _)) = self.members.get_key_value(id) else {
            return Vec::new();
        };
        let mut found = vec![start];
        let mut next = 0;
        while let Some(current) = found.get(next).copied() {
            let parents = self.members.get(current).map_or(&[][..], |member| &member.parents);
            // What was found is not entered again, so that a circle in the files ends here.
            for parent in parents {
                if !found.contains(&parent) {
                    found.push(parent);
                }
            }
            next += 1;
        }
        found
    }

    /// `id` itself, then everything within it, each before what lies within it; nothing when `id` is unknown.
    pub fn descendants(&self, id: &str) -> Vec<&Slug> {
        let mut waiting: Vec<&Slug> = self.members.get_key_value(id).map(|(start, _)| start).into_iter().collect();
        let mut found: Vec<&Slug> = Vec::new();
        while let Some(current) = waiting.pop() {
            if found.contains(&current) {
                continue;
            }
            found.push(current);
            let children = self.members.get(current).map_or(&[][..], |member| &member.children);
            waiting.extend(children.iter().rev());
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn family(entries: &[(&str, &[&str])]) -> Family {
        let slug = |id: &str| id.parse::<Slug>().unwrap();
        let owned: Vec<(Slug, Vec<Slug>)> = entries
            .iter()
            .map(|(id, parents)| (slug(id), parents.iter().map(|parent| slug(parent)).collect()))
            .collect();
        Family::new(owned.iter().map(|(id, parents)| (id, id.as_str(), parents.as_slice())))
    }

    fn names(found: &[&Slug]) -> Vec<String> {
        found.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn ancestors_come_nearest_first_and_descendants_after_what_they_lie_within() {
        let places = family(&[
            ("nation", &[]),
            ("county", &["nation"]),
            ("system", &["nation"]),
            ("town", &["system", "county"]),
        ]);
        assert_eq!(names(&places.ancestors("town")), ["town", "system", "county", "nation"]);
        assert_eq!(names(&places.descendants("nation")), ["nation", "county", "town", "system"]);
        assert!(places.ancestors("moon").is_empty());
    }

    #[test]
    fn a_circle_ends() {
        let circle = family(&[("a", &["b"]), ("b", &["a"])]);
        assert_eq!(names(&circle.ancestors("a")), ["a", "b"]);
        assert_eq!(names(&circle.descendants("a")), ["a", "b"]);
    }
}
