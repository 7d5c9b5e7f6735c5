//! Comma-separated values that a spreadsheet opens as text and numbers, never as formulas.

use crate::text::visible;

/// Rows of cells being written as CSV (RFC 4180).
#[derive(Debug)]
pub(super) struct Sheet {
    writer: csv::Writer<Vec<u8>>,
}

impl Sheet {
    /// A sheet with these headings.
    pub(super) fn new(heads: &[&str]) -> Self {
        let mut sheet =
            Self { writer: csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new()) };
        sheet.row(heads);
        sheet
    }

    /// Adds a row.
    pub(super) fn row(&mut self, cells: &[&str]) {
        // Writing to memory cannot fail, and every row has as many cells as there are headings.
        let _ = self.writer.write_record(cells.iter().map(|cell| inert(cell)));
    }

    /// The text of the sheet.
    pub(super) fn finish(self) -> String {
        self.writer.into_inner().map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default()
    }
}

/// A cell that a spreadsheet cannot take for a formula: a leading apostrophe before `= + - @`, tab or carriage return. Plain
/// numbers stay numbers. Control characters but tabs and line ends are left out, and marks that turn the order of letters round
/// become the replacement character.
pub(super) fn inert(cell: &str) -> String {
    let control = |letter: char| letter.is_control() && !matches!(letter, '\t' | '\n' | '\r');
    let kept: String = cell.chars().filter(|letter| !control(*letter)).collect();
    let kept = visible(&kept);
    let risky = kept.starts_with(['=', '+', '-', '@', '\t', '\r']);
    if risky && kept.parse::<f64>().is_err() { format!("'{kept}") } else { kept.into_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_could_be_a_formula_is_text() {
        for risky in ["=SUM(A1)", "+1+2", "-cmd", "@x", "\tx", "\rx"] {
            assert_eq!(inert(risky), format!("'{risky}"));
        }
        for plain in ["-3.5", "words = more", "", "12%"] {
            assert_eq!(inert(plain), plain);
        }
    }

    #[test]
    fn control_characters_are_left_out_and_hide_no_formula() {
        assert_eq!(inert("\u{1b}[31mred\u{0}"), "[31mred");
        assert_eq!(inert("\u{1}=cmd"), "'=cmd");
        assert_eq!(inert("one\ttwo\nthree"), "one\ttwo\nthree");
        assert_eq!(inert("\u{202e}live"), "\u{fffd}live");
    }
}
