//! A percentage table for a terminal or a plain letter.

use crate::breakdown::{Disclosed, Marker, ShownColumn, ShownTable, View};
use crate::survey::QuestionKind;
use crate::view::columns::{Layout, clean, wrap};

/// How wide a row's label may be before it goes on to the next line.
const LABEL: usize = 44;

/// How wide prose runs.
const PROSE: usize = 100;

/// The table as text: what was asked, marks, base, columns and rows, notes. Whole percents; the internal view adds the counts
/// in brackets.
pub fn table_text(disclosed: &Disclosed) -> String {
    let shown = disclosed.shown();
    let mut lines = heading(disclosed);
    lines.push(String::new());
    lines.extend(body(disclosed));
    lines.push(String::new());
    for note in &shown.notes {
        lines.extend(wrap(note, PROSE));
    }
    lines.push(clean(&shown.permalink));
    let mut text = lines.iter().map(|line| line.trim_end()).collect::<Vec<_>>().join("\n");
    text.push('\n');
    text
}

fn heading(disclosed: &Disclosed) -> Vec<String> {
    let shown = disclosed.shown();
    let mut lines = wrap(&format!("{}  {}  ({})", shown.question, shown.question_text, kind_words(shown)), PROSE);
    lines.extend(wrap(&format!("{} ({})", shown.survey_title, shown.survey), PROSE));
    if shown.illustrative {
        lines.push("ILLUSTRATIVE: made-up data, no real person answered".to_owned());
    }
    if let Some(mark) = disclosed.mark() {
        lines.push(mark.to_uppercase());
    }
    lines.extend(wrap(&format!("Base: {}", shown.base_words()), PROSE));
    lines.extend(legend(shown));
    lines
}

fn kind_words(shown: &ShownTable) -> &'static str {
    match shown.kind {
        QuestionKind::Single => "one answer",
        QuestionKind::Multiple => "any number of answers",
        QuestionKind::Scale => "one answer on a scale",
        QuestionKind::Number => "a number",
        QuestionKind::Date => "a day",
        QuestionKind::Open => "in their own words",
        QuestionKind::Ranking => "a rank",
        QuestionKind::Technical => "not an answer",
    }
}

/// What the markers mean, above the table, only where any is in it.
fn legend(shown: &ShownTable) -> Option<String> {
    let used = |marker: Marker| shown.rows.iter().flat_map(|row| &row.cells).any(|cell| cell.shows(marker));
    let bases_hidden = shown.columns.iter().any(|column| column.unweighted_base.is_none());
    let meanings = [
        (used(Marker::Confidential) || bases_hidden, "[c] hidden for confidentiality"),
        (used(Marker::Unreliable), "[u] base too small to rely on"),
        (used(Marker::NotApplicable), "[z] nobody in the base"),
    ];
    let meanings: Vec<&str> = meanings.into_iter().filter_map(|(used, words)| used.then_some(words)).collect();
    (!meanings.is_empty()).then(|| format!("{}.", meanings.join(", ")))
}

fn body(disclosed: &Disclosed) -> Vec<String> {
    let shown = disclosed.shown();
    let counts = disclosed.view() == View::Internal;
    let mut layout =
        Layout::new(LABEL, shown.columns.iter().map(|column| (column.block.as_deref(), column.label.as_str())));
    layout.row("Unweighted base", bases(shown, |column| column.unweighted_base.map(|n| n.to_string())));
    if shown.weight.is_some() {
        layout.row("Weighted base", bases(shown, |column| column.weighted_base.map(|base| format!("{base:.0}"))));
        layout.row("Effective base", bases(shown, |column| column.effective_base.map(|base| format!("{base:.0}"))));
    }
    for row in &shown.rows {
        let cells = row.cells.iter().map(|cell| match cell.count.filter(|_| counts) {
            Some(count) => format!("{} ({count})", cell.printed),
            None => cell.printed.clone(),
        });
        layout.row(&row.label, cells.collect());
    }
    for statistic in &shown.statistics {
        layout.row(&statistic.label, (0..shown.columns.len()).map(|at| statistic.printed(at)).collect());
    }
    layout.lines()
}

fn bases(shown: &ShownTable, base: impl Fn(&ShownColumn) -> Option<String>) -> Vec<String> {
    shown.columns.iter().map(|column| base(column).unwrap_or_else(|| "[c]".to_owned())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::breakdown::fixture;
    use crate::breakdown::{InternalTable, Policy, release};
    use crate::survey::Missing;

    #[test]
    fn an_internal_table_is_marked_and_shows_counts() {
        let mut table = fixture::table(&[&[60, 40, 20], &[40, 20, 20]]);
        table.base.excluded.insert(Missing::Blank, 21);
        let text = table_text(&Disclosed::Internal(InternalTable::new(table)));
        let wanted = "\
q1  How was it?  (one answer)
Care survey (care)
NOT FOR RELEASE
Base: everyone asked who gave an answer (100 of 121; 21 left blank)

                          | Age
                    Total |    Age 1     Age 2
Unweighted base       100 |       60        40
Option 0         60% (60) | 67% (40)  50% (20)
Option 1         40% (40) | 33% (20)  50% (20)

Not for release: internal view, every count is shown.
Very small base, treat with great caution: Age 2 (40).
Small base, treat with caution: Age 1 (60).
/surveys/care/breakdown?question=q1&base=answered&view=release
";
        assert_eq!(text, wanted);
    }

    #[test]
    fn a_released_table_shows_markers_with_their_meaning_and_no_counts() {
        let table = fixture::table(&[&[60, 55, 5], &[150, 80, 70], &[150, 80, 70]]);
        let text = table_text(&Disclosed::Released(release(table, &Policy::default())));
        assert!(text.contains("[c] hidden for confidentiality."), "{text}");
        assert!(!text.contains("NOT FOR RELEASE") && !text.contains("(60)"), "{text}");
    }

    #[test]
    fn made_up_data_are_called_so() {
        let mut table = fixture::table(&[&[60], &[40]]);
        table.illustrative = true;
        let text = table_text(&Disclosed::Released(release(table, &Policy::default())));
        assert!(text.contains("ILLUSTRATIVE"));
    }

    #[test]
    fn a_label_cannot_command_the_terminal() {
        let mut table = fixture::table(&[&[60], &[40]]);
        table.rows[0].label = "\u{1b}[31mred\u{7}".to_owned();
        let text = table_text(&Disclosed::Internal(InternalTable::new(table)));
        assert!(!text.contains(['\u{1b}', '\u{7}']));
    }
}
