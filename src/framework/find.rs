//! Look-ups: an entry by its id, or by any name people know it by.

use super::{Family, Framework, Group, Organisation, PlaceEntry, Priority, PrioritySet, Theme};
use crate::id::Slug;
use crate::text;

impl Framework {
    /// The theme with this id.
    pub fn theme(&self, id: &str) -> Option<&Theme> {
        self.themes.get(id)
    }

    /// The group with this id.
    pub fn group(&self, id: &str) -> Option<&Group> {
        self.groups.get(id)
    }

    /// The place with this id.
    pub fn place(&self, id: &str) -> Option<&PlaceEntry> {
        self.places.get(id)
    }

    /// The organisation with this id.
    pub fn organisation(&self, id: &str) -> Option<&Organisation> {
        self.organisations.get(id)
    }

    /// Every member of every set, in file order.
    pub fn priorities(&self) -> impl Iterator<Item = &Priority> {
        self.sets.iter().flat_map(|set| &set.members)
    }

    /// The priority, enabler, principle or objective with this id.
    pub fn priority(&self, id: &str) -> Option<&Priority> {
        self.priorities().find(|priority| priority.id.as_str() == id)
    }

    /// The set with this id.
    pub fn set(&self, id: &str) -> Option<&PrioritySet> {
        self.sets.iter().find(|set| set.id.as_str() == id)
    }

    /// The theme with this id, label or alias, whatever the case.
    pub fn find_theme(&self, name: &str) -> Option<&Theme> {
        find(self.themes.values(), name)
    }

    /// The group with this id, label, short name or alias, whatever the case.
    pub fn find_group(&self, name: &str) -> Option<&Group> {
        find(self.groups.values(), name)
    }

    /// The place with this id, label or alias, whatever the case.
    pub fn find_place(&self, name: &str) -> Option<&PlaceEntry> {
        find(self.places.values(), name)
    }

    /// The organisation with this id, label or alias, whatever the case.
    pub fn find_organisation(&self, name: &str) -> Option<&Organisation> {
        find(self.organisations.values(), name)
    }

    /// The priority with this id, label or alias, whatever the case.
    pub fn find_priority(&self, name: &str) -> Option<&Priority> {
        find(self.priorities(), name)
    }

    /// The themes directly within `id`.
    pub fn theme_children(&self, id: &Slug) -> Vec<&Theme> {
        self.themes.values().filter(|theme| theme.parent.as_ref() == Some(id)).collect()
    }

    /// The theme `id` and every theme within it, each before those within it.
    pub fn theme_family(&self, id: &Slug) -> Vec<&Theme> {
        let family = Family::of_themes(self);
        family.descendants(id.as_str()).into_iter().filter_map(|id| self.themes.get(id)).collect()
    }

    /// The themes that `id` lies within, nearest first.
    pub fn theme_ancestors(&self, id: &Slug) -> Vec<&Theme> {
        let family = Family::of_themes(self);
        family.ancestors(id.as_str()).into_iter().skip(1).filter_map(|id| self.themes.get(id)).collect()
    }

    /// The place `id` and every place within it, each before those within it.
    pub fn place_family(&self, id: &Slug) -> Vec<&PlaceEntry> {
        let family = Family::of_places(self);
        family.descendants(id.as_str()).into_iter().filter_map(|id| self.places.get(id)).collect()
    }
}

/// An entry people know by several names.
pub(crate) trait Named {
    /// Its id.
    fn id(&self) -> &str;
    /// Its label, then its other names.
    fn names(&self) -> Vec<&str>;
}

/// Declares how each kind of entry is named.
macro_rules! named {
    ($($kind:ident $(with $short:ident)?;)+) => {
        $(impl Named for $kind {
            fn id(&self) -> &str {
                self.id.as_str()
            }

            fn names(&self) -> Vec<&str> {
                let short: Option<&String> = None$(.or(self.$short.as_ref()))?;
                let others = short.into_iter().chain(&self.aliases);
                std::iter::once(&self.label).chain(others).map(String::as_str).collect()
            }
        })+
    };
}

named! { Theme; Group with short; PlaceEntry; Organisation; Priority; }

/// The entry called `name`: by id before by label, by label before by another name, so that an alias never hides an entry.
fn find<'e, E: Named + 'e>(entries: impl Iterator<Item = &'e E>, name: &str) -> Option<&'e E> {
    let wanted = text::fold(name);
    let is = |text: &str| text::fold(text) == wanted;
    let rank = |entry: &E| {
        let names = entry.names();
        if is(entry.id()) {
            return Some(0);
        }
        names.into_iter().position(is).map(|at| if at == 0 { 1 } else { 2 })
    };
    let ranked = entries.filter_map(|entry| Some((rank(entry)?, entry)));
    ranked.min_by_key(|(rank, _)| *rank).map(|(_, entry)| entry)
}

#[cfg(test)]
mod tests {
    use super::super::{FrameworkTexts, read_framework};
    use super::*;

    fn framework() -> Framework {
        let themes = "[[theme]]\nid = \"access\"\nlabel = \"Getting access\"\naliases = [\"trust\"]\n\
            [[theme]]\nid = \"trust\"\nlabel = \"Trust\"\n[[theme]]\nid = \"access-gp\"\nlabel = \"Seeing a GP\"\nparent = \"access\"\n";
        let groups = "[[group]]\nid = \"unpaid-carers\"\nlabel = \"People who care\"\nshort = \"Unpaid carers\"\n";
        let texts =
            FrameworkTexts { themes: Some(themes.into()), groups: Some(groups.into()), ..FrameworkTexts::default() };
        read_framework(&texts).0
    }

    #[test]
    fn an_entry_is_found_by_id_label_or_alias_whatever_the_case() {
        let framework = framework();
        for name in ["access-gp", "ACCESS-GP", "seeing a gp"] {
            assert_eq!(framework.find_theme(name).map(|theme| theme.id.as_str()), Some("access-gp"), "{name}");
        }
        assert_eq!(framework.find_group("unpaid CARERS").map(|group| group.id.as_str()), Some("unpaid-carers"));
        assert!(framework.find_theme("nothing").is_none());
    }

    #[test]
    fn an_alias_never_hides_an_entry_with_that_id() {
        assert_eq!(framework().find_theme("trust").map(|theme| theme.id.as_str()), Some("trust"));
    }

    #[test]
    fn families_of_themes_hold_the_theme_first() {
        let framework = framework();
        let access = framework.find_theme("access").unwrap().id.clone();
        let family: Vec<&str> = framework.theme_family(&access).iter().map(|theme| theme.id.as_str()).collect();
        assert_eq!(family, ["access", "access-gp"]);
        let gp = framework.find_theme("access-gp").unwrap().id.clone();
        assert_eq!(framework.theme_ancestors(&gp)[0].id, access);
        assert_eq!(framework.theme_children(&access).len(), 1);
    }
}
