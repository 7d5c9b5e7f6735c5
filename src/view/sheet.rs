//! Comma-separated values that a spreadsheet opens as text and numbers, never as formulas.

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

/// A cell that a spreadsheet cannot take for a formula: a leading apostrophe before `= + - @`, tab, carriage return or NUL.
/// Plain numbers stay numbers.
pub(super) fn inert(cell: &str) -> String {
    let risky = cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\0']);
    if risky && cell.parse::<f64>().is_err() { format!("'{cell}") } else { cell.to_owned() }
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
}
