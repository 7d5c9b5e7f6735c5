//! Reading the insights of a record.

use std::collections::BTreeMap;

use super::super::{Base, Consent, Figure, Insight, InsightKind, Source};
use super::head::{QUALIFIERS, read_voice};
use super::{References, words};
use crate::framework::Fields;
use crate::id::Slug;
use crate::problem::{Place, Problem};
use crate::text;

/// The kinds a record may hold, each under its own word.
const KINDS: [InsightKind; 5] =
    [InsightKind::Finding, InsightKind::Recommendation, InsightKind::View, InsightKind::Quote, InsightKind::Figure];

/// The insights of `source`, in the order of the file.
pub(super) fn read_insights(source: &Source, root: &Fields<'_>, references: &References<'_>) -> Vec<Insight> {
    let mut tables: Vec<(InsightKind, Fields<'_>)> = Vec::new();
    for kind in KINDS {
        tables.extend(root.tables(kind.as_str()).into_iter().map(|fields| (kind, fields)));
    }
    tables.sort_by_key(|(_, fields)| fields.offset());
    let mut addresses = Addresses::default();
    let mut insights: Vec<Insight> = Vec::new();
    for (kind, fields) in tables {
        let read = read_insight(source, kind, &fields, references, &mut addresses);
        fields.done();
        if let Some(mut insight) = read {
            insight.ordinal = u32::try_from(insights.len()).unwrap_or(u32::MAX);
            insights.push(insight);
        }
    }
    insights
}

fn read_insight(
    source: &Source,
    kind: InsightKind,
    fields: &Fields<'_>,
    references: &References<'_>,
    addresses: &mut Addresses,
) -> Option<Insight> {
    let text = fields.required("text");
    let given = fields.slug("id");
    let local = addresses.take(given, text.as_deref().unwrap_or_default(), fields);
    let mut insight = source.blank_insight(local, kind);
    insight.headings = fields.texts("heading");
    insight.locator = fields.text("locator");
    insight.page = fields.text_or_number("page");
    insight.themes = references.themes.all(fields, "themes");
    insight.priorities = references.priorities.all(fields, "priorities");
    if fields.has("groups") {
        insight.groups = references.groups.all(fields, "groups");
    }
    if fields.has("places") {
        insight.places = references.places.all(fields, "places");
    }
    insight.voice = read_voice(fields).or(insight.voice);
    insight.language = fields.text("language").unwrap_or(insight.language);
    match kind {
        InsightKind::Quote => read_quote_keys(&mut insight, fields),
        InsightKind::Figure => insight.figure = Some(read_figure(fields)),
        _ => refuse_quote_keys(kind, fields),
    }
    insight.text = text?;
    Some(insight)
}

fn read_quote_keys(insight: &mut Insight, fields: &Fields<'_>) {
    insight.speaker = fields.text("speaker");
    let word = fields.one_of("consent", &words(Consent::ALL, Consent::as_str));
    insight.consent = word.and_then(|word| Consent::from_word(&word));
}

/// Who spoke, and whether they may be quoted, are said of somebody's own words and of nothing else.
fn refuse_quote_keys(kind: InsightKind, fields: &Fields<'_>) {
    for key in ["speaker", "consent"] {
        if fields.has(key) {
            let message = format!("`{key}` belongs to a quote, and this is a {}", kind.as_str());
            fields.report(
                Problem::error("unknown_key", fields.place_of(key), message)
                    .hint("take it out, or head the table `[[quote]]`"),
            );
        }
    }
}

fn read_figure(fields: &Fields<'_>) -> Figure {
    Figure {
        value: fields.number("value"),
        unit: fields.text("unit"),
        base: fields.table("base").map(read_base),
        question: fields.text("question"),
        date: fields.date("date"),
        baseline: fields.text_or_number("baseline"),
        target: fields.text_or_number("target"),
    }
}

fn read_base(fields: Fields<'_>) -> Base {
    let base = Base {
        n: fields.integer("n"),
        qualifier: fields.one_of("qualifier", QUALIFIERS),
        definition: fields.text("definition"),
    };
    fields.done();
    base
}

/// The local parts given so far, with the place of each.
#[derive(Default)]
struct Addresses {
    given: BTreeMap<String, Place>,
}

impl Addresses {
    /// The local part of an insight: the one given, else one made of its words. A part that is taken already gets a number, so
    /// that no insight hides another; where a person gave it twice, that is reported.
    fn take(&mut self, given: Option<Slug>, text: &str, fields: &Fields<'_>) -> String {
        let by_hand = given.is_some();
        let wanted = given.map_or_else(|| text::words_fingerprint(text), String::from);
        let local = free(&wanted, |local| self.given.contains_key(local));
        if let (true, Some(first)) = (by_hand, self.given.get(&wanted)) {
            let message = format!("`{wanted}` is the id of two insights; the first is at {first}");
            let problem = Problem::error("duplicate_insight", fields.place_of("id"), message);
            fields.report(problem.hint(format!("give one of the two another id; until then this one is `{local}`")));
        }
        self.given.insert(local.clone(), fields.place());
        local
    }
}

/// `wanted`, or `wanted-2`, `wanted-3` ... when it is taken.
fn free(wanted: &str, taken: impl Fn(&str) -> bool) -> String {
    let numbered = (2_u32..).map(|number| format!("{wanted}-{number}"));
    std::iter::once(wanted.to_owned()).chain(numbered).find(|local| !taken(local)).unwrap_or_default()
}
