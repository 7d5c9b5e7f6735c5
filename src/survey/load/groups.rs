//! Columns that belong together: a column per option, a rank each, or an item of a grid each.

use std::collections::{BTreeMap, HashMap};

use super::cell::read_tick;
use super::heading::Heading;
use super::labels::{self, tick};
use super::numbers;
use super::outcome::Tick;
use super::plan::TickColumn;
use super::profile::{Column, filled_together};
use crate::text::{fold, normalise};

/// Columns that share a heading.
pub(super) struct Group {
    pub(super) columns: Vec<usize>,
    /// The columns of words written beside the options.
    pub(super) words: Vec<usize>,
    /// Whether the heading itself says that they are one question.
    pub(super) bracketed: bool,
}

/// The groups among the columns that are answers, in the order of their first column.
pub(super) fn find(columns: &[Column], answers: &[usize]) -> Vec<Group> {
    let mut bracketed: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for index in answers {
        if let Some(key) = key(&columns[*index].heading) {
            bracketed.entry(key).or_default().push(*index);
        }
    }
    let numbered = numbered(columns, answers);
    let alone = Alone::find(columns, answers, &numbered);
    let mut groups: Vec<Group> = Vec::new();
    for members in bracketed.into_values() {
        let (words, rest): (Vec<usize>, Vec<usize>) =
            members.into_iter().partition(|index| holds_words(&columns[*index]));
        let empty = |index: &usize| columns[*index].heading.words && columns[*index].answered() == 0;
        if !rest.iter().all(empty) {
            groups.push(Group { columns: rest, words, bracketed: true });
            continue;
        }
        let beside: Vec<usize> = words.iter().chain(&rest).copied().collect();
        match alone.of(columns, &beside) {
            Some(own) => groups.push(Group { columns: vec![own], words: beside, bracketed: true }),
            None => groups.push(Group { columns: rest, words, bracketed: true }),
        }
    }
    groups.retain(|group| !group.columns.is_empty());
    groups.extend(numbered);
    groups.sort_by_key(|group| group.columns.first().copied());
    groups
}

/// Questions in one column that belong to no group, with which words in the columns beside them may go.
struct Alone {
    free: Vec<bool>,
    /// By their code; `None` where several have it.
    coded: HashMap<String, Option<usize>>,
}

impl Alone {
    fn find(columns: &[Column], answers: &[usize], numbered: &[Group]) -> Self {
        let mut free = vec![false; columns.len()];
        for index in answers {
            let heading = &columns[*index].heading;
            free[*index] = key(heading).is_none() && !heading.blank && heading.item.is_none();
        }
        numbered.iter().flat_map(|group| &group.columns).for_each(|index| free[*index] = false);
        let mut coded: HashMap<String, Option<usize>> = HashMap::new();
        for index in answers.iter().filter(|index| free[**index]) {
            if let Some(code) = &columns[*index].heading.code {
                coded.entry(code.to_lowercase()).and_modify(|known| *known = None).or_insert(Some(*index));
            }
        }
        Self { free, coded }
    }

    /// The question that the columns of words `beside` it stand beside: of the same code, else the neighbour of the same words.
    fn of(&self, columns: &[Column], beside: &[usize]) -> Option<usize> {
        let first = *beside.first()?;
        let heading = &columns[first].heading;
        if heading.item.is_some() {
            return None;
        }
        if let Some(code) = &heading.code {
            return self.coded.get(&code.to_lowercase()).copied().flatten();
        }
        let before = beside.iter().min()?.checked_sub(1)?;
        let left = &columns.get(before).filter(|_| self.free[before])?.heading;
        (left.code.is_none() && normalise(&left.text) == normalise(&heading.text)).then_some(before)
    }
}

/// What columns of one question share: the code before the brackets, else the words before them; and the row of the grid.
fn key(heading: &Heading) -> Option<String> {
    let item = heading.item.as_ref().map(|item| format!(" item {} {}", item.code, normalise(&item.text)));
    let item = item.unwrap_or_default();
    match (&heading.code, &heading.part, &heading.option) {
        (Some(code), Some(_), _) => Some(format!("code {}{item}", code.to_lowercase())),
        (Some(code), None, _) if heading.words => Some(format!("code {}{item}", code.to_lowercase())),
        (None, None, Some(_)) if !heading.text.is_empty() => Some(format!("text {}{item}", normalise(&heading.text))),
        (None, None, None) if heading.words => Some(format!("text {}{item}", normalise(&heading.text))),
        _ => None,
    }
}

/// Whether the column holds words written beside the options rather than a tick.
fn holds_words(column: &Column) -> bool {
    let named = column.heading.part.as_deref().is_some_and(|part| part.eq_ignore_ascii_case("other"));
    (named || column.heading.words)
        && (!column.is_whole() || column.filled().any(|(value, _)| !is_tick(value, &column.heading)))
}

fn is_tick(value: &str, heading: &Heading) -> bool {
    tick(value).is_some() || heading.option.as_deref().is_some_and(|option| normalise(option) == normalise(value))
}

/// Runs of neighbouring columns `code_1, code_2, ...` that hold nothing but ticks.
fn numbered(columns: &[Column], answers: &[usize]) -> Vec<Group> {
    let mut runs: Vec<(String, Vec<usize>)> = Vec::new();
    for index in answers {
        let heading = &columns[*index].heading;
        let stem = match (&heading.code, &heading.part) {
            (Some(code), None) if !heading.words => code.rsplit_once('_').map(|(stem, _)| stem.to_lowercase()),
            _ => None,
        };
        let Some(stem) = stem.filter(|stem| !stem.is_empty()) else {
            continue;
        };
        match runs.last_mut() {
            Some((last, run)) if *last == stem && run.last().is_some_and(|before| before + 1 == *index) => {
                run.push(*index);
            }
            _ => runs.push((stem, vec![*index])),
        }
    }
    let ticks = |run: &Vec<usize>| run.len() > 1 && tick_columns(columns, run, false).is_some();
    let runs = runs.into_iter().map(|(_, run)| run).filter(ticks);
    runs.map(|columns| Group { columns, words: Vec::new(), bracketed: false }).collect()
}

/// Columns that are a tick each.
pub(super) struct Ticks {
    /// A column per option; the options are numbered in the order of the columns.
    pub(super) members: Vec<TickColumn>,
    /// Whether any cell says "no" in so many words.
    pub(super) explicit: bool,
}

/// What the columns are, when every one of them is a tick column. A column whose only content is one label is one, when the label
/// is that of its heading, or when each column of the group has a label of its own.
pub(super) fn tick_columns(columns: &[Column], members: &[usize], bracketed: bool) -> Option<Ticks> {
    let constants: Vec<Option<&str>> = members.iter().map(|index| constant(&columns[*index])).collect();
    let own_labels = have_own_labels(columns, members, &constants);
    let (mut any, mut explicit) = (false, false);
    let mut ticks = Vec::new();
    for ((index, constant), option) in members.iter().zip(constants).zip(0_u16..) {
        let column = &columns[*index];
        any |= column.answered() > 0;
        let label = constant.filter(|label| own_labels || names(&column.heading, label)).map(normalise);
        for (value, _) in column.filled() {
            let (tick, words) = read_tick(value, label.as_deref());
            explicit |= tick == Tick::No;
            if words || !column.is_whole() {
                return None;
            }
        }
        ticks.push(TickColumn { column: *index, option, label });
    }
    // A single column in brackets is a question of its own rather than a list of one option.
    let optional = members.first().is_some_and(|first| columns[*first].heading.option.is_some());
    let enough = members.len() > 1 || (bracketed && optional && !explicit);
    (any && enough).then_some(Ticks { members: ticks, explicit })
}

/// Whether any cell of the columns says "no" in so many words.
pub(super) fn says_no(columns: &[Column], members: &[TickColumn]) -> bool {
    let is_no = |member: &TickColumn| {
        columns[member.column].filled().any(|(value, _)| read_tick(value, member.label.as_deref()).0 == Tick::No)
    };
    members.iter().any(is_no)
}

/// Whether the columns are answered with Yes and No, in words, and some people answered only some of them: each is then a question
/// of its own, where a blank is not a No.
pub(super) fn are_asked_apart(columns: &[Column], members: &[usize]) -> bool {
    let says = |words: &[&str]| {
        let filled = members.iter().flat_map(|index| columns[*index].filled());
        filled.filter(|(text, _)| words.contains(&labels::bare(text).as_str())).map(|(_, count)| count).sum::<u64>()
    };
    let (yes, no) = (says(&["yes", "y", "ja"]), says(&["no", "n", "nein"]));
    let answered: Vec<&Column> =
        members.iter().map(|index| &columns[*index]).filter(|column| column.answered() > 0).collect();
    let all: u64 = answered.iter().map(|column| column.answered()).sum();
    let (_, any) = filled_together(&answered);
    let some = answered.iter().any(|column| column.answered() < any);
    yes > 0 && no > 0 && yes + no == all && some
}

/// Whether each column of the group that holds anything holds one label and no other column holds the same.
fn have_own_labels(columns: &[Column], members: &[usize], constants: &[Option<&str>]) -> bool {
    let mut labels: Vec<String> = constants.iter().flatten().map(|label| normalise(label)).collect();
    let filled = labels.len();
    labels.sort_unstable();
    labels.dedup();
    let is_own = |(constant, index): (Option<&str>, &usize)| match constant {
        Some(label) => tick(label) != Some(false),
        None => columns[*index].answered() == 0,
    };
    let rows = members.first().map_or(0, |index| columns[*index].rows);
    // In a handful of rows any column may happen to hold one label only.
    rows >= 5 && filled > 1 && labels.len() == filled && constants.iter().copied().zip(members).all(is_own)
}

/// The only content of a column.
fn constant(column: &Column) -> Option<&str> {
    let mut filled = column.filled();
    let (first, _) = filled.next()?;
    (filled.next().is_none() && column.is_whole()).then_some(first)
}

/// Whether `label` is the option the heading names.
fn names(heading: &Heading, label: &str) -> bool {
    let same = |name: &Option<String>| name.as_ref().is_some_and(|name| normalise(name) == normalise(label));
    same(&heading.option) || same(&heading.part)
}

/// Whether the tick columns are the options of a single choice, spread over columns: nobody has two of them, though many have one.
pub(super) fn is_single(columns: &[Column], members: &[usize]) -> bool {
    let group: Vec<&Column> = members.iter().map(|index| &columns[*index]).collect();
    let used = group.iter().filter(|column| column.answered() > 0).count();
    let says_several = group.first().is_some_and(|column| {
        let heading = fold(&column.heading.full);
        ["all that apply", "select all", "tick all", "check all", "choose all", "as many as"]
            .iter()
            .any(|words| heading.contains(words))
    });
    let (several, any) = filled_together(&group);
    // Ten people without a second tick among two options may be chance; it is less so the more people there are.
    several == 0 && used > 1 && any >= 20 && !says_several
}

/// Whether each of the columns is a rank, best first, and holds the item put there: `Rank 1`, `2nd choice`, in their order.
pub(super) fn is_ranked_items(columns: &[Column], members: &[usize]) -> bool {
    let rank = |index: &usize| columns[*index].heading.option.as_deref().and_then(rank_named);
    members.len() > 1 && members.iter().zip(1_usize..).all(|(index, at)| rank(index) == Some(at))
}

/// The rank that a heading names.
fn rank_named(option: &str) -> Option<usize> {
    let folded = fold(option);
    let words: Vec<&str> = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let named =
        |word: &str| ["rank", "ranking", "choice", "preference", "priority", "place", "position"].contains(&word);
    match words[..] {
        [word, number] if named(word) => number.parse().ok(),
        [number, word] if named(word) => number.trim_end_matches(|c: char| c.is_ascii_alphabetic()).parse().ok(),
        ["first", word] if named(word) => Some(1),
        ["second", word] if named(word) => Some(2),
        ["third", word] if named(word) => Some(3),
        _ => None,
    }
}

/// Whether the columns hold a rank each: whole numbers from one to as many as there are columns, and every rank given equally
/// often, as it is where people put all items in order. Where the heading speaks of ranks, unequal counts do not speak against it.
pub(super) fn is_ranking(columns: &[Column], members: &[usize]) -> bool {
    let most = members.len();
    let mut given = vec![0_u64; most];
    for (value, count) in members.iter().flat_map(|index| columns[*index].filled()) {
        let rank = numbers::whole(value).and_then(|whole| whole.parse::<usize>().ok());
        let Some(slot) = rank.and_then(|rank| rank.checked_sub(1)).and_then(|at| given.get_mut(at)) else {
            return false;
        };
        *slot += count;
    }
    let (least, greatest) = (given.iter().min().copied(), given.iter().max().copied());
    let says = members.first().is_some_and(|index| {
        let heading = format!(" {} ", fold(&columns[*index].heading.full));
        ["rank", "order of preference", "order of importance"].iter().any(|words| heading.contains(words))
    });
    let answered = greatest.unwrap_or_default();
    most >= 2 && answered > 0 && (says || (most >= 3 && answered >= 10 && least == greatest))
}
