//! The weights of answers that give way: they belong to those answers and go with them.

use crate::bank::shelf::Shelf;
use crate::id::Slug;
use crate::problem::{Place, Problem};

/// What to say of the weights of the survey `id`, which is replaced.
pub(super) fn left_behind(shelf: &Shelf, id: &Slug) -> Option<Problem> {
    let weights = &shelf.surveys.get(id)?.weights;
    let names: Vec<String> = weights.iter().map(|weight| format!("`{}`", weight.name)).collect();
    let message = format!(
        "{} made for the answers before, and {} with them in the history",
        if let [one] = names.as_slice() {
            format!("the weight {one} was")
        } else {
            format!("the weights {} were", names.join(", "))
        },
        if names.len() == 1 { "stays" } else { "stay" }
    );
    let problem = Problem::warning("weights_left_behind", Place::default(), message);
    let hint = format!("make it again for these answers: `insight-bank weight {id} --targets FILE --name NAME`");
    (!names.is_empty()).then(|| problem.hint(hint))
}
