//! What a recipe says of a question beyond the question itself: its columns, and how cells name its options.

use std::collections::BTreeMap;

use toml::de::{DeTable, DeValue};

use super::columns::DAYS;
use crate::survey::Question;
use crate::survey::canonical::fields::Fields;
use crate::survey::canonical::questionnaire::{Asked, MoreKeys, word};
use crate::survey::form::{Columns, FormQuestion};
use crate::text::nearest;

/// The keys a recipe has and the record of a survey has not.
pub(super) const MORE_KEYS: MoreKeys =
    MoreKeys { question: &["column", "columns", "ranks", "item", "words", "divided_by", "days"], option: &["also"] };

/// The question with its columns.
pub(super) fn read_asked(fields: &mut Fields<'_>, asked: Asked<'_, '_>) -> FormQuestion {
    let Asked { question, table, at } = asked;
    let columns = read_columns(fields, table, &question, at);
    FormQuestion {
        columns,
        words: texts(fields, table, "words"),
        divided_by: fields.text(table, "divided_by"),
        days: table.get("days").and_then(|_| word(fields, table, at, "days", &DAYS)),
        spellings: read_spellings(fields, table, &question),
        letter: None,
        reasons: BTreeMap::new(),
        question,
    }
}

fn texts(fields: &mut Fields<'_>, table: &DeTable<'_>, key: &str) -> Vec<String> {
    table.get(key).map(|value| fields.texts(value, key)).unwrap_or_default()
}

fn read_columns(fields: &mut Fields<'_>, table: &DeTable<'_>, question: &Question, at: usize) -> Columns {
    let given: Vec<&str> = ["column", "columns", "ranks"].into_iter().filter(|key| table.get(*key).is_some()).collect();
    if given.len() > 1 {
        let message = format!("question `{}` says in more than one way where its answers are", question.id);
        let problem = fields.error("columns_twice", at, "column", message);
        problem.found = Some(given.join(", "));
        problem.hint = Some("keep `column` for one column, `columns` for one per option, `ranks` for ranks".to_owned());
    }
    if table.get("item").is_some() != table.get("ranks").is_some() {
        let message = format!("question `{}` has only one of `ranks` and `item`", question.id);
        fields.error("missing_key", at, "ranks", message).hint =
            Some("`ranks` lists the columns, best first; `item` is how cells name what is ranked here".to_owned());
    }
    if table.get("columns").is_some() {
        return Columns::PerOption(read_option_columns(fields, table, question));
    }
    if table.get("ranks").is_some() {
        let ranks = fields.list(table, "ranks").into_iter().map(|value| fields.texts(value, "ranks")).collect();
        return Columns::PerRank(ranks, texts(fields, table, "item"));
    }
    Columns::One(texts(fields, table, "column"))
}

fn read_option_columns(fields: &mut Fields<'_>, table: &DeTable<'_>, question: &Question) -> Vec<(Vec<String>, u16)> {
    let mut columns = Vec::new();
    for (entry, at) in fields.tables(table, "columns") {
        fields.unknown_keys(entry, "a column", &["name", "option"]);
        for key in ["name", "option"] {
            if entry.get(key).is_none() {
                fields.error("missing_key", at, key, format!("a column of `{}` has no `{key}`", question.id));
            }
        }
        let names = texts(fields, entry, "name");
        let Some(option) = fields.text(entry, "option") else {
            continue;
        };
        match position(question, &option) {
            Some(position) => columns.push((names, position)),
            None => unknown_option(fields, question, &option, at),
        }
    }
    columns
}

fn position(question: &Question, option: &str) -> Option<u16> {
    question.option(option).and_then(|position| u16::try_from(position).ok())
}

fn unknown_option(fields: &mut Fields<'_>, question: &Question, option: &str, at: usize) {
    let ids = || question.options.iter().map(|known| known.id.as_str());
    let message = format!("question `{}` has no option `{option}`", question.id);
    let problem = fields.error("unknown_option", at, "option", message);
    problem.expected = Some(ids().take(20).collect::<Vec<_>>().join(", "));
    problem.hint = nearest(option, ids()).map(|near| format!("did you mean `{near}`?"));
}

/// The other ways cells name the options. What is wrong with the list of options itself was told when it was read.
fn read_spellings(fields: &mut Fields<'_>, table: &DeTable<'_>, question: &Question) -> Vec<(String, u16)> {
    let Some(DeValue::Array(entries)) = table.get("options").map(toml::Spanned::get_ref) else {
        return Vec::new();
    };
    let mut spellings = Vec::new();
    for entry in entries.iter().filter_map(|entry| entry.get_ref().as_table()) {
        let Some(also) = entry.get("also") else {
            continue;
        };
        let texts = fields.texts(also, "also");
        let id = match entry.get("id").map(toml::Spanned::get_ref) {
            Some(DeValue::String(id)) => id.to_string(),
            Some(DeValue::Integer(id)) => id.to_string(),
            _ => continue,
        };
        let found = question.options.iter().position(|option| option.id.eq_ignore_ascii_case(&id));
        if let Some(position) = found.and_then(|position| u16::try_from(position).ok()) {
            spellings.extend(texts.into_iter().map(|text| (text, position)));
        }
    }
    spellings.sort_by_key(|(_, position)| *position);
    spellings
}
