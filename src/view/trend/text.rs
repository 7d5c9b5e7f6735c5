//! A comparison over waves for a terminal.

use super::leaning;
use crate::bank::TrendAnswer;
use crate::breakdown::{
    Against, SIGNS, ShownColumn, Trend, TrendCell, TrendChange, TrendRow, View, Wave, format_points,
};
use crate::view::columns::{Layout, clean, wrap};

/// How wide a row's label may be before it goes on to the next line.
const LABEL: usize = 44;

/// How wide prose runs.
const PROSE: usize = 100;

/// What stands where two waves cannot be compared.
const BREAK: &str = "[b]";

/// What stands where a change cannot be said.
const NO_CHANGE: &str = "[x]";

/// The comparison as text: what was asked, marks, the waves with the changes between them, notes.
pub fn trend_text(answer: &TrendAnswer) -> String {
    let mut lines = heading(&answer.trend);
    let table = body(answer);
    lines.extend(legend(&table));
    lines.push(String::new());
    lines.extend(table);
    lines.push(String::new());
    lines.extend(answer.trend.notes.iter().flat_map(|note| wrap(note, PROSE)));
    lines.push(clean(&answer.permalink));
    let mut text = lines.iter().map(|line| line.trim_end()).collect::<Vec<_>>().join("\n");
    text.push('\n');
    text
}

fn heading(trend: &Trend) -> Vec<String> {
    let Some(latest) = trend.latest() else { return Vec::new() };
    let shown = latest.table.shown();
    let mut lines = wrap(&format!("{}  {}", shown.question, shown.question_text), PROSE);
    for wave in &trend.waves {
        let shown = wave.table.shown();
        let source = format!("{}: {} ({}), {}", wave.label, shown.survey_title, shown.survey, shown.question);
        lines.extend(wrap(&source, PROSE));
    }
    if trend.is_illustrative() {
        lines.push("ILLUSTRATIVE: made-up data, no real person answered".to_owned());
    }
    lines.extend(trend.mark().map(str::to_uppercase));
    for wave in &trend.waves {
        lines.extend(wrap(&format!("Base {}: {}", wave.label, wave.table.shown().base_words()), PROSE));
    }
    lines
}

/// What the signs mean that are in the table.
fn legend(table: &[String]) -> Vec<String> {
    let own = [(BREAK, "break: the two waves cannot be compared, a note says why")];
    let known = SIGNS.iter().map(|sign| (sign.sign, sign.meaning));
    let there = known.chain(own).filter(|(sign, _)| table.iter().any(|line| line.contains(sign)));
    let meanings: Vec<String> = there.map(|(sign, meaning)| format!("{sign} {meaning}")).collect();
    if meanings.is_empty() { Vec::new() } else { wrap(&format!("{}.", meanings.join(", ")), PROSE) }
}

fn body(answer: &TrendAnswer) -> Vec<String> {
    let trend = &answer.trend;
    let mut heads: Vec<&str> = Vec::new();
    for (at, wave) in trend.waves.iter().enumerate() {
        heads.extend((at > 0).then_some("change"));
        heads.push(&wave.label);
    }
    heads.extend(trend.test.map(|_| "trend"));
    let mut layout = Layout::new(LABEL, heads.into_iter().map(|head| (None, head)));
    layout.row("Unweighted base", bases(trend, |total| total.unweighted_base.map(|n| n.to_string())));
    if trend.waves.iter().any(|wave| wave.table.shown().weight.is_some()) {
        layout.row("Weighted base", bases(trend, |total| total.weighted_base.map(|base| format!("{base:.0}"))));
        layout.row("Effective base", bases(trend, |total| total.effective_base.map(|base| format!("{base:.0}"))));
    }
    for row in &trend.rows {
        layout.row(&row.label, cells(trend, row, answer.view));
    }
    for (label, values) in statistics(trend) {
        layout.row(&label, spread(values));
    }
    layout.lines()
}

fn bases(trend: &Trend, base: impl Fn(&ShownColumn) -> Option<String>) -> Vec<String> {
    let base = |wave: &Wave| wave.total().and_then(&base).unwrap_or_else(|| "[c]".to_owned());
    spread(trend.waves.iter().map(base).collect())
}

/// Figures of the waves with nothing between them.
fn spread(values: Vec<String>) -> Vec<String> {
    let mut cells: Vec<String> = values.into_iter().flat_map(|value| [String::new(), value]).collect();
    cells.drain(..cells.len().min(1));
    cells
}

fn cells(trend: &Trend, row: &TrendRow, view: View) -> Vec<String> {
    let mut cells = Vec::new();
    for (at, (cell, wave)) in row.cells.iter().zip(&trend.waves).enumerate() {
        if at > 0 {
            cells.push(if wave.breaks.is_empty() { changed(cell.change) } else { BREAK.to_owned() });
        }
        cells.push(figure(cell, view));
    }
    if trend.test.is_some() {
        cells.push(row.trend.map(leaning).unwrap_or_default().to_owned());
    }
    cells
}

fn figure(cell: &TrendCell, view: View) -> String {
    let Some(cell) = &cell.cell else { return "[x]".to_owned() };
    match cell.count.filter(|_| view == View::Internal) {
        Some(count) => format!("{} ({count})", cell.printed),
        None => cell.printed.clone(),
    }
}

/// A change: `+5 (+2 to +8) higher` where it has everything.
fn changed(change: Option<TrendChange>) -> String {
    let Some(change) = change else { return NO_CHANGE.to_owned() };
    let mut text = format_points(change.difference);
    if let Some(interval) = change.interval {
        text = format!("{text} ({} to {})", format_points(interval.low), format_points(interval.high));
    }
    match change.marked.map(Against::as_str) {
        Some(word) => format!("{text} {word}"),
        None => text,
    }
}

/// The statistics that the latest wave has, each with its value in every wave.
fn statistics(trend: &Trend) -> Vec<(String, Vec<String>)> {
    let Some(latest) = trend.latest() else { return Vec::new() };
    let of = |wave: &Wave, id: &str| {
        let found = wave.table.shown().statistics.iter().find(|statistic| statistic.id == id);
        found.map_or_else(|| "[x]".to_owned(), |statistic| statistic.printed(0))
    };
    let line = |id: &str| trend.waves.iter().map(|wave| of(wave, id)).collect();
    latest.table.shown().statistics.iter().map(|one| (one.label.clone(), line(&one.id))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::Interval;

    #[test]
    fn a_change_says_how_far_it_could_be_off_and_whether_it_counts() {
        let plain = TrendChange { difference: 0.045, interval: None, p: None, marked: None };
        assert_eq!(changed(Some(plain)), "+5");
        let interval = Some(Interval { low: -0.121, high: -0.004 });
        let tested = TrendChange { difference: -0.0625, interval, p: Some(0.03), marked: Some(Against::Lower) };
        assert_eq!(changed(Some(tested)), "-6 (-12 to 0) lower");
        assert_eq!(changed(None), "[x]");
    }

    #[test]
    fn figures_stand_under_their_waves() {
        let two = ["1".to_owned(), "2".to_owned()];
        assert_eq!(spread(two.to_vec()), ["1", "", "2"]);
        assert!(spread(Vec::new()).is_empty());
    }
}
