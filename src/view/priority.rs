//! A priority: the set it belongs to, what it came from and became, what should become true, and the evidence.

use serde::Serialize;
use utoipa::ToSchema;

use crate::bank::{PriorityAnswer, Shelf};
use crate::framework::{Crosswalk, Framework, PrioritySet, SetKind};
use crate::view::evidence::{EvidenceList, EvidenceView, evidence};
use crate::view::item::items;
use crate::view::label::{Label, Labels};
use crate::view::link::Links;

/// A priority, enabler, principle or objective with its evidence.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct PriorityView {
    /// Its id.
    pub id: String,
    /// Its published name.
    pub label: String,
    /// Its published number.
    pub number: Option<u32>,
    /// Whether the published text names it.
    pub named: bool,
    /// What it means.
    pub definition: Option<String>,
    /// Other names.
    pub aliases: Vec<String>,
    /// The set it belongs to.
    pub set: PrioritySetView,
    /// What it came from and what became of it.
    pub crosswalk: Vec<CrosswalkView>,
    /// What should become true.
    pub outcomes: EvidenceList,
    /// What the bank knows about it.
    pub evidence: EvidenceView,
    /// Where it can be read.
    #[serde(flatten)]
    pub links: Links,
}

/// A published set of priorities, enablers, principles or objectives.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct PrioritySetView {
    /// Its id.
    pub id: String,
    /// Its name.
    pub label: String,
    /// What it is a set of.
    pub kind: SetKind,
    /// The source that published it.
    pub source: Option<Label>,
    /// Where in that source.
    pub locator: Option<String>,
    /// First day, month or year it held.
    pub from: Option<String>,
    /// Last day, month or year it held.
    pub to: Option<String>,
    /// Its members in published order.
    pub members: Vec<Label>,
}

/// How a member of one set became members of another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct CrosswalkView {
    /// The earlier or narrower member.
    pub from: Label,
    /// What it became or belongs to.
    pub to: Vec<Label>,
    /// `same`, `became`, `merged-into`, `narrower`, `broader` or `related`.
    pub relation: String,
    /// A remark.
    pub note: Option<String>,
}

/// A priority with its evidence.
pub fn priority(framework: &Framework, shelf: &Shelf, answer: &PriorityAnswer) -> PriorityView {
    let labels = Labels { framework, shelf };
    let priority = &answer.priority;
    PriorityView {
        id: priority.id.to_string(),
        label: priority.label.clone(),
        number: priority.number,
        named: priority.named,
        definition: priority.definition.clone(),
        aliases: priority.aliases.clone(),
        set: set(labels, &answer.set),
        crosswalk: answer.crosswalk.iter().map(|step| crosswalk(labels, step)).collect(),
        outcomes: EvidenceList { total: answer.outcomes.total, items: items(framework, shelf, &answer.outcomes.items) },
        evidence: evidence(framework, shelf, &answer.evidence),
        links: Links::to("priorities", priority.id.as_str()),
    }
}

fn set(labels: Labels<'_>, set: &PrioritySet) -> PrioritySetView {
    PrioritySetView {
        id: set.id.to_string(),
        label: set.label.clone(),
        kind: set.kind,
        source: set.source.as_ref().map(|id| labels.source(id.as_str())),
        locator: set.locator.clone(),
        from: set.lifetime.from.clone(),
        to: set.lifetime.to.clone(),
        members: set.members.iter().map(|member| Label::new(member.id.as_str(), Some(&member.label))).collect(),
    }
}

fn crosswalk(labels: Labels<'_>, step: &Crosswalk) -> CrosswalkView {
    CrosswalkView {
        from: labels.priority(step.from.as_str()),
        to: Labels::all(&step.to, |id| labels.priority(id)),
        relation: step.relation.clone(),
        note: step.note.clone(),
    }
}
