//! Ids made of the names that questionnaires as JSON give.

use std::collections::BTreeMap;

/// Ids that are taken, each with the number to try next.
#[derive(Default)]
pub(super) struct Ids {
    taken: BTreeMap<String, u64>,
}

impl Ids {
    /// `wanted`, or `wanted-2` and so on where that is taken; case does not tell ids apart.
    pub(super) fn unique(&mut self, wanted: &str) -> String {
        let small = wanted.to_lowercase();
        let Some(mut number) = self.taken.get(&small).copied() else {
            self.taken.insert(small, 2);
            return wanted.to_owned();
        };
        while self.taken.contains_key(&format!("{small}-{number}")) {
            number = number.saturating_add(1);
        }
        self.taken.insert(small.clone(), number.saturating_add(1));
        self.taken.insert(format!("{small}-{number}"), 2);
        format!("{wanted}-{number}")
    }
}

/// `name` as the id of a question.
pub(super) fn question_id(name: &str) -> String {
    let id = safe(name);
    let id = id.trim_matches(['.', '-']);
    match id.strip_suffix(".other") {
        // `.other` at the end is kept for the words beside an option.
        Some(base) => format!("{base}-other"),
        None if id.is_empty() => "question".to_owned(),
        None => id.to_owned(),
    }
}

/// `text` with what an id cannot hold made into dots.
pub(super) fn safe(text: &str) -> String {
    let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '@' | '-');
    text.chars().map(|c| if allowed(c) { c } else { '.' }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_holds_what_ids_may_hold() {
        assert_eq!(question_id("Q1#1"), "Q1.1");
        assert_eq!(question_id("how old?"), "how.old");
        assert_eq!(question_id("@1"), "@1");
        assert_eq!(question_id("Q1.other"), "Q1-other");
        assert_eq!(question_id("年齢"), "question");
    }

    #[test]
    fn ids_differ_though_case_differs_only() {
        let mut ids = Ids::default();
        let given = ["Q1", "q1", "Q1-2", "q1"].map(|wanted| ids.unique(wanted));
        assert_eq!(given, ["Q1", "q1-2", "Q1-2-2", "q1-3"]);
    }
}
