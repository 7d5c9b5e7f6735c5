//! Running heads, feet and page numbers: what stands on most pages at the same place.

use std::collections::BTreeMap;

use super::line::Line;

/// Fewer pages tell nothing about what repeats.
const FEWEST_PAGES: usize = 3;
/// So many lines at the top and bottom of a page may be furniture.
const EDGE: usize = 3;

/// Takes away what repeats, and tells how many lines that were.
pub(super) fn remove(pages: &mut [Vec<Line>]) -> usize {
    let with_text = pages.iter().filter(|page| !page.is_empty()).count();
    if with_text < FEWEST_PAGES {
        return 0;
    }
    let mut seen: BTreeMap<(String, i64), usize> = BTreeMap::new();
    for page in pages.iter() {
        let mut keys: Vec<_> = edges(page).into_iter().filter_map(|index| page.get(index)).map(key).collect();
        keys.sort();
        keys.dedup();
        for key in keys {
            *seen.entry(key).or_default() += 1;
        }
    }
    let mut removed = 0;
    for page in pages.iter_mut() {
        let edges = edges(page);
        let mut index = 0;
        page.retain(|line| {
            let at_edge = edges.contains(&index);
            index += 1;
            // Left and right pages may differ, so that half of them is enough.
            let often = at_edge
                && seen.get(&key(line)).is_some_and(|times| times * 5 >= with_text * 2 && *times >= FEWEST_PAGES);
            removed += usize::from(often);
            !often
        });
    }
    removed
}

/// The lines nearest to the top and the bottom of the paper.
fn edges(page: &[Line]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..page.len()).collect();
    order.sort_by(|a, b| {
        let height = |index: &usize| page.get(*index).map_or(0.0, |line| line.y);
        height(b).total_cmp(&height(a))
    });
    let mut edges: Vec<usize> = order.iter().take(EDGE).copied().collect();
    edges.extend(order.iter().rev().take(EDGE));
    edges
}

/// What a line says, whatever its numbers, and about where it stands.
fn key(line: &Line) -> (String, i64) {
    let mut words = String::new();
    for c in line.text.chars() {
        match c {
            c if c.is_numeric() => {
                if !words.ends_with('#') {
                    words.push('#');
                }
            }
            c => words.extend(c.to_lowercase()),
        }
    }
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a rounded height on paper; a height beyond all measure is cut, not wrapped"
    )]
    let height = (line.y / 4.0).round() as i64;
    (words, height)
}
