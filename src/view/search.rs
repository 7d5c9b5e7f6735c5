//! What a search found, as every surface gives it away.

use std::collections::BTreeMap;

use serde::Serialize;
use utoipa::ToSchema;

use crate::bank::Shelf;
use crate::engine::{Facet, FacetValue, Hits, Notice};
use crate::framework::Framework;
use crate::view::item::{Item, items};
use crate::view::label::{Label, Labels};

/// A page of hits, the facets of all of them, and what the search did that nobody asked for.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SearchAnswer {
    /// How many insights match in all.
    pub total: u64,
    /// This page of them.
    pub items: Vec<Item>,
    /// Counts by facet: `kind`, `theme`, `priority`, `group`, `place`, `voice`, `source`, `year`.
    pub facets: BTreeMap<String, Vec<FacetItem>>,
    /// What the search did that the person did not ask for.
    pub notices: Vec<Notice>,
    /// The cursor of the next page.
    pub next: Option<String>,
}

/// One value of a facet.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct FacetItem {
    /// Its id or word.
    pub id: String,
    /// Its name.
    pub label: String,
    /// What it lies within.
    pub parent: Option<String>,
    /// How many of the matching insights have it.
    pub count: u64,
    /// Their share of `total`, 0 to 1.
    pub share: f64,
}

/// What a search found, with the names of everything.
pub fn search_answer(framework: &Framework, shelf: &Shelf, hits: &Hits) -> SearchAnswer {
    let labels = Labels { framework, shelf };
    let facet = |(facet, values): (&Facet, &Vec<FacetValue>)| {
        let values = values.iter().map(|value| facet_item(labels, *facet, value, hits.total)).collect();
        (facet.as_str().to_owned(), values)
    };
    SearchAnswer {
        total: hits.total,
        items: items(framework, shelf, &hits.items),
        facets: hits.facets.iter().map(facet).collect(),
        notices: hits.notices.clone(),
        next: hits.next.clone(),
    }
}

fn facet_item(labels: Labels<'_>, facet: Facet, value: &FacetValue, total: u64) -> FacetItem {
    let Label { id, label } = labels.facet_value(facet, &value.id);
    let parent = labels.parent(facet, &value.id).map(str::to_owned);
    FacetItem { id, label, parent, count: value.count, share: share(value.count, total) }
}

/// What part of `total` `count` is, 0 to 1; 0 of nothing.
#[expect(clippy::cast_precision_loss, reason = "a share of insights needs no more than 52 bits")]
pub(super) fn share(count: u64, total: u64) -> f64 {
    if total == 0 { 0.0 } else { count as f64 / total as f64 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_of_nothing_is_nothing() {
        assert_eq!(share(0, 0).to_bits(), 0.0_f64.to_bits());
        assert!((share(3, 4) - 0.75).abs() < 1e-12);
    }

    #[test]
    fn a_facet_value_nobody_named_keeps_its_id_as_its_name() {
        let hits = Hits {
            total: 2,
            items: Vec::new(),
            facets: BTreeMap::from([(Facet::Theme, vec![FacetValue { id: "gone".to_owned(), count: 1 }])]),
            notices: Vec::new(),
            next: None,
        };
        let answer = search_answer(&Framework::default(), &Shelf::default(), &hits);
        let theme = answer.facets.get("theme").and_then(|values| values.first()).unwrap();
        assert_eq!((theme.label.as_str(), theme.parent.as_deref(), theme.count), ("gone", None, 1));
        assert!((theme.share - 0.5).abs() < 1e-12);
    }
}
