//! Taking a heading apart: its code, the part in brackets, the words, the option.
//!
//! Makers of surveys write `code. Words`, `code[part]. Words [Option]`, `Words [Option]` or the bare code.

/// Words that end in a full stop without being a code.
const ABBREVIATIONS: [&str; 12] = ["no", "nr", "st", "dr", "mr", "mrs", "ms", "e.g", "i.e", "etc", "vs", "approx"];
/// The longest code.
const CODE_MAX: usize = 32;

/// The parts of one heading.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Heading {
    /// As in the file, renamed where it was blank or repeated.
    pub(super) name: String,
    /// The code of the question.
    pub(super) code: Option<String>,
    /// The part of the question, from `code[part]`.
    pub(super) part: Option<String>,
    /// The words without code and option.
    pub(super) text: String,
    /// The option or item, from `... [Option]`.
    pub(super) option: Option<String>,
    /// Whether the file leaves it blank.
    pub(super) blank: bool,
}

impl Heading {
    /// Takes apart the heading `raw` of column `number`, counted from one.
    pub(super) fn parse(raw: &str, number: usize) -> Self {
        let name = trim_cell(raw);
        if name.is_empty() {
            let name = format!("column-{number}");
            return Self { text: format!("Column {number}, without a heading"), name, blank: true, ..Self::default() };
        }
        let (code, part, words) = coded(name);
        let (text, option) = optioned(words);
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        Self { name: name.to_owned(), code, part, text, option, blank: false }
    }
}

/// `text` without white space and byte-order marks around it.
pub(super) fn trim_cell(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}')
}

fn is_code_char(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '@')
}

/// Code, part and the rest of a heading.
fn coded(name: &str) -> (Option<String>, Option<String>, &str) {
    let begins = name.chars().next().is_some_and(|c| c.is_ascii_alphabetic() || matches!(c, '@' | '_'));
    let end = name.find(|c| !is_code_char(c)).unwrap_or(name.len());
    let (run, rest) = name.split_at(end);
    if !begins || run.len() > CODE_MAX + 1 {
        return (None, None, name);
    }
    if rest.is_empty() && run.len() <= CODE_MAX {
        return (Some(run.to_owned()), None, name);
    }
    if rest.starts_with('[') {
        return bracketed(run, rest).unwrap_or((None, None, name));
    }
    match run.strip_suffix('.') {
        Some(code) if rest.starts_with(char::is_whitespace) && is_code(code) => {
            (Some(code.to_owned()), None, rest.trim_start())
        }
        _ => (None, None, name),
    }
}

fn is_code(code: &str) -> bool {
    !code.is_empty() && !ABBREVIATIONS.contains(&code.to_ascii_lowercase().as_str())
}

/// `[part]` or `[part][part]`, then the end or a full stop and words.
fn bracketed<'n>(code: &str, mut rest: &'n str) -> Option<(Option<String>, Option<String>, &'n str)> {
    let mut parts: Vec<&str> = Vec::new();
    while let Some(inner) = rest.strip_prefix('[') {
        let (part, after) = inner.split_once(']')?;
        parts.push(part.trim());
        rest = after;
    }
    let words = match rest.strip_prefix('.') {
        Some(words) => words.trim_start(),
        None if rest.is_empty() => rest,
        None => return None,
    };
    let plain = |c: char| if is_code_char(c) || c == '-' { c } else { '-' };
    let part: String = parts.join("_").chars().map(plain).collect();
    (!part.is_empty()).then(|| (Some(code.to_owned()), Some(part), words))
}

/// The words, and the option in brackets that ends them.
fn optioned(words: &str) -> (&str, Option<String>) {
    let Some(inner) = words.strip_suffix(']') else {
        return (words, None);
    };
    let mut depth = 1_u32;
    for (at, c) in inner.char_indices().rev() {
        match c {
            ']' => depth += 1,
            '[' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            let option = inner[at + 1..].trim();
            let option = (!option.is_empty()).then(|| option.to_owned());
            return (inner[..at].trim_end(), option);
        }
    }
    (words, None)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn parts(raw: &str) -> (Option<String>, Option<String>, String, Option<String>) {
        let heading = Heading::parse(raw, 1);
        (heading.code, heading.part, heading.text, heading.option)
    }

    fn some(text: &str) -> Option<String> {
        (!text.is_empty()).then(|| text.to_owned())
    }

    #[test]
    fn headings_of_the_common_makers_are_taken_apart() {
        assert_eq!(parts("q5_1"), (some("q5_1"), None, "q5_1".to_owned(), None));
        assert_eq!(parts("@1"), (some("@1"), None, "@1".to_owned(), None));
        assert_eq!(parts("edu1. What is it?"), (some("edu1"), None, "What is it?".to_owned(), None));
        let tick = parts("emp[3]. Which (select [all]) [Art & Design]");
        assert_eq!(tick, (some("emp"), some("3"), "Which (select [all])".to_owned(), some("Art & Design")));
        assert_eq!(
            parts("likert0[t1]. [In a month]"),
            (some("likert0"), some("t1"), String::new(), some("In a month"))
        );
        assert_eq!(parts("How good? [Doctors]"), (None, None, "How good?".to_owned(), some("Doctors")));
        assert_eq!(parts("No. of children").0, None);
        assert_eq!(parts("How old are you?").0, None);
    }

    #[test]
    fn a_blank_heading_is_called_after_its_place() {
        let heading = Heading::parse(" \u{feff}", 4);
        assert_eq!((heading.name.as_str(), heading.blank), ("column-4", true));
    }

    proptest! {
        #[test]
        fn any_heading_is_taken_apart_without_a_panic(raw in "[a-c.\\[\\] é@]{0,20}") {
            prop_assert!(!Heading::parse(&raw, 1).name.is_empty());
        }
    }
}
