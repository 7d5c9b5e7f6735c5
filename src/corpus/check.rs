//! Rules that need more than one file: what points at another source, and what must be told apart across sources.

use std::collections::BTreeMap;

use super::Source;
use crate::framework::{Framework, Known, closing_links};
use crate::id::Slug;
use crate::problem::{Place, Problem};

/// Checks the sources of a corpus against each other and against the framework. Each source comes with the name of its record.
pub fn check_corpus(framework: &Framework, sources: &[(String, Source)]) -> Vec<Problem> {
    let mut problems = Vec::new();
    let names = sources.iter().map(|(_, source)| (source.title.as_str(), source.id.as_str()));
    let known = Known::new("source", sources.iter().map(|(_, source)| source.id.as_str())).with_names(names);
    check_framework(framework, &known, &mut problems);
    for (file, source) in sources {
        check_pointers(file, source, &known, &mut problems);
        check_addresses(file, source, &mut problems);
    }
    check_ids(sources, &mut problems);
    check_circles(sources, &mut problems);
    check_editions(sources, &mut problems);
    problems
}

/// The sources that framework files name. A bank of one's own has the framework and other sources, so what it cites may well
/// lie elsewhere: that is worth knowing and no fault.
fn check_framework(framework: &Framework, known: &Known<'_>, problems: &mut Vec<Problem>) {
    let sets = framework.sets.iter().filter_map(|set| Some(("framework/priorities.toml", set.source.as_ref()?)));
    let outcomes = framework.outcomes.iter().map(|outcome| ("framework/outcomes.toml", &outcome.source));
    let mut elsewhere: BTreeMap<(&str, &Slug), u32> = BTreeMap::new();
    for cited in sets.chain(outcomes).filter(|(_, source)| !known.has(source.as_str())) {
        *elsewhere.entry(cited).or_default() += 1;
    }
    for ((file, source), count) in elsewhere {
        let entries = if count == 1 { "entry comes" } else { "entries come" };
        let message = format!("{count} {entries} from `{source}`, which is not in this bank");
        let note = Problem::note("source_elsewhere", Place::file(file).field("source"), message);
        problems.push(note.hint("nothing to do; a source loaded under that id would be linked to them"));
    }
}

/// What a source says it is part of or is cited in.
fn check_pointers(file: &str, source: &Source, known: &Known<'_>, problems: &mut Vec<Problem>) {
    let part_of = source.part_of.iter().map(|other| ("part_of", other));
    let cited = source.cited_in.iter().map(|cited| ("cited_in", &cited.source));
    for (field, other) in part_of.chain(cited) {
        if !known.has(other.as_str()) {
            problems.push(known.unknown(other.as_str(), Place::file(file).field(field)));
        }
    }
    // A load writes this one by itself, and the other survey may be taken back later: worth a word, and no fault.
    if let Some(other) = source.earlier_wave.as_ref().filter(|other| !known.has(other.as_str())) {
        let message = format!("the earlier wave `{other}` is not in this bank");
        let note = Problem::note("wave_elsewhere", Place::file(file).field("earlier_wave"), message);
        problems.push(note.hint("nothing to do; a survey stored under that id would be linked to this one"));
    }
}

/// Two insights of one source with one address.
fn check_addresses(file: &str, source: &Source, problems: &mut Vec<Problem>) {
    let mut seen: BTreeMap<&str, u32> = BTreeMap::new();
    for insight in &source.insights {
        *seen.entry(insight.id.local.as_str()).or_default() += 1;
    }
    for (local, _) in seen.into_iter().filter(|(_, count)| *count > 1) {
        let message = format!("`{}.{local}` is the address of more than one insight", source.id);
        problems.push(
            Problem::error("duplicate_insight", Place::file(file), message).hint("give all but one another `id`"),
        );
    }
}

/// Two sources with one id.
fn check_ids(sources: &[(String, Source)], problems: &mut Vec<Problem>) {
    let mut first: BTreeMap<&Slug, &str> = BTreeMap::new();
    for (file, source) in sources {
        if let Some(other) = first.get(&source.id) {
            problems.push(duplicate_source(&source.id, file, other));
        } else {
            first.insert(&source.id, file);
        }
    }
}

/// The problem of a second source with the id of a first.
pub(super) fn duplicate_source(id: &Slug, file: &str, first: &str) -> Problem {
    let message = format!("`{id}` is the id of two sources; the first, `{first}`, is used");
    Problem::error("duplicate_source", Place::file(file), message)
        .hint("rename one of the two: the id is the last part of the path")
}

/// Sources that would be part of themselves.
fn check_circles(sources: &[(String, Source)], problems: &mut Vec<Problem>) {
    let files: BTreeMap<&Slug, &str> = sources.iter().map(|(file, source)| (&source.id, file.as_str())).collect();
    let parents =
        sources.iter().map(|(_, source)| (source.id.clone(), source.part_of.iter().cloned().collect())).collect();
    for (child, parent) in closing_links(&parents) {
        let file = files.get(&child).copied().unwrap_or_default();
        let message = format!("`{child}` is part of `{parent}`, which is part of `{child}`");
        problems.push(
            Problem::error("circle", Place::file(file).field("part_of"), message).hint("take out one of the two"),
        );
    }
}

/// Two editions of one text with one name.
fn check_editions(sources: &[(String, Source)], problems: &mut Vec<Problem>) {
    let mut first: BTreeMap<(&str, &str), &Slug> = BTreeMap::new();
    for (file, source) in sources {
        let Some(edition) = &source.edition else {
            continue;
        };
        let key = (edition.of.as_str(), edition.label.as_str());
        match first.get(&key) {
            Some(other) if **other != source.id => {
                let message =
                    format!("`{}` is the edition of `{}` that `{other}` is already", edition.label, edition.of);
                let problem = Problem::error("duplicate_edition", Place::file(file.as_str()).field("edition"), message);
                problems.push(problem.hint("give this edition a label of its own"));
            }
            Some(_) => {}
            None => drop(first.insert(key, &source.id)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::read_source;
    use super::*;
    use crate::framework::{FrameworkTexts, read_framework};

    fn source(id: &str, more: &str) -> (String, Source) {
        let text = format!("kind = \"document\"\ntitle = \"The {id}\"\n{more}");
        let (source, problems) = read_source(&id.parse().unwrap(), id, &text, &Framework::default());
        assert!(problems.is_empty(), "{problems:?}");
        (format!("sources/{id}.toml"), source.unwrap())
    }

    #[track_caller]
    fn check(sources: &[(String, Source)], expected: &[(&str, &str)]) {
        let problems = check_corpus(&Framework::default(), sources);
        let found: Vec<(&str, &str)> =
            problems.iter().map(|it| (it.code.as_str(), it.place.file.as_deref().unwrap_or_default())).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_sound_corpus_has_no_problem() {
        check(&[source("a", "part_of = \"b\""), source("b", "cited_in = [{ source = \"a\" }]")], &[]);
    }

    #[test]
    fn pointers_to_sources_that_are_not_there_are_reported() {
        let sources = [source("draft", "part_of = \"strategy\"\ncited_in = [{ source = \"draff\" }]")];
        check(&sources, &[("unknown_source", "sources/draft.toml"), ("unknown_source", "sources/draft.toml")]);
        let hints: Vec<_> =
            check_corpus(&Framework::default(), &sources).into_iter().map(|it| it.hint.unwrap()).collect();
        assert_eq!(hints[1], "did you mean `draft`?");
    }

    #[test]
    fn circles_repeated_editions_and_repeated_ids_are_reported() {
        check(&[source("a", "part_of = \"b\""), source("b", "part_of = \"a\"")], &[("circle", "sources/b.toml")]);
        let edition = "edition = { of = \"x\", label = \"draft\" }";
        check(&[source("a", edition), source("b", edition)], &[("duplicate_edition", "sources/b.toml")]);
        check(&[source("a", ""), source("a", "")], &[("duplicate_source", "sources/a.toml")]);
    }

    #[test]
    fn a_source_the_framework_names_and_the_bank_lacks_is_worth_a_note() {
        let sets = "[[set]]\nid = \"s\"\nlabel = \"S\"\nkind = \"priorities\"\nsource = \"gone\"\n[[set.member]]\nid = \"m\"\nlabel = \"M\"";
        let (framework, _) =
            read_framework(&FrameworkTexts { priorities: Some(sets.to_owned()), ..FrameworkTexts::default() });
        let problems = check_corpus(&framework, &[]);
        assert_eq!((problems.len(), problems[0].code.as_str()), (1, "source_elsewhere"));
        assert!(!problems[0].is_error());
        assert_eq!(problems[0].place.file.as_deref(), Some("framework/priorities.toml"));
    }
}
