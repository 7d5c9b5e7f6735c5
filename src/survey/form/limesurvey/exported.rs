//! The outline of a questionnaire from the tables of an XML file.
//!
//! Files of LimeSurvey 3 and before repeat a question for each language; later ones keep the texts in tables of their own.

use std::collections::{BTreeMap, BTreeSet};

use super::conditions;
use super::markup::plain;
use super::outline::{Asked, Choice, Languages, Outline, Part, is_always};
use super::tables::{Record, Tables, value};

/// Rows by the value of one field.
struct Index<'t>(BTreeMap<&'t str, Vec<&'t Record>>);

impl<'t> Index<'t> {
    fn by(rows: impl IntoIterator<Item = &'t Record>, field: &str) -> Self {
        let mut index: BTreeMap<&str, Vec<&Record>> = BTreeMap::new();
        for row in rows {
            index.entry(value(row, field)).or_default().push(row);
        }
        Self(index)
    }

    fn rows(&self, key: &str) -> &[&'t Record] {
        self.0.get(key).map_or(&[], Vec::as_slice)
    }
}

/// Reads the outline; the second value tells whether it is in the language that was wanted.
pub(super) fn outline(tables: &Tables, wanted: Option<&str>) -> (Outline, bool) {
    let export = Export::new(tables, Languages::choose(languages(tables), wanted));
    let titles: Vec<&Record> = tables.rows("surveys_languagesettings").iter().collect();
    let titles = export.distinct(&titles, |_| String::new(), "surveyls_language");
    let title = titles.first().map(|row| plain(value(row, "surveyls_title")));
    let outline = Outline {
        title: title.filter(|title| !title.is_empty()),
        language: Some(export.languages.chosen.clone()).filter(|language| !language.is_empty()),
        questions: export.questions(),
        languages: export.languages.all,
    };
    (outline, export.languages.as_wanted)
}

/// The languages of a file, the survey's own first.
fn languages(tables: &Tables) -> Vec<String> {
    let own = tables.rows("surveys").first().map(|row| value(row, "language").to_owned());
    let more =
        tables.rows("surveys").first().map(|row| value(row, "additional_languages").to_owned()).unwrap_or_default();
    let texts = ["questions", "question_l10ns"].into_iter().flat_map(|table| tables.rows(table));
    let mut seen = BTreeSet::new();
    let all = own.into_iter().chain(tables.languages.iter().cloned());
    let all = all.chain(more.split_whitespace().map(str::to_owned));
    let all = all.chain(texts.map(|row| value(row, "language").to_owned()));
    all.filter(|language| !language.is_empty() && seen.insert(language.clone())).collect()
}

struct Export<'t> {
    tables: &'t Tables,
    languages: Languages,
    texts: Index<'t>,
    answers: Index<'t>,
    answer_texts: Index<'t>,
    parts: Index<'t>,
    attributes: Index<'t>,
    conditions: Index<'t>,
    groups: Index<'t>,
}

impl<'t> Export<'t> {
    fn new(tables: &'t Tables, languages: Languages) -> Self {
        let parts = tables.rows("subquestions").iter().chain(tables.rows("questions"));
        Self {
            tables,
            languages,
            texts: Index::by(tables.rows("question_l10ns"), "qid"),
            answers: Index::by(tables.rows("answers"), "qid"),
            answer_texts: Index::by(tables.rows("answer_l10ns"), "aid"),
            parts: Index::by(parts.filter(|row| is_part(row)), "parent_qid"),
            attributes: Index::by(tables.rows("question_attributes"), "qid"),
            conditions: Index::by(tables.rows("conditions"), "qid"),
            groups: Index::by(tables.rows("groups"), "gid"),
        }
    }

    /// Of the rows with the same key the one nearest to the language, in the order of the first of each.
    fn distinct(&self, rows: &[&'t Record], key: impl Fn(&Record) -> String, language: &str) -> Vec<&'t Record> {
        let mut places: BTreeMap<String, usize> = BTreeMap::new();
        let mut found: Vec<&Record> = Vec::new();
        for row in rows {
            let place = *places.entry(key(row)).or_insert(found.len());
            let distance = |row: &Record| self.languages.distance(value(row, language));
            match found.get_mut(place) {
                None => found.push(row),
                Some(kept) if distance(row) < distance(kept) => *kept = row,
                Some(_) => {}
            }
        }
        found
    }

    fn questions(&self) -> Vec<Asked> {
        let rows: Vec<&Record> = self.tables.rows("questions").iter().filter(|row| !is_part(row)).collect();
        let mut rows = self.distinct(&rows, |row| value(row, "qid").to_owned(), "language");
        rows.sort_by_key(|row| {
            let group = self.groups.rows(value(row, "gid")).first().map_or(0, |group| number(group, "group_order"));
            (group, number(row, "question_order"))
        });
        rows.into_iter().map(|row| self.question(row)).collect()
    }

    fn question(&self, row: &'t Record) -> Asked {
        let qid = value(row, "qid");
        let group = self.groups.rows(value(row, "gid")).first();
        let mut asked = Asked {
            letter: value(row, "type").chars().next().unwrap_or(' '),
            code: value(row, "title").trim().to_owned(),
            field: field_name(row),
            text: self.wording(row),
            other: value(row, "other") == "Y",
            shown_if: value(row, "relevance").to_owned(),
            group_shown_if: group.map_or("", |group| value(group, "grelevance")).to_owned(),
            parts: self.parts_of(qid),
            answers: self.answers_of(qid),
            ..Asked::default()
        };
        if is_always(&asked.shown_if) {
            asked.shown_if = conditions::equation(self.conditions.rows(qid));
        }
        asked.take_attributes(|name| self.attribute(qid, name));
        asked
    }

    fn wording(&self, row: &Record) -> String {
        let texts = self.distinct(self.texts.rows(value(row, "qid")), |_| String::new(), "language");
        plain(texts.first().map_or(value(row, "question"), |text| value(text, "question")))
    }

    fn attribute(&self, qid: &str, name: &str) -> String {
        let rows = self.attributes.rows(qid).iter();
        let rows: Vec<&Record> = rows.copied().filter(|row| value(row, "attribute") == name).collect();
        let found = self.distinct(&rows, |_| String::new(), "language");
        found.first().map_or("", |row| value(row, "value")).to_owned()
    }

    fn parts_of(&self, qid: &str) -> Vec<Part> {
        let mut rows = self.distinct(self.parts.rows(qid), |row| value(row, "qid").to_owned(), "language");
        rows.sort_by_key(|row| (number(row, "scale_id"), number(row, "question_order")));
        let part = |row: &Record| Part {
            code: value(row, "title").trim().to_owned(),
            text: self.wording(row),
            second: number(row, "scale_id") == 1,
            shown_if: value(row, "relevance").to_owned(),
        };
        rows.into_iter().map(part).collect()
    }

    fn answers_of(&self, qid: &str) -> Vec<Choice> {
        let key = |row: &Record| format!("{} {}", value(row, "scale_id"), value(row, "code"));
        let mut rows = self.distinct(self.answers.rows(qid), key, "language");
        rows.sort_by_key(|row| (number(row, "scale_id"), number(row, "sortorder")));
        rows.into_iter().map(|row| self.answer(row)).collect()
    }

    fn answer(&self, row: &Record) -> Choice {
        let aid = Some(value(row, "aid")).filter(|aid| !aid.is_empty());
        let texts = aid.map_or(&[][..], |aid| self.answer_texts.rows(aid));
        let text = self.distinct(texts, |_| String::new(), "language");
        Choice {
            code: value(row, "code").trim().to_owned(),
            text: plain(text.first().map_or(value(row, "answer"), |text| value(text, "answer"))),
            second: number(row, "scale_id") == 1,
        }
    }
}

fn is_part(row: &Record) -> bool {
    !matches!(value(row, "parent_qid"), "" | "0")
}

fn number(row: &Record, field: &str) -> i64 {
    value(row, field).trim().parse().unwrap_or(0)
}

/// The name of the field of a question in the table of responses.
fn field_name(row: &Record) -> Option<String> {
    let [sid, gid, qid] = ["sid", "gid", "qid"].map(|field| value(row, field));
    let known = [sid, gid, qid].iter().all(|id| !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_digit()));
    known.then(|| format!("{sid}X{gid}X{qid}"))
}
