//! Markup inside a paragraph: emphasis, links, images, code, tags and entities.

use std::collections::{BTreeMap, BTreeSet};

use super::html::{Angle, angle};
use crate::file::page::entity;
use crate::text::{normalise, single_spaced};

/// How far the address of a link may run, in bytes, so that brackets in plenty cost no time.
const ADDRESS_MAX: usize = 4_000;

/// Names an image has when nobody named it.
const NO_NAMES: &[&str] =
    &["", "image", "img", "picture", "screenshot", "photo", "logo", "figure", "diagram", "alt text"];

/// The words of `text` without markup, single-spaced. `labels` are the link labels the document defines.
pub(super) fn plain_words(text: &str, labels: &BTreeSet<String>) -> String {
    let mut marks = Marks { text, cuts: BTreeMap::new(), labels, closing: closing_brackets(text) };
    marks.find();
    single_spaced(&marks.cut())
}

/// What to take out of a text: byte ranges by their start, each with what stands there instead.
struct Marks<'t> {
    text: &'t str,
    cuts: BTreeMap<usize, (usize, String)>,
    labels: &'t BTreeSet<String>,
    /// Where the round bracket ends that begins behind a `]`, by where it begins.
    closing: BTreeMap<usize, usize>,
}

/// The end of every round bracket that begins right behind a `]`, as the address of a link does, found in one pass.
fn closing_brackets(text: &str) -> BTreeMap<usize, usize> {
    let (mut open, mut closing, mut before) = (Vec::new(), BTreeMap::new(), b' ');
    if !text.contains("](") {
        return closing;
    }
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'(' => open.push((at, before == b']')),
            b')' => closing.extend(open.pop().filter(|(_, is_address)| *is_address).map(|(from, _)| (from, at))),
            _ => {}
        }
        before = byte;
    }
    closing
}

/// A run of `*`, `_` or `~` that may open emphasis.
struct Opener {
    at: usize,
    left: usize,
}

impl Marks<'_> {
    fn cut(&self) -> String {
        let mut out = String::with_capacity(self.text.len());
        let mut at = 0;
        for (start, (end, instead)) in &self.cuts {
            if *start < at {
                continue;
            }
            out.push_str(self.text.get(at..*start).unwrap_or_default());
            out.push_str(instead);
            at = *end;
        }
        out.push_str(self.text.get(at..).unwrap_or_default());
        out
    }

    fn drop(&mut self, start: usize, length: usize) {
        self.replace(start, length, String::new());
    }

    fn replace(&mut self, start: usize, length: usize, instead: String) {
        if length > 0 {
            self.cuts.insert(start, (start + length, instead));
        }
    }

    /// One pass over the text; what a mark means is decided when its other end is met.
    fn find(&mut self) {
        let mut brackets: Vec<(usize, bool)> = Vec::new();
        let mut openers: BTreeMap<char, Vec<Opener>> = BTreeMap::new();
        let mut at = 0;
        while let Some(rest) = self.text.get(at..).filter(|rest| !rest.is_empty()) {
            let Some(c) = rest.chars().next() else { break };
            at += match c {
                '\\' => self.escape(at, rest),
                '`' => self.code(at, rest),
                '<' => self.tag(at, rest),
                '&' => self.entity(at, rest),
                '!' if rest.starts_with("![") => {
                    brackets.push((at, true));
                    2
                }
                '[' => {
                    brackets.push((at, false));
                    1
                }
                ']' => match brackets.pop() {
                    Some((open, is_image)) => self.link(open, is_image, at, rest),
                    None => 1,
                },
                '*' | '_' | '~' => self.emphasis(at, rest, c, openers.entry(c).or_default()),
                other => other.len_utf8(),
            };
        }
    }

    fn escape(&mut self, at: usize, rest: &str) -> usize {
        match rest.chars().nth(1) {
            Some(c) if c.is_ascii_punctuation() => {
                self.drop(at, 1);
                2
            }
            _ => 1,
        }
    }

    /// Code between two equal runs of backticks, kept as it is.
    fn code(&mut self, at: usize, rest: &str) -> usize {
        let run = rest.len() - rest.trim_start_matches('`').len();
        let fence = rest.get(..run).unwrap_or_default();
        let body = rest.get(run..).unwrap_or_default();
        let close =
            body.find(fence).filter(|close| !body.get(close + run..).is_some_and(|after| after.starts_with('`')));
        let Some(close) = close else { return run };
        self.drop(at, run);
        self.drop(at + run + close, run);
        run + close + run
    }

    fn tag(&mut self, at: usize, rest: &str) -> usize {
        match angle(rest) {
            Angle::Tag { length, gap } => {
                self.replace(at, length, if gap { " ".to_owned() } else { String::new() });
                length
            }
            Angle::Address { length, inner } => {
                self.replace(at, length, inner.to_owned());
                length
            }
            Angle::Sign => 1,
        }
    }

    fn entity(&mut self, at: usize, rest: &str) -> usize {
        let Some((sign, length)) = entity(rest) else {
            return 1;
        };
        self.replace(at, length, sign.to_string());
        length
    }

    /// The `]` at `at` closes the bracket at `open`: a link keeps its text, an image its name, anything else its brackets.
    fn link(&mut self, open: usize, is_image: bool, at: usize, rest: &str) -> usize {
        let Some(target) = self.target_length(at + 1, rest.get(1..).unwrap_or_default()) else {
            return 1;
        };
        let mark = if is_image { 2 } else { 1 };
        let name = self.text.get(open + mark..at).unwrap_or_default();
        if is_image && is_no_name(name) {
            self.replace(open, at + 1 + target - open, " ".to_owned());
        } else {
            self.drop(open, mark);
            self.drop(at, 1 + target);
        }
        1 + target
    }

    /// How many bytes the target of a link takes that stands at `start`: `(address "title")`, or `[label]` of a link defined
    /// elsewhere.
    fn target_length(&self, start: usize, after: &str) -> Option<usize> {
        if let Some(label) = after.strip_prefix('[') {
            let end = label.find(']')?;
            return self.labels.contains(&normalise(label.get(..end)?)).then_some(end + 2);
        }
        let end = self.closing.get(&start)?.checked_sub(start)?;
        (end < ADDRESS_MAX && is_target(after.get(1..end)?)).then_some(end + 1)
    }

    /// Emphasis goes where both its ends are; a sign alone stays.
    fn emphasis(&mut self, at: usize, rest: &str, mark: char, openers: &mut Vec<Opener>) -> usize {
        let run = rest.len() - rest.trim_start_matches(mark).len();
        let before = self.text.get(..at).and_then(|text| text.chars().next_back());
        let after = rest.get(run..).and_then(|text| text.chars().next());
        let (can_open, can_close) = sides(mark, run, before, after);
        let mut left = run;
        while can_close && left > 0 {
            let Some(opener) = openers.last_mut() else {
                break;
            };
            let pair = left.min(opener.left);
            let (from, to) = (opener.at + opener.left - pair, at + run - left);
            opener.left -= pair;
            if opener.left == 0 {
                openers.pop();
            }
            self.drop(from, pair);
            self.drop(to, pair);
            left -= pair;
        }
        if can_open && left > 0 {
            openers.push(Opener { at: at + run - left, left });
        }
        run
    }
}

/// Whether a run of `mark` may open and may close emphasis. Two asterisks count even with a space on the wrong side, because people
/// write them so, and to close they need an opener anyway; an underscore within a word never does, and one tilde is a sign.
fn sides(mark: char, run: usize, before: Option<char>, after: Option<char>) -> (bool, bool) {
    let space = |c: Option<char>| c.is_none_or(char::is_whitespace);
    let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    match mark {
        '~' if run < 2 => (false, false),
        '*' if run >= 2 => (!(space(before) && space(after)), true),
        '_' => (!space(after) && !letter(before), !space(before) && !letter(after)),
        _ => (!space(after), !space(before)),
    }
}

/// Whether what stands in round brackets behind a link text is an address with an optional title.
fn is_target(inner: &str) -> bool {
    let inner = inner.trim();
    match inner.split_once(char::is_whitespace) {
        None => true,
        Some((_, title)) => {
            let title = title.trim();
            title.len() >= 2
                && (title.starts_with('"') && title.ends_with('"') || title.starts_with('\'') && title.ends_with('\''))
        }
    }
}

fn is_no_name(name: &str) -> bool {
    let name = normalise(name);
    NO_NAMES.contains(&name.as_str()) || name.starts_with("screenshot ")
}
