//! Writing the record of a source, for people to read and edit: one key a line, and nothing that says nothing.

use std::fmt::Write;

use super::super::{Base, Consent, Design, Edition, Figure, Insight, InsightKind, Sample, Source, SurveyKind, Voice};
use crate::id::Slug;

/// The text of the `source.toml` of `source`, which [`read_source`](super::read_source) reads back as the same source. Insights
/// that come from other files, such as passages and answers, are not written.
pub fn write_source(source: &Source) -> String {
    let mut page = RecordPage::default();
    page.source(source);
    page.insights(source);
    page.into_text()
}

/// The page of a record being written.
#[derive(Debug, Default)]
pub(crate) struct RecordPage {
    text: String,
}

impl RecordPage {
    /// What was written.
    pub(crate) fn into_text(self) -> String {
        self.text
    }

    /// A page that begins with `text`.
    pub(crate) fn beginning(text: &str) -> Self {
        Self { text: text.to_owned() }
    }

    /// A line as it is.
    pub(crate) fn raw_line(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    /// A line `key = value`, where `value` is TOML already.
    pub(crate) fn raw(&mut self, key: &str, value: &str) {
        // Writing to a text cannot fail.
        let _ = writeln!(self.text, "{key} = {value}");
    }

    /// A line of words.
    pub(crate) fn text(&mut self, key: &str, value: &str) {
        self.raw(key, &quoted(value));
    }

    /// A line of words, where there are any.
    pub(crate) fn maybe(&mut self, key: &str, value: Option<&str>) {
        if let Some(value) = value {
            self.text(key, value);
        }
    }

    /// A line with a table in braces, where there is one.
    pub(crate) fn table(&mut self, key: &str, table: Option<String>) {
        if let Some(table) = table {
            self.raw(key, &table);
        }
    }

    /// The header of one of several tables of a name.
    pub(crate) fn head(&mut self, name: &str) {
        let _ = writeln!(self.text, "\n[[{name}]]");
    }

    fn texts(&mut self, key: &str, texts: &[String]) {
        if !texts.is_empty() {
            self.raw(key, &list(texts.iter().map(|text| quoted(text))));
        }
    }

    fn slugs(&mut self, key: &str, slugs: &[Slug]) {
        if !slugs.is_empty() {
            self.raw(key, &slug_list(slugs));
        }
    }

    /// A list that an insight has instead of that of its source; an empty one too, because leaving it out would mean the same.
    fn own_slugs(&mut self, key: &str, own: &[Slug], of_source: &[Slug]) {
        if own != of_source {
            self.raw(key, &slug_list(own));
        }
    }

    /// What a record says of its source as a whole.
    pub(crate) fn source(&mut self, source: &Source) {
        self.text("kind", source.kind.as_str());
        self.text("title", &source.title);
        self.texts("authors", &source.authors);
        self.publication(source);
        self.maybe("method", source.method.as_deref());
        self.table("sample", source.sample.as_ref().and_then(sample));
        self.maybe("population", source.population.as_deref());
        self.maybe("scope", source.scope.as_deref());
        self.slugs("places", &source.places);
        self.slugs("groups", &source.groups);
        self.slugs("themes", &source.themes);
        self.slugs("priorities", &source.priorities);
        self.maybe("voice", source.voice.map(Voice::as_str));
        self.text("language", &source.language);
        if source.illustrative {
            self.raw("illustrative", "true");
        }
        self.maybe("note", source.note.as_deref());
        self.belonging(source);
        self.maybe("survey_kind", source.survey_kind.map(SurveyKind::as_str));
        self.maybe("earlier_wave", source.earlier_wave.as_ref().map(Slug::as_str));
        self.maybe("disclosure", source.disclosure.as_deref());
        self.table("design", design(&source.design));
        if let Some(dimensions) = &source.dimensions {
            self.raw("dimensions", &list(dimensions.iter().map(|text| quoted(text))));
        }
    }

    fn publication(&mut self, source: &Source) {
        if let Some(year) = source.year {
            self.raw("year", &year.to_string());
        }
        let dates = &source.dates;
        let fields = [("from", dates.from.as_deref().map(quoted)), ("to", dates.to.as_deref().map(quoted))];
        self.table("dates", inline(&fields));
        self.maybe("published", source.published.as_deref());
        self.maybe("publisher", source.publisher.as_deref());
        self.maybe("commissioner", source.commissioner.as_deref());
        self.maybe("link", source.link.as_deref());
        self.maybe("availability", source.availability.as_deref());
    }

    fn belonging(&mut self, source: &Source) {
        self.maybe("part_of", source.part_of.as_ref().map(Slug::as_str));
        self.table("edition", source.edition.as_ref().and_then(edition));
        self.texts("questions", &source.questions);
        if !source.cited_in.is_empty() {
            let cited = source.cited_in.iter().filter_map(|cited| {
                let locator = cited.locator.as_deref().map(quoted);
                inline(&[("source", Some(quoted(cited.source.as_str()))), ("locator", locator)])
            });
            self.raw("cited_in", &list(cited));
        }
    }

    /// The insights a record may hold.
    pub(crate) fn insights(&mut self, source: &Source) {
        use InsightKind::{Figure, Finding, Quote, Recommendation, View};
        for insight in &source.insights {
            if matches!(insight.kind, Finding | Recommendation | View | Quote | Figure) {
                self.head(insight.kind.as_str());
                self.insight(insight, source);
            }
        }
    }

    /// An insight with only those values that its source does not give it anyway.
    fn insight(&mut self, insight: &Insight, source: &Source) {
        self.text("id", &insight.id.local);
        self.text("text", &insight.text);
        match insight.headings.as_slice() {
            [one] => self.text("heading", one),
            several => self.texts("heading", several),
        }
        self.maybe("locator", insight.locator.as_deref());
        self.maybe("page", insight.page.as_deref());
        self.maybe("speaker", insight.speaker.as_deref());
        self.maybe("consent", insight.consent.map(Consent::as_str));
        self.slugs("themes", &insight.themes);
        self.slugs("priorities", &insight.priorities);
        self.own_slugs("groups", &insight.groups, &source.groups);
        self.own_slugs("places", &insight.places, &source.places);
        if insight.voice != source.voice {
            self.maybe("voice", insight.voice.map(Voice::as_str));
        }
        if insight.language != source.language {
            self.text("language", &insight.language);
        }
        if let Some(figure) = &insight.figure {
            self.figure(figure);
        }
    }

    fn figure(&mut self, figure: &Figure) {
        if let Some(value) = figure.value.filter(|value| value.is_finite()) {
            self.raw("value", &value.to_string());
        }
        self.maybe("unit", figure.unit.as_deref());
        self.table("base", figure.base.as_ref().and_then(base));
        self.maybe("question", figure.question.as_deref());
        self.maybe("date", figure.date.as_deref());
        self.maybe("baseline", figure.baseline.as_deref());
        self.maybe("target", figure.target.as_deref());
    }
}

fn sample(sample: &Sample) -> Option<String> {
    inline(&[
        ("n", sample.n.map(|n| n.to_string())),
        ("qualifier", sample.qualifier.as_deref().map(quoted)),
        ("description", sample.description.as_deref().map(quoted)),
    ])
}

fn edition(edition: &Edition) -> Option<String> {
    inline(&[
        ("of", Some(quoted(&edition.of))),
        ("label", Some(quoted(&edition.label))),
        ("date", edition.date.as_deref().map(quoted)),
    ])
}

fn base(base: &Base) -> Option<String> {
    inline(&[
        ("n", base.n.map(|n| n.to_string())),
        ("qualifier", base.qualifier.as_deref().map(quoted)),
        ("definition", base.definition.as_deref().map(quoted)),
    ])
}

fn slug_list(slugs: &[Slug]) -> String {
    list(slugs.iter().map(|slug| quoted(slug.as_str())))
}

/// A table in braces of the keys that have a value; nothing when none has.
pub(crate) fn inline(fields: &[(&str, Option<String>)]) -> Option<String> {
    let written: Vec<String> =
        fields.iter().filter_map(|(key, value)| value.as_ref().map(|value| format!("{key} = {value}"))).collect();
    (!written.is_empty()).then(|| format!("{{ {} }}", written.join(", ")))
}

/// A list with one item a line.
pub(crate) fn lines(items: impl Iterator<Item = String>) -> String {
    items.fold("[\n".to_owned(), |text, item| text + "  " + &item + ",\n") + "]"
}

/// A list on one line.
pub(crate) fn list(items: impl Iterator<Item = String>) -> String {
    format!("[{}]", items.collect::<Vec<_>>().join(", "))
}

/// A TOML text in double quotes.
pub(crate) fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() => {
                let _ = write!(out, "\\u{:04X}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// How people were drawn; nothing when nobody has said.
fn design(design: &Design) -> Option<String> {
    let population: Vec<String> = design.population.iter().map(|(stratum, n)| format!("{stratum}={n}")).collect();
    let quote = |text: &Option<String>| text.as_deref().map(quoted);
    inline(&[
        ("weight", quote(&design.weight)),
        ("strata", quote(&design.strata)),
        ("cluster", quote(&design.cluster)),
        ("population", (!population.is_empty()).then(|| list(population.iter().map(|text| quoted(text))))),
    ])
}
