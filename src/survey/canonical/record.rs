//! Writing the `source.toml` of a survey: its record, its questions, and any insights written beside them.

use std::fmt::Write;

use super::questionnaire::{CLASSES, KINDS, ROLES};
use crate::corpus::{Base, Consent, Insight, InsightKind, Source, SurveyKind, Voice};
use crate::id::Slug;
use crate::survey::{AnswerOption, Code, Question, Questionnaire};

/// The text of `source.toml`, for people to read and edit: one key a line, one option a line, nothing that says nothing.
pub fn write_record(source: &Source, questionnaire: &Questionnaire) -> String {
    let mut page = Page::default();
    write_source(&mut page, source);
    for question in &questionnaire.questions {
        page.head("question");
        write_question(&mut page, question);
    }
    for insight in &source.insights {
        write_insight(&mut page, insight, source);
    }
    page.text
}

/// The page being written.
#[derive(Default)]
struct Page {
    text: String,
}

impl Page {
    /// A line `key = value`, where `value` is TOML already.
    fn raw(&mut self, key: &str, value: &str) {
        // Writing to a text cannot fail.
        let _ = writeln!(self.text, "{key} = {value}");
    }

    fn text(&mut self, key: &str, value: &str) {
        self.raw(key, &quoted(value));
    }

    fn maybe(&mut self, key: &str, value: Option<&str>) {
        if let Some(value) = value {
            self.text(key, value);
        }
    }

    fn slugs(&mut self, key: &str, slugs: &[Slug]) {
        if !slugs.is_empty() {
            self.raw(key, &list(slugs.iter().map(|slug| quoted(slug.as_str()))));
        }
    }

    fn head(&mut self, name: &str) {
        let _ = writeln!(self.text, "\n[[{name}]]");
    }
}

fn write_source(page: &mut Page, source: &Source) {
    page.text("kind", source.kind.as_str());
    page.text("title", &source.title);
    if let Some(year) = source.year {
        page.raw("year", &year.to_string());
    }
    let dates =
        inline(&[("from", source.dates.from.as_deref().map(quoted)), ("to", source.dates.to.as_deref().map(quoted))]);
    page_inline(page, "dates", dates);
    page.maybe("published", source.published.as_deref());
    page.maybe("publisher", source.publisher.as_deref());
    page.maybe("commissioner", source.commissioner.as_deref());
    page.maybe("link", source.link.as_deref());
    page.maybe("availability", source.availability.as_deref());
    page.maybe("method", source.method.as_deref());
    if let Some(sample) = &source.sample {
        let fields = inline(&[
            ("n", sample.n.map(|n| n.to_string())),
            ("qualifier", sample.qualifier.as_deref().map(quoted)),
            ("description", sample.description.as_deref().map(quoted)),
        ]);
        page_inline(page, "sample", fields);
    }
    page.maybe("population", source.population.as_deref());
    page.maybe("scope", source.scope.as_deref());
    page.slugs("places", &source.places);
    page.slugs("groups", &source.groups);
    page.slugs("themes", &source.themes);
    page.slugs("priorities", &source.priorities);
    page.maybe("voice", source.voice.map(Voice::as_str));
    page.text("language", &source.language);
    if source.illustrative {
        page.raw("illustrative", "true");
    }
    page.maybe("note", source.note.as_deref());
    page.maybe("part_of", source.part_of.as_ref().map(Slug::as_str));
    if let Some(edition) = &source.edition {
        let fields = inline(&[
            ("of", Some(quoted(&edition.of))),
            ("label", Some(quoted(&edition.label))),
            ("date", edition.date.as_deref().map(quoted)),
        ]);
        page_inline(page, "edition", fields);
    }
    if !source.questions.is_empty() {
        page.raw("questions", &list(source.questions.iter().map(|question| quoted(question))));
    }
    let cited = source.cited_in.iter().filter_map(|cited| {
        inline(&[("source", Some(quoted(cited.source.as_str()))), ("locator", cited.locator.as_deref().map(quoted))])
    });
    if !source.cited_in.is_empty() {
        page.raw("cited_in", &list(cited));
    }
    page.maybe("survey_kind", source.survey_kind.map(SurveyKind::as_str));
    page.maybe("disclosure", source.disclosure.as_deref());
}

fn write_question(page: &mut Page, question: &Question) {
    page.text("id", &question.id);
    page.text("text", &question.text);
    if let Some(grid) = &question.grid {
        page_inline(page, "grid", inline(&[("id", Some(quoted(&grid.id))), ("text", Some(quoted(&grid.text)))]));
    }
    page.maybe("kind", word(&KINDS, &question.kind));
    page.maybe("class", word(&CLASSES, &question.class));
    page.maybe("role", question.role.and_then(|role| word(&ROLES, &role)));
    if let Some(condition) = &question.asked_if {
        page.text("asked_if", &format!("{}={}", condition.question, condition.options.join("|")));
    }
    if question.empty_is_answer {
        page.raw("empty_is_answer", "true");
    }
    if !question.options.is_empty() {
        page.raw("options", &lines(question.options.iter().filter_map(option)));
    }
    if !question.codes.is_empty() {
        page.raw("codes", &lines(question.codes.iter().filter_map(code)));
    }
}

fn option(option: &AnswerOption) -> Option<String> {
    inline(&[
        ("id", Some(quoted(&option.id))),
        ("label", Some(quoted(&option.label))),
        ("meaning", option.meaning.map(|meaning| quoted(meaning.as_str()))),
        ("exclusive", option.exclusive.then(|| "true".to_owned())),
        ("priority", option.priority.as_ref().map(|priority| quoted(priority.as_str()))),
    ])
}

fn code(code: &Code) -> Option<String> {
    let themes = list(code.themes.iter().map(|theme| quoted(theme.as_str())));
    inline(&[
        ("id", Some(quoted(&code.id))),
        ("label", Some(quoted(&code.label))),
        ("themes", (!code.themes.is_empty()).then_some(themes)),
    ])
}

/// An insight with only those values that its source does not give it anyway.
fn write_insight(page: &mut Page, insight: &Insight, source: &Source) {
    use InsightKind::{Figure, Finding, Quote, Recommendation, View};
    if !matches!(insight.kind, Finding | Recommendation | View | Quote | Figure) {
        return;
    }
    page.head(insight.kind.as_str());
    page.text("id", &insight.id.local);
    page.text("text", &insight.text);
    page.maybe("heading", insight.headings.first().map(String::as_str));
    page.maybe("locator", insight.locator.as_deref());
    page.maybe("page", insight.page.as_deref());
    page.maybe("speaker", insight.speaker.as_deref());
    page.maybe("consent", insight.consent.map(Consent::as_str));
    page.slugs("themes", &insight.themes);
    page.slugs("priorities", &insight.priorities);
    if insight.groups != source.groups {
        page.slugs("groups", &insight.groups);
    }
    if insight.places != source.places {
        page.slugs("places", &insight.places);
    }
    if insight.voice != source.voice {
        page.maybe("voice", insight.voice.map(Voice::as_str));
    }
    if insight.language != source.language {
        page.text("language", &insight.language);
    }
    let Some(figure) = &insight.figure else {
        return;
    };
    if let Some(value) = figure.value.filter(|value| value.is_finite()) {
        page.raw("value", &value.to_string());
    }
    page.maybe("unit", figure.unit.as_deref());
    page_inline(page, "base", figure.base.as_ref().and_then(base));
    page.maybe("question", figure.question.as_deref());
    page.maybe("date", figure.date.as_deref());
    page.maybe("baseline", figure.baseline.as_deref());
    page.maybe("target", figure.target.as_deref());
}

fn base(base: &Base) -> Option<String> {
    inline(&[
        ("n", base.n.map(|n| n.to_string())),
        ("qualifier", base.qualifier.as_deref().map(quoted)),
        ("definition", base.definition.as_deref().map(quoted)),
    ])
}

fn word<T: PartialEq>(words: &[(&'static str, T)], value: &T) -> Option<&'static str> {
    words.iter().find(|(_, known)| known == value).map(|(name, _)| *name)
}

fn page_inline(page: &mut Page, key: &str, table: Option<String>) {
    if let Some(table) = table {
        page.raw(key, &table);
    }
}

/// A table in braces of the keys that have a value; nothing when none has.
fn inline(fields: &[(&str, Option<String>)]) -> Option<String> {
    let written: Vec<String> =
        fields.iter().filter_map(|(key, value)| value.as_ref().map(|value| format!("{key} = {value}"))).collect();
    (!written.is_empty()).then(|| format!("{{ {} }}", written.join(", ")))
}

fn list(items: impl Iterator<Item = String>) -> String {
    format!("[{}]", items.collect::<Vec<_>>().join(", "))
}

/// A list with one item a line.
fn lines(items: impl Iterator<Item = String>) -> String {
    items.fold("[\n".to_owned(), |text, item| text + "  " + &item + ",\n") + "]"
}

/// A TOML text in double quotes.
fn quoted(text: &str) -> String {
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
