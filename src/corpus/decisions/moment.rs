//! When something was decided.

use std::fmt;
use std::str::FromStr;

use jiff::{Timestamp, Zoned};

/// A moment as the clock on the wall showed it, to the second, with its distance from universal time (RFC 3339):
/// `2026-11-23T10:04:00+00:00`. Nothing in this room knows the time; the caller says it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Moment(String);

impl Moment {
    /// The moment a clock shows.
    pub fn of(clock: &Zoned) -> Self {
        Self(clock.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string())
    }

    /// The text of the moment.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The day where it was decided: `2026-11-23`.
    pub fn day(&self) -> &str {
        self.0.split('T').next().unwrap_or_default()
    }
}

impl FromStr for Moment {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let plain = text.len() == 25 && text.get(10..11) == Some("T") && text.parse::<Timestamp>().is_ok();
        if plain { Ok(Self(text.to_owned())) } else { Err("a moment is written `2026-11-23T10:04:00+00:00`") }
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_has_its_zone_and_no_more_than_seconds() {
        let clock: Zoned = "2026-07-01T09:30:15.123456[Europe/London]".parse().unwrap_or_else(|_| {
            // Where the machine knows no zones, the distance alone will do.
            "2026-07-01T09:30:15.123456+01:00[+01:00]".parse().unwrap()
        });
        let moment = Moment::of(&clock);
        assert_eq!((moment.as_str(), moment.day()), ("2026-07-01T09:30:15+01:00", "2026-07-01"));
        assert_eq!(moment.as_str().parse(), Ok(moment));
    }

    #[test]
    fn what_is_no_moment_is_refused() {
        for bad in ["", "2026-07-01", "2026-07-01T09:30:15", "2026-13-01T09:30:15+01:00", "2026-07-01 09:30:15+01:00"] {
            assert!(bad.parse::<Moment>().is_err(), "{bad}");
        }
    }
}
