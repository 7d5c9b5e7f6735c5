//! One insight as every surface gives it away.

use serde::Serialize;
use utoipa::ToSchema;

use crate::bank::Shelf;
use crate::corpus::{Consent, Figure, InsightKind, SourceKind, Voice};
use crate::engine::{Hit, TagOrigin};
use crate::framework::Framework;
use crate::view::label::{Label, Labels};
use crate::view::link::Links;

/// One insight: a finding, a quote, an answer, a passage, a figure.
#[derive(Clone, Serialize, ToSchema)]
pub struct Item {
    /// Its address: source, full stop, local part.
    pub id: String,
    /// What kind of thing it is.
    pub kind: InsightKind,
    /// The words; `null` with a `marker` where they may not be shown.
    pub text: Option<String>,
    /// The best part of the text as safe HTML with the matches in `<mark>`; `null` without a query.
    pub highlight: Option<String>,
    /// Where it comes from.
    pub source: ItemSource,
    /// The survey question it answers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub question: Option<ItemQuestion>,
    /// Its themes, those given by people first.
    pub themes: Vec<ItemTheme>,
    /// Its priorities.
    pub priorities: Vec<Label>,
    /// The groups it speaks of.
    pub groups: Vec<Label>,
    /// The places it speaks of.
    pub places: Vec<Label>,
    /// Who speaks.
    pub voice: Option<Voice>,
    /// BCP 47 language.
    pub language: String,
    /// Whether it is made up.
    pub illustrative: bool,
    /// How well it matches; 0 without a query.
    pub score: f32,
    /// The headings it stands under, outermost first.
    pub headings: Vec<String>,
    /// Where in the published text.
    pub locator: Option<String>,
    /// The page, where the source gives it.
    pub page: Option<String>,
    /// The year it is filed under.
    pub year: Option<i32>,
    /// Who said it, as published.
    pub speaker: Option<String>,
    /// Whether it may be quoted.
    pub consent: Option<Consent>,
    /// The number, for a figure.
    pub figure: Option<Figure>,
    /// Where it can be read.
    #[serde(flatten)]
    pub links: Links,
}

/// The address and kind only: what people said never reaches a log.
impl std::fmt::Debug for Item {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Item({} {})", self.kind.as_str(), self.id)
    }
}

/// The source of an insight.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ItemSource {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// What kind of thing it is.
    pub kind: SourceKind,
    /// The year people file it under.
    pub year: Option<i32>,
    /// Where it can be read.
    #[serde(flatten)]
    pub links: Links,
}

/// A survey question an answer belongs to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ItemQuestion {
    /// Its id.
    pub id: String,
    /// Its wording, where the bank holds the questionnaire.
    pub text: Option<String>,
}

/// A theme of an insight.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ItemTheme {
    /// Its id.
    pub id: String,
    /// Its name.
    pub label: String,
    /// Where the tag comes from.
    pub origin: TagOrigin,
}

/// One insight with the names of everything it is filed under.
pub fn item(framework: &Framework, shelf: &Shelf, hit: &Hit) -> Item {
    build(Labels { framework, shelf }, hit)
}

/// The same for several.
pub fn items(framework: &Framework, shelf: &Shelf, hits: &[Hit]) -> Vec<Item> {
    hits.iter().map(|hit| item(framework, shelf, hit)).collect()
}

fn build(labels: Labels<'_>, hit: &Hit) -> Item {
    let insight = &hit.insight;
    let id = insight.id.to_string();
    Item {
        links: Links::to("insights", &id),
        id,
        kind: insight.kind,
        text: Some(insight.text.clone()),
        highlight: hit.highlight.clone(),
        source: source(hit),
        question: question(labels.shelf, hit),
        themes: themes(labels, hit),
        priorities: Labels::all(&insight.priorities, |id| labels.priority(id)),
        groups: Labels::all(&insight.groups, |id| labels.group(id)),
        places: Labels::all(&insight.places, |id| labels.place(id)),
        voice: insight.voice,
        language: insight.language.clone(),
        illustrative: insight.illustrative,
        score: if hit.score.is_finite() { hit.score } else { 0.0 },
        headings: insight.headings.clone(),
        locator: insight.locator.clone(),
        page: insight.page.clone(),
        year: insight.year,
        speaker: insight.speaker.clone(),
        consent: insight.consent,
        figure: insight.figure.clone(),
    }
}

fn source(hit: &Hit) -> ItemSource {
    let id = hit.insight.id.source.as_str();
    ItemSource {
        id: id.to_owned(),
        title: hit.source_title.clone(),
        kind: hit.source_kind,
        year: hit.source_year,
        links: Links::to("sources", id),
    }
}

fn question(shelf: &Shelf, hit: &Hit) -> Option<ItemQuestion> {
    let id = hit.insight.question.as_ref()?;
    let survey = shelf.surveys.get(&hit.insight.id.source);
    let asked = survey.and_then(|record| record.questionnaire.find(id));
    Some(ItemQuestion { id: id.clone(), text: asked.map(|question| question.text.clone()) })
}

fn themes(labels: Labels<'_>, hit: &Hit) -> Vec<ItemTheme> {
    let named = hit.themes.iter().map(|tag| (labels.theme(tag.theme.as_str()), tag.origin));
    named.map(|(Label { id, label }, origin)| ItemTheme { id, label, origin }).collect()
}
