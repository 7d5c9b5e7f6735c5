//! What the heading rows say of each column.

use super::import;
use crate::file::Row;
use crate::survey::load::layout::cells::{cell, clip, squash};
use crate::survey::load::layout::evidence::{QUALTRICS_COLUMNS, is_import_row};

/// What the heading rows say of one column.
pub(super) struct Column<'r> {
    /// Its code as in the file.
    pub(super) code: &'r str,
    /// The code without `_TEXT`.
    pub(super) base: &'r str,
    /// Its wording, without the word that says that it holds words.
    pub(super) wording: &'r str,
    /// Whether it holds words.
    pub(super) entry: bool,
    /// The question and the numbers of row and option, from the import id.
    pub(super) import: Option<import::Id<'r>>,
}

impl<'r> Column<'r> {
    /// A column from its code and wording.
    pub(super) fn new(code: &'r str, wording: &'r str, import: Option<import::Id<'r>>) -> Self {
        let base = code.strip_suffix("_TEXT");
        let ends = ["-TEXT", "- Text", "-Text"];
        let words = base.and_then(|_| ends.iter().find_map(|end| wording.strip_suffix(end)));
        let chosen = wording.strip_suffix("- Selected Choice");
        Self {
            code,
            base: base.unwrap_or(code),
            wording: words.or(chosen).unwrap_or(wording).trim(),
            entry: base.is_some(),
            import,
        }
    }
}

/// The columns of a file with these heading rows.
pub(super) fn all(rows: &[Row], width: usize) -> Vec<Column<'_>> {
    let imports = rows.iter().position(is_import_row);
    let wordings = rows.get(1).filter(|_| imports != Some(1));
    let at = |index: usize| {
        let mut code = rows.first().map_or("", |row| cell(row, index));
        let wording = wordings.map_or("", |row| clip(cell(row, index), width));
        let numbered = code.strip_prefix('V').is_some_and(|rest| rest.parse::<u32>().is_ok());
        let technical = squash(wording);
        if numbered
            && (QUALTRICS_COLUMNS.contains(&technical.as_str()) || technical == "name" || technical == "emailaddress")
        {
            // Old exports number the technical columns and name them below.
            code = wording;
        }
        let import = imports.and_then(|at| rows.get(at)).and_then(|row| import::parse(cell(row, index)));
        Column::new(code, wording, import)
    };
    (0..width).map(at).collect()
}
