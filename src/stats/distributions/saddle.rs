//! Densities without cancellation: Loader (2000), "Fast and accurate computation of binomial probabilities", as R's
//! `dbinom`.
//!
//! Differences of logarithms of gamma functions lose nine digits at parameters of a million; these forms lose none.

use std::f64::consts::{LN_2, PI};

/// ln n! less Stirling's ln(sqrt(2 pi n) (n/e)^n), for any n above 0.
fn stirling_error(n: f64) -> f64 {
    if n <= 15.0 {
        let half_log_two_pi = 0.5 * (LN_2 + PI.ln());
        return libm::lgamma(n + 1.0) - (n + 0.5) * n.ln() + n - half_log_two_pi;
    }
    let square = n * n;
    (1.0 / 12.0 - (1.0 / 360.0 - (1.0 / 1260.0 - (1.0 / 1680.0 - 1.0 / 1188.0 / square) / square) / square) / square)
        / n
}

/// x ln(x / mean) + mean - x: how far x is from its mean, 0 where they agree.
fn deviance(x: f64, mean: f64) -> f64 {
    if (x - mean).abs() >= 0.1 * (x + mean) {
        return x * (x / mean).ln() + mean - x;
    }
    let ratio = (x - mean) / (x + mean);
    let (mut sum, mut term) = ((x - mean) * ratio, 2.0 * x * ratio);
    for odd in (3_u32..).step_by(2).take(1000) {
        term *= ratio * ratio;
        let next = sum + term / f64::from(odd);
        if next.total_cmp(&sum).is_eq() {
            break;
        }
        sum = next;
    }
    sum
}

/// x^a y^b / B(a, b), where x + y = 1: the density of the beta distribution by the log odds.
pub(super) fn beta_density(a: f64, b: f64, x: f64, y: f64) -> f64 {
    let sum = a + b;
    let away = deviance(a, sum * x) + deviance(b, sum * y);
    let exponent = stirling_error(sum) - stirling_error(a) - stirling_error(b) - away;
    (a / sum * (b / (2.0 * PI))).sqrt() * exponent.exp()
}

/// x^a e^-x / gamma(a): the density of the gamma distribution by the logarithm.
pub(super) fn gamma_density(a: f64, x: f64) -> f64 {
    (a / (2.0 * PI)).sqrt() * (-stirling_error(a) - deviance(a, x)).exp()
}
