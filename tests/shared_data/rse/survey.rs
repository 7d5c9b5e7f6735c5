//! One of the surveys in a bank, and how its tables are compared with published ones.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::rc::Rc;

use serde_json::Value;

use super::published::{self, Figure, Published, key};
use crate::cli::assert_balanced;
use crate::shared_data::{load, shared};
use crate::support::app::TestApp;
use crate::support::folder::{OwnBank, own_bank};

/// One of the surveys in a bank, with the folder it came from and its answers cell by cell.
pub(super) struct Survey {
    app: TestApp,
    pub(super) folder: PathBuf,
    pub(super) questions: Vec<Value>,
    pub(super) heads: Vec<String>,
    pub(super) rows: Vec<Vec<String>>,
    pub(super) report: Value,
    /// The tables asked for so far.
    known: RefCell<BTreeMap<String, Rc<Ours>>>,
    /// Gone when this goes.
    _bank: OwnBank,
}

/// What our table says of one question, by the key of each label.
pub(super) struct Ours {
    pub(super) counts: BTreeMap<String, f64>,
    pub(super) percents: BTreeMap<String, f64>,
    pub(super) base: f64,
    pub(super) blank: f64,
}

impl Survey {
    /// Loads the survey in `folder` as it is, with more flags.
    pub(super) fn loaded(folder: &str, more: &[&str]) -> Option<Self> {
        let folder = shared("data/surveys")?.join(folder);
        let bank = own_bank();
        let report = load(&bank, &folder.join("public_data.csv"), &[&["--id", "rse"], more].concat());
        assert_balanced(&report);
        let questions = bank.json(&["questions", "rse"]).as_array().unwrap().clone();
        let mut rows = published::cells(&folder.join("public_data.csv"));
        let heads = rows.remove(0);
        let app = TestApp::own(&bank);
        let known = RefCell::default();
        Some(Self { app, folder, questions, heads, rows, report, known, _bank: bank })
    }

    pub(super) fn table(&self, question: &str, base: &str) -> Value {
        let query = format!("question={question}&base={base}&view=internal");
        self.app.get(&format!("/api/v1/surveys/rse/breakdown?{query}")).json()
    }

    pub(super) fn kind(&self, question: &str) -> &str {
        let found = self.questions.iter().find(|it| it["id"] == question);
        found.unwrap_or_else(|| panic!("no question `{question}`"))["kind"].as_str().unwrap()
    }

    /// What our table of a question says; the owner's shares of a multiple choice are of all ticks.
    pub(super) fn ours(&self, question: &str) -> Rc<Ours> {
        if let Some(ours) = self.known.borrow().get(question) {
            return Rc::clone(ours);
        }
        let base = if self.kind(question) == "multiple" { "ticks" } else { "answered" };
        let ours = Rc::new(Ours::of(&self.table(question, base)));
        self.known.borrow_mut().insert(question.to_owned(), Rc::clone(&ours));
        ours
    }

    /// The place of the column a question came from, where it came from one.
    fn place(&self, question: &str) -> Option<usize> {
        let code = |head: &String| head.split_once(". ").map(|(code, _)| code.replace('[', ".").replace(']', ""));
        self.heads.iter().position(|head| code(head).is_some_and(|code| code == question))
    }

    /// What people answered, as the file has it.
    pub(super) fn column(&self, question: &str) -> impl Iterator<Item = &str> {
        let place = self.place(question).unwrap_or_else(|| panic!("no column of `{question}`"));
        self.rows.iter().map(move |row| row[place].as_str())
    }

    /// The question that a heading of the table called `stem` names: by its code, its wording, or the table's name.
    pub(super) fn question(&self, heading: &str, stem: &str) -> Option<&str> {
        let ids = || self.questions.iter().map(|it| it["id"].as_str().unwrap());
        let code = heading.split_once(". ").map(|(code, _)| code).filter(|code| !code.contains(' '));
        if let Some(code) = code {
            let code = code.replace('[', ".").replace(']', "");
            return ids().find(|id| *id == code || id.ends_with(&format!(".{code}")));
        }
        let worded = self.questions.iter().find(|it| key(it["text"].as_str().unwrap()) == key(heading));
        let worded = worded.map(|it| it["id"].as_str().unwrap());
        worded.or_else(|| ids().find(|id| *id == stem))
    }

    /// Where a published table and ours differ, with `expected` told what our figure is.
    pub(super) fn differences(&self, table: &Published, expected: impl Fn(&str, &Figure, f64) -> f64) -> Vec<String> {
        if self.questions.iter().any(|it| it["kind"] == "ranking" && it["grid"]["id"] == table.stem.as_str()) {
            return self.ranking_differences(table);
        }
        let mut found = Vec::new();
        let mut listed: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for figure in &table.figures {
            let Some(question) = self.question(&figure.heading, &table.stem) else {
                found.push(format!("no question `{}`", figure.heading));
                continue;
            };
            listed.entry(question).or_default().insert(&figure.option);
            let ours = self.ours(question).figure(figure, table.percent);
            let expected = expected(question, figure, ours);
            // Nobody at all is an empty cell there.
            if (figure.value.unwrap_or(0.0) - expected).abs() > table.rounding {
                let (option, theirs) = (&figure.option, figure.value);
                found.push(format!("{question}, `{option}`: published {theirs:?}, expected {expected}, ours {ours}"));
            }
        }
        for (question, options) in listed {
            let ours = self.ours(question);
            let beyond =
                ours.counts.iter().filter(|(option, count)| !options.contains(option.as_str()) && **count > 0.0);
            found.extend(beyond.map(|(option, count)| format!("{question}, `{option}`: only ours has these {count}")));
        }
        found
    }
}

impl Survey {
    /// Where a published table of ranks and ours differ: there each rank is a column, with us each item is a question.
    fn ranking_differences(&self, table: &Published) -> Vec<String> {
        let items = self.questions.iter().filter(|it| it["grid"]["id"] == table.stem.as_str());
        let items: BTreeMap<String, &str> =
            items.map(|it| (key(it["text"].as_str().unwrap()), it["id"].as_str().unwrap())).collect();
        let of = |item: &str, rank: &str| {
            let rank = Figure { heading: String::new(), option: key(rank), value: None };
            self.ours(item).figure(&rank, table.percent)
        };
        let ours = |figure: &Figure| match (figure.option.as_str(), items.get(&figure.option)) {
            // Whoever left this rank out gave it to no item.
            ("", _) => {
                self.rows.iter().map(|_| 1.0).sum::<f64>()
                    - items.values().map(|item| of(item, &figure.heading)).sum::<f64>()
            }
            (_, Some(item)) => of(item, &figure.heading),
            (_, None) => f64::NAN,
        };
        let agrees = |figure: &&Figure| (figure.value.unwrap_or(0.0) - ours(figure)).abs() <= table.rounding;
        let off = table.figures.iter().filter(|figure| !agrees(figure));
        let mut found: Vec<String> = off.map(|it| format!("{} {}: ours {}", it.option, it.heading, ours(it))).collect();
        let listed: BTreeSet<&String> = table.figures.iter().map(|figure| &figure.option).collect();
        found.extend(items.keys().filter(|item| !listed.contains(item)).map(|item| format!("only ours has `{item}`")));
        found
    }
}

impl Ours {
    fn of(table: &Value) -> Self {
        // The owner published no nets.
        let rows: Vec<&Value> = table["rows"].as_array().unwrap().iter().filter(|row| row["net"] == false).collect();
        let cell = |row: &Value, name: &str| row["cells"][0][name].as_f64().unwrap_or(0.0);
        let label = |row: &Value| key(row["label"].as_str().unwrap());
        let counts: BTreeMap<String, f64> = rows.iter().map(|row| (label(row), cell(row, "count"))).collect();
        assert_eq!(counts.len(), rows.len(), "two rows are called the same: {table}");
        Self {
            counts,
            percents: rows.iter().map(|row| (label(row), cell(row, "share") * 100.0)).collect(),
            base: table["columns"][0]["unweighted_base"].as_f64().unwrap(),
            blank: table["base"]["excluded"]["blank"].as_f64().unwrap_or(0.0),
        }
    }

    /// What we say where the owner says `figure`.
    pub(super) fn figure(&self, figure: &Figure, percent: bool) -> f64 {
        match (figure.option.as_str(), percent) {
            ("", _) => self.blank,
            (option, true) => self.percents.get(option).copied().unwrap_or(0.0),
            (option, false) => self.counts.get(option).copied().unwrap_or(0.0),
        }
    }
}
