//! Routing that no questionnaire tells, read off the answers: a question that only people with certain answers to an earlier one
//! have answered. It is an open point, never taken for granted.

use std::collections::BTreeMap;

use crate::survey::load::plan::{From, Plan};
use crate::survey::load::points::{Points, beneath};
use crate::survey::load::profile::{Column, NO_CODE};
use crate::survey::{Answer, QuestionKind};

/// Rows that are looked at first, to drop most pairs of questions soon.
const FIRST_ROWS: usize = 1_000;
/// How many earlier questions may decide.
const EARLIER: usize = 60;
/// The most options of a question that decides.
const MOST_OPTIONS: usize = 20;
/// Chance may leave a question empty throughout for some answer to another one with this probability, per answer.
const CHANCE: f64 = 1e-4;
/// The fewest people who were asked, and who were not.
const FEWEST: u32 = 10;
/// The least share of those asked who answered: whether somebody leaves a comment is no routing.
const LEAST_SHARE: f64 = 0.9;
/// How many people choose an option at least, for most options of a question that decides.
const SEVERAL: u32 = 3;
/// How many routes a point shows.
const SHOWN: usize = 6;

/// A question that may decide who is asked another: for each of the first rows its option, `None` where it is empty.
struct Deciding<'p> {
    plan: &'p Plan,
    place: usize,
    option_of: Vec<Option<usize>>,
    codes: &'p [u8],
}

/// One open point for all questions that look as if only some were asked them.
pub(in super::super) fn tell(plans: &[Plan], columns: &[Column], points: &mut Points) {
    let deciding: Vec<Deciding<'_>> =
        plans.iter().enumerate().filter_map(|(place, plan)| decides(place, plan, columns)).collect();
    let mut routes: BTreeMap<(usize, Vec<usize>), Vec<String>> = BTreeMap::new();
    for (place, plan) in plans.iter().enumerate().filter(|(_, plan)| plan.question.asked_if.is_none()) {
        let own: Vec<&Column> = plan.from.columns().into_iter().map(|index| &columns[index]).collect();
        let earlier = deciding.iter().rev().filter(|other| other.place < place).take(EARLIER);
        let route = earlier.filter_map(|other| Some((other.place, asked(other, &own)?))).max_by(|one, other| {
            // The answers that leave the fewest empty; the first question that does.
            one.1.share.total_cmp(&other.1.share).then(other.0.cmp(&one.0))
        });
        if let Some((by, route)) = route {
            routes.entry((by, route.options)).or_default().push(plan.question.id.clone());
        }
    }
    describe(plans, &routes, points);
}

fn describe(plans: &[Plan], routes: &BTreeMap<(usize, Vec<usize>), Vec<String>>, points: &mut Points) {
    let asked: usize = routes.values().map(Vec::len).sum();
    let route = |((by, options), questions): (&(usize, Vec<usize>), &Vec<String>)| {
        let question = &plans[*by].question;
        let ids: Vec<&str> = options.iter().map(|at| question.options[*at].id.as_str()).collect();
        let more = if questions.len() > 1 { format!(" and {} more", questions.len() - 1) } else { String::new() };
        format!("`{}`{more} if `{}={}`", questions[0], question.id, ids.join("|"))
    };
    let shown: Vec<String> = routes.iter().take(SHOWN).map(route).collect();
    let one = routes.values().next().filter(|_| asked == 1).and_then(|questions| questions.first());
    let Some(example) = shown.first().and_then(|text| text.rsplit_once("if `")).map(|(_, condition)| condition) else {
        return;
    };
    let (noun, verb) = if asked == 1 { ("question", "was") } else { ("questions", "were") };
    let rest =
        if routes.len() > SHOWN { format!("; and {} more such routes", routes.len() - SHOWN) } else { String::new() };
    let message = format!(
        "{asked} {noun} {verb} answered only by people who gave certain answers before, as if nobody else was asked: {}{rest}",
        shown.join("; ")
    );
    let settle = beneath(&format!("`asked_if = \"{}\"`", example.trim_end_matches('`')), "if so");
    points.push(
        "looks_routed",
        one.map(String::as_str),
        message,
        "everybody counts as asked, and empty as blank",
        settle,
    );
}

fn decides<'p>(place: usize, plan: &'p Plan, columns: &'p [Column]) -> Option<Deciding<'p>> {
    let From::Column { column, reader } = &plan.from else { return None };
    let chosen = matches!(plan.question.kind, QuestionKind::Single | QuestionKind::Scale);
    if !chosen || !(2..=MOST_OPTIONS).contains(&plan.question.options.len()) {
        return None;
    }
    let column = columns.get(*column)?;
    let option_of = column.values.keys().take(usize::from(NO_CODE)).map(|text| match reader.read(text).answer {
        Answer::Options(options) => options.first().map(|option| usize::from(*option)),
        _ => None,
    });
    Some(Deciding { plan, place, option_of: option_of.collect(), codes: &column.codes })
}

/// Who was asked, as it seems.
struct Route {
    /// The options of the deciding question, by their place.
    options: Vec<usize>,
    /// The share of those people who answered.
    share: f64,
}

/// The answers to `deciding` that all who filled `own` have given, where the others are many and none of them filled it.
fn asked(deciding: &Deciding<'_>, own: &[&Column]) -> Option<Route> {
    let options = deciding.plan.question.options.len();
    let rows = deciding.codes.len();
    let first = count(deciding, own, 0..rows.min(FIRST_ROWS), options);
    if first.iter().all(|(answered, all)| *answered > 0 || *all == 0) && rows >= FIRST_ROWS {
        return None;
    }
    let tally = count(deciding, own, 0..rows, options);
    let (unknown, known) = tally.split_last()?;
    let (answered, all) = known
        .iter()
        .filter(|(answered, _)| *answered > 0)
        .fold((0, 0), |sum, (answered, all)| (sum.0 + answered, sum.1 + all));
    let share = f64::from(answered) / f64::from(all.max(1));
    let left: Vec<u32> = known.iter().filter(|(answered, _)| *answered == 0).map(|(_, all)| *all).collect();
    let not_asked: u32 = left.iter().sum();
    // That each of these answers goes with an empty cell must not be chance.
    let chance = |people: u32| (1.0 - share).powf(f64::from(people));
    let certain = left.iter().filter(|people| **people > 0).all(|people| chance(*people) < CHANCE);
    // A number of the record is no answer to choose, and goes with anything.
    let several = known.iter().filter(|(_, all)| *all >= SEVERAL).count() * 2 > known.len();
    let many = all >= FEWEST && not_asked >= FEWEST && several;
    let route = unknown.0 == 0 && share >= LEAST_SHARE && many && certain;
    let places = known.iter().enumerate().filter(|(_, (answered, _))| *answered > 0).map(|(at, _)| at);
    route.then(|| Route { options: places.collect(), share })
}

/// For each option, and at the end for those who gave none: who filled any column of `own`, and all.
fn count(deciding: &Deciding<'_>, own: &[&Column], rows: std::ops::Range<usize>, options: usize) -> Vec<(u32, u32)> {
    let mut tally = vec![(0, 0); options + 1];
    for row in rows {
        let code = deciding.codes.get(row).copied().unwrap_or(NO_CODE);
        let option = deciding.option_of.get(usize::from(code)).copied().flatten().unwrap_or(options);
        if let Some((answered, all)) = tally.get_mut(option) {
            *answered += u32::from(own.iter().any(|column| column.is_filled(row)));
            *all += 1;
        }
    }
    tally
}
