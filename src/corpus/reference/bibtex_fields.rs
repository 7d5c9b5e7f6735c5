//! What the fields of a BibTeX entry mean.

use std::collections::BTreeMap;

use super::entry::{Entry, Role};
use super::latex;

/// A title or name longer than this is not taken over from the entry another one refers to.
const INHERITED_MAX: usize = 500;

/// A field as it is written.
pub(super) struct RawField {
    pub(super) name: String,
    pub(super) value: String,
}

/// The entry with the fields given, in plain text.
pub(super) fn gather(line: u64, kind: &str, key: &str, fields: Vec<RawField>) -> Entry {
    let mut entry = Entry::new(line);
    entry.push(Role::Kind, "kind", kind);
    entry.push(Role::Key, "key", key);
    let mut parts = Parts::default();
    for field in fields {
        parts.take(&mut entry, &field);
    }
    parts.finish(&mut entry);
    entry
}

/// What several fields say together.
#[derive(Default)]
struct Parts {
    title: Option<String>,
    subtitle: Option<String>,
    year: Option<String>,
    month: Option<String>,
    day: Option<String>,
}

impl Parts {
    fn take(&mut self, entry: &mut Entry, field: &RawField) {
        let place = match field.name.as_str() {
            "title" => &mut self.title,
            "subtitle" => &mut self.subtitle,
            "year" => &mut self.year,
            "month" => &mut self.month,
            "day" => &mut self.day,
            _ => return push(entry, field),
        };
        match place {
            Some(_) => push(entry, field),
            empty => *empty = Some(latex::plain(&field.value)),
        }
    }

    fn finish(self, entry: &mut Entry) {
        match (self.title, self.subtitle) {
            (Some(title), Some(subtitle)) => entry.push(Role::Title, "title", &format!("{title}: {subtitle}")),
            (title, subtitle) => {
                title.or(subtitle).iter().for_each(|title| entry.push(Role::Title, "title", title));
            }
        }
        let (month, mut day) = self.month.map(|month| split_month(&month)).unwrap_or_default();
        if let Some(given) = self.day {
            day = given;
        }
        match self.year {
            Some(year) if month.is_empty() => entry.push(Role::Date(true), "year", &year),
            Some(year) => entry.push(Role::Date(true), "year", format!("{year} {month} {day}").trim_end()),
            None => entry.push(Role::Label("Date"), "month", format!("{month} {day}").trim()),
        }
    }
}

/// A month and what stands beside it: `17 may` and `may 17` have their name first.
fn split_month(text: &str) -> (String, String) {
    let mut words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    // Stable, so that only names come forward.
    words.sort_by_key(|word| !latex::is_month(word));
    let mut words = words.into_iter().map(str::to_owned);
    (words.next().unwrap_or_default(), words.collect::<Vec<_>>().join(" "))
}

fn push(entry: &mut Entry, field: &RawField) {
    let role = role(&field.name);
    match role {
        Role::Author => latex::names(&field.value).iter().for_each(|name| entry.push(role, &field.name, name)),
        Role::Label("Editors" | "Translators") => {
            entry.push(role, &field.name, &latex::names(&field.value).join(" and "));
        }
        Role::Doi | Role::Link | Role::Administrative => {
            entry.push(role, &field.name, &latex::address(&field.value));
        }
        _ => entry.push(role, &field.name, &latex::plain(&field.value)),
    }
}

fn role(name: &str) -> Role {
    match name {
        "title" => Role::Title,
        "journal" | "journaltitle" => Role::Container(0),
        "booktitle" | "maintitle" => Role::Container(1),
        "shortjournal" | "journal_iso" | "journal-iso" => Role::Container(3),
        "author" => Role::Author,
        "date" => Role::Date(true),
        "year" => Role::Date(false),
        "publisher" => Role::Publisher,
        "institution" | "organization" | "school" => Role::Institution,
        "abstract" => Role::Abstract,
        "doi" => Role::Doi,
        "url" | "link" => Role::Link,
        "language" | "langid" => Role::Language,
        "file" | "timestamp" | "owner" | "groups" | "mendeley-groups" | "date-added" | "date-modified" | "added-at"
        | "modificationdate" | "creationdate" | "interhash" | "intrahash" | "biburl" | "bibsource"
        | "__markedentry" | "priority" | "ranking" | "read" | "readstatus" | "local-url" | "username" | "shorthand"
        | "sortkey" | "options" => Role::Administrative,
        name if name.starts_with("bdsk-") => Role::Administrative,
        other => label(other).map_or(Role::Unknown, Role::Label),
    }
}

fn label(name: &str) -> Option<&'static str> {
    let label = match name {
        "address" | "location" => "Place of publication",
        "annote" | "annotation" => "Annotation",
        "archiveprefix" | "eprinttype" => "Preprint server",
        "primaryclass" | "eprintclass" => "Preprint class",
        "eprint" => "Preprint",
        "chapter" => "Chapter",
        "copyright" | "rights" => "Copyright",
        "crossref" => "Part of",
        "edition" => "Edition",
        "editor" => "Editors",
        "eventtitle" | "venue" | "eventdate" => "Event",
        "howpublished" => "How published",
        "isbn" | "issn" | "eissn" => "ISSN or ISBN",
        "journalsubtitle" | "booksubtitle" => "Subtitle",
        "keyword" | "keywords" | "author_keywords" => "Keywords",
        "affiliation" => "Author address",
        "note" | "addendum" | "comment" => "Note",
        "number" | "issue" => "Issue",
        "ids" => "Other keys",
        "pages" | "eid" | "articleno" | "article-number" => "Pages",
        "pagetotal" | "numpages" => "Number of pages",
        "pmid" => "PubMed id",
        "pmcid" | "pmc" => "PubMed Central id",
        "series" => "Series",
        "shorttitle" => "Short title",
        "titleaddon" => "Title addition",
        "translator" => "Translators",
        "type" | "document_type" => "Type of work",
        "urldate" => "Looked up",
        "version" => "Version",
        "volume" => "Volume",
        "volumes" => "Number of volumes",
        _ => return None,
    };
    Some(label)
}

/// Gives the entries that are part of another what they leave out: what they appeared in, when, and who published it.
pub(super) fn inherit(entries: &mut [Entry], keys: &BTreeMap<String, usize>) {
    let whole = |entry: &Entry| {
        let part = entry.fields.iter().find(|field| field.role == Role::Label("Part of"))?;
        keys.get(&part.value.to_lowercase()).copied().filter(|_| !part.value.is_empty())
    };
    let mut taken: Vec<(usize, Role, String)> = Vec::new();
    for (at, entry) in entries.iter().enumerate() {
        let Some(parent) = whole(entry).filter(|parent| *parent != at).and_then(|parent| entries.get(parent)) else {
            continue;
        };
        // The last fields only, where title and year are put: many entries may refer to one that is long.
        for field in parent.fields.iter().rev().take(40).filter(|field| field.value.len() <= INHERITED_MAX) {
            let role = match field.role {
                Role::Title => Role::Container(1),
                Role::Date(true) => Role::Date(true),
                Role::Publisher => Role::Publisher,
                _ => continue,
            };
            if !entry.fields.iter().any(|own| own.role == role) {
                taken.push((at, role, field.value.clone()));
            }
        }
    }
    for (at, role, value) in taken {
        if let Some(entry) = entries.get_mut(at) {
            entry.push(role, "crossref", &value);
        }
    }
}
