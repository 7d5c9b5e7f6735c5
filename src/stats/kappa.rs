//! Kappa: agreement beyond chance of two coders (Cohen) or of several (Fleiss, Randolph).
//!
//! Standard errors: Fleiss, Cohen and Everitt (1969). Equal to `statsmodels.stats.inter_rater`.

mod shares;

use shares::Shares;

use super::distributions::normal;
use super::interval::{Interval, tail};
use super::{Defined, Undefined};

/// How much a disagreement counts, by how many categories apart the codes are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weighting {
    /// Every disagreement alike.
    None,
    /// By the categories between (Cicchetti and Allison).
    Linear,
    /// By the square of the categories between (Fleiss and Cohen).
    Quadratic,
}

/// Cohen's kappa and its large-sample variances.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Kappa {
    /// Agreement beyond chance: 1 is perfect, 0 is chance.
    pub kappa: f64,
    /// Its variance. Perfect agreement has none, which rounding may turn into a tiny number on either side of nought.
    pub variance: f64,
    /// Its variance were there no agreement beyond chance.
    pub variance_null: f64,
}

impl Kappa {
    /// The standard error.
    pub fn se(self) -> f64 {
        self.variance.max(0.0).sqrt()
    }

    /// The standard error were there no agreement beyond chance; what a test of kappa = 0 divides by.
    pub fn se_null(self) -> f64 {
        self.variance_null.max(0.0).sqrt()
    }

    /// Kappa less and plus z standard errors at a level such as 0.95; it may pass 1.
    ///
    /// # Errors
    /// [`Undefined::BadInput`] unless `level` lies between 0 and 1.
    pub fn interval(self, level: f64) -> Defined<Interval> {
        Interval::around(self.kappa, normal::upper(tail(level)?)? * self.se())
    }
}

/// Cohen's kappa of two coders. `table`: how many units the first coder put in the row and the second in the column, with the
/// categories in the same order, which counts for the weighted kinds.
///
/// # Errors
/// [`Undefined::EmptyBase`] without units, [`Undefined::NoVariation`] when both coders put everything in one and the same
/// category, [`Undefined::BadInput`] for a table that is not square.
pub fn cohen(table: &[Vec<u64>], weighting: Weighting) -> Defined<Kappa> {
    let shares = Shares::of(table)?;
    let kappa = match weighting {
        Weighting::None => shares.plain(),
        Weighting::Linear => shares.weighted(&|apart, most| apart / most),
        Weighting::Quadratic => shares.weighted(&|apart, most| apart * apart / (most * most)),
    };
    if [kappa.kappa, kappa.variance, kappa.variance_null].iter().all(|number| number.is_finite()) {
        Ok(kappa)
    } else {
        Err(Undefined::NoVariation)
    }
}

/// The share of units both coders put in the same category; `table` as in [`cohen`].
///
/// # Errors
/// [`Undefined::EmptyBase`] without units, [`Undefined::BadInput`] for a table that is not square.
pub fn percent_agreement(table: &[Vec<u64>]) -> Defined {
    Shares::of(table).map(|shares| shares.agreed)
}

#[cfg(test)]
mod tests;
