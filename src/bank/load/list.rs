//! A list of literature becomes one source for each reference. All are checked before the first is written.

use crate::bank::load::destination::{Destination, original_place};
use crate::bank::load::identity::{id_of, kind_of, stored_record};
use crate::bank::load::prepare::read_all;
use crate::bank::load::prepared::{NewSource, account, ending, taken_for};
use crate::bank::load::{LoadReport, LoadRequest, finish, plain};
use crate::bank::open::read_shelf;
use crate::bank::shelf::Shelf;
use crate::bank::{BankError, InsightBank};
use crate::corpus::store::Depository;
use crate::corpus::{self, Reference, SourceKind, read_bibtex, read_ris};
use crate::id::{SLUG_MAX, Slug};
use crate::problem::{Place, Problem, any_error};
use crate::survey::load::Recognised;
use crate::text;

/// More ids in use than these are counted and not listed.
const PROBLEMS_MAX: usize = 100;
/// So many ids are named in the account.
const IDS_MAX: usize = 20;

/// Whether the name of a file ends like that of a list.
pub(super) fn is_list(name: &str) -> bool {
    ["ris", "bib", "nbib"].contains(&ending(name).as_str())
}

/// A list that was read.
struct List {
    references: Vec<Reference>,
    recognised: Recognised,
    /// The text of the list.
    text: String,
    sha256: String,
    problems: Vec<Problem>,
}

/// What becomes of a reference.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fate {
    New,
    Unchanged,
    Replaced,
}

/// A reference with the files that are written for it.
struct Entry {
    new: NewSource,
    fate: Fate,
    record: String,
    text: Option<String>,
    /// Its part of the list.
    original: String,
    passages: usize,
}

impl InsightBank {
    /// Puts every reference of a list into the corpus and onto the shelf, without indexing them.
    pub(super) fn store_list(&self, request: &LoadRequest) -> Result<LoadReport, BankError> {
        kind_of(request)?;
        let list = read_list(request)?;
        let entries = settle(&list, request, &self.shelf())?;
        let to_store = entries.iter().filter(|entry| entry.fate != Fate::Unchanged);
        let writes = !request.dry_run && to_store.clone().next().is_some();
        let depository = writes.then(|| Depository::open(&self.corpus())).transpose().map_err(BankError::refused)?;
        for (stored, entry) in to_store.enumerate() {
            if let Err(error) = store_reference(request, entry, &list.recognised, depository.as_ref()) {
                self.show_stored(request);
                let mut problems = error.problems();
                problems
                    .extend((stored > 0 && !request.dry_run).then(|| stopped(&request.name, stored, entries.len())));
                return Err(BankError::Refused(problems));
            }
        }
        self.show_stored(request);
        Ok(report(list, &entries, request))
    }

    fn show_stored(&self, request: &LoadRequest) {
        if !request.dry_run {
            self.put_shelf(read_shelf(&self.corpus(), self.framework()).0);
        }
    }
}

fn store_reference(
    request: &LoadRequest,
    entry: &Entry,
    recognised: &Recognised,
    depository: Option<&Depository>,
) -> Result<(), BankError> {
    let new = &entry.new;
    let mut destination = Destination::among(depository, new.kind, &new.id, new.replaces)?;
    destination.write("source.toml", entry.record.as_bytes())?;
    if let Some(text) = &entry.text {
        destination.write("text.md", text.as_bytes())?;
    }
    destination.write(&original_place(&request.name), entry.original.as_bytes())?;
    let own = account(new, recognised.clone(), entry.passages, Vec::new());
    finish(destination, own, request, new, None).map(drop)
}

fn read_list(request: &LoadRequest) -> Result<List, BankError> {
    let name = &request.name;
    let bytes = read_all(request)?;
    let plain = plain::decode(name, &bytes)?;
    let (layout, (mut references, found)) = match ending(name).as_str() {
        "bib" => ("BibTeX list", read_bibtex(name, &plain.text)),
        "nbib" => ("PubMed list", read_ris(name, &plain.text)),
        _ => ("RIS list", read_ris(name, &plain.text)),
    };
    let mut problems = plain.problems;
    problems.extend(found);
    if any_error(&problems) || references.is_empty() {
        return Err(BankError::Refused(problems));
    }
    name_single(&mut references, request)?;
    let recognised = taken_for(layout, plain.encoding);
    Ok(List { references, recognised, text: plain.text, sha256: text::fingerprint(&bytes), problems })
}

/// Gives the reference of a list of one the id and title that were asked for.
fn name_single(references: &mut [Reference], request: &LoadRequest) -> Result<(), BankError> {
    if request.id.is_none() && request.title.is_none() {
        return Ok(());
    }
    let [one] = references else {
        let message =
            format!("`--id` and `--title` name one source, and the list holds {} references", references.len());
        let problem = Problem::error("one_id", Place::file(&request.name), message);
        return Err(BankError::refused(problem.hint("leave both out: each reference gets an id of its own")));
    };
    if request.id.is_some() {
        one.source.id = id_of(request, "")?;
    }
    if let Some(title) = &request.title {
        one.source.title = text::single_spaced(title);
    }
    Ok(())
}

/// Says what becomes of every reference, or which ids other sources have.
fn settle(list: &List, request: &LoadRequest, shelf: &Shelf) -> Result<Vec<Entry>, BankError> {
    let (mut entries, mut problems) = (Vec::new(), Vec::new());
    for (reference, original) in list.references.iter().zip(parts(list)) {
        let record = corpus::write_source(&reference.source);
        match fate(reference, &record, list, request, shelf) {
            Some(fate) => entries.push(entry(reference, record, fate, original, &list.sha256)),
            None => problems.push(id_in_use(reference, &request.name)),
        }
    }
    let more = problems.len().saturating_sub(PROBLEMS_MAX);
    problems.truncate(PROBLEMS_MAX);
    if more > 0 {
        let message = format!("{more} more references have an id that is in use");
        problems.push(Problem::error("more_problems", Place::file(&request.name), message));
    }
    if problems.is_empty() { Ok(entries) } else { Err(BankError::Refused(problems)) }
}

/// The part of the list that belongs to each reference: from its line to that of the next, and together the whole list.
fn parts(list: &List) -> impl Iterator<Item = &str> {
    let end = if list.text.contains('\n') { '\n' } else { '\r' };
    let mut rest = list.text.as_str();
    let mut line = 1;
    let next =
        list.references.iter().skip(1).map(|reference| Some(reference.line)).chain([None]).take(list.references.len());
    next.map(move |next| {
        let mut length = 0;
        for piece in rest.split_inclusive(end) {
            if next.is_some_and(|next| line >= next) {
                break;
            }
            length += piece.len();
            line += 1;
        }
        let (part, behind) = rest.split_at_checked(length).unwrap_or((rest, ""));
        rest = behind;
        part
    })
}

/// What becomes of a reference; nothing when another source has its id and may not be replaced.
fn fate(reference: &Reference, record: &str, list: &List, request: &LoadRequest, shelf: &Shelf) -> Option<Fate> {
    let id = reference.id();
    let Some(files) = shelf.files.get(id) else {
        return Some(Fate::New);
    };
    let text = files.has("text.md").then(|| files.read("text.md").ok()).flatten();
    if files.read_record().is_ok_and(|old| old == record) && text == reference.text {
        return Some(Fate::Unchanged);
    }
    if request.replace {
        return Some(Fate::Replaced);
    }
    // It came from this very list, and somebody has worked on it since.
    let was_loaded = stored_record(shelf, id).is_some_and(|load| load.original.sha256 == list.sha256);
    was_loaded.then_some(Fate::Unchanged)
}

fn entry(reference: &Reference, record: String, fate: Fate, original: &str, sha256: &str) -> Entry {
    let source = &reference.source;
    let text = reference.text.clone();
    let passages = text.as_ref().map_or(0, |text| corpus::read_passages(source, "text.md", text).0.len());
    let new = NewSource {
        id: source.id.clone(),
        kind: SourceKind::Literature,
        title: source.title.clone(),
        survey_kind: None,
        merged: String::new(),
        sha256: sha256.to_owned(),
        replaces: fate == Fate::Replaced,
        problems: Vec::new(),
    };
    Entry { new, fate, record, text, original: original.to_owned(), passages }
}

fn id_in_use(reference: &Reference, name: &str) -> Problem {
    let message = format!("`{}` is in the bank already, with other content", reference.id());
    let problem = Problem::error("id_in_use", Place::file(name).line(reference.line), message);
    problem.hint("say that the list may take the place of what is there (`--replace`, `replace=true` in the API, the box on the page; the old versions are kept), or take the reference out of the list")
}

fn stopped(name: &str, stored: usize, all: usize) -> Problem {
    let message = format!("{stored} of {all} references were stored before that");
    let problem = Problem::warning("partly_stored", Place::file(name), message);
    problem.hint("load the list again: what is stored already stays as it is")
}

fn report(list: List, entries: &[Entry], request: &LoadRequest) -> LoadReport {
    let count = |fate: Fate| entries.iter().filter(|entry| entry.fate == fate).count();
    let (new, unchanged, replaced) = (count(Fate::New), count(Fate::Unchanged), count(Fate::Replaced));
    let place = || Place::file(&request.name);
    let message = format!(
        "{} of the list: {new} new, {unchanged} unchanged, {replaced} replaced: {}",
        if entries.len() == 1 { "one reference".to_owned() } else { format!("{} references", entries.len()) },
        ids(entries)
    );
    let mut problems = list.problems;
    problems.push(Problem::note("listed", place(), message));
    if unchanged == entries.len() {
        let message = "every reference is in the bank already; nothing was changed";
        problems.push(Problem::note("no_change", place(), message));
    }
    LoadReport {
        id: list_id(entries, &request.name),
        kind: SourceKind::Literature.as_str().to_owned(),
        recognised: list.recognised,
        rows: entries.len() as u64,
        columns: Vec::new(),
        open_points: Vec::new(),
        problems,
    }
}

/// The ids of the references, as many as a line holds.
fn ids(entries: &[Entry]) -> String {
    let named: Vec<String> = entries.iter().take(IDS_MAX).map(|entry| format!("`{}`", entry.new.id)).collect();
    match entries.len().saturating_sub(IDS_MAX) {
        0 => named.join(", "),
        more => format!("{} and {more} more", named.join(", ")),
    }
}

/// What a list is called, which is no source itself: the words of its name, or of one reference the id of that.
fn list_id(entries: &[Entry], name: &str) -> String {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let own = text::slug_of(stem, SLUG_MAX);
    match entries {
        [one] => one.new.id.to_string(),
        _ => own.parse::<Slug>().map_or_else(|_| "list".to_owned(), |id| id.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn list(text: &str) -> List {
        let (references, problems) = read_ris("list.ris", text);
        let recognised = taken_for("RIS list", "UTF-8");
        List { references, recognised, text: text.to_owned(), sha256: String::new(), problems }
    }

    proptest! {
        #[test]
        fn the_parts_of_a_list_are_the_whole_list(
            text in "((TY  - BOOK|TI  - [a-z]{1,4}|DO  - 10\\.1/[ab]|ER  - |words)?(\n|\r\n)){0,16}",
        ) {
            let list = list(&text);
            let joined: String = parts(&list).collect();
            prop_assert_eq!(joined, if list.references.is_empty() { "" } else { &text });
        }
    }
}
