//! Pure formulas, no survey words: data in, numbers out. What has no value is [`Undefined`] with its reason, never NaN.

pub mod alpha;
pub mod change;
pub mod comparison;
mod count;
pub mod decimal;
pub mod design;
pub mod distributions;
pub mod fleiss;
mod interval;
pub mod kappa;
pub mod largest_remainder;
pub mod mean;
pub mod net_score;
pub mod proportion;
pub mod quantile;
pub mod raking;
pub mod rounding;
pub mod sets;
mod sum;
pub mod t_test;
pub mod trimming;
mod undefined;
pub mod weights;

pub use count::{count, people};
pub use interval::Interval;
pub use undefined::Undefined;

/// A number, or why there is none.
pub type Defined<T = f64> = Result<T, Undefined>;
