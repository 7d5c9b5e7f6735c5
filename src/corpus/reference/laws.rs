//! What holds for every list: nothing panics, every record reads back as it was written, ids are unique, words are kept.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;
use crate::corpus::{read_passages, read_source, write_source};
use crate::framework::Framework;

#[track_caller]
fn check(references: &[Reference]) {
    let ids: BTreeSet<&Slug> = references.iter().map(Reference::id).collect();
    assert_eq!(ids.len(), references.len());
    for reference in references {
        let text = write_source(&reference.source);
        let (source, problems) = read_source(reference.id(), "source.toml", &text, &Framework::default());
        assert!(problems.is_empty(), "{problems:?} in {text}");
        assert_eq!(source.as_ref(), Some(&reference.source));
    }
}

/// Lines as lists have them, with what breaks them.
fn ris_line() -> impl Strategy<Value = String> {
    let tag = prop::sample::select(vec![
        "TY", "TI", "T2", "AU", "PY", "DA", "AB", "DO", "UR", "KW", "PB", "LA", "ID", "ER", "X9", "PMID", "LID",
    ]);
    let value = prop_oneof![
        "\\PC{0,20}",
        Just("2019/05/17".to_owned()),
        Just("10.1234/ab-c".to_owned()),
        Just("a-b".to_owned()),
        Just("not stated".to_owned())
    ];
    prop_oneof![
        6 => (tag, value).prop_map(|(tag, value)| format!("{tag:4}- {value}")),
        1 => "\\PC{0,20}",
        1 => Just(String::new()),
    ]
}

fn bib_piece() -> impl Strategy<Value = String> {
    let words = vec![
        "@article{key, ",
        "@string{",
        "@comment{",
        "@book(",
        "title",
        "author",
        "year",
        "abstract",
        "doi",
        "crossref",
        " = ",
        "{",
        "}",
        "\"",
        "#",
        ",",
        "\\'",
        "\\\"{u}",
        "\\emph",
        "\\ss",
        "$",
        "--",
        "\n",
        " and ",
        "2019",
        "10.1/x",
        "may",
        "\\",
        "é",
        "@",
        "(",
        ")",
        "\n@misc{k2,",
    ];
    prop_oneof![6 => prop::sample::select(words).prop_map(str::to_owned), 1 => "\\PC{0,8}"]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn every_ris_record_reads_back_as_it_was_written(lines in prop::collection::vec(ris_line(), 0..30)) {
        check(&ris(&format!("TY  - JOUR\n{}", lines.join("\n"))));
    }

    #[test]
    fn every_bibtex_record_reads_back_as_it_was_written(pieces in prop::collection::vec(bib_piece(), 0..60)) {
        check(&read_bibtex("x.bib", &pieces.concat()).0);
    }

    #[test]
    fn any_text_at_all_is_read_without_harm(text in "(?s).{0,200}") {
        check(&ris(&text));
        check(&read_bibtex("x.bib", &text).0);
    }

    #[test]
    fn no_word_of_an_abstract_is_taken_for_markup(text in "[ -~]{0,60}[a-z]{3}") {
        let references = ris(&format!("TY  - JOUR\nTI  - T\nAB  - {text}\nER  - \n"));
        let squash = |text: &str| text.split_whitespace().collect::<String>();
        let document = references[0].text.clone().unwrap_or_default();
        let (passages, _) = read_passages(&references[0].source, "text.md", &document);
        let read: String = passages.iter().map(|passage| squash(&passage.text)).collect();
        prop_assert_eq!(read, squash(&text));
    }
}

fn ris(text: &str) -> Vec<Reference> {
    read_ris("x.ris", text).0
}
