//! The rows of a table: what each is called and which answers it counts.

use std::collections::BTreeSet;

use crate::breakdown::BaseRule;
use crate::breakdown::bands::{Band, date_bands, number_bands};
use crate::breakdown::base::meaning;
use crate::breakdown::rounding::format_number;
use crate::breakdown::table::Span;
use crate::engine::{CrosstabColumn, Distribution, Tally};
use crate::survey::{Missing, Question, QuestionKind};

/// Above so many distinct numbers they are shown in bands.
const DISTINCT: usize = 50;

/// One row to be.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct RowPlan {
    /// The id of the option, code, value or band.
    pub(super) id: String,
    /// What it says at its head.
    pub(super) label: String,
    /// The reason for no answer it stands for.
    pub(super) reason: Option<Missing>,
    /// What it spans, where it is a number, a day or a band of them.
    pub(super) span: Option<Span>,
    picks: Picks,
}

impl RowPlan {
    fn new(id: String, label: String, picks: Picks) -> Self {
        Self { id, label, reason: None, span: None, picks }
    }

    /// The option or code it counts, where it is one.
    pub(super) fn code(&self) -> Option<u16> {
        match self.picks {
            Picks::Code(code) | Picks::Reason(code, _) => Some(code),
            Picks::Value(_) | Picks::Between(..) | Picks::AnyWords => None,
        }
    }
}

/// Which answers a row counts.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Picks {
    Code(u16),
    /// An option that stands for a reason, with everybody whose answer was read as that reason.
    Reason(u16, Missing),
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
            vec![RowPlan::new("answer".to_owned(), "Wrote an answer".to_owned(), Picks::AnyWords)]
        }
        QuestionKind::Open => {
            let codes = question.codes.iter().map(|code| (code.id.clone(), code.label.clone()));
            coded_rows(codes).collect()
        }
        _ => {
            let options = question.options.iter().map(|option| (option.id.clone(), option.label.clone()));
            if question.kind == QuestionKind::Ranking && question.options.is_empty() {
                return rank_rows(columns);
            }
            option_rows(coded_rows(options), question, rule)
        }
    }
}

/// How many people of a column a row counts; `answered` is everybody who gave an answer.
pub(super) fn tally(row: &RowPlan, column: &CrosstabColumn, answered: impl FnOnce() -> Tally) -> Tally {
    match (&column.answers, row.picks) {
        (Distribution::Codes(codes), Picks::Code(code)) => codes.get(&code).copied().unwrap_or_default(),
        (Distribution::Codes(codes), Picks::Reason(code, reason)) => {
            let read_as_reason = column.missing.get(&reason).copied().unwrap_or_default();
            codes.get(&code).copied().unwrap_or_default().plus(read_as_reason)
        }
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

/// The rows of options, those that stand for a reason only where the base has it. People whose answer was read as a reason
/// are not known by option any more: all of them are with the first option of that reason.
fn option_rows(rows: impl Iterator<Item = RowPlan>, question: &Question, rule: BaseRule) -> Vec<RowPlan> {
    let mut seen = BTreeSet::new();
    let with_reasons = rows.zip(0..=u16::MAX).map(|(mut row, code)| {
        row.reason = meaning(question, code);
        if let Some(reason) = row.reason.filter(|reason| seen.insert(*reason)) {
            row.picks = Picks::Reason(code, reason);
        }
        row
    });
    with_reasons.filter(|row| row.reason.is_none_or(|reason| !rule.leaves_out(reason))).collect()
}

fn coded_rows(entries: impl Iterator<Item = (String, String)>) -> impl Iterator<Item = RowPlan> {
    (0..=u16::MAX).zip(entries).map(|(code, (id, label))| RowPlan::new(id, label, Picks::Code(code)))
}

/// The ranks anybody gave, down to the lowest.
fn rank_rows(columns: &[&CrosstabColumn]) -> Vec<RowPlan> {
    let given = columns.iter().filter_map(|column| match &column.answers {
        Distribution::Codes(codes) => codes.keys().next_back().copied(),
        _ => None,
    });
    let ranks = given.max().map_or(0..0, |lowest| 0..lowest.saturating_add(1));
    let name = |code: u16| (u32::from(code) + 1).to_string();
    ranks.map(|code| RowPlan::new(name(code), format!("Rank {}", name(code)), Picks::Code(code))).collect()
}

fn number_rows(values: &[f64]) -> Vec<RowPlan> {
    if values.len() > DISTINCT {
        return number_bands(values).into_iter().map(band_row).collect();
    }
    values.iter().map(|value| value_row(*value)).collect()
}

fn value_row(low: f64) -> RowPlan {
    let name = format_number(low, 9);
    let span = Span { low, single: true, start: name.clone(), from: name.clone(), to: name.clone() };
    RowPlan { span: Some(span), ..RowPlan::new(name.clone(), name, Picks::Value(low)) }
}

fn band_row(band: Band) -> RowPlan {
    RowPlan { span: Some(band.span), ..RowPlan::new(band.id, band.label, Picks::Between(band.low, band.high)) }
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
    fn people_read_as_having_a_reason_are_counted_with_its_first_option() {
        let mut question = single("q", &["Yes", "Prefer not to say", "Rather not"]);
        question.options[1].meaning = Some(Missing::PreferNotToSay);
        question.options[2].meaning = Some(Missing::PreferNotToSay);
        let column = column(&[(0, 3)], &[(Missing::PreferNotToSay, 12), (Missing::Blank, 4)]);
        let rows = plan_rows(&question, BaseRule::Asked, &[&column]);
        let counts: Vec<u64> = rows.iter().map(|row| tally(row, &column, Tally::default).n).collect();
        assert_eq!(counts, [3, 12, 0]);
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
