//! From a query a person typed to a query the index can run, with what to mark in a highlight and what to tell.

use tantivy::query::{AllQuery, BooleanQuery, ConstScoreQuery, Occur, Query};

use super::lexicon::Lexicon;
use super::query::{Clause, Node, Sign, notice};
use super::schema::InsightFields;
use crate::engine::Notice;

mod beginning;
mod filter;
mod leaf;
mod pieces;
mod run;
mod scope;
mod value;

pub(super) use filter::filter_query;
pub(super) use scope::{Fields, Scope};

/// How freely a query is read. Each step is only taken when the one before finds nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Freedom {
    /// Any of the loose words will do.
    pub(super) any_word: bool,
    /// Words may be spelt nearly so.
    pub(super) spelling: bool,
}

impl Freedom {
    /// The steps in their order; the first is the query as typed.
    pub(super) const STEPS: [Self; 4] = [
        Self { any_word: false, spelling: false },
        Self { any_word: true, spelling: false },
        Self { any_word: false, spelling: true },
        Self { any_word: true, spelling: true },
    ];
}

/// What to mark in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Mark {
    /// Words with these stems, next to each other.
    Stems(Vec<String>),
    /// These words next to each other; the last may be only a beginning.
    Plain {
        /// The words.
        words: Vec<String>,
        /// Whether the last is a beginning.
        prefix: bool,
    },
    /// A word spelt nearly so.
    Near(String, u8),
}

/// A query ready to run.
pub(super) struct Plan {
    /// What the index runs.
    pub(super) query: Box<dyn Query>,
    /// What to mark.
    pub(super) marks: Vec<Mark>,
    /// What to tell.
    pub(super) notices: Vec<Notice>,
    /// Whether the freedom made any difference to the query.
    pub(super) freed: bool,
    /// Fields that cannot be asked for here.
    pub(super) refused: Vec<&'static str>,
}

/// The part of a plan that finds what the rule of a theme fits. A rule looks at the words of an insight, not at the headings or
/// the title above it, because those would file every passage of a chapter under its theme.
pub(super) fn rule_query(node: &Node, fields: &InsightFields, lexicon: &Lexicon) -> Box<dyn Query> {
    let texts = [(fields.text, 1.0)];
    let scope = Scope { texts: &texts, lexicon, fields: Fields::Rule { fields } };
    plan(node, &scope, Freedom::STEPS[0]).query
}

/// The rule of a theme as part of a plan over other texts, here the answers of a survey. A theme it names in turn means the
/// codes alone, so that rules cannot wait for each other.
fn rule_part(rule: &Node, scope: &Scope<'_>) -> Box<dyn Query> {
    let fields = match &scope.fields {
        Fields::Survey { theme, .. } => Fields::Survey { theme: *theme, rules: false },
        Fields::Insights { fields, .. } | Fields::Rule { fields } => Fields::Rule { fields },
    };
    let scope = Scope { texts: scope.texts, lexicon: scope.lexicon, fields };
    plan(rule, &scope, Freedom::STEPS[0]).query
}

/// Plans `node`.
pub(super) fn plan(node: &Node, scope: &Scope<'_>, freedom: Freedom) -> Plan {
    let mut planner = Planner::new(scope, freedom);
    let query = match node {
        Node::Sequence(clauses) => planner.sequence(clauses, freedom.any_word),
        // What was typed as one word may be several.
        Node::Word(_) | Node::Prefix(_) => {
            planner.sequence(&[Clause { sign: Sign::Plain, node: node.clone() }], freedom.any_word)
        }
        other => planner.node(other),
    };
    if matches!(node, Node::Sequence(clauses) if clauses.iter().all(|clause| clause.sign == Sign::MustNot)) {
        planner.say("only_negative", "the search only says what to leave out; it shows everything else");
    }
    Plan { query, marks: planner.marks, notices: planner.notices, freed: planner.freed, refused: planner.refused }
}

/// A plan in the making.
struct Planner<'p> {
    scope: &'p Scope<'p>,
    freedom: Freedom,
    marks: Vec<Mark>,
    notices: Vec<Notice>,
    refused: Vec<&'static str>,
    freed: bool,
    /// Inside something that must not be there, nothing is marked.
    negated: bool,
}

impl<'p> Planner<'p> {
    fn new(scope: &'p Scope<'p>, freedom: Freedom) -> Self {
        Self {
            scope,
            freedom,
            marks: Vec::new(),
            notices: Vec::new(),
            refused: Vec::new(),
            freed: false,
            negated: false,
        }
    }

    fn node(&mut self, node: &Node) -> Box<dyn Query> {
        match node {
            Node::Word(word) => self.word(word),
            Node::Prefix(word) => self.prefix(word),
            Node::Phrase(phrase) => self.phrase(phrase),
            Node::Field(field, value) => self.field(*field, value),
            Node::Sequence(clauses) => self.sequence(clauses, false),
            Node::And(parts) => all_of(parts.iter().map(|part| self.node(part)).collect()),
            Node::Or(parts) => any_of(parts.iter().map(|part| self.node(part)).collect()),
        }
    }

    fn clause(&mut self, clause: &Clause) -> Box<dyn Query> {
        let before = self.negated;
        self.negated |= clause.sign == Sign::MustNot;
        let query = self.node(&clause.node);
        self.negated = before;
        query
    }

    fn mark(&mut self, mark: Mark) {
        if !self.negated && !self.marks.contains(&mark) {
            self.marks.push(mark);
        }
    }

    fn say(&mut self, code: &str, message: impl Into<String>) {
        let notice = notice(code, message);
        if !self.notices.contains(&notice) {
            self.notices.push(notice);
        }
    }
}

/// All of `parts`; everything when there are none.
fn all_of(mut parts: Vec<Box<dyn Query>>) -> Box<dyn Query> {
    match parts.len() {
        0 => everything(),
        1 => parts.remove(0),
        _ => Box::new(BooleanQuery::new(parts.into_iter().map(|part| (Occur::Must, part)).collect())),
    }
}

/// Any of `parts`; nothing when there are none.
fn any_of(mut parts: Vec<Box<dyn Query>>) -> Box<dyn Query> {
    if parts.len() == 1 {
        return parts.remove(0);
    }
    Box::new(BooleanQuery::new(parts.into_iter().map(|part| (Occur::Should, part)).collect()))
}

/// Everything, with nothing to rank it by.
pub(super) fn everything() -> Box<dyn Query> {
    unranked(Box::new(AllQuery))
}

/// A part that decides but does not rank.
fn unranked(query: Box<dyn Query>) -> Box<dyn Query> {
    Box::new(ConstScoreQuery::new(query, 0.0))
}
