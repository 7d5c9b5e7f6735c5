//! A published number with what it is a share of, in words.

use maud::{Markup, html};

use super::wording::{NOT_STATED, date, decimal, number};
use crate::corpus::{Base, Figure};

/// The number with its unit: `66%`, `1,113`, `1.6 million people`.
pub(super) fn value(figure: &Figure) -> String {
    let Some(value) = figure.value else {
        return NOT_STATED.to_owned();
    };
    let plain = decimal(value);
    match figure.unit.as_deref() {
        Some("percent") => format!("{plain}%"),
        Some("pounds") => format!("\u{a3}{plain}"),
        Some("years") => format!("{plain} {}", if (value - 1.0).abs() < f64::EPSILON { "year" } else { "years" }),
        None | Some("count" | "rate") => plain,
        Some(other) => format!("{plain} {other}"),
    }
}

/// What the number is a share of: `of more than 750 people: all who responded`. Only shares owe one.
pub(super) fn base(figure: &Figure) -> Option<String> {
    match &figure.base {
        Some(base) => Some(base_in_words(base)),
        None if figure.unit.as_deref() == Some("percent") => Some("base not stated".to_owned()),
        None => None,
    }
}

fn base_in_words(base: &Base) -> String {
    let size = base.n.map(|n| {
        let qualifier = base.qualifier.as_ref().map(|qualifier| format!("{qualifier} ")).unwrap_or_default();
        format!("{qualifier}{}", number(n))
    });
    match (size, &base.definition) {
        (Some(size), Some(definition)) => format!("of {size}: {definition}"),
        (Some(size), None) => format!("of {size}; who they were is not stated"),
        (None, Some(definition)) => format!("of {definition}; how many is not stated"),
        (None, None) => "base not stated".to_owned(),
    }
}

/// The number as it stands in a list of insights.
pub(super) fn inline(figure: &Figure) -> Markup {
    html! {
        p class="figure-line" {
            strong class="figure-value" { (value(figure)) }
            @if let Some(base) = base(figure) { " " span class="base" { (base) } }
        }
    }
}

/// Everything said of the number, for the rows of a summary list.
pub(super) fn rows(figure: &Figure) -> Vec<(&'static str, Markup)> {
    let mut rows = vec![("Value", html! { (value(figure)) })];
    rows.extend(base(figure).map(|base| ("Base", html! { (base) })));
    rows.extend(figure.question.as_ref().map(|question| ("Question", html! { (question) })));
    rows.extend(figure.date.as_ref().map(|held| ("When it held", html! { (date(held)) })));
    rows.extend(figure.baseline.as_ref().map(|baseline| ("Where it started", html! { (baseline) })));
    rows.extend(figure.target.as_ref().map(|target| ("What it should reach", html! { (target) })));
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    fn percent(base: Option<Base>) -> Figure {
        Figure { value: Some(66.0), unit: Some("percent".to_owned()), base, ..Figure::default() }
    }

    #[test]
    fn a_percentage_says_what_it_is_a_share_of() {
        let known = Base {
            n: Some(1750),
            qualifier: Some("more than".to_owned()),
            definition: Some("all who responded".to_owned()),
        };
        let figure = percent(Some(known));
        assert_eq!(value(&figure), "66%");
        assert_eq!(base(&figure).as_deref(), Some("of more than 1,750: all who responded"));
        assert_eq!(base(&percent(None)).as_deref(), Some("base not stated"));
        assert_eq!(base(&percent(Some(Base::default()))).as_deref(), Some("base not stated"));
    }

    #[test]
    fn a_count_owes_no_base() {
        let figure = Figure { value: Some(1.6), unit: Some("count".to_owned()), ..Figure::default() };
        assert_eq!((value(&figure), base(&figure)), ("1.6".to_owned(), None));
    }
}
