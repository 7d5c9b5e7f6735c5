//! Sets of labels that have an order, from the least to the most.

use super::labels::bare;
use super::scale_sets::SCALES;

/// A set of labels that was recognised.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Recognised {
    /// For each label its step; `None` for a label beside the scale, such as "don't know".
    pub(super) steps: Vec<Option<usize>>,
    /// Whether the steps are views.
    pub(super) opinion: bool,
}

/// The order of `labels` when all of them, but for those that `beside` lets stand beside a scale, are steps of one known scale
/// and no two are the same step.
pub(super) fn recognise(labels: &[&str], beside: impl Fn(&str) -> bool) -> Option<Recognised> {
    let bared: Vec<String> = labels.iter().map(|label| bare(label)).collect();
    SCALES.iter().find_map(|scale| {
        let step = |label: &String| scale.steps.iter().position(|ways| ways.contains(&label.as_str()));
        let steps: Vec<Option<usize>> = bared.iter().map(step).collect();
        let known = labels.iter().zip(&steps).all(|(label, step)| step.is_some() || beside(label));
        let mut taken: Vec<usize> = steps.iter().flatten().copied().collect();
        let count = taken.len();
        taken.sort_unstable();
        taken.dedup();
        // Two wordings of one step in one question are two options whose order is not known.
        (known && count >= 2 && taken.len() == count).then_some(Recognised { steps, opinion: scale.opinion })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scale_is_put_in_order_whatever_the_order_of_its_labels() {
        let found = recognise(&["Some", "A lot", "Not at all", "Not much"], |_| false).unwrap();
        assert_eq!(found.steps, [Some(2), Some(3), Some(0), Some(1)]);
        let found = recognise(&["Agree", "Don't know", "Strongly Disagree"], |label| label.starts_with("Don")).unwrap();
        assert_eq!((found.steps, found.opinion), (vec![Some(5), None, Some(0)], true));
    }

    #[test]
    fn labels_beyond_the_set_are_no_scale() {
        assert_eq!(recognise(&["Yes", "No"], |_| false), None);
        assert_eq!(recognise(&["Agree", "Tea"], |_| false), None);
        assert_eq!(recognise(&["Agree", "Mostly agree"], |_| false), None);
        assert_eq!(recognise(&["Agree"], |_| false), None);
    }

    #[test]
    fn no_wording_stands_for_two_steps_of_one_scale() {
        for scale in &SCALES {
            let mut words: Vec<&str> = scale.steps.iter().flat_map(|ways| ways.iter().copied()).collect();
            let count = words.len();
            words.sort_unstable();
            words.dedup();
            assert_eq!(words.len(), count);
        }
    }
}
