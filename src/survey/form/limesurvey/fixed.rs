//! The options LimeSurvey itself brings: yes and no, points, more or less.

use super::draft::option;
use crate::survey::AnswerOption;

/// Labels in the languages of exports, by code of the option, where they are sure.
const TRANSLATED: [(&str, &str); 6] =
    [("Y", "Ja"), ("N", "Nein"), ("Y", "Oui"), ("N", "Non"), ("Y", "S\u{ed}"), ("Y", "S\u{ec}")];
/// Names of languages as the language question exports them.
const LANGUAGES: [(&str, &str); 14] = [
    ("ar", "Arabic"),
    ("bn", "Bengali"),
    ("cy", "Welsh"),
    ("de", "German"),
    ("en", "English"),
    ("es", "Spanish"),
    ("fr", "French"),
    ("it", "Italian"),
    ("nl", "Dutch"),
    ("pl", "Polish"),
    ("pt", "Portuguese"),
    ("ro", "Romanian"),
    ("ur", "Urdu"),
    ("uk", "Ukrainian"),
];

/// The options of a type that has its own, empty for the other types.
pub(super) fn options(letter: char) -> Vec<AnswerOption> {
    let named: &[(&str, &str)] = match letter {
        'Y' => &[("Y", "Yes"), ("N", "No")],
        'C' => &[("Y", "Yes"), ("U", "Uncertain"), ("N", "No")],
        'G' => &[("F", "Female"), ("M", "Male")],
        'E' => &[("I", "Increase"), ("S", "Same"), ("D", "Decrease")],
        'A' | '5' => return points(5),
        'B' => return points(10),
        _ => &[],
    };
    named.iter().map(|(id, label)| option(id, label)).collect()
}

/// The languages of a survey as options.
pub(super) fn languages(all: &[String]) -> Vec<AnswerOption> {
    let name = |code: &str| {
        LANGUAGES.iter().find(|(known, _)| *known == code).map_or(code.to_owned(), |(_, name)| (*name).to_owned())
    };
    all.iter().map(|code| option(code, &name(code))).collect()
}

/// The further ways exports name the options of a type: the numbers of the exports for SPSS and R, and translations.
pub(super) fn spellings(letter: char) -> Vec<(String, u16)> {
    // The numbers of exports follow this order, which for yes, no and uncertain is not the order of the options.
    let numbered: &[&str] = match letter {
        'Y' => &["Y", "N"],
        'C' => &["Y", "N", "U"],
        'G' => &["F", "M"],
        'E' => &["I", "S", "D"],
        _ => return Vec::new(),
    };
    let options = options(letter);
    let place = |id: &str| options.iter().position(|option| option.id == id).and_then(|at| u16::try_from(at).ok());
    let numbers = numbered.iter().enumerate().map(|(at, id)| ((at + 1).to_string(), *id));
    let words = TRANSLATED.iter().filter(|_| matches!(letter, 'Y' | 'C')).map(|(id, label)| ((*label).to_owned(), *id));
    numbers.chain(words).filter_map(|(way, id)| Some((way, place(id)?))).collect()
}

fn points(most: u8) -> Vec<AnswerOption> {
    (1..=most).map(|point| option(&point.to_string(), &point.to_string())).collect()
}
