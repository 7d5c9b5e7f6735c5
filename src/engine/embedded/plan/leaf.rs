//! Words, beginnings and phrases as queries over plain words and stems.

use tantivy::Term;
use tantivy::query::{
    BoostQuery, ConstScoreQuery, FuzzyTermQuery, PhrasePrefixQuery, PhraseQuery, Query, RegexPhraseQuery, TermQuery,
};
use tantivy::schema::{Field, IndexRecordOption};

use super::beginning::Beginning;
use super::pieces::pieces;
use super::value::one_term;
use super::{Fields, Mark, Planner, all_of, any_of, unranked};
use crate::engine::embedded::group_names::Named;
use crate::engine::embedded::query::Phrase;
use crate::engine::embedded::synonyms::Form;
use crate::engine::embedded::words::{Word, cut};

/// How many words the beginning at the end of a phrase may stand for.
const EXPANSIONS_MAX: u32 = 1 << 14;

impl<'p> Planner<'p> {
    /// A word as typed. `face-to-face` is three words next to each other; `GP,dentist` is two words anywhere.
    pub(super) fn word(&mut self, typed: &str) -> Box<dyn Query> {
        let pieces = pieces(typed, self.scope.lexicon.synonyms());
        all_of(pieces.into_iter().map(|piece| self.piece(piece)).collect())
    }

    fn piece(&mut self, typed: &str) -> Box<dyn Query> {
        let by_words = self.as_words(typed);
        self.or_filed(typed, &cut(typed), by_words)
    }

    /// A word by what texts say, whatever they are filed under.
    pub(super) fn as_words(&mut self, typed: &str) -> Box<dyn Query> {
        let words = cut(typed);
        match self.scope.lexicon.synonyms().of(typed, &words) {
            Some(forms) => self.forms(typed, forms),
            None => self.loose(typed, &words),
        }
    }

    /// The group of people that words name, where insights are filed under groups. What must not be there is only what is said.
    pub(super) fn group_named(&self, words: &[Word]) -> Option<(Field, &'p Named)> {
        match &self.scope.fields {
            Fields::Insights { fields, .. } if !self.negated => {
                Some((fields.group, self.scope.lexicon.group_names().of(words)?))
            }
            _ => None,
        }
    }

    /// What `by_words` finds, and what is filed under the group that the words name; tells so.
    pub(super) fn or_filed(&mut self, typed: &str, words: &[Word], by_words: Box<dyn Query>) -> Box<dyn Query> {
        let Some((field, group)) = self.group_named(words) else {
            return by_words;
        };
        self.say("glossary", format!("`{typed}` also finds what is filed under the group `{}`", group.label));
        any_of(vec![by_words, unranked(one_term(field, &group.id))])
    }

    /// Any way of saying what the glossary knows; tells what was added.
    pub(super) fn forms(&mut self, typed: &str, forms: &[Form]) -> Box<dyn Query> {
        let queries = forms.iter().map(|form| self.stems(&form.stems)).collect();
        if let Some((_, others)) = forms.split_first().filter(|(_, others)| !others.is_empty()) {
            let others: Vec<String> = others.iter().map(|form| format!("`{}`", form.text)).collect();
            self.say("glossary", format!("`{typed}` also finds {}", others.join(", ")));
        }
        any_of(queries)
    }

    /// Words by their stems, and nearly so where that is allowed.
    fn loose(&mut self, typed: &str, words: &[Word]) -> Box<dyn Query> {
        let stems: Vec<String> = words.iter().map(|word| word.stem.clone()).collect();
        let exact = self.stems(&stems);
        // An acronym one letter off is another acronym, or a word.
        let shouted = typed.chars().any(char::is_uppercase) && !typed.chars().any(char::is_lowercase);
        let ([word], true) = (words, self.freedom.spelling && !shouted) else {
            return exact;
        };
        let distance = match word.plain.chars().count() {
            0..5 => return exact,
            5..8 => 1,
            _ => 2,
        };
        self.freed = true;
        self.mark(Mark::Near(word.plain.clone(), distance));
        let near = self.in_texts(|pair| {
            let term = Term::from_field_text(pair.plain, &word.plain);
            Box::new(FuzzyTermQuery::new(term, distance, true))
        });
        any_of(vec![exact, near])
    }

    /// These stems next to each other.
    fn stems(&mut self, stems: &[String]) -> Box<dyn Query> {
        self.mark(Mark::Stems(stems.to_vec()));
        self.in_texts(|pair| adjacent(pair.stem, stems, 0))
    }

    /// A word that begins so; when several words were typed without a space, the last of them does.
    pub(super) fn prefix(&mut self, typed: &str) -> Box<dyn Query> {
        let phrase = Phrase { text: typed.to_owned(), prefix: true, slop: 0 };
        self.exactly(&phrase, &cut(typed))
    }

    /// A phrase exactly as typed, unless the glossary knows it.
    pub(super) fn phrase(&mut self, phrase: &Phrase) -> Box<dyn Query> {
        let words = cut(&phrase.text);
        let known = self.scope.lexicon.synonyms().of(&phrase.text, &words);
        if let Some(forms) = known.filter(|_| !phrase.prefix && phrase.slop == 0) {
            return self.forms(phrase.text.trim(), forms);
        }
        self.exactly(phrase, &words)
    }

    fn exactly(&mut self, phrase: &Phrase, words: &[Word]) -> Box<dyn Query> {
        let plain: Vec<String> = words.iter().map(|word| word.plain.clone()).collect();
        let Some((last, before)) = plain.split_last() else {
            return any_of(Vec::new());
        };
        if phrase.slop > 0 {
            for word in before {
                self.mark(Mark::Plain { words: vec![word.clone()], prefix: false });
            }
            self.mark(Mark::Plain { words: vec![last.clone()], prefix: phrase.prefix });
        } else {
            self.mark(Mark::Plain { words: plain.clone(), prefix: phrase.prefix });
        }
        self.in_texts(|pair| match (phrase.prefix, before.is_empty()) {
            (false, _) => adjacent(pair.plain, &plain, phrase.slop),
            (true, true) => Box::new(Beginning::new(pair.plain, last)),
            (true, false) if phrase.slop == 0 => adjacent_beginning(pair.plain, &plain),
            (true, false) => near_beginning(pair.plain, before, last, phrase.slop),
        })
    }

    /// The same query in each text, each counting as much as its text.
    fn in_texts(&self, query: impl Fn(crate::engine::embedded::schema::TextPair) -> Box<dyn Query>) -> Box<dyn Query> {
        let boosted = |(pair, boost): &(_, f32)| Box::new(BoostQuery::new(query(*pair), *boost)) as Box<dyn Query>;
        any_of(self.scope.texts.iter().map(boosted).collect())
    }
}

fn terms(field: Field, words: &[String]) -> Vec<Term> {
    words.iter().map(|word| Term::from_field_text(field, word)).collect()
}

/// Words next to each other, or `slop` steps apart.
fn adjacent(field: Field, words: &[String], slop: u32) -> Box<dyn Query> {
    match words {
        [] => any_of(Vec::new()),
        [word] => Box::new(TermQuery::new(Term::from_field_text(field, word), IndexRecordOption::WithFreqs)),
        _ => {
            let mut query = PhraseQuery::new(terms(field, words));
            query.set_slop(slop);
            Box::new(query)
        }
    }
}

/// Words next to each other, the last only a beginning. There are at least two.
fn adjacent_beginning(field: Field, words: &[String]) -> Box<dyn Query> {
    let mut query = PhrasePrefixQuery::new(terms(field, words));
    query.set_max_expansions(EXPANSIONS_MAX);
    Box::new(ConstScoreQuery::new(Box::new(query), 2.0))
}

/// Words `slop` steps apart, the last only a beginning.
fn near_beginning(field: Field, before: &[String], last: &str, slop: u32) -> Box<dyn Query> {
    let mut patterns: Vec<String> = before.iter().map(|word| escaped(word)).collect();
    patterns.push(format!("{}.*", escaped(last)));
    let mut query = RegexPhraseQuery::new(field, patterns);
    query.set_slop(slop);
    Box::new(ConstScoreQuery::new(Box::new(query), 2.0))
}

/// A word as a pattern that fits only itself.
fn escaped(word: &str) -> String {
    let mut pattern = String::with_capacity(word.len());
    for c in word.chars() {
        if c.is_ascii_punctuation() && c != '\'' && c != '_' {
            pattern.push('\\');
        }
        pattern.push(c);
    }
    pattern
}
