//! What the engine is to count for a table, and what each count is for.

use crate::breakdown::nets::Net;
use crate::engine::{Comparison, RowFilter, TabulateRequest};
use crate::survey::{Question, Questionnaire};

/// The counts a table is made of.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// The rows by the columns.
    pub(super) main: TabulateRequest,
    /// The nets among the rows.
    pub(super) nets: Vec<Net>,
    /// Further counts, in the order the engine makes them.
    pub(super) extras: Vec<Extra>,
}

/// A count beside the main one.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Extra {
    /// What it is for.
    pub(super) purpose: Purpose,
    /// What is to be counted.
    pub(super) request: TabulateRequest,
}

/// What a further count is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    /// The people of a net, each once; position among the nets.
    Net(usize),
    /// The people who are in two columns of a block at once; position among the blocks.
    Overlap(usize),
}

impl Plan {
    pub(super) fn new(main: TabulateRequest, nets: Vec<Net>, questionnaire: &Questionnaire) -> Self {
        let asked = questionnaire.questions.get(main.question);
        let counted = nets.iter().enumerate().filter(|_| asked.is_some_and(Net::must_be_counted));
        let mut extras: Vec<Extra> = counted.map(|(at, net)| any_of(&main, at, net)).collect();
        let blocks = main.banner.iter().enumerate();
        extras.extend(blocks.filter_map(|(at, path)| overlap(&main, at, path, questionnaire)));
        Self { main, nets, extras }
    }

    /// What the engine is to count, in order.
    pub fn requests(&self) -> impl Iterator<Item = &TabulateRequest> {
        std::iter::once(&self.main).chain(self.extras.iter().map(|extra| &extra.request))
    }
}

/// Everybody who gave any of the members of a net.
fn any_of(main: &TabulateRequest, at: usize, net: &Net) -> Extra {
    let mut request = main.clone();
    request.filters.push(RowFilter { question: main.question, comparison: Comparison::AnyCode(net.members.clone()) });
    Extra { purpose: Purpose::Net(at), request }
}

/// A block of one question that people could choose several answers to, against itself.
fn overlap(main: &TabulateRequest, at: usize, path: &[usize], questionnaire: &Questionnaire) -> Option<Extra> {
    let [question] = path else { return None };
    let several = |question: &Question| super::base::several_answers(question);
    questionnaire.questions.get(*question).filter(|question| several(question))?;
    let request = TabulateRequest { banner: vec![vec![*question, *question]], ..main.clone() };
    Some(Extra { purpose: Purpose::Overlap(at), request })
}
