//! Reading the questions of a survey from its `source.toml`.

use std::collections::{BTreeMap, BTreeSet};

use toml::de::{DeTable, DeValue};

use super::fields::Fields;
use crate::id::Slug;
use crate::problem::{Place, Problem};
use crate::survey::{AnswerOption, Class, Code, Condition, Grid, Missing, Question, QuestionKind, Questionnaire, Role};

/// More problems than these are counted and not listed.
const TOLD: usize = 500;

/// The words for the kinds of question.
pub(crate) const KINDS: [(&str, QuestionKind); 8] = [
    ("single", QuestionKind::Single),
    ("multiple", QuestionKind::Multiple),
    ("scale", QuestionKind::Scale),
    ("number", QuestionKind::Number),
    ("date", QuestionKind::Date),
    ("open", QuestionKind::Open),
    ("ranking", QuestionKind::Ranking),
    ("technical", QuestionKind::Technical),
];
/// The words for the classes.
pub(crate) const CLASSES: [(&str, Class); 2] = [("sensitive", Class::Sensitive), ("opinion", Class::Opinion)];
/// The words for the roles.
pub(crate) const ROLES: [(&str, Role); 2] = [("consent", Role::Consent), ("weight", Role::Weight)];
/// An option may stand for any reason but a blank, which nobody chooses.
const MEANINGS: [(&str, Missing); 4] = [
    ("not_applicable", Missing::NotApplicable),
    ("prefer_not_to_say", Missing::PreferNotToSay),
    ("not_asked", Missing::NotAsked),
    ("invalid", Missing::Invalid),
];
const QUESTION_KEYS: [&str; 10] =
    ["id", "text", "kind", "class", "options", "grid", "asked_if", "codes", "role", "empty_is_answer"];
const OPTION_KEYS: [&str; 5] = ["id", "label", "meaning", "exclusive", "priority"];

/// Keys that tables may have besides those of a survey's `source.toml`.
#[derive(Clone, Copy, Default)]
pub(crate) struct MoreKeys {
    /// Of a question.
    pub(crate) question: &'static [&'static str],
    /// Of an option.
    pub(crate) option: &'static [&'static str],
}

/// A question and its table, for a reader that knows more keys.
pub(crate) struct Asked<'a, 'i> {
    /// What was asked.
    pub(crate) question: Question,
    /// Its table.
    pub(crate) table: &'a DeTable<'i>,
    /// Where the table stands.
    pub(crate) at: usize,
}

/// Reads the `[[question]]` tables of a survey's `source.toml`. The keys of the record itself are left to the reader of sources.
pub fn read_questionnaire(file: &str, source_toml: &str) -> (Questionnaire, Vec<Problem>) {
    let mut fields = Fields::new(file, source_toml);
    let root = match DeTable::parse(source_toml) {
        Ok(root) => root.into_inner(),
        Err(error) => {
            let place = error.span().map_or_else(|| Place::file(file), |span| fields.place(span.start));
            let problem = Problem::error("bad_toml", place, error.message().trim().replace('\n', "; "))
                .hint("correct the line; the examples in corpus/README.md show the form");
            return (Questionnaire::default(), vec![problem]);
        }
    };
    let asked = read_questions(&mut fields, &root, MoreKeys::default());
    let questions = asked.into_iter().map(|asked| asked.question).collect();
    (Questionnaire { questions }, bounded(file, fields.problems))
}

/// The problems, no more of them than anybody reads.
fn bounded(file: &str, mut problems: Vec<Problem>) -> Vec<Problem> {
    let more = problems.len().saturating_sub(TOLD);
    if more > 0 {
        problems.truncate(TOLD);
        let message = format!("{more} more problems are not listed");
        problems.push(Problem::error("more_problems", Place::file(file), message).hint("correct those above first"));
    }
    problems
}

/// The questions of a file, with what is wrong in them noted.
pub(crate) fn read_questions<'a, 'i>(
    fields: &mut Fields<'_>,
    root: &'a DeTable<'i>,
    more: MoreKeys,
) -> Vec<Asked<'a, 'i>> {
    let mut questions: Vec<Asked<'a, 'i>> = Vec::new();
    let mut ids = BTreeSet::new();
    for (table, at) in fields.tables(root, "question") {
        let Some(question) = read_question(fields, table, at, more) else {
            continue;
        };
        if ids.insert(question.id.to_ascii_lowercase()) {
            questions.push(Asked { question, table, at });
        } else {
            let message = format!("two questions have the id `{}`", question.id);
            fields.error("duplicate_id", at, "id", message).hint =
                Some("give one of them another id; case does not tell ids apart".to_owned());
        }
    }
    check_names(fields, &questions);
    questions
}

fn read_question(fields: &mut Fields<'_>, table: &DeTable<'_>, at: usize, more: MoreKeys) -> Option<Question> {
    use QuestionKind::{Multiple, Ranking, Scale, Single};
    fields.unknown_keys(table, "a question", &[&QUESTION_KEYS[..], more.question].concat());
    let id = required_id(fields, table, at, "a question")?;
    if !id.chars().all(|c| c.is_ascii_alphanumeric() || "_.@-".contains(c)) {
        let message = format!("`{id}` is not a question id");
        fields.error("bad_id", at, "id", message).expected = Some("letters, digits and `_ . @ -`".to_owned());
        return None;
    }
    let kind = word(fields, table, at, "kind", &KINDS);
    let question = Question {
        text: fields.text(table, "text").unwrap_or_else(|| id.clone()),
        kind: kind.unwrap_or(QuestionKind::Open),
        class: word(fields, table, at, "class", &CLASSES).unwrap_or(Class::Sensitive),
        options: read_options(fields, table, &id, more.option),
        grid: read_grid(fields, table),
        asked_if: read_condition(fields, table, at),
        codes: read_codes(fields, table, &id),
        role: table.get("role").and_then(|_| word(fields, table, at, "role", &ROLES)),
        empty_is_answer: fields.flag(table, "empty_is_answer"),
        id,
    };
    if matches!(question.kind, Single | Multiple | Scale | Ranking) && question.options.is_empty() {
        let message = format!("question `{}` has no options", question.id);
        fields.error("no_options", at, "options", message).hint =
            Some("list them: options = [{ id = \"yes\", label = \"Yes\" }]".to_owned());
    }
    Some(question)
}

fn required_id(fields: &mut Fields<'_>, table: &DeTable<'_>, at: usize, what: &str) -> Option<String> {
    let id = fields.text(table, "id");
    if id.is_none() && table.get("id").is_none() {
        fields.error("missing_key", at, "id", format!("{what} has no id"));
    }
    if id.as_deref().is_some_and(str::is_empty) {
        fields.error("bad_id", at, "id", format!("{what} has an empty id"));
        return None;
    }
    id
}

/// The value that the word under `key` stands for.
pub(crate) fn word<T: Copy>(
    fields: &mut Fields<'_>,
    table: &DeTable<'_>,
    at: usize,
    key: &str,
    words: &[(&str, T)],
) -> Option<T> {
    let expected = || Some(words.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", "));
    let Some(value) = table.get(key) else {
        fields.error("missing_key", at, key, format!("`{key}` is missing")).expected = expected();
        return None;
    };
    let text = fields.text(table, key)?;
    let found = words.iter().find(|(name, _)| *name == text).map(|(_, value)| *value);
    if found.is_none() {
        let message = format!("`{text}` is not a `{key}`");
        fields.error("unknown_word", value.span().start, key, message).expected = expected();
    }
    found
}

fn read_options(fields: &mut Fields<'_>, table: &DeTable<'_>, question: &str, more: &[&str]) -> Vec<AnswerOption> {
    let keys = [&OPTION_KEYS[..], more].concat();
    let mut seen = BTreeSet::new();
    let mut options = Vec::new();
    for (entry, at) in fields.tables(table, "options") {
        fields.unknown_keys(entry, "an option", &keys);
        let Some(id) = required_id(fields, entry, at, "an option") else {
            continue;
        };
        if id.contains(['|', '\n', '\r']) || id.starts_with('@') || id.trim() != id {
            fields.error("bad_id", at, "id", format!("`{id}` is not an option id")).expected =
                Some("no `|`, no `@` at the start, no space around it".to_owned());
            continue;
        }
        if !seen.insert(id.to_lowercase()) {
            let message = format!("two options of question `{question}` have the id `{id}`");
            fields.error("duplicate_id", at, "options", message);
            continue;
        }
        options.push(AnswerOption {
            label: fields.text(entry, "label").unwrap_or_else(|| id.clone()),
            meaning: entry.get("meaning").and_then(|_| word(fields, entry, at, "meaning", &MEANINGS)),
            exclusive: fields.flag(entry, "exclusive"),
            priority: fields.text(entry, "priority").and_then(|text| slug(fields, &text, at, "priority")),
            id,
        });
    }
    options
}

fn slug(fields: &mut Fields<'_>, text: &str, at: usize, key: &str) -> Option<Slug> {
    text.parse().map_err(|error| fields.error("bad_id", at, key, format!("{error}"))).ok()
}

fn read_grid(fields: &mut Fields<'_>, table: &DeTable<'_>) -> Option<Grid> {
    let (grid, at) = fields.table(table, "grid")?;
    fields.unknown_keys(grid, "a grid", &["id", "text"]);
    let id = required_id(fields, grid, at, "a grid")?;
    let text = fields.text(grid, "text").unwrap_or_else(|| id.clone());
    Some(Grid { id, text })
}

fn read_condition(fields: &mut Fields<'_>, table: &DeTable<'_>, at: usize) -> Option<Condition> {
    let text = fields.text(table, "asked_if")?;
    let Some((question, options)) = text.split_once('=') else {
        fields.error("bad_condition", at, "asked_if", format!("`{text}` is not a condition")).expected =
            Some("question=option or question=option|option".to_owned());
        return None;
    };
    let options = options.split('|').map(|option| option.trim().to_owned()).collect();
    Some(Condition { question: question.trim().to_owned(), options })
}

fn read_codes(fields: &mut Fields<'_>, table: &DeTable<'_>, question: &str) -> Vec<Code> {
    let mut seen = BTreeSet::new();
    let mut codes = Vec::new();
    for (entry, at) in fields.tables(table, "codes") {
        fields.unknown_keys(entry, "a code", &["id", "label", "themes"]);
        let Some(id) = required_id(fields, entry, at, "a code") else {
            continue;
        };
        if !seen.insert(id.to_lowercase()) {
            let message = format!("two codes of question `{question}` have the id `{id}`");
            fields.error("duplicate_id", at, "codes", message);
            continue;
        }
        let mut themes = Vec::new();
        for value in fields.list(entry, "themes") {
            match value.get_ref() {
                DeValue::String(text) => themes.extend(slug(fields, text, at, "themes")),
                _ => _ = fields.wrong_type::<()>(value, "themes", "a list of theme ids"),
            }
        }
        codes.push(Code { label: fields.text(entry, "label").unwrap_or_else(|| id.clone()), themes, id });
    }
    codes
}

/// What only the whole questionnaire shows: conditions on questions that are not there, and ids that clash with the columns
/// that hold the words written beside an option.
fn check_names(fields: &mut Fields<'_>, questions: &[Asked<'_, '_>]) {
    let by_id: BTreeMap<String, &Question> =
        questions.iter().map(|asked| (asked.question.id.to_ascii_lowercase(), &asked.question)).collect();
    let find = |id: &str| by_id.get(&id.to_ascii_lowercase()).copied();
    for Asked { question, at, .. } in questions {
        if question.id.strip_suffix(".other").is_some_and(|base| find(base).is_some()) {
            let message = format!("`{}` is the name of the words beside an option", question.id);
            fields.error("bad_id", *at, "id", message).hint = Some("give the question another id".to_owned());
        }
        let Some(condition) = &question.asked_if else {
            continue;
        };
        let Some(other) = find(&condition.question) else {
            let message = format!("there is no question `{}`", condition.question);
            fields.error("unknown_question", *at, "asked_if", message);
            continue;
        };
        for option in &condition.options {
            if !other.options.iter().any(|known| known.id.eq_ignore_ascii_case(option)) {
                let message = format!("question `{}` has no option `{option}`", other.id);
                fields.error("unknown_option", *at, "asked_if", message).expected =
                    Some(other.options.iter().map(|known| known.id.as_str()).collect::<Vec<_>>().join(", "));
            }
        }
    }
}
