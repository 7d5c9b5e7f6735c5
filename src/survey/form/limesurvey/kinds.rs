//! The types of questions by their letters.

use super::draft::{Draft, Drafts};
use super::names::Names;
use super::outline::{Asked, Entry};
use super::{arrays, lists};
use crate::survey::QuestionKind;
use crate::survey::form::Columns;

/// What became of a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Made {
    /// Questions of the form or technical columns.
    Something,
    /// Nothing, because it only shows words.
    Shown,
    /// Nothing, because the letter of its type is not known.
    UnknownType,
}

/// Makes the questions of the form that `asked` stands for.
pub(super) fn make(asked: &Asked, languages: &[String], drafts: &mut Drafts) -> Made {
    use QuestionKind::{Date, Number, Open};
    let names = Names::new(&asked.code, asked.field.as_deref());
    let whole = || Columns::One(names.whole());
    match asked.letter {
        'L' | '!' | 'O' | 'W' | 'Z' | '5' | 'Y' | 'G' | 'I' => lists::single(asked, languages, &names, drafts),
        'M' | 'P' => lists::multiple(asked, &names, drafts),
        'R' => lists::ranking(asked, &names, drafts),
        'N' => drafts.add(Draft::alone(asked, Number, whole())),
        'D' => drafts.add(Draft::alone(asked, Date, whole())),
        'S' | 'T' | 'U' => drafts.add(Draft::alone(asked, Open, whole())),
        'K' => arrays::items(asked, Number, &names, drafts),
        'Q' => arrays::items(asked, Open, &names, drafts),
        'F' | 'H' | 'A' | 'B' | 'C' | 'E' => arrays::scale(asked, &names, drafts),
        '1' => arrays::dual(asked, &names, drafts),
        ':' if asked.entry == Entry::Boxes => arrays::boxes(asked, &names, drafts),
        ':' => arrays::cells(asked, Number, &names, drafts),
        ';' => arrays::cells(asked, Open, &names, drafts),
        '|' => drafts.technical.extend(names.upload()),
        '*' => drafts.technical.push(names.whole()),
        'X' => return Made::Shown,
        _ => return Made::UnknownType,
    }
    Made::Something
}
