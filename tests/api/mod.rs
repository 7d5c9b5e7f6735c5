//! The JSON API, one file per resource, and what holds for all of them.

// Percentage tables.
mod breakdown;
// Refusals and failures: one shape wherever they come from.
mod errors;
// What surrounds every answer: headers, hosts, other sites.
mod guard;
// Loading files.
mod loads;
// The description of the API.
mod openapi;
// Insights, sources, themes, priorities and surveys by name.
mod resources;
// Callers below analyst.
mod outside;
// Searching.
mod search;
