//! What merging answers did, as text and CSV.

use std::fmt::Write as _;

use crate::bank::{HiddenCount, MergeReport, Proposal};
use crate::view::columns::clean;
use crate::view::sheet::Sheet;

/// The report for a person at a terminal.
pub fn merge_text(report: &MergeReport, dry_run: bool) -> String {
    let is = if dry_run { "would be" } else { "is" };
    // Writing to a string cannot fail.
    let mut out = String::new();
    for merged in &report.merged {
        let options: Vec<String> =
            merged.options.iter().map(|option| format!("\u{201c}{}\u{201d}", clean(option))).collect();
        let (label, question) = (clean(&merged.label), clean(&report.question));
        let _ = writeln!(out, "\u{201c}{label}\u{201d} {is} released of `{question}` for {}", options.join(" and "));
    }
    for label in &report.parted {
        let _ = writeln!(out, "\u{201c}{}\u{201d} {is} parted again", clean(label));
    }
    if let Some(after) = &report.after {
        let before =
            report.before.as_ref().map_or_else(String::new, |before| format!(" instead of {}", hidden(before)));
        let _ = writeln!(out, "public tables with `{}` hide {}{before}", clean(&report.question), hidden(after));
    }
    if dry_run {
        out.push_str("nothing was changed\n");
    }
    out
}

fn hidden(count: &HiddenCount) -> String {
    format!("{} of {} cells in {} tables", count.hidden, count.cells, count.tables)
}

/// One line for each category.
pub fn merge_csv(report: &MergeReport) -> String {
    let mut sheet = Sheet::new(&["survey", "question", "label", "options", "change"]);
    let (survey, question) = (report.survey.as_str(), report.question.as_str());
    for merged in &report.merged {
        sheet.row(&[survey, question, &merged.label, &merged.options.join("|"), "merged"]);
    }
    for label in &report.parted {
        sheet.row(&[survey, question, label, "", "parted"]);
    }
    sheet.finish()
}

/// What would show more, with the commands that do it.
pub fn proposal_text(proposal: &Proposal) -> String {
    let (before, after) = (proposal.before, proposal.after);
    let mut out = format!(
        "to show more: merge neighbouring answers, which hides {} of {} cells here instead of {} of {}\n",
        after.hidden, after.cells, before.hidden, before.cells
    );
    for same in proposal.categories.chunk_by(|one, next| one.question == next.question) {
        let Some(first) = same.first() else { continue };
        let category = |it: &crate::survey::Written| {
            let options: Vec<String> = it.options.iter().map(|option| escaped(option)).collect();
            format!(" {}", quoted(&format!("{}={}", escaped(&it.label), options.join("|"))))
        };
        let categories: String = same.iter().map(category).collect();
        // Writing to a string cannot fail.
        let _ = writeln!(out, "  insight-bank merge {} {}{categories}", proposal.survey, first.question);
    }
    if proposal.frozen {
        out.push_str("  with `--not-passed-on` where nobody outside has seen a released table of these answers\n");
    }
    out.push_str("  with `--dry-run` it says what all public tables with the question would hide\n");
    out
}

/// A name in a category, in which `|` and `=` part names.
fn escaped(name: &str) -> String {
    name.replace('|', r"\|").replace('=', r"\=")
}

/// Words as a shell takes them for one.
fn quoted(words: &str) -> String {
    if words.contains(['"', '$', '`', '\\', '!']) {
        format!("'{}'", words.replace('\'', r"'\''"))
    } else {
        format!("\"{words}\"")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::survey::Written;

    #[test]
    fn a_proposal_is_a_command_that_a_shell_takes() {
        let written = |question: &str, label: &str, options: [&str; 2]| Written {
            question: question.to_owned(),
            label: label.to_owned(),
            options: options.map(str::to_owned).into(),
        };
        let count = |hidden, cells| HiddenCount { tables: 1, cells, hidden };
        let proposal = Proposal {
            survey: "care".to_owned(),
            categories: vec![written("age", "16-24 or 25-34", ["a", "b"]), written("pay", "$1 or don't", ["a|b", "c"])],
            before: count(9, 30),
            after: count(1, 24),
            frozen: false,
        };
        let text = proposal_text(&proposal);
        assert!(text.contains("hides 1 of 24 cells here instead of 9 of 30\n"), "{text}");
        assert!(text.contains("  insight-bank merge care age \"16-24 or 25-34=a|b\"\n"), "{text}");
        assert!(text.contains(r"  insight-bank merge care pay '$1 or don'\''t=a\|b|c'"), "{text}");
    }
}
