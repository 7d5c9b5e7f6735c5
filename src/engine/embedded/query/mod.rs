//! The language a person may type: words, phrases, `AND OR NOT + -`, brackets, `begin*`, `"near each other"~5`, `theme:value`.
//!
//! [`parse()`] reads any text at all: what makes no sense is passed over and said in a notice. What a [`Node`] prints reads back
//! as the same node.

use std::fmt;

mod field;
mod lex;
mod parse;
#[cfg(test)]
mod tests;

pub(super) use field::Field;
pub(super) use parse::{Limits, notice, parse};

/// A part of a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Node {
    /// A word as typed; its stem is looked for.
    Word(String),
    /// The beginning of a word.
    Prefix(String),
    /// Words next to each other.
    Phrase(Phrase),
    /// A field and one of its values.
    Field(Field, String),
    /// Parts side by side: all of them, but loosened when nothing has them all.
    Sequence(Vec<Clause>),
    /// All of these.
    And(Vec<Node>),
    /// Any of these.
    Or(Vec<Node>),
}

/// Words next to each other, exactly as typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Phrase {
    /// The words.
    pub(super) text: String,
    /// Whether the last word is only a beginning.
    pub(super) prefix: bool,
    /// How many steps apart the words may stand.
    pub(super) slop: u32,
}

/// A part of a sequence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Clause {
    /// Whether it must, may not, or should be there.
    pub(super) sign: Sign,
    /// The part.
    pub(super) node: Node,
}

/// The sign before a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sign {
    /// None.
    Plain,
    /// `+`: needed even when the other words are loosened.
    Must,
    /// `-` or `NOT`.
    MustNot,
}

impl Node {
    /// How tightly a part holds together; a part in a tighter one needs brackets.
    fn tightness(&self) -> u8 {
        match self {
            Self::Or(_) => 0,
            Self::And(_) => 1,
            Self::Sequence(_) => 2,
            _ => 3,
        }
    }

    fn print_in(&self, f: &mut fmt::Formatter<'_>, around: u8) -> fmt::Result {
        if self.tightness() <= around { write!(f, "({self})") } else { write!(f, "{self}") }
    }
}

impl fmt::Display for Node {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Word(word) => f.write_str(word),
            Self::Prefix(word) => write!(f, "{word}*"),
            Self::Phrase(phrase) => write!(f, "{phrase}"),
            Self::Field(field, value) => write!(f, "{}:\"{value}\"", field.as_str()),
            Self::Sequence(clauses) => join(f, clauses, " ", |f, clause| write!(f, "{clause}")),
            Self::And(parts) => join(f, parts, " AND ", |f, part| part.print_in(f, 1)),
            Self::Or(parts) => join(f, parts, " OR ", |f, part| part.print_in(f, 0)),
        }
    }
}

impl fmt::Display for Phrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\"{}{}\"", self.text, if self.prefix { "*" } else { "" })?;
        if self.slop > 0 { write!(f, "~{}", self.slop) } else { Ok(()) }
    }
}

impl fmt::Display for Clause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.sign {
            Sign::Plain => "",
            Sign::Must => "+",
            Sign::MustNot => "-",
        })?;
        self.node.print_in(f, 2)
    }
}

fn join<T>(
    f: &mut fmt::Formatter<'_>,
    parts: &[T],
    between: &str,
    mut print: impl FnMut(&mut fmt::Formatter<'_>, &T) -> fmt::Result,
) -> fmt::Result {
    for (index, part) in parts.iter().enumerate() {
        if index > 0 {
            f.write_str(between)?;
        }
        print(f, part)?;
    }
    Ok(())
}
