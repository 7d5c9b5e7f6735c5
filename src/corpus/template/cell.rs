//! What is written in a cell, as the TOML of a record.

use super::super::{inline, quoted};
use super::draft::text_list;
use super::fields::Allowed;
use crate::framework::Framework;
use crate::text;

/// What people write where a source does not say.
const NOT_STATED: &str = "not stated";

/// The TOML of a cell; nothing when the cell says nothing. What cannot be understood is given as words, which the reader of the
/// record then reports.
pub(super) fn value(written: &str, allowed: Allowed, framework: &Framework) -> Option<String> {
    let written = written.trim();
    if written.is_empty() || says_nothing(written, allowed) {
        return None;
    }
    let value = match allowed {
        Allowed::Anything => quoted(written),
        Allowed::Words(words) => quoted(&word(written, &words())),
        Allowed::YesOrNo => yes_or_no(written).map_or_else(|| quoted(written), str::to_owned),
        Allowed::Date => quoted(day(written)),
        Allowed::Whole => whole(written).map_or_else(|| quoted(written), |number| number.to_string()),
        Allowed::Number => number(written).map_or_else(|| quoted(written), |number| number.to_string()),
        Allowed::List => text_list(items(written)),
        Allowed::Citations => citations(written),
        Allowed::Organisation => quoted(organisation(written, framework)),
        Allowed::Themes | Allowed::Priorities | Allowed::Groups | Allowed::Places => {
            if text::fold(written) == "none" {
                return Some("[]".to_owned());
            }
            text_list(items(written).map(|item| id_of(item, allowed, framework)))
        }
    };
    Some(value)
}

/// Whether a cell says that the source does not say. Free words may say so and are kept.
fn says_nothing(written: &str, allowed: Allowed) -> bool {
    let is_kept = match allowed {
        Allowed::Anything | Allowed::Organisation => true,
        Allowed::Words(words) => words().iter().any(|(word, _)| *word == NOT_STATED),
        _ => false,
    };
    !is_kept && text::fold(written) == NOT_STATED
}

/// The parts of a list.
pub(super) fn items(written: &str) -> impl Iterator<Item = &str> {
    written.split([';', '\n', '\r']).map(str::trim).filter(|item| !item.is_empty())
}

/// The word meant by itself or by its words for people.
pub(super) fn word(written: &str, words: &[(&'static str, &'static str)]) -> String {
    let plain = |text: &str| text::fold(text).replace(['-', '_'], " ");
    let wanted = plain(written);
    let found = words.iter().find(|(word, label)| plain(word) == wanted || plain(label) == wanted);
    found.map_or_else(|| written.to_owned(), |(word, _)| (*word).to_owned())
}

fn yes_or_no(written: &str) -> Option<&'static str> {
    match text::fold(written).as_str() {
        "yes" | "true" | "y" => Some("true"),
        "no" | "false" | "n" => Some("false"),
        _ => None,
    }
}

/// A date without the midnight that spreadsheets put after it.
fn day(written: &str) -> &str {
    let (day, time) = written.split_once(['T', ' ']).unwrap_or((written, ""));
    let is_midnight = !time.is_empty() && time.chars().all(|c| "0:.Z".contains(c));
    if is_midnight { day } else { written }
}

fn whole(written: &str) -> Option<i64> {
    digits(written).parse().ok()
}

fn number(written: &str) -> Option<f64> {
    let bare = digits(written.trim_end_matches('%').trim_end());
    let is_number = !bare.is_empty() && bare.chars().all(|c| c.is_ascii_digit() || "+-.eE".contains(c));
    bare.parse().ok().filter(|number: &f64| is_number && number.is_finite())
}

/// A number without the commas that part its thousands.
fn digits(written: &str) -> String {
    let mut groups = written.split(',');
    let first = groups.next().unwrap_or_default();
    let is_group = |group: &str| group.split('.').next().is_some_and(|whole| whole.len() == 3);
    if groups.clone().next().is_some() && !first.is_empty() && first.len() <= 4 && groups.all(is_group) {
        written.replace(',', "")
    } else {
        written.to_owned()
    }
}

/// Other sources, each with where in it after a comma.
fn citations(written: &str) -> String {
    let cited = items(written).filter_map(|item| {
        let (source, locator) = item.split_once(',').unwrap_or((item, ""));
        let locator = Some(locator.trim()).filter(|locator| !locator.is_empty()).map(quoted);
        inline(&[("source", Some(quoted(source.trim()))), ("locator", locator)])
    });
    super::super::list(cited)
}

/// The id of the organisation with this name; the words themselves where the framework knows none.
fn organisation<'w>(written: &'w str, framework: &'w Framework) -> &'w str {
    framework.find_organisation(written).map_or(written, |found| found.id.as_str())
}

/// The id meant by an id, a label or another name; the words themselves where nothing has that name.
fn id_of<'w>(written: &'w str, allowed: Allowed, framework: &'w Framework) -> &'w str {
    let found = match allowed {
        Allowed::Themes => framework.find_theme(written).map(|theme| theme.id.as_str()),
        Allowed::Priorities => framework.find_priority(written).map(|priority| priority.id.as_str()),
        Allowed::Groups => framework.find_group(written).map(|group| group.id.as_str()),
        Allowed::Places => framework.find_place(written).map(|place| place.id.as_str()),
        _ => None,
    };
    found.unwrap_or(written)
}
