//! Why a value that was declared missing is no answer, as far as its label says.

use crate::survey::Missing;

/// Words in labels, and the reason they give; the first that fits counts.
const REASONS: [(&str, Missing); 16] = [
    ("not asked", Missing::NotAsked),
    ("inapplicable", Missing::NotAsked),
    ("skipped", Missing::NotAsked),
    ("not administered", Missing::NotAsked),
    ("routed out", Missing::NotAsked),
    ("not applicable", Missing::NotApplicable),
    ("does not apply", Missing::NotApplicable),
    ("doesn't apply", Missing::NotApplicable),
    ("doesn\u{2019}t apply", Missing::NotApplicable),
    ("refus", Missing::PreferNotToSay),
    ("prefer not", Missing::PreferNotToSay),
    ("rather not", Missing::PreferNotToSay),
    ("not want to say", Missing::PreferNotToSay),
    ("no answer", Missing::PreferNotToSay),
    ("not answered", Missing::Blank),
    ("left blank", Missing::Blank),
];

/// The reason that `label` gives.
pub(super) fn of(label: &str) -> Option<Missing> {
    let label = label.to_lowercase();
    let named = REASONS.iter().find(|(words, _)| label.contains(words)).map(|(_, reason)| *reason);
    let abbreviated = || label.split(|c: char| c.is_whitespace() || "().,;".contains(c)).any(|word| word == "n/a");
    named.or_else(|| abbreviated().then_some(Missing::NotApplicable))
}
