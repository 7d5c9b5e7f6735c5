//! From tokens to a tree. Every text has one; what was passed over is said in notices.

use super::lex::{Lexed, Token, lex};
use super::{Clause, Field, Node, Sign};
use crate::engine::Notice;
use crate::engine::embedded::words;

/// Brackets nest no deeper than this; the ones beyond are passed over.
const DEPTH_MAX: usize = 16;

/// How long a query may be.
#[derive(Debug, Clone, Copy)]
pub(in crate::engine::embedded) struct Limits {
    /// Characters.
    pub(in crate::engine::embedded) characters: usize,
    /// Words, those in phrases included.
    pub(in crate::engine::embedded) words: usize,
}

impl Limits {
    /// For what a person types or pastes.
    pub(in crate::engine::embedded) const TYPED: Self = Self { characters: 2_000, words: 200 };
    /// For the rule of a theme, which a person curates.
    pub(in crate::engine::embedded) const RULE: Self = Self { characters: 50_000, words: 5_000 };
}

/// What a query was read as.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::engine::embedded) struct Parsed {
    /// The tree; none when there is nothing to look for.
    pub(in crate::engine::embedded) node: Option<Node>,
    /// What was passed over or mended.
    pub(in crate::engine::embedded) notices: Vec<Notice>,
}

/// Reads a query. Never fails.
pub(in crate::engine::embedded) fn parse(query: &str, limits: Limits) -> Parsed {
    let mut notices = Vec::new();
    let query = match query.char_indices().nth(limits.characters) {
        Some((end, _)) => {
            let message = format!("the search is longer than {} characters; the rest was left out", limits.characters);
            notices.push(notice("too_long", message));
            query.get(..end).unwrap_or_default()
        }
        None => query,
    };
    let Lexed { tokens, unbalanced_quote } = lex(query);
    if unbalanced_quote {
        notices
            .push(notice("unbalanced_quote", "a quotation mark is not closed; the phrase was taken to run to the end"));
    }
    let mut parser = Parser { tokens: tokens.into_iter().peekable(), words_left: limits.words, notices };
    let node = parser.top();
    Parsed { node, notices: parser.notices }
}

/// A notice.
pub(in crate::engine::embedded) fn notice(code: &str, message: impl Into<String>) -> Notice {
    Notice { code: code.to_owned(), message: message.into() }
}

struct Parser {
    tokens: std::iter::Peekable<std::vec::IntoIter<Token>>,
    words_left: usize,
    notices: Vec<Notice>,
}

/// The alternatives of one pair of brackets, as far as they are read: each an `AND` of sequences.
#[derive(Default)]
struct Level {
    alternatives: Vec<Vec<Vec<Clause>>>,
    /// Brackets opened here beyond the depth allowed.
    ignored: usize,
}

impl Level {
    fn sequence(&mut self) -> &mut Vec<Clause> {
        if self.alternatives.is_empty() {
            self.alternatives.push(Vec::new());
        }
        let last = self.alternatives.len() - 1;
        let parts = &mut self.alternatives[last];
        if parts.is_empty() {
            parts.push(Vec::new());
        }
        let last = parts.len() - 1;
        &mut parts[last]
    }

    fn node(self) -> Option<Node> {
        let sequence = |clauses: Vec<Clause>| single(clauses);
        let and = |parts: Vec<Vec<Clause>>| collapse(parts.into_iter().filter_map(sequence).collect(), Node::And);
        collapse(self.alternatives.into_iter().filter_map(and).collect(), Node::Or)
    }
}

/// A sequence of one part without a minus is that part.
fn single(mut clauses: Vec<Clause>) -> Option<Node> {
    match clauses.as_slice() {
        [] => None,
        [one] if one.sign != Sign::MustNot => clauses.pop().map(|clause| clause.node),
        _ => Some(Node::Sequence(clauses)),
    }
}

fn collapse(mut parts: Vec<Node>, many: fn(Vec<Node>) -> Node) -> Option<Node> {
    if parts.len() > 1 { Some(many(parts)) } else { parts.pop() }
}

impl Parser {
    fn top(&mut self) -> Option<Node> {
        let mut all = Level::default();
        // A closing bracket that opens nothing ends a level early; what follows it goes on beside what came before.
        self.level(0, &mut all);
        while self.tokens.next().is_some() {
            self.say("unbalanced_bracket", "a bracket is not opened; it was passed over");
            self.level(0, &mut all);
        }
        all.node()
    }

    /// Reads until the closing bracket of this level, which is left there, or the end.
    fn level(&mut self, depth: usize, level: &mut Level) {
        let mut sign = Sign::Plain;
        while let Some(token) = self.tokens.next_if(|token| *token != Token::Close || level.ignored > 0) {
            match token {
                Token::Close => level.ignored -= 1,
                Token::Open if depth >= DEPTH_MAX => level.ignored += 1,
                Token::Sign(found) => sign = found,
                Token::Not if sign == Sign::Plain => sign = Sign::MustNot,
                Token::Not => self.stray(),
                Token::And => self.begin_and(level),
                Token::Or => self.begin_or(level),
                atom => {
                    let node = self.atom(atom, depth);
                    let taken = std::mem::replace(&mut sign, Sign::Plain);
                    level.sequence().extend(node.map(|node| Clause { sign: taken, node }));
                    continue;
                }
            }
            if matches!(self.tokens.peek(), None | Some(Token::And | Token::Or)) && sign == Sign::MustNot {
                sign = Sign::Plain;
                self.stray();
            }
        }
    }

    fn begin_and(&mut self, level: &mut Level) {
        if level.sequence().is_empty() || self.nothing_follows() {
            return self.stray();
        }
        let last = level.alternatives.len() - 1;
        level.alternatives[last].push(Vec::new());
    }

    fn begin_or(&mut self, level: &mut Level) {
        if level.sequence().is_empty() || self.nothing_follows() {
            return self.stray();
        }
        level.alternatives.push(Vec::new());
    }

    fn nothing_follows(&mut self) -> bool {
        matches!(self.tokens.peek(), None | Some(Token::Close | Token::And | Token::Or))
    }

    fn atom(&mut self, token: Token, depth: usize) -> Option<Node> {
        let (node, words) = match token {
            Token::Open => return self.bracketed(depth),
            Token::Word(word) => {
                self.check_field(&word);
                self.check_star(&word);
                let count = words::cut(&word).len();
                (Node::Word(word), count)
            }
            Token::Prefix(word) => {
                self.check_star(&word);
                let count = words::cut(&word).len();
                (Node::Prefix(word), count)
            }
            Token::Phrase(phrase) => {
                let count = words::cut(&phrase.text).len();
                (Node::Phrase(phrase), count)
            }
            Token::Field(field, value) => {
                let count = usize::from(!value.trim().is_empty());
                (Node::Field(field, value), count)
            }
            Token::Sign(_) | Token::And | Token::Or | Token::Not | Token::Close => return None,
        };
        if words > self.words_left {
            self.say("too_many_terms", "the search has too many words; the last ones were left out");
            return None;
        }
        self.words_left -= words;
        // Punctuation alone looks for nothing.
        (words > 0).then_some(node)
    }

    fn bracketed(&mut self, depth: usize) -> Option<Node> {
        let mut level = Level::default();
        self.level(depth + 1, &mut level);
        if self.tokens.next().is_none() {
            self.say("unbalanced_bracket", "a bracket is not closed; it was taken to run to the end");
        }
        level.node()
    }

    /// Says so when a word looks like a field that is not there.
    fn check_field(&mut self, word: &str) {
        let Some((name, value)) = word.split_once(':') else {
            return;
        };
        let looks_like_one = name.len() > 1 && name.chars().all(|c| c.is_ascii_alphabetic());
        if looks_like_one && !value.is_empty() && !value.starts_with("//") {
            let known: Vec<String> = Field::ALL.iter().map(|field| format!("`{}`", field.as_str())).collect();
            let message = format!(
                "there is no field `{name}`, so its words were looked for; the fields are {}",
                known.join(", ")
            );
            self.notices.push(notice("unknown_field", message));
        }
    }

    /// Says so when a star or question mark before the end of a word looks as if it should stand for any letters.
    fn check_star(&mut self, word: &str) {
        let (starred, asked) = (word.split('*').next_back(), word.split('?'));
        let starred = word.contains('*') && starred.is_some_and(has_letters);
        let asked = !word.contains("://") && asked.filter(|part| has_letters(part)).count() > 1;
        if starred || asked {
            self.say(
                "stray_operator",
                "a star stands only at the end of a word, as in `hous*`; a star or question mark elsewhere was passed over",
            );
        }
    }

    fn stray(&mut self) {
        self.say("stray_operator", "an `AND`, `OR` or `NOT` has nothing to join and was passed over");
    }

    /// Adds a notice once.
    fn say(&mut self, code: &str, message: &str) {
        let notice = notice(code, message);
        if !self.notices.contains(&notice) {
            self.notices.push(notice);
        }
    }
}

fn has_letters(text: &str) -> bool {
    text.chars().any(char::is_alphanumeric)
}
