//! The numbers of a margin's targets: percentages, parts of 1, counts of a population, or the share a category has already.

use crate::bank::weight::given::Given;
use crate::bank::weight::report::Unit;
use crate::breakdown::format_number;
use crate::problem::{Place, Problem};

/// What stands in the place of a number where a category keeps the share it has.
pub(super) const KEEP: &str = "keep";

/// How far targets may be off their sum, as a part of it: published percentages are rounded.
const ROUNDED: f64 = 0.0015;

/// What targets that sum to more than this are of is people: nobody is wrong by so much.
const PEOPLE: f64 = 200.0;

/// The targets of a margin.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Shares {
    /// What they were taken for.
    pub(super) unit: Unit,
    /// What they sum to as they are written.
    pub(super) sum: f64,
    /// Parts of 1, in the order of the lines; none where a category keeps its share.
    pub(super) targets: Vec<Option<f64>>,
}

/// The targets that the lines of a question mean.
pub(super) fn read(given: &[&Given], question: &str, problems: &mut Vec<Problem>) -> Option<Shares> {
    let before = problems.len();
    let amounts: Vec<Option<Amount>> = given.iter().map(|one| amount(one, question, problems)).collect();
    if problems.len() > before {
        return None;
    }
    let numbers: Vec<Amount> = amounts.iter().flatten().copied().collect();
    let sum: f64 = numbers.iter().map(|amount| amount.value).sum();
    let place = given.first().map(|one| one.place.clone()).unwrap_or_default().field(question);
    match unit_of(&numbers, sum) {
        Ok(unit) => {
            problems.extend(rounded(question, unit, sum, place));
            let targets = amounts.iter().map(|amount| amount.map(|amount| amount.value / sum)).collect();
            Some(Shares { unit, sum, targets })
        }
        Err(expected) => {
            problems.push(wrong_sum(question, sum, expected, place));
            None
        }
    }
}

/// A number as it is written.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Amount {
    value: f64,
    /// Whether a percent sign is with it.
    percent: bool,
}

/// The number of a line; none where its category keeps its share, or there is none, which is told.
fn amount(given: &Given, question: &str, problems: &mut Vec<Problem>) -> Option<Amount> {
    if given.share.eq_ignore_ascii_case(KEEP) {
        return None;
    }
    let read = number(&given.share);
    let what = match read {
        None if given.share.is_empty() => "has no target",
        None => "has a target that is not a number",
        Some(amount) if amount.value < 0.0 => "has a target below nought",
        Some(_) => return read,
    };
    let message = format!("`{}` of `{question}` {what}", given.option);
    let problem = Problem::error("bad_target", given.place.clone().field("share"), message);
    let problem = problem.found(format!("`{}`", given.share));
    problems.push(problem.expected("a percentage, a part of 1 or a count, such as `45.5`; or `keep`"));
    None
}

/// A number as people write it: `12.5`, `12.5%`, `12,500`.
fn number(text: &str) -> Option<Amount> {
    let text = text.trim();
    let bare = text.trim_end_matches('%').trim_end();
    let value: f64 = without_thousands(bare).parse().ok()?;
    value.is_finite().then_some(Amount { value, percent: text.ends_with('%') })
}

/// The number without the commas between its thousands.
fn without_thousands(text: &str) -> String {
    let whole = text.split('.').next().unwrap_or_default();
    let mut groups = whole.split(',');
    let leads = groups.next().is_some_and(|first| (1..=3).contains(&first.trim_start_matches('-').len()));
    let fits = |group: &str| group.len() == 3 && group.bytes().all(|digit| digit.is_ascii_digit());
    if leads && groups.all(fits) { text.replacen(',', "", whole.matches(',').count()) } else { text.to_owned() }
}

/// What the targets of a margin are, or what they should sum to.
fn unit_of(amounts: &[Amount], sum: f64) -> Result<Unit, &'static str> {
    let near = |whole: f64| (sum / whole - 1.0).abs() <= ROUNDED;
    let percent = amounts.iter().any(|amount| amount.percent);
    let whole = amounts.iter().all(|amount| amount.value.fract().abs() <= 0.0);
    match () {
        () if near(100.0) => Ok(Unit::Percent),
        () if !percent && near(1.0) => Ok(Unit::Share),
        () if !percent && whole && sum > PEOPLE && sum.is_finite() => Ok(Unit::Count),
        () if percent || sum > 2.0 => Err("100"),
        () => Err("1"),
    }
}

fn wrong_sum(question: &str, sum: f64, expected: &str, place: Place) -> Problem {
    let message = format!("the targets of `{question}` do not sum to {expected}");
    let hint = "every option that people chose needs its target, as percentages, parts of 1 or counts of a population of more than 200";
    Problem::error("target_sum", place, message).found(format_number(sum, 4)).expected(expected).hint(hint)
}

/// What to say of targets whose sum is rounded.
fn rounded(question: &str, unit: Unit, sum: f64, place: Place) -> Option<Problem> {
    let whole = match unit {
        Unit::Percent => 100.0,
        Unit::Share => 1.0,
        Unit::Count => return None,
    };
    let is_off = (sum / whole - 1.0).abs() > 1e-9;
    let message = format!("the targets of `{question}` sum to {}: taken as rounded, and scaled", format_number(sum, 4));
    is_off.then(|| Problem::note("rounded_targets", place, message))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(shares: &[&str]) -> (Option<Shares>, Vec<Problem>) {
        let one = |share: &&str| Given {
            question: "area".to_owned(),
            option: "North".to_owned(),
            share: (*share).to_owned(),
            place: Place::file("t.csv").line(2),
        };
        let given: Vec<Given> = shares.iter().map(one).collect();
        let mut problems = Vec::new();
        let found = read(&given.iter().collect::<Vec<_>>(), "area", &mut problems);
        (found, problems)
    }

    #[test]
    fn numbers_are_read_as_people_write_them() {
        for (text, value) in [("12.5", 12.5), (" 12.5 % ", 12.5), ("12,500", 12_500.0), ("1,012,500.5", 1_012_500.5)] {
            assert!((number(text).unwrap().value - value).abs() < 1e-12, "{text}");
        }
        assert!(number("5%").unwrap().percent && !number("5").unwrap().percent);
        for text in ["", "many", "1,2", "1,2345", "NaN", "inf", "12,34,567", ",500", "1.5,000"] {
            assert_eq!(number(text), None, "{text}");
        }
    }

    #[test]
    fn percentages_parts_and_counts_are_told_apart_by_their_sum() {
        for (shares, unit) in [
            (["45", "55"], Unit::Percent),
            (["45%", "55"], Unit::Percent),
            (["0.45", ".55"], Unit::Share),
            (["4,500", "5,500"], Unit::Count),
        ] {
            let (found, problems) = of(&shares);
            let found = found.unwrap();
            assert_eq!((found.unit, problems), (unit, Vec::new()));
            assert!((found.targets[0].unwrap() - 0.45).abs() < 1e-12, "{shares:?}");
        }
    }

    #[test]
    fn a_sum_that_is_wrong_is_refused_and_one_that_is_rounded_is_told() {
        for (shares, expected) in
            [(["45", "45"], "100"), (["0.4", "0.5"], "1"), (["450%", "550%"], "100"), (["100.5", "101"], "100")]
        {
            let (found, problems) = of(&shares);
            assert_eq!((found, problems[0].code.as_str()), (None, "target_sum"), "{shares:?}");
            assert_eq!(problems[0].expected.as_deref(), Some(expected), "{shares:?}");
        }
        let (found, problems) = of(&["45.1", "55"]);
        assert_eq!((found.unwrap().unit, problems[0].code.as_str()), (Unit::Percent, "rounded_targets"));
    }

    #[test]
    fn a_category_that_keeps_its_share_has_no_number() {
        let (found, problems) = of(&["40", "Keep", "60"]);
        let targets = found.unwrap().targets;
        assert!(problems.is_empty() && targets[1].is_none() && (targets[2].unwrap() - 0.6).abs() < 1e-12);
        assert_eq!(of(&["keep", "keep"]).1[0].code, "target_sum");
    }

    #[test]
    fn every_line_without_a_number_is_told() {
        let codes: Vec<String> = of(&["-1", "", "many"]).1.iter().map(|problem| problem.message.clone()).collect();
        assert_eq!(
            codes,
            [
                "`North` of `area` has a target below nought",
                "`North` of `area` has no target",
                "`North` of `area` has a target that is not a number"
            ]
        );
    }
}
