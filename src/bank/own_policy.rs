//! The bank's own disclosure policy: the `[disclosure]` section of `bank.toml`.
//!
//! Where the section is faulty nothing of real people is released, lest it go out under weaker rules than were meant.

use std::path::Path;

use crate::bank::{BankError, InsightBank};
use crate::breakdown::{Policy, Preset};
use crate::corpus::store;
use crate::framework::{Fields, TomlFile};
use crate::problem::{Place, Problem};

/// Fewer people than this are never shown, whatever a bank says: whoever knows of oneself and of others in a number must not be
/// left with one person.
const LEAST: u64 = 5;
/// Thresholds above this are slips of the pen.
const MOST: u64 = 1_000;
/// The numbers that override a preset, which are then the bank's own.
const NUMBERS: [&str; 7] =
    ["cell_threshold", "base_threshold", "hides_nought", "rounding", "secondary", "unanimity_base", "reliable_base"];

/// The policy of the bank in `corpus`; every bank without the section has the default.
///
/// # Errors
/// Everything that is wrong with the section.
pub(super) fn read_policy(corpus: &Path) -> Result<Policy, Vec<Problem>> {
    parse(&store::read_bank_text(corpus).map_err(|problem| vec![problem])?)
}

fn parse(text: &str) -> Result<Policy, Vec<Problem>> {
    let file = TomlFile::parse(store::BANK_FILE, text);
    let root = file.root();
    let given = root.has("disclosure");
    let policy = root.table("disclosure").map(section);
    let problems = file.into_problems();
    match policy {
        _ if !problems.is_empty() => Err(problems),
        Some(policy) => Ok(policy),
        None if given => Err(vec![Problem::error("bad_policy", place("disclosure"), "`disclosure` says nothing")]),
        None => Ok(Policy::default()),
    }
}

fn place(field: &str) -> Place {
    Place::file(store::BANK_FILE).field(field)
}

/// What a section says; what is wrong with it is reported to its file.
fn section(section: Fields<'_>) -> Policy {
    let presets: Vec<&'static str> = Policy::ALL.map(|policy| policy.preset.as_str()).to_vec();
    let named = section.one_of("policy", &presets).and_then(|word| Preset::from_word(&word)?.policy());
    let base = named.unwrap_or_default();
    let own = NUMBERS.iter().any(|key| section.has(key));
    let policy = Policy {
        preset: if own { Preset::Custom } else { base.preset },
        cell_threshold: threshold(&section, "cell_threshold").unwrap_or(base.cell_threshold),
        base_threshold: threshold(&section, "base_threshold").unwrap_or(base.base_threshold),
        hides_nought: section.flag("hides_nought").unwrap_or(base.hides_nought),
        rounding: if section.has("rounding") { step(&section) } else { base.rounding },
        secondary: section.flag("secondary").unwrap_or(base.secondary),
        unanimity_base: threshold(&section, "unanimity_base").unwrap_or(base.unanimity_base),
        reliable_base: threshold(&section, "reliable_base").unwrap_or(base.reliable_base),
    };
    together(&section, &policy);
    section.done();
    policy
}

/// A threshold, where it is there and neither too low nor absurd.
fn threshold(section: &Fields<'_>, key: &'static str) -> Option<u64> {
    let number = section.integer::<u64>(key)?;
    if number < LEAST {
        let message = format!("`{key}` cannot be below {LEAST}: so few people are never shown");
        let problem = Problem::error("low_threshold", section.place_of(key), message).found(number.to_string());
        section.report(
            problem
                .expected(format!("{LEAST} or more"))
                .hint("somebody who knows of one or two people in a number would learn of the others"),
        );
    } else if number > MOST {
        let problem = Problem::error("high_threshold", section.place_of(key), format!("`{key}` would hide everything"));
        section.report(problem.found(number.to_string()).expected(format!("{LEAST} to {MOST}")));
    }
    Some(number)
}

/// What counts are rounded to; nought says that they are not.
fn step(section: &Fields<'_>) -> Option<u64> {
    section.integer::<u64>("rounding").filter(|step| *step > 1)
}

/// What the numbers must keep to together.
fn together(section: &Fields<'_>, policy: &Policy) {
    let least = policy.cell_threshold.min(policy.base_threshold);
    let fault = |key: &str, message: String, hint: &str| {
        section.report(Problem::error("unsafe_policy", section.place_of(key), message).hint(hint));
    };
    if let Some(step) = policy.rounding.filter(|step| *step > least) {
        let message =
            format!("counts rounded to {step} would show people as nobody where {least} are enough to be shown");
        fault("rounding", message, "round to at most the smaller threshold");
    }
    if !policy.secondary && policy.rounding.is_none_or(|step| step < LEAST) {
        let message = "without `secondary` the small numbers can be worked out from those beside them".to_owned();
        fault("secondary", message, "leave `secondary` on, or round: `rounding = 5`");
    }
}

impl InsightBank {
    /// The bank's own policy.
    ///
    /// # Errors
    /// When its section is faulty: nothing is released then.
    pub(super) fn own_policy(&self) -> Result<Policy, BankError> {
        self.policy.clone().map_err(|faults| {
            let message = "nothing can be released: the section `disclosure` of the bank's file is faulty";
            let problem = Problem::error("not_in_release", place("disclosure"), message);
            let problem = problem.hint("correct the section; `insight-bank check` says what is wrong with it");
            tracing::warn!(
                faults = faults.len(),
                "the bank's disclosure policy cannot be read, so nothing is released"
            );
            BankError::refused(problem)
        })
    }

    /// The policy a release is asked for under: the bank's own where none is named.
    ///
    /// # Errors
    /// When the bank's section is faulty, or it has no numbers of its own and they are asked for.
    pub(super) fn policy_of(&self, asked: Option<Preset>) -> Result<Policy, BankError> {
        let own = self.own_policy()?;
        let Some(preset) = asked.filter(|preset| *preset != own.preset) else { return Ok(own) };
        preset.policy().ok_or_else(|| {
            let message = "this bank has no disclosure policy of its own";
            let problem = Problem::error("no_custom_policy", Place::default().field("policy"), message);
            BankError::refused(problem.hint(
                "give `bank.toml` a section `[disclosure]` with the numbers, or leave `policy` out; the bank's is then the preset it names",
            ))
        })
    }

    /// The policy by which small bases are marked where nothing is hidden.
    pub(super) fn marking_policy(&self) -> Policy {
        self.policy.clone().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn section(lines: &str) -> Result<Policy, Vec<Problem>> {
        parse(&format!("format = 1\ntitle = \"T\"\n[disclosure]\n{lines}"))
    }

    fn codes(lines: &str) -> Vec<String> {
        section(lines).unwrap_err().into_iter().map(|problem| problem.code).collect()
    }

    #[test]
    fn a_bank_without_a_section_has_the_default_and_one_that_names_a_preset_has_that() {
        assert_eq!(parse("format = 1\ntitle = \"T\"\n"), Ok(Policy::default()));
        assert_eq!(section(""), Ok(Policy::default()));
        assert_eq!(section("policy = \"nhsd-hes\"\n"), Ok(Policy::NHSD_HES));
    }

    #[test]
    fn any_number_makes_a_policy_of_the_bank_s_own() {
        let own = section("policy = \"gpps\"\ncell_threshold = 12\nbase_threshold = 12\nrounding = 5\n").unwrap();
        let wanted = Policy {
            preset: Preset::Custom,
            cell_threshold: 12,
            base_threshold: 12,
            rounding: Some(5),
            ..Policy::GPPS
        };
        assert_eq!(own, wanted);
        let plain = section("policy = \"nhsd-hes\"\nrounding = 0\nsecondary = true\nhides_nought = true\n").unwrap();
        assert_eq!((plain.rounding, plain.secondary, plain.hides_nought), (None, true, true));
    }

    #[test]
    fn every_fault_is_told_with_its_line() {
        let faults = section(
            "policy = \"strict\"\ncell_threshold = 4\nbase_threshold = \"ten\"\nunanimity_base = 0\nreliable_base = 5000\ncel_threshold = 6\n",
        )
        .unwrap_err();
        let told: Vec<(Option<u64>, &str)> =
            faults.iter().map(|problem| (problem.place.line, problem.code.as_str())).collect();
        let wanted = [
            (Some(4), "unknown_word"),
            (Some(5), "low_threshold"),
            (Some(6), "wrong_type"),
            (Some(7), "low_threshold"),
            (Some(8), "high_threshold"),
            (Some(9), "unknown_key"),
        ];
        assert_eq!(told, wanted);
    }

    #[test]
    fn numbers_that_would_give_the_small_ones_away_are_refused() {
        assert_eq!(codes("secondary = false\n"), ["unsafe_policy"]);
        assert_eq!(codes("secondary = false\nrounding = 3\n"), ["unsafe_policy"]);
        assert_eq!(codes("rounding = 20\n"), ["unsafe_policy"]);
        assert!(section("secondary = false\nrounding = 5\n").is_ok());
        assert!(parse("format = 1\ntitle = \"T\"\ndisclosure = \"gpps\"\n").is_err());
        assert!(parse("format = 1\ntitle = \"T\"\ndisclosure = \"not stated\"\n").is_err());
    }
}
