//! What is public of a survey: which tables anybody may ask for, and which of them are made safe together.
//!
//! A public table is one question by at most two of the survey's dimensions, as columns or as filters of one option each. All such
//! tables of a question are audited as one, so that no table of them, nor all together, tell what one of them hides; whoever asks
//! for what changes nothing. A question that is no dimension may be the columns of a table too, by itself.

use std::collections::BTreeSet;

use crate::breakdown::base::several_answers;
use crate::breakdown::themes::{has_joint_themes, has_themes};
use crate::breakdown::{BaseRule, BreakdownError, BreakdownRequest, Plan, RowsBy, Table, View};
use crate::corpus::Source;
use crate::engine::{Comparison, MOST_COLUMNS};
use crate::problem::{Place, Problem};
use crate::survey::{Class, Question, QuestionKind, Questionnaire, Role};

/// So many dimensions a survey has when nobody has chosen them: each pair of them is a table.
const DIMENSIONS: usize = 6;

/// Questions with more options than this divide people too finely to be chosen by themselves.
const OPTIONS: std::ops::RangeInclusive<usize> = 2..=15;

/// Questions with more answers than this are the columns of no public table.
const PUBLIC_COLUMNS: usize = 100;

/// More cells than this, over all public tables of a question, cannot be made safe together while somebody waits.
const PUBLIC_CELLS: usize = 250_000;

/// Tables that are made safe together.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scope {
    /// A question by every dimension and every two of them; position of the question.
    Question(usize),
    /// The dimensions by one another.
    Dimensions,
    /// Two questions by one another, of which the columns are no dimension; positions in order.
    Pair(usize, usize),
    /// The total of a question with another base than its usual.
    Base(usize, BaseRule),
}

/// What a public table shows and hides is decided in these scopes; the first knows most of its columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Publication {
    /// The scopes.
    pub scopes: Vec<Scope>,
    /// The questions that divide people in it, each set sorted.
    pub divisions: BTreeSet<Vec<usize>>,
}

/// The positions of the questions the public tables of a survey may be broken down by: those its record names, else the first few
/// single choices about who people are.
pub fn dimensions(source: &Source, questionnaire: &Questionnaire) -> Vec<usize> {
    let usable = |question: &Question| {
        matches!(question.kind, QuestionKind::Single | QuestionKind::Scale) && question.role.is_none()
    };
    let position = |name: &String| questionnaire.position(name);
    let named = source.dimensions.as_ref().map(|names| names.iter().filter_map(position).collect::<Vec<_>>());
    let usual = || {
        let fits = |question: &Question| {
            let options = question.options.iter().filter(|option| option.meaning.is_none()).count();
            question.class == Class::Sensitive && OPTIONS.contains(&options) && question.grid.is_none()
        };
        let questions =
            questionnaire.questions.iter().enumerate().filter(|(_, question)| usable(question) && fits(question));
        questions.map(|(at, _)| at).take(DIMENSIONS).collect()
    };
    let mut chosen: Vec<usize> = named.unwrap_or_else(usual);
    chosen.retain(|at| questionnaire.questions.get(*at).is_some_and(|question| usable(question) && divides(question)));
    chosen.sort_unstable();
    chosen.dedup();
    chosen
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
    questionnaire: &Questionnaire,
) -> Result<Publication, BreakdownError> {
    let dimensions = dimensions(source, questionnaire);
    let own_weight = source.design.weight.as_deref().and_then(|name| questionnaire.position(name));
    let judge = Judge { plan, dimensions: &dimensions, questionnaire, own_weight };
    let problems = judge.problems(request);
    if problems.is_empty() { Ok(judge.publication(request)) } else { Err(BreakdownError { problems }) }
}

/// The tables of a scope, each as a request for every count of it.
pub fn scope_requests(scope: &Scope, source: &Source, questionnaire: &Questionnaire) -> Vec<BreakdownRequest> {
    let dimensions = dimensions(source, questionnaire);
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
            let pairs = dimensions
                .iter()
                .enumerate()
                .flat_map(|(at, outer)| dimensions.iter().skip(at + 1).map(move |inner| (*outer, *inner)));
            let options = |at: usize| questionnaire.questions.get(at).map_or(0, |question| question.options.len() + 1);
            let pairs = pairs.filter(|(outer, inner)| options(*outer) * options(*inner) <= MOST_COLUMNS);
            let nested = pairs.map(|(outer, inner)| format!("{}>{}", id(outer), id(inner)));
            // A dimension by the question is the same people the other way round.
            let coded = questionnaire.questions.get(question).is_some_and(turns_around);
            let around = dimensions.iter().filter(|_| coded).map(|at| table(*at, vec![id(question).to_owned()]));
            let whole = table(question, flat(question).chain(nested).collect());
            let themed = questionnaire.questions.get(question).is_some_and(has_themes);
            let themes = themed.then(|| BreakdownRequest { rows: RowsBy::Themes, ..whole.clone() });
            std::iter::once(whole).chain(themes).chain(around).collect()
        }
        Scope::Dimensions => dimensions.iter().map(|at| table(*at, flat(*at).collect())).collect(),
        Scope::Pair(one, other) => {
            let coded = |at: usize| questionnaire.questions.get(at).is_some_and(divides);
            let both = [(one, other), (other, one)].into_iter().filter(|(_, by)| coded(*by));
            both.map(|(question, by)| table(question, vec![id(by).to_owned()])).collect()
        }
        Scope::Base(question, rule) => vec![BreakdownRequest { base: Some(rule), ..table(question, Vec::new()) }],
    }
}

/// A table of a scope under the rules of the scope: the people of a question by a dimension are guarded as the question is, whichever
/// of the two makes the rows.
pub fn in_scope(scope: &Scope, mut table: Table, questionnaire: &Questionnaire) -> Table {
    if let Scope::Question(question) = scope
        && let Some(question) = questionnaire.questions.get(*question)
    {
        table.class = public_class(question);
    }
    table
}

/// The scopes whose hidden numbers a scope must hide too.
pub fn scopes_before(scope: &Scope, source: &Source, questionnaire: &Questionnaire) -> Vec<Scope> {
    let dimensions = dimensions(source, questionnaire);
    let own = |question: usize| own_scope(question, &dimensions);
    match *scope {
        Scope::Question(_) | Scope::Dimensions => Vec::new(),
        Scope::Pair(one, other) => vec![own(one), own(other)],
        Scope::Base(question, _) => vec![own(question)],
    }
}

/// Whether a dimension may be broken down by a question: not by an opinion, whose rare answers are shown where it makes the rows and
/// would be columns of too few people here.
fn turns_around(question: &Question) -> bool {
    divides(question) && question.class == Class::Sensitive
}

/// Whether the answers to a question can be columns of a public table: of a hundred answers each would be of too few people.
fn divides(question: &Question) -> bool {
    let answers = if question.kind == QuestionKind::Open { question.codes.len() } else { question.options.len() };
    question.is_coded() && answers <= PUBLIC_COLUMNS
}

/// The scope that most public tables of a question are in.
pub fn usual_scope(question: usize, source: &Source, questionnaire: &Questionnaire) -> Scope {
    own_scope(question, &dimensions(source, questionnaire))
}

fn own_scope(question: usize, dimensions: &[usize]) -> Scope {
    if dimensions.contains(&question) { Scope::Dimensions } else { Scope::Question(question) }
}

struct Judge<'a> {
    plan: &'a Plan,
    dimensions: &'a [usize],
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
        if self.divisions().iter().any(|questions| !self.is_public(questions)) {
            let message = format!(
                "a public table divides the answers to a question by at most two dimensions, or by one other question alone; {}",
                self.list()
            );
            problems.push(refused("by", &message));
        }
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
        if self.joins_themes() {
            let message =
                format!("what people wrote is public by the dimensions alone, because its themes are; {}", self.list());
            problems.push(refused("by", &message));
        }
        if question.is_some_and(several_answers) && !request.nets.is_empty() {
            problems.push(refused("net", "a net of answers that one person may give together was not audited"));
        }
        problems
    }

    fn publication(&self, request: &BreakdownRequest) -> Publication {
        let question = self.plan.main.question;
        let divisions = self.divisions();
        let usual = self.questionnaire.questions.get(question).map(BaseRule::usual);
        let mut scopes = vec![own_scope(question, self.dimensions)];
        if let Some(rule) = request.base.filter(|rule| Some(*rule) != usual) {
            scopes = vec![Scope::Base(question, rule)];
        }
        for division in &divisions {
            if let [other] = division[..]
                && !self.is_dimension(other)
            {
                let around = self.is_dimension(question);
                scopes.push(if around {
                    Scope::Question(other)
                } else {
                    Scope::Pair(question.min(other), question.max(other))
                });
            }
        }
        Publication { scopes, divisions }
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

    fn is_public(&self, questions: &[usize]) -> bool {
        let row = self.plan.main.question;
        match questions {
            [one] => {
                *one != row
                    && self.divides(*one)
                    && (self.is_dimension(*one) || !self.is_dimension(row) || self.turns_around(*one))
            }
            [one, other] => {
                ![*one, *other].contains(&row)
                    && self.is_dimension(*one)
                    && self.is_dimension(*other)
                    && !self.is_dimension(row)
            }
            _ => false,
        }
    }

    /// How many cells the public tables of the question have: each answer by each dimension and each two of them.
    fn cells(&self) -> usize {
        let options =
            |at: &usize| self.questionnaire.questions.get(*at).map_or(0, |question| question.options.len() + 1);
        let columns: Vec<usize> = self.dimensions.iter().map(options).collect();
        let flat: usize = columns.iter().sum();
        let nested: usize =
            columns.iter().enumerate().map(|(at, outer)| outer * columns.iter().skip(at + 1).sum::<usize>()).sum();
        let row = self.questionnaire.questions.get(self.plan.main.question);
        row.map_or(0, |question| question.options.len().max(question.codes.len())) * (1 + flat + nested)
    }

    /// Whether a question that is no dimension is in a table with one whose codes are counted together as themes.
    fn joins_themes(&self) -> bool {
        let joined = |question: usize| self.questionnaire.questions.get(question).is_some_and(has_joint_themes);
        let row = self.plan.main.question;
        let others = || self.plan.main.banner.iter().flatten().filter(|at| !self.is_dimension(**at));
        others().any(|at| joined(*at)) || (joined(row) && others().next().is_some())
    }

    fn divides(&self, question: usize) -> bool {
        self.questionnaire.questions.get(question).is_some_and(divides)
    }

    fn turns_around(&self, question: usize) -> bool {
        self.questionnaire.questions.get(question).is_some_and(turns_around)
    }

    /// Whether people may be weighted by it in public: a weight by its role, as those made later are, or by the survey's record.
    fn is_weight(&self, at: usize) -> bool {
        let question = self.questionnaire.questions.get(at);
        self.own_weight == Some(at) || question.is_some_and(|question| question.role == Some(Role::Weight))
    }

    fn is_dimension(&self, question: usize) -> bool {
        self.dimensions.contains(&question)
    }

    fn list(&self) -> String {
        let names: Vec<String> = self
            .dimensions
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
