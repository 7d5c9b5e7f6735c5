//! How high a row must be for its words. Some programs keep the height that a file gives and show only the first line of a cell,
//! so the file must say it; the reckoning is rather too high than too low.

/// The height of one line of ordinary letters, in points.
const LINE: f64 = 16.0;

/// The height of one line of a title.
const TITLE_LINE: f64 = 21.0;

/// How many times as wide the letters of a title are.
const TITLE_LETTERS: f64 = 1.4;

/// The highest a row can be.
const MOST: f64 = 409.0;

/// The height of a row with these cells, each a text and the width of its column in letters.
pub(super) fn row_height<'t>(cells: impl IntoIterator<Item = (&'t str, f64)>) -> f64 {
    let lines = cells.into_iter().map(|(text, width)| lines(text, width)).max().unwrap_or(1);
    (f64::from(lines) * LINE).min(MOST)
}

/// The height of a title in a column of this width.
pub(super) fn title_height(text: &str, width: f64) -> f64 {
    (f64::from(lines(text, width / TITLE_LETTERS)) * TITLE_LINE).min(MOST)
}

/// How many lines a text takes, broken between words, and within those that are too long.
fn lines(text: &str, width: f64) -> u16 {
    let (mut lines, mut used) = (1_u16, 0.0);
    for word in text.split(' ') {
        let long = word.chars().fold(0.0, |sum, letter| sum + letter_width(letter));
        if used > 0.0 && used + 1.0 + long > width {
            lines = lines.saturating_add(1);
            used = 0.0;
        } else if used > 0.0 {
            used += 1.0;
        }
        used += long;
        while used > width && width >= 1.0 {
            lines = lines.saturating_add(1);
            used -= width;
        }
    }
    lines
}

/// How wide a letter is, in digits: most are a little narrower, those of east Asia twice as wide.
fn letter_width(letter: char) -> f64 {
    match letter {
        '\u{1100}'.. => 2.0,
        'a'..='z' => 0.92,
        _ => 1.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_as_high_as_the_cell_with_the_most_lines() {
        assert_eq!(lines("", 10.0), 1);
        assert_eq!(lines("one two three", 7.0), 2);
        assert_eq!(lines("0123456789", 4.0), 3);
        assert_eq!(lines("01 0123456789", 4.0), 4);
        assert!((row_height([("one", 10.0), ("one two three", 7.0)]) - 2.0 * LINE).abs() < f64::EPSILON);
        assert!(row_height([("a ".repeat(9000).as_str(), 3.0)]) <= MOST);
    }
}
