//! What an attacker can tell about a quantity: the range it must lie in.

/// An exact fraction with a positive denominator.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fraction {
    over: i64,
    under: i64,
}

impl Fraction {
    /// `over / under`; a denominator of nought or less is read as one.
    pub(super) fn new(over: i64, under: i64) -> Self {
        Self { over, under: under.max(1) }
    }

    /// A whole number.
    pub fn whole(number: i64) -> Self {
        Self { over: number, under: 1 }
    }

    /// The greatest whole number that is not above it.
    pub fn floor(self) -> i64 {
        self.over.div_euclid(self.under)
    }

    /// The least whole number that is not below it.
    pub fn ceil(self) -> i64 {
        let floor = self.floor();
        if self.is_whole() { floor } else { floor.saturating_add(1) }
    }

    /// Whether it is a whole number.
    pub fn is_whole(self) -> bool {
        self.over.rem_euclid(self.under) == 0
    }

    /// Itself with the sign turned.
    pub(super) fn turned(self) -> Self {
        Self { over: self.over.saturating_neg(), under: self.under }
    }

    /// Itself and a whole number more.
    pub(super) fn plus(self, number: i64) -> Self {
        Self { over: self.over.saturating_add(number.saturating_mul(self.under)), under: self.under }
    }

    /// The nearest floating number.
    pub fn as_f64(self) -> f64 {
        float(self.over) / float(self.under)
    }
}

/// A whole number as a floating one.
#[expect(clippy::cast_precision_loss, reason = "counts of people stay far below 2^53")]
fn float(number: i64) -> f64 {
    number as f64
}

/// The range a quantity must lie in, as an attacker works it out. `None` is no limit on that side.
///
/// `low` and `high` hold for somebody who does not use that counts are whole (the linear programme). `least` and `most` are
/// values for which a whole assignment is known that agrees with everything published, so nobody can rule them out. In tables
/// of two dimensions the two are the same; in tables of three the second range can be the narrower one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Interval {
    /// The least value, fractions allowed.
    pub low: Option<Fraction>,
    /// The greatest value, fractions allowed.
    pub high: Option<Fraction>,
    /// The least whole value shown to be possible.
    pub least: Option<i64>,
    /// The greatest whole value shown to be possible.
    pub most: Option<i64>,
}

impl Interval {
    /// The range from one whole number to another, the same with fractions and without.
    pub(super) fn between(least: Option<i64>, most: Option<i64>) -> Self {
        Self { low: least.map(Fraction::whole), high: most.map(Fraction::whole), least, most }
    }

    /// How far apart the ends are with fractions allowed; `None` without limit.
    pub fn width(&self) -> Option<f64> {
        Some(self.high?.as_f64() - self.low?.as_f64())
    }

    /// How far apart the whole ends are; `None` without limit.
    pub fn whole_width(&self) -> Option<i64> {
        Some(self.most?.saturating_sub(self.least?))
    }

    /// Whether only one whole value is known to be possible: the quantity may as well be printed.
    pub fn is_exact(&self) -> bool {
        self.whole_width() == Some(0)
    }

    /// Whether the range is at least `need` wide for the `attacker`.
    pub fn is_wide(&self, need: i64, attacker: super::Attacker) -> bool {
        match attacker {
            super::Attacker::Whole => self.whole_width().is_none_or(|width| width >= need),
            super::Attacker::Fractions => match (self.low, self.high) {
                (Some(low), Some(high)) => spread(low, high) >= i128::from(need) * spread_unit(low, high),
                _ => true,
            },
        }
    }

    /// The range of this quantity and an independent one together.
    pub(super) fn plus(&self, other: &Self) -> Self {
        let fractions = |one: Option<Fraction>, two: Option<Fraction>| {
            let (one, two) = (one?, two?);
            let over = one.over.checked_mul(two.under)?.checked_add(two.over.checked_mul(one.under)?)?;
            Some(Fraction::new(over, one.under.checked_mul(two.under)?))
        };
        Self {
            low: fractions(self.low, other.low),
            high: fractions(self.high, other.high),
            least: self.least.zip(other.least).map(|(one, two)| one.saturating_add(two)),
            most: self.most.zip(other.most).map(|(one, two)| one.saturating_add(two)),
        }
    }

    /// The range when a constant is added.
    pub(super) fn shifted(&self, by: i64) -> Self {
        Self {
            low: self.low.map(|end| end.plus(by)),
            high: self.high.map(|end| end.plus(by)),
            least: self.least.map(|end| end.saturating_add(by)),
            most: self.most.map(|end| end.saturating_add(by)),
        }
    }
}

/// `high - low` in units of `1 / spread_unit`.
fn spread(low: Fraction, high: Fraction) -> i128 {
    i128::from(high.over) * i128::from(low.under) - i128::from(low.over) * i128::from(high.under)
}

fn spread_unit(low: Fraction, high: Fraction) -> i128 {
    i128::from(low.under) * i128::from(high.under)
}
