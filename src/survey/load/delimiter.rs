//! Finding what divides the cells, by looking.

use crate::problem::{Place, Problem};

use super::split::Rows;

/// What may divide cells.
pub(super) const CANDIDATES: [u8; 4] = [b',', b';', b'\t', b'|'];
/// Stands for "nothing divides the cells": a byte that no text holds.
pub(super) const NONE: u8 = 0;
/// How many rows are looked at.
const LOOKED_AT: usize = 300;

/// How well a delimiter fits.
struct Fit {
    delimiter: u8,
    /// Cells in the heading.
    width: usize,
    /// Rows in a thousand that have as many cells as the heading.
    even: usize,
    /// The width that all but a few rows share, when the heading has one cell only.
    title_over: Option<usize>,
}

/// The delimiter of `text`; [`NONE`] when it is a single column.
pub(super) fn find(name: &str, text: &str) -> Result<u8, Box<Problem>> {
    let fits: Vec<Fit> = CANDIDATES.iter().map(|delimiter| fit(text, *delimiter)).collect();
    let mut wide: Vec<&Fit> = fits.iter().filter(|fit| fit.width > 1).collect();
    wide.sort_by_key(|fit| std::cmp::Reverse((fit.even, fit.width)));
    match wide[..] {
        [] => match fits.iter().find_map(|fit| fit.title_over) {
            Some(width) => Err(title_over_table(name, width)),
            None => Ok(NONE),
        },
        [first, second, ..] if (first.even, first.width) == (second.even, second.width) => {
            Err(ambiguous(name, first.delimiter, second.delimiter))
        }
        [first, ..] => Ok(first.delimiter),
    }
}

fn fit(text: &str, delimiter: u8) -> Fit {
    let widths: Vec<usize> = Rows::new(text, delimiter).take(LOOKED_AT).map(|row| row.len()).collect();
    let width = widths.first().copied().unwrap_or_default();
    let data = widths.get(1..).unwrap_or_default();
    let share = |width: usize| {
        let same = data.iter().filter(|other| **other == width).count();
        (same * 1000).checked_div(data.len()).unwrap_or(1000)
    };
    let common = data.iter().max().copied().unwrap_or_default();
    let title_over = (width == 1 && common > 1 && data.len() > 2 && share(common) >= 900).then_some(common);
    Fit { delimiter, width, even: share(width), title_over }
}

/// The name of a delimiter, for people.
pub(super) fn label(delimiter: u8) -> &'static str {
    match delimiter {
        b',' => "comma",
        b';' => "semicolon",
        b'\t' => "tab",
        b'|' => "vertical bar",
        _ => "none",
    }
}

fn ambiguous(name: &str, first: u8, second: u8) -> Box<Problem> {
    let message = format!("{} and {} divide the rows equally well", label(first), label(second));
    Box::new(
        Problem::error("ambiguous_delimiter", Place::file(name).line(1), message)
            .expected("one delimiter: comma, semicolon, tab or vertical bar")
            .hint("export the answers with cells in double quotes, or with another delimiter"),
    )
}

fn title_over_table(name: &str, width: usize) -> Box<Problem> {
    Box::new(
        Problem::error("no_header", Place::file(name).line(1), "no heading row was found")
            .found("1 cell in the first row")
            .expected(format!("{width} headings, as many as the rows below have cells"))
            .hint("remove the lines above the headings"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_delimiter_that_makes_even_rows_is_found() {
        assert_eq!(find("f", "a;b\n1,5;2\n3,5;4\n").unwrap(), b';');
        assert_eq!(find("f", "a,b\n1;2;,x\n3;,y\n").unwrap(), b',');
        assert_eq!(find("f", "a\tb\n1\t2\n").unwrap(), b'\t');
        assert_eq!(find("f", "a\n1\n").unwrap(), NONE);
        assert_eq!(find("f", "a|b\n1|2\n").unwrap(), b'|');
    }

    #[test]
    fn two_delimiters_equally_good_are_not_guessed_between() {
        assert_eq!(find("f", "a,b;c\n1,2;3\n").unwrap_err().code, "ambiguous_delimiter");
    }

    #[test]
    fn a_title_above_the_headings_is_not_taken_for_one() {
        assert_eq!(find("f", "Our survey\nid,q\n1,2\n3,4\n").unwrap_err().code, "no_header");
    }
}
