//! Numbers and texts in a portable file.

use super::super::fault::Fault;
use super::lines::Lines;
use crate::file::Input;

/// The longest text of any variable.
const TEXT_MAX: usize = 32_767;
/// More digits than any number has.
const DIGITS_MAX: usize = 200;
/// The first digits, which are all that count.
const EXACT_DIGITS: i32 = 24;
/// Digits up to here, and powers of thirty up to there, are exact.
const EXACT: u128 = 1 << 53;
const EXACT_POWER: i32 = 13;

/// A number: digits of base thirty up to a stroke, `*.` for nothing. The first character was read already.
pub(super) fn number_from<I: Input>(first: u8, lines: &mut Lines<I>) -> Result<Option<f64>, Fault> {
    let mut letter = first;
    let mut parts = Parts::default();
    for _ in 0..DIGITS_MAX {
        match letter {
            b' ' if parts.is_new() => {}
            b'*' if parts.is_new() => {
                lines.letter()?;
                return Ok(None);
            }
            b'/' => return parts.number().map(Some).ok_or_else(damaged),
            letter => parts.add(letter).ok_or_else(damaged)?,
        }
        letter = lines.letter()?;
    }
    Err(damaged())
}

/// A number.
pub(super) fn number<I: Input>(lines: &mut Lines<I>) -> Result<Option<f64>, Fault> {
    let first = lines.letter()?;
    number_from(first, lines)
}

/// A whole number from nought on.
pub(super) fn count<I: Input>(lines: &mut Lines<I>) -> Result<usize, Fault> {
    whole(number(lines)?)
}

fn whole(number: Option<f64>) -> Result<usize, Fault> {
    let whole = number.and_then(super::super::written::whole);
    whole.and_then(|whole| usize::try_from(whole).ok()).ok_or_else(damaged)
}

/// A text behind its length, into `text`. The first character was read already.
pub(super) fn text_from<I: Input>(first: u8, lines: &mut Lines<I>, text: &mut Vec<u8>) -> Result<(), Fault> {
    let length = whole(number_from(first, lines)?)?;
    if length > TEXT_MAX {
        return Err(Fault::Damaged(format!("there is a text of {length} characters")));
    }
    text.clear();
    for _ in 0..length {
        text.push(lines.letter()?);
    }
    Ok(())
}

/// A text behind its length.
pub(super) fn text<I: Input>(lines: &mut Lines<I>) -> Result<Vec<u8>, Fault> {
    let mut text = Vec::new();
    let first = lines.letter()?;
    text_from(first, lines, &mut text)?;
    Ok(text)
}

fn damaged() -> Fault {
    Fault::Damaged("there is a number that cannot be read".to_owned())
}

/// The number of fifteen digits beside `number`, if it is that by a hair.
fn nearest_short(number: f64) -> f64 {
    let short: f64 = format!("{number:.14e}").parse().unwrap_or(number);
    if (short - number).abs() <= number.abs() * 4.0 * f64::EPSILON { short } else { number }
}

/// The parts of a number as they are read.
#[derive(Default)]
struct Parts {
    negative: bool,
    mantissa: u128,
    digits: i32,
    /// The power of thirty that the digits are to be multiplied by, without that which is written.
    shift: i32,
    any: bool,
    fraction: bool,
    exponent: Option<(bool, i32)>,
}

impl Parts {
    fn is_new(&self) -> bool {
        !self.negative && !self.any && !self.fraction
    }

    fn add(&mut self, letter: u8) -> Option<()> {
        match letter {
            b'-' if self.is_new() => self.negative = true,
            b'.' if !self.fraction && self.exponent.is_none() => self.fraction = true,
            b'+' | b'-' if self.any && self.exponent.is_none() => self.exponent = Some((letter == b'-', 0)),
            b'0'..=b'9' => self.digit(letter - b'0'),
            b'A'..=b'T' => self.digit(letter - b'A' + 10),
            _ => return None,
        }
        Some(())
    }

    fn digit(&mut self, digit: u8) {
        if let Some((_, exponent)) = &mut self.exponent {
            *exponent = exponent.saturating_mul(30).saturating_add(i32::from(digit)).min(10_000);
            return;
        }
        self.any = true;
        if self.digits < EXACT_DIGITS {
            self.mantissa = self.mantissa * 30 + u128::from(digit);
            self.digits += i32::from(self.mantissa > 0);
            self.shift -= i32::from(self.fraction);
        } else {
            self.shift += i32::from(!self.fraction);
        }
    }

    fn number(&self) -> Option<f64> {
        if !self.any {
            return None;
        }
        let exponent = self.exponent.map_or(0, |(negative, exponent)| if negative { -exponent } else { exponent });
        let (mut mantissa, mut shift) = (self.mantissa, self.shift.saturating_add(exponent));
        // Noughts at the end say nothing, and without them most numbers are exact.
        while shift < 0 && mantissa > 0 && mantissa % 30 == 0 {
            (mantissa, shift) = (mantissa / 30, shift + 1);
        }
        #[expect(clippy::cast_precision_loss, reason = "a number has no more digits than this keeps")]
        let digits = mantissa as f64;
        let size = if shift < 0 { digits / 30_f64.powi(shift.saturating_neg()) } else { digits * 30_f64.powi(shift) };
        // Where the steps above had to round, the number somebody wrote in decimals is the nearest that is short.
        let rounded = mantissa > EXACT || !(-EXACT_POWER..=EXACT_POWER).contains(&shift);
        let size = if rounded { nearest_short(size) } else { size };
        size.is_finite().then_some(if self.negative { -size } else { size })
    }
}
