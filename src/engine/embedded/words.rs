//! Cutting text into the words the index knows: plain (lower case, no accents) and stemmed (English).
//!
//! Indexing, reading a query and marking a highlight all cut with the same two analysers, so that they agree on every word.

use tantivy::tokenizer::{
    AsciiFoldingFilter, Language, Stemmer, TextAnalyzer, Token, TokenStream, Tokenizer, TokenizerManager,
};
use unicode_segmentation::UnicodeSegmentation;

use crate::text;

/// The name of the analyser of plain words.
pub(super) const PLAIN: &str = "plain";
/// The name of the analyser of stemmed words.
pub(super) const STEM: &str = "stem_en";

/// Words that carry no meaning of their own; they do not decide a search that has other words.
const STOP_WORDS: &[&str] = &[
    "a", "an", "and", "are", "as", "at", "be", "by", "for", "from", "in", "is", "it", "of", "on", "or", "that", "the",
    "this", "to", "was", "were", "with",
];

/// Plurals the stemmer does not bring to their singular, with that singular.
const PLURALS: &[(&str, &str)] = &[
    ("analyses", "analysis"),
    ("buses", "bus"),
    ("children", "child"),
    ("crises", "crisis"),
    ("diagnoses", "diagnosis"),
    ("feet", "foot"),
    ("gases", "gas"),
    ("halves", "half"),
    ("lives", "life"),
    ("men", "man"),
    ("mice", "mouse"),
    ("midwives", "midwife"),
    ("teeth", "tooth"),
    ("wives", "wife"),
    ("women", "woman"),
];

/// Whether a plain word carries no meaning of its own.
pub(super) fn is_stop_word(word: &str) -> bool {
    STOP_WORDS.contains(&word)
}

/// A word of a text: where it stands, and its two forms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word {
    /// First byte.
    pub(super) start: usize,
    /// Byte after the last.
    pub(super) end: usize,
    /// Lower case, no accents.
    pub(super) plain: String,
    /// The English stem of `plain`.
    pub(super) stem: String,
}

/// The words of `text` in their order.
pub(super) fn cut(text: &str) -> Vec<Word> {
    let (mut plain, mut stem) = (plain_analyser(), stem_analyser());
    let (mut plains, mut stems) = (plain.token_stream(text), stem.token_stream(text));
    let mut found = Vec::new();
    while plains.advance() && stems.advance() {
        let (plain, stem) = (plains.token(), stems.token());
        found.push(Word {
            start: plain.offset_from,
            end: plain.offset_to,
            plain: plain.text.clone(),
            stem: stem.text.clone(),
        });
    }
    found
}

/// The analysers, for an index to use.
pub(super) fn analysers() -> TokenizerManager {
    let manager = TokenizerManager::default();
    manager.register(PLAIN, plain_analyser());
    manager.register(STEM, stem_analyser());
    manager
}

fn plain_analyser() -> TextAnalyzer {
    TextAnalyzer::builder(Cutter { singular: false }).filter(AsciiFoldingFilter).build()
}

fn stem_analyser() -> TextAnalyzer {
    let plain = TextAnalyzer::builder(Cutter { singular: true }).filter(AsciiFoldingFilter);
    plain.filter(Stemmer::new(Language::English)).build()
}

/// Cuts at the word boundaries of Unicode and folds each word.
#[derive(Clone)]
struct Cutter {
    /// Whether the plurals the stemmer does not know become their singular.
    singular: bool,
}

impl Tokenizer for Cutter {
    type TokenStream<'a> = Cut<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Cut<'a> {
        Cut { words: Box::new(text.unicode_word_indices()), singular: self.singular, token: Token::default() }
    }
}

/// The words still to come, and the one that is there.
struct Cut<'a> {
    words: Box<dyn Iterator<Item = (usize, &'a str)> + 'a>,
    singular: bool,
    token: Token,
}

impl TokenStream for Cut<'_> {
    fn advance(&mut self) -> bool {
        let Some((start, word)) = self.words.next() else {
            return false;
        };
        self.token.offset_from = start;
        self.token.offset_to = start + word.len();
        self.token.position = self.token.position.wrapping_add(1);
        self.token.text.clear();
        if word.is_ascii() {
            self.token.text.extend(word.chars().map(|c| c.to_ascii_lowercase()));
        } else {
            self.token.text.push_str(&text::fold(word));
        }
        let plural = PLURALS.iter().find(|(plural, _)| self.singular && *plural == self.token.text);
        if let Some((_, singular)) = plural {
            (*singular).clone_into(&mut self.token.text);
        }
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_lose_case_accents_and_endings() {
        let words = cut("Cafés’ waiting-lists, Don’t");
        let plain: Vec<&str> = words.iter().map(|word| word.plain.as_str()).collect();
        assert_eq!(plain, ["cafes", "waiting", "lists", "don't"]);
        let stems: Vec<&str> = words.iter().map(|word| word.stem.as_str()).collect();
        assert_eq!(stems[..3], ["cafe", "wait", "list"]);
    }

    #[test]
    fn places_are_those_of_the_text_as_written() {
        let text = "Über–Ärzte";
        let found: Vec<&str> = cut(text).iter().filter_map(|word| text.get(word.start..word.end)).collect();
        assert_eq!(found, ["Über", "Ärzte"]);
    }
}
