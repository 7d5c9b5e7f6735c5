//! The integration tests of insight-bank: what a person at the terminal, a program at the API and a reader of the pages
//! would notice. One target, so that everything links once.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on must fail on the spot")]

// The JSON API: one file per resource, each route with what it answers and what it refuses.
mod api;
// Nobody works out from several tables what one of them hides.
mod attacker;
// The command line: one file per command.
mod cli;
// The illustrative survey is what its generator makes.
mod generator;
// Killing the program at any moment leaves the old state or the new one.
mod kill;
// The pages: what they say, where they link, that they work without script.
mod pages;
// Every command of the README does what it says.
mod readme;
// Real files beside the project, where they are there.
mod shared_data;
// What the tests stand on: banks on disk, the built program, a running server.
mod support;
// The rules of the house, read off its source.
mod tidy;
