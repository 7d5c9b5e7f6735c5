//! Cells cut at every delimiter, and put together again where an option holds the delimiter.
//!
//! Pieces belong together when they never go apart, when a small letter or a space shows that a piece goes on with what stands
//! before it, or when a piece stands twice in a cell and never at its end, as `Advice` does in `Advice, by phone, Advice, by post`.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::heading::trim_cell;
use super::numbers;
use crate::text::normalise;

/// Pieces that are together this often, and never apart, are one option.
const TOGETHER: u64 = 4;
/// The same where any other sign is missing and the delimiter hardly ever stands in an option.
const TOGETHER_PLAIN: u64 = 10;

/// A cell as the options it seems to hold.
pub(super) struct Cell {
    pub(super) options: Vec<Piece>,
    pub(super) count: u64,
}

/// An option in a cell.
pub(super) struct Piece {
    /// In the most frequent spelling.
    pub(super) label: String,
    /// As it stands in the cell.
    pub(super) written: String,
    /// Whether it holds the delimiter.
    pub(super) joined: bool,
}

/// What came of cutting and joining.
pub(super) struct Joined {
    pub(super) cells: Vec<Cell>,
    /// Pieces that never go apart, but are too few to tell whether they are one option.
    pub(super) doubtful: BTreeSet<String>,
}

/// A cell cut at every delimiter.
struct Cut<'v> {
    /// The pieces in their most frequent spelling.
    pieces: Vec<&'v str>,
    /// The pieces as they stand in the cell.
    written: Vec<&'v str>,
    /// Whether a space stands before the delimiter that the piece follows, and before the piece.
    spaced: Vec<(bool, bool)>,
    count: u64,
}

/// The options in `entries`, distinct cells and how often each occurs.
pub(super) fn join(entries: &[(&str, u64)], delimiter: char) -> Joined {
    let cut = cut(entries, delimiter);
    let signs = Signs::of(&cut, delimiter);
    let doubtful = signs.doubtful().into_iter().map(str::to_owned).collect();
    Joined { cells: cut.iter().map(|cell| put_together(cell, &signs)).collect(), doubtful }
}

fn put_together(cell: &Cut<'_>, signs: &Signs<'_>) -> Cell {
    let mut options: Vec<Piece> = Vec::new();
    let mut last = None;
    for ((piece, written), spaced) in cell.pieces.iter().copied().zip(&cell.written).zip(&cell.spaced) {
        let before = last.replace(piece).filter(|before| signs.belong(before, piece));
        match (before, options.last_mut()) {
            (Some(_), Some(option)) => {
                for (text, more) in [(&mut option.label, piece), (&mut option.written, *written)] {
                    if spaced.0 {
                        text.push(' ');
                    }
                    text.push(signs.delimiter);
                    if spaced.1 {
                        text.push(' ');
                    }
                    text.push_str(more);
                }
                option.joined = true;
            }
            _ => options.push(Piece { label: piece.to_owned(), written: (*written).to_owned(), joined: false }),
        }
    }
    Cell { options, count: cell.count }
}

/// The pieces of a cell. A comma inside brackets, or without a space after it, divides nothing.
fn pieces(text: &str, delimiter: char) -> Vec<&str> {
    let mut pieces = Vec::new();
    let (mut start, mut depth) = (0, 0_u32);
    let balanced = text.matches('(').count() == text.matches(')').count();
    for (at, c) in text.char_indices() {
        match c {
            '(' if balanced => depth += 1,
            ')' if balanced => depth = depth.saturating_sub(1),
            _ if c == delimiter && (delimiter != ',' || (depth == 0 && divides(&text[at + 1..]))) => {
                pieces.push(&text[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    pieces.push(&text[start..]);
    pieces.retain(|piece| !trim_cell(piece).is_empty());
    pieces
}

fn divides(after: &str) -> bool {
    after.is_empty() || after.starts_with(char::is_whitespace)
}

/// The cells in pieces. Pieces that differ in case or spacing only are taken for one, and so are `1` and `1.0`, in the spelling
/// most people have.
fn cut<'v>(entries: &[(&'v str, u64)], delimiter: char) -> Vec<Cut<'v>> {
    let raw: Vec<(Vec<&'v str>, u64)> = entries.iter().map(|(text, count)| (pieces(text, delimiter), *count)).collect();
    let mut counts: BTreeMap<&'v str, u64> = BTreeMap::new();
    for (pieces, count) in &raw {
        for piece in pieces {
            *counts.entry(trim_cell(piece)).or_default() += count;
        }
    }
    let mut usual: HashMap<String, (&'v str, u64)> = HashMap::new();
    for (piece, count) in &counts {
        let best = usual.entry(same(piece)).or_insert((piece, *count));
        if *count > best.1 {
            *best = (piece, *count);
        }
    }
    let spelling: HashMap<&'v str, &'v str> =
        counts.keys().map(|piece| (*piece, usual.get(&same(piece)).map_or(*piece, |(best, _)| *best))).collect();
    let one = |(raw, count): (Vec<&'v str>, u64)| {
        let before = std::iter::once(false).chain(raw.iter().map(|piece| piece.ends_with(char::is_whitespace)));
        let spaced = before.zip(raw.iter().map(|piece| piece.starts_with(char::is_whitespace))).collect();
        let written: Vec<&'v str> = raw.into_iter().map(trim_cell).collect();
        let pieces = written.iter().map(|piece| spelling.get(piece).copied().unwrap_or(piece)).collect();
        Cut { pieces, written, spaced, count }
    };
    raw.into_iter().map(one).collect()
}

/// What all spellings of a piece have in common.
fn same(piece: &str) -> String {
    numbers::whole(piece).unwrap_or_else(|| normalise(piece))
}

fn is_small(piece: &str) -> bool {
    piece.chars().next().is_some_and(char::is_lowercase)
}

/// What shows that pieces belong together.
struct Signs<'v> {
    delimiter: char,
    counts: HashMap<&'v str, u64>,
    pairs: HashMap<(&'v str, &'v str), u64>,
    /// Pieces that begin a cell, and that end one.
    begin: HashSet<&'v str>,
    end: HashSet<&'v str>,
    /// Pieces that stand twice in a cell.
    twice: HashSet<&'v str>,
    /// Pieces that begin a cell or have no space before them.
    unspaced: HashSet<&'v str>,
    /// Pieces after which a piece stands that might be an option.
    free: HashSet<&'v str>,
    /// Whether pieces follow each other without a space.
    bare: bool,
    /// Whether options begin with a capital letter, as nearly all cells do.
    capital: bool,
}

impl<'v> Signs<'v> {
    fn of(cells: &[Cut<'v>], delimiter: char) -> Self {
        let mut signs = Self {
            delimiter,
            counts: HashMap::new(),
            pairs: HashMap::new(),
            begin: HashSet::new(),
            end: HashSet::new(),
            twice: HashSet::new(),
            unspaced: HashSet::new(),
            free: HashSet::new(),
            bare: false,
            capital: false,
        };
        let (mut all, mut small) = (0_u64, 0_u64);
        for cell in cells {
            signs.take(cell);
            let first = cell.pieces.first();
            all += cell.count;
            small += if first.is_some_and(|first| is_small(first)) { cell.count } else { 0 };
        }
        signs.capital = small * 10 <= all;
        let free = signs.pairs.keys().filter(|(_, second)| !signs.goes_on(second)).map(|(first, _)| *first);
        signs.free = free.collect();
        signs
    }

    fn take(&mut self, cell: &Cut<'v>) {
        self.begin.extend(cell.pieces.first());
        self.end.extend(cell.pieces.last());
        let mut seen = HashSet::new();
        for (at, (piece, spaced)) in cell.pieces.iter().copied().zip(&cell.spaced).enumerate() {
            *self.counts.entry(piece).or_default() += cell.count;
            if !seen.insert(piece) {
                self.twice.insert(piece);
            }
            if at == 0 || !spaced.1 {
                self.unspaced.insert(piece);
                self.bare |= at > 0;
            }
        }
        for pair in cell.pieces.windows(2) {
            if let [first, second] = pair {
                *self.pairs.entry((first, second)).or_default() += cell.count;
            }
        }
    }

    fn count(&self, piece: &str) -> u64 {
        self.counts.get(piece).copied().unwrap_or_default()
    }

    /// Whether a piece goes on with what stands before it: it begins with a small letter and never begins a cell.
    fn goes_on(&self, piece: &str) -> bool {
        self.capital && is_small(piece) && !self.begin.contains(piece)
    }

    /// Whether `second`, which stands after `first`, belongs to it.
    fn belong(&self, first: &str, second: &str) -> bool {
        let together = self.pairs.get(&(first, second)).copied().unwrap_or_default();
        let (before, own) = (self.count(first), self.count(second));
        let inseparable = together == before && together == own;
        if self.delimiter != ',' {
            let coded = numbers::parse(first).is_some() || numbers::parse(second).is_some();
            let spaced = self.bare && !self.unspaced.contains(second) && together == own;
            return !coded && (spaced || (inseparable && together >= TOGETHER_PLAIN));
        }
        let nearly = together * 100 >= before * 97 && together * 100 >= own * 97;
        let least = if is_small(second) { 2 } else { 10 };
        let follows = self.goes_on(second) && together == own && together >= 3;
        let leads = !self.end.contains(first) && before >= 3;
        let leads = leads && (self.twice.contains(first) || (self.capital && !self.free.contains(first)));
        (nearly && together >= least) || (inseparable && together >= TOGETHER) || follows || leads
    }

    /// Pieces that never go apart, too rarely to be joined.
    fn doubtful(&self) -> BTreeSet<&'v str> {
        let few = |((first, second), together): (&(&'v str, &'v str), &u64)| {
            let inseparable = *together == self.count(first) && *together == self.count(second);
            (inseparable && *together > 1 && !self.belong(first, second)).then_some([*first, *second])
        };
        self.pairs.iter().filter_map(few).flatten().collect()
    }
}
