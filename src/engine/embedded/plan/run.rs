//! Parts side by side: all of them, any of the loose ones, and runs of words the glossary knows.

use tantivy::query::{BooleanQuery, Occur, Query};

use super::{Planner, any_of, everything};
use crate::engine::embedded::query::{Clause, Node, Sign};
use crate::engine::embedded::synonyms::Form;
use crate::engine::embedded::words::{Word, cut, is_stop_word};

/// A part of a sequence, planned.
struct Part {
    sign: Sign,
    /// Words and phrases without a sign can be loosened; fields and brackets cannot.
    loose: bool,
    /// A word without meaning of its own.
    stop: bool,
    query: Box<dyn Query>,
}

impl Planner<'_> {
    pub(super) fn sequence(&mut self, clauses: &[Clause], loosen: bool) -> Box<dyn Query> {
        let mut parts = self.parts(clauses);
        let meaningful = parts.iter().any(|part| part.sign != Sign::MustNot && !part.stop);
        if meaningful {
            parts.retain(|part| !part.stop);
        }
        let loose = parts.iter().filter(|part| part.loose).count();
        let needed = parts.iter().any(|part| part.sign == Sign::Must);
        let loosen = loosen && (loose > 1 || (loose == 1 && needed));
        self.freed |= loosen;
        let mut queries: Vec<(Occur, Box<dyn Query>)> = Vec::new();
        let mut any = Vec::new();
        for part in parts {
            match part.sign {
                Sign::MustNot => queries.push((Occur::MustNot, part.query)),
                // Beside a part that must be there, the loose ones only rank.
                _ if loosen && part.loose && needed => queries.push((Occur::Should, part.query)),
                _ if loosen && part.loose => any.push(part.query),
                _ => queries.push((Occur::Must, part.query)),
            }
        }
        if !any.is_empty() {
            queries.push((Occur::Must, any_of(any)));
        }
        if queries.iter().all(|(occur, _)| *occur == Occur::MustNot) {
            queries.push((Occur::Must, everything()));
        }
        match queries.as_slice() {
            [(Occur::Must, _)] => queries.remove(0).1,
            _ => Box::new(BooleanQuery::new(queries)),
        }
    }

    fn parts(&mut self, clauses: &[Clause]) -> Vec<Part> {
        let mut parts = Vec::new();
        let mut rest = clauses;
        while let Some((clause, after)) = rest.split_first() {
            if let Some((typed, forms, beyond)) = self.known_run(rest) {
                let query = self.forms(&typed, &forms);
                parts.push(Part { sign: Sign::Plain, loose: true, stop: false, query });
                rest = beyond;
                continue;
            }
            rest = after;
            let plain = clause.sign == Sign::Plain;
            let loose = plain && matches!(clause.node, Node::Word(_) | Node::Prefix(_) | Node::Phrase(_));
            let stop = plain && matches!(&clause.node, Node::Word(word) if self.is_stop(word));
            parts.push(Part { sign: clause.sign, loose, stop, query: self.clause(clause) });
        }
        parts
    }

    /// Whether a word has no meaning of its own and stands for nothing either.
    fn is_stop(&self, typed: &str) -> bool {
        let words = cut(typed);
        words.iter().all(|word| is_stop_word(&word.plain)) && self.scope.lexicon.synonyms().of(typed, &words).is_none()
    }

    /// The longest run of plain words at the start of `clauses` that the glossary knows; one word is left to be read alone.
    fn known_run<'c>(&self, clauses: &'c [Clause]) -> Option<(String, Vec<Form>, &'c [Clause])> {
        let synonyms = self.scope.lexicon.synonyms();
        let words = clauses.iter().map_while(|clause| match (&clause.node, clause.sign) {
            (Node::Word(word), Sign::Plain) => Some(word.as_str()),
            _ => None,
        });
        let typed: Vec<&str> = words.take(synonyms.longest()).collect();
        let cuts: Vec<Vec<Word>> = typed.iter().map(|word| cut(word)).collect();
        for length in (2..=typed.len()).rev() {
            let (typed, rest) = (typed.get(..length)?.join(" "), clauses.get(length..)?);
            if let Some(forms) = synonyms.of(&typed, &cuts.get(..length)?.concat()) {
                return Some((typed, forms.to_vec(), rest));
            }
        }
        None
    }
}
