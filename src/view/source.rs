//! A source and lists of sources, as every surface gives them away.

use serde::Serialize;
use utoipa::ToSchema;

use crate::bank::Shelf;
use crate::corpus::{Dates, Edition, Sample, Source, SourceKind, SurveyKind, Voice};
use crate::engine::Hit;
use crate::framework::Framework;
use crate::view::item::{Item, items};
use crate::view::label::{Label, Labels};
use crate::view::link::Links;

/// Sources, a page of them.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SourceList {
    /// How many there are in all.
    pub total: usize,
    /// This page of them, by id.
    pub items: Vec<SourceSummary>,
    /// The cursor of the next page.
    pub next: Option<String>,
}

/// A source in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct SourceSummary {
    /// Its id.
    pub id: String,
    /// What kind of thing it is.
    pub kind: SourceKind,
    /// Its title.
    pub title: String,
    /// The year people file it under.
    pub year: Option<i32>,
    /// Whether it is made up.
    pub illustrative: bool,
    /// Where it can be read.
    #[serde(flatten)]
    pub links: Links,
}

/// A source with its record and a page of its insights.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SourceView {
    /// What it has in a list.
    #[serde(flatten)]
    pub summary: SourceSummary,
    /// When the work was done.
    pub dates: Dates,
    /// When it was published.
    pub published: Option<String>,
    /// Who published it.
    pub publisher: Option<Label>,
    /// Who asked for it.
    pub commissioner: Option<Label>,
    /// Where the original can be read.
    pub link: Option<String>,
    /// `public`, `not-public` or `not stated`.
    pub availability: Option<String>,
    /// How it was done.
    pub method: Option<String>,
    /// Who took part.
    pub sample: Option<Sample>,
    /// Who it speaks of.
    pub population: Option<String>,
    /// `local` or `national`.
    pub scope: Option<String>,
    /// The places it is about.
    pub places: Vec<Label>,
    /// The groups it is about.
    pub groups: Vec<Label>,
    /// The themes of the whole source.
    pub themes: Vec<Label>,
    /// The priorities of the whole source.
    pub priorities: Vec<Label>,
    /// Who speaks in it.
    pub voice: Option<Voice>,
    /// BCP 47 language.
    pub language: String,
    /// A remark.
    pub note: Option<String>,
    /// Standing questions.
    pub questions: Vec<String>,
    /// How the people of a survey came to be in it.
    pub survey_kind: Option<SurveyKind>,
    /// Where the responses of a survey can be counted.
    pub survey: Option<Links>,
    /// The study it is part of.
    pub part_of: Option<SourceSummary>,
    /// Which edition of which text it is.
    pub edition: Option<Edition>,
    /// All editions of the same text, newest first, itself included.
    pub editions: Vec<SourceSummary>,
    /// Where other sources speak of it.
    pub cited_in: Vec<Citation>,
    /// Sources that are part of it or that it speaks of.
    pub related: Vec<SourceSummary>,
    /// Its insights, a page of them.
    pub insights: InsightList,
}

/// Where another source speaks of this one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Citation {
    /// The other source.
    pub source: Label,
    /// Where in it.
    pub locator: Option<String>,
}

/// The insights of a source in their order.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct InsightList {
    /// How many there are in all.
    pub total: usize,
    /// This page of them.
    pub items: Vec<Item>,
    /// The cursor of the next page.
    pub next: Option<String>,
}

/// The sources in `page` out of `total`.
pub fn source_list(page: &[impl AsRef<Source>], total: usize, next: Option<String>) -> SourceList {
    SourceList { total, items: page.iter().map(|source| source_summary(source.as_ref())).collect(), next }
}

/// A source in a list.
pub fn source_summary(source: &Source) -> SourceSummary {
    SourceSummary {
        id: source.id.to_string(),
        kind: source.kind,
        title: source.title.clone(),
        year: source.year,
        illustrative: source.illustrative,
        links: Links::to("sources", source.id.as_str()),
    }
}

/// A source with the insights in `page`, out of `total`.
pub fn source(
    framework: &Framework,
    shelf: &Shelf,
    source: &Source,
    page: &[Hit],
    total: usize,
    next: Option<String>,
) -> SourceView {
    let labels = Labels { framework, shelf };
    let organisation = |name: &Option<String>| name.as_deref().map(|name| labels.organisation(name));
    let summaries = |others: Vec<&Source>| others.into_iter().map(source_summary).collect();
    SourceView {
        summary: source_summary(source),
        dates: source.dates.clone(),
        published: source.published.clone(),
        publisher: organisation(&source.publisher),
        commissioner: organisation(&source.commissioner),
        link: source.link.clone(),
        availability: source.availability.clone(),
        method: source.method.clone(),
        sample: source.sample.clone(),
        population: source.population.clone(),
        scope: source.scope.clone(),
        places: Labels::all(&source.places, |id| labels.place(id)),
        groups: Labels::all(&source.groups, |id| labels.group(id)),
        themes: Labels::all(&source.themes, |id| labels.theme(id)),
        priorities: Labels::all(&source.priorities, |id| labels.priority(id)),
        voice: source.voice,
        language: source.language.clone(),
        note: source.note.clone(),
        questions: source.questions.clone(),
        survey_kind: source.survey_kind,
        survey: shelf.surveys.contains_key(&source.id).then(|| Links::to("surveys", source.id.as_str())),
        part_of: source.part_of.as_ref().and_then(|id| shelf.sources.get(id)).map(|whole| source_summary(whole)),
        edition: source.edition.clone(),
        editions: summaries(shelf.editions(source).into_iter().map(AsRef::as_ref).collect()),
        cited_in: citations(labels, source),
        related: summaries(shelf.related(&source.id).map(AsRef::as_ref).collect()),
        insights: InsightList { total, items: items(framework, shelf, page), next },
    }
}

fn citations(labels: Labels<'_>, source: &Source) -> Vec<Citation> {
    let cited = |it: &crate::corpus::CitedIn| Citation {
        source: labels.source(it.source.as_str()),
        locator: it.locator.clone(),
    };
    source.cited_in.iter().map(cited).collect()
}
