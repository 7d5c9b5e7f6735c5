//! The rows and columns of a template: each is a key of the record under a name in plain English.

use super::super::{Consent, InsightKind, SourceKind, Voice};
use crate::text;

/// What may stand in a cell.
#[derive(Debug, Clone, Copy)]
pub enum Allowed {
    /// Any words.
    Anything,
    /// One of a few words, each with its words for people.
    Words(fn() -> Vec<(&'static str, &'static str)>),
    /// Yes or no.
    YesOrNo,
    /// A day, month or year: `2022-12-31`, `2022-12` or `2022`.
    Date,
    /// A whole number.
    Whole,
    /// A number.
    Number,
    /// Several, divided by semicolons.
    List,
    /// Themes of the framework, divided by semicolons.
    Themes,
    /// Priorities of the framework, divided by semicolons.
    Priorities,
    /// Groups of the framework, divided by semicolons.
    Groups,
    /// Places of the framework, divided by semicolons.
    Places,
    /// An organisation of the framework, or any words.
    Organisation,
    /// Other sources by id, each with where in it after a comma, divided by semicolons.
    Citations,
}

/// One row of the source table, or one column of the table of insights.
#[derive(Debug, Clone, Copy)]
pub struct TemplateField {
    /// The key of the record; one within a table is written `dates.from`.
    pub key: &'static str,
    /// Its name for people.
    pub label: &'static str,
    /// What belongs there, for somebody who fills it in for the first time.
    pub explanation: &'static str,
    /// What may stand there.
    pub allowed: Allowed,
    /// Whether only literature, only a focus group or both have it.
    scope: Scope,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Scope {
    Both,
    Literature,
    FocusGroup,
}

/// Declares fields one a line.
macro_rules! fields {
    ($($scope:ident $key:literal, $label:literal, $allowed:expr, $explanation:literal;)+) => {
        &[$(TemplateField {
            key: $key, label: $label, explanation: $explanation, allowed: $allowed, scope: Scope::$scope,
        }),+]
    };
}

fn source_kinds() -> Vec<(&'static str, &'static str)> {
    let kinds = SourceKind::ALL.iter().filter(|kind| **kind != SourceKind::Survey);
    kinds.map(|kind| (kind.as_str(), kind.label())).collect()
}

fn insight_kinds() -> Vec<(&'static str, &'static str)> {
    use InsightKind::{Figure, Finding, Quote, Recommendation, View};
    [Finding, Recommendation, View, Quote, Figure].iter().map(|kind| (kind.as_str(), kind.label())).collect()
}

fn voices() -> Vec<(&'static str, &'static str)> {
    Voice::ALL.iter().map(|voice| (voice.as_str(), voice.label())).collect()
}

fn consents() -> Vec<(&'static str, &'static str)> {
    Consent::ALL.iter().map(|consent| (consent.as_str(), consent.label())).collect()
}

fn qualifiers() -> Vec<(&'static str, &'static str)> {
    vec![("about", "About"), ("more than", "More than"), ("at least", "At least")]
}

fn availabilities() -> Vec<(&'static str, &'static str)> {
    vec![("public", "Public"), ("not-public", "Not public"), ("not stated", "Not stated")]
}

fn scopes() -> Vec<(&'static str, &'static str)> {
    vec![("local", "Local"), ("national", "National")]
}

const SOURCE: &[TemplateField] = fields! {
    Both "kind", "Kind", Allowed::Words(source_kinds), "What kind of source it is";
    Both "title", "Title", Allowed::Anything, "The title as published";
    Literature "authors", "Authors", Allowed::List, "Who wrote it, as `Smith, Jane; Jones, Ali`";
    Both "year", "Year", Allowed::Whole, "The year people file it under";
    Both "dates.from", "First day", Allowed::Date, "When the work began";
    Both "dates.to", "Last day", Allowed::Date, "When the work ended";
    Both "published", "Published on", Allowed::Date, "When it was published";
    Both "publisher", "Publisher", Allowed::Organisation, "Who published it";
    Both "commissioner", "Commissioned by", Allowed::Organisation, "Who asked for it";
    Both "link", "Link", Allowed::Anything, "Where it can be read";
    Both "availability", "Availability", Allowed::Words(availabilities), "Whether everybody may read it";
    Both "method", "Method", Allowed::Anything, "How it was done";
    Both "sample.n", "Number of people", Allowed::Whole, "How many took part";
    Both "sample.qualifier", "Number is", Allowed::Words(qualifiers), "Left empty when the number is exact";
    Both "sample.description", "People were", Allowed::Anything, "Who took part; never their names";
    Both "population", "Population", Allowed::Anything, "Who the source speaks of";
    Literature "scope", "Scope", Allowed::Words(scopes), "Whether it is about here or the country";
    Both "places", "Places", Allowed::Places, "The places it is about";
    Both "groups", "Groups", Allowed::Groups, "The groups of people it is about";
    Both "themes", "Themes", Allowed::Themes, "The themes of the whole source; insights have their own";
    Both "priorities", "Priorities", Allowed::Priorities, "The priorities of the whole source";
    Both "voice", "Voice", Allowed::Words(voices), "Who speaks in it";
    Both "language", "Language", Allowed::Anything, "`en` when left empty, `cy` for Welsh";
    Both "illustrative", "Made up", Allowed::YesOrNo, "Yes when it is an example and not real";
    Both "note", "Note", Allowed::Anything, "Anything a reader should know";
    Both "part_of", "Part of", Allowed::Anything, "The id of the study it belongs to";
    Literature "edition.of", "Edition of", Allowed::Anything, "The name all editions of this text share";
    Literature "edition.label", "Edition name", Allowed::Anything, "The name of this edition, as `draft`";
    Literature "edition.date", "Edition date", Allowed::Date, "The date of this edition";
    FocusGroup "questions", "Questions", Allowed::List, "What the group was asked";
    Both "cited_in", "Cited in", Allowed::Citations, "Sources that speak of this one, as `strategy-2022, Appendix 1`";
};

const INSIGHT: &[TemplateField] = fields! {
    Both "kind", "Kind", Allowed::Words(insight_kinds), "What it is";
    Both "text", "Text", Allowed::Anything, "The words; of a quote, word for word";
    Both "themes", "Themes", Allowed::Themes, "What it is about";
    Both "priorities", "Priorities", Allowed::Priorities, "The priorities it speaks to";
    Both "groups", "Groups", Allowed::Groups, "Left empty: those of the source; `none`: no group";
    Both "places", "Places", Allowed::Places, "Left empty: those of the source; `none`: no place";
    Both "voice", "Voice", Allowed::Words(voices), "Left empty: that of the source";
    Both "speaker", "Speaker", Allowed::Anything, "Of a quote: who spoke, only as published";
    Both "consent", "Consent", Allowed::Words(consents), "Of a quote: whether it may be quoted";
    Both "heading", "Heading", Allowed::List, "The heading it stands under";
    Both "locator", "Where in the source", Allowed::Anything, "As `Appendix 1`";
    Both "page", "Page", Allowed::Anything, "The page, where the source gives it";
    Both "id", "Id", Allowed::Anything, "A short name that never changes; may be left empty";
    Both "language", "Language", Allowed::Anything, "Left empty: that of the source";
    Literature "value", "Value", Allowed::Number, "Of a figure: the number";
    Literature "unit", "Unit", Allowed::Anything, "Of a figure: percent, count, years, rate or pounds";
    Literature "base.n", "Base number", Allowed::Whole, "Of a figure: how many people it is a share of";
    Literature "base.qualifier", "Base number is", Allowed::Words(qualifiers), "Left empty when the number is exact";
    Literature "base.definition", "Base is", Allowed::Anything, "Of a figure: who they were";
    Literature "question", "Question", Allowed::Anything, "Of a figure: what was asked";
    Literature "date", "Date", Allowed::Date, "Of a figure: when it held";
    Literature "baseline", "Baseline", Allowed::Anything, "Of an indicator: where it started";
    Literature "target", "Target", Allowed::Anything, "Of an indicator: what it should reach";
};

/// The rows of a template for literature.
pub fn literature_template() -> Vec<&'static TemplateField> {
    SOURCE.iter().filter(|field| field.scope != Scope::FocusGroup).collect()
}

/// The rows of a template for a focus group.
pub fn focus_group_template() -> Vec<&'static TemplateField> {
    SOURCE.iter().filter(|field| field.scope != Scope::Literature).collect()
}

/// The columns of the insights of a template for literature or a focus group.
pub fn insight_columns(kind: SourceKind) -> Vec<&'static TemplateField> {
    let is_group = kind == SourceKind::FocusGroup;
    INSIGHT.iter().filter(|field| !is_group || field.scope == Scope::Both).collect()
}

/// All rows a source table may have.
pub(super) fn source_fields() -> &'static [TemplateField] {
    SOURCE
}

/// All columns a table of insights may have.
pub(super) fn insight_fields() -> &'static [TemplateField] {
    INSIGHT
}

/// The field that a label or key names.
pub(super) fn find(fields: &'static [TemplateField], name: &str) -> Option<&'static TemplateField> {
    let wanted = bare(name);
    fields.iter().find(|field| !wanted.is_empty() && (bare(field.label) == wanted || bare(field.key) == wanted))
}

/// The label nearest to `name`.
pub(super) fn nearest(fields: &'static [TemplateField], name: &str) -> Option<&'static str> {
    let names = fields.iter().flat_map(|field| [field.label, field.key]);
    let near = text::nearest(&bare(name), names)?;
    find(fields, near).map(|field| field.label)
}

/// A name without case, marks at its end and the ways of joining its words.
fn bare(name: &str) -> String {
    let folded = text::fold(name).replace(['_', '-', '.'], " ");
    text::single_spaced(folded.trim_end_matches([':', '?', '*', ' ']))
}
