//! # insight-bank
//!
//! Public bodies ask residents what they think and then lose the answers. This crate keeps them: a full-text-indexed repository
//! of literature, focus-group findings and survey responses, tagged with themes, counted with their bases, and exposed through
//! a command line, a JSON API and pages.
//!
//! ## The map of the house
//!
//! A bank is a folder: `corpus/` holds plain files people deposited and a file of what they decided, `index/` is made from them.
//! The rooms, from the top floor to the ground; a room imports only from the floors below it:
//!
//! | room | what it does |
//! |---|---|
//! | [`cli`], [`web`] | read a request, call the façade, show the answer |
//! | [`view`] | the shapes of answers: JSON, CSV, text |
//! | [`report`] | files people take away: workbooks |
//! | [`bank`] | the façade: each thing a person can do, once |
//! | [`breakdown`] | from tallies to a percentage table, and through disclosure control |
//! | [`audit`] | what follows from published sums, and what to hide so that too little does |
//! | [`engine`] | finds passages and counts people; the tantivy index |
//! | [`survey`] | questionnaires, responses, loads and their reconciliation |
//! | [`corpus`] | sources and insights on disk; decisions, each sealed with the one before |
//! | [`framework`] | themes, priorities, outcomes, groups, places, organisations, glossary |
//! | [`mod@file`] | kinds of files: tables of text, workbooks, archives, documents |
//! | [`vectors`] | holds the statistics against answers of other people's tools |
//! | [`stats`] | pure formulas: designs, intervals, tests, raking, agreement |
//! | [`text`] | sentences, words, fingerprints, names |
//! | [`problem`], [`id`] | problems as data, names that were checked once |
//!
//! ## Five rules
//!
//! 1. Inner code does no input or output: parsing takes bytes and a name, analysis takes data and gives data.
//! 2. Bad content is data: reading gives a value and a list of problems, and one bad record never hides the rest.
//! 3. One façade: the same question asked three ways gets the same answer.
//! 4. Nothing undisclosed leaves, by type: presenters take a [`breakdown::Disclosed`], which only disclosure control makes.
//! 5. Dependencies point down. A test enforces it.
//!
//! ## Words
//!
//! An *insight* is one addressable unit of text or one published number. A *source* is what it came from. *Voice* says who speaks.
//! A *base* is who a percentage is a percentage of; the *unweighted base* counts people, the *weighted base* sums their weights,
//! the *effective base* is what the weighted people are worth as a plain sample. A *share* is 0 to 1, a percentage is print. A
//! *banner* is what stands across the top of a table. A *respondent* is one person who answered; a *verbatim* is what they wrote.
//!
//! ## Reading order
//!
//! `corpus/README.md` for the files, [`bank`] for what can be done, [`engine`] for how it is found and counted.

pub mod audit;
pub mod bank;
pub mod breakdown;
pub mod cli;
pub mod corpus;
pub mod engine;
pub mod file;
pub mod framework;
pub mod id;
pub mod problem;
pub mod report;
pub mod stats;
pub mod survey;
pub mod text;
pub mod vectors;
pub mod view;
pub mod web;
