//! Nets: several answers counted as one row, each person once.

use crate::breakdown::base::several_answers;
use crate::breakdown::scale::Scale;
use crate::breakdown::{Filter, parse_where};
use crate::problem::{Place, Problem};
use crate::survey::Question;

/// Scales of so many points have their two best and two worst points counted together without being asked.
const TOP_TWO: std::ops::RangeInclusive<usize> = 4..=7;

/// One net.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Net {
    /// `net:` and the ids of its members joined.
    pub(super) id: String,
    /// What it says at its head.
    pub(super) label: String,
    /// The positions of the options or codes it counts.
    pub(super) members: Vec<u16>,
}

impl Net {
    fn new(question: &Question, name: Option<&str>, members: Vec<u16>) -> Self {
        let (ids, labels): (Vec<&str>, Vec<&str>) = members.iter().filter_map(|code| answer(question, *code)).unzip();
        let label = name.map_or_else(|| labels.join(" or "), |name| format!("{name} ({})", labels.join(" or ")));
        Self { id: format!("net:{}", ids.join("+")), label: format!("Net: {label}"), members }
    }

    /// Whether a person may be in two of its members, so that it must be counted and cannot be added up.
    pub(super) fn must_be_counted(question: &Question) -> bool {
        several_answers(question)
    }
}

/// The nets a scale has by itself: its two first and its two last points.
pub(super) fn usual(question: &Question) -> Vec<Net> {
    let Some(points) = Scale::of(question).map(|scale| scale.points).filter(|points| TOP_TWO.contains(&points.len()))
    else {
        return Vec::new();
    };
    let (first, last) = (points.iter().take(2), points.iter().skip(points.len() - 2));
    [first.copied().collect(), last.copied().collect()]
        .into_iter()
        .map(|members| Net::new(question, None, members))
        .collect()
}

/// Reads a net as typed: `Name=Option|Option`.
///
/// # Errors
/// When it cannot be read, or does not name two options.
pub(super) fn parse(text: &str) -> Result<Filter, Box<Problem>> {
    let hint = "write `Name=Option|Option` with two options or more";
    let fault =
        |message: String| Box::new(Problem::error("bad_net", Place::default().field("net"), message).hint(hint));
    let read = parse_where(text).map_err(|problem| fault(problem.message))?;
    if read.options.len() < 2 {
        return Err(fault(format!("the net `{text}` names one option only")));
    }
    Ok(read)
}

/// A net a person asked for.
pub(super) fn asked(question: &Question, name: &str, members: Vec<u16>) -> Net {
    Net::new(question, Some(name), members)
}

fn answer(question: &Question, code: u16) -> Option<(&str, &str)> {
    let at = usize::from(code);
    match question.options.get(at) {
        Some(option) => Some((&option.id, &option.label)),
        None => question.codes.get(at).map(|code| (code.id.as_str(), code.label.as_str())),
    }
}
