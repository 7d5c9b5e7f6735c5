//! Names for ids: what a person reads where the records hold a slug.

use serde::Serialize;
use utoipa::ToSchema;

use crate::bank::Shelf;
use crate::corpus::{InsightKind, Voice};
use crate::engine::Facet;
use crate::framework::Framework;
use crate::id::Slug;

/// An entry of the framework, or a source, with its name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Label {
    /// Its id.
    pub id: String,
    /// Its name; the id where the bank knows none.
    pub label: String,
}

impl Label {
    pub(super) fn new(id: &str, label: Option<&str>) -> Self {
        Self { id: id.to_owned(), label: label.unwrap_or(id).to_owned() }
    }
}

/// Where the names are kept.
#[derive(Debug, Clone, Copy)]
pub(super) struct Labels<'b> {
    pub(super) framework: &'b Framework,
    pub(super) shelf: &'b Shelf,
}

impl<'b> Labels<'b> {
    pub(super) fn theme(&self, id: &str) -> Label {
        Label::new(id, self.framework.themes.get(id).map(|theme| theme.label.as_str()))
    }

    pub(super) fn priority(&self, id: &str) -> Label {
        let mut members = self.framework.sets.iter().flat_map(|set| &set.members);
        Label::new(id, members.find(|member| member.id.as_str() == id).map(|member| member.label.as_str()))
    }

    pub(super) fn group(&self, id: &str) -> Label {
        let group = self.framework.groups.get(id);
        Label::new(id, group.map(|group| group.short.as_deref().unwrap_or(&group.label)))
    }

    pub(super) fn place(&self, id: &str) -> Label {
        Label::new(id, self.framework.places.get(id).map(|place| place.label.as_str()))
    }

    pub(super) fn source(&self, id: &str) -> Label {
        Label::new(id, self.shelf.sources.get(id).map(|source| source.title.as_str()))
    }

    /// An organisation, given by id or by name.
    pub(super) fn organisation(&self, name: &str) -> Label {
        Label::new(name, self.framework.organisations.get(name).map(|it| it.label.as_str()))
    }

    /// A value of a facet.
    pub(super) fn facet_value(&self, facet: Facet, id: &str) -> Label {
        match facet {
            Facet::Kind => Label::new(id, InsightKind::from_word(id).map(InsightKind::label)),
            Facet::Voice => Label::new(id, Voice::from_word(id).map(Voice::label)),
            Facet::Theme => self.theme(id),
            Facet::Priority => self.priority(id),
            Facet::Group => self.group(id),
            Facet::Place => self.place(id),
            Facet::Source => self.source(id),
            Facet::Year => Label::new(id, None),
        }
    }

    /// What a value of a facet lies within, nearest first of several.
    pub(super) fn parent(&self, facet: Facet, id: &str) -> Option<&'b str> {
        match facet {
            Facet::Theme => self.framework.themes.get(id)?.parent.as_ref().map(Slug::as_str),
            Facet::Place => self.framework.places.get(id)?.within.first().map(Slug::as_str),
            _ => None,
        }
    }

    /// Each of `ids` named by `name`.
    pub(super) fn all(ids: &[Slug], name: impl Fn(&str) -> Label) -> Vec<Label> {
        ids.iter().map(|id| name(id.as_str())).collect()
    }
}
