//! The thinnest place of a graph: where few people alone hold two parts of it together.
//!
//! Two divisions of the same people are a graph: a node for each group of either, and between two groups as many threads as people
//! are in both. Whoever knows a number for every group of both divisions can add some and take others away; what is left is of the
//! people on the threads that a cut goes through. So no such sum is of few people exactly when no cut of the graph is thin. The
//! thinnest cut is found as Stoer and Wagner do it (A simple min-cut algorithm, 1997).

/// People between two nodes.
pub(super) type Thread = (usize, usize, u64);

/// The nodes on one side of a cut through fewer than `few` people, though some; none where every cut is through nobody or enough.
pub(super) fn thin_cut(nodes: usize, threads: &[Thread], few: u64) -> Option<Vec<usize>> {
    let mut weights = vec![vec![0_u64; nodes]; nodes];
    for &(one, other, people) in threads {
        weights[one][other] += people;
        weights[other][one] += people;
    }
    components(&weights).into_iter().find_map(|nodes| thin_cut_within(&mut weights, nodes, few))
}

/// The nodes that hang together, each set ascending.
fn components(weights: &[Vec<u64>]) -> Vec<Vec<usize>> {
    let mut seen = vec![false; weights.len()];
    let mut found = Vec::new();
    for first in 0..weights.len() {
        let mut component = Vec::new();
        let mut next = vec![first];
        while let Some(node) = next.pop() {
            if !std::mem::replace(&mut seen[node], true) {
                component.push(node);
                next.extend((0..weights.len()).filter(|other| weights[node][*other] > 0));
            }
        }
        component.sort_unstable();
        found.push(component);
    }
    found
}

/// The same among nodes that hang together.
fn thin_cut_within(weights: &mut [Vec<u64>], nodes: Vec<usize>, few: u64) -> Option<Vec<usize>> {
    let mut merged: Vec<Vec<usize>> = (0..weights.len()).map(|node| vec![node]).collect();
    let mut left = nodes;
    while left.len() > 1 {
        let (last, before, people) = last_two(weights, &left);
        if people < few {
            return Some(merged[last].clone());
        }
        let more = std::mem::take(&mut merged[last]);
        merged[before].extend(more);
        left.retain(|node| *node != last);
        for &node in &left {
            let people = weights[last][node];
            weights[before][node] += people;
            weights[node][before] += people;
        }
    }
    None
}

/// In the order in which nodes are most strongly held by those before them, the last, the one before it, and how many people hold
/// the last.
fn last_two(weights: &[Vec<u64>], nodes: &[usize]) -> (usize, usize, u64) {
    let mut held: Vec<(usize, u64)> = nodes.iter().map(|node| (*node, 0)).collect();
    let (mut before, mut last) = (nodes[0], (nodes[0], 0));
    while let Some(at) = (0..held.len()).max_by_key(|at| (held[*at].1, std::cmp::Reverse(*at))) {
        (before, last) = (last.0, held.remove(at));
        for (node, people) in &mut held {
            *people += weights[last.0][*node];
        }
    }
    (last.0, before, last.1)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The people through a cut.
    fn through(threads: &[Thread], side: &[usize]) -> u64 {
        let apart = |thread: &&Thread| side.contains(&thread.0) != side.contains(&thread.1);
        threads.iter().filter(apart).map(|thread| thread.2).sum()
    }

    #[test]
    fn areas_that_lie_within_others_hang_together_in_parts() {
        let threads = [(0, 2, 40), (0, 3, 40), (1, 4, 40)];
        assert_eq!(thin_cut(5, &threads, 10), None);
        let stray = [&threads[..], &[(1, 3, 2)]].concat();
        let cut = thin_cut(5, &stray, 10).unwrap();
        assert_eq!(through(&stray, &cut), 2);
    }

    proptest! {
        #[test]
        fn a_thin_cut_is_found_exactly_when_there_is_one(
            threads in prop::collection::vec((0_usize..3, 3_usize..7, 0_u64..8), 0..10),
            few in 1_u64..12,
        ) {
            let sides = 0_u32..1 << 7;
            let side = |bits: u32| (0..7).filter(|node| bits & (1 << node) != 0).collect::<Vec<usize>>();
            let thin = |people: u64| (1..few).contains(&people);
            let exists = sides.into_iter().any(|bits| thin(through(&threads, &side(bits))));
            let found = thin_cut(7, &threads, few);
            prop_assert_eq!(found.is_some(), exists);
            prop_assert!(found.is_none_or(|side| thin(through(&threads, &side))));
        }
    }
}
