//! What stands behind the `?` of an address, read into requests. Unknown parameters and values are refused and name the allowed
//! ones; only the words of a search are read leniently.

use std::str::FromStr;

use crate::bank::{SearchNames, TabBookRequest, TrendRequest};
use crate::breakdown::{BaseRule, BreakdownRequest, Preset, RowsBy, View};
use crate::problem::{Place, Problem};
use crate::text;

/// Pairs of name and value in the order of the address.
pub(crate) type Pairs = Vec<(String, String)>;

/// The parameters of a search.
pub(crate) const SEARCH_PARAMETERS: [&str; 12] =
    ["q", "kind", "theme", "priority", "group", "place", "voice", "source", "year", "sort", "limit", "cursor"];

/// The parameters of a breakdown.
pub(crate) const BREAKDOWN_PARAMETERS: [&str; 12] = [
    "question",
    "rows",
    "by",
    "where",
    "matching",
    "weight",
    "base",
    "net",
    "intervals",
    "view",
    "policy",
    "data_version",
];

/// The parameter that asks for figures as sentences, where an answer has room for them.
pub(crate) const EXPLAIN: &str = "explain";

/// The parameters of a tab book.
const TAB_BOOK_PARAMETERS: [&str; 7] = ["question", "by", "where", "matching", "weight", "view", "policy"];

/// The parameters of a comparison over waves.
const TREND_PARAMETERS: [&str; 4] = ["question", "weight", "view", "policy"];

/// Reads what stands behind the `?`: `+` is a space, `%XX` a byte, and bytes that are no text become a replacement sign. Nothing is
/// too strange to be read.
pub(crate) fn pairs(query: Option<&str>) -> Pairs {
    let parts = query.unwrap_or_default().split('&').filter(|part| !part.is_empty());
    let read = |part: &str| {
        let (name, value) = part.split_once('=').unwrap_or((part, ""));
        (decode(name), decode(value))
    };
    parts.map(read).collect()
}

fn decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let escaped = (*first == b'%').then(|| hex_byte(after)).flatten();
        let (byte, next) = match (escaped, first) {
            (Some(found), _) => found,
            (None, b'+') => (b' ', after),
            (None, other) => (*other, after),
        };
        bytes.push(byte);
        rest = next;
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The byte that two hexadecimal digits at the start of `rest` stand for, and what follows them.
fn hex_byte(rest: &[u8]) -> Option<(u8, &[u8])> {
    let (digits, after) = rest.split_at_checked(2)?;
    let value = |digit: u8| char::from(digit).to_digit(16).and_then(|value| u8::try_from(value).ok());
    match digits {
        [high, low] => Some((value(*high)? * 16 + value(*low)?, after)),
        _ => None,
    }
}

/// The search that `pairs` ask for. A filter may be repeated; one left empty, as forms send it, is no filter.
///
/// # Errors
/// When a parameter is neither one of a search nor in `extra_allowed`, or stands twice where it can stand once: all of them.
pub(crate) fn search_names(pairs: &[(String, String)], extra_allowed: &[&str]) -> Result<SearchNames, Vec<Problem>> {
    let mut reader = Reader::new(pairs, &SEARCH_PARAMETERS, extra_allowed);
    let names = SearchNames {
        query: reader.one("q").unwrap_or_default(),
        kind: reader.all("kind"),
        theme: reader.all("theme"),
        priority: reader.all("priority"),
        group: reader.all("group"),
        place: reader.all("place"),
        voice: reader.all("voice"),
        source: reader.all("source"),
        year: reader.all("year"),
        sort: reader.one("sort"),
        limit: reader.one("limit"),
        cursor: reader.one("cursor"),
    };
    reader.finish(names)
}

/// The table of `survey` that `pairs` ask for.
///
/// # Errors
/// When a parameter or a value is unknown, one is missing, or stands twice where it can stand once: all of them.
pub(crate) fn breakdown_request(
    survey: &str,
    pairs: &[(String, String)],
    default_view: View,
) -> Result<BreakdownRequest, Vec<Problem>> {
    let mut reader = Reader::new(pairs, &BREAKDOWN_PARAMETERS, &[EXPLAIN]);
    let question = reader.one("question");
    if question.is_none() {
        reader.problems.push(missing_question(survey));
    }
    let request = BreakdownRequest {
        rows: reader.word("rows", &RowsBy::ALL.map(RowsBy::as_str), RowsBy::from_word).unwrap_or_default(),
        by: reader.all("by"),
        filters: reader.all("where"),
        matching: reader.one("matching"),
        weight: reader.one("weight"),
        base: reader.word("base", &BaseRule::ALL.map(BaseRule::as_str), BaseRule::from_word),
        view: reader.word("view", &View::ALL.map(View::as_str), View::from_word).unwrap_or(default_view),
        policy: reader.word("policy", &Preset::ALL.map(Preset::as_str), Preset::from_word),
        intervals: reader.word("intervals", &["true", "false"], truth),
        nets: reader.all("net"),
        data_version: reader.read("data_version"),
        ..BreakdownRequest::new(survey, &question.unwrap_or_default())
    };
    reader.finish(request)
}

/// The cells whose figures `pairs` ask for as sentences, as they name them.
pub(crate) fn explained(pairs: &[(String, String)]) -> Vec<String> {
    Reader::new(pairs, &[], &[]).all(EXPLAIN)
}

/// The tab book of `survey` that `pairs` ask for.
///
/// # Errors
/// When a parameter or a value is unknown, or stands twice where it can stand once: all of them.
pub(crate) fn tab_book_request(
    survey: &str,
    pairs: &[(String, String)],
    default_view: View,
) -> Result<TabBookRequest, Vec<Problem>> {
    let mut reader = Reader::new(pairs, &TAB_BOOK_PARAMETERS, &[]);
    let request = TabBookRequest {
        questions: reader.all("question"),
        by: reader.all("by"),
        filters: reader.all("where"),
        matching: reader.one("matching"),
        weight: reader.one("weight"),
        view: reader.word("view", &View::ALL.map(View::as_str), View::from_word).unwrap_or(default_view),
        policy: reader.word("policy", &Preset::ALL.map(Preset::as_str), Preset::from_word),
        ..TabBookRequest::new(survey)
    };
    reader.finish(request)
}

/// The comparison over the waves of `survey` that `pairs` ask for.
///
/// # Errors
/// When a parameter or a value is unknown, one is missing, or stands twice where it can stand once: all of them.
pub(crate) fn trend_request(
    survey: &str,
    pairs: &[(String, String)],
    default_view: View,
) -> Result<TrendRequest, Vec<Problem>> {
    let mut reader = Reader::new(pairs, &TREND_PARAMETERS, &[]);
    let question = reader.one("question");
    if question.is_none() {
        reader.problems.push(missing_question(survey));
    }
    let request = TrendRequest {
        weight: reader.one("weight"),
        view: reader.word("view", &View::ALL.map(View::as_str), View::from_word).unwrap_or(default_view),
        policy: reader.word("policy", &Preset::ALL.map(Preset::as_str), Preset::from_word),
        ..TrendRequest::new(survey, &question.unwrap_or_default())
    };
    reader.finish(request)
}

fn missing_question(survey: &str) -> Problem {
    let hint = format!("the questions are listed at `/api/v1/surveys/{}`", crate::text::percent_encode(survey));
    at("missing_parameter", "question", "a table needs a `question`").expected("the id of a question").hint(hint)
}

/// The truth value a word stands for.
pub(crate) fn truth(word: &str) -> Option<bool> {
    match word {
        "true" | "1" | "yes" | "on" => Some(true),
        "false" | "0" | "no" | "off" => Some(false),
        _ => None,
    }
}

/// Reads parameters one by one and gathers everything that is wrong.
#[derive(Debug)]
pub(crate) struct Reader<'p> {
    pairs: &'p [(String, String)],
    /// What was wrong so far.
    pub(crate) problems: Vec<Problem>,
}

impl<'p> Reader<'p> {
    /// A reader of `pairs`, of which all names must be among `allowed` or `extra`.
    pub(crate) fn new(pairs: &'p [(String, String)], allowed: &[&str], extra: &[&str]) -> Self {
        let mut problems: Vec<Problem> = Vec::new();
        for (name, _) in pairs {
            let known = allowed.iter().chain(extra).any(|one| one == name);
            let told = problems.iter().any(|problem| problem.place.field.as_ref() == Some(name));
            if !known && !told {
                problems.push(unknown_parameter(name, allowed));
            }
        }
        Self { pairs, problems }
    }

    /// The values of a parameter that may be repeated; empty ones do not count.
    pub(crate) fn all(&self, name: &str) -> Vec<String> {
        let values = self.pairs.iter().filter(|(key, value)| key == name && !value.trim().is_empty());
        values.map(|(_, value)| value.clone()).collect()
    }

    /// The value of a parameter that stands once; an empty one does not count.
    pub(crate) fn one(&mut self, name: &str) -> Option<String> {
        let mut values = self.all(name);
        if values.len() > 1 {
            let problem = at("repeated_parameter", name, format!("`{name}` is given {} times", values.len()));
            self.problems.push(problem.expected(format!("`{name}` once")));
        }
        values.truncate(1);
        values.pop()
    }

    /// The value of a parameter that takes one of `allowed`.
    pub(crate) fn word<T>(&mut self, name: &str, allowed: &[&str], read: impl Fn(&str) -> Option<T>) -> Option<T> {
        let given = self.one(name)?;
        let value = read(&given);
        if value.is_none() {
            let problem = at("unknown_value", name, format!("`{name}` cannot be `{}`", shorten(&given)));
            let problem = problem.found(format!("`{}`", shorten(&given))).expected(allowed.join(", "));
            self.problems.push(with_nearest(problem, &given, allowed));
        }
        value
    }

    /// The value of a parameter that knows how to be read, with what it says is wrong.
    pub(crate) fn read<T: FromStr<Err = Box<Problem>>>(&mut self, name: &str) -> Option<T> {
        match self.one(name)?.parse() {
            Ok(value) => Some(value),
            Err(problem) => {
                self.problems.push(*problem);
                None
            }
        }
    }

    /// A whole number from `least` to `most`, or `usual` where none is given.
    pub(crate) fn number(&mut self, name: &str, least: usize, most: usize, usual: usize) -> usize {
        let Some(given) = self.one(name) else {
            return usual;
        };
        match given.parse() {
            Ok(number) if (least..=most).contains(&number) => number,
            _ => {
                let problem = at(&format!("bad_{name}"), name, format!("`{name}` cannot be `{}`", shorten(&given)));
                self.problems.push(problem.expected(format!("a whole number from {least} to {most}")));
                usual
            }
        }
    }

    /// `value`, unless something was wrong.
    ///
    /// # Errors
    /// With everything that was.
    pub(crate) fn finish<T>(self, value: T) -> Result<T, Vec<Problem>> {
        if self.problems.is_empty() { Ok(value) } else { Err(self.problems) }
    }
}

fn unknown_parameter(name: &str, allowed: &[&str]) -> Problem {
    let message = format!("there is no parameter `{}`", shorten(name));
    let mut problem = at("unknown_parameter", name, message);
    problem.place.field = Some(shorten(name));
    let expected = if allowed.is_empty() { "no parameters".to_owned() } else { allowed.join(", ") };
    with_nearest(problem.expected(expected), name, allowed)
}

fn with_nearest(problem: Problem, given: &str, allowed: &[&str]) -> Problem {
    match text::nearest(&shorten(given), allowed.iter().copied()) {
        Some(near) => problem.hint(format!("did you mean `{near}`?")),
        None => problem,
    }
}

fn at(code: &str, field: &str, message: impl Into<String>) -> Problem {
    Problem::error(code, Place::default().field(field), message)
}

/// A value as it may be repeated in a message.
fn shorten(text: &str) -> String {
    const MOST: usize = 80;
    let plain = text.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c });
    let short: String = plain.clone().take(MOST).collect();
    if plain.count() > MOST { format!("{short}...") } else { short }
}

#[cfg(test)]
mod tests;
