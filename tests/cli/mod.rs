//! The command line: one file per command, then what holds for all of them.

// Surveys that leave little to count, or too much.
mod bad_input;
// The folder of a bank: made, refused, newer, damaged.
mod bank_folder;
// Percentage tables: the published figures, bases, columns, filters.
mod breakdown;
// Every problem of a corpus at once.
mod check;
// A bank of one's own.
mod equations;
mod init;
// What was decided, and its proof.
mod journal;
// Files that load, and the account of every cell.
mod living;
mod load;
pub(crate) use load::assert_balanced;
// Documents, templates and lists of literature.
mod load_documents;
// Files that do not load, and what is said then.
mod load_refused;
// What holds for every command: exit codes, names nearly right, closed pipes.
mod manners;
// Answers merged for released tables.
mod merge;
// A bank's own disclosure policy.
mod own_policy;
// What public tables divide people by.
mod public_cube;
// What was asked in a survey.
mod questions;
// What may be seen in the release view.
mod release;
mod report;
// Finding: shapes, filters, facets, pages, and whatever a person may type.
mod search;
// The pages on this machine.
mod serve;
// Workbooks: every table by one banner, and single ones.
mod tab_book;
// The framework with its counts.
mod themes;
// Themes as the rows of a table.
mod theme_rows;
// One question over several waves.
mod trend;
// Loads that are taken back.
mod undo;
// Surveys that repeat earlier ones.
mod waves;
// Weights to known shares.
mod weight;
// Weights in tables, in records and in the journal.
mod weight_in_use;
