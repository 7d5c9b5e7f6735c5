//! The words for people behind the ids: themes, priorities, groups, places, organisations and sources, with links to them.

use std::sync::Arc;

use maud::{Markup, html};

use super::address::Address;
use crate::bank::{InsightBank, Shelf};
use crate::corpus::{InsightKind, SourceKind, Voice};
use crate::engine::{Facet, TagOrigin, ThemeTag};
use crate::framework::{Framework, Priority, PrioritySet};
use crate::id::Slug;

/// Everything that is needed to name things.
pub(super) struct Labels<'a> {
    frame: &'a Framework,
    shelf: Arc<Shelf>,
}

impl<'a> Labels<'a> {
    /// The names used in `bank`.
    pub(super) fn of(bank: &'a InsightBank) -> Self {
        Self { frame: bank.framework(), shelf: bank.shelf() }
    }

    /// The name of a theme; its id where the framework has none.
    pub(super) fn theme(&self, id: &str) -> String {
        self.frame.themes.get(id).map_or_else(|| id.to_owned(), |theme| theme.label.clone())
    }

    /// The name of a priority, with its set where it has no name of its own.
    pub(super) fn priority(&self, id: &str) -> String {
        find_priority(self.frame, id).map_or_else(|| id.to_owned(), |(set, priority)| priority_name(set, priority))
    }

    /// The short name of a group.
    pub(super) fn group(&self, id: &str) -> String {
        let group = self.frame.groups.get(id);
        group.map_or_else(|| id.to_owned(), |group| group.short.clone().unwrap_or_else(|| group.label.clone()))
    }

    /// The name of a place.
    pub(super) fn place(&self, id: &str) -> String {
        self.frame.places.get(id).map_or_else(|| id.to_owned(), |place| place.label.clone())
    }

    /// The name of an organisation, or the text as it stands where it is none of ours.
    pub(super) fn organisation(&self, text: &str) -> String {
        self.frame.organisations.get(text).map_or_else(|| text.to_owned(), |organisation| organisation.label.clone())
    }

    /// The title of a source.
    pub(super) fn source(&self, id: &str) -> String {
        self.shelf.sources.get(id).map_or_else(|| id.to_owned(), |source| source.title.clone())
    }

    /// What a value of a facet says.
    pub(super) fn facet_value(&self, facet: Facet, id: &str) -> String {
        match facet {
            Facet::Kind => InsightKind::from_word(id).map_or_else(|| id.to_owned(), |kind| kind.label().to_owned()),
            Facet::Voice => Voice::from_word(id).map_or_else(|| id.to_owned(), |voice| voice.label().to_owned()),
            Facet::Theme => self.theme(id),
            Facet::Priority => self.priority(id),
            Facet::Group => self.group(id),
            Facet::Place => self.place(id),
            Facet::Source => self.source(id),
            Facet::Year => id.to_owned(),
        }
    }

    /// The theme this theme lies within.
    pub(super) fn parent_theme(&self, id: &str) -> Option<&str> {
        self.frame.themes.get(id)?.parent.as_ref().map(Slug::as_str)
    }

    /// A link to a source that the bank holds; its name alone otherwise.
    pub(super) fn source_link(&self, id: &Slug) -> Markup {
        html! {
            @match self.shelf.sources.get(id) {
                Some(source) => { a href=(Address::of(&["sources", id.as_str()])) { (source.title) } }
                None => { (id) }
            }
        }
    }

    /// A link to a theme, with where the tag comes from when no person gave it.
    pub(super) fn theme_tag(&self, tag: &ThemeTag) -> Markup {
        html! {
            a href=(theme_address(&tag.theme)) { (self.theme(tag.theme.as_str())) }
            @if matches!(tag.origin, TagOrigin::Rule | TagOrigin::Suggestion) {
                span class="secondary" { " (" (origin(tag.origin)) ")" }
            }
        }
    }
}

/// The address of a theme's page.
pub(super) fn theme_address(id: &Slug) -> Address {
    Address::of(&["themes", id.as_str()])
}

/// The address of a priority's page.
pub(super) fn priority_address(id: &Slug) -> Address {
    Address::of(&["priorities", id.as_str()])
}

/// The priority called `id`, with its set.
pub(super) fn find_priority<'f>(frame: &'f Framework, id: &str) -> Option<(&'f PrioritySet, &'f Priority)> {
    let mut all = frame.sets.iter().flat_map(|set| set.members.iter().map(move |member| (set, member)));
    all.find(|(_, member)| member.id.as_str() == id)
}

/// The name of a priority. One that was never named is told apart by its number and set.
pub(super) fn priority_name(set: &PrioritySet, priority: &Priority) -> String {
    match (priority.named, priority.number) {
        (true, _) => priority.label.clone(),
        (false, Some(number)) => format!("{}: number {number}, not named in the source", set.label),
        (false, None) => format!("{}: not named in the source", set.label),
    }
}

/// Where a tag comes from, in words.
pub(super) fn origin(origin: TagOrigin) -> &'static str {
    match origin {
        TagOrigin::Source => "filed with the source",
        TagOrigin::Person => "given by a person",
        TagOrigin::Rule => "found by rule",
        TagOrigin::Suggestion => "accepted suggestion",
    }
}

/// The name of a facet for people.
pub(super) fn facet_name(facet: Facet) -> &'static str {
    match facet {
        Facet::Kind => "Kind of evidence",
        Facet::Theme => "Theme",
        Facet::Priority => "Priority",
        Facet::Group => "People it is about",
        Facet::Place => "Place",
        Facet::Voice => "Who speaks",
        Facet::Source => "Source",
        Facet::Year => "Year",
    }
}

/// The kind of a source when there are several of it.
pub(super) fn kind_of_sources(kind: SourceKind) -> &'static str {
    match kind {
        SourceKind::Literature => "Studies and reports",
        SourceKind::FocusGroup => "Focus groups",
        SourceKind::Survey => "Surveys",
        SourceKind::Meeting => "Meetings and forums",
        SourceKind::Document => "Documents",
    }
}
