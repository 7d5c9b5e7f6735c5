//! Dates and languages as lists write them.

/// The date in `text` as a record writes it, and whether it says more than that. `2019/05/17/`, `2019///Spring`, `2020 Feb 20`,
/// `17 May 2019` and `2019-05-17` are dates; which of `05/06/2019` is the month nobody can tell, so only its year is taken.
pub(super) fn date_of(text: &str) -> Option<(String, bool)> {
    let parts: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty()).take(8).collect();
    if let [whole] = parts.as_slice()
        && let Some(date) = run_together(whole)
    {
        return Some((date, false));
    }
    let at = parts.iter().position(|part| year(part).is_some())?;
    let year = parts.get(at).and_then(|part| year(part))?;
    let (before, after) = (parts.get(..at).unwrap_or_default(), parts.get(at + 1..).unwrap_or_default());
    let (month, day, used) = match (before, after) {
        ([], [first, rest @ ..]) => {
            let month = month_of(first);
            let day = month.and(rest.first()).and_then(|part| number(part));
            (month, day, usize::from(month.is_some()))
        }
        ([name], []) => (month_of_name(name), None, 1),
        ([day, name], []) if month_of_name(name).is_some() => (month_of_name(name), number(day), 1),
        ([name, day], []) if month_of_name(name).is_some() => (month_of_name(name), number(day), 1),
        _ => (None, None, 0),
    };
    let Some(month) = month else {
        return Some((format!("{year:04}"), parts.len() > 1));
    };
    match day.and_then(|day| jiff::civil::Date::new(year, month, day).ok()) {
        Some(day) => Some((day.to_string(), parts.len() > used + 2)),
        None => Some((format!("{year:04}-{month:02}"), parts.len() > used + 1)),
    }
}

/// A date of eight digits, as `PubMed` writes the day of electronic publication.
fn run_together(part: &str) -> Option<String> {
    let is_date = part.len() == 8 && part.bytes().all(|byte| byte.is_ascii_digit());
    let (year, month, day) = (part.get(..4)?, part.get(4..6)?, part.get(6..8)?);
    let date = jiff::civil::Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()?;
    is_date.then(|| date.to_string())
}

fn year(part: &str) -> Option<i16> {
    let is_year = part.len() == 4 && part.bytes().all(|byte| byte.is_ascii_digit());
    part.parse().ok().filter(|year| is_year && (1000..=2999).contains(year))
}

fn number(part: &str) -> Option<i8> {
    part.parse().ok().filter(|number| part.len() <= 2 && (1..=31).contains(number))
}

fn month_of(part: &str) -> Option<i8> {
    number(part).filter(|month| *month <= 12).or_else(|| month_of_name(part))
}

/// The month with this name, which may be cut after three letters.
fn month_of_name(name: &str) -> Option<i8> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let name = name.to_lowercase();
    let at = MONTHS
        .iter()
        .position(|month| name.len() >= 3 && (month.starts_with(&name) || name == "sept" && *month == "september"))?;
    i8::try_from(at + 1).ok()
}

/// The BCP 47 word for a language of a list, for those met in British evidence.
pub(super) fn language_of(text: &str) -> Option<&'static str> {
    let folded = text.trim().to_lowercase();
    let word = match folded.as_str() {
        "en" | "eng" | "english" | "british" | "american" | "ukenglish" | "usenglish" | "en-us" => "en",
        "en-gb" => "en-GB",
        "cy" | "wel" | "cym" | "welsh" => "cy",
        "fr" | "fre" | "fra" | "french" => "fr",
        "de" | "ger" | "deu" | "german" | "ngerman" => "de",
        "es" | "spa" | "spanish" => "es",
        "pt" | "por" | "portuguese" => "pt",
        "it" | "ita" | "italian" => "it",
        "pl" | "pol" | "polish" => "pl",
        "nl" | "dut" | "nld" | "dutch" => "nl",
        _ => return None,
    };
    Some(word)
}
