//! The glossary: acronyms and the words they stand for, looked up both ways.

use std::collections::BTreeMap;

use crate::text;

/// An acronym and what it stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// The short form, as written.
    pub acronym: String,
    /// The words it stands for.
    pub expansion: String,
    /// One sentence for a newcomer.
    pub definition: Option<String>,
}

/// Every term of the bank. Case and accents do not count, except for an acronym of one letter, which is a word too often.
#[derive(Debug, Clone, Default)]
pub struct Glossary {
    terms: Vec<Term>,
    by_acronym: BTreeMap<String, Vec<usize>>,
    by_expansion: BTreeMap<Vec<String>, Vec<usize>>,
}

impl Glossary {
    /// A glossary of `terms`, in their order.
    pub fn new(terms: Vec<Term>) -> Self {
        let mut glossary = Self { terms, ..Self::default() };
        for (index, term) in glossary.terms.iter().enumerate() {
            glossary.by_acronym.entry(acronym_key(&term.acronym)).or_default().push(index);
            glossary.by_expansion.entry(expansion_key(&term.expansion)).or_default().push(index);
        }
        glossary
    }

    /// Every term, in the order of the file.
    pub fn terms(&self) -> &[Term] {
        &self.terms
    }

    /// What `acronym` stands for; several answers where it stands for several things.
    pub fn expansions(&self, acronym: &str) -> Vec<&str> {
        let found = self.by_acronym.get(&acronym_key(acronym));
        self.pick(found).map(|term| term.expansion.as_str()).collect()
    }

    /// The acronyms of an expansion, whatever its case, spacing and punctuation.
    pub fn acronyms(&self, expansion: &str) -> Vec<&str> {
        let found = self.by_expansion.get(&expansion_key(expansion));
        self.pick(found).map(|term| term.acronym.as_str()).collect()
    }

    /// How many words the longest expansion has: no longer run of words needs to be looked up.
    pub fn longest_expansion(&self) -> usize {
        self.by_expansion.keys().map(Vec::len).max().unwrap_or_default()
    }

    fn pick<'g>(&'g self, found: Option<&'g Vec<usize>>) -> impl Iterator<Item = &'g Term> {
        found.into_iter().flatten().filter_map(|index| self.terms.get(*index))
    }
}

fn acronym_key(acronym: &str) -> String {
    let acronym = acronym.trim();
    if acronym.chars().count() < 2 { acronym.to_owned() } else { text::fold(acronym) }
}

fn expansion_key(expansion: &str) -> Vec<String> {
    text::words(&text::fold(expansion)).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn glossary() -> Glossary {
        let term = |acronym: &str, expansion: &str| Term {
            acronym: acronym.into(),
            expansion: expansion.into(),
            definition: None,
        };
        Glossary::new(vec![
            term("CAMHS", "Child and Adolescent Mental Health Services"),
            term("PCN", "primary care network"),
            term("PCN", "penalty charge notice"),
            term("A&E", "accident and emergency"),
        ])
    }

    #[test]
    fn an_acronym_finds_all_it_stands_for() {
        assert_eq!(glossary().expansions("camhs"), ["Child and Adolescent Mental Health Services"]);
        assert_eq!(glossary().expansions("PCN"), ["primary care network", "penalty charge notice"]);
        assert!(glossary().expansions("XYZ").is_empty());
    }

    #[test]
    fn the_words_find_the_acronym_whatever_their_case_and_spacing() {
        assert_eq!(glossary().acronyms("child and  adolescent mental-health services"), ["CAMHS"]);
        assert!(glossary().acronyms("mental health services").is_empty());
        assert_eq!(glossary().longest_expansion(), 6);
    }

    #[test]
    fn a_single_letter_keeps_its_case() {
        let one = Glossary::new(vec![Term { acronym: "A".into(), expansion: "asset".into(), definition: None }]);
        assert!(one.expansions("a").is_empty());
        assert_eq!(one.expansions("A"), ["asset"]);
    }
}
