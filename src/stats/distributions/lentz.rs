//! Continued fractions by Lentz's method, as modified by Thompson and Barnett (1986).

/// A continued fraction as far as it has been taken.
pub(super) struct Fraction {
    above: f64,
    below: f64,
    value: f64,
}

impl Fraction {
    /// 1 / `denominator`, with the ratio of numerators it starts from.
    pub(super) fn start(above: f64, denominator: f64) -> Self {
        let below = 1.0 / off_nought(denominator);
        Self { above, below, value: below }
    }

    /// One part further: by what the value was multiplied.
    pub(super) fn extend(&mut self, numerator: f64, denominator: f64) -> f64 {
        self.below = 1.0 / off_nought(denominator + numerator * self.below);
        self.above = off_nought(denominator + numerator / self.above);
        let change = self.above * self.below;
        self.value *= change;
        change
    }

    /// The value so far, if the last part no longer changed it.
    pub(super) fn settled(&self, change: f64) -> Option<f64> {
        ((change - 1.0).abs() < 4.0 * f64::EPSILON).then_some(self.value)
    }
}

fn off_nought(value: f64) -> f64 {
    if value.abs() < 1e-300 { 1e-300 } else { value }
}
