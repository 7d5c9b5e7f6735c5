//! Targets written as TOML: a table for each question, a key for each option.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::bank::weight::given::Given;
use crate::problem::{Place, Problem};

/// The targets of a file in the order of its lines.
pub(super) fn read(name: &str, text: &str) -> (Vec<Given>, Vec<Problem>) {
    let line = |at: usize| {
        let before = text.get(..at).unwrap_or_default();
        Place::file(name).line(1 + before.bytes().filter(|byte| *byte == b'\n').count() as u64)
    };
    let (table, faults) = DeTable::parse_recoverable(text);
    let mut problems: Vec<Problem> = faults
        .iter()
        .map(|fault| {
            let place = fault.span().map_or_else(|| Place::file(name), |span| line(span.start));
            let message = format!("this is not TOML: {}", fault.message().replace('\n', ", "));
            Problem::error("toml_syntax", place, message)
                .hint("write `[area]`, and below it lines such as `North = 40`")
        })
        .collect();
    let mut found = Vec::new();
    collect("", table.get_ref(), &mut found);
    found.sort_by_key(|(at, ..)| *at);
    let mut given = Vec::new();
    for (at, question, option, value) in found {
        let place = line(at);
        match share(value).filter(|_| !question.is_empty()) {
            Some(share) => given.push(Given { question, option, share, place }),
            None => problems.push(
                Problem::error("bad_targets", place.field(option), "this is no target of an option of a question")
                    .hint("write `[area]`, and below it lines such as `North = 40`"),
            ),
        }
    }
    (given, problems)
}

/// The values of a table with the names of its question; tables within tables are questions whose ids have full stops.
fn collect<'t>(question: &str, table: &'t DeTable<'_>, found: &mut Vec<(usize, String, String, &'t DeValue<'t>)>) {
    for (key, value) in table {
        let name = key.get_ref().to_string();
        match Spanned::get_ref(value) {
            DeValue::Table(inner) if question.is_empty() => collect(&name, inner, found),
            DeValue::Table(inner) => collect(&format!("{question}.{name}"), inner, found),
            value => found.push((key.span().start, question.to_owned(), name, value)),
        }
    }
}

fn share(value: &DeValue<'_>) -> Option<String> {
    match value {
        DeValue::String(text) => Some(text.to_string()),
        DeValue::Integer(number) => Some(number.to_string()),
        DeValue::Float(number) => Some(number.to_string()),
        _ => None,
    }
}
