//! What making a weight did, as text and CSV. Nobody's own weight is in it.

use std::fmt::Write as _;

use crate::bank::{CapReport, CategoryReport, MarginReport, Spread, WeightReport};
use crate::breakdown::format_number;
use crate::view::columns::{Layout, clean};
use crate::view::sheet::Sheet;

/// How wide the names of categories run.
const LABEL: usize = 34;

/// The report for a person at a terminal.
pub fn weight_text(report: &WeightReport, dry_run: bool) -> String {
    let start = report.start.as_ref().map_or_else(|| "equal weights".to_owned(), |start| format!("`{start}`"));
    let done = if dry_run { "would be kept as" } else { "kept as" };
    // Writing to a string cannot fail.
    let mut out = String::new();
    let _ = writeln!(
        out,
        "weight of `{}` {done} `{}`: {} people raked to {} margins from {start}",
        report.survey,
        clean(&report.name),
        report.respondents,
        report.margins.len()
    );
    out.push_str("NOT FOR RELEASE: counts are exact\n\n");
    for line in margins(report).lines() {
        let _ = writeln!(out, "{}", line.trim_end());
    }
    out.push('\n');
    for line in cost(report).lines() {
        let _ = writeln!(out, "{}", line.trim_end());
    }
    let _ = writeln!(out, "\n{}", rounds(report));
    let _ = writeln!(out, "{}", capping(report));
    if dry_run {
        out.push_str("nothing was kept\n");
    } else {
        let _ =
            writeln!(out, "use it with: insight-bank breakdown {} QUESTION --weight {}", report.survey, report.name);
    }
    out
}

fn margins(report: &WeightReport) -> Layout {
    let before = if report.start.is_some() { "Start" } else { "Before" };
    let heads = ["People", before, "Target", "Raked", "Weighted"];
    let mut layout = Layout::new(LABEL, heads.iter().map(|head| (None, *head)));
    for margin in &report.margins {
        let keeps = margin.categories.iter().any(|category| category.kept);
        let of = if keeps { " of who does not keep theirs" } else { "" };
        layout.row(&format!("{} (targets as {}{of})", margin.question, margin.given_as.as_str()), Vec::new());
        for category in &margin.categories {
            let kept = if category.kept { " (keeps its share)" } else { "" };
            layout.row(&format!("{}{kept}", category.label), cells(category));
        }
    }
    layout
}

fn cells(category: &CategoryReport) -> Vec<String> {
    let shares = [category.before, category.target, category.raked, category.weighted].map(percent);
    std::iter::once(category.n.to_string()).chain(shares).collect()
}

fn cost(report: &WeightReport) -> Layout {
    let mut layout = Layout::new(LABEL, ["Before", "Raked", "Weighted"].iter().map(|head| (None, *head)));
    for (label, value) in MEASURES {
        let cells = [&report.before, &report.raked, &report.weights].map(|spread| printed(label, value(spread)));
        layout.row(label, cells.to_vec());
    }
    layout
}

type Measure = (&'static str, fn(&Spread) -> Option<f64>);

const MEASURES: [Measure; 6] = [
    ("Lowest weight", |spread| Some(spread.min)),
    ("Highest weight", |spread| Some(spread.max)),
    ("Highest over lowest", |spread| spread.ratio),
    ("Mean", |spread| Some(spread.mean)),
    ("Efficiency", |spread| Some(spread.efficiency)),
    ("Effective base", |spread| Some(spread.effective_base)),
];

fn printed(label: &str, value: Option<f64>) -> String {
    match value {
        None => "[z]".to_owned(),
        Some(value) if label == "Efficiency" => percent(value),
        Some(value) if label == "Effective base" => format_number(value, 1),
        Some(value) => format_number(value, 3),
    }
}

fn percent(share: f64) -> String {
    format!("{}%", format_number(share * 100.0, 1))
}

fn rounds(report: &WeightReport) -> String {
    format!(
        "raking took {} rounds; the category furthest from its target is {} off after it and {} in the end",
        report.rounds,
        points(report.largest_error),
        points(report.final_error)
    )
}

/// A difference of shares in percentage points, with enough digits to be seen.
fn points(error: f64) -> String {
    let points = error * 100.0;
    if points < 0.0005 { "less than 0.001 points".to_owned() } else { format!("{} points", format_number(points, 3)) }
}

fn capping(report: &WeightReport) -> String {
    let Some(CapReport { low, high, cut, reraked }) = &report.cap else {
        return "weights have no bounds".to_owned();
    };
    let then = match (reraked, cut) {
        (Some(rounds), _) => format!("; raking within the bounds took {rounds} rounds"),
        (None, 0) => String::new(),
        (None, _) => "; what was cut off is shared among the others".to_owned(),
    };
    format!("weights are kept within {low} to {high} times the mean: {cut} of {} were beyond{then}", report.respondents)
}

/// The report as CSV: a line for each category, then a line for each measure.
pub fn weight_csv(report: &WeightReport) -> String {
    let mut sheet =
        Sheet::new(&["part", "question", "option", "label", "people", "before", "target", "raked", "weighted"]);
    for margin in &report.margins {
        margin_rows(&mut sheet, margin);
    }
    for (label, value) in MEASURES {
        let number = |spread: &Spread| value(spread).map(|value| value.to_string()).unwrap_or_default();
        let [before, raked, weighted] = [number(&report.before), number(&report.raked), number(&report.weights)];
        sheet.row(&["weights", "", "", label, "", &before, "", &raked, &weighted]);
    }
    let (first, last) = (report.largest_error.to_string(), report.final_error.to_string());
    sheet.row(&["weights", "", "", "Largest error", "", "", "", &first, &last]);
    let again = report.cap.as_ref().and_then(|cap| cap.reraked).map(|rounds| rounds.to_string()).unwrap_or_default();
    sheet.row(&["weights", "", "", "Rounds", "", "", "", &report.rounds.to_string(), &again]);
    if let Some(cap) = &report.cap {
        sheet.row(&["weights", "", "", "Beyond the bounds", &cap.cut.to_string(), "", "", "", ""]);
    }
    sheet.finish()
}

fn margin_rows(sheet: &mut Sheet, margin: &MarginReport) {
    for category in &margin.categories {
        let [before, target, raked, weighted] =
            [category.before, category.target, category.raked, category.weighted].map(|share| share.to_string());
        sheet.row(&[
            "margin",
            &margin.question,
            &category.option,
            &category.label,
            &category.n.to_string(),
            &before,
            &target,
            &raked,
            &weighted,
        ]);
    }
}
