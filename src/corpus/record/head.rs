//! Reading what a record says of its source as a whole.

use super::super::{CitedIn, Dates, Design, Edition, Sample, Source, SourceKind, SurveyKind, Voice};
use super::{References, words};
use crate::framework::{Fields, year_of};
use crate::id::Slug;
use crate::problem::{Place, Problem};

/// Words that make a number less than exact.
pub(super) const QUALIFIERS: &[&str] = &["about", "more than", "at least"];
const AVAILABILITY: &[&str] = &["public", "not-public", "not stated"];
const SCOPES: &[&str] = &["local", "national"];
/// Keys that only a survey has.
const SURVEY_KEYS: [&str; 7] =
    ["survey_kind", "earlier_wave", "disclosure", "design", "dimensions", "merged", "question"];

/// The source without its insights.
pub(super) fn read_head(id: &Slug, kind: SourceKind, root: &Fields<'_>, references: &References<'_>) -> Source {
    let (dates, published) = (read_dates(root), root.date("published"));
    let year = root.integer("year").or_else(|| year_from(&dates, published.as_deref()));
    let (survey_kind, disclosure) = read_survey_keys(kind, root);
    let earlier_wave = root.slug("earlier_wave").filter(|_| kind == SourceKind::Survey);
    Source {
        id: id.clone(),
        kind,
        title: root.required("title").unwrap_or_else(|| id.to_string()),
        authors: root.texts("authors"),
        year,
        dates,
        published,
        publisher: read_organisation("publisher", root, references),
        commissioner: read_organisation("commissioner", root, references),
        link: root.text("link"),
        availability: root.one_of("availability", AVAILABILITY),
        method: root.text("method"),
        sample: read_sample(root),
        population: root.text("population"),
        scope: root.one_of("scope", SCOPES),
        places: references.places.all(root, "places"),
        groups: references.groups.all(root, "groups"),
        themes: references.themes.all(root, "themes"),
        priorities: references.priorities.all(root, "priorities"),
        voice: read_voice(root),
        language: root.text("language").unwrap_or_else(|| "en".to_owned()),
        illustrative: root.flag("illustrative").unwrap_or(false),
        note: root.text("note"),
        part_of: root.slug("part_of"),
        edition: read_edition(root),
        questions: root.texts("questions"),
        cited_in: root.tables("cited_in").into_iter().filter_map(read_citation).collect(),
        survey_kind,
        earlier_wave,
        disclosure,
        design: if kind == SourceKind::Survey { read_design(root) } else { Design::default() },
        dimensions: (kind == SourceKind::Survey && root.has("dimensions")).then(|| root.texts("dimensions")),
        insights: Vec::new(),
    }
}

/// The voice a table names.
pub(super) fn read_voice(fields: &Fields<'_>) -> Option<Voice> {
    fields.one_of("voice", &words(Voice::ALL, Voice::as_str)).and_then(|word| Voice::from_word(&word))
}

fn read_dates(root: &Fields<'_>) -> Dates {
    let Some(fields) = root.table("dates") else {
        return Dates::default();
    };
    let dates = Dates { from: fields.date("from"), to: fields.date("to") };
    if let (Some(from), Some(to)) = (&dates.from, &dates.to) {
        // Dates of unlike length compare by what both say: `2022-06` does not end before `2022-06-15` starts.
        let shared = from.len().min(to.len());
        if from.get(..shared) > to.get(..shared) {
            let problem = Problem::error("dates_reversed", fields.place_of("to"), format!("`{to}` is before `{from}`"));
            fields.report(problem.hint("swap the two, or correct one"));
        }
    }
    fields.done();
    dates
}

/// The year people file a source under when its record gives none: that of the work, else that of publication.
fn year_from(dates: &Dates, published: Option<&str>) -> Option<i32> {
    dates.to.as_deref().or(dates.from.as_deref()).or(published).and_then(year_of)
}

/// An organisation: the id of one, or any text. What looks like an id and is none is most likely a slip.
fn read_organisation(key: &'static str, root: &Fields<'_>, references: &References<'_>) -> Option<String> {
    let text = root.text(key)?;
    let looks_like_id = text.contains('-') && text.parse::<Slug>().is_ok();
    if looks_like_id && !references.organisations.has(&text) {
        root.report(references.organisations.unknown(&text, root.place_of(key)));
        return None;
    }
    Some(text)
}

fn read_sample(root: &Fields<'_>) -> Option<Sample> {
    let fields = root.table("sample")?;
    let sample = Sample {
        n: fields.integer("n"),
        qualifier: fields.one_of("qualifier", QUALIFIERS),
        description: fields.text("description"),
    };
    fields.done();
    Some(sample)
}

fn read_edition(root: &Fields<'_>) -> Option<Edition> {
    let fields = root.table("edition")?;
    let (of, label, date) = (fields.required("of"), fields.required("label"), fields.date("date"));
    fields.done();
    Some(Edition { of: of?, label: label?, date })
}

fn read_citation(fields: Fields<'_>) -> Option<CitedIn> {
    fields.must_have("source");
    let (source, locator) = (fields.slug("source"), fields.text("locator"));
    fields.done();
    Some(CitedIn { source: source?, locator })
}

fn read_design(root: &Fields<'_>) -> Design {
    let Some(fields) = root.table("design") else {
        return Design::default();
    };
    let counted =
        |(text, place): (String, Place)| match text.rsplit_once('=').map(|(name, n)| (name.trim(), n.trim().parse())) {
            Some((name, Ok(n))) if !name.is_empty() => Some((name.to_owned(), n)),
            _ => {
                let message = format!("`{text}` does not say how many people live in a stratum");
                fields.report(Problem::error("bad_population", place, message).hint("write `\"Stratum=12345\"`"));
                None
            }
        };
    let population = fields.placed_texts("population").into_iter().filter_map(counted).collect();
    let (weight, strata, cluster) = (fields.text("weight"), fields.text("strata"), fields.text("cluster"));
    fields.done();
    Design { weight, strata, cluster, population }
}

/// How the people of a survey came to be in it, and whether a disclosure policy applies. The questions are read by the survey
/// room. A source of another kind has none of these.
fn read_survey_keys(kind: SourceKind, root: &Fields<'_>) -> (Option<SurveyKind>, Option<String>) {
    if kind == SourceKind::Survey {
        root.know("question");
        root.know("merged");
        let word = root.one_of("survey_kind", &words(SurveyKind::ALL, SurveyKind::as_str));
        return (word.and_then(|word| SurveyKind::from_word(&word)), root.one_of("disclosure", &["none"]));
    }
    for key in SURVEY_KEYS {
        if root.has(key) {
            let message = format!("`{key}` belongs to a survey, and this source is a {}", kind.label().to_lowercase());
            root.report(
                Problem::error("unknown_key", root.place_of(key), message)
                    .hint("take it out, or write `kind = \"survey\"`"),
            );
        }
    }
    (None, None)
}
