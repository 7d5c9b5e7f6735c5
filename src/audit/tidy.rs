//! Making equations shorter without changing what they say together.

use super::system::Term;

/// The same equations with what one says taken out of another wherever that makes the other shorter. Repeated ones vanish
/// and a net takes the place of its members, so that numbers stay small and more systems are seen to be networks.
pub(super) fn tidied(mut rows: Vec<Vec<Term>>) -> Vec<Vec<Term>> {
    let most = rows.iter().filter_map(|row| row.last()).map(|(cell, _)| cell + 1).max().unwrap_or(0);
    let mut holders: Vec<Vec<usize>> = vec![Vec::new(); most];
    for (at, row) in rows.iter().enumerate() {
        for (cell, _) in row {
            holders[*cell].push(at);
        }
    }
    let mut waiting: Vec<usize> = (0..rows.len()).collect();
    waiting.sort_by_key(|row| (std::cmp::Reverse(rows[*row].len()), std::cmp::Reverse(*row)));
    while let Some(inner) = waiting.pop() {
        for outer in overlapping(&rows, &holders, inner) {
            if let Some(left) = without(&rows[outer], &rows[inner]) {
                for (cell, _) in &left {
                    holders[*cell].push(outer);
                }
                rows[outer] = left;
                waiting.push(outer);
            }
        }
    }
    rows.retain(|row| !row.is_empty());
    rows
}

/// The equations that share more than half of the cells of `inner`.
fn overlapping(rows: &[Vec<Term>], holders: &[Vec<usize>], inner: usize) -> Vec<usize> {
    let mut near: Vec<usize> = Vec::new();
    for (cell, _) in &rows[inner] {
        let mut here = holders[*cell].clone();
        here.sort_unstable();
        here.dedup();
        near.extend(here);
    }
    near.sort_unstable();
    let runs = near.chunk_by(|one, two| one == two);
    let enough = runs.filter(|run| run.len() * 2 > rows[inner].len()).filter_map(|run| run.first().copied());
    enough.filter(|outer| *outer != inner).collect()
}

/// `outer` less a multiple of `inner`, when that is shorter and every cell they share goes away by it. Both are in the order
/// of their cells.
fn without(outer: &[Term], inner: &[Term]) -> Option<Vec<Term>> {
    let shared = inner.iter().find_map(|(cell, factor)| {
        let at = outer.binary_search_by_key(cell, |(cell, _)| *cell).ok()?;
        Some((outer.get(at)?.1, *factor))
    });
    let times = shared.filter(|(there, factor)| there % factor == 0).map(|(there, factor)| there / factor)?;
    let mut left = outer.to_vec();
    for (cell, factor) in inner {
        match left.binary_search_by_key(cell, |(cell, _)| *cell) {
            Ok(at) if left[at].1 == factor * times => drop(left.remove(at)),
            Ok(_) => return None,
            Err(at) => left.insert(at, (*cell, -factor * times)),
        }
    }
    (left.len() < outer.len()).then_some(left)
}
