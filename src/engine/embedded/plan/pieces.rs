//! What was typed without a space but is several words.

use crate::engine::embedded::query::{Clause, Node, Sign};
use crate::engine::embedded::synonyms::Synonyms;
use crate::engine::embedded::words::cut;

/// Whether a mark makes one word of those around it: an apostrophe, a hyphen or an ampersand.
fn binds(mark: char) -> bool {
    matches!(mark, '\'' | '\u{2018}' | '\u{2019}' | '-' | '\u{2010}' | '\u{2011}' | '&')
}

/// The words in `typed`: `face-to-face` is one and `housing,transport` is two, and so is neither where the glossary knows it.
pub(super) fn pieces<'t>(typed: &'t str, synonyms: &Synonyms) -> Vec<&'t str> {
    let words = cut(typed);
    if synonyms.of(typed, &words).is_some() {
        return vec![typed];
    }
    let mut spans: Vec<(usize, usize)> = Vec::new();
    for word in &words {
        match spans.last_mut() {
            Some((_, end)) if typed.get(*end..word.start).is_some_and(|gap| gap.chars().all(binds)) => *end = word.end,
            _ => spans.push((word.start, word.end)),
        }
    }
    // A colon between letters is no boundary of words, but people type it as one.
    let texts = spans.into_iter().filter_map(|(start, end)| typed.get(start..end));
    texts.flat_map(|text| text.split(':')).filter(|text| !text.is_empty()).collect()
}

/// The same parts, but what was typed as one word and is several stands as several.
pub(super) fn spread(clauses: &[Clause], synonyms: &Synonyms) -> Vec<Clause> {
    let mut spread = Vec::new();
    for clause in clauses {
        let (Sign::Plain, Node::Word(typed) | Node::Prefix(typed)) = (clause.sign, &clause.node) else {
            spread.push(clause.clone());
            continue;
        };
        let pieces = pieces(typed, synonyms);
        let Some((last, before)) = pieces.split_last().filter(|(_, before)| !before.is_empty()) else {
            spread.push(clause.clone());
            continue;
        };
        let part = |node| Clause { sign: Sign::Plain, node };
        spread.extend(before.iter().map(|piece| part(Node::Word((*piece).to_owned()))));
        let prefix = matches!(clause.node, Node::Prefix(_));
        spread.push(part(if prefix { Node::Prefix((*last).to_owned()) } else { Node::Word((*last).to_owned()) }));
    }
    spread
}
