//! How a question is answered, from the words of a sheet.

use crate::survey::QuestionKind;

/// What the words of a type say.
pub(super) fn kind_of(words: &str) -> Option<QuestionKind> {
    let plain = words.trim().to_lowercase();
    let holds = |any: &[&str]| any.iter().any(|part| plain.contains(part));
    let several = [
        "multi-",
        "multi select",
        "multiselect",
        "select all",
        "tick all",
        "checkbox",
        "multiple answer",
        "multiple response",
        "multiple select",
        "select multiple",
        "several",
    ];
    let kinds: [(bool, QuestionKind); 6] = [
        (holds(&several) || plain == "multi" || plain == "multiple", QuestionKind::Multiple),
        (holds(&["scale", "likert", "rating"]), QuestionKind::Scale),
        (
            holds(&["closed", "single", "radio", "drop", "yes/no", "choice", "select one", "hybrid", "demographic"]),
            QuestionKind::Single,
        ),
        (holds(&["number", "numeric", "integer"]), QuestionKind::Number),
        (holds(&["date"]), QuestionKind::Date),
        (holds(&["open", "text", "verbatim", "comment", "essay"]), QuestionKind::Open),
    ];
    kinds.into_iter().find_map(|(is, kind)| is.then_some(kind))
}

/// Whether a flag is set.
pub(super) fn is_yes(flag: &str) -> bool {
    let plain = flag.trim().to_lowercase();
    matches!(plain.as_str(), "y" | "yes" | "true" | "1" | "x" | "multi" | "multiple" | "multi-select" | "✓" | "✔")
}

/// What the name of a sheet, or the lines above its headings, say of all its questions.
pub(super) fn kind_of_sheet(words: &str) -> Option<QuestionKind> {
    let plain = words.to_lowercase();
    let holds = |any: &[&str]| any.iter().any(|part| plain.contains(part));
    if holds(&["demographic", "multiple choice", "mulitiple choice", "closed", "hybrid"]) {
        Some(QuestionKind::Single)
    } else if holds(&["open question", "free text", "free-text", "open-ended"]) {
        Some(QuestionKind::Open)
    } else {
        None
    }
}
