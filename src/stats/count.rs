//! Numbers of people and of things as numbers to reckon with.

/// A number of people.
#[expect(clippy::cast_precision_loss, reason = "no survey has so many people that a whole number is lost")]
pub const fn people(n: u64) -> f64 {
    n as f64
}

/// A number of things: columns, clusters, comparisons.
#[expect(clippy::cast_precision_loss, reason = "nothing here is counted so far that a whole number is lost")]
pub const fn count(n: usize) -> f64 {
    n as f64
}
