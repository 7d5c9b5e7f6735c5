//! Decimal numbers of nought or more, exact: weights as they are written, so that their shares can be rounded exactly.

use super::{Defined, Undefined};

/// A decimal number of nought or more: so many units, each ten to the power of minus `scale`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Decimal {
    units: u128,
    scale: u32,
}

impl Decimal {
    /// Nought.
    pub const ZERO: Self = Self { units: 0, scale: 0 };

    /// Reads digits with at most one point, such as `12` or `1.8155`. `None` for anything else, and for more digits than 38.
    pub fn parse(text: &str) -> Option<Self> {
        let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
        let digits = format!("{whole}{fraction}");
        let plain = !digits.is_empty() && digits.bytes().all(|digit| digit.is_ascii_digit());
        if !plain || (text.contains('.') && fraction.is_empty()) {
            return None;
        }
        Some(Self { units: digits.parse().ok()?, scale: u32::try_from(fraction.len()).ok()? })
    }

    /// The sum, exact.
    ///
    /// # Errors
    /// [`Undefined::BadInput`] when the sum has too many digits to be kept exactly.
    pub fn plus(self, other: Self) -> Defined<Self> {
        let (one, two, scale) = self.aligned(other)?;
        Ok(Self { units: one.checked_add(two).ok_or(Undefined::BadInput)?, scale })
    }

    /// The units of both numbers at their common scale, and that scale.
    pub(super) fn aligned(self, other: Self) -> Defined<(u128, u128, u32)> {
        let scale = self.scale.max(other.scale);
        Ok((self.units_at(scale)?, other.units_at(scale)?, scale))
    }

    fn units_at(self, scale: u32) -> Defined<u128> {
        let finer = 10_u128.checked_pow(scale.saturating_sub(self.scale));
        finer.and_then(|finer| self.units.checked_mul(finer)).ok_or(Undefined::BadInput)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn only_plain_decimals_are_read() {
        for text in ["", ".", "5.", "-1", "1e3", "1,5", "+2", " 1", "1.2.3"] {
            assert_eq!(Decimal::parse(text), None, "{text}");
        }
        assert_eq!(Decimal::parse(".5"), Some(Decimal { units: 5, scale: 1 }));
        assert_eq!(Decimal::parse(&"9".repeat(40)), None);
    }

    #[test]
    fn a_sum_too_long_to_keep_is_refused() {
        let largest = Decimal { units: u128::MAX, scale: 0 };
        assert_eq!(largest.plus(Decimal { units: 1, scale: 0 }), Err(Undefined::BadInput));
        assert_eq!(largest.plus(Decimal { units: 1, scale: 1 }), Err(Undefined::BadInput));
    }

    proptest! {
        #[test]
        fn sums_are_those_of_whole_numbers(one in 0_u64..10_000_000, two in 0_u64..10_000_000) {
            let thousandths = |n: u64| Decimal::parse(&format!("{}.{:03}", n / 1000, n % 1000)).unwrap();
            prop_assert_eq!(thousandths(one).plus(thousandths(two)), Ok(thousandths(one + two)));
        }
    }
}
