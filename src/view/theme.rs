//! Themes: the list with counts, and one with its evidence.

use serde::Serialize;
use utoipa::ToSchema;

use crate::bank::{Shelf, ThemeAnswer, ThemeCount};
use crate::framework::Framework;
use crate::view::evidence::{EvidenceView, evidence};
use crate::view::label::{Label, Labels};
use crate::view::link::Links;

/// Every theme, parents before the themes within them.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct ThemeList {
    /// The themes.
    pub items: Vec<ThemeSummary>,
}

/// A theme in a list.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct ThemeSummary {
    /// Its id.
    pub id: String,
    /// Its name.
    pub label: String,
    /// The theme it lies within.
    pub parent: Option<String>,
    /// How many insights carry it or a theme within it.
    pub count: u64,
    /// Their share of all insights, 0 to 1.
    pub share: f64,
    /// Where it can be read.
    #[serde(flatten)]
    pub links: Links,
}

/// A theme, what belongs to it, and the evidence.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ThemeView {
    /// What it has in a list.
    #[serde(flatten)]
    pub summary: ThemeSummary,
    /// The themes it lies within, outermost first.
    pub path: Vec<Label>,
    /// The themes within it.
    pub children: Vec<ThemeSummary>,
    /// What it means.
    pub definition: Option<String>,
    /// What to count in.
    pub include: Option<String>,
    /// What to leave out.
    pub exclude: Option<String>,
    /// Made-up examples.
    pub examples: Vec<String>,
    /// The saved search that finds it.
    pub rule: Option<String>,
    /// The priorities it speaks to.
    pub priorities: Vec<Label>,
    /// Other names.
    pub aliases: Vec<String>,
    /// What the bank knows about it.
    pub evidence: EvidenceView,
}

/// Every theme with its count.
pub fn themes(counted: &[ThemeCount]) -> ThemeList {
    ThemeList { items: counted.iter().map(summary).collect() }
}

/// A theme with its evidence.
pub fn theme(framework: &Framework, shelf: &Shelf, answer: &ThemeAnswer) -> ThemeView {
    let labels = Labels { framework, shelf };
    let theme = &answer.theme.theme;
    ThemeView {
        summary: summary(&answer.theme),
        path: answer.path.iter().map(|above| Label::new(above.id.as_str(), Some(&above.label))).collect(),
        children: answer.children.iter().map(summary).collect(),
        definition: theme.definition.clone(),
        include: theme.include.clone(),
        exclude: theme.exclude.clone(),
        examples: theme.examples.clone(),
        rule: theme.rule.clone(),
        priorities: Labels::all(&theme.priorities, |id| labels.priority(id)),
        aliases: theme.aliases.clone(),
        evidence: evidence(framework, shelf, &answer.evidence),
    }
}

fn summary(counted: &ThemeCount) -> ThemeSummary {
    ThemeSummary {
        id: counted.theme.id.to_string(),
        label: counted.theme.label.clone(),
        parent: counted.theme.parent.as_ref().map(ToString::to_string),
        count: counted.count,
        share: counted.share,
        links: Links::to("themes", counted.theme.id.as_str()),
    }
}
