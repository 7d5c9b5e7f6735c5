//! A survey of a bus service, its export, and the next year's export read by its recipe.

use std::collections::BTreeSet;

use super::Seen;
use crate::survey::form::{Columns, Form, FormQuestion};
use crate::survey::recipe::{FileWishes, Recipe, read_recipe};
use crate::survey::{AnswerOption, Class, Question, QuestionKind};

/// The recipe of last year.
const RECIPE: &str = r#"
format = 1
technical = ["Response ID", "Date submitted"]
[file]
maker = "Acme Forms"
encoding = "UTF-8"
delimiter = "comma"
header_rows = 1
[[question]]
id = "q1"
text = "How did you hear about us?"
kind = "single"
class = "opinion"
column = "Q1. How did you hear about us?"
options = [{ id = "leaflet", label = "Leaflet" }, { id = "website", label = "Website" }, { id = "gp", label = "GP surgery" }, { id = "friend", label = "Friend or family" }]
[[question]]
id = "q2"
text = "How satisfied are you?"
kind = "scale"
class = "opinion"
column = "Q2. How satisfied are you?"
options = [{ id = "1", label = "Very satisfied" }, { id = "2", label = "Satisfied" }, { id = "3", label = "Neither" }, { id = "4", label = "Dissatisfied" }, { id = "5", label = "Very dissatisfied" }, { id = "9", label = "Don't know", meaning = "not_applicable" }]
[[question]]
id = "q3"
text = "Which transport do you use?"
kind = "multiple"
class = "opinion"
columns = [{ name = "Q3. Which transport do you use? [Bus]", option = "bus" }, { name = "Q3. Which transport do you use? [Train]", option = "train" }, { name = "Q3. Which transport do you use? [Car]", option = "car" }, { name = "Q3. Which transport do you use? [Bicycle]", option = "bicycle" }]
words = ["Q3. Which transport do you use? [Other]"]
options = [{ id = "bus", label = "Bus" }, { id = "train", label = "Train" }, { id = "car", label = "Car" }, { id = "bicycle", label = "Bicycle" }]
[[question]]
id = "q4-staff"
text = "Staff"
kind = "scale"
class = "opinion"
grid = { id = "q4", text = "Please rate" }
column = "Please rate: Staff"
options = [{ id = "good", label = "Good" }, { id = "fair", label = "Fair" }, { id = "poor", label = "Poor" }]
[[question]]
id = "q4-stops"
text = "Stops and shelters"
kind = "scale"
class = "opinion"
grid = { id = "q4", text = "Please rate" }
column = "Please rate: Stops and shelters"
options = [{ id = "good", label = "Good" }, { id = "fair", label = "Fair" }, { id = "poor", label = "Poor" }]
[[question]]
id = "q5"
text = "How many journeys did you make in the last year?"
kind = "number"
class = "opinion"
column = "Q5. How many journeys did you make in the last year?"
[[question]]
id = "q6"
text = "What could be better?"
kind = "open"
class = "opinion"
column = "Q6. What could be better?"
[[question]]
id = "q7"
text = "Your age"
kind = "single"
class = "sensitive"
column = "Q7. Your age"
options = [{ id = "16-24", label = "16 to 24" }, { id = "25-64", label = "25 to 64" }, { id = "65", label = "65 or over" }]
"#;

/// An export, and the questionnaire that came with it.
#[derive(Clone)]
pub(super) struct File {
    pub(super) wishes: FileWishes,
    /// Each column: its heading and its cells.
    pub(super) columns: Vec<(String, Vec<String>)>,
    pub(super) questionnaire: Option<Form>,
}

pub(super) fn recipe() -> Recipe {
    let (recipe, problems) = read_recipe("recipe.toml", RECIPE);
    assert_eq!(problems, Vec::new());
    recipe.unwrap()
}

/// Last year's file: sixteen respondents, every option chosen.
pub(super) fn file() -> File {
    let column = |heading: &str, cells: &[&str]| {
        let cells = cells.iter().cycle().take(16).map(|cell| (*cell).to_owned());
        (heading.to_owned(), cells.collect())
    };
    let ticks = |option: &str, cells: &[&str]| column(&format!("Q3. Which transport do you use? [{option}]"), cells);
    let columns = vec![
        column("Response ID", &["101"]),
        column("Date submitted", &["2026-03-01 10:00:00"]),
        column("Q1. How did you hear about us?", &["Leaflet", "Website", "GP surgery", "Friend or family"]),
        column("Q2. How satisfied are you?", &["1", "2", "3", "4", "5", "9", "2"]),
        ticks("Bus", &["Yes", "", "Yes"]),
        ticks("Train", &["", "Yes"]),
        ticks("Car", &["Yes", "", ""]),
        ticks("Bicycle", &["", "", "", "Yes"]),
        ticks("Other", &["", "", "", "", "scooter"]),
        column("Please rate: Staff", &["Good", "Fair", "Poor"]),
        column("Please rate: Stops and shelters", &["Good", "Fair", "Poor", "Good"]),
        column("Q5. How many journeys did you make in the last year?", &["0", "3", "12", "40"]),
        column("Q6. What could be better?", &["More buses in the evening", "", "Cleaner stops"]),
        column("Q7. Your age", &["16 to 24", "25 to 64", "65 or over"]),
    ];
    File { wishes: recipe().file, columns, questionnaire: None }
}

impl File {
    pub(super) fn rename(&mut self, heading: &str, to: &str) {
        self.columns.iter_mut().find(|(name, _)| name == heading).unwrap().0 = to.to_owned();
    }

    pub(super) fn cells(&mut self, start: &str) -> &mut Vec<String> {
        &mut self.columns.iter_mut().find(|(name, _)| name.starts_with(start)).unwrap().1
    }

    pub(super) fn replace(&mut self, start: &str, cell: &str, by: &str) {
        self.cells(start).iter_mut().filter(|one| *one == cell).for_each(|one| by.clone_into(one));
    }

    pub(super) fn add(&mut self, heading: &str, cells: &[&str]) {
        let cells = cells.iter().cycle().take(16).map(|cell| (*cell).to_owned());
        self.columns.push((heading.to_owned(), cells.collect()));
    }

    pub(super) fn drop(&mut self, start: &str) {
        self.columns.retain(|(name, _)| !name.starts_with(start));
    }

    /// What the questionnaire says of a question, which is as the recipe has it until changed.
    pub(super) fn asked(&mut self, id: &str) -> &mut Question {
        let form = self.questionnaire.get_or_insert_with(|| recipe().form);
        &mut form.questions.iter_mut().find(|asked| asked.question.id == id).unwrap().question
    }
}

/// The file as it is read by a recipe, and what was seen in it.
pub(super) fn read(recipe: &Recipe, file: &File) -> (Recipe, Vec<Seen>) {
    let mut taken = BTreeSet::new();
    let mut now =
        Recipe { file: file.wishes.clone(), form: Form { settled: true, ..Form::default() }, ..recipe.clone() };
    let mut seen = Vec::new();
    for asked in &recipe.form.questions {
        let mut find = |names: &[String], id: &str| find(file, names, id, &mut taken);
        let mut found = asked.clone();
        let mut saw = Seen { question: asked.question.id.clone(), ..Seen::default() };
        match &mut found.columns {
            Columns::One(names) => {
                let column = find(names, &asked.question.id);
                *names = column.iter().map(|(heading, _)| heading.clone()).collect();
                read_cells(asked, column.map(|(_, cells)| cells.as_slice()).unwrap_or_default(), &mut saw);
            }
            Columns::PerOption(options) => {
                options.retain_mut(|(names, _)| match find(names, "") {
                    Some((heading, _)) => {
                        *names = vec![heading.clone()];
                        true
                    }
                    None => false,
                });
                let place =
                    |(names, _): &(Vec<String>, u16)| file.columns.iter().position(|(name, _)| *name == names[0]);
                options.sort_by_key(place);
                saw.chosen = vec![1; asked.question.options.len()];
            }
            Columns::PerRank(..) => {}
        }
        found.words.retain_mut(|name| find(std::slice::from_ref(name), "").is_some());
        let told = file
            .questionnaire
            .as_ref()
            .and_then(|form| form.questions.iter().find(|one| one.question.id == asked.question.id));
        if let Some(told) = told {
            found.question = told.question.clone();
            saw.told = true;
            saw.chosen = vec![1; told.question.options.len()];
        }
        now.form.questions.push(found);
        seen.push(saw);
    }
    recognise(recipe, file, &taken, &mut now.form);
    (now, seen)
}

/// A column by one of its names, or by the code before the full stop.
fn find<'f>(
    file: &'f File,
    names: &[String],
    id: &str,
    taken: &mut BTreeSet<String>,
) -> Option<&'f (String, Vec<String>)> {
    let named = |heading: &str| names.iter().any(|name| name.eq_ignore_ascii_case(heading));
    let coded = |heading: &str| heading.split_once('.').is_some_and(|(code, _)| code.eq_ignore_ascii_case(id));
    let by_name = file.columns.iter().find(|(heading, _)| named(heading));
    let found = by_name.or_else(|| file.columns.iter().find(|(heading, _)| coded(heading)))?;
    taken.insert(found.0.clone()).then_some(found)
}

fn read_cells(asked: &FormQuestion, cells: &[String], saw: &mut Seen) {
    let question = &asked.question;
    saw.chosen = vec![0; question.options.len()];
    for cell in cells.iter().filter(|cell| !cell.is_empty()) {
        let spelt = asked.spellings.iter().find(|(spelling, _)| spelling.eq_ignore_ascii_case(cell));
        let option = question.option(cell).or(spelt.map(|(_, at)| usize::from(*at)));
        let fits = match question.kind {
            QuestionKind::Number => cell.parse::<f64>().is_ok(),
            QuestionKind::Open => true,
            _ => option.is_some(),
        };
        if fits {
            saw.read += 1;
        } else if let Some((_, count)) = saw.unknown.iter_mut().find(|(label, _)| label == cell) {
            *count += 1;
        } else {
            saw.unknown.push((cell.clone(), 1));
        }
        if let Some(option) = option {
            saw.chosen[option] += 1;
        }
    }
}

/// The columns the recipe does not know.
fn recognise(recipe: &Recipe, file: &File, taken: &BTreeSet<String>, form: &mut Form) {
    for (heading, cells) in file.columns.iter().filter(|(heading, _)| !taken.contains(heading)) {
        if recipe.form.technical.contains(heading) || heading.contains("IP address") {
            form.technical.push(heading.clone());
            continue;
        }
        let labels: BTreeSet<&String> = cells.iter().filter(|cell| !cell.is_empty()).collect();
        let closed = labels.len() < 5;
        let option = |label: &&String| AnswerOption {
            id: crate::text::slug_of(label, 40),
            label: (*label).clone(),
            ..AnswerOption::default()
        };
        let question = Question {
            id: crate::text::slug_of(heading, 40),
            text: heading.clone(),
            kind: if closed { QuestionKind::Single } else { QuestionKind::Open },
            class: Class::Sensitive,
            options: if closed { labels.iter().map(option).collect() } else { Vec::new() },
            grid: None,
            asked_if: None,
            codes: Vec::new(),
            role: None,
            empty_is_answer: false,
        };
        form.questions.push(FormQuestion::in_column(question, heading.clone()));
    }
}
