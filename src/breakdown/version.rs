//! Which data a table was counted in.

use std::fmt;
use std::str::FromStr;

use crate::breakdown::Table;
use crate::problem::{Place, Problem};
use crate::text::fingerprint;

/// How many digits of a fingerprint stand for it.
const DIGITS: usize = 8;

/// How many digits of its fingerprint the id of a table has.
const ID: usize = 16;

/// So much of what was typed is said again.
const SHOWN: usize = 40;

/// The version of the data behind a table.
///
/// Analysts see fingerprints: `8f3a9c21-0c3e11a2` or `8f3a9c21-0c3e11a2-77ad0c3e`, so that an address tells what changed even when
/// the data it names are gone. What anybody sees must not depend on people's words, as a fingerprint does: public versions are
/// counted, `s2` or `s2-w1`, the second snapshot with the first weight of that name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DataVersion {
    /// What an analyst's table was counted in.
    Prints {
        /// The fingerprint of the answers.
        answers: String,
        /// That of what is recorded of them: questions, codes, description.
        record: String,
        /// That of the weight, where it was made in the bank.
        weight: Option<String>,
    },
    /// What a public table was counted in.
    Snapshot {
        /// Which frozen version of the answers, counted from one.
        number: usize,
        /// How many times the weight was made, where it was made in the bank.
        weight: Option<usize>,
    },
}

impl Table {
    /// The table of data of this version: from now on it has an id, and its address names the version.
    pub fn of_version(&mut self, version: &DataVersion) {
        self.data_version = version.to_string();
        let print = fingerprint(format!("{}\n{version}", self.permalink).as_bytes());
        self.id = format!("t{}", print.get(..ID).unwrap_or_default());
        self.permalink.push_str("&data_version=");
        self.permalink.push_str(&self.data_version);
    }
}

/// What can change between two versions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// Who answered, and what.
    Answers,
    /// What was asked, how open answers were coded, and what else the survey's record says.
    Record,
    /// The weight of the table.
    Weight,
}

impl Part {
    /// The word in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Answers => "answers",
            Self::Record => "record",
            Self::Weight => "weight",
        }
    }
}

impl DataVersion {
    /// An analyst's version, of data with these fingerprints.
    pub fn of_prints(answers: &str, record: &str, weight: Option<&str>) -> Self {
        let short = |print: &str| print.get(..DIGITS).unwrap_or(print).to_owned();
        Self::Prints { answers: short(answers), record: short(record), weight: weight.map(short) }
    }

    /// What differs between the two; `None` where one is an analyst's and the other public.
    pub fn changed(&self, other: &Self) -> Option<Vec<Part>> {
        let differs = match (self, other) {
            (Self::Prints { answers: a, record: r, weight: w }, Self::Prints { answers, record, weight }) => {
                [(Part::Answers, a != answers), (Part::Record, r != record), (Part::Weight, w != weight)]
            }
            (Self::Snapshot { number: n, weight: w }, Self::Snapshot { number, weight }) => {
                [(Part::Answers, n != number), (Part::Record, false), (Part::Weight, w != weight)]
            }
            _ => return None,
        };
        Some(differs.into_iter().filter(|(_, differs)| *differs).map(|(part, _)| part).collect())
    }

    fn prints(parts: &[&str]) -> Option<Self> {
        let is_digit = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
        let is_print = |part: &&str| part.len() == DIGITS && part.bytes().all(is_digit);
        match parts {
            [answers, record, weight @ ..] if weight.len() < 2 && parts.iter().all(is_print) => {
                Some(Self::of_prints(answers, record, weight.first().copied()))
            }
            _ => None,
        }
    }

    fn snapshot(parts: &[&str]) -> Option<Self> {
        let number = |part: &str, mark: char| {
            let digits = part.strip_prefix(mark)?;
            digits.parse::<usize>().ok().filter(|number| number.to_string() == digits)
        };
        match parts {
            [snapshot] => Some(Self::Snapshot { number: number(snapshot, 's')?, weight: None }),
            [snapshot, weight] => {
                Some(Self::Snapshot { number: number(snapshot, 's')?, weight: Some(number(weight, 'w')?) })
            }
            _ => None,
        }
    }
}

impl fmt::Display for DataVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Prints { answers, record, weight } => {
                write!(f, "{answers}-{record}")?;
                weight.iter().try_for_each(|weight| write!(f, "-{weight}"))
            }
            Self::Snapshot { number, weight } => {
                write!(f, "s{number}")?;
                weight.iter().try_for_each(|weight| write!(f, "-w{weight}"))
            }
        }
    }
}

impl FromStr for DataVersion {
    type Err = Box<Problem>;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let parts: Vec<&str> = text.split('-').collect();
        Self::prints(&parts).or_else(|| Self::snapshot(&parts)).ok_or_else(|| {
            let place = Place::default().field("data_version");
            let problem = Problem::error("bad_data_version", place, "no data have such a version");
            let problem = problem.found(format!("`{}`", text.chars().take(SHOWN).collect::<String>()));
            Box::new(
                problem
                    .expected("a version as tables and their addresses name it, such as `s2` or `8f3a9c21-0c3e11a2`")
                    .hint("leave it out for the table of the data there are now"),
            )
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(version: &DataVersion) -> DataVersion {
        version.to_string().parse().unwrap()
    }

    proptest::proptest! {
        #[test]
        fn a_version_reads_back_as_it_is_written(
            prints in ("[0-9a-f]{64}", "[0-9a-f]{64}", proptest::option::of("[0-9a-f]{64}")),
            snapshot in (1_usize.., proptest::option::of(1_usize..)),
        ) {
            let analyst = DataVersion::of_prints(&prints.0, &prints.1, prints.2.as_deref());
            proptest::prop_assert_eq!(written(&analyst), analyst);
            let public = DataVersion::Snapshot { number: snapshot.0, weight: snapshot.1 };
            proptest::prop_assert_eq!(written(&public), public);
        }

        #[test]
        fn whatever_is_typed_is_a_version_or_refused(text in "[0-9a-f-]{0,30}|s[0-9]{0,25}(-w[0-9]{0,3})?|.{0,20}") {
            if let Ok(version) = text.parse::<DataVersion>() {
                proptest::prop_assert_eq!(version.to_string(), text);
            }
        }
    }

    #[test]
    fn two_versions_tell_what_differs() {
        let now = DataVersion::of_prints("aaaaaaaa11", "bbbbbbbb", Some("cccccccc"));
        let same = DataVersion::of_prints("aaaaaaaa22", "bbbbbbbb", Some("cccccccc"));
        assert_eq!(now.changed(&same), Some(Vec::new()));
        let then = DataVersion::of_prints("dddddddd", "bbbbbbbb", None);
        assert_eq!(now.changed(&then), Some(vec![Part::Answers, Part::Weight]));
        let public = DataVersion::Snapshot { number: 1, weight: None };
        assert_eq!(now.changed(&public), None);
        let next = DataVersion::Snapshot { number: 2, weight: Some(1) };
        assert_eq!(public.changed(&next), Some(vec![Part::Answers, Part::Weight]));
    }
}
