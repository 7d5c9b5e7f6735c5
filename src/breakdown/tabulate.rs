//! From what the engine counted to a table of shares.

use crate::breakdown::bands::date_of;
use crate::breakdown::base::{column_base, several_answers};
use crate::breakdown::columns::{ColumnPlan, plan_columns, wording};
use crate::breakdown::evidence::EvidenceCounts;
use crate::breakdown::net_rows::NetCounts;
use crate::breakdown::notes::{any_of, own_weight_note, table_notes};
use crate::breakdown::permalink::permalink;
use crate::breakdown::publication::{is_guarded, public_class};
use crate::breakdown::rounding::format_number;
use crate::breakdown::rows::{RowPlan, plan_rows, tally};
use crate::breakdown::statistics::{row_scores, statistics};
use crate::breakdown::table::{Cell, Column, PathPart, Row, Table, TableBase};
use crate::breakdown::theme_notes::theme_notes;
use crate::breakdown::{BaseRule, BreakdownRequest, Plan, RowsBy};
use crate::corpus::{Source, SurveyKind};
use crate::engine::{Comparison, Crosstab, CrosstabColumn, Distribution, RowFilter, TabulateRequest, Tally};
use crate::stats::people;
use crate::survey::{Class, Question, QuestionKind, Questionnaire};

/// The table of a request: every count, exact, nothing hidden. `plan` is what [`super::plan()`] made of the request, and `counted`
/// what the engine counted for each of its requests, in order.
pub fn build_table(
    request: &BreakdownRequest,
    source: &Source,
    questionnaire: &Questionnaire,
    plan: &Plan,
    counted: &[Crosstab],
) -> Table {
    let fallback = nothing_asked();
    let wanted = &plan.main;
    let question = questionnaire.questions.get(wanted.question).unwrap_or(&fallback);
    let rule = request.base.unwrap_or_else(|| BaseRule::usual(question));
    let main = counted.first().map_or(&[][..], |main| &main.columns);
    let plans = plan_columns(main, &wanted.banner, questionnaire, request.view);
    let counts: Vec<&CrosstabColumn> = plans.iter().map(|plan| &plan.counts).collect();
    let columns: Vec<Column> = plans.iter().map(|plan| column(plan, question, rule)).collect();
    let row_plans = if plan.themes.is_some() { Vec::new() } else { plan_rows(question, rule, &counts) };
    let evidence =
        EvidenceCounts { request, source, plan, counted, questionnaire, question, rule }.evidence(&row_plans, &plans);
    let scores = row_scores(question, &row_plans);
    let nets = NetCounts { plan, counted, questionnaire };
    let rows = if let Some(frame) = &plan.themes {
        nets.theme_rows(frame, question, &plans, &columns)
    } else {
        let nets = nets.rows(&row_plans, &plans, &columns);
        row_plans.into_iter().map(|plan| row(plan, &plans, &columns, question)).chain(nets).collect()
    };
    let filters = filter_words(wanted, questionnaire);
    let weight = weight_name(wanted, questionnaire);
    let mut notes = table_notes(source, question, questionnaire, &filters);
    notes.extend(plan.themes.iter().flat_map(theme_notes));
    notes.extend(own_weight_note(source.design.weight.as_deref(), request, weight.as_deref()));
    Table {
        survey: source.id.to_string(),
        survey_title: source.title.clone(),
        illustrative: source.illustrative,
        exempt: source.is_exempt(),
        position: wanted.question,
        question: question.id.clone(),
        question_text: wording(question),
        kind: question.kind,
        rows_by: request.rows,
        several: several_answers(question) && rule != BaseRule::Ticks,
        class: if is_guarded(request, source) { public_class(question) } else { question.class },
        survey_kind: source.survey_kind.unwrap_or(SurveyKind::Unknown),
        base: table_base(&plans, question, rule, request.rows),
        evidence,
        notes,
        within: within(wanted, questionnaire),
        filters,
        columns,
        rows,
        statistics: statistics(question, &counts),
        id: String::new(),
        data_version: String::new(),
        scores,
        permalink: permalink(request, rule, weight.as_deref()),
        weight,
    }
}

fn column(plan: &ColumnPlan, question: &Question, rule: BaseRule) -> Column {
    let counted = column_base(&plan.counts, question, rule);
    // Where only writing at all is counted, whoever wrote nothing is in the table too.
    let words = matches!(plan.counts.answers, Distribution::Texts);
    Column {
        id: plan.id.clone(),
        label: plan.label.clone(),
        block: plan.block.clone(),
        letter: plan.letter,
        path: plan.path.clone(),
        within: Vec::new(),
        tells_silence: false,
        unweighted_base: counted.base.n,
        people: if words { counted.base.n } else { counted.answered },
        weighted_base: counted.base.weight,
        squared: counted.base.weight_squared,
        effective_base: effective(counted.base),
    }
}

fn row(plan: RowPlan, plans: &[ColumnPlan], columns: &[Column], question: &Question) -> Row {
    let cells = plans.iter().zip(columns).map(|(column, head)| {
        let answered = || column_base(&column.counts, question, BaseRule::Answered).base;
        cell(tally(&plan, &column.counts, answered), head)
    });
    let (cells, code, members) = (cells.collect(), plan.code(), Vec::new());
    Row { cells, code, id: plan.id, label: plan.label, members, reason: plan.reason, span: plan.span, filed: None }
}

pub(super) fn cell(tally: Tally, column: &Column) -> Cell {
    let share = (column.weighted_base > 0.0).then(|| (tally.weight / column.weighted_base).clamp(0.0, 1.0));
    Cell { count: tally.n, weighted: tally.weight, squared: tally.weight_squared, share, ..Cell::default() }
}

/// Kish's effective base.
fn effective(base: Tally) -> f64 {
    let effective = base.weight * base.weight / base.weight_squared;
    if effective.is_finite() { effective.min(people(base.n)) } else { 0.0 }
}

fn table_base(plans: &[ColumnPlan], question: &Question, rule: BaseRule, rows: RowsBy) -> TableBase {
    let total = plans.iter().find(|plan| plan.path.is_empty());
    let excluded = total.map(|plan| column_base(&plan.counts, question, rule).excluded).unwrap_or_default();
    let definition = match (rows, rule) {
        (RowsBy::Themes, BaseRule::Answered) => "everyone asked who left a comment",
        _ => rule.definition(),
    };
    TableBase { rule, definition: definition.to_owned(), excluded }
}

fn weight_name(wanted: &TabulateRequest, questionnaire: &Questionnaire) -> Option<String> {
    let question = wanted.weight.and_then(|position| questionnaire.questions.get(position));
    question.map(|question| question.id.clone())
}

/// The filters of one option each, as parts of the path of every column.
fn within(wanted: &TabulateRequest, questionnaire: &Questionnaire) -> Vec<PathPart> {
    let part = |filter: &RowFilter| match &filter.comparison {
        Comparison::AnyCode(codes) => {
            let [code] = codes[..] else { return None };
            let several = several_answers(questionnaire.questions.get(filter.question)?);
            Some(PathPart { question: filter.question, option: Some(code), several })
        }
        Comparison::AnyNumber(_) => None,
    };
    wanted.filters.iter().filter_map(part).collect()
}

/// The filters and the search as sentences.
fn filter_words(wanted: &TabulateRequest, questionnaire: &Questionnaire) -> Vec<String> {
    let filters = wanted.filters.iter().filter_map(|filter| one_filter(filter, questionnaire));
    let search = wanted.matching.iter().map(|query| format!("Only people whose written answers match “{query}”."));
    filters.chain(search).collect()
}

fn one_filter(filter: &RowFilter, questionnaire: &Questionnaire) -> Option<String> {
    let question = questionnaire.questions.get(filter.question)?;
    let labels: Vec<String> = match &filter.comparison {
        Comparison::AnyCode(codes) => codes.iter().map(|code| label(question, *code)).collect(),
        Comparison::AnyNumber(numbers) if question.kind == QuestionKind::Date => {
            numbers.iter().filter_map(|days| date_of(*days)).map(|date| date.to_string()).collect()
        }
        Comparison::AnyNumber(numbers) => numbers.iter().map(|number| format_number(*number, 9)).collect(),
    };
    Some(format!("Only people who answered {} to “{}”.", any_of(&labels), wording(question)))
}

fn label(question: &Question, code: u16) -> String {
    let position = usize::from(code);
    let found = if question.kind == QuestionKind::Open {
        question.codes.get(position).map(|code| &code.label)
    } else {
        question.options.get(position).map(|option| &option.label)
    };
    found.map_or_else(|| code.to_string(), Clone::clone)
}

/// Stands in for a position the questionnaire does not have, so that a mismatch gives an empty table instead of a crash.
fn nothing_asked() -> Question {
    Question {
        id: String::new(),
        text: String::new(),
        kind: QuestionKind::Technical,
        class: Class::Sensitive,
        options: Vec::new(),
        grid: None,
        asked_if: None,
        codes: Vec::new(),
        role: None,
        empty_is_answer: false,
    }
}

#[cfg(test)]
mod tests;
