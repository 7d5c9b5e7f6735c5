//! Reading the equations that show a question: one variable equal to one or several values.

/// The longest equation that is read.
const LONGEST: usize = 20_000;

/// What an equation says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Equation {
    /// Everybody is asked.
    Always,
    /// Whoever gave any of these answers is asked: variables and values.
    AnyOf(Vec<(String, String)>),
    /// Something that does not fit into either.
    Richer,
}

#[derive(Debug, PartialEq)]
enum Token {
    Open,
    Close,
    Equal,
    Or,
    Name(String),
    Value(String),
}

/// Reads an equation. Brackets mean nothing as long as everything in them is joined by `or`, so they need only be balanced.
pub(super) fn read(equation: &str) -> Equation {
    if super::outline::is_always(equation) {
        return Equation::Always;
    }
    let inner = equation.trim();
    let inner = inner.strip_prefix('{').and_then(|inner| inner.strip_suffix('}')).unwrap_or(inner);
    if inner.len() > LONGEST {
        return Equation::Richer;
    }
    tokens(inner).and_then(comparisons).map_or(Equation::Richer, Equation::AnyOf)
}

/// The comparisons the tokens are, `None` when they are anything else.
fn comparisons(tokens: Vec<Token>) -> Option<Vec<(String, String)>> {
    let mut found = Vec::new();
    let mut open = 0_usize;
    let mut tokens = tokens.into_iter();
    loop {
        let left = loop {
            match tokens.next()? {
                Token::Open => open += 1,
                other => break other,
            }
        };
        if tokens.next()? != Token::Equal {
            return None;
        }
        found.push(comparison(left, tokens.next()?)?);
        loop {
            match tokens.next() {
                Some(Token::Close) => open = open.checked_sub(1)?,
                Some(Token::Or) => break,
                None if open == 0 => return Some(found),
                _ => return None,
            }
        }
    }
}

/// A variable and a value, whichever comes first. A bare number is a value.
fn comparison(left: Token, right: Token) -> Option<(String, String)> {
    match (left, right) {
        (Token::Name(name), Token::Value(value)) | (Token::Value(value), Token::Name(name)) => {
            Some((variable(&name)?.to_owned(), value))
        }
        (Token::Name(one), Token::Name(other)) if is_number(&other) => Some((variable(&one)?.to_owned(), other)),
        (Token::Name(one), Token::Name(other)) if is_number(&one) => Some((variable(&other)?.to_owned(), one)),
        _ => None,
    }
}

fn is_number(name: &str) -> bool {
    name.parse::<f64>().is_ok() && !name.contains(|c: char| c.is_ascii_alphabetic())
}

/// The variable without the ending that says how to read it; `None` when that makes it another thing than the answer.
fn variable(name: &str) -> Option<&str> {
    match name.split_once('.') {
        None => Some(name),
        Some((variable, "NAOK" | "code")) => Some(variable),
        Some(_) => None,
    }
}

fn tokens(text: &str) -> Option<Vec<Token>> {
    let mut tokens = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let (token, taken) = match first {
            '(' => (Token::Open, 1),
            ')' => (Token::Close, 1),
            '=' if rest.starts_with("==") => (Token::Equal, 2),
            '|' if rest.starts_with("||") => (Token::Or, 2),
            '"' | '\'' => {
                let inner = rest.get(1..)?.split(first).next()?;
                // The closing mark must be there.
                rest.get(1 + inner.len()..)?.strip_prefix(first)?;
                (Token::Value(inner.trim().to_owned()), inner.len() + 2)
            }
            _ => {
                let length = rest.find(|c: char| !is_name_sign(c)).unwrap_or(rest.len());
                (named(rest.get(..length).filter(|name| !name.is_empty())?), length)
            }
        };
        tokens.push(token);
        rest = rest.get(taken..)?.trim_start();
    }
    Some(tokens)
}

fn is_name_sign(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '#')
}

fn named(name: &str) -> Token {
    match name.to_ascii_lowercase().as_str() {
        "or" => Token::Or,
        "eq" => Token::Equal,
        _ => Token::Name(name.to_owned()),
    }
}
