//! Shares of a sample with weights, strata and clusters: design-based estimates by Taylor linearisation, as R's
//! `survey`.
//!
//! A [`Sample`] holds the respondents as [`Cell`]s: people who are the same in everything that is asked of them. One
//! respondent a cell is the record-level form; tallies of many are the same sample, counted first. From it come
//! [`Estimate`]s, which know how much each cell moves them, so that variances, covariances (also of columns that share
//! people) and contrasts all follow from one formula. Filtering keeps the whole sample: people outside a base stay in
//! the design and count nothing.

mod calibrated;
mod contrast;
mod effect;
mod estimate;
mod intervals;
mod logit;
mod matrix;
mod rao_scott;
mod sample;
#[cfg(test)]
mod tests;
mod variance;
mod weighed;

pub use contrast::{Columns, Contrast, linearised_pairs, overlapping_columns, trend_over};
pub use effect::{design_effect, design_effective_size, interval_base};
pub use estimate::Estimate;
pub use intervals::{Precise, arcsine, korn_graubard, logit, plain};
pub use logit::fitted_logit;
pub use rao_scott::{RaoScott, rao_scott};
pub use sample::{Cell, Plan, Sample, Stratum};
pub use weighed::Weighed;

use super::{Defined, Undefined};
