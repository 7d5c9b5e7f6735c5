//! One record for each work: the same work given twice is joined, and every record gets an id of its own.

use std::collections::{BTreeMap, BTreeSet};

use super::Reference;
use super::build::{Draft, reference_slug};
use super::tally::{Remark, Tally};
use crate::id::{SLUG_MAX, Slug};
use crate::text;

/// So many works of one title and year are compared with each other.
const COMPARED: usize = 20;
/// Notes of one work given many times grow no longer than this.
const NOTE_MAX: usize = 16_384;

/// The references of a list, in its order.
pub(super) fn merge(drafts: Vec<Draft>, tally: &mut Tally) -> Vec<Reference> {
    let mut kept = Kept::default();
    for draft in drafts {
        match kept.same_work(&draft) {
            Some(at) => kept.join(at, draft, tally),
            None => kept.add(draft),
        }
    }
    let mut ids = Ids::default();
    kept.drafts.into_iter().map(|draft| reference(draft, &mut ids)).collect()
}

/// The works so far, and where each stands.
#[derive(Default)]
struct Kept {
    drafts: Vec<Draft>,
    by_doi: BTreeMap<String, usize>,
    by_title: BTreeMap<(String, Option<i32>), Vec<usize>>,
}

impl Kept {
    /// Where the same work stands already: one with the same identifier, or with the same title and year where nothing else
    /// tells the two apart.
    fn same_work(&self, draft: &Draft) -> Option<usize> {
        if let Some(at) = draft.doi.as_ref().and_then(|doi| self.by_doi.get(doi)) {
            return Some(*at);
        }
        let alike = self.by_title.get(&title_and_year(draft)?)?;
        alike.iter().copied().take(COMPARED).find(|at| {
            self.drafts.get(*at).is_some_and(|known| {
                let other_doi = known.doi.is_some() && draft.doi.is_some();
                let (first, second) = (first_author(known), first_author(draft));
                !other_doi && (first == second || first.is_none() || second.is_none())
            })
        })
    }

    fn add(&mut self, draft: Draft) {
        let at = self.drafts.len();
        self.index(at, &draft);
        self.drafts.push(draft);
    }

    fn index(&mut self, at: usize, draft: &Draft) {
        if let Some(doi) = &draft.doi {
            self.by_doi.entry(doi.clone()).or_insert(at);
        }
        if let Some(name) = title_and_year(draft) {
            self.by_title.entry(name).or_default().push(at);
        }
    }

    /// Fills the gaps of the work at `at` with what `other` says.
    fn join(&mut self, at: usize, other: Draft, tally: &mut Tally) {
        let Some(known) = self.drafts.get_mut(at) else {
            return;
        };
        tally.count(Remark::Duplicate, known.source.id.as_str(), other.line);
        let (source, more) = (&mut known.source, other.source);
        // A link made of an identifier is the better one.
        if known.doi.is_none() && other.doi.is_some() {
            source.link.clone_from(&more.link);
        }
        source.link = source.link.take().or(more.link);
        source.year = source.year.or(more.year);
        source.published = source.published.take().or(more.published);
        source.publisher = source.publisher.take().or(more.publisher);
        if source.authors.is_empty() {
            source.authors = more.authors;
        }
        let also = (more.title != source.title && other.has_title).then(|| format!("Also titled: {}", more.title));
        source.note = join_notes(join_notes(source.note.take(), more.note), also);
        known.doi = known.doi.take().or(other.doi);
        join_summaries(&mut known.summary, other.summary);
        if let Some(doi) = &known.doi {
            self.by_doi.entry(doi.clone()).or_insert(at);
        }
    }
}

/// What both notes say, each thing once.
fn join_notes(first: Option<String>, second: Option<String>) -> Option<String> {
    let (Some(mut note), Some(more)) = (first.clone(), second.clone()) else {
        return first.or(second);
    };
    let said: BTreeSet<String> = note.split("; ").map(str::to_owned).collect();
    for piece in more.split("; ").filter(|piece| !said.contains(*piece)) {
        if note.len() + piece.len() > NOTE_MAX {
            break;
        }
        note.push_str("; ");
        note.push_str(piece);
    }
    Some(note)
}

/// Keeps the longer of two abstracts that begin alike, as one list cuts what another gives whole, and both when they differ.
fn join_summaries(known: &mut Vec<String>, other: Vec<String>) {
    let (first, second) = (text::fold(&known.join(" ")), text::fold(&other.join(" ")));
    let start = |text: &str| text.chars().take(100).collect::<String>();
    if first.is_empty() || start(&first) == start(&second) && second.len() > first.len() {
        *known = other;
    } else if start(&first) != start(&second) && known.len() < COMPARED {
        known.extend(other);
    }
}

/// What works are compared by; nothing for a work without a title.
fn title_and_year(draft: &Draft) -> Option<(String, Option<i32>)> {
    let folded = text::fold(&draft.source.title);
    let words = text::words(&folded).collect::<Vec<_>>().join(" ");
    (draft.has_title && !words.is_empty()).then_some((words, draft.source.year))
}

/// The family name of the first author, for telling works of one title apart.
fn first_author(draft: &Draft) -> Option<String> {
    let first = draft.source.authors.first()?;
    Some(text::slug_words(first.split_once(',').map_or(first.as_str(), |(family, _)| family), 1, 30))
}

/// The ids given so far, and the number that was last put to each.
#[derive(Default)]
struct Ids {
    given: BTreeMap<Slug, u32>,
}

impl Ids {
    /// `wanted`, or `wanted-2`, `wanted-3` ... when it is taken, within the length an id may have.
    fn take(&mut self, wanted: &Slug) -> Slug {
        let mut number = self.given.get(wanted).copied().unwrap_or_default();
        let mut id = wanted.clone();
        while number > 0 && self.given.contains_key(&id) {
            number = number.saturating_add(1);
            let end = format!("-{number}");
            let stem: String = wanted.as_str().chars().take(SLUG_MAX.saturating_sub(end.len())).collect();
            id = format!("{stem}{end}").parse().unwrap_or_else(|_| reference_slug());
        }
        self.given.insert(wanted.clone(), number.max(1));
        self.given.entry(id.clone()).or_insert(1);
        id
    }
}

fn reference(draft: Draft, ids: &mut Ids) -> Reference {
    let mut source = draft.source;
    source.id = ids.take(&source.id);
    Reference { source, text: document(&draft.summary), line: draft.line }
}

/// The paragraphs of an abstract as Markdown.
fn document(summary: &[String]) -> Option<String> {
    if summary.is_empty() {
        return None;
    }
    let paragraphs: Vec<String> = summary.iter().map(|paragraph| plain_markdown(paragraph)).collect();
    Some(format!("# Abstract\n\n{}\n", paragraphs.join("\n\n")))
}

/// A paragraph in which nothing is taken for markup.
fn plain_markdown(paragraph: &str) -> String {
    let mut out = String::with_capacity(paragraph.len() + 16);
    let starts_with_number = paragraph.trim_start_matches(|c: char| c.is_ascii_digit()).len() < paragraph.len();
    let mut is_start = true;
    for c in paragraph.chars() {
        let is_mark = "\\`*_[]<>&#~!|=".contains(c);
        let is_item = is_start && ("-+:".contains(c) || starts_with_number && ".)".contains(c));
        if is_mark || is_item {
            out.push('\\');
        }
        out.push(c);
        is_start &= c.is_ascii_digit();
    }
    out
}
