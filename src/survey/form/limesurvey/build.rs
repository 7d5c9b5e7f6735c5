//! The form of an outline.

use std::collections::BTreeMap;

use super::draft::{Draft, Drafts};
use super::kinds::{self, Made};
use super::names::{FreeIds, Names};
use super::outline::{Asked, Outline, is_always};
use super::routing::Variables;
use super::trouble::Trouble;
use crate::survey::QuestionKind;
use crate::survey::form::{Columns, Form, FormQuestion};

/// Columns of every export that hold no answers, by their codes and by their headings in words.
const TECHNICAL: [&str; 18] = [
    "id",
    "submitdate",
    "lastpage",
    "seed",
    "startdate",
    "datestamp",
    "ipaddr",
    "refurl",
    "token",
    "Response ID",
    "Date submitted",
    "Last page",
    "Seed",
    "Date started",
    "Date last action",
    "IP address",
    "Referrer URL",
    "Access code",
];

/// A form and what the fields of the table of responses are called in it.
#[derive(Default)]
pub(super) struct Built {
    /// The form.
    pub(super) form: Form,
    /// The heading of each field.
    pub(super) headings: BTreeMap<String, String>,
}

/// Makes the form; what could not be read goes to `trouble`.
pub(super) fn build(outline: Outline, trouble: &mut Trouble) -> Built {
    let form =
        Form { maker: "LimeSurvey".to_owned(), title: outline.title, language: outline.language, ..Form::default() };
    let mut builder = Builder { built: Built { form, headings: BTreeMap::new() }, ..Builder::default() };
    builder.built.form.technical = TECHNICAL.iter().map(|name| (*name).to_owned()).collect();
    for asked in &outline.questions {
        builder.take(asked, &outline.languages, trouble);
        if builder.drafts.is_full() {
            trouble.too_large();
            break;
        }
    }
    builder.built
}

#[derive(Default)]
struct Builder {
    built: Built,
    drafts: Drafts,
    ids: FreeIds,
    variables: Variables,
}

impl Builder {
    fn take(&mut self, asked: &Asked, languages: &[String], trouble: &mut Trouble) {
        if asked.code.is_empty() {
            trouble.no_code();
            return;
        }
        match kinds::make(asked, languages, &mut self.drafts) {
            Made::Shown => return,
            Made::UnknownType => trouble.unknown_type(&asked.code, asked.letter),
            Made::Something => {}
        }
        let drafts = std::mem::take(&mut self.drafts.list);
        let technical = std::mem::take(&mut self.drafts.technical);
        let empty = drafts.iter().all(|draft| lacks_options(&draft.question)) && technical.is_empty();
        if empty && is_known(asked.letter) && !self.drafts.is_full() {
            trouble.no_parts(&asked.code);
        }
        for names in technical {
            self.technical(asked, names);
        }
        let first = self.built.form.questions.len();
        let mut unread = options_are_filtered(asked);
        for draft in drafts {
            unread |= self.add(asked, draft);
        }
        // A question may not decide about itself, so its columns are known to those after it only.
        for (position, question) in self.built.form.questions.iter().enumerate().skip(first) {
            let whole = Names::new(&asked.code, asked.field.as_deref()).whole();
            self.variables.add(position, question, &whole);
        }
        if unread {
            trouble.unread_routing(asked);
        }
    }

    /// Adds a question and says whether who was asked could not be read.
    fn add(&mut self, asked: &Asked, draft: Draft) -> bool {
        let columns = draft.columns();
        if asked.hidden || lacks_options(&draft.question) {
            // A question without options is left for the load to recognise.
            columns.into_iter().filter(|_| asked.hidden).for_each(|names| self.technical(asked, names));
            return false;
        }
        for names in &columns {
            self.heading(asked, names);
        }
        let equations = [asked.group_shown_if.as_str(), &asked.shown_if, &draft.shown_if];
        let condition = self.variables.condition(&equations, &self.built.form.questions);
        let mut question = draft.question;
        question.words = draft.words.into_iter().flatten().collect();
        question.question.id = self.ids.take(&question.question.id);
        let unread = condition.is_err();
        question.question.asked_if = condition.ok().flatten();
        self.built.form.questions.push(question);
        unread
    }

    fn technical(&mut self, asked: &Asked, names: Vec<String>) {
        self.heading(asked, &names);
        self.built.form.technical.extend(names);
    }

    /// Remembers what the field of a column, its last name, is called in exports.
    fn heading(&mut self, asked: &Asked, names: &[String]) {
        if let (Some(_), Some(first), Some(field)) = (&asked.field, names.first(), names.last()) {
            self.built.headings.insert(field.clone(), first.clone());
        }
    }
}

/// Whether a question that needs options or columns has none.
fn lacks_options(question: &FormQuestion) -> bool {
    use QuestionKind::{Multiple, Ranking, Scale, Single};
    let needed = matches!(question.question.kind, Single | Multiple | Scale | Ranking);
    let no_columns = matches!(&question.columns, Columns::PerOption(columns) if columns.is_empty());
    needed && (question.question.options.is_empty() || no_columns)
}

fn is_known(letter: char) -> bool {
    "L!OWZ5YGIMPRNDSTUKQFHABCE1:;".contains(letter)
}

/// Whether single options of a list are shown to some only, which no condition can say.
fn options_are_filtered(asked: &Asked) -> bool {
    let lists = matches!(asked.letter, 'M' | 'P' | 'R') && !asked.hidden;
    lists && (asked.item_filter.is_some() || asked.parts.iter().any(|part| !is_always(&part.shown_if)))
}
