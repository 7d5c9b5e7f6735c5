//! What is public of a survey: which tables anybody may ask for, and which of them are made safe together.
//!
//! A public table is one question by at most two of the survey's dimensions, as columns or as filters of one option each. All such
//! tables of a question are audited as one, so that no table of them, nor all together, tell what one of them hides; whoever asks
//! for what changes nothing. Tables by a question that is no dimension are not public: a dimension by it would be the same people
//! the other way round, and tell of who left either empty.

use std::collections::BTreeSet;

use crate::breakdown::base::several_answers;
use crate::breakdown::themes::has_themes;
use crate::breakdown::{BaseRule, BreakdownError, BreakdownRequest, Plan, PublicCube, RowsBy, Table, View};
use crate::corpus::Source;
use crate::engine::{Comparison, RowFilter};
use crate::problem::{Place, Problem};
use crate::survey::{Class, Question, QuestionKind, Questionnaire, Role};

/// More cells than this, over all public tables of a question, cannot be made safe together while somebody waits.
const PUBLIC_CELLS: usize = 250_000;

/// Tables that are made safe together.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scope {
    /// A question by every dimension, and by every two that divide people together; position of the question.
    Question(usize),
    /// The dimensions by one another.
    Dimensions,
    /// The total of a question with another base than its usual.
    Base(usize, BaseRule),
}

/// Where it is decided what a public table shows and hides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Publication {
    /// The question of its rows.
    pub question: usize,
    /// The tables it is made safe with.
    pub scope: Scope,
    /// The questions that divide people in it, each set sorted.
    pub divisions: BTreeSet<Vec<usize>>,
}

/// Whether a request is for a table that a policy guards: everything released but made-up answers under no policy of their own.
pub(super) fn is_guarded(request: &BreakdownRequest, source: &Source) -> bool {
    request.view == View::Release && (!source.is_exempt() || request.policy.is_some())
}

/// How small numbers of a question are guarded in public tables. What people wrote, by who they are, is always sensitive, and its
/// tables are audited together.
pub(super) fn public_class(question: &Question) -> Class {
    if question.kind == QuestionKind::Open && question.is_coded() { Class::Sensitive } else { question.class }
}

/// Whether and how a table may be public.
///
/// # Errors
/// When it may not: it divides people by too much, by a search, or in a way that was not declared.
pub fn publication(
    request: &BreakdownRequest,
    plan: &Plan,
    source: &Source,
    cube: &PublicCube,
) -> Result<Publication, BreakdownError> {
    let questionnaire = &cube.shown().questionnaire;
    let own_weight = source.design.weight.as_deref().and_then(|name| questionnaire.position(name));
    let judge = Judge { plan, cube, questionnaire, own_weight };
    let problems = judge.problems(request);
    if problems.is_empty() { Ok(judge.publication(request)) } else { Err(BreakdownError { problems }) }
}

/// The tables of a scope, each as a request for every count of it.
pub fn scope_requests(scope: &Scope, source: &Source, cube: &PublicCube) -> Vec<BreakdownRequest> {
    let (dimensions, questionnaire) = (cube.dimensions(), &cube.audited().questionnaire);
    let id = |at: usize| questionnaire.questions.get(at).map_or("", |question| question.id.as_str());
    let table = |question: usize, by: Vec<String>| BreakdownRequest {
        by,
        // What is hidden goes by people, whatever they weigh.
        weight: Some("none".to_owned()),
        view: View::Release,
        ..BreakdownRequest::new(source.id.as_str(), id(question))
    };
    let flat = |without: usize| dimensions.iter().filter(move |at| **at != without).map(|at| id(*at).to_owned());
    match *scope {
        Scope::Question(question) => {
            let nested = cube.pairs().iter().map(|pair| {
                let names: Vec<&str> = pair.iter().map(|at| id(*at)).collect();
                names.join(">")
            });
            let whole = table(question, flat(question).chain(nested).collect());
            let themed = questionnaire.questions.get(question).is_some_and(has_themes);
            let themes = themed.then(|| BreakdownRequest { rows: RowsBy::Themes, ..whole.clone() });
            std::iter::once(whole).chain(themes).collect()
        }
        Scope::Dimensions => dimensions.iter().map(|at| table(*at, flat(*at).collect())).collect(),
        Scope::Base(question, rule) => vec![BreakdownRequest { base: Some(rule), ..table(question, Vec::new()) }],
    }
}

/// The scopes whose hidden numbers a scope must hide too.
pub fn scopes_before(scope: &Scope, cube: &PublicCube) -> Vec<Scope> {
    match *scope {
        Scope::Question(_) | Scope::Dimensions => Vec::new(),
        Scope::Base(question, _) => vec![usual_scope(question, cube)],
    }
}

/// A table of a scope as it is audited: it knows which of its columns lie within others, and whether it is of who people are alone.
pub fn in_scope(table: Table, cube: &PublicCube) -> Table {
    let mut table = cube.with_nests(table);
    if cube.dimensions().contains(&table.position) {
        for column in &mut table.columns {
            column.tells_silence = column.is_silent();
        }
    }
    table
}

/// The scope that most public tables of a question are in.
pub fn usual_scope(question: usize, cube: &PublicCube) -> Scope {
    if cube.dimensions().contains(&question) { Scope::Dimensions } else { Scope::Question(question) }
}

struct Judge<'a> {
    plan: &'a Plan,
    cube: &'a PublicCube,
    questionnaire: &'a Questionnaire,
    /// The weight the survey's record names.
    own_weight: Option<usize>,
}

impl Judge<'_> {
    fn problems(&self, request: &BreakdownRequest) -> Vec<Problem> {
        let main = &self.plan.main;
        let mut problems = Vec::new();
        if main.matching.is_some() {
            problems.push(refused("matching", "a search chooses people in a way that no audit can foresee"));
        }
        let one_option = |comparison: &Comparison| matches!(comparison, Comparison::AnyCode(codes) if codes.len() == 1);
        if main.filters.iter().any(|filter| !one_option(&filter.comparison) || !self.is_dimension(filter.question)) {
            problems.push(refused("where", &format!("a public filter is one option of a dimension; {}", self.list())));
        }
        problems.extend(main.filters.iter().filter_map(|filter| self.with_silent(filter)));
        problems.extend(self.divisions().iter().filter_map(|questions| self.refusal(questions)));
        let question = self.questionnaire.questions.get(main.question);
        let usual = question.map(BaseRule::usual);
        if request.base.is_some() && request.base != usual && (!main.banner.is_empty() || !main.filters.is_empty()) {
            problems
                .push(refused("base", "public tables with columns or filters have the usual base of their question"));
        }
        if main.weight.is_some_and(|at| !self.is_weight(at)) {
            let why = "it is weighted by a column that nobody has said is a weight, whose numbers could be people's own answers";
            problems.push(refused("weight", why).hint(
                "say `role = \"weight\"` of it in the recipe or name it as `weight` under `design` in the record, or take a weight made with `insight-bank weight`; the weight `none` counts everybody one",
            ));
        }
        if self.cells() > PUBLIC_CELLS {
            let why = "it has so many answers that all of its public tables could not be made safe together";
            problems.push(refused("question", why));
        }
        if request.rows == RowsBy::Themes && request.base.is_some() && request.base != usual {
            problems.push(refused("base", "public tables by theme have the usual base of their question"));
        }
        if question.is_some_and(several_answers) && !request.nets.is_empty() {
            problems.push(refused("net", "a net of answers that one person may give together was not audited"));
        }
        problems
    }

    fn publication(&self, request: &BreakdownRequest) -> Publication {
        let question = self.plan.main.question;
        let usual = self.questionnaire.questions.get(question).map(BaseRule::usual);
        let scope = match request.base.filter(|rule| Some(*rule) != usual) {
            Some(rule) => Scope::Base(question, rule),
            None => usual_scope(question, self.cube),
        };
        Publication { question, scope, divisions: self.divisions() }
    }

    /// The sets of questions that divide people together: those of each block with those of the filters, and of the filters.
    fn divisions(&self) -> BTreeSet<Vec<usize>> {
        let main = &self.plan.main;
        let filters: Vec<usize> = main.filters.iter().map(|filter| filter.question).collect();
        let with_filters = |block: &[usize]| {
            let all: BTreeSet<usize> = block.iter().chain(&filters).copied().collect();
            all.into_iter().collect::<Vec<usize>>()
        };
        let blocks = main.banner.iter().map(|block| with_filters(block));
        blocks.chain([with_filters(&[])]).filter(|questions| !questions.is_empty()).collect()
    }

    /// Why people may not be divided so, if they may not.
    fn refusal(&self, questions: &[usize]) -> Option<Problem> {
        let row = self.plan.main.question;
        let declared = questions.iter().all(|at| *at != row && self.is_dimension(*at));
        if !declared || questions.len() > 2 || (questions.len() == 2 && self.is_dimension(row)) {
            let message = format!(
                "a public table divides the answers to a question by one dimension or two, and a dimension by one other; {}",
                self.list()
            );
            return Some(refused("by", &message));
        }
        (questions.len() == 2 && !self.cube.pairs().contains(questions)).then(|| {
            let why = "the two questions together make groups of too few people";
            refused("by", why).hint("ask for two tables, one with each question, or for the internal view")
        })
    }

    /// Why a filter may not choose a group that those are in who stated nothing.
    fn with_silent(&self, filter: &RowFilter) -> Option<Problem> {
        let Comparison::AnyCode(codes) = &filter.comparison else { return None };
        let place = self.cube.shown().place_of_silent(filter.question)?;
        let name = self.questionnaire.questions.get(filter.question).map_or("", |question| question.id.as_str());
        codes.contains(&place).then(|| {
            let why = "those who stated nothing are counted with these people, and no filter chooses them";
            refused("where", why).hint(format!("ask for the table by `{name}`: it has them as a column"))
        })
    }

    /// How many cells the public tables of the question have: each answer by each dimension and each two of them.
    fn cells(&self) -> usize {
        let options =
            |at: &usize| self.questionnaire.questions.get(*at).map_or(0, |question| question.options.len() + 1);
        let columns = |questions: &[usize]| questions.iter().map(&options).product::<usize>();
        let flat: usize = self.cube.dimensions().iter().map(&options).sum();
        let nested: usize = self.cube.pairs().iter().map(|pair| columns(pair)).sum();
        let row = self.questionnaire.questions.get(self.plan.main.question);
        row.map_or(0, |question| question.options.len().max(question.codes.len())) * (1 + flat + nested)
    }

    /// Whether people may be weighted by it in public: a weight by its role, as those made later are, or by the survey's record.
    fn is_weight(&self, at: usize) -> bool {
        let question = self.questionnaire.questions.get(at);
        self.own_weight == Some(at) || question.is_some_and(|question| question.role == Some(Role::Weight))
    }

    fn is_dimension(&self, question: usize) -> bool {
        self.cube.dimensions().contains(&question)
    }

    fn list(&self) -> String {
        let names: Vec<String> = self
            .cube
            .dimensions()
            .iter()
            .filter_map(|at| self.questionnaire.questions.get(*at))
            .map(|question| format!("`{}`", question.id))
            .collect();
        if names.is_empty() {
            "this survey has no dimensions".to_owned()
        } else {
            format!("the dimensions are {}", names.join(", "))
        }
    }
}

fn refused(field: &str, why: &str) -> Problem {
    let message = format!("this table is not available for confidentiality: {why}");
    Problem::error("not_in_release", Place::default().field(field), message).hint(
        "ask for a table that is public, for the internal view, or release this one through an approver; `dimensions` in the survey's record names what public tables may be broken down by",
    )
}

#[cfg(test)]
mod laws;
#[cfg(test)]
mod tests;
