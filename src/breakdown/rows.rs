//! The rows of a table: what each is called and which answers it counts.

use std::collections::BTreeSet;

use crate::breakdown::BaseRule;
use crate::breakdown::bands::{Band, date_bands, number_bands};
use crate::breakdown::base::meaning;
use crate::breakdown::rounding::format_number;
use crate::engine::{CrosstabColumn, Distribution, Tally};
use crate::survey::{Question, QuestionKind};

/// Above so many distinct numbers they are shown in bands.
const DISTINCT: usize = 50;

/// One row to be.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct RowPlan {
    /// The id of the option, code, value or band.
    pub(super) id: String,
    /// What it says at its head.
    pub(super) label: String,
    picks: Picks,
}

/// Which answers a row counts.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Picks {
    Code(u16),
    Value(f64),
    Between(f64, f64),
    /// Everybody who wrote anything.
    AnyWords,
}

/// The rows of a question over all `columns`. Options nobody chose keep their row; options that stand for a reason have one
/// only where the base has the people who chose them.
pub(super) fn plan_rows(question: &Question, rule: BaseRule, columns: &[&CrosstabColumn]) -> Vec<RowPlan> {
    match question.kind {
        QuestionKind::Number => number_rows(&distinct(columns)),
        QuestionKind::Date => date_bands(&distinct(columns)).into_iter().map(band_row).collect(),
        QuestionKind::Open if question.codes.is_empty() => {
            vec![RowPlan { id: "answer".to_owned(), label: "Wrote an answer".to_owned(), picks: Picks::AnyWords }]
        }
        QuestionKind::Open => {
            let codes = question.codes.iter().map(|code| (code.id.clone(), code.label.clone()));
            coded_rows(codes, &[])
        }
        _ => {
            let options = question.options.iter().map(|option| (option.id.clone(), option.label.clone()));
            let hidden = hidden_options(question, rule);
            let mut rows = coded_rows(options, &hidden);
            if question.kind == QuestionKind::Ranking && question.options.is_empty() {
                rows = rank_rows(columns);
            }
            rows
        }
    }
}

/// How many people of a column a row counts; `answered` is everybody who gave an answer.
pub(super) fn tally(row: &RowPlan, column: &CrosstabColumn, answered: impl FnOnce() -> Tally) -> Tally {
    match (&column.answers, row.picks) {
        (Distribution::Codes(codes), Picks::Code(code)) => codes.get(&code).copied().unwrap_or_default(),
        (Distribution::Values(values), Picks::Value(wanted)) => {
            sum(values, |value| (value + 0.0).to_bits() == wanted.to_bits())
        }
        (Distribution::Values(values), Picks::Between(low, high)) => sum(values, |value| low <= value && value < high),
        (Distribution::Texts, Picks::AnyWords) => answered(),
        _ => Tally::default(),
    }
}

fn sum(values: &[(f64, Tally)], keep: impl Fn(f64) -> bool) -> Tally {
    values.iter().filter(|(value, _)| keep(*value)).fold(Tally::default(), |total, (_, tally)| total.plus(*tally))
}

fn hidden_options(question: &Question, rule: BaseRule) -> Vec<u16> {
    let positions = (0..=u16::MAX).take(question.options.len());
    positions.filter(|code| !rule.shows_reasons() && meaning(question, *code).is_some()).collect()
}

fn coded_rows(entries: impl Iterator<Item = (String, String)>, hidden: &[u16]) -> Vec<RowPlan> {
    let rows = (0..=u16::MAX).zip(entries).filter(|(code, _)| !hidden.contains(code));
    rows.map(|(code, (id, label))| RowPlan { id, label, picks: Picks::Code(code) }).collect()
}

/// The ranks anybody gave, down to the lowest.
fn rank_rows(columns: &[&CrosstabColumn]) -> Vec<RowPlan> {
    let given = columns.iter().filter_map(|column| match &column.answers {
        Distribution::Codes(codes) => codes.keys().next_back().copied(),
        _ => None,
    });
    let ranks = given.max().map_or(0..0, |lowest| 0..lowest.saturating_add(1));
    let name = |code: u16| (u32::from(code) + 1).to_string();
    ranks
        .map(|code| RowPlan { id: name(code), label: format!("Rank {}", name(code)), picks: Picks::Code(code) })
        .collect()
}

fn number_rows(values: &[f64]) -> Vec<RowPlan> {
    if values.len() > DISTINCT {
        return number_bands(values).into_iter().map(band_row).collect();
    }
    let name = |value: f64| format_number(value, 9);
    values.iter().map(|&value| RowPlan { id: name(value), label: name(value), picks: Picks::Value(value) }).collect()
}

fn band_row(band: Band) -> RowPlan {
    RowPlan { picks: Picks::Between(band.low, band.high), id: band.id, label: band.label }
}

/// Every finite number given in any column, ascending.
fn distinct(columns: &[&CrosstabColumn]) -> Vec<f64> {
    let values = columns.iter().filter_map(|column| match &column.answers {
        Distribution::Values(values) => Some(values.iter().map(|(value, _)| *value)),
        _ => None,
    });
    let finite = values.flatten().filter(|value| value.is_finite());
    // The bits of a number plus zero: minus zero is zero, and equal numbers are one.
    let unique: BTreeSet<u64> = finite.map(|value| (value + 0.0).to_bits()).collect();
    let mut distinct: Vec<f64> = unique.into_iter().map(f64::from_bits).collect();
    distinct.sort_by(f64::total_cmp);
    distinct
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::breakdown::fixture::{column, number, single, values};
    use crate::survey::{Code, Missing};

    fn labels(question: &Question, rule: BaseRule, column: &CrosstabColumn) -> Vec<String> {
        plan_rows(question, rule, &[column]).into_iter().map(|row| row.label).collect()
    }

    #[test]
    fn an_option_nobody_chose_keeps_its_row() {
        let question = single("q", &["Yes", "No", "Maybe"]);
        let column = column(&[(0, 3)], &[]);
        let rows = plan_rows(&question, BaseRule::Answered, &[&column]);
        let counts: Vec<u64> = rows.iter().map(|row| tally(row, &column, Tally::default).n).collect();
        assert_eq!(counts, [3, 0, 0]);
    }

    #[test]
    fn prefer_not_to_say_has_a_row_only_where_the_base_has_those_who_said_it() {
        let mut question = single("q", &["Yes", "Prefer not to say", "No"]);
        question.options[1].meaning = Some(Missing::PreferNotToSay);
        let column = column(&[(0, 3), (1, 2)], &[]);
        assert_eq!(labels(&question, BaseRule::Answered, &column), ["Yes", "No"]);
        assert_eq!(labels(&question, BaseRule::Asked, &column), ["Yes", "Prefer not to say", "No"]);
    }

    #[test]
    fn few_numbers_show_each_and_many_show_bands() {
        let few = values(&[(3.0, 5), (2.5, 1), (-0.0, 1), (0.0, 1)]);
        assert_eq!(labels(&number("q"), BaseRule::Answered, &few), ["0", "2.5", "3"]);
        let many: Vec<(f64, u64)> = (0_i32..51).map(|value| (f64::from(value), 1)).collect();
        let many = values(&many);
        assert_eq!(labels(&number("q"), BaseRule::Answered, &many)[0], "0 to 4");
    }

    #[test]
    fn an_item_of_a_ranking_shows_the_ranks_it_was_given() {
        let mut question = single("q", &[]);
        question.kind = QuestionKind::Ranking;
        assert_eq!(
            labels(&question, BaseRule::Answered, &column(&[(0, 3), (2, 1)], &[])),
            ["Rank 1", "Rank 2", "Rank 3"]
        );
    }

    #[test]
    fn an_open_question_shows_its_codes_or_who_wrote_at_all() {
        let mut question = single("q", &[]);
        question.kind = QuestionKind::Open;
        assert_eq!(labels(&question, BaseRule::Asked, &column(&[], &[])), ["Wrote an answer"]);
        question.codes = vec![Code { id: "funding".to_owned(), label: "Needs funding".to_owned(), ..Code::default() }];
        assert_eq!(labels(&question, BaseRule::Answered, &column(&[], &[])), ["Needs funding"]);
    }
}
