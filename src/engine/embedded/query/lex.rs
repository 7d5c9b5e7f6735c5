//! From characters to tokens. Any text can be cut; nothing is refused here.

use super::{Field, Phrase, Sign};

/// A token of a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token {
    /// A word as typed.
    Word(String),
    /// A word with a star at its end, without the star.
    Prefix(String),
    /// Words in quotation marks.
    Phrase(Phrase),
    /// A field and its value.
    Field(Field, String),
    /// A sign right before the next token.
    Sign(Sign),
    /// `AND`.
    And,
    /// `OR`.
    Or,
    /// `NOT`.
    Not,
    /// An opening bracket.
    Open,
    /// A closing bracket.
    Close,
}

/// The tokens of a query, and what was odd about it.
pub(super) struct Lexed {
    pub(super) tokens: Vec<Token>,
    /// A quotation mark was never closed.
    pub(super) unbalanced_quote: bool,
}

/// The widest distance `"a b"~n` may ask for.
const SLOP_MAX: u32 = 100;

/// Cuts a query into tokens.
pub(super) fn lex(query: &str) -> Lexed {
    let mut lexer = Lexer { rest: query, tokens: Vec::new(), unbalanced_quote: false };
    while lexer.step() {}
    Lexed { tokens: lexer.tokens, unbalanced_quote: lexer.unbalanced_quote }
}

struct Lexer<'q> {
    rest: &'q str,
    tokens: Vec<Token>,
    unbalanced_quote: bool,
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '\u{201c}' | '\u{201d}' | '\u{201e}')
}

fn ends_word(c: char) -> bool {
    c.is_whitespace() || is_quote(c) || c == '(' || c == ')'
}

impl<'q> Lexer<'q> {
    /// Takes one token; false at the end.
    fn step(&mut self) -> bool {
        self.rest = self.rest.trim_start();
        let Some(first) = self.rest.chars().next() else {
            return false;
        };
        match first {
            '(' => self.bracket(Token::Open),
            ')' => self.bracket(Token::Close),
            '+' | '-' => self.sign(first),
            c if is_quote(c) => self.phrase(c),
            _ => self.word(),
        }
        true
    }

    fn bracket(&mut self, token: Token) {
        self.rest = self.rest.get(1..).unwrap_or_default();
        self.tokens.push(token);
    }

    /// A run of signs; the first one counts, and only when something follows at once.
    fn sign(&mut self, first: char) {
        self.rest = self.rest.trim_start_matches(['+', '-']);
        let next = self.rest.chars().next();
        if next.is_some_and(|c| !c.is_whitespace() && c != ')') {
            self.tokens.push(Token::Sign(if first == '+' { Sign::Must } else { Sign::MustNot }));
        }
    }

    fn phrase(&mut self, quote: char) {
        self.rest = self.rest.get(quote.len_utf8()..).unwrap_or_default();
        let text = self.quoted();
        let slop = self.slop();
        let trimmed = text.trim_end();
        let bare = trimmed.trim_end_matches('*');
        let (text, prefix) = if bare.len() < trimmed.len() { (bare, true) } else { (text, false) };
        self.tokens.push(Token::Phrase(Phrase { text: text.to_owned(), prefix, slop }));
    }

    /// What stands before the next quotation mark, which is taken too.
    fn quoted(&mut self) -> &'q str {
        let Some((at, quote)) = self.rest.char_indices().find(|(_, c)| is_quote(*c)) else {
            self.unbalanced_quote = true;
            return std::mem::take(&mut self.rest);
        };
        let text = self.rest.get(..at).unwrap_or_default();
        self.rest = self.rest.get(at + quote.len_utf8()..).unwrap_or_default();
        text
    }

    fn slop(&mut self) -> u32 {
        let Some(after) = self.rest.strip_prefix('~') else {
            return 0;
        };
        let digits = after.len() - after.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let (number, rest) = after.split_at(digits);
        if number.is_empty() {
            return 0;
        }
        self.rest = rest;
        number.parse().unwrap_or(SLOP_MAX).min(SLOP_MAX)
    }

    fn word(&mut self) {
        let end = self.rest.find(ends_word).unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at(end);
        if let Some(token) = self.field(word, rest) {
            return self.tokens.push(token);
        }
        self.rest = rest;
        self.tokens.push(match word {
            "AND" | "&&" => Token::And,
            "OR" | "||" => Token::Or,
            "NOT" => Token::Not,
            _ => match word.trim_end_matches('*') {
                bare if bare.len() < word.len() => Token::Prefix(bare.to_owned()),
                _ => Token::Word(word.to_owned()),
            },
        });
    }

    /// `name:value` or `name:"value"` where the name is one of a field; takes it from the rest.
    fn field(&mut self, word: &'q str, rest: &'q str) -> Option<Token> {
        let (name, value) = word.split_once(':')?;
        let field = Field::named(name)?;
        if !value.is_empty() {
            self.rest = rest;
            return Some(Token::Field(field, value.to_owned()));
        }
        let quote = rest.chars().next().filter(|c| is_quote(*c))?;
        self.rest = rest.get(quote.len_utf8()..).unwrap_or_default();
        Some(Token::Field(field, self.quoted().to_owned()))
    }
}
