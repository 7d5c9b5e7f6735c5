//! Which cells a person means who asks to have figures explained.

use crate::breakdown::disclosure::ShownTable;
use crate::problem::{Place, Problem};
use crate::text::nearest;

/// The word for every cell.
const ALL: &str = "all";

impl ShownTable {
    /// The cells that `wanted` names, as positions of row and column, each once and in their order: `all`, a row, or a row and a
    /// column parted by a comma. Rows and columns go by id or label, whatever the case; a row alone means its figure over
    /// everybody.
    ///
    /// # Errors
    /// When a row or column is not in the table: all of them.
    pub fn cells_named(&self, wanted: &[String]) -> Result<Vec<(usize, usize)>, Vec<Problem>> {
        let (mut cells, mut problems) = (Vec::new(), Vec::new());
        for text in wanted {
            match self.cells_of(text) {
                Ok(found) => cells.extend(found),
                Err(problem) => problems.push(*problem),
            }
        }
        cells.sort_unstable();
        cells.dedup();
        if problems.is_empty() { Ok(cells) } else { Err(problems) }
    }

    fn cells_of(&self, text: &str) -> Result<Vec<(usize, usize)>, Box<Problem>> {
        if text.eq_ignore_ascii_case(ALL) {
            let columns = 0..self.columns.len();
            return Ok((0..self.rows.len()).flat_map(|row| columns.clone().map(move |column| (row, column))).collect());
        }
        if let Some(row) = self.row_named(text) {
            return Ok(vec![(row, 0)]);
        }
        // Labels may hold commas themselves, so each comma may be the one that parts.
        let parts = text.match_indices(',').map(|(at, _)| text.split_at(at));
        let found = parts.filter_map(|(row, rest)| Some((self.row_named(row)?, rest.get(1..)?)));
        let rows: Vec<(usize, &str)> = found.collect();
        let both = rows.iter().find_map(|(row, rest)| Some((*row, self.column_named(rest)?)));
        both.map(|cell| vec![cell]).ok_or_else(|| Box::new(self.fault(text, rows.first().map(|(_, rest)| *rest))))
    }

    fn row_named(&self, name: &str) -> Option<usize> {
        self.rows.iter().position(|row| is(name, &row.id) || is(name, &row.label))
    }

    fn column_named(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| is(name, &column.id) || is(name, &column.label))
    }

    /// Nothing of that name; `column` is what was left where the row is known.
    fn fault(&self, text: &str, column: Option<&str>) -> Problem {
        let place = Place::default().field("explain");
        let (message, known): (String, Vec<&str>) = match column {
            Some(name) => {
                let message = format!("the table has no column `{}`", name.trim());
                (message, self.columns.iter().map(|column| column.label.as_str()).collect())
            }
            None => {
                (format!("the table has no row `{text}`"), self.rows.iter().map(|row| row.label.as_str()).collect())
            }
        };
        let problem = Problem::error("unknown_cell", place, message);
        match nearest(column.unwrap_or(text).trim(), known.iter().copied()) {
            Some(near) => problem.hint(format!("did you mean `{near}`?")),
            None => problem.hint("write `all`, a row, or a row and a column parted by a comma"),
        }
    }
}

fn is(name: &str, known: &str) -> bool {
    name.trim().to_lowercase() == known.trim().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::breakdown::fixture;
    use crate::breakdown::{Disclosed, InternalTable};

    fn named(wanted: &[&str]) -> Result<Vec<(usize, usize)>, Vec<Problem>> {
        let mut table = fixture::table(&[&[60, 40, 20], &[40, 20, 20]]);
        table.rows[1].label = "Yes, often".to_owned();
        let disclosed = Disclosed::Internal(InternalTable::new(table));
        disclosed.shown().cells_named(&wanted.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn a_row_is_its_total_and_a_column_may_be_named_beside_it() {
        assert_eq!(named(&["option 0"]).unwrap(), [(0, 0)]);
        assert_eq!(named(&["o1,Age 2", "Option 0 , age:o0"]).unwrap(), [(0, 1), (1, 2)]);
        assert_eq!(named(&["all"]).unwrap().len(), 6);
        assert!(named(&[]).unwrap().is_empty());
    }

    #[test]
    fn a_label_with_a_comma_is_found() {
        assert_eq!(named(&["Yes, often"]).unwrap(), [(1, 0)]);
        assert_eq!(named(&["Yes, often,Age 1"]).unwrap(), [(1, 1)]);
    }

    #[test]
    fn every_name_that_is_wrong_is_told() {
        let problems = named(&["Option 9", "Option 0,Age 9"]).unwrap_err();
        let messages: Vec<&str> = problems.iter().map(|problem| problem.message.as_str()).collect();
        assert_eq!(messages, ["the table has no row `Option 9`", "the table has no column `Age 9`"]);
    }
}
