//! Scales: which end is the good one, and what a mean of their points is a mean of.

use crate::breakdown::base::meaning;
use crate::survey::{Question, QuestionKind};

/// Words that begin or make up the label of the good end of a scale.
const GOOD: [&str; 20] = [
    "very good",
    "excellent",
    "strongly agree",
    "very satisfied",
    "extremely satisfied",
    "completely satisfied",
    "very easy",
    "very likely",
    "extremely likely",
    "very important",
    "extremely important",
    "very confident",
    "very helpful",
    "very useful",
    "always",
    "much better",
    "strongly support",
    "definitely",
    "very positive",
    "very safe",
];

/// Words that begin or make up the label of the bad end.
const BAD: [&str; 20] = [
    "very poor",
    "very bad",
    "strongly disagree",
    "very dissatisfied",
    "very unsatisfied",
    "extremely dissatisfied",
    "very difficult",
    "very unlikely",
    "extremely unlikely",
    "not at all",
    "not important",
    "never",
    "much worse",
    "strongly oppose",
    "definitely not",
    "very negative",
    "very unsafe",
    "very unhelpful",
    "completely dissatisfied",
    "terrible",
];

/// The points of a scale: the options in their order that neither stand for a reason nor say that one does not know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Scale {
    /// The positions of the options, from the first point to the last.
    pub(super) points: Vec<u16>,
    /// Whether the first point is known to be the best, so that it scores highest.
    first_is_best: bool,
}

impl Scale {
    /// The scale of a question that is one.
    pub(super) fn of(question: &Question) -> Option<Self> {
        if question.kind != QuestionKind::Scale {
            return None;
        }
        let positions = (0_u16..).zip(&question.options);
        let point =
            |(code, label): (u16, &str)| (meaning(question, code).is_none() && !is_no_point(label)).then_some(code);
        let points: Vec<u16> = positions.filter_map(|(code, option)| point((code, &option.label))).collect();
        let label = |code: Option<&u16>| {
            code.and_then(|code| question.options.get(usize::from(*code))).map_or("", |option| option.label.as_str())
        };
        let (first, last) = (label(points.first()), label(points.last()));
        let first_is_best =
            begins(first, &GOOD) && !begins(first, &BAD) || (begins(last, &BAD) && !begins(last, &GOOD));
        (points.len() > 1).then_some(Self { points, first_is_best })
    }

    /// The score of an option: one to the number of points, the best end highest where it is known.
    pub(super) fn score(&self, code: u16) -> Option<f64> {
        let at = self.points.iter().position(|point| *point == code)?;
        let score = if self.first_is_best { self.points.len() - at } else { at + 1 };
        u32::try_from(score).ok().map(f64::from)
    }

    /// What the scores are, in words: `1 Very poor to 5 Very good`.
    pub(super) fn words(&self, question: &Question) -> String {
        let label = |code: &u16| question.options.get(usize::from(*code)).map_or("", |option| option.label.as_str());
        let mut ends = [self.points.first().map_or("", label), self.points.last().map_or("", label)];
        if self.first_is_best {
            ends.reverse();
        }
        format!("1 “{}” to {} “{}”", ends[0], self.points.len(), ends[1])
    }
}

fn begins(label: &str, words: &[&str]) -> bool {
    let label = label.trim().to_lowercase();
    words.iter().any(|word| {
        label == *word || label.strip_prefix(word).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
    })
}

/// Whether an option of a scale is beside it: who does not know has no place on it.
fn is_no_point(label: &str) -> bool {
    const BESIDE: [&str; 8] =
        ["don't know", "don’t know", "do not know", "not sure", "unsure", "can't say", "can’t say", "no opinion"];
    begins(label, &BESIDE)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::breakdown::fixture::question;

    fn scale(labels: &[&str]) -> (Scale, Question) {
        let question = question("q", QuestionKind::Scale, labels);
        (Scale::of(&question).unwrap(), question)
    }

    #[test]
    fn the_best_end_scores_highest_whichever_way_round_it_was_asked() {
        let (down, question) = scale(&["Very good", "Good", "Poor", "Very poor", "Don't know"]);
        assert_eq!([0, 1, 2, 3, 4].map(|code| down.score(code)), [Some(4.0), Some(3.0), Some(2.0), Some(1.0), None]);
        assert_eq!(down.words(&question), "1 “Very poor” to 4 “Very good”");
        let (up, _) = scale(&["Strongly disagree", "Disagree", "Agree", "Strongly agree"]);
        assert_eq!(up.score(3), Some(4.0));
    }

    #[test]
    fn where_nobody_can_tell_the_first_point_is_one() {
        let (scale, question) = scale(&["Daily", "Weekly", "Monthly"]);
        assert_eq!(scale.score(0), Some(1.0));
        assert_eq!(scale.words(&question), "1 “Daily” to 3 “Monthly”");
    }

    #[test]
    fn only_scales_have_points() {
        assert_eq!(Scale::of(&question("q", QuestionKind::Single, &["Very good", "Poor"])), None);
        assert_eq!(Scale::of(&question("q", QuestionKind::Scale, &["Good", "Not sure"])), None);
    }
}
