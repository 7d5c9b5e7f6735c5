//! What the shares are shares of.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::engine::{CrosstabColumn, Distribution, Tally};
use crate::survey::{Missing, Question, QuestionKind};

/// Who is counted in the base.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum BaseRule {
    /// Everyone asked who gave an answer that counts.
    Answered,
    /// Everyone asked, whether they answered or not.
    Asked,
    /// Everyone who passes the filters.
    All,
    /// Every answer ticked, where people could choose several.
    Ticks,
}

impl BaseRule {
    /// Every rule, in the order people list them.
    pub const ALL: [Self; 4] = [Self::Answered, Self::Asked, Self::All, Self::Ticks];

    /// The word at the command line and in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Answered => "answered",
            Self::Asked => "asked",
            Self::All => "all",
            Self::Ticks => "ticks",
        }
    }

    /// The rule a word stands for.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|rule| rule.as_str() == word)
    }

    /// The rule in words.
    pub fn definition(self) -> &'static str {
        match self {
            Self::Answered => "everyone asked who gave an answer",
            Self::Asked => "everyone asked",
            Self::All => "everyone who took part",
            Self::Ticks => "all answers ticked",
        }
    }

    /// The rule a question takes when nobody names one: those who answered. Words without a code frame can only be counted
    /// as written or not, which says something of everyone asked alone.
    pub(super) fn usual(question: &Question) -> Self {
        if question.kind == QuestionKind::Open && question.codes.is_empty() { Self::Asked } else { Self::Answered }
    }

    /// Whether people without an answer for this reason are left out.
    pub(super) fn leaves_out(self, reason: Missing) -> bool {
        match self {
            Self::Answered | Self::Ticks => true,
            Self::Asked => reason == Missing::NotAsked,
            Self::All => false,
        }
    }
}

/// The base of one column.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct ColumnBase {
    /// What the shares are shares of.
    pub(super) base: Tally,
    /// How many people gave an answer that counts.
    pub(super) answered: u64,
    /// Who is left out, by reason; none of them zero.
    pub(super) excluded: BTreeMap<Missing, u64>,
}

/// Counts the base of a column.
pub(super) fn column_base(column: &CrosstabColumn, question: &Question, rule: BaseRule) -> ColumnBase {
    let reasons = reasons(column, question);
    let answered = answered(column, question, &reasons);
    let base = match rule {
        BaseRule::Answered => answered,
        BaseRule::Asked => match reasons.get(&Missing::NotAsked) {
            Some(not_asked) => minus(column.respondents, *not_asked),
            None => column.respondents,
        },
        BaseRule::All => column.respondents,
        BaseRule::Ticks => ticks(column, question),
    };
    let excluded = reasons.into_iter().filter(|(reason, tally)| tally.n > 0 && rule.leaves_out(*reason));
    ColumnBase { base, answered: answered.n, excluded: excluded.map(|(reason, tally)| (reason, tally.n)).collect() }
}

/// The reason an option of `question` stands for.
pub(super) fn meaning(question: &Question, code: u16) -> Option<Missing> {
    if question.kind == QuestionKind::Open {
        return None;
    }
    question.options.get(usize::from(code)).and_then(|option| option.meaning)
}

/// Whether one respondent may be in several rows.
pub(super) fn several_answers(question: &Question) -> bool {
    matches!(question.kind, QuestionKind::Multiple | QuestionKind::Open)
}

/// Everybody without an answer that counts: those with none, and those whose option stands for a reason.
fn reasons(column: &CrosstabColumn, question: &Question) -> BTreeMap<Missing, Tally> {
    let mut reasons = column.missing.clone();
    if let Distribution::Codes(codes) = &column.answers {
        for (code, tally) in codes {
            if let Some(reason) = meaning(question, *code) {
                let sum = reasons.entry(reason).or_default();
                *sum = sum.plus(*tally);
            }
        }
    }
    reasons
}

/// Everybody with an answer that counts. Sums of the answers where nobody is in two, so that nothing is lost in subtraction.
fn answered(column: &CrosstabColumn, question: &Question, reasons: &BTreeMap<Missing, Tally>) -> Tally {
    let sum = |tallies: &mut dyn Iterator<Item = Tally>| tallies.fold(Tally::default(), Tally::plus);
    match &column.answers {
        Distribution::Values(values) => sum(&mut values.iter().map(|(_, tally)| *tally)),
        Distribution::Codes(_) if !several_answers(question) => ticks(column, question),
        Distribution::Codes(codes) => {
            let rest = reasons.values().fold(column.respondents, |rest, tally| minus(rest, *tally));
            // Somebody who ticked "prefer not to say" beside a real answer did answer.
            let real = codes.iter().filter(|(code, _)| meaning(question, **code).is_none());
            real.map(|(_, tally)| *tally).fold(rest, larger)
        }
        Distribution::Texts => reasons.values().fold(column.respondents, |rest, tally| minus(rest, *tally)),
    }
}

/// Every answer that counts, people counted once for each of theirs.
fn ticks(column: &CrosstabColumn, question: &Question) -> Tally {
    let Distribution::Codes(codes) = &column.answers else {
        return Tally::default();
    };
    let real = codes.iter().filter(|(code, _)| meaning(question, **code).is_none());
    real.fold(Tally::default(), |sum, (_, tally)| sum.plus(*tally))
}

fn larger(one: Tally, other: Tally) -> Tally {
    if other.n > one.n { other } else { one }
}

/// What is left; exactly nothing when nobody is.
pub(super) fn minus(whole: Tally, part: Tally) -> Tally {
    let n = whole.n.saturating_sub(part.n);
    if n == 0 {
        return Tally::default();
    }
    Tally { n, weight: whole.weight - part.weight, weight_squared: whole.weight_squared - part.weight_squared }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::breakdown::fixture::{column, multiple, single};

    #[test]
    fn each_rule_leaves_out_what_it_says() {
        let question = single("q", &["Yes", "No"]);
        let column =
            column(&[(0, 30), (1, 20)], &[(Missing::Blank, 5), (Missing::NotAsked, 40), (Missing::PreferNotToSay, 2)]);
        let bases = BaseRule::ALL.map(|rule| column_base(&column, &question, rule).base.n);
        assert_eq!(bases, [50, 57, 97, 50]);
        let asked = column_base(&column, &question, BaseRule::Asked);
        assert_eq!(asked.excluded, BTreeMap::from([(Missing::NotAsked, 40)]));
        assert!(column_base(&column, &question, BaseRule::All).excluded.is_empty());
    }

    #[test]
    fn an_option_that_stands_for_a_reason_counts_as_that_reason() {
        let mut question = single("q", &["Yes", "No", "Prefer not to say"]);
        question.options[2].meaning = Some(Missing::PreferNotToSay);
        let column = column(&[(0, 30), (1, 20), (2, 7)], &[(Missing::PreferNotToSay, 1)]);
        let answered = column_base(&column, &question, BaseRule::Answered);
        assert_eq!((answered.base.n, answered.excluded[&Missing::PreferNotToSay]), (50, 8));
        assert_eq!(column_base(&column, &question, BaseRule::Asked).base.n, 58);
    }

    #[test]
    fn people_who_ticked_several_are_one_in_the_base_and_several_in_the_ticks() {
        let question = multiple("q", &["A", "B"]);
        let mut column = column(&[(0, 30), (1, 20)], &[(Missing::Blank, 4)]);
        column.respondents = Tally { n: 44, weight: 44.0, weight_squared: 44.0 };
        assert_eq!(column_base(&column, &question, BaseRule::Answered).base.n, 40);
        assert_eq!(column_base(&column, &question, BaseRule::Ticks).base.n, 50);
    }

    #[test]
    fn every_rule_has_its_word() {
        for rule in BaseRule::ALL {
            assert_eq!(BaseRule::from_word(rule.as_str()), Some(rule));
        }
        assert_eq!(BaseRule::from_word("everyone"), None);
    }
}
