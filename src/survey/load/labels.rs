//! What the wording of an option tells: that it does not apply, that somebody would rather not say, that it is a tick.

use crate::text::fold;

/// The label folded, without punctuation at its ends.
pub(super) fn bare(label: &str) -> String {
    fold(label).trim_matches(|c: char| !c.is_alphanumeric()).to_owned()
}

/// Labels longer than this are sentences, whatever words are in them.
const LABEL_MAX: usize = 60;

/// The label folded, unless it is too long to be one of those told apart here.
fn short(label: &str) -> Option<String> {
    (label.chars().take(LABEL_MAX + 1).count() <= LABEL_MAX).then(|| bare(label))
}

/// Whether the label looks like "does not apply".
pub(super) fn looks_not_applicable(label: &str) -> bool {
    short(label).is_some_and(|label| says_not_applicable(&label))
}

/// Whether the label looks like "would rather not say".
pub(super) fn looks_prefer_not_to_say(label: &str) -> bool {
    short(label).is_some_and(|label| says_prefer_not(&label))
}

/// Whether one of the `listed` words is in a heading.
pub(super) fn heading_says(text: &str, listed: &[&str]) -> bool {
    let folded = fold(text);
    folded.split(|c: char| !c.is_alphanumeric()).any(|word| listed.contains(&word))
}

/// Whether the label stands at the end of a list of options by custom.
pub(super) fn comes_last(label: &str) -> bool {
    let starts = ["other", "none", "don't know", "do not know", "not sure", "unsure", "can't say", "no opinion"];
    short(label).is_some_and(|label| {
        says_not_applicable(&label) || says_prefer_not(&label) || starts.iter().any(|start| label.starts_with(start))
    })
}

fn says_not_applicable(bared: &str) -> bool {
    let whole = ["na", "n/a", "n.a", "nicht zutreffend", "keine angabe"];
    let part = [
        "not applicable",
        "n/a",
        "does not apply",
        "doesn't apply",
        "not relevant to me",
        "haven't used",
        "have not used",
    ];
    whole.contains(&bared) || part.iter().any(|words| bared.contains(words))
}

fn says_prefer_not(bared: &str) -> bool {
    let part = [
        "prefer not to",
        "prefer not say",
        "rather not say",
        "rather not answer",
        "do not wish to",
        "don't wish to",
        "don't want to say",
        "do not want to say",
        "decline to",
        "no answer",
        "refused",
    ];
    part.iter().any(|words| bared.contains(words))
}

/// Whether the label is one of the short answers that are options even in a very small file.
pub(super) fn is_common_answer(label: &str) -> bool {
    let Some(label) = short(label) else {
        return false;
    };
    let common = ["yes", "no", "true", "false", "male", "female", "maybe", "don't know", "ja", "nein", "unknown"];
    common.contains(&label.as_str())
}

/// Whether the label stands for anything else than the options before it.
pub(super) fn says_other(label: &str) -> bool {
    let label = bare(label);
    ["other", "others", "andere", "andere:", "sonstiges", "something else"].contains(&label.as_str())
        || ["other ", "other,", "other:", "other(", "other -", "sonstiges "]
            .iter()
            .any(|start| label.starts_with(start))
}

/// Whether a cell of a column per option says that the option was ticked (`Some(true)`) or was not (`Some(false)`).
pub(super) fn tick(cell: &str) -> Option<bool> {
    match bare(cell).as_str() {
        "yes" | "y" | "true" | "1" | "1.0" | "x" | "checked" | "selected" | "ticked" | "quoted" | "ja" | "on" => {
            Some(true)
        }
        "no" | "n" | "false" | "0" | "0.0" | "unchecked" | "not selected" | "not checked" | "not ticked"
        | "not quoted" | "unselected" | "nein" | "off" => Some(false),
        "" if matches!(cell, "✓" | "✔" | "☑" | "✗" | "☒" | "×" | "*") => Some(true),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_that_may_mean_no_answer_are_seen() {
        assert!(
            looks_not_applicable("N/A") && looks_not_applicable("Not applicable to me") && looks_not_applicable("NA")
        );
        assert!(!looks_not_applicable("Nashville") && !looks_not_applicable("No"));
        assert!(looks_prefer_not_to_say("I'd prefer not to say.") && looks_prefer_not_to_say("Rather not say"));
        assert!(!looks_prefer_not_to_say("I prefer tea"));
    }

    #[test]
    fn ticks_are_told_in_the_ways_people_export_them() {
        assert_eq!([tick("Yes"), tick("1.0"), tick("x"), tick("✓")], [Some(true); 4]);
        assert_eq!([tick("No"), tick("0"), tick("Not Selected")], [Some(false); 3]);
        assert_eq!([tick("2"), tick("Agree"), tick("-")], [None; 3]);
    }
}
