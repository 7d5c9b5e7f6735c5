//! What a person asks for, in their words, before it is matched with a survey.

use std::fmt;

use crate::breakdown::{BaseRule, DataVersion, Preset, View};
use crate::engine::TabulateRequest;
use crate::id::Slug;
use crate::problem::{Place, Problem};

/// What the rows of an open question are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum RowsBy {
    /// The codes of its frame.
    #[default]
    Codes,
    /// The themes its codes map to.
    Themes,
}

impl RowsBy {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Codes, Self::Themes];

    /// The word at the command line and in an address.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Codes => "codes",
            Self::Themes => "themes",
        }
    }

    /// What a word stands for.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|rows| rows.as_str() == word)
    }
}

/// A breakdown as asked for: names, not positions.
#[derive(Debug, Clone, PartialEq)]
pub struct BreakdownRequest {
    /// The survey id.
    pub survey: String,
    /// The question id.
    pub question: String,
    /// What the rows are, where the question is open.
    pub rows: RowsBy,
    /// The banner: each `question` or `outer>inner`.
    pub by: Vec<String>,
    /// The filters: each `question=Option|Option`.
    pub filters: Vec<String>,
    /// A search the respondent's open answers must match.
    pub matching: Option<String>,
    /// The question that holds the weight; `none` counts everybody one, `None` takes the one the survey's record names.
    pub weight: Option<String>,
    /// What the shares are shares of; `None` takes the question's own.
    pub base: Option<BaseRule>,
    /// Further rows that count several answers as one: each `Name=Option|Option`.
    pub nets: Vec<String>,
    /// Whether intervals are shown; `None` takes what the kind of survey allows.
    pub intervals: Option<bool>,
    /// Who may see it.
    pub view: View,
    /// The disclosure policy of a release; `None` takes the bank's.
    pub policy: Option<Preset>,
    /// The version of the data that the one who asks knows; where it is not the one there is, the table says what changed.
    pub data_version: Option<DataVersion>,
}

impl BreakdownRequest {
    /// One question of a survey over everybody, seen by analysts.
    pub fn new(survey: &str, question: &str) -> Self {
        Self {
            survey: survey.to_owned(),
            question: question.to_owned(),
            rows: RowsBy::Codes,
            by: Vec::new(),
            filters: Vec::new(),
            matching: None,
            weight: None,
            base: None,
            nets: Vec::new(),
            intervals: None,
            view: View::Internal,
            policy: None,
            data_version: None,
        }
    }
}

/// Why a breakdown cannot be made: every reason at once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BreakdownError {
    /// The reasons, all of them errors.
    pub problems: Vec<Problem>,
}

impl std::error::Error for BreakdownError {}

impl fmt::Display for BreakdownError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let messages: Vec<&str> = self.problems.iter().map(|problem| problem.message.as_str()).collect();
        f.write_str(&messages.join("; "))
    }
}

/// A filter as asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filter {
    /// The deciding question.
    pub question: String,
    /// The options, any of which will do.
    pub options: Vec<String>,
}

/// Counts one question over everybody: no banner, filter or weight.
pub fn whole_question(survey: &Slug, question: usize) -> TabulateRequest {
    TabulateRequest {
        survey: survey.clone(),
        question,
        banner: Vec::new(),
        filters: Vec::new(),
        matching: None,
        weight: None,
    }
}

/// Reads a block of a banner: `question`, or `outer>inner` when nested.
///
/// # Errors
/// When a part between the `>` is empty.
pub fn parse_by(text: &str) -> Result<Vec<String>, Box<Problem>> {
    let parts: Vec<String> = text.split('>').map(|part| part.trim().to_owned()).collect();
    if parts.iter().any(String::is_empty) {
        let message = format!("`{text}` does not name a question on each side of `>`");
        let hint = "write a question id, or two as `outer>inner`";
        return Err(Box::new(Problem::error("bad_banner", Place::default().field("by"), message).hint(hint)));
    }
    Ok(parts)
}

/// Reads a filter: `question=Option|Option`. `\|` and `\=` stand for the characters themselves.
///
/// # Errors
/// When there is no `=`, or nothing on one of its sides.
pub fn parse_where(text: &str) -> Result<Filter, Box<Problem>> {
    let fault = |message: String| {
        let hint = r"write `question=Option`, or `question=Option|Option` for any of several; `\|` and `\=` stand for the characters";
        Err(Box::new(Problem::error("bad_filter", Place::default().field("where"), message).hint(hint)))
    };
    let Some((question, options)) =
        split(text, '=', 2).and_then(|parts| <[String; 2]>::try_from(parts).ok()).map(<(_, _)>::from)
    else {
        return fault(format!("`{text}` has no `=`"));
    };
    let question = unescape(&question);
    let options = split(&options, '|', usize::MAX).unwrap_or_default();
    let options: Vec<String> = options.iter().map(|option| unescape(option)).collect();
    if question.is_empty() || options.iter().any(String::is_empty) {
        return fault(format!("`{text}` lacks a question or an option"));
    }
    Ok(Filter { question, options })
}

/// Cuts at every `mark` that no backslash precedes, into at most `most` parts that keep their backslashes.
fn split(text: &str, mark: char, most: usize) -> Option<Vec<String>> {
    let mut parts = vec![String::new()];
    let mut escaped = false;
    for letter in text.chars() {
        if letter == mark && !escaped && parts.len() < most {
            parts.push(String::new());
        } else {
            parts.last_mut()?.push(letter);
        }
        escaped = letter == '\\' && !escaped;
    }
    Some(parts)
}

/// Takes the backslash off `\|` and `\=`; every other backslash is itself.
fn unescape(text: &str) -> String {
    text.replace(r"\|", "|").replace(r"\=", "=").trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filter(question: &str, options: &[&str]) -> Filter {
        Filter { question: question.to_owned(), options: options.iter().map(|&option| option.to_owned()).collect() }
    }

    #[test]
    fn a_banner_block_is_a_question_or_one_in_another() {
        assert_eq!(parse_by("age").unwrap(), ["age"]);
        assert_eq!(parse_by(" age > place ").unwrap(), ["age", "place"]);
        for bad in ["", "age>", ">age", "a>>b"] {
            let problem = parse_by(bad).unwrap_err();
            assert_eq!(problem.code, "bad_banner", "{bad}");
            assert!(problem.message.contains("on each side of `>`"));
        }
    }

    #[test]
    fn a_filter_is_a_question_and_any_of_its_options() {
        assert_eq!(parse_where("age=16-34|35-54").unwrap(), filter("age", &["16-34", "35-54"]));
        assert_eq!(parse_where("q = a = b").unwrap(), filter("q", &["a = b"]));
    }

    #[test]
    fn escaped_marks_are_themselves() {
        assert_eq!(parse_where(r"q=A\|B|C\=D").unwrap(), filter("q", &["A|B", "C=D"]));
        assert_eq!(parse_where(r"a\=b=c:\d").unwrap(), filter("a=b", &[r"c:\d"]));
    }

    #[test]
    fn a_filter_without_a_side_is_refused_with_the_way_to_write_it() {
        for bad in ["age", "", "=x", "age=", "age=a||b", r"age\=x"] {
            let problem = parse_where(bad).unwrap_err();
            assert_eq!(problem.code, "bad_filter", "{bad}");
            assert!(problem.hint.unwrap().contains("question=Option|Option"));
        }
    }

    proptest::proptest! {
        #[test]
        fn whatever_is_typed_is_read_or_refused(text in ".{0,40}") {
            let _ = (parse_by(&text), parse_where(&text));
        }
    }
}
