//! What a field of a query asks for: its value found among the ids, names and aliases there are.

use std::ops::Bound;

use tantivy::Term;
use tantivy::query::{Query, RangeQuery, TermQuery, TermSetQuery};
use tantivy::schema::{Field as IndexField, IndexRecordOption};

use super::{Fields, Planner, any_of, rule_part, unranked};
use crate::corpus::{InsightKind, Voice};
use crate::engine::embedded::lexicon::Lexicon;
use crate::engine::embedded::query::Field;
use crate::engine::embedded::tag_query::TagQuery;
use crate::text;

impl Planner<'_> {
    /// What `field` asks for. A value that is not there is said, and its words are looked for instead.
    pub(super) fn field(&mut self, field: Field, value: &str) -> Box<dyn Query> {
        if matches!(self.scope.fields, Fields::Survey { .. }) && field != Field::Theme {
            self.refused.push(field.as_str());
            return any_of(Vec::new());
        }
        if field == Field::Year {
            return match years(value) {
                Some((from, to)) => self.years(from, to),
                None => self.unknown(field, value, None),
            };
        }
        match self.id_of(field, value.trim()) {
            Ok(id) => unranked(self.having(field, &id)),
            Err(nearest) => self.unknown(field, value, nearest.as_deref()),
        }
    }

    fn unknown(&mut self, field: Field, value: &str, nearest: Option<&str>) -> Box<dyn Query> {
        let name = field.as_str();
        let hint = nearest.map(|nearest| format!("; did you mean `{name}:{nearest}`?")).unwrap_or_default();
        self.say("unknown_value", format!("there is no {name} `{value}`, so its words were looked for{hint}"));
        self.word(value)
    }

    fn having(&self, field: Field, id: &str) -> Box<dyn Query> {
        let lexicon = self.scope.lexicon;
        let fields = match &self.scope.fields {
            Fields::Survey { theme, rules } => return self.theme_of_answers(*theme, *rules, id),
            Fields::Insights { tags, .. } if field == Field::Theme => {
                return Box::new(TagQuery { themes: vec![id.to_owned()], tags: tags.clone() });
            }
            Fields::Insights { fields, .. } | Fields::Rule { fields } => fields,
        };
        match field {
            Field::Theme => any_term(fields.theme, &lexicon.theme_and_below(id)),
            Field::Place => any_term(fields.place, &lexicon.place_and_below(id)),
            Field::Group => one_term(fields.group, id),
            Field::Priority => one_term(fields.priority, id),
            Field::Kind => one_term(fields.kind, id),
            Field::Voice => one_term(fields.voice, id),
            Field::Source | Field::Year => one_term(fields.source, id),
        }
    }

    /// Respondents with an answer coded to a theme or anything within it, or whose words its rule fits.
    fn theme_of_answers(&self, theme: IndexField, rules: bool, id: &str) -> Box<dyn Query> {
        let below = self.scope.lexicon.theme_and_below(id);
        let mut parts = vec![any_term(theme, &below)];
        let rules = below.iter().filter(|_| rules).filter_map(|id| self.scope.lexicon.rules().get(id.as_str()));
        parts.extend(rules.map(|rule| rule_part(rule, self.scope)));
        any_of(parts)
    }

    fn years(&self, from: i64, to: i64) -> Box<dyn Query> {
        match &self.scope.fields {
            Fields::Survey { .. } => any_of(Vec::new()),
            Fields::Insights { fields, .. } | Fields::Rule { fields } => {
                let bound = |year| Bound::Included(Term::from_field_i64(fields.year, year));
                unranked(Box::new(RangeQuery::new(bound(from), bound(to))))
            }
        }
    }

    /// The id a value stands for, or the nearest there is.
    fn id_of(&self, field: Field, value: &str) -> Result<String, Option<String>> {
        let named = named(self.scope.lexicon, field, value);
        if let Some(id) = named.or_else(|| self.source_of(field, value)) {
            return Ok(id);
        }
        let candidates = self.candidates(field);
        Err(text::nearest(value, candidates.iter().map(String::as_str)).map(ToOwned::to_owned))
    }

    fn source_of(&self, field: Field, value: &str) -> Option<String> {
        match &self.scope.fields {
            Fields::Insights { book, .. } if field == Field::Source => {
                book.sources.keys().map(ToString::to_string).find(|id| id.eq_ignore_ascii_case(value))
            }
            // A rule may name a source that is not there yet.
            Fields::Rule { .. } if field == Field::Source => Some(value.to_owned()),
            _ => None,
        }
    }

    fn candidates(&self, field: Field) -> Vec<String> {
        let framework = self.scope.lexicon.framework();
        match field {
            Field::Theme => framework.themes.keys().map(ToString::to_string).collect(),
            Field::Place => framework.places.keys().map(ToString::to_string).collect(),
            Field::Group => framework.groups.keys().map(ToString::to_string).collect(),
            Field::Priority => framework.sets.iter().flat_map(|set| &set.members).map(|it| it.id.to_string()).collect(),
            Field::Kind => InsightKind::ALL.iter().map(|kind| kind.as_str().to_owned()).collect(),
            Field::Voice => Voice::ALL.iter().map(|voice| voice.as_str().to_owned()).collect(),
            Field::Source => match &self.scope.fields {
                Fields::Insights { book, .. } => book.sources.keys().map(ToString::to_string).collect(),
                _ => Vec::new(),
            },
            Field::Year => Vec::new(),
        }
    }
}

/// The id a value stands for in the framework: an id first, then a name, then an alias.
fn named(lexicon: &Lexicon, field: Field, value: &str) -> Option<String> {
    let framework = lexicon.framework();
    let same = |name: &str| text::fold(name) == text::fold(value);
    match field {
        Field::Theme => framework.find_theme(value).map(|theme| theme.id.to_string()),
        Field::Place => framework.find_place(value).map(|place| place.id.to_string()),
        Field::Group => framework.find_group(value).map(|group| group.id.to_string()),
        Field::Priority => framework.find_priority(value).map(|priority| priority.id.to_string()),
        Field::Kind => {
            let kinds = InsightKind::ALL.iter();
            kinds.copied().find(|kind| same(kind.as_str()) || same(kind.label())).map(|kind| kind.as_str().to_owned())
        }
        Field::Voice => {
            let voices = Voice::ALL.iter();
            voices
                .copied()
                .find(|voice| same(voice.as_str()) || same(voice.label()))
                .map(|voice| voice.as_str().to_owned())
        }
        Field::Source | Field::Year => None,
    }
}

/// `2022`, `2020..2022`, `2020..` or `..2022`.
fn years(value: &str) -> Option<(i64, i64)> {
    let year = |text: &str| text.trim().parse::<i32>().ok().map(i64::from);
    let Some((from, to)) = value.split_once("..") else {
        return year(value).map(|year| (year, year));
    };
    let (open_from, open_to) = (from.trim().is_empty(), to.trim().is_empty());
    let from = if open_from { Some(i64::from(i32::MIN)) } else { year(from) }?;
    let to = if open_to { Some(i64::from(i32::MAX)) } else { year(to) }?;
    (!(open_from && open_to)).then_some((from.min(to), from.max(to)))
}

pub(super) fn one_term(field: IndexField, id: &str) -> Box<dyn Query> {
    Box::new(TermQuery::new(Term::from_field_text(field, id), IndexRecordOption::Basic))
}

pub(super) fn any_term(field: IndexField, ids: &[String]) -> Box<dyn Query> {
    Box::new(TermSetQuery::new(ids.iter().map(|id| Term::from_field_text(field, id))))
}
