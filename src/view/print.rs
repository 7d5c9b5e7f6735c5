//! A percentage table for a terminal or a plain letter.

use crate::breakdown::{Against, Disclosed, ShownCell, ShownColumn, ShownTable, Sign, View, format_share};
use crate::survey::QuestionKind;
use crate::view::columns::{Layout, clean, wrap};

/// How wide a row's label may be before it goes on to the next line.
const LABEL: usize = 44;

/// How wide prose runs.
const PROSE: usize = 100;

/// The table as text: what was asked, marks, base, columns and rows, notes. Whole percents; the internal view adds the counts
/// in brackets.
pub fn table_text(disclosed: &Disclosed) -> String {
    table_text_explained(disclosed, &[])
}

/// The same with the figures of some cells, given by row and column, as sentences; without any, the first row over everybody
/// says how to read the rest.
pub fn table_text_explained(disclosed: &Disclosed, cells: &[(usize, usize)]) -> String {
    let shown = disclosed.shown();
    let mut lines = heading(disclosed);
    lines.push(String::new());
    lines.extend(body(disclosed));
    lines.push(String::new());
    let asked: Vec<String> = cells.iter().filter_map(|(row, column)| shown.reading(*row, *column)).collect();
    if asked.is_empty() {
        let headline = shown.headline().map(|sentence| wrap(&format!("How to read this: {sentence}"), PROSE));
        lines.extend(headline.unwrap_or_default());
    }
    lines.extend(asked.iter().flat_map(|sentence| wrap(sentence, PROSE)));
    if !lines.last().is_none_or(String::is_empty) {
        lines.push(String::new());
    }
    for note in shown.footnotes() {
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
    lines.extend(shown.what_changed().iter().flat_map(|said| wrap(said, PROSE)));
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

/// What the signs mean, above the table, only those that are in it.
fn legend(shown: &ShownTable) -> Vec<String> {
    let meaning = |sign: &Sign| format!("{} {}", sign.sign, sign.meaning);
    let markers: Vec<String> = shown.legend().iter().map(meaning).collect();
    let mut lines = if markers.is_empty() { Vec::new() } else { wrap(&format!("{}.", markers.join(", ")), PROSE) };
    lines.extend(shown.legend_beside().iter().map(|sign| format!("{}.", meaning(sign))));
    lines
}

fn body(disclosed: &Disclosed) -> Vec<String> {
    let shown = disclosed.shown();
    let counts = disclosed.view() == View::Internal;
    let lettered = shown.has_letters();
    let heads: Vec<String> = shown.columns.iter().map(|column| head(column, lettered)).collect();
    let blocks = shown.columns.iter().map(|column| column.block.as_deref());
    let mut layout = Layout::new(LABEL, blocks.zip(heads.iter().map(String::as_str)));
    layout.row("Unweighted base", bases(shown, |column| column.unweighted_base.map(|n| n.to_string())));
    if shown.weight.is_some() {
        layout.row("Weighted base", bases(shown, |column| column.weighted_base.map(|base| format!("{base:.0}"))));
        layout.row("Effective base", bases(shown, |column| column.effective_base.map(|base| format!("{base:.0}"))));
    }
    for row in &shown.rows {
        layout.row(&row.head(), row.cells.iter().map(|cell| figure(cell, counts)).collect());
    }
    for statistic in &shown.statistics {
        layout.row(&statistic.label, (0..shown.columns.len()).map(|at| statistic.printed(at)).collect());
    }
    layout.lines()
}

/// The head of a column, with its letter where letters are used.
fn head(column: &ShownColumn, lettered: bool) -> String {
    match column.letter.filter(|_| lettered) {
        Some(letter) => format!("{} ({letter})", column.label),
        None => column.label.clone(),
    }
}

/// A cell: `29% (12; 25 to 33) B higher` where it has everything.
fn figure(cell: &ShownCell, counts: bool) -> String {
    let count = cell.count.filter(|_| counts).map(|count| count.to_string());
    let interval = cell.interval.map(|it| format!("{} to {}", format_share(it.low), format_share(it.high)));
    let within: Vec<String> = count.into_iter().chain(interval).collect();
    let mut text = cell.printed.clone();
    if !within.is_empty() {
        text = format!("{text} ({})", within.join("; "));
    }
    let letters: String = cell.letters.iter().collect();
    let against = cell.against_rest.map(Against::as_str).unwrap_or_default();
    for behind in [letters.as_str(), against].into_iter().filter(|behind| !behind.is_empty()) {
        text = format!("{text} {behind}");
    }
    text
}

fn bases(shown: &ShownTable, base: impl Fn(&ShownColumn) -> Option<String>) -> Vec<String> {
    shown.columns.iter().map(|column| base(column).unwrap_or_else(|| "[c]".to_owned())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::breakdown::fixture;
    use crate::breakdown::{InternalTable, Policy, release};
    use crate::stats::Interval;
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

How to read this: 60 of every 100 people who answered (60 of 100) said “Option 0”.

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
    fn intervals_letters_and_words_stand_behind_figures_with_their_meaning_above() {
        let mut table = fixture::table(&[&[60, 40, 20], &[40, 20, 20]]);
        table.columns[1].letter = Some('A');
        let cell = &mut table.rows[0].cells[1];
        cell.interval = Some(Interval { low: 0.5424, high: 0.7727 });
        cell.letters = vec!['B'];
        cell.against_rest = Some(Against::Higher);
        let text =
            table_text_explained(&Disclosed::Internal(InternalTable::as_marked(table, &Policy::default())), &[(0, 1)]);
        for words in
            ["67% (40; 54 to 77) B higher", "Age 1 (A)", "A, B, C higher than the column", "higher than column B"]
        {
            assert!(text.contains(words), "`{words}` is not in\n{text}");
        }
        assert!(!text.contains("How to read this"), "{text}");
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
