//! What the engine is to count for a table, and what each count is for.

use crate::breakdown::nets::Net;
use crate::breakdown::themes::ThemeFrame;
use crate::corpus::Design;
use crate::engine::{Comparison, Crosstab, RowFilter, TabulateRequest};
use crate::survey::{Question, Questionnaire};

/// The counts a table is made of.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// The rows by the columns.
    pub(super) main: TabulateRequest,
    /// The nets among the rows.
    pub(super) nets: Vec<Net>,
    /// The themes that make the rows, where themes do.
    pub(super) themes: Option<ThemeFrame>,
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
    /// Everybody in the file, by how they were drawn.
    Everybody,
    /// The columns, by how their people were drawn.
    Drawn,
}

impl Plan {
    pub(super) fn new(main: TabulateRequest, nets: Vec<Net>, design: &Design, questionnaire: &Questionnaire) -> Self {
        let asked = questionnaire.questions.get(main.question);
        let counted = nets.iter().enumerate().filter(|_| asked.is_some_and(Net::must_be_counted));
        let mut extras: Vec<Extra> = counted.map(|(at, net)| any_of(&main, at, net)).collect();
        let blocks = main.banner.iter().enumerate();
        extras.extend(blocks.filter_map(|(at, path)| overlap(&main, at, path, questionnaire)));
        let drawn = drawn_by(design, questionnaire);
        let overlaps = extras.iter().any(|extra| matches!(extra.purpose, Purpose::Overlap(_)));
        if overlaps || !drawn.is_empty() {
            extras.push(everybody(&main, &drawn));
        }
        if !drawn.is_empty() {
            let total = drawn.clone();
            let within = |path: &Vec<usize>| path.iter().chain(&drawn).copied().collect();
            let banner = std::iter::once(total).chain(main.banner.iter().map(within)).collect();
            extras.push(Extra { purpose: Purpose::Drawn, request: TabulateRequest { banner, ..main.clone() } });
        }
        Self { main, nets, themes: None, extras }
    }

    /// What was counted for a purpose, if anything was.
    pub(super) fn counted<'c>(&self, purpose: Purpose, counted: &'c [Crosstab]) -> Option<&'c Crosstab> {
        let at = self.extras.iter().position(|extra| extra.purpose == purpose)?;
        counted.get(at + 1)
    }

    /// The position of the question of the rows.
    pub fn question(&self) -> usize {
        self.main.question
    }

    /// What the engine is to count, in order.
    pub fn requests(&self) -> impl Iterator<Item = &TabulateRequest> {
        std::iter::once(&self.main).chain(self.extras.iter().map(|extra| &extra.request))
    }
}

/// The questions that say how people were drawn: strata, then clusters; none where the survey is a simple sample.
pub(super) fn drawn_by(design: &Design, questionnaire: &Questionnaire) -> Vec<usize> {
    let coded = |name: &String| {
        let position = questionnaire.position(name)?;
        questionnaire.questions.get(position).filter(|question| question.is_coded()).map(|_| position)
    };
    [&design.strata, &design.cluster].into_iter().flatten().filter_map(coded).collect()
}

/// Everybody who took part, whatever the filters.
fn everybody(main: &TabulateRequest, drawn: &[usize]) -> Extra {
    let banner = if drawn.is_empty() { Vec::new() } else { vec![drawn.to_vec()] };
    let request = TabulateRequest { banner, filters: Vec::new(), matching: None, ..main.clone() };
    Extra { purpose: Purpose::Everybody, request }
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
