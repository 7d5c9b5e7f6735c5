//! Writing a recipe, for people to read, edit and compare.

use super::columns::write_columns;
use super::{FileWishes, Recipe};
use crate::corpus::SurveyKind;
use crate::corpus::{RecordPage as Page, lines, quoted};
use crate::survey::canonical::questions::{write_head, write_lists};
use crate::survey::form::FormQuestion;

/// What stands at the head of every recipe.
const HEAD: &str = "\
# How a file of survey answers was read: its layout, its questions, and the column that holds each of them.
# Change a line to settle a point that is open, and load the file again with `--recipe` and the name of this file.
# The next year's file is read with it in the same way, and what has changed since is told.
";

/// The text of a recipe. [`read_recipe`](super::read_recipe) reads it back as the same recipe.
pub fn write_recipe(recipe: &Recipe) -> String {
    let mut page = Page::beginning(HEAD);
    page.raw("format", "1");
    page.maybe("title", recipe.form.title.as_deref());
    page.maybe("language", recipe.form.language.as_deref());
    page.maybe("survey_kind", recipe.survey_kind.map(SurveyKind::as_str));
    if !recipe.form.technical.is_empty() {
        page.raw("technical", &lines(recipe.form.technical.iter().map(|name| quoted(name))));
    }
    write_wishes(&mut page, &recipe.file);
    for asked in &recipe.form.questions {
        write_question(&mut page, asked);
    }
    page.into_text()
}

/// One question as a table of its own.
pub(super) fn write_question(page: &mut Page, asked: &FormQuestion) {
    page.head("question");
    write_head(page, &asked.question);
    write_columns(page, asked);
    write_lists(page, &asked.question, &asked.spellings);
}

fn write_wishes(page: &mut Page, file: &FileWishes) {
    if *file == FileWishes::default() {
        return;
    }
    page.raw_line("\n[file]");
    page.maybe("maker", file.maker.as_deref());
    page.maybe("encoding", file.encoding.as_deref());
    page.maybe("delimiter", file.delimiter.as_deref());
    for (key, rows) in [("header_rows", file.header_rows), ("skip_rows", file.skip_rows)] {
        if let Some(rows) = rows {
            page.raw(key, &rows.to_string());
        }
    }
    page.maybe("sheet", file.sheet.as_deref());
    if file.repair {
        page.raw("repair", "true");
    }
}
