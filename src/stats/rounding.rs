//! Rounding for print: a share is an exact ratio, rounded once and half up, and prints 0 only for none and 100 only for all.

use std::fmt;

use super::decimal::Decimal;
use super::{Defined, Undefined};

/// Steps to a whole when a binary fraction is taken for a decimal: what lies beyond is the noise of binary fractions.
const FINEST: u128 = 100_000_000_000;

/// A share as an exact ratio of two whole numbers; above one is allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Share {
    part: u128,
    whole: u128,
}

/// A percentage rounded to so many decimals, exact. It prints with all its decimals: `12.50`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rounded {
    steps: u128,
    decimals: u32,
}

impl Share {
    /// `part` of `whole`.
    ///
    /// # Errors
    /// [`Undefined::EmptyBase`] without a whole.
    pub fn of(part: u128, whole: u128) -> Defined<Self> {
        if whole == 0 {
            return Err(Undefined::EmptyBase);
        }
        let common = greatest_common_divisor(part, whole);
        Ok(Self { part: part / common, whole: whole / common })
    }

    /// A sum of weights of a larger sum of weights, both exact decimals.
    ///
    /// # Errors
    /// [`Undefined::EmptyBase`] without a whole, [`Undefined::BadInput`] for decimals too long to compare.
    pub fn of_decimals(part: Decimal, whole: Decimal) -> Defined<Self> {
        let (part, whole, _) = part.aligned(whole)?;
        Self::of(part, whole)
    }

    /// A share that is only known as a binary fraction, taken as the decimal with eleven places nearest to it: what lies beyond is
    /// noise, so that a hair's breadth from 1 is 1. More than nought stays so, however little.
    ///
    /// # Errors
    /// [`Undefined::BadInput`] outside 0..1.
    pub fn near(share: f64) -> Defined<Self> {
        let steps = (share * 1e11).round();
        if !(0.0..=1e11).contains(&steps) {
            return Err(Undefined::BadInput);
        }
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a whole number of 0..1e11")]
        let steps = steps as u128;
        Self::of(steps.max(u128::from(share > 0.0)), FINEST)
    }

    /// The percentage to so many decimals, halves going up: 57 of 200 is 29.
    ///
    /// # Errors
    /// [`Undefined::BadInput`] when there are too many digits to compute exactly.
    pub fn half_up(self, decimals: u32) -> Defined<Rounded> {
        let (steps, rest) = self.steps(decimals)?;
        let up = rest > 0 && rest >= self.whole - rest;
        Ok(Rounded { steps: steps + u128::from(up), decimals })
    }

    /// The percentage to so many decimals, halves going to the even neighbour: 57 of 200 is 28.
    ///
    /// # Errors
    /// [`Undefined::BadInput`] when there are too many digits to compute exactly.
    pub fn half_even(self, decimals: u32) -> Defined<Rounded> {
        let (steps, rest) = self.steps(decimals)?;
        let missing = self.whole - rest;
        let up = rest > missing || (rest == missing && steps % 2 == 1);
        Ok(Rounded { steps: steps + u128::from(up), decimals })
    }

    /// As print shows it, without a sign, to so many decimals: `0` only for none, `100` only for all, and what would round to
    /// them is `<1` and `>99`, or `<0.1` and `>99.9`; `-` when there are too many digits.
    pub fn print(self, decimals: u32) -> String {
        let Ok(rounded) = self.half_up(decimals) else { return "-".to_owned() };
        let all = Rounded::all(decimals);
        if self.part == 0 {
            "0".to_owned()
        } else if self.part == self.whole {
            "100".to_owned()
        } else if rounded.steps == 0 {
            format!("<{}", Rounded { steps: 1, decimals })
        } else if self.part < self.whole && rounded == all {
            format!(">{}", Rounded { steps: all.steps - 1, decimals })
        } else {
            rounded.to_string()
        }
    }

    /// How many whole steps of the last decimal the percentage has, and what is left over, in parts of `whole`.
    fn steps(self, decimals: u32) -> Defined<(u128, u128)> {
        let scale =
            decimals.checked_add(2).and_then(|places| 10_u128.checked_pow(places)).ok_or(Undefined::BadInput)?;
        let scaled = (self.part % self.whole).checked_mul(scale).ok_or(Undefined::BadInput)?;
        let whole = (self.part / self.whole).checked_mul(scale).ok_or(Undefined::BadInput)?;
        Ok((whole.checked_add(scaled / self.whole).ok_or(Undefined::BadInput)?, scaled % self.whole))
    }
}

impl Rounded {
    /// A hundred per cent.
    fn all(decimals: u32) -> Self {
        Self { steps: 10_u128.saturating_pow(decimals.saturating_add(2)), decimals }
    }

    /// How many steps of the last decimal it has: 125 for 12.5 to one decimal.
    pub fn steps(self) -> u128 {
        self.steps
    }
}

impl fmt::Display for Rounded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let one = 10_u128.saturating_pow(self.decimals);
        let (whole, fraction) = (self.steps / one, self.steps % one);
        match usize::try_from(self.decimals) {
            Ok(places) if places > 0 => write!(f, "{whole}.{fraction:0places$}"),
            _ => write!(f, "{whole}"),
        }
    }
}

/// A share as print shows it, and `-` for one without a base.
pub fn print_share(share: Defined<Share>, decimals: u32) -> String {
    share.map_or_else(|_| "-".to_owned(), |share| share.print(decimals))
}

fn greatest_common_divisor(mut one: u128, mut two: u128) -> u128 {
    while two > 0 {
        (one, two) = (two, one % two);
    }
    one
}

#[cfg(test)]
mod tests;
