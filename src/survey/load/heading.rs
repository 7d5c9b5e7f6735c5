//! Taking a heading apart: its code, the part in brackets, the words, the option.
//!
//! Makers of surveys write `code. Words`, `code[part]. Words [Option]`, `Words [Option]` or the bare code.

/// Words that end in a full stop without being a code.
const ABBREVIATIONS: [&str; 12] = ["no", "nr", "st", "dr", "mr", "mrs", "ms", "e.g", "i.e", "etc", "vs", "approx"];
/// The longest code.
const CODE_MAX: usize = 32;

/// The row of a grid, where a heading names row and option.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Item {
    /// Its code in the heading.
    pub(super) code: String,
    /// Its words.
    pub(super) text: String,
}

/// The parts of one heading.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Heading {
    /// As in the file, renamed where it was blank or repeated.
    pub(super) name: String,
    /// The code of the question.
    pub(super) code: Option<String>,
    /// The part of the question, from `code[part]`: the code of the option or of the item.
    pub(super) part: Option<String>,
    /// The words without code and option.
    pub(super) text: String,
    /// The option or item, from `... [Option]`.
    pub(super) option: Option<String>,
    /// Whether the file leaves it blank.
    pub(super) blank: bool,
    /// The row of the grid, where the heading names a row and an option; `part` and `option` are then the option's.
    pub(super) item: Option<Item>,
    /// Whether the column holds words written beside the question or option named here.
    pub(super) words: bool,
    /// The heading as the file has it, its rows joined by ` / `.
    pub(super) full: String,
}

impl Heading {
    /// Takes apart the heading `raw` of column `number`, counted from one.
    pub(super) fn parse(raw: &str, number: usize) -> Self {
        let name = trim_cell(raw);
        if name.is_empty() {
            return Self::unnamed(number);
        }
        let (code, part, words) = coded(name);
        let (text, option) = optioned(words);
        let (mut text, mut option) = (spaced(text), option);
        let full = name.to_owned();
        let mut heading = Self { name: full.clone(), code, full, ..Self::default() };
        match part {
            None => {}
            Some(Part::One(part)) => heading.part = Some(part),
            Some(Part::Words(part, own)) => {
                // The last bracket is only the word for a comment.
                if own && let (rest, Some(label)) = optioned(&text) {
                    (text, option) = (rest.to_owned(), Some(label));
                }
                (heading.part, heading.words) = (Some(part), true);
            }
            Some(Part::Cell(row, column)) => {
                let (rest, label) = optioned(&text);
                let words = label.unwrap_or_else(|| row.clone());
                (text, heading.part) = (rest.to_owned(), Some(column));
                heading.item = Some(Item { code: row, text: words });
            }
            Some(Part::Scale(row, scale)) => {
                let (rest, label) = optioned(&text);
                if let Some(label) = label {
                    let named = option.map(|scale| format!("{rest} [{scale}]"));
                    (text, option) = (named.unwrap_or_else(|| rest.to_owned()).trim().to_owned(), Some(label));
                }
                heading.code = heading.code.map(|code| format!("{code}.{scale}"));
                heading.part = Some(row);
            }
        }
        Self { text, option, ..heading }
    }

    /// The heading of a column the file gives none.
    pub(super) fn unnamed(number: usize) -> Self {
        let name = format!("column-{number}");
        Self { text: format!("Column {number}, without a heading"), name, blank: true, ..Self::default() }
    }
}

/// What stands in the brackets after a code.
enum Part {
    /// An option or an item.
    One(String),
    /// Words beside the question, or beside one of its options (then `true`).
    Words(String, bool),
    /// The row and the column of a table.
    Cell(String, String),
    /// The row of a grid with two scales, and which of them.
    Scale(String, String),
}

/// `text` without white space and byte-order marks around it.
pub(super) fn trim_cell(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}')
}

/// `text` with single spaces.
pub(super) fn spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// `code` with what does not belong into an id replaced: `#` by `.`, all else by `-`.
pub(super) fn plain_code(code: &str) -> String {
    let mut plain = String::with_capacity(code.len());
    for c in code.chars() {
        let c = if c == '#' { '.' } else { c };
        if is_code_char(c) {
            plain.push(c);
        } else if !plain.ends_with('-') {
            plain.push('-');
        }
    }
    plain.trim_end_matches('-').to_owned()
}

fn is_code_char(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '@')
}

/// Code, part and the rest of a heading.
fn coded(name: &str) -> (Option<String>, Option<Part>, &str) {
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
fn bracketed<'n>(code: &str, mut rest: &'n str) -> Option<(Option<String>, Option<Part>, &'n str)> {
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
    let joined: String = parts.join("_").chars().map(plain).collect();
    (!joined.is_empty()).then(|| (Some(code.to_owned()), Some(part(&parts, joined)), words))
}

/// What the parts in brackets say.
fn part(parts: &[&str], joined: String) -> Part {
    let simple = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric());
    match parts {
        [row, scale] if simple(row) && scale.len() == 1 && scale.bytes().all(|byte| byte.is_ascii_digit()) => {
            return Part::Scale((*row).to_owned(), (*scale).to_owned());
        }
        [row, column] if simple(row) && simple(column) => return Part::Cell((*row).to_owned(), (*column).to_owned()),
        [one] => {
            if one.eq_ignore_ascii_case("other") || one.eq_ignore_ascii_case("comment") {
                return Part::Words(joined, false);
            }
            if let Some(option) = one.strip_suffix("comment").filter(|option| simple(option)) {
                return Part::Words(option.to_owned(), true);
            }
            if let Some((row, column)) = one.split_once('_').filter(|(row, column)| simple(row) && simple(column)) {
                return Part::Cell(row.to_owned(), column.to_owned());
            }
        }
        _ => {}
    }
    Part::One(joined)
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
    fn a_table_names_row_and_column_and_two_scales_are_two_questions() {
        let cell = Heading::parse("use[SQ001_SQ002]. How often? [Bus][On weekdays]", 1);
        assert_eq!(cell.item, Some(Item { code: "SQ001".to_owned(), text: "Bus".to_owned() }));
        assert_eq!((cell.part, cell.option), (some("SQ002"), some("On weekdays")));
        assert_eq!(cell.text, "How often?");
        let scale = Heading::parse("care[SQ001][1]. Rate [Doctors][Quality]", 1);
        assert_eq!((scale.code, scale.part), (some("care.1"), some("SQ001")));
        assert_eq!((scale.text.as_str(), scale.option), ("Rate [Quality]", some("Doctors")));
    }

    #[test]
    fn other_and_comment_hold_words_beside_the_option() {
        let other = Heading::parse("how[other]. How did you hear? [Other]", 1);
        assert_eq!((other.words, other.part), (true, some("other")));
        let comment = Heading::parse("how[SQ002comment]. How did you hear? [Radio][Comment]", 1);
        assert_eq!((comment.words, comment.part, comment.option), (true, some("SQ002"), some("Radio")));
        assert!(!Heading::parse("how[SQ002]. How did you hear? [Radio]", 1).words);
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
