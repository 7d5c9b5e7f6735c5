//! The glossary by words: an acronym stands for its expansion and the other way round.

use std::collections::HashMap;

use super::words::{Word, cut, is_stop_word};
use crate::framework::Term;

/// One way of saying a thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Form {
    /// As the glossary writes it.
    pub(super) text: String,
    /// The stems of its words.
    pub(super) stems: Vec<String>,
}

/// Which ways of saying belong together.
#[derive(Debug, Default)]
pub(super) struct Synonyms {
    /// By the plain words of an acronym.
    acronyms: HashMap<Vec<String>, Vec<Form>>,
    /// By the stems of an expansion.
    expansions: HashMap<Vec<String>, Vec<Form>>,
    longest: usize,
}

impl Synonyms {
    /// The synonyms of a glossary.
    pub(super) fn new(terms: &[Term]) -> Self {
        let mut synonyms = Self::default();
        for term in terms {
            let (short, long) = (cut(&term.acronym), cut(&term.expansion));
            if short.is_empty() || long.is_empty() {
                continue;
            }
            synonyms.longest = synonyms.longest.max(short.len()).max(long.len());
            let (short_form, long_form) = (form(&term.acronym, &short), form(&term.expansion, &long));
            let plain: Vec<String> = short.iter().map(|word| word.plain.clone()).collect();
            let class = synonyms.acronyms.entry(plain).or_insert_with(|| vec![short_form.clone()]);
            add(class, &long_form);
            let class = synonyms.expansions.entry(long_form.stems.clone()).or_insert_with(|| vec![long_form]);
            // An acronym that reads like a stop word would bring in nearly every text.
            if !short.iter().all(|word| is_stop_word(&word.plain)) {
                add(class, &short_form);
            }
        }
        synonyms
    }

    /// How many words the longest form has.
    pub(super) fn longest(&self) -> usize {
        self.longest
    }

    /// Every way of saying what `words`, typed as `typed`, say; none when the glossary does not know them.
    pub(super) fn of(&self, typed: &str, words: &[Word]) -> Option<&[Form]> {
        if words.is_empty() || words.len() > self.longest {
            return None;
        }
        let plain: Vec<String> = words.iter().map(|word| word.plain.clone()).collect();
        // "it" is a word and "IT" is an acronym.
        let shouted = !typed.chars().any(char::is_lowercase);
        let meant = shouted || !plain.iter().all(|word| is_stop_word(word));
        if let Some(class) = self.acronyms.get(&plain).filter(|_| meant) {
            return Some(class);
        }
        let stems: Vec<String> = words.iter().map(|word| word.stem.clone()).collect();
        self.expansions.get(&stems).map(Vec::as_slice)
    }
}

fn form(text: &str, words: &[Word]) -> Form {
    Form { text: text.to_owned(), stems: words.iter().map(|word| word.stem.clone()).collect() }
}

fn add(class: &mut Vec<Form>, form: &Form) {
    if !class.iter().any(|known| known.stems == form.stems) {
        class.push(form.clone());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn synonyms() -> Synonyms {
        let term = |acronym: &str, expansion: &str| Term {
            acronym: acronym.into(),
            expansion: expansion.into(),
            definition: None,
        };
        Synonyms::new(&[
            term("A&E", "accident and emergency"),
            term("IT", "information technology"),
            term("PCN", "primary care network"),
        ])
    }

    fn texts(typed: &str) -> Vec<String> {
        let synonyms = synonyms();
        let found = synonyms.of(typed, &cut(typed));
        found.into_iter().flatten().map(|form| form.text.clone()).collect()
    }

    #[test]
    fn both_ways_lead_to_the_same_forms() {
        assert_eq!(texts("a&e"), ["A&E", "accident and emergency"]);
        assert_eq!(texts("Accident and Emergencies"), ["accident and emergency", "A&E"]);
        assert!(texts("accident").is_empty());
    }

    #[test]
    fn an_acronym_that_is_a_common_word_must_be_written_large() {
        assert!(texts("it").is_empty());
        assert_eq!(texts("IT"), ["IT", "information technology"]);
        assert_eq!(texts("information technology"), ["information technology"]);
    }
}
