//! What the tests stand on.

pub(crate) mod app;
pub(crate) mod carers;
pub(crate) mod command;
pub(crate) mod folder;
pub(crate) mod park;
pub(crate) mod server;
pub(crate) mod workbook;
