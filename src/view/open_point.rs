//! What a person should settle, each thing said once for all questions it holds for.

use std::collections::BTreeMap;

use crate::survey::load::OpenPoint;

/// One thing to settle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToSettle<'r> {
    /// The point, as raised by the first question.
    pub point: &'r OpenPoint,
    /// The other questions that raise the very same.
    pub others: Vec<&'r str>,
}

impl<'r> ToSettle<'r> {
    /// The points in their order; those that differ in nothing but the question become one.
    pub fn all(points: &'r [OpenPoint]) -> Vec<Self> {
        let mut all: Vec<Self> = Vec::new();
        let mut known: BTreeMap<[String; 4], usize> = BTreeMap::new();
        for point in points {
            let at = *known.entry(apart_from_question(point)).or_insert(all.len());
            match (all.get_mut(at), point.question.as_deref()) {
                (Some(same), Some(question)) => same.others.push(question),
                (Some(_), None) => {}
                (None, _) => all.push(Self { point, others: Vec::new() }),
            }
        }
        all
    }

    /// Whether it is a change since the recipe by which the file was read.
    pub fn is_drift(&self) -> bool {
        self.point.code.starts_with("drift_")
    }

    /// Whether what settles it are lines of a recipe, to be copied as they stand.
    pub fn is_recipe(&self) -> bool {
        self.point.settle.contains('\n') || self.point.settle.contains("  # in the question")
    }

    /// The question, where the message does not name it.
    pub fn unnamed(&self) -> Option<&'r str> {
        let point = self.point;
        point.question.as_deref().filter(|id| !point.message.contains(&quoted(id)))
    }
}

fn apart_from_question(point: &OpenPoint) -> [String; 4] {
    let message = match &point.question {
        Some(question) => point.message.replace(&quoted(question), "``"),
        None => point.message.clone(),
    };
    [point.code.clone(), message, point.meanwhile.clone(), point.settle.clone()]
}

fn quoted(id: &str) -> String {
    format!("`{id}`")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn point(question: &str, message: &str) -> OpenPoint {
        OpenPoint {
            code: "none_or_skipped".to_owned(),
            question: Some(question.to_owned()),
            message: message.to_owned(),
            meanwhile: "counted as skipped".to_owned(),
            settle: "write `No` in the empty cells".to_owned(),
        }
    }

    #[test]
    fn what_many_questions_raise_is_said_once_and_names_them_all() {
        let points =
            [point("q1", "in `q1` somebody skipped"), point("q2", "other"), point("q3", "in `q3` somebody skipped")];
        let all = ToSettle::all(&points);
        let seen: Vec<_> =
            all.iter().map(|one| (one.point.message.as_str(), one.others.clone(), one.unnamed())).collect();
        assert_eq!(seen, [("in `q1` somebody skipped", vec!["q3"], None), ("other", vec![], Some("q2"))]);
    }
}
