//! Making a literature record of the fields of a work.

use super::super::{Source, SourceKind};
use super::date::{date_of, language_of};
use super::entry::{Entry, Field, Role};
use super::note::Notes;
use super::ris_tags::kind_words;
use super::tally::{Remark, Tally};
use crate::id::{SLUG_MAX, Slug};
use crate::text::{self, single_spaced};

/// A record before it has an id of its own.
pub(super) struct Draft {
    pub(super) source: Source,
    /// Whether the list gave it a title.
    pub(super) has_title: bool,
    /// The paragraphs of its abstract.
    pub(super) summary: Vec<String>,
    /// Its digital object identifier in small letters.
    pub(super) doi: Option<String>,
    pub(super) line: u64,
}

/// The record of `entry`; nothing when it says nothing.
pub(super) fn draft(entry: &Entry, tally: &mut Tally) -> Option<Draft> {
    let mut gathered = Gathered::default();
    for field in entry.fields.iter().filter(|field| !field.value.trim().is_empty()) {
        gathered.take(field, entry.line, tally);
    }
    if !gathered.says_something {
        tally.count(Remark::Empty, "", entry.line);
        return None;
    }
    Some(gathered.into_draft(entry.line, tally))
}

/// What was gathered of a work.
#[derive(Default)]
struct Gathered {
    says_something: bool,
    title: Option<String>,
    containers: Vec<(u8, String)>,
    authors: Vec<String>,
    short_authors: Vec<String>,
    dates: Vec<(bool, String)>,
    publisher: Option<String>,
    institution: Option<String>,
    summary: Vec<String>,
    doi: Option<String>,
    links: Vec<String>,
    language: Option<&'static str>,
    key: Option<String>,
    notes: Notes,
}

impl Gathered {
    fn take(&mut self, field: &Field, line: u64, tally: &mut Tally) {
        let value = single_spaced(&field.value);
        self.says_something |= !matches!(field.role, Role::Kind | Role::Key | Role::Administrative);
        match field.role {
            Role::Kind => self.notes.add("Type", kind_words(&value)),
            Role::Title => self.take_once(value, |it| &mut it.title, "Also titled"),
            Role::Container(rank) => self.containers.push((rank, value)),
            Role::Author => self.authors.extend(name_of(&value)),
            Role::ShortAuthor => self.short_authors.extend(name_of(&value)),
            Role::Date(first) => self.take_date(first, &value),
            Role::Publisher => self.take_once(value, |it| &mut it.publisher, "Also published by"),
            Role::Institution => self.take_once(value, |it| &mut it.institution, "Institution"),
            Role::Abstract if self.summary.iter().take(20).any(|known| *known == value) => {}
            Role::Abstract => self.summary.push(value),
            Role::Doi => self.take_doi(&value, "DOI"),
            Role::PerhapsDoi(label) => self.take_doi(&value, label),
            Role::Link => self.links.push(value),
            Role::Language => match language_of(&value) {
                Some(word) => self.language = self.language.or(Some(word)),
                None => self.notes.add("Language", &value),
            },
            Role::Key => self.key = self.key.take().or(Some(value)),
            Role::Label(label) => self.notes.add(label, &value),
            Role::Administrative => tally.count(Remark::LeftOut, &field.name, line),
            Role::Unknown => {
                tally.count(Remark::Unread, &field.name, line);
                self.notes.add(&field.name, &value);
            }
        }
    }

    /// Keeps the first value, and notes the others that say something else.
    fn take_once(&mut self, value: String, place: impl Fn(&mut Self) -> &mut Option<String>, label: &str) {
        match place(self) {
            Some(first) if *first == value => {}
            Some(_) => self.notes.add(label, &value),
            empty => *empty = Some(value),
        }
    }

    fn take_date(&mut self, first: bool, value: &str) {
        match date_of(value) {
            Some((date, says_more)) => {
                self.dates.push((first, date));
                if says_more {
                    self.notes.add("Date", value);
                }
            }
            None => self.notes.add("Date", value),
        }
    }

    fn take_doi(&mut self, value: &str, label: &str) {
        match doi_in(value) {
            Some(doi) if self.doi.as_ref().is_none_or(|known| known.eq_ignore_ascii_case(doi)) => {
                self.doi = Some(doi.to_owned());
            }
            _ => self.notes.add(label, value),
        }
    }

    fn into_draft(mut self, line: u64, tally: &mut Tally) -> Draft {
        if self.authors.is_empty() {
            self.authors = std::mem::take(&mut self.short_authors);
        }
        let container = self.settle_containers();
        // A work that only names what it appeared in, as a whole book or journal does, is that.
        let (title, container) = match (self.title.take(), container) {
            (None, container) => (container, None),
            (title, container) => (title, container),
        };
        let (year, published) = self.settle_dates();
        let id = self.wanted_id(title.as_deref(), year);
        if title.is_none() {
            tally.count(Remark::NoTitle, "", line);
        }
        if year.is_none() {
            tally.count(Remark::NoYear, "", line);
        }
        let has_title = title.is_some();
        let title = title.unwrap_or_else(|| id.to_string());
        let mut source = Source::new(id, SourceKind::Literature, title);
        source.link = self.settle_link();
        source.publisher = self.settle_publisher(container);
        source.authors = self.authors;
        source.year = year;
        source.published = published;
        if let Some(language) = self.language {
            language.clone_into(&mut source.language);
        }
        let doi = self.doi.or_else(|| source.link.as_deref().and_then(doi_of_link));
        source.note = self.notes.text();
        Draft { source, has_title, summary: self.summary, doi: doi.map(|doi| doi.to_lowercase()), line }
    }

    /// The best name of what the work appeared in; the other names are noted.
    fn settle_containers(&mut self) -> Option<String> {
        let mut containers = std::mem::take(&mut self.containers);
        containers.sort_by_key(|(rank, _)| *rank);
        let mut names = containers.into_iter().map(|(_, name)| name);
        let best = names.next()?;
        for name in names.filter(|name| *name != best) {
            self.notes.add("Also called", &name);
        }
        Some(best)
    }

    /// The year of the work, and its date where that says more. A date of another year is noted.
    fn settle_dates(&mut self) -> (Option<i32>, Option<String>) {
        let dates = std::mem::take(&mut self.dates);
        let Some((_, best)) = dates.iter().find(|(first, _)| *first).or(dates.first()) else {
            return (None, None);
        };
        let year = best.get(..4).unwrap_or_default().to_owned();
        let same = dates.iter().map(|(_, date)| date).filter(|date| date.starts_with(&year));
        let finest = same.max_by_key(|date| date.len()).cloned();
        for (_, other) in dates.iter().filter(|(_, date)| !date.starts_with(&year)) {
            self.notes.add("Date", other);
        }
        (year.parse().ok(), finest.filter(|date| date.len() > year.len()))
    }

    /// The address of the work: that of its identifier, else the first web address given.
    fn settle_link(&mut self) -> Option<String> {
        let mut link = self.doi.as_deref().map(doi_address);
        for given in std::mem::take(&mut self.links) {
            let same_doi = self.doi.is_some()
                && doi_of_link(&given)
                    .is_some_and(|doi| self.doi.as_deref().is_some_and(|known| known.eq_ignore_ascii_case(&doi)));
            if link.is_none() && is_web_address(&given) {
                link = Some(given);
            } else if !same_doi && link.as_ref() != Some(&given) {
                self.notes.add("Address", &given);
            }
        }
        link
    }

    /// Who published the work: its publisher, else the institution it comes from, else what it appeared in.
    fn settle_publisher(&mut self, container: Option<String>) -> Option<String> {
        let mut names = [self.publisher.take(), self.institution.take()].into_iter().flatten();
        let publisher = names.next();
        if let Some(institution) = names.next() {
            self.notes.add("Institution", &institution);
        }
        if let (Some(_), Some(container)) = (&publisher, &container) {
            self.notes.add("Published in", container);
        }
        let name = publisher.or(container)?;
        // What looks like an id would be taken for the id of an organisation of the framework.
        if name.contains('-') && name.parse::<Slug>().is_ok() {
            self.notes.add("Published by", &name);
            return None;
        }
        Some(name)
    }

    /// The id the work should have: what the list calls it, else its first author, year and first word of weight.
    fn wanted_id(&self, title: Option<&str>, year: Option<i32>) -> Slug {
        let key = self.key.as_deref().filter(|key| key.chars().any(char::is_alphabetic));
        let by_key = key.map(|key| text::slug_of(key, SLUG_MAX)).and_then(|slug| slug.parse().ok());
        by_key.unwrap_or_else(|| {
            let author = self.authors.first().map(|author| surname(author)).unwrap_or_default();
            let year = year.map(|year| year.to_string()).unwrap_or_default();
            let word = title.map(title_word).unwrap_or_default();
            let slug = text::slug_of(&format!("{author} {year} {word}"), SLUG_MAX);
            slug.parse().unwrap_or_else(|_| reference_slug())
        })
    }
}

/// The id of a work that has no words an id could be made of.
pub(super) fn reference_slug() -> Slug {
    "reference".parse().expect("a small word is an id")
}

/// A name as it is given, without the comma that some lists put after an organisation.
fn name_of(value: &str) -> Option<String> {
    let name = value.trim_end_matches([',', ';', ' ']);
    (!name.is_empty()).then(|| name.to_owned())
}

/// The family name of a person, or the first words of an organisation.
fn surname(name: &str) -> String {
    if let Some((family, _)) = name.split_once(',') {
        return text::slug_words(family, 3, 30);
    }
    let words: Vec<&str> = name.split_whitespace().collect();
    let is_initials = |word: &&&str| word.len() <= 3 && word.chars().all(|c| c.is_uppercase() || c == '.');
    match words.as_slice() {
        [family, last] if is_initials(&last) => text::slug_words(family, 1, 30),
        [_, last] => text::slug_words(last, 1, 30),
        [_, middle, last] if is_initials(&middle) => text::slug_words(last, 1, 30),
        _ => text::slug_words(name, 3, 30),
    }
}

/// The first word of a title that tells it from others.
fn title_word(title: &str) -> String {
    const LIGHT: [&str; 18] = [
        "a", "an", "the", "of", "on", "in", "to", "for", "and", "how", "what", "why", "is", "are", "do", "does",
        "from", "with",
    ];
    let words = text::words(title).map(text::fold);
    words
        .filter(|word| !LIGHT.contains(&word.as_str()))
        .find(|word| !text::slug_of(word, 30).is_empty())
        .unwrap_or_default()
}

/// The digital object identifier in `value`, which may say `doi:` before it and `[doi]` after it.
fn doi_in(value: &str) -> Option<&str> {
    let start = value.find("10.")?;
    let before = value.get(..start).unwrap_or_default().to_lowercase();
    let is_led = before.trim().is_empty() || before.contains("doi");
    let doi = value.get(start..)?.split_whitespace().next()?.trim_end_matches(['.', ',', ';']);
    let (registrant, rest) = doi.get(3..)?.split_once('/')?;
    let is_doi = registrant.starts_with(|c: char| c.is_ascii_digit()) && registrant.len() >= 4 && !rest.is_empty();
    let is_other = value.trim_end().ends_with("[pii]");
    (is_led && is_doi && !is_other).then_some(doi)
}

/// The digital object identifier in a web address.
fn doi_of_link(link: &str) -> Option<String> {
    let is_resolver = link.to_lowercase().contains("doi.org/10.");
    doi_in(link).filter(|_| is_resolver).map(|doi| doi.replace("%2F", "/").replace("%2f", "/"))
}

/// The web address of a digital object identifier; what an address may not hold is written as `%XX`.
fn doi_address(doi: &str) -> String {
    let mut address = "https://doi.org/".to_owned();
    for c in doi.chars() {
        if c.is_ascii_alphanumeric() || "-._~/():;,@!$&'*+=".contains(c) {
            address.push(c);
        } else {
            address.push_str(&text::percent_encode(c.encode_utf8(&mut [0; 4])));
        }
    }
    address
}

fn is_web_address(link: &str) -> bool {
    let lower = link.to_lowercase();
    (lower.starts_with("http://") || lower.starts_with("https://")) && !link.contains(char::is_whitespace)
}
