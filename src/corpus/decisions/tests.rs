//! What is decided stays, and what is done to the file is noticed.

use std::fs;

use super::chain::{Link, Sealed};
use super::event::Draft;
use super::fixture::{Corpus, asked, event, release, some_people};
use super::*;

#[test]
fn a_bank_nobody_decided_anything_in_has_no_file_and_no_problem() {
    let corpus = Corpus::new();
    assert!(corpus.events().is_empty());
    assert_eq!(corpus.decisions().verify(), Verification::default());
    assert_eq!(corpus.decisions().append(&[], &[some_people()]), Ok(Vec::new()));
    assert_eq!(fs::read_dir(corpus.path()).unwrap().count(), 0);
}

#[test]
fn events_are_numbered_and_found_by_kind_and_source() {
    let corpus = Corpus::with(&[event(1), event(2)]);
    assert_eq!(corpus.decisions().append(&[release()], &[]), Ok(vec![3]));
    let found = |kind, subject: Option<&str>| {
        let filter = EventFilter { kind, subject: subject.map(str::to_owned) };
        let events = corpus.decisions().events(filter).unwrap();
        events.map(|event| event.unwrap().number).collect::<Vec<_>>()
    };
    assert_eq!(found(None, None), [1, 2, 3]);
    assert_eq!(found(Some(Kind::LoadReleased), None), [1, 2]);
    assert_eq!(found(None, Some("carers")), [1, 3]);
    assert_eq!(found(Some(Kind::TableReleased), Some("clinic")), [0; 0]);
    let set = corpus.decisions().respondents(&some_people().id()).unwrap();
    assert_eq!(set.rows(), [1, 3, 4, 9, 15]);
    let found = corpus.decisions().verify();
    assert_eq!((found.events, found.problems), (3, Vec::new()));
    assert_eq!(found.last, Some(corpus.events()[2].hash.clone()));
}

/// Worked out with Python: `hashlib.sha256`, lengths by `struct.pack("<Q", n)`.
#[test]
fn the_seal_is_the_one_another_program_works_out() {
    let event = event(1);
    let link = Link::start().next(&Sealed::from(&Draft::of(&event).unwrap()));
    assert_eq!(link.hash, "37589e82c02001210ac71838bd1274dfe1244674d0615b86dc6e23bfbb0200b9");
    let event = release();
    let link = link.next(&Sealed::from(&Draft::of(&event).unwrap()));
    assert_eq!(
        (link.number, link.hash.as_str()),
        (2, "c3573c2ee35bad0d4d0e6b3c62e7e86ceba631eb9578b1480ed95d50302d5dc6")
    );
}

#[cfg(unix)]
#[test]
fn the_files_are_their_owners_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    let corpus = Corpus::with(&[event(1)]);
    for path in [corpus.file(), corpus.note()] {
        assert_eq!(fs::metadata(path).unwrap().permissions().mode() & 0o777, 0o600);
    }
    assert_eq!(fs::read_dir(corpus.path()).unwrap().count(), 2, "nothing is left beside them");
}

#[test]
fn no_program_that_keeps_to_the_rules_of_the_file_can_rewrite_it() {
    let corpus = Corpus::with(&[event(1), event(2), release()]);
    let before = corpus.events();
    let row = "VALUES (2, 'a', 'b', 'c', 'd', NULL, 'f', 'g')";
    for statement in [
        "UPDATE event SET who = 'Nobody' WHERE number = 1".to_owned(),
        "DELETE FROM event WHERE number = 3".to_owned(),
        format!("INSERT OR REPLACE INTO event {row}"),
        format!("INSERT INTO event {}", row.replace("(2", "(5")),
        "UPDATE respondents SET packed = x'00'".to_owned(),
        "DELETE FROM respondents".to_owned(),
    ] {
        assert!(corpus.raw().execute_batch(&statement).is_err(), "{statement}");
    }
    let replace = "INSERT OR REPLACE INTO respondents SELECT id, x'00' FROM respondents";
    corpus.raw().execute_batch(replace).unwrap();
    assert_eq!((corpus.events(), corpus.problems()), (before, Vec::new()));
}

#[test]
fn what_must_not_be_kept_is_refused_and_nothing_stored() {
    let corpus = Corpus::new();
    let long = |text: &str| {
        let mut table = asked();
        table.table = text.repeat(301);
        Decision::TableRefused(TableRefused { asked: table, rules: Vec::new() })
    };
    let bad = [
        Event { who: " ".to_owned(), ..event(1) },
        Event { who: "two\nlines".to_owned(), ..event(1) },
        Event { why: None, ..release() },
        Event { why: Some("w".repeat(2_001)), ..event(1) },
        Event { decision: long("a"), ..event(1) },
    ];
    for event in bad {
        let problem = corpus.decisions().append(&[super::fixture::event(1), event], &[some_people()]).unwrap_err();
        assert_eq!((problem.code.as_str(), problem.hint.is_some()), ("bad_decision", true));
    }
    assert_eq!(fs::read_dir(corpus.path()).unwrap().count(), 0);
    let missing = corpus.decisions().append(&[event(1), release()], &[]).unwrap_err();
    assert_eq!(missing.code, "bad_decision");
    assert_eq!((corpus.events(), corpus.problems()), (Vec::new(), Vec::new()));
}

#[test]
fn a_file_of_a_newer_version_is_left_alone_with_the_way_out() {
    let corpus = Corpus::with(&[event(1)]);
    corpus.raw().pragma_update(None, "user_version", 2).unwrap();
    let bytes = fs::read(corpus.file()).unwrap();
    let reading = corpus.decisions().events(EventFilter::default()).unwrap_err();
    for problem in [reading, corpus.decisions().append(&[event(2)], &[]).unwrap_err(), corpus.problem()] {
        assert_eq!(problem.code, "newer_format");
        assert!(problem.hint.unwrap().contains("update"));
    }
    assert_eq!(fs::read(corpus.file()).unwrap(), bytes);
}

#[test]
fn a_file_that_holds_something_else_is_left_alone() {
    let other = Corpus::new();
    other.raw().execute_batch("CREATE TABLE event (number INTEGER)").unwrap();
    let garbage = Corpus::new();
    fs::write(garbage.file(), "not a database, but rather long for its kind".repeat(50)).unwrap();
    let folder = Corpus::new();
    fs::create_dir(folder.file()).unwrap();
    for (corpus, code) in [(other, "not_decisions"), (garbage, "decisions_damaged"), (folder, "decisions_damaged")] {
        let bytes = fs::read(corpus.file()).ok();
        assert_eq!(corpus.decisions().append(&[event(1)], &[]).unwrap_err().code, code);
        assert_eq!(corpus.decisions().events(EventFilter::default()).unwrap_err().code, code);
        assert_eq!(corpus.problem().code, code);
        assert_eq!(fs::read(corpus.file()).ok(), bytes);
    }
}

#[test]
fn events_changed_taken_out_or_exchanged_break_the_chain_where_it_was_done() {
    let forgeries = [
        ("UPDATE event SET who = 'Bela' WHERE number = 2", 2),
        ("UPDATE event SET at = '2026-11-24T10:04:00+00:00' WHERE number = 3", 3),
        ("UPDATE event SET kind = 'table_refused' WHERE number = 1", 1),
        ("UPDATE event SET subject = 'clinic' WHERE number = 3", 3),
        ("UPDATE event SET why = '' WHERE number = 3", 3),
        ("UPDATE event SET body = replace(body, 'area', 'arae') WHERE number = 2", 2),
        ("UPDATE event SET hash = (SELECT hash FROM event WHERE number = 1) WHERE number = 4", 4),
        ("DELETE FROM event WHERE number = 2", 2),
        ("DELETE FROM event WHERE number = 1", 1),
        ("DELETE FROM event WHERE number = 2; UPDATE event SET number = number - 1 WHERE number > 2", 2),
        (
            "UPDATE event SET number = 9 WHERE number = 2; UPDATE event SET number = 2 WHERE number = 3; \
          UPDATE event SET number = 3 WHERE number = 9",
            2,
        ),
        ("INSERT INTO event SELECT 5, at, who, kind, subject, why, hash, body FROM event WHERE number = 4", 5),
    ];
    for (statements, first) in forgeries {
        let corpus = Corpus::with(&[event(1), event(2), event(3), event(4)]);
        corpus.forge(statements);
        let problem = corpus.problem();
        assert_eq!(problem.code, "decisions_broken", "{statements}");
        assert_eq!(problem.place.field, Some(format!("decision {first}")), "{statements}");
        assert_eq!(corpus.decisions().verify().events, first - 1, "{statements}");
    }
}

#[test]
fn an_end_that_was_cut_off_is_found_and_not_built_upon() {
    let corpus = Corpus::with(&[event(1), event(2), event(3)]);
    corpus.forge("DELETE FROM event WHERE number = 3");
    let problem = corpus.problem();
    assert_eq!(problem.code, "decisions_cut");
    assert!(problem.message.contains("3 were noted, and there are 2"), "{}", problem.message);
    assert_eq!(corpus.decisions().append(&[event(4)], &[]).unwrap_err().code, "decisions_cut");
    assert_eq!(corpus.events().len(), 2);
    fs::remove_file(corpus.note()).unwrap();
    corpus.decisions().append(&[event(4)], &[]).unwrap();
    assert!(corpus.problems().is_empty(), "whoever deletes the note takes what is left");
}

#[test]
fn a_file_that_was_taken_away_is_missed_and_not_made_anew() {
    let corpus = Corpus::with(&[event(1)]);
    fs::remove_file(corpus.file()).unwrap();
    for emptied in [false, true] {
        let reading = corpus.decisions().events(EventFilter::default()).unwrap_err();
        for problem in [reading, corpus.decisions().append(&[event(2)], &[]).unwrap_err(), corpus.problem()] {
            assert_eq!(problem.code, "decisions_cut");
            assert!(problem.hint.unwrap().contains("put back"));
        }
        assert_eq!(corpus.file().exists(), emptied);
        fs::write(corpus.file(), "").unwrap();
    }
}

#[test]
fn a_chain_written_anew_is_another_than_was_noted() {
    let corpus = Corpus::with(&[event(1), event(2)]);
    let note = fs::read(corpus.note()).unwrap();
    let other = Corpus::with(&[event(1), event(3), event(5)]);
    fs::write(other.note(), note).unwrap();
    assert_eq!(other.problem().code, "decisions_cut");
    assert_eq!(other.decisions().append(&[event(4)], &[]).unwrap_err().code, "decisions_cut");
}

#[test]
fn a_note_may_lag_behind_and_is_missed_when_it_is_gone() {
    let corpus = Corpus::with(&[event(1)]);
    let note = fs::read(corpus.note()).unwrap();
    corpus.decisions().append(&[event(2)], &[]).unwrap();
    fs::write(corpus.note(), note).unwrap();
    assert!(corpus.problems().is_empty(), "whoever is killed after the commit leaves it so");
    fs::remove_file(corpus.note()).unwrap();
    let problem = corpus.problem();
    assert_eq!((problem.code.as_str(), problem.is_error()), ("decisions_note", false));
    fs::write(corpus.note(), "two").unwrap();
    assert_eq!(corpus.problems(), ["decisions_note"]);
    assert_eq!(corpus.decisions().append(&[event(3)], &[]).unwrap_err().code, "decisions_note");
    fs::remove_file(corpus.note()).unwrap();
    corpus.decisions().append(&[event(3)], &[]).unwrap();
    assert!(corpus.problems().is_empty());
    assert_eq!(fs::read_to_string(corpus.note()).unwrap(), format!("3 {}\n", corpus.events()[2].hash));
}

#[test]
fn rules_that_were_taken_away_are_missed() {
    let corpus = Corpus::with(&[event(1)]);
    corpus.raw().execute_batch("DROP TRIGGER event_stays").unwrap();
    assert_eq!(corpus.problem().code, "decisions_altered");
    assert_eq!(corpus.decisions().append(&[event(2)], &[]).unwrap_err().code, "decisions_altered");
    assert_eq!(corpus.events().len(), 1, "what is there can be read all the same");
}

#[test]
fn people_who_are_no_longer_those_that_were_released_are_missed() {
    for forgery in ["DELETE FROM respondents", "UPDATE respondents SET packed = x'0300'"] {
        let corpus = Corpus::with(&[event(1), release()]);
        corpus.forge(forgery);
        assert_eq!(corpus.problem().code, "decisions_set", "{forgery}");
        assert_eq!(corpus.decisions().respondents(&some_people().id()).unwrap_err().code, "decisions_set");
    }
}

#[test]
fn what_a_newer_version_decided_is_listed_and_its_chain_proved() {
    let corpus = Corpus::with(&[event(1)]);
    let newer = Recorded {
        number: 2,
        kind: "tag_given".to_owned(),
        body: "{\"new\":1}".to_owned(),
        ..corpus.events().remove(0)
    };
    let last = Link { number: 1, hash: newer.hash.clone() }.next(&Sealed::from(&newer));
    let insert = "INSERT INTO event (number, at, who, kind, subject, hash, body) VALUES (2, ?1, ?2, ?3, ?4, ?5, ?6)";
    let raw = corpus.raw();
    raw.execute(insert, (&newer.at, &newer.who, &newer.kind, &newer.subject, &last.hash, &newer.body)).unwrap();
    let problem = corpus.problem();
    assert_eq!((problem.code.as_str(), problem.is_error()), ("unknown_decisions", false));
    assert_eq!(corpus.events()[1].decision(), None);
    assert_eq!(corpus.decisions().append(&[event(3)], &[]), Ok(vec![3]));
}

/// Somebody pulls the plug while decisions are being written: the file holds half of them, the journal beside it what was there
/// before.
#[test]
fn decisions_half_written_when_the_power_fails_never_were() {
    let corpus = Corpus::with(&[event(1), event(2)]);
    let (before, bytes) = (corpus.events(), fs::read(corpus.file()).unwrap());
    let raw = corpus.raw();
    raw.execute_batch("PRAGMA cache_size = 1; PRAGMA cache_spill = 1; BEGIN IMMEDIATE").unwrap();
    for number in 3..=200 {
        let row =
            "INSERT INTO event SELECT ?1, at, who, kind, subject, why, hash, body || ?2 FROM event WHERE number = 1";
        raw.execute(row, (number, " ".repeat(500))).unwrap();
    }
    let dark = Corpus::new();
    for entry in fs::read_dir(corpus.path()).unwrap().flatten() {
        fs::copy(entry.path(), dark.path().join(entry.file_name())).unwrap();
    }
    assert_ne!(
        fs::read(dark.file()).unwrap(),
        bytes,
        "half of it must have reached the disk for this to show anything"
    );
    assert_eq!((dark.events(), dark.problems()), (before, Vec::new()));
    assert_eq!(dark.decisions().append(&[event(3)], &[]), Ok(vec![3]));
}

#[test]
fn many_at_once_lose_nothing() {
    let corpus = Corpus::new();
    let (threads, rounds) = (4, 8);
    std::thread::scope(|scope| {
        for thread in 0..threads {
            let decisions = corpus.decisions();
            scope.spawn(move || {
                for round in 0..rounds {
                    let number = thread * rounds + round;
                    let numbers = decisions.append(&[event(number), event(number + 1_000)], &[]).unwrap();
                    assert_eq!(numbers[0] + 1, numbers[1], "what is added together stays together");
                }
            });
        }
    });
    let loads = corpus.events().into_iter().map(|event| match event.decision() {
        Some(Decision::LoadReleased(released)) => released.load,
        other => panic!("{other:?}"),
    });
    let mut loads: Vec<u32> = loads.collect();
    loads.sort_unstable();
    assert_eq!(loads, (0..32).chain(1_000..1_032).collect::<Vec<_>>());
    let found = corpus.decisions().verify();
    assert_eq!((found.events, found.problems), (64, Vec::new()));
    assert_eq!(fs::read_to_string(corpus.note()).unwrap(), format!("64 {}\n", found.last.unwrap()));
}

#[test]
fn a_slow_reader_keeps_no_writer_waiting_and_sees_what_comes() {
    let many: Vec<Event> = (0..600).map(event).collect();
    let corpus = Corpus::with(&many);
    let mut reader = corpus.decisions().events(EventFilter::default()).unwrap();
    assert_eq!(reader.next().unwrap().unwrap().number, 1);
    corpus.decisions().append(&[event(600)], &[]).unwrap();
    assert_eq!(reader.map(|event| event.unwrap().number).last(), Some(601));
}
