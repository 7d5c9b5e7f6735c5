//! The record of a source as the rows of a summary list, each "not stated" where the source does not say.

use maud::{Markup, html};

use super::address::Address;
use super::label::Labels;
use super::summary::{several, stated};
use super::wording::{date, number, span};
use crate::corpus::{Sample, Source, SourceKind, SurveyKind, Voice};

/// Every part of the record that people look for.
pub(super) fn rows(labels: &Labels<'_>, source: &Source) -> Vec<(&'static str, Markup)> {
    let organisation = |text: &Option<String>| stated(text.as_deref().map(|text| labels.organisation(text)).as_deref());
    let fieldwork = span(source.dates.from.as_deref(), source.dates.to.as_deref());
    let mut rows = vec![
        ("Year", stated(source.year.map(|year| year.to_string()).as_deref())),
        ("When the work was done", stated(fieldwork.as_deref())),
        ("Published", stated(source.published.as_deref().map(date).as_deref())),
        ("Publisher", organisation(&source.publisher)),
        ("Asked for by", organisation(&source.commissioner)),
        ("Method", stated(source.method.as_deref())),
        ("Who took part", stated(source.sample.as_ref().and_then(sample).as_deref())),
        ("Who it speaks of", stated(source.population.as_deref())),
        ("Who speaks", stated(source.voice.map(Voice::label))),
    ];
    if source.kind == SourceKind::Survey {
        rows.push((
            "How people came to be in it",
            html! { (source.survey_kind.unwrap_or(SurveyKind::Unknown).label()) },
        ));
    }
    rows.push(("Local or national", stated(source.scope.as_deref())));
    rows.extend(places_and_groups(labels, source));
    rows.push(("Availability", stated(source.availability.as_deref())));
    rows.push(("Where to read it", stated_link(source.link.as_deref())));
    if let Some(edition) = &source.edition {
        let dated = edition.date.as_deref().map(|text| format!(", {}", date(text))).unwrap_or_default();
        rows.push(("Edition", html! { (edition.label) (dated) }));
    }
    rows.extend(source.note.as_ref().map(|note| ("Remarks", html! { (note) })));
    rows
}

fn places_and_groups(labels: &Labels<'_>, source: &Source) -> [(&'static str, Markup); 2] {
    let link =
        |name: &str, id: &str, label: String| html! { a href=(Address::of(&["search"]).with(name, id)) { (label) } };
    let places: Vec<Markup> =
        source.places.iter().map(|id| link("place", id.as_str(), labels.place(id.as_str()))).collect();
    let groups: Vec<Markup> =
        source.groups.iter().map(|id| link("group", id.as_str(), labels.group(id.as_str()))).collect();
    [("Places", several(&places)), ("People it is about", several(&groups))]
}

/// `more than 750 staff and volunteers`.
fn sample(sample: &Sample) -> Option<String> {
    let size = sample.n.map(|n| {
        let qualifier = sample.qualifier.as_ref().map(|qualifier| format!("{qualifier} ")).unwrap_or_default();
        format!("{qualifier}{}", number(n))
    });
    match (size, &sample.description) {
        (Some(size), Some(who)) => Some(format!("{size} {who}")),
        (Some(size), None) => Some(size),
        (None, Some(who)) => Some(who.clone()),
        (None, None) => None,
    }
}

/// A link out, only where it is one that a browser may follow safely.
fn stated_link(link: Option<&str>) -> Markup {
    html! {
        @match link.filter(|link| link.starts_with("https://") || link.starts_with("http://")) {
            Some(link) => { a href=(link) rel="external noopener noreferrer" { (link) } }
            None => (stated(link)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_web_addresses_become_links() {
        assert!(stated_link(Some("javascript:alert(1)")).into_string().starts_with("javascript:"), "shown as text");
        assert!(stated_link(Some("https://example.org/a")).into_string().contains("href=\"https://example.org/a\""));
        assert!(stated_link(None).into_string().contains("not stated"));
    }
}
