//! That what is decided reads back as it was, and that no byte of it changes unseen.

use std::fs;
use std::sync::OnceLock;

use proptest::prelude::*;

use super::fixture::{Corpus, asked, event, release, some_people};
use super::*;

fn ids() -> impl Strategy<Value = Vec<String>> {
    prop::collection::vec("\\PC{0,20}", 0..3)
}

fn decision() -> impl Strategy<Value = Decision> {
    let cells = |ids: Vec<String>| {
        let cell = |answer: String| CellName { column: "total".to_owned(), answer };
        ids.into_iter().map(cell).collect::<Vec<_>>()
    };
    prop_oneof![
        ("[0-9a-f]{64}", any::<u64>(), prop::collection::btree_map("\\PC{0,20}", any::<u64>(), 0..3))
            .prop_map(|(fingerprint, respondents, groups)| SnapshotFrozen { fingerprint, respondents, groups })
            .prop_map(Decision::SnapshotFrozen),
        (any::<u32>(), "\\PC{0,20}", ids(), any::<bool>())
            .prop_map(|(load, question, by, some)| LoadReleased { load, question, by, some })
            .prop_map(Decision::LoadReleased),
        (ids(), any::<bool>(), prop::option::of("\\PC{0,9}"))
            .prop_map(|(rules, matching, weight)| TableRefused {
                asked: AskedTable { matching, weight, ..asked() },
                rules
            })
            .prop_map(Decision::TableRefused),
        ("\\PC{0,20}", any::<u32>())
            .prop_map(|(name, efficiency_millionths)| WeightMade {
                name,
                targets: String::new(),
                efficiency_millionths
            })
            .prop_map(Decision::WeightMade),
        "\\PC{0,20}".prop_map(|name| Decision::WeightRemoved(WeightRemoved { name })),
        ids()
            .prop_map(move |ids| SuppressionOverride { asked: asked(), cells: cells(ids), approver: "B".to_owned() })
            .prop_map(Decision::SuppressionOverride),
        Just(release().decision),
    ]
}

fn events() -> impl Strategy<Value = Vec<Event>> {
    let parts = (decision(), "[^\\s\\pC][^\\pC]{0,30}", "[a-z0-9][a-z0-9-]{0,20}", "[^\\s\\pC][^\\pC]{0,60}");
    let made = parts.prop_map(|(decision, who, subject, why)| Event {
        who,
        subject: subject.parse().unwrap(),
        why: Some(why),
        decision,
        ..event(1)
    });
    prop::collection::vec(made, 0..6)
}

/// What a reader sees of a file.
type Seen = (Vec<Recorded>, RespondentSet);

/// What a reader sees of a file, where nothing is wrong with it.
fn seen(corpus: &Corpus) -> Option<Seen> {
    let sound = !crate::problem::any_error(&corpus.decisions().verify().problems);
    sound.then(|| (corpus.events(), corpus.decisions().respondents(&some_people().id()).unwrap()))
}

/// The bytes of a file with every kind of thing in it, and what a reader sees of it.
fn sample() -> &'static (Vec<u8>, Vec<u8>, Seen) {
    static SAMPLE: OnceLock<(Vec<u8>, Vec<u8>, Seen)> = OnceLock::new();
    SAMPLE.get_or_init(|| {
        let corpus = Corpus::with(&[event(1), release(), event(3), event(4)]);
        (fs::read(corpus.file()).unwrap(), fs::read(corpus.note()).unwrap(), seen(&corpus).unwrap())
    })
}

/// A corpus with the sample in which one byte is another.
fn flipped(at: usize, by: u8) -> Corpus {
    let (mut bytes, note, _) = sample().clone();
    bytes[at] ^= by;
    let corpus = Corpus::new();
    fs::write(corpus.file(), bytes).unwrap();
    fs::write(corpus.note(), note).unwrap();
    corpus
}

/// Where the texts of the events stand in the file: each event is a stretch of its own.
fn texts_of_events() -> Vec<usize> {
    let (bytes, _, (events, _)) = sample();
    let mut places = Vec::new();
    for event in events {
        for text in [&event.at, &event.who, &event.kind, &event.subject, &event.hash, &event.body] {
            let found = bytes.windows(text.len()).enumerate().filter(|(_, stretch)| *stretch == text.as_bytes());
            let starts: Vec<usize> = found.map(|(at, _)| at).collect();
            assert!(!starts.is_empty(), "{text}");
            places.extend(starts.into_iter().flat_map(|start| start..start + text.len()));
        }
    }
    places
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn what_is_decided_reads_back_as_it_was(batches in prop::collection::vec(events(), 0..4)) {
        let corpus = Corpus::new();
        let mut numbers = Vec::new();
        for batch in &batches {
            numbers.extend(corpus.decisions().append(batch, &[some_people()]).unwrap());
        }
        let wanted: Vec<Event> = batches.into_iter().flatten().collect();
        let read: Vec<Event> = corpus.events().into_iter().map(|event| Event {
            at: event.at.parse().unwrap(),
            decision: event.decision().unwrap(),
            subject: event.subject.parse().unwrap(),
            who: event.who,
            why: event.why,
        }).collect();
        prop_assert_eq!(&numbers, &(1..=wanted.len() as u64).collect::<Vec<_>>());
        prop_assert_eq!(read, wanted);
        prop_assert_eq!(corpus.problems(), Vec::<String>::new());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    /// Most bytes of a file are room to spare or say how it is laid out: whichever changes, it is seen or makes no difference.
    #[test]
    fn a_byte_that_changes_anywhere_is_found_or_changes_nothing(at in 0..sample().0.len(), by in 1..=u8::MAX) {
        let now = seen(&flipped(at, by));
        prop_assert!(now.is_none() || now.as_ref() == Some(&sample().2), "byte {}", at);
    }

    #[test]
    fn a_byte_that_changes_in_an_event_is_always_found(which in any::<prop::sample::Index>(), by in 1..=u8::MAX) {
        let places = texts_of_events();
        let at = *which.get(&places);
        prop_assert!(seen(&flipped(at, by)).is_none(), "byte {}", at);
    }
}
