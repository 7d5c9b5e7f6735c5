//! What may be asked together in a release.

use std::collections::BTreeSet;

use crate::problem::{Place, Problem};
use crate::survey::Questionnaire;

/// The faults of a banner that asks for a question both by itself and nested: the two blocks together tell more of hidden
/// columns than either alone.
pub(super) fn linked_blocks(banner: &[Vec<usize>], questionnaire: &Questionnaire) -> Vec<Problem> {
    let nested: BTreeSet<usize> = banner.iter().filter(|path| path.len() > 1).flatten().copied().collect();
    let flat = banner.iter().filter_map(|path| <[usize; 1]>::try_from(path.as_slice()).ok());
    let both = flat.map(|[position]| position).filter(|position| nested.contains(position));
    both.filter_map(|position| questionnaire.questions.get(position)).map(|question| fault(&question.id)).collect()
}

fn fault(id: &str) -> Problem {
    let message =
        format!("`{id}` is a block of the banner and nested in another, which a release cannot show together");
    Problem::error("not_in_release", Place::default().field("by"), message)
        .hint("ask for two tables, one with each block, or for the internal view")
}
