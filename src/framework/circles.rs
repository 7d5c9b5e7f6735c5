//! Finding circles: entries that would lie within themselves.

use std::collections::{BTreeMap, BTreeSet};

use super::toml_file::TomlFile;
use crate::id::Slug;
use crate::problem::{Place, Problem};

/// Reports every circle in `parents` once and gives the links that close them, child and parent; without those links no circle
/// is left.
pub(super) fn report_circles(
    file: &TomlFile<'_>,
    noun: &str,
    parents: &BTreeMap<Slug, Vec<Slug>>,
    where_said: &BTreeMap<Slug, Place>,
) -> Vec<(Slug, Slug)> {
    let closing = closing_links(parents);
    for (child, parent) in &closing {
        let place = where_said.get(child).cloned().unwrap_or_default();
        let message = if child == parent {
            format!("the {noun} `{child}` lies within itself")
        } else {
            format!("the {noun} `{child}` lies within `{parent}`, which lies within `{child}`")
        };
        file.report(Problem::error("circle", place, message).hint("take out one of the links; this one is not used"));
    }
    closing
}

/// The links, child and parent, that must go so that following parents always ends.
pub(crate) fn closing_links(parents: &BTreeMap<Slug, Vec<Slug>>) -> Vec<(Slug, Slug)> {
    let mut kept: BTreeMap<&Slug, Vec<&Slug>> = BTreeMap::new();
    let mut closing = Vec::new();
    for (child, above) in parents {
        for parent in above {
            if reaches(&kept, parent, child) {
                closing.push((child.clone(), parent.clone()));
            } else {
                kept.entry(child).or_default().push(parent);
            }
        }
    }
    closing
}

/// Whether following the links from `start` comes to `goal`.
fn reaches(links: &BTreeMap<&Slug, Vec<&Slug>>, start: &Slug, goal: &Slug) -> bool {
    let mut waiting = vec![start];
    let mut seen = BTreeSet::new();
    while let Some(current) = waiting.pop() {
        if current == goal {
            return true;
        }
        if seen.insert(current) {
            waiting.extend(links.get(current).into_iter().flatten().copied());
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn slug(number: u8) -> Slug {
        format!("e{number}").parse().unwrap()
    }

    proptest! {
        #[test]
        fn without_the_closing_links_no_entry_lies_within_itself(links in proptest::collection::vec((0_u8..8, 0_u8..8), 0..24)) {
            let mut parents: BTreeMap<Slug, Vec<Slug>> = BTreeMap::new();
            for (child, parent) in links {
                parents.entry(slug(child)).or_default().push(slug(parent));
            }
            for (child, parent) in closing_links(&parents) {
                parents.get_mut(&child).unwrap().retain(|it| *it != parent);
            }
            prop_assert!(closing_links(&parents).is_empty());
        }
    }

    #[test]
    fn a_tree_has_no_circle() {
        let parents = BTreeMap::from([(slug(1), vec![slug(0)]), (slug(2), vec![slug(0), slug(1)])]);
        assert!(closing_links(&parents).is_empty());
    }
}
