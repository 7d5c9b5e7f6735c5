//! The options of a question as a cell lists them.

use super::names::Ids;
use crate::survey::{AnswerOption, Missing};
use crate::text::slug_of;

/// The most options a question has.
const MOST_OPTIONS: usize = 1_000;
const ID_MAX: usize = 64;

/// Options, and what was seen on the way.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Listed {
    pub(super) options: Vec<AnswerOption>,
    /// Numbers given to options, and their positions.
    pub(super) spellings: Vec<(String, u16)>,
    /// Whether only commas divided them.
    pub(super) by_comma: bool,
}

/// The options listed in cells: one in each, or all in one.
pub(super) fn listed<'c>(cells: impl Iterator<Item = &'c str>) -> Listed {
    let cells: Vec<&str> = cells.filter(|cell| !cell.is_empty()).collect();
    let mut list = Listed::default();
    let parts = match cells.as_slice() {
        [one] => {
            let (parts, by_comma) = split(one);
            list.by_comma = by_comma;
            parts
        }
        several => several.iter().map(|cell| (*cell).to_owned()).collect(),
    };
    let mut ids = Ids::default();
    for part in parts.iter().take(MOST_OPTIONS) {
        let (code, label) = without_number(part);
        let known = list.options.iter().any(|option| option.label.to_lowercase() == label.to_lowercase());
        let Some(position) = u16::try_from(list.options.len()).ok().filter(|_| !label.is_empty() && !known) else {
            continue;
        };
        list.spellings.extend(code.map(|code| (code.to_owned(), position)));
        list.options.push(option(label, &mut ids));
    }
    list
}

fn option(label: &str, ids: &mut Ids) -> AnswerOption {
    let slug = slug_of(label, ID_MAX);
    let id = ids.unique(if slug.is_empty() { "option" } else { &slug });
    let plain = label.to_lowercase().replace('’', "'");
    let meaning = match plain.as_str() {
        "prefer not to say" | "rather not say" | "i'd rather not say" => Some(Missing::PreferNotToSay),
        "not applicable" | "n/a" | "does not apply" => Some(Missing::NotApplicable),
        _ => None,
    };
    let exclusive = plain.starts_with("none of ") || meaning.is_some();
    AnswerOption { id, label: label.to_owned(), meaning, exclusive, priority: None }
}

/// Divides a list by the first divider it has: lines, `;`, `|`, numbers, and commas where there is nothing else.
fn split(text: &str) -> (Vec<String>, bool) {
    for divider in ['\n', ';', '|'] {
        let parts = parts(text.split(divider));
        if parts.len() > 1 {
            return (parts, false);
        }
    }
    let numbered = by_numbers(text);
    if numbered.len() > 1 {
        return (numbered, false);
    }
    let parts = by_commas(text);
    let by_comma = parts.len() > 1;
    (parts, by_comma)
}

fn parts<'t>(parts: impl Iterator<Item = &'t str>) -> Vec<String> {
    parts.map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

/// `1. Yes 2. No`: the numbers begin at one and go up by one.
fn by_numbers(text: &str) -> Vec<String> {
    let (mut found, mut current) = (Vec::new(), String::new());
    for word in text.split_whitespace() {
        let next = found.len() + 1;
        let begins = [format!("{next}."), format!("{next})"), format!("({next})")].iter().any(|mark| mark == word);
        if begins {
            found.push(std::mem::take(&mut current));
        }
        current.push_str(word);
        current.push(' ');
    }
    found.push(current);
    // What comes before the first number is no option, and a list that begins otherwise is none.
    let before = found.remove(0);
    if before.is_empty() { parts(found.iter().map(String::as_str)) } else { Vec::new() }
}

/// Divides at commas with a space after them that are not within brackets.
fn by_commas(text: &str) -> Vec<String> {
    let (mut found, mut current, mut depth) = (Vec::new(), String::new(), 0_usize);
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if letter == ',' && depth == 0 && letters.peek().is_some_and(|next| next.is_whitespace()) {
            found.push(std::mem::take(&mut current));
        } else {
            current.push(letter);
        }
    }
    found.push(current);
    parts(found.iter().map(String::as_str))
}

/// An option without the number or the mark before it: `1. Yes`, `(2) No`, `3 = Perhaps`, `- Never`.
fn without_number(option: &str) -> (Option<&str>, &str) {
    let option = option.trim().trim_start_matches(['•', '·', '*', '○', '☐', '□']).trim_start();
    let option = option.strip_prefix("- ").unwrap_or(option).trim();
    let inner = option.strip_prefix('(').unwrap_or(option);
    let digits = inner.bytes().take_while(u8::is_ascii_digit).count();
    let (number, rest) = inner.split_at_checked(digits).unwrap_or_default();
    let label = rest.strip_prefix(['.', ')']).filter(|rest| rest.starts_with(char::is_whitespace));
    let label = label.or_else(|| rest.trim_start().strip_prefix(['=', ':']));
    match label.map(str::trim) {
        Some(label) if !number.is_empty() && number.len() <= 3 && !label.is_empty() => (Some(number), label),
        _ => (None, option),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(cell: &str) -> Vec<String> {
        listed(std::iter::once(cell)).options.into_iter().map(|option| option.label).collect()
    }

    #[test]
    fn options_are_divided_by_what_divides_them() {
        assert_eq!(labels("Yes, fully\nNo"), ["Yes, fully", "No"]);
        assert_eq!(labels("Yes, fully; No; "), ["Yes, fully", "No"]);
        assert_eq!(labels("Yes | No"), ["Yes", "No"]);
        assert_eq!(labels("1. Yes, fully 2. No"), ["Yes, fully", "No"]);
        assert_eq!(labels("Aged 18 to 24"), ["Aged 18 to 24"]);
        assert_eq!(labels("- Yes\n• No\n- no"), ["Yes", "No"]);
    }

    #[test]
    fn commas_divide_outside_brackets_and_that_is_told() {
        let list = listed(std::iter::once("Bus (day, night), Tram, 1,000 steps"));
        let found: Vec<_> = list.options.iter().map(|option| option.label.as_str()).collect();
        assert_eq!((found, list.by_comma), (vec!["Bus (day, night)", "Tram", "1,000 steps"], true));
    }

    #[test]
    fn numbers_before_options_are_other_ways_of_naming_them() {
        let list = listed(std::iter::once("1 = Yes\n2 = No\n9: Prefer not to say"));
        assert_eq!(list.spellings, [("1".to_owned(), 0), ("2".to_owned(), 1), ("9".to_owned(), 2)]);
        assert_eq!(list.options[2].meaning, Some(Missing::PreferNotToSay));
    }
}
