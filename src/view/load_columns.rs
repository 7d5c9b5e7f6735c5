//! What became of every column of a load, for a terminal.

use crate::bank::LoadReport;
use crate::survey::load::ColumnAccount;
use crate::view::account::{Block, Shared, letters};
use crate::view::columns::clean;
use crate::view::load::{WIDTH, push};

/// How much of a heading is shown.
const NAME: usize = 36;

/// What became of every column; those of one question together, and in one line where the same became of all their cells.
pub fn columns_text(report: &LoadReport) -> String {
    let mut text = String::new();
    if report.columns.is_empty() {
        return text;
    }
    let blocks = Block::all(&report.columns);
    let table = Table::new(&blocks);
    let heads = ["mapped", "as words", "left out"].map(str::to_owned);
    text.push('\n');
    table.row(&mut text, "column", "heading", &heads, ["why", "question"]);
    for block in &blocks {
        table.block(&mut text, block);
    }
    text
}

/// The widths of what differs from file to file.
struct Table {
    letters: usize,
    why: usize,
}

impl Table {
    fn new(blocks: &[Block<'_>]) -> Self {
        let letters = blocks.iter().map(|block| block.letters().len()).max().unwrap_or(0).max(6);
        let columns = blocks.iter().flat_map(|block| block.columns);
        let why = columns.map(|column| reasons(column).chars().count()).max().unwrap_or(0).clamp(3, 16);
        Self { letters, why }
    }

    fn block(&self, text: &mut String, block: &Block<'_>) {
        let many = block.columns.len();
        match block.columns {
            [] => {}
            [one, ..] if many > 2 && block.shared != Shared::Nothing && block.is_alike() => {
                self.column(text, &block.letters(), &format!("{many} columns, each:"), one, &together_in_one(block));
            }
            columns if many == 1 || block.shared == Shared::Nothing => {
                for (at, column) in columns.iter().enumerate() {
                    let name = middle(&column.name, NAME);
                    self.column(text, &letters(block.first + at), &name, column, &question(column));
                }
            }
            columns => {
                let title = format!("{many} columns, {}", together(block));
                push(text, &format!("{:<wide$}  {title}", block.letters(), wide = self.letters));
                for (at, column) in columns.iter().enumerate() {
                    let own = if matches!(block.shared, Shared::Grid(_)) { question(column) } else { String::new() };
                    let name = format!("  {}", middle(&column.name, NAME - 2));
                    self.column(text, &format!("  {}", letters(block.first + at)), &name, column, &own);
                }
            }
        }
    }

    fn column(&self, text: &mut String, letters: &str, name: &str, column: &ColumnAccount, question: &str) {
        let counts = [column.mapped, column.stored, column.left_out].map(|count| count.to_string());
        self.row(text, letters, name, &counts, [&reasons(column), question]);
    }

    /// A line; what there is no room for goes to lines of its own, uncut.
    fn row(&self, text: &mut String, letters: &str, name: &str, counts: &[String; 3], [why, question]: [&str; 2]) {
        let [mapped, stored, left] = counts;
        let (wide, reason) = (self.letters, self.why);
        let (here, below) = if why.chars().count() <= reason { (why, "") } else { ("several:", why) };
        let facts = format!("{letters:<wide$}  {name:<NAME$} {mapped:>8} {stored:>8} {left:>8}  {here:<reason$}");
        let room = facts.chars().count() + 2 + question.chars().count() <= WIDTH;
        push(text, &format!("{facts}  {}", if room { question } else { "" }));
        if !below.is_empty() {
            push(text, &format!("{:<wide$}    left out: {below}", ""));
        }
        if !room && !question.is_empty() {
            push(text, &format!("{:<wide$}    question: {question}", ""));
        }
    }
}

fn question(column: &ColumnAccount) -> String {
    column.question.as_deref().map_or_else(|| "-".to_owned(), clean)
}

/// What its columns are, and of what.
fn together(block: &Block<'_>) -> String {
    match block.shared {
        Shared::Nothing => block.part().to_owned(),
        Shared::Question(id) | Shared::Grid(id) => format!("{} {}", block.part(), clean(id)),
    }
}

/// The same for one line that stands for all columns: the items of a grid have ids of their own.
fn together_in_one(block: &Block<'_>) -> String {
    let ends = [block.columns.first(), block.columns.last()].map(|column| column.map(question).unwrap_or_default());
    match (block.shared, ends) {
        (Shared::Grid(_), [first, last]) => format!("{}, {first} to {last}", together(block)),
        _ => together(block),
    }
}

/// Why cells were left out; the numbers only where there is more than one reason.
fn reasons(column: &ColumnAccount) -> String {
    let plain = |reason: &String| clean(&reason.replace('_', " "));
    if let (1, Some(reason)) = (column.reasons.len(), column.reasons.keys().next()) {
        return plain(reason);
    }
    let each: Vec<String> = column.reasons.iter().map(|(reason, count)| format!("{} {count}", plain(reason))).collect();
    each.join(", ")
}

/// At most `width` characters: cut in the middle, because the headings of one question differ at their ends.
fn middle(text: &str, width: usize) -> String {
    let plain: Vec<char> = clean(text).chars().collect();
    if plain.len() <= width {
        return plain.into_iter().collect();
    }
    let start = width.saturating_sub(1) / 3;
    let end = width.saturating_sub(1).saturating_sub(start);
    let (head, tail) = (plain.iter().take(start), plain.iter().skip(plain.len().saturating_sub(end)));
    head.chain([&'…']).chain(tail).collect()
}

#[cfg(test)]
mod tests;
