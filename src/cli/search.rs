//! `search`: hits and facets.

use crate::bank::{BankError, InsightBank, SearchNames};
use crate::cli::Outcome;
use crate::cli::args::{Format, SearchArgs};
use crate::cli::printer::Printer;
use crate::view;

pub(super) fn run(bank: &InsightBank, args: &SearchArgs, printer: &mut Printer) -> Result<Outcome, BankError> {
    let request = bank.search_request(&names(args))?;
    let hits = bank.search(&request)?;
    let answer = view::search_answer(bank.framework(), &bank.shelf(), &hits);
    for notice in &answer.notices {
        printer.say(&format!("note: {}", notice.message));
    }
    match args.format {
        Format::Json => printer.json(&answer),
        Format::Csv => printer.data(&view::hits_csv(&answer)),
        Format::Text => printer.data(&view::hits_text(&answer)),
    }
    Ok(Outcome::Done)
}

fn names(args: &SearchArgs) -> SearchNames {
    SearchNames {
        query: args.query.join(" "),
        kind: args.kind.clone(),
        theme: args.theme.clone(),
        priority: args.priority.clone(),
        group: args.group.clone(),
        place: args.place.clone(),
        voice: args.voice.clone(),
        source: args.source.clone(),
        year: args.year.clone(),
        sort: args.sort.clone(),
        limit: args.limit.clone(),
        cursor: args.cursor.clone(),
    }
}
