//! The fields a query may name.

/// A field of an insight that a query can ask for by `name:value`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::engine::embedded) enum Field {
    /// A theme or anything within it.
    Theme,
    /// A place or anything within it.
    Place,
    /// A group.
    Group,
    /// A priority.
    Priority,
    /// A kind of insight.
    Kind,
    /// Who speaks.
    Voice,
    /// A source.
    Source,
    /// A year, or `from..to`.
    Year,
}

impl Field {
    /// Every field, in the order people are told of them.
    pub(in crate::engine::embedded) const ALL: [Self; 8] =
        [Self::Theme, Self::Place, Self::Group, Self::Priority, Self::Kind, Self::Voice, Self::Source, Self::Year];

    /// Its name.
    pub(in crate::engine::embedded) fn as_str(self) -> &'static str {
        match self {
            Self::Theme => "theme",
            Self::Place => "place",
            Self::Group => "group",
            Self::Priority => "priority",
            Self::Kind => "kind",
            Self::Voice => "voice",
            Self::Source => "source",
            Self::Year => "year",
        }
    }

    /// The field called `name`, whatever its case.
    pub(super) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.as_str().eq_ignore_ascii_case(name))
    }
}
