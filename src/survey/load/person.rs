//! Columns that hold the names of people, or how to reach them.
//!
//! Headings say so alone or within a question; the content has to look like it, so that "Is this your full name?" stays a question.

use super::dates::is_day;
use super::identifying::is_phone;
use super::labels::is_common_answer;

/// Headings that ask for somebody's name.
const NAMES: [&str; 34] = [
    "first name",
    "firstname",
    "fname",
    "forename",
    "given name",
    "middle name",
    "last name",
    "lastname",
    "lname",
    "surname",
    "family name",
    "full name",
    "fullname",
    "your name",
    "name optional",
    "contact name",
    "respondent name",
    "participant name",
    "patient name",
    "carer name",
    "parent name",
    "name of child",
    "name of your child",
    "name of person",
    "name of patient",
    "name of carer",
    "name of parent",
    "name of respondent",
    "child s name",
    "childs name",
    "patient s name",
    "carer s name",
    "parent s name",
    "person s name",
];
/// Beginnings of questions for a name.
const ASKED: [&str; 8] = [
    "what is your name",
    "your full name",
    "your first name",
    "your last name",
    "your surname",
    "enter your name",
    "give your name",
    "tell us your name",
];
const EMAIL: [&str; 3] = ["email", "emails", "e mail"];
const REACH: [&str; 9] =
    ["email", "e mail", "phone", "telephone", "mobile", "contact", "contact details", "contacted", "get in touch"];

/// Whether a column holds names of people. `labels` are what the column itself is called, folded; `said` is all its heading says.
pub(super) fn is_named(labels: &[String], said: &str, values: &[(&str, u64)]) -> bool {
    let half = all(values) / 2;
    let is_called = |names: &[&str]| labels.iter().any(|label| names.contains(&label.as_str()));
    if is_called(&NAMES) {
        return share(values, is_wording) > half;
    }
    // In a long question a name is more likely that of a thing.
    let short = said.split(' ').count() <= 14;
    let asks = short && NAMES.iter().chain(&ASKED).filter(|name| is_plain(name)).any(|phrase| says(said, phrase));
    (asks || (is_called(&["name"]) && are_many(values))) && share(values, is_name) > half
}

/// Whether a column holds e-mail addresses or telephone numbers: most of it does, or some of it and the heading asks for them.
pub(super) fn is_reached(said: &str, values: &[(&str, u64)]) -> bool {
    let (all, mail) = (all(values), share(values, is_email));
    let either = share(values, |value| is_email(value) || is_phone(value));
    let asks = |phrases: &[&str]| phrases.iter().any(|phrase| says(said, phrase));
    mail * 10 > all * 3 || (mail > 0 && asks(&EMAIL)) || (either * 10 > all * 3 && asks(&REACH))
}

/// Whether somebody wrote an e-mail address or a telephone number among other words.
pub(super) fn mentions_contact(value: &str) -> bool {
    let ends = |c: char| !c.is_alphanumeric();
    value.split_whitespace().any(|word| is_email(word.trim_matches(ends))) || mentions_phone(value)
}

/// A run of ten to thirteen digits, in groups or not, that begins as numbers of the United Kingdom or of other countries do.
fn mentions_phone(value: &str) -> bool {
    let is_number = |run: &str| {
        let run = run.trim_matches([' ', '-', '.']);
        let digits = run.bytes().filter(u8::is_ascii_digit).count();
        let begins = run.starts_with(['0', '+']) || run.starts_with("(0");
        (10..=13).contains(&digits) && begins && !run.split(' ').any(is_day)
    };
    value.split(|c: char| !c.is_ascii_digit() && !matches!(c, ' ' | '-' | '(' | ')' | '+')).any(is_number)
}

/// Whether the text is an e-mail address.
pub(super) fn is_email(value: &str) -> bool {
    let Some((local, domain)) = value.split_once('@') else {
        return false;
    };
    !local.is_empty() && domain.contains('.') && !value.contains(char::is_whitespace)
}

/// Whether people ask so, rather than programs: `full name`, not `fullname`.
fn is_plain(name: &str) -> bool {
    name.contains(' ') || name == "surname" || name == "forename"
}

/// A few words that are neither a number nor "yes" or "no".
fn is_wording(value: &str) -> bool {
    let words = value.split_whitespace().count();
    (1..=5).contains(&words) && value.contains(char::is_alphabetic) && !is_common_answer(value)
}

/// A few words of letters, as names are.
fn is_name(value: &str) -> bool {
    let letters =
        |word: &str| word.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | '\u{2019}' | '.' | ','));
    is_wording(value) && value.chars().count() <= 60 && value.split_whitespace().all(letters)
}

/// Whether the answers are too many to be the options of a list.
fn are_many(values: &[(&str, u64)]) -> bool {
    let distinct = u64::try_from(values.len()).unwrap_or(u64::MAX);
    distinct * 4 >= all(values) || distinct >= 40
}

fn says(said: &str, phrase: &str) -> bool {
    format!(" {said} ").contains(&format!(" {phrase} "))
}

fn all(values: &[(&str, u64)]) -> u64 {
    values.iter().map(|(_, count)| *count).sum()
}

fn share(values: &[(&str, u64)], fits: impl Fn(&str) -> bool) -> u64 {
    values.iter().filter(|(value, _)| fits(value)).map(|(_, count)| *count).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counted<'v>(values: &[&'v str]) -> Vec<(&'v str, u64)> {
        values.iter().map(|value| (*value, 1)).collect()
    }

    fn named(heading: &str, values: &[&str]) -> bool {
        is_named(&[heading.to_owned()], heading, &counted(values))
    }

    #[test]
    fn names_are_told_by_the_heading_and_the_look_of_the_answers() {
        for heading in ["first name", "your name optional", "what is your name", "q4 your full name please", "name"] {
            assert!(named(heading, &["Ann", "O\u{2019}Neil, Mary", "jean-luc picard"]), "{heading}");
        }
        assert!(is_named(&["firstname".to_owned()], "firstname first name", &[("Ann", 40), ("Bo", 30)]));
        assert!(!named("is this your full name", &["Yes", "No", "Yes"]));
        assert!(!named("which conferences list of fullname and acronym", &["Research Software", "Computing"]));
        assert!(!named(
            "what would your name for the service be and why",
            &["A place to go, because it is near the shops"]
        ));
        assert!(!is_named(&["name".to_owned()], "name", &[("Hospital", 40), ("Surgery", 30)]));
    }

    #[test]
    fn addresses_among_other_answers_are_told_where_the_heading_asks_for_them() {
        let some = ["No thanks", "No thanks", "No thanks", "No thanks", "a@b.org"];
        assert!(is_reached("leave your email to hear more", &counted(&some)));
        assert!(is_reached("phone or email", &counted(&["07700 900000", "a@b.org", "no"])));
        assert!(!is_reached("what should we improve", &counted(&some)));
        assert!(!is_reached("how should we contact you", &counted(&["By phone", "By e-mail"])));
    }

    #[test]
    fn contacts_within_words_are_seen_and_other_numbers_are_not() {
        assert!(mentions_contact("Please write to me (ann@mail.org), thanks"));
        assert!(mentions_contact("ring 07700 900 123 after six"));
        assert!(mentions_contact("call +44 7700 900123"));
        assert!(!mentions_contact("I waited 3 weeks in 2023, then 12 more @ home"));
        assert!(!mentions_contact("between 2019-2020 and 2021-2022"));
        assert!(!mentions_contact("01-02-2022 10:00"));
    }
}
