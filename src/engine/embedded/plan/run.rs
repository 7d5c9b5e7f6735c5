//! Parts side by side: all of them, any of the loose ones, and runs of words that mean something together.

use tantivy::query::{BooleanQuery, Occur, Query};

use super::pieces::spread;
use super::{Planner, all_of, any_of, everything};
use crate::engine::embedded::query::{Clause, Node, Sign};
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

/// Words side by side that mean something together.
struct Run<'c> {
    typed: Vec<&'c str>,
    words: Vec<Word>,
    /// What follows them.
    beyond: &'c [Clause],
}

impl Planner<'_> {
    pub(super) fn sequence(&mut self, clauses: &[Clause], loosen: bool) -> Box<dyn Query> {
        let clauses = spread(clauses, self.scope.lexicon.synonyms());
        let mut parts = self.parts(&clauses, loosen);
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

    fn parts(&mut self, clauses: &[Clause], loosen: bool) -> Vec<Part> {
        let mut parts = Vec::new();
        let mut rest = clauses;
        while let Some((clause, after)) = rest.split_first() {
            if let Some(run) = self.known_run(rest) {
                let query = self.run(&run, loosen);
                parts.push(Part { sign: Sign::Plain, loose: true, stop: false, query });
                rest = run.beyond;
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

    /// What a run finds: the forms the glossary gives it or else its words, and what is filed under the group it names.
    fn run(&mut self, run: &Run<'_>, loosen: bool) -> Box<dyn Query> {
        let (typed, words) = (run.typed.join(" "), &run.words);
        let by_words = if let Some(forms) = self.scope.lexicon.synonyms().of(&typed, words) {
            self.forms(&typed, forms)
        } else {
            let meaningful: Vec<&str> = run.typed.iter().copied().filter(|word| !self.is_stop(word)).collect();
            let queries: Vec<_> = meaningful.into_iter().map(|word| self.as_words(word)).collect();
            self.freed |= loosen && queries.len() > 1;
            if loosen { any_of(queries) } else { all_of(queries) }
        };
        self.or_filed(&typed, words, by_words)
    }

    /// The longest run of plain words at the start of `clauses` that the glossary knows or else that names a group; one word is
    /// left to be read alone.
    fn known_run<'c>(&self, clauses: &'c [Clause]) -> Option<Run<'c>> {
        let synonyms = self.scope.lexicon.synonyms();
        let longest = synonyms.longest().max(self.scope.lexicon.group_names().longest());
        let words = clauses.iter().map_while(|clause| match (&clause.node, clause.sign) {
            (Node::Word(word), Sign::Plain) => Some(word.as_str()),
            _ => None,
        });
        let typed: Vec<&str> = words.take(longest).collect();
        let cuts: Vec<Vec<Word>> = typed.iter().map(|word| cut(word)).collect();
        let run = |length: usize| {
            let (typed, beyond) = (typed.get(..length)?.to_vec(), clauses.get(length..)?);
            Some(Run { typed, words: cuts.get(..length)?.concat(), beyond })
        };
        let runs: Vec<Run<'c>> = (2..=typed.len()).rev().filter_map(run).collect();
        let glossary = runs.iter().position(|run| synonyms.of(&run.typed.join(" "), &run.words).is_some());
        let at = glossary.or_else(|| runs.iter().position(|run| self.group_named(&run.words).is_some()))?;
        runs.into_iter().nth(at)
    }
}
