//! Decisions to test with.

use std::path::{Path, PathBuf};

use rusqlite::Connection;
use tempfile::TempDir;

use super::*;
use crate::problem::Problem;

/// A corpus with nothing in it but what is decided.
pub(super) struct Corpus(TempDir);

impl Corpus {
    pub(super) fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    /// One in which some things were decided already.
    pub(super) fn with(events: &[Event]) -> Self {
        let corpus = Self::new();
        corpus.decisions().append(events, &[some_people()]).unwrap();
        corpus
    }

    pub(super) fn path(&self) -> &Path {
        self.0.path()
    }

    pub(super) fn file(&self) -> PathBuf {
        self.path().join(FILE)
    }

    pub(super) fn note(&self) -> PathBuf {
        self.path().join(NOTE)
    }

    pub(super) fn decisions(&self) -> Decisions {
        Decisions::of(self.path())
    }

    pub(super) fn events(&self) -> Vec<Recorded> {
        self.decisions().events(EventFilter::default()).unwrap().map(Result::unwrap).collect()
    }

    /// The codes of what is wrong.
    pub(super) fn problems(&self) -> Vec<String> {
        self.decisions().verify().problems.into_iter().map(|problem| problem.code).collect()
    }

    /// What is wrong, which must be one thing.
    #[track_caller]
    pub(super) fn problem(&self) -> Problem {
        let mut problems = self.decisions().verify().problems;
        assert_eq!(problems.len(), 1, "{problems:#?}");
        problems.remove(0)
    }

    /// The file as another program opens it.
    pub(super) fn raw(&self) -> Connection {
        Connection::open(self.file()).unwrap()
    }

    /// Edits the file as somebody who takes the rules away and puts them back.
    pub(super) fn forge(&self, statements: &str) {
        let raw = self.raw();
        let rules: Vec<(String, String)> = raw
            .prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' ORDER BY rowid")
            .unwrap()
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
            .unwrap()
            .map(Result::unwrap)
            .collect();
        for (name, _) in &rules {
            raw.execute_batch(&format!("DROP TRIGGER {name}")).unwrap();
        }
        raw.execute_batch(statements).unwrap();
        for (_, sql) in &rules {
            raw.execute_batch(sql).unwrap();
        }
    }
}

/// A set of five people.
pub(super) fn some_people() -> RespondentSet {
    [3, 1, 4, 15, 9].into_iter().collect()
}

/// What was decided on one day; each number is another decision.
pub(super) fn event(number: u32) -> Event {
    let released =
        LoadReleased { load: number, question: "area".to_owned(), by: vec!["rating".to_owned()], some: true };
    Event {
        at: "2026-11-23T10:04:00+00:00".parse().unwrap(),
        who: "Anna Smith".to_owned(),
        subject: if number % 2 == 1 { "carers" } else { "clinic" }.parse().unwrap(),
        why: None,
        decision: Decision::LoadReleased(released),
    }
}

/// A table as it is asked for.
pub(super) fn asked() -> AskedTable {
    AskedTable {
        snapshot: "5".repeat(64),
        table: "t1".to_owned(),
        question: "area".to_owned(),
        base: "answered".to_owned(),
        by: vec!["age>sex".to_owned()],
        filters: vec![AskedFilter { question: "carer".to_owned(), options: vec!["yes".to_owned()] }],
        matching: false,
        weight: Some("design".to_owned()),
        policy: "ics-public".to_owned(),
    }
}

/// A decision to release a table with some people in it.
pub(super) fn release() -> Event {
    let cell = ReleasedCell {
        column: "total".to_owned(),
        answer: "north".to_owned(),
        set: some_people().id(),
        n: 5,
        hidden: false,
    };
    let released = TableReleased { asked: asked(), cells: vec![cell], approver: "Bela Jones".to_owned() };
    Event {
        why: Some("for the board of 1 December".to_owned()),
        decision: Decision::TableReleased(released),
        ..event(1)
    }
}
