//! From names to positions: a request matched with the questionnaire of its survey, with every fault at once.

mod themes;
mod weight;

use jiff::civil::Date;

use crate::breakdown::bands::days_since_epoch;
use crate::breakdown::base::several_answers;
use crate::breakdown::nets::{self, Net};
use crate::breakdown::plan::Plan;
use crate::breakdown::publication::is_guarded;
use crate::breakdown::themes::ThemeFrame;
use crate::breakdown::{BaseRule, BreakdownError, BreakdownRequest, Filter, RowsBy, parse_by, parse_where};
use crate::corpus::Source;
use crate::engine::{Comparison, MOST_COLUMNS, RowFilter, TabulateRequest};
use crate::framework::Framework;
use crate::problem::{Place, Problem};
use crate::survey::{Question, QuestionKind, Questionnaire, Role, position_called};
use crate::text::nearest;

/// How many names a message lists before it only counts the rest.
const LISTED: usize = 30;

/// How many questions may be nested in one block.
const DEEPEST: usize = 3;

/// What the engine is to count for a request, and what for.
///
/// # Errors
/// When a question or option is unknown, or a question cannot be used as asked: every reason at once.
pub fn plan(
    request: &BreakdownRequest,
    source: &Source,
    questionnaire: &Questionnaire,
    framework: &Framework,
) -> Result<Plan, BreakdownError> {
    let mut resolver = Resolver { questionnaire, problems: Vec::new() };
    let question = resolver.rows(request);
    let mut banner: Vec<Vec<usize>> = Vec::new();
    for block in &request.by {
        let path = resolver.block(block);
        if !path.is_empty() && !banner.contains(&path) {
            banner.push(path);
        }
    }
    let filters = request.filters.iter().filter_map(|filter| resolver.filter(filter)).collect();
    let themed = question.filter(|_| request.rows == RowsBy::Themes);
    let themed = themed.and_then(|question| resolver.themed(question, request));
    let themes = themed.map(|question| ThemeFrame::of(question, framework, is_guarded(request, source)));
    let nets = match (&themes, question) {
        (Some(themes), _) => themes.nets(),
        (None, Some(question)) => resolver.nets(question, &request.nets),
        (None, None) => Vec::new(),
    };
    let weight = resolver.weight(request.weight.as_deref(), source.design.weight.as_deref());
    let matching = request.matching.as_ref().filter(|query| !query.trim().is_empty()).cloned();
    match question {
        Some(question) if resolver.problems.is_empty() => {
            let main = TabulateRequest { survey: source.id.clone(), question, banner, filters, matching, weight };
            Ok(Plan { themes, ..Plan::new(main, nets, &source.design, questionnaire) })
        }
        _ => Err(BreakdownError { problems: resolver.problems }),
    }
}

pub(super) struct Resolver<'a> {
    questionnaire: &'a Questionnaire,
    problems: Vec<Problem>,
}

impl Resolver<'_> {
    /// The question of the rows, fit to be counted by the base rule asked for.
    fn rows(&mut self, request: &BreakdownRequest) -> Option<usize> {
        let position = self.question("question", &request.question)?;
        let question = &self.questionnaire.questions[position];
        if question.kind == QuestionKind::Technical {
            let message = format!(
                "`{}` is not an answer but an id, a time or an address, so there is nothing to count",
                question.id
            );
            return self.fault(Problem::error("not_countable", field("question"), message));
        }
        if question.role == Some(Role::Weight) {
            let message = format!("`{}` is a weight, and what single people weigh is not shown", question.id);
            let problem = Problem::error("not_countable", field("question"), message);
            return self.fault(problem.hint(format!("weight another question with it: `--weight {}`", question.id)));
        }
        if request.base == Some(BaseRule::Ticks) && !(several_answers(question) && question.is_coded()) {
            let message = format!(
                "base `ticks` needs a question where people could choose several, and `{}` is not one",
                question.id
            );
            let problem = Problem::error("bad_base", field("base"), message);
            return self.fault(problem.hint("use one of `answered`, `asked`, `all`"));
        }
        Some(position)
    }

    /// The questions of one block of the banner; empty when one of them cannot be in it.
    fn block(&mut self, text: &str) -> Vec<usize> {
        let names = match parse_by(text) {
            Ok(names) => names,
            Err(problem) => {
                self.problems.push(*problem);
                return Vec::new();
            }
        };
        let found: Vec<usize> = names.iter().filter_map(|name| self.banner_question(name)).collect();
        let mut path: Vec<usize> = Vec::new();
        for position in &found {
            if !path.contains(position) {
                path.push(*position);
            }
        }
        if names.len() > DEEPEST || path.len() < found.len() {
            let message = format!("`{text}` nests too many questions, or one in itself");
            let hint = format!("nest at most {DEEPEST} different questions, or use several banners");
            self.problems.push(Problem::error("bad_banner", field("by"), message).hint(hint));
        }
        let width =
            |question: &usize| self.questionnaire.questions.get(*question).map_or(1, |it| answers(it).count() + 1);
        let columns = path.iter().map(width).fold(1, usize::saturating_mul);
        if columns > MOST_COLUMNS {
            let message = format!("`{text}` would make {columns} columns, and a table has at most {MOST_COLUMNS}");
            let hint = "make the question with so many answers the rows, or have them in fewer groups as a question of their own";
            self.problems.push(Problem::error("too_many_columns", field("by"), message).hint(hint));
        }
        path
    }

    fn banner_question(&mut self, name: &str) -> Option<usize> {
        let position = self.question("by", name)?;
        let question = &self.questionnaire.questions[position];
        if question.is_coded() {
            return Some(position);
        }
        let why = match question.kind {
            QuestionKind::Open => "is answered in words that have no code frame",
            QuestionKind::Number => "is answered with a number, which has no options",
            QuestionKind::Date => "is answered with a day, which has no options",
            _ => "has no options",
        };
        let message = format!("`{}` cannot be the columns of a table: it {why}", question.id);
        let hint = self.list("questions that can be columns", Question::is_coded);
        self.fault(Problem::error("not_a_banner", field("by"), message).hint(hint))
    }

    fn filter(&mut self, text: &str) -> Option<RowFilter> {
        let filter = match parse_where(text) {
            Ok(filter) => filter,
            Err(problem) => return self.fault(*problem),
        };
        let question = self.question("where", &filter.question)?;
        let asked = &self.questionnaire.questions[question];
        let comparison = match asked.kind {
            _ if asked.is_coded() => Comparison::AnyCode(self.options("where", asked, &filter)?),
            // Whoever tries numbers one by one would learn what single people weigh.
            _ if asked.role == Some(Role::Weight) => return self.not_a_filter(asked),
            QuestionKind::Number => {
                Comparison::AnyNumber(self.values(asked, &filter, "a number, such as `3` or `2.5`", number)?)
            }
            QuestionKind::Date => {
                Comparison::AnyNumber(self.values(asked, &filter, "a day, such as `2026-03-01`", day)?)
            }
            _ => return self.not_a_filter(asked),
        };
        Some(RowFilter { question, comparison })
    }

    fn not_a_filter(&mut self, question: &Question) -> Option<RowFilter> {
        let message = format!("`{}` has no options to choose people by", question.id);
        let problem = Problem::error("not_a_filter", field("where"), message);
        let hint = match question.kind {
            QuestionKind::Open => "to choose people by their words, search them with `matching`".to_owned(),
            _ => self.list("questions that can be filters", Question::is_coded),
        };
        self.fault(problem.hint(hint))
    }

    /// The nets of the rows: those a scale has by itself, then those asked for.
    fn nets(&mut self, question: usize, asked: &[String]) -> Vec<Net> {
        let question = &self.questionnaire.questions[question];
        let mut found = nets::usual(question);
        for text in asked {
            match nets::parse(text) {
                Ok(net) => found.extend(self.net(question, &net)),
                Err(problem) => self.problems.push(*problem),
            }
        }
        found
    }

    fn net(&mut self, question: &Question, net: &Filter) -> Option<Net> {
        if !question.is_coded() || question.kind == QuestionKind::Ranking {
            let message = format!("`{}` has no options that could be counted together", question.id);
            return self.fault(Problem::error("bad_net", field("net"), message));
        }
        let members = self.options("net", question, net)?;
        Some(nets::asked(question, &net.question, members))
    }

    /// The positions of the options or codes a filter names.
    fn options(&mut self, place: &str, question: &Question, filter: &Filter) -> Option<Vec<u16>> {
        let before = self.problems.len();
        let positions: Vec<u16> = filter.options.iter().filter_map(|name| self.option(place, question, name)).collect();
        (self.problems.len() == before).then_some(positions)
    }

    fn option(&mut self, place: &str, question: &Question, name: &str) -> Option<u16> {
        if let Some(position) = answer_position(question, name) {
            return Some(position);
        }
        let message = format!("`{name}` is not an answer to `{}`", question.id);
        let allowed: Vec<&str> = answers(question).map(|(_, label)| label).collect();
        let known = answers(question).flat_map(|(id, label)| [label, id]);
        let hint = with_guess(nearest(name, known), &listed("answers", &allowed));
        self.fault(Problem::error("unknown_option", field(place), message).hint(hint))
    }

    fn values(
        &mut self,
        question: &Question,
        filter: &Filter,
        expected: &str,
        read: fn(&str) -> Option<f64>,
    ) -> Option<Vec<f64>> {
        let before = self.problems.len();
        let mut values = Vec::new();
        for text in &filter.options {
            if let Some(value) = read(text) {
                values.push(value);
            } else {
                let message = format!("`{text}` cannot be an answer to `{}`", question.id);
                self.problems.push(Problem::error("unknown_option", field("where"), message).expected(expected));
            }
        }
        (self.problems.len() == before).then_some(values)
    }

    fn question(&mut self, place: &str, name: &str) -> Option<usize> {
        if let Some(position) = self.questionnaire.position(name) {
            return Some(position);
        }
        let questions = &self.questionnaire.questions;
        let of_grid =
            |question: &&Question| question.grid.as_ref().is_some_and(|grid| grid.id.eq_ignore_ascii_case(name));
        let items: Vec<&str> = questions.iter().filter(of_grid).map(|item| item.id.as_str()).collect();
        let problem = if items.is_empty() {
            let guess = nearest(name, questions.iter().map(|question| question.id.as_str()));
            let hint = with_guess(guess, &self.list("questions", |question| question.kind != QuestionKind::Technical));
            Problem::error("unknown_question", field(place), format!("there is no question `{name}`")).hint(hint)
        } else {
            let message = format!("`{name}` is a grid, and each of its items is a question");
            Problem::error("grid", field(place), message).hint(listed("items", &items))
        };
        self.fault(problem)
    }

    fn list(&self, what: &str, keep: impl Fn(&Question) -> bool) -> String {
        let kept = self.questionnaire.questions.iter().filter(|question| keep(question));
        listed(what, &kept.map(|question| question.id.as_str()).collect::<Vec<_>>())
    }

    /// Notes a fault; gives nothing, so that the caller can return it.
    fn fault<T>(&mut self, problem: Problem) -> Option<T> {
        self.problems.push(problem);
        None
    }
}

/// The ids and labels of what a coded question can be answered with: options, or codes of an open question's frame.
fn answers(question: &Question) -> impl Iterator<Item = (&str, &str)> {
    let open = question.kind == QuestionKind::Open;
    let options =
        question.options.iter().filter(move |_| !open).map(|option| (option.id.as_str(), option.label.as_str()));
    let codes = question.codes.iter().filter(move |_| open).map(|code| (code.id.as_str(), code.label.as_str()));
    options.chain(codes)
}

/// The position of the option or code called `name`.
fn answer_position(question: &Question, name: &str) -> Option<u16> {
    position_called(name, || answers(question)).and_then(|position| u16::try_from(position).ok())
}

fn number(text: &str) -> Option<f64> {
    text.parse().ok().filter(|value: &f64| value.is_finite())
}

fn day(text: &str) -> Option<f64> {
    text.parse().ok().map(|date: Date| days_since_epoch(date))
}

fn field(name: &str) -> Place {
    Place::default().field(name)
}

/// A list with what was probably meant before it.
pub(crate) fn with_guess(guess: Option<&str>, list: &str) -> String {
    match guess {
        Some(name) => format!("did you mean `{name}`? {list}"),
        None => list.to_owned(),
    }
}

/// What there is, by name.
pub(crate) fn listed(what: &str, names: &[&str]) -> String {
    if names.is_empty() {
        return format!("{what}: there are none");
    }
    let shown: Vec<String> = names.iter().take(LISTED).map(|name| format!("`{name}`")).collect();
    let more = names.len().saturating_sub(LISTED);
    let rest = if more == 0 { String::new() } else { format!(" and {more} more") };
    format!("{what}: {}{rest}", shown.join(", "))
}

#[cfg(test)]
mod tests;
