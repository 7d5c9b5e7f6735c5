//! Themes as rows: which codes of an open question count towards which theme, and which themes lie within which.

use std::collections::{BTreeMap, BTreeSet};

use crate::breakdown::nets::Net;
use crate::framework::{Family, Framework};
use crate::id::Slug;
use crate::survey::{Question, QuestionKind};

/// The id of the row of people whose answers have no code of any theme.
pub(super) const NO_THEME: &str = "no-theme";

/// The themes of a question as the rows of a table.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct ThemeFrame {
    /// The themes, each before those within it.
    pub(super) rows: Vec<ThemeRow>,
    /// Every code that counts towards a theme, ascending.
    pub(super) codes: Vec<u16>,
    /// The labels of codes that count towards none.
    pub(super) untold: Vec<String>,
    /// The labels of themes that are left out because they share some codes with another, and not all.
    pub(super) crossing: Vec<String>,
}

/// One theme.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct ThemeRow {
    /// Its slug.
    pub(super) id: String,
    /// Its name in the framework.
    pub(super) label: String,
    /// The positions of the codes that count towards it or towards a theme within it, ascending.
    pub(super) codes: Vec<u16>,
    /// The positions of the rows of the themes within it.
    pub(super) members: Vec<usize>,
}

/// Whether any code of a question maps to a theme.
pub(super) fn has_themes(question: &Question) -> bool {
    question.kind == QuestionKind::Open && question.codes.iter().any(|code| !code.themes.is_empty())
}

impl ThemeFrame {
    /// The themes of a question in the order of the framework. Where the table is `public`, themes that share some codes with
    /// another but not all are left out: what few people have of the one and not of the other could not be guarded.
    pub(super) fn of(question: &Question, framework: &Framework, public: bool) -> Self {
        let family = Family::of_themes(framework);
        let codes_of = codes_by_theme(question, &family);
        let order = order(&codes_of, &family);
        let (order, crossing) = if public { without_crossing(order, &codes_of) } else { (order, Vec::new()) };
        let label = |id: &Slug| family.label(id.as_str()).unwrap_or(id.as_str()).to_owned();
        let rows = order.iter().map(|id| ThemeRow {
            id: id.to_string(),
            label: label(id),
            codes: codes_of.get(*id).into_iter().flatten().copied().collect(),
            members: members(id, &order, &family),
        });
        let with_themes = |(_, code): &(u16, &crate::survey::Code)| !code.themes.is_empty();
        let (told, untold): (Vec<_>, Vec<_>) = (0_u16..).zip(&question.codes).partition(with_themes);
        Self {
            rows: rows.collect(),
            codes: told.into_iter().map(|(at, _)| at).collect(),
            untold: untold.into_iter().map(|(_, code)| code.label.clone()).collect(),
            crossing: crossing.into_iter().map(label).collect(),
        }
    }

    /// What has to be counted, because one person may have several of its codes: each set of several codes once.
    pub(super) fn nets(&self) -> Vec<Net> {
        let sets = self.rows.iter().map(|row| &row.codes).chain([&self.codes]).filter(|codes| codes.len() > 1);
        let sets: BTreeSet<&Vec<u16>> = sets.collect();
        let net = |codes: &Vec<u16>| Net { id: String::new(), label: String::new(), members: codes.clone() };
        sets.into_iter().map(net).collect()
    }

    /// What a set of codes is made of: the largest sets of themes within it, and the codes that are in none of these. Nothing
    /// for a single code.
    pub(super) fn parts(&self, codes: &[u16]) -> Vec<Vec<u16>> {
        if codes.len() < 2 {
            return Vec::new();
        }
        let within = |set: &&Vec<u16>| set.len() < codes.len() && is_within(set, codes);
        let sets: BTreeSet<&Vec<u16>> = self.rows.iter().map(|row| &row.codes).filter(within).collect();
        let largest = |set: &&&Vec<u16>| !sets.iter().any(|other| other.len() > set.len() && is_within(set, other));
        let mut parts: Vec<Vec<u16>> = sets.iter().filter(largest).map(|set| (*set).clone()).collect();
        let alone: Vec<Vec<u16>> =
            codes.iter().filter(|code| !parts.iter().any(|part| part.contains(code))).map(|code| vec![*code]).collect();
        parts.extend(alone);
        parts
    }
}

/// The codes of each theme and of everything within it. A theme that the framework does not know stands by itself.
fn codes_by_theme(question: &Question, family: &Family) -> BTreeMap<Slug, BTreeSet<u16>> {
    let mut codes_of: BTreeMap<Slug, BTreeSet<u16>> = BTreeMap::new();
    for (at, code) in (0_u16..).zip(&question.codes) {
        for theme in &code.themes {
            let above = family.ancestors(theme.as_str());
            for theme in above.into_iter().chain([theme]) {
                codes_of.entry(theme.clone()).or_default().insert(at);
            }
        }
    }
    codes_of
}

/// The themes with codes as the framework orders them, each before those within it; then those it does not know.
fn order<'t>(codes_of: &'t BTreeMap<Slug, BTreeSet<u16>>, family: &Family) -> Vec<&'t Slug> {
    let top = |theme: &Slug| family.ancestors(theme.as_str()).last().map(|top| (*top).clone());
    let tops: BTreeSet<Slug> = codes_of.keys().filter_map(top).collect();
    let known = tops.iter().flat_map(|top| family.descendants(top.as_str()));
    let mut order: Vec<&Slug> = known.filter_map(|id| codes_of.get_key_value(id)).map(|(id, _)| id).collect();
    let rest: Vec<&Slug> = codes_of.keys().filter(|id| !order.contains(id)).collect();
    order.extend(rest);
    order
}

/// The themes without those that share some codes with one before them, and not all; and those.
fn without_crossing<'t>(
    order: Vec<&'t Slug>,
    codes_of: &BTreeMap<Slug, BTreeSet<u16>>,
) -> (Vec<&'t Slug>, Vec<&'t Slug>) {
    let (mut kept, mut crossing) = (Vec::new(), Vec::new());
    for id in order {
        let crosses = |other: &&Slug| match (codes_of.get(id), codes_of.get(*other)) {
            (Some(own), Some(other)) => !own.is_disjoint(other) && !own.is_subset(other) && !other.is_subset(own),
            _ => false,
        };
        if kept.iter().any(crosses) { crossing.push(id) } else { kept.push(id) }
    }
    (kept, crossing)
}

/// The positions of the themes that lie within another.
fn members(id: &Slug, order: &[&Slug], family: &Family) -> Vec<usize> {
    let within = family.descendants(id.as_str());
    let is_member = |at: &usize| order.get(*at).is_some_and(|other| *other != id && within.contains(other));
    (0..order.len()).filter(is_member).collect()
}

fn is_within(set: &[u16], whole: &[u16]) -> bool {
    set.iter().all(|code| whole.contains(code))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::breakdown::fixture::{framework, open};

    fn rows(question: &Question, public: bool) -> Vec<(String, Vec<u16>, Vec<usize>)> {
        let frame = ThemeFrame::of(question, &framework(), public);
        frame.rows.into_iter().map(|row| (row.label, row.codes, row.members)).collect()
    }

    #[test]
    fn parents_hold_the_codes_of_what_lies_within_them_and_come_first() {
        let question = open("q", &[&["gp"], &["waiting"], &["trust"], &[], &["access"], &["moon"]]);
        let wanted = [
            ("Access", vec![0, 1, 4], vec![1, 2]),
            ("Seeing a GP", vec![0], vec![]),
            ("Waiting", vec![1], vec![]),
            ("Trust", vec![2], vec![]),
            ("moon", vec![5], vec![]),
        ];
        let wanted: Vec<_> = wanted.map(|(label, codes, members)| (label.to_owned(), codes, members)).into();
        assert_eq!(rows(&question, false), wanted);
        let frame = ThemeFrame::of(&question, &framework(), false);
        assert_eq!((frame.codes.as_slice(), frame.untold.len()), (&[0_u16, 1, 2, 4, 5][..], 1));
    }

    #[test]
    fn a_set_is_made_of_the_themes_within_it_and_the_codes_left_over() {
        let question = open("q", &[&["gp"], &["waiting"], &["waiting"], &["access"], &["trust"]]);
        let frame = ThemeFrame::of(&question, &framework(), false);
        assert_eq!(frame.parts(&[0, 1, 2, 3]), [vec![0], vec![1, 2], vec![3]]);
        assert_eq!(frame.parts(&frame.codes), [vec![0, 1, 2, 3], vec![4]]);
        assert_eq!(frame.parts(&[1]), Vec::<Vec<u16>>::new());
    }

    #[test]
    fn themes_that_share_some_codes_are_not_public_together() {
        let question = open("q", &[&["gp", "trust"], &["gp"], &["trust"]]);
        assert_eq!(rows(&question, false).len(), 3);
        let frame = ThemeFrame::of(&question, &framework(), true);
        let labels: Vec<&str> = frame.rows.iter().map(|row| row.label.as_str()).collect();
        assert_eq!((labels, frame.crossing), (vec!["Access", "Seeing a GP"], vec!["Trust".to_owned()]));
    }
}
