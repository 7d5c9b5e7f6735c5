//! Filling a template: an empty one to hand out, or one that says what a record says.

use super::super::{Insight, InsightKind, Source, SourceKind, Voice};
use super::TemplateTable;
use super::fields::{Allowed, TemplateField, focus_group_template, insight_columns, literature_template};
use crate::file::Row;
use crate::framework::{Framework, Named};
use crate::id::Slug;

/// The heading over the answers.
pub(super) const ANSWER_HEADING: &str = "Your answer";
/// The name of the table with the words that may be used.
pub(super) const LISTS: &str = "Lists";

/// The tables of an empty template for literature or a focus group: what to say of the source, its insights, and the themes,
/// priorities, groups and places of the framework to choose from.
pub fn empty_template(kind: SourceKind, framework: &Framework) -> Vec<TemplateTable> {
    let columns = insight_columns(kind);
    let answers = rows_of(kind).into_iter().map(|field| {
        let answer = if field.key == "kind" { kind.as_str() } else { "" };
        [field.label.to_owned(), answer.to_owned(), explanation(field)]
    });
    let insights = vec![columns.iter().map(|field| field.label.to_owned()).collect::<Vec<_>>()];
    vec![
        table("Source", heading().into_iter().chain(answers).map(Vec::from)),
        table("Insights", insights),
        table(LISTS, lists(framework)),
    ]
}

/// The tables of a template that say what `source` says.
pub fn filled_template(source: &Source) -> Vec<TemplateTable> {
    let columns = super::fields::insight_fields();
    let answers = super::fields::source_fields()
        .iter()
        .map(|field| [field.label.to_owned(), source_value(source, field.key), explanation(field)]);
    let names = columns.iter().map(|field| field.label.to_owned()).collect::<Vec<_>>();
    let insights =
        source.insights.iter().map(|it| columns.iter().map(|field| insight_value(source, it, field.key)).collect());
    vec![
        table("Source", heading().into_iter().chain(answers).map(Vec::from)),
        table("Insights", std::iter::once(names).chain(insights)),
    ]
}

fn heading() -> Vec<[String; 3]> {
    vec![["What".to_owned(), ANSWER_HEADING.to_owned(), "Explanation".to_owned()]]
}

fn rows_of(kind: SourceKind) -> Vec<&'static TemplateField> {
    if kind == SourceKind::FocusGroup { focus_group_template() } else { literature_template() }
}

fn table(name: &str, rows: impl IntoIterator<Item = Vec<String>>) -> TemplateTable {
    let rows = (1_u64..).zip(rows).map(|(line, cells)| Row::of(line, cells.iter().map(String::as_str))).collect();
    TemplateTable { name: name.to_owned(), rows }
}

/// What belongs into a cell, and what may stand there.
fn explanation(field: &TemplateField) -> String {
    let allowed = match field.allowed {
        Allowed::Words(words) => {
            let words: Vec<&str> = words().into_iter().map(|(word, _)| word).collect();
            format!(". One of: {}", words.join(", "))
        }
        Allowed::YesOrNo => ". Yes or no".to_owned(),
        Allowed::Date => ". As 2022-12-31, 2022-12 or 2022".to_owned(),
        Allowed::Whole => ". A whole number".to_owned(),
        Allowed::Number => ". A number".to_owned(),
        Allowed::List => ". Several are divided by ;".to_owned(),
        Allowed::Themes | Allowed::Priorities | Allowed::Groups | Allowed::Places => {
            format!(". Names or ids from the table {LISTS}, divided by ;")
        }
        Allowed::Anything | Allowed::Organisation | Allowed::Citations => String::new(),
    };
    format!("{}{allowed}", field.explanation)
}

/// The words of the framework one may use.
fn lists(framework: &Framework) -> Vec<Vec<String>> {
    fn rows<'e, E: Named + 'e>(list: &'static str, entries: impl Iterator<Item = &'e E>) -> Vec<Vec<String>> {
        let row = |entry: &E| {
            vec![list.to_owned(), entry.id().to_owned(), entry.names().first().copied().unwrap_or_default().to_owned()]
        };
        entries.map(row).collect()
    }
    let mut all = vec![vec!["List".to_owned(), "Id".to_owned(), "Name".to_owned()]];
    all.extend(rows("Themes", framework.themes.values()));
    all.extend(rows("Priorities", framework.priorities()));
    all.extend(rows("Groups", framework.groups.values()));
    all.extend(rows("Places", framework.places.values()));
    all.extend(rows("Organisations", framework.organisations.values()));
    all
}

fn joined(slugs: &[Slug]) -> String {
    slugs.iter().map(Slug::as_str).collect::<Vec<_>>().join("; ")
}

fn source_value(source: &Source, key: &str) -> String {
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let (sample, edition) = (source.sample.as_ref(), source.edition.as_ref());
    match key {
        "kind" => source.kind.as_str().to_owned(),
        "title" => source.title.clone(),
        "authors" => source.authors.join("; "),
        "year" => source.year.map(|year| year.to_string()).unwrap_or_default(),
        "dates.from" => text(&source.dates.from),
        "dates.to" => text(&source.dates.to),
        "published" => text(&source.published),
        "publisher" => text(&source.publisher),
        "commissioner" => text(&source.commissioner),
        "link" => text(&source.link),
        "availability" => text(&source.availability),
        "method" => text(&source.method),
        "sample.n" => sample.and_then(|it| it.n).map(|n| n.to_string()).unwrap_or_default(),
        "sample.qualifier" => sample.map(|it| text(&it.qualifier)).unwrap_or_default(),
        "sample.description" => sample.map(|it| text(&it.description)).unwrap_or_default(),
        "population" => text(&source.population),
        "scope" => text(&source.scope),
        "places" => joined(&source.places),
        "groups" => joined(&source.groups),
        "themes" => joined(&source.themes),
        "priorities" => joined(&source.priorities),
        "voice" => source.voice.map(Voice::as_str).unwrap_or_default().to_owned(),
        "language" => source.language.clone(),
        "illustrative" => if source.illustrative { "yes" } else { "" }.to_owned(),
        "note" => text(&source.note),
        "part_of" => source.part_of.as_ref().map(Slug::to_string).unwrap_or_default(),
        "edition.of" => edition.map(|it| it.of.clone()).unwrap_or_default(),
        "edition.label" => edition.map(|it| it.label.clone()).unwrap_or_default(),
        "edition.date" => edition.map(|it| text(&it.date)).unwrap_or_default(),
        "questions" => source.questions.join("; "),
        "cited_in" => cited(source),
        _ => String::new(),
    }
}

fn cited(source: &Source) -> String {
    let one = |cited: &super::super::CitedIn| match &cited.locator {
        Some(locator) => format!("{}, {locator}", cited.source),
        None => cited.source.to_string(),
    };
    source.cited_in.iter().map(one).collect::<Vec<_>>().join("; ")
}

fn insight_value(source: &Source, insight: &Insight, key: &str) -> String {
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let own = |own: &[Slug], of_source: &[Slug]| match (own == of_source, own.is_empty()) {
        (true, _) => String::new(),
        (false, true) => "none".to_owned(),
        (false, false) => joined(own),
    };
    match key {
        "kind" => insight.kind.as_str().to_owned(),
        "text" => insight.text.clone(),
        "themes" => joined(&insight.themes),
        "priorities" => joined(&insight.priorities),
        "groups" => own(&insight.groups, &source.groups),
        "places" => own(&insight.places, &source.places),
        "voice" => insight.voice.map(Voice::as_str).unwrap_or_default().to_owned(),
        "speaker" => text(&insight.speaker),
        "consent" => insight.consent.map(super::super::Consent::as_str).unwrap_or_default().to_owned(),
        "heading" => insight.headings.join("; "),
        "locator" => text(&insight.locator),
        "page" => text(&insight.page),
        "id" => insight.id.local.clone(),
        "language" => insight.language.clone(),
        key if insight.kind == InsightKind::Figure => figure_value(insight, key),
        _ => String::new(),
    }
}

fn figure_value(insight: &Insight, key: &str) -> String {
    let Some(figure) = &insight.figure else {
        return String::new();
    };
    let base = figure.base.as_ref();
    match key {
        "value" => figure.value.map(|value| value.to_string()),
        "unit" => figure.unit.clone(),
        "base.n" => base.and_then(|it| it.n).map(|n| n.to_string()),
        "base.qualifier" => base.and_then(|it| it.qualifier.clone()),
        "base.definition" => base.and_then(|it| it.definition.clone()),
        "question" => figure.question.clone(),
        "date" => figure.date.clone(),
        "baseline" => figure.baseline.clone(),
        "target" => figure.target.clone(),
        _ => None,
    }
    .unwrap_or_default()
}
