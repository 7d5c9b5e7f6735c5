//! The plain-English reading of any cell: one sentence that says who, out of how many, and how far it can be relied on. Made
//! from what is shown, so that no sentence tells more than its table.

use crate::breakdown::disclosure::{ShownCell, ShownColumn, ShownRow, ShownTable};
use crate::breakdown::rounding::{format_count, format_number, format_share};
use crate::breakdown::table::{Against, Marker};
use crate::breakdown::themes::NO_THEME;
use crate::breakdown::{BaseRule, RowsBy};
use crate::corpus::SurveyKind;
use crate::survey::QuestionKind;

/// What is said of a base below each of these.
const SMALL: [(f64, &str); 3] = [
    (30.0, "base too small to rely on"),
    (50.0, "very small base, treat with great caution"),
    (100.0, "small base, treat with caution"),
];

impl ShownTable {
    /// The first row over everybody said as a sentence; `None` for a table without rows.
    pub fn headline(&self) -> Option<String> {
        self.reading(0, 0)
    }

    /// One cell said as a sentence: `34 of every 100 people in the column “16-34” (“Age”) who answered (15 of 44) said “Good”.`
    /// `None` where there is no such cell.
    pub fn reading(&self, row: usize, column: usize) -> Option<String> {
        let (row, column) = (self.rows.get(row)?, (self.columns.get(column)?, column));
        let cell = row.cells.get(column.1)?;
        let (who, did) = (self.people(column.0), self.did(row));
        let sentence = match cell.marker {
            Some(Marker::Confidential) => format!("How many of every 100 {who} {did} is hidden for confidentiality."),
            Some(Marker::Unreliable) => {
                format!("How many of every 100 {who} {did} is not shown, because the base is too small to rely on.")
            }
            Some(Marker::NotApplicable) => {
                format!("There is no saying how many of every 100 {who} {did}, because nobody is in the base.")
            }
            None => self.figure(cell, column.0, &who, &did),
        };
        Some(sentence)
    }

    /// One statistic of a column said as a sentence; `None` where there is no such value to be had.
    pub fn statistic_reading(&self, statistic: usize, column: usize) -> Option<String> {
        let statistic = self.statistics.get(statistic)?;
        let who = self.people(self.columns.get(column)?);
        let sentence = match statistic.values.get(column)? {
            Some(value) => format!("{} of {who}: {}.", statistic.label, format_number(*value, 1)),
            None => format!("{} of {who} is not available.", statistic.label),
        };
        Some(sentence)
    }

    /// Who a column is about: `people in the column “16-34” (“Age”) who answered`.
    fn people(&self, column: &ShownColumn) -> String {
        let ticks = self.base.rule == BaseRule::Ticks;
        let place = column.block.as_ref().map(|block| format!(" in the column “{}” (“{block}”)", column.label));
        let base = match self.base.rule {
            BaseRule::Answered if self.rows_by == RowsBy::Themes => " who left a comment",
            BaseRule::Answered => " who answered",
            BaseRule::Asked => " who were asked",
            BaseRule::All => " who took part",
            BaseRule::Ticks => "",
        };
        let kept = if self.filters.is_empty() { "" } else { ", within the filters of this table," };
        format!("{}{}{base}{kept}", if ticks { "answers ticked" } else { "people" }, place.unwrap_or_default())
    }

    /// What the people of a row did.
    fn did(&self, row: &ShownRow) -> String {
        let label = &row.label;
        if self.base.rule == BaseRule::Ticks {
            return format!("were “{label}”");
        }
        if self.rows_by == RowsBy::Themes {
            return match (row.id == NO_THEME, row.net) {
                (true, _) => "mentioned no theme".to_owned(),
                (false, true) => format!("mentioned “{label}” or a theme within it, each person counted once"),
                (false, false) => format!("mentioned “{label}”"),
            };
        }
        if row.net {
            let members = label.strip_prefix("Net: ").unwrap_or(label);
            return format!("gave an answer counted in “{members}”, each person counted once");
        }
        match self.kind {
            QuestionKind::Single | QuestionKind::Scale => format!("said “{label}”"),
            QuestionKind::Multiple => format!("chose “{label}”"),
            QuestionKind::Open if row.id != "answer" => format!("wrote something filed under “{label}”"),
            _ => format!("are counted under “{label}”"),
        }
    }

    fn figure(&self, cell: &ShownCell, column: &ShownColumn, who: &str, did: &str) -> String {
        let counted = self.counted(cell, column);
        let mut parts = vec![format!("{} {who}{counted} {did}", how_many(&cell.printed))];
        parts.extend(self.weight.as_ref().map(|weight| format!("weighted by `{weight}`")));
        parts.extend(cell.interval.map(|interval| {
            let (low, high) = (format_share(interval.low), format_share(interval.high));
            // Chance says something of a random sample only.
            let estimates = matches!(self.survey_kind, SurveyKind::Probability | SurveyKind::Census);
            let claim = if estimates { "allowing for chance" } else { "if this were a random sample" };
            format!("{claim}, between {low} and {high} of every 100")
        }));
        parts.extend(self.lower_columns(cell, column));
        parts.extend(cell.against_rest.map(|against| format!("{} than among everybody else", against.as_str())));
        parts.extend(column.caution().map(ToOwned::to_owned));
        format!("{}.", parts.join("; "))
    }

    /// ` (15 of 44)`, before weighting where there is a weight.
    fn counted(&self, cell: &ShownCell, column: &ShownColumn) -> String {
        let (Some(count), Some(base)) = (cell.count, column.unweighted_base) else {
            return String::new();
        };
        let before = if self.weight.is_some() { " before weighting" } else { "" };
        format!(" ({} of {}{before})", format_count(count), format_count(base))
    }

    /// `higher than column B (“35-54”)`.
    fn lower_columns(&self, cell: &ShownCell, column: &ShownColumn) -> Option<String> {
        let names: Vec<String> = cell.letters.iter().map(|letter| self.lettered(*letter, column)).collect();
        let (last, before) = names.split_last()?;
        let list = if before.is_empty() { last.clone() } else { format!("{} and {last}", before.join(", ")) };
        Some(format!("higher than {list}, beyond chance"))
    }

    fn lettered(&self, letter: char, beside: &ShownColumn) -> String {
        let mut block = self.columns.iter().filter(|column| column.block == beside.block);
        let found = block.find(|column| column.letter == Some(letter.to_ascii_uppercase()));
        found.map_or_else(|| format!("column {letter}"), |column| format!("column {letter} (“{}”)", column.label))
    }

    /// What the letters and the word beside a figure say: `higher than column B (“35-54”); lower than everybody else`. For
    /// surfaces that show them as signs; `None` where the cell has none.
    pub fn comparison(&self, row: usize, column: usize) -> Option<String> {
        let cell = self.rows.get(row)?.cells.get(column)?;
        let column = self.columns.get(column)?;
        let against = cell.against_rest.map(|against| match against {
            Against::Higher => "higher than everybody else".to_owned(),
            Against::Lower => "lower than everybody else".to_owned(),
        });
        let parts: Vec<String> = self.lower_columns(cell, column).into_iter().chain(against).collect();
        (!parts.is_empty()).then(|| parts.join("; "))
    }
}

/// `34 of every 100`, and in words where print has a sign or none or all.
fn how_many(printed: &str) -> String {
    let percent = printed.split('%').next().unwrap_or(printed);
    match percent {
        "0" => "None of the".to_owned(),
        "<1" => "Fewer than 1 of every 100".to_owned(),
        ">99" => "More than 99 of every 100".to_owned(),
        "100" => "All of the".to_owned(),
        percent => format!("{percent} of every 100"),
    }
}

impl ShownColumn {
    /// How carefully the figures of the column must be taken, in words; `None` where its base is large enough, empty or hidden.
    pub fn caution(&self) -> Option<&'static str> {
        let base = self.reliable_base().filter(|base| *base > 0.0)?;
        SMALL.iter().find(|(end, _)| base < *end).map(|(_, words)| *words)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::breakdown::fixture;
    use crate::breakdown::{Disclosed, InternalTable, Policy, Table, release};
    use crate::stats::Interval;

    fn internal(table: Table) -> ShownTable {
        Disclosed::Internal(InternalTable::as_marked(table, &Policy::default())).shown().clone()
    }

    fn made() -> Table {
        fixture::table(&[&[150, 80, 70], &[150, 120, 30]])
    }

    #[test]
    fn a_cell_says_who_how_many_and_what_they_said() {
        let shown = internal(made());
        assert_eq!(shown.headline().unwrap(), "50 of every 100 people who answered (150 of 300) said “Option 0”.");
        let wanted = "40 of every 100 people in the column “Age 1” (“Age”) who answered (80 of 200) said “Option 0”.";
        assert_eq!(shown.reading(0, 1).unwrap(), wanted);
        assert_eq!((shown.reading(2, 0), shown.reading(0, 3)), (None, None));
    }

    #[test]
    fn weights_intervals_letters_and_differences_are_words() {
        let mut table = made();
        table.survey_kind = SurveyKind::Probability;
        table.weight = Some("design".to_owned());
        table.columns[1].letter = Some('A');
        table.columns[2].letter = Some('B');
        let cell = &mut table.rows[0].cells[2];
        cell.interval = Some(Interval { low: 0.603, high: 0.785 });
        cell.letters = vec!['A'];
        cell.against_rest = Some(Against::Higher);
        let wanted = "70 of every 100 people in the column “Age 2” (“Age”) who answered (70 of 100 before weighting) said \
            “Option 0”; weighted by `design`; allowing for chance, between 60 and 79 of every 100; higher than column A \
            (“Age 1”), beyond chance; higher than among everybody else.";
        let shown = internal(table);
        assert_eq!(shown.reading(0, 2).unwrap(), wanted);
        let comparison = "higher than column A (“Age 1”), beyond chance; higher than everybody else";
        assert_eq!(shown.comparison(0, 2).as_deref(), Some(comparison));
        assert_eq!(shown.comparison(0, 1), None);
    }

    #[test]
    fn none_all_and_almost_are_words_and_small_bases_are_called_so() {
        let shown = internal(fixture::table(&[&[1000, 1, 44, 0], &[3, 999, 0, 0]]));
        assert!(shown.reading(0, 0).unwrap().starts_with("More than 99 of every 100 people"));
        assert!(shown.reading(0, 1).unwrap().starts_with("Fewer than 1 of every 100 people"));
        assert!(shown.reading(0, 2).unwrap().starts_with("All of the people in the column “Age 2”"));
        assert!(shown.reading(1, 2).unwrap().starts_with("None of the people in the column “Age 2”"));
        assert!(shown.reading(1, 2).unwrap().ends_with("very small base, treat with great caution."));
        assert!(shown.reading(0, 3).unwrap().contains("nobody is in the base"));
    }

    #[test]
    fn several_answers_are_chosen_and_ticks_are_no_people() {
        let mut table = fixture::multiple_table(&[&[60], &[50]], &[100]);
        table.base.rule = BaseRule::Asked;
        let wanted = "60 of every 100 people who were asked (60 of 100) chose “Option 0”.";
        assert_eq!(internal(table.clone()).headline().unwrap(), wanted);
        table.base.rule = BaseRule::Ticks;
        let wanted = "60 of every 100 answers ticked (60 of 100) were “Option 0”.";
        assert_eq!(internal(table).headline().unwrap(), wanted);
    }

    #[test]
    fn a_hidden_cell_is_told_without_any_number_of_its_own() {
        let table = fixture::table(&[&[60, 55, 5], &[150, 80, 70], &[150, 80, 70]]);
        let shown = Disclosed::Released(release(table, &Policy::default())).shown().clone();
        let said = shown.reading(0, 2).unwrap();
        assert!(said.ends_with("is hidden for confidentiality."), "{said}");
        assert!(!said.contains('5'), "{said}");
    }
}
