//! The published tables that do not agree with the answers published beside them, each with the reason, which is checked.

use std::rc::Rc;

use super::published::{Figure, Published};
use super::survey::{Ours, Survey};

/// A published table that differs, and why.
pub(super) struct Explained {
    pub(super) folder: &'static str,
    pub(super) table: &'static str,
    pub(super) reason: &'static str,
    why: Why,
}

enum Why {
    /// The file has no column of this question.
    NotInFile,
    /// Every cell of the table is empty.
    NoFigures,
    /// The answers of so many people were counted, who are not those of the file.
    OtherPeople(f64),
    /// A percentage is of its row, across the questions of the table.
    AcrossQuestions,
    /// Only cells spelt exactly so were counted for this option, and the file spells it otherwise too.
    OnlySpelt(&'static str),
    /// Those who chose our first option were lost, because the owner calls it as the second.
    Lost(&'static str, &'static str),
    /// The percentages are those of so many yes of so many answers.
    YesOf(f64, f64),
    /// Values from the second on, and those below the first, were left out.
    Within(f64, f64),
}

const UK: &str = "rse-2016-uk";
const DE: &str = "rse-2017-de";
const WITHHELD: &str = "where people work and what they earn was not made public with the answers";

pub(super) const EXPLAINED: &[Explained] = &[
    is(UK, "contact16a", Why::NotInFile, "the offer of a report was not made public with the answers"),
    is(UK, "contact16a[PERC]", Why::NotInFile, "the offer of a report was not made public with the answers"),
    is(UK, "currentEmp2", Why::NotInFile, WITHHELD),
    is(UK, "currentEmp2[PERC]", Why::NotInFile, WITHHELD),
    is(UK, "currentEmp4", Why::NotInFile, WITHHELD),
    is(UK, "currentEmp4[PERC]", Why::NotInFile, WITHHELD),
    is(UK, "currentEmp6", Why::NotInFile, "job titles were not made public with the answers"),
    is(UK, "currentEmp6[PERC]", Why::NotInFile, "job titles were not made public with the answers"),
    is(UK, "currentEmp16a[PERC]", Why::YesOf(48.0, 271.0), "made of other counts than `currentEmp16b` beside it"),
    is(UK, "paper1_2_4_5", Why::OtherPeople(592.0), "made of the answers of more people than the file has"),
    is(UK, "paper1_2_4_5[PERC]", Why::OtherPeople(592.0), "made of the answers of more people than the file has"),
    is(UK, "perfCheck1_2", Why::OnlySpelt("Never"), "the file has `Never` with a space behind it"),
    is(UK, "perfCheck4_5_6_7", Why::OnlySpelt("Never"), "the file has `Never` with a space behind it"),
    is(UK, "turnOver1_2", Why::OnlySpelt("Never"), "the file has `Never` with a space behind it"),
    is(UK, "turnOver3_4", Why::OnlySpelt("Never"), "the file has `Never` with a space behind it"),
    is(UK, "stability1", Why::Lost("5", "5+"), "the file has `5.0` where the owner looked for `5+`"),
    is(UK, "stability1[PERC]", Why::Lost("5", "5+"), "the file has `5.0` where the owner looked for `5+`"),
    is(DE, "currentEmp2", Why::NotInFile, WITHHELD),
    is(DE, "currentEmp2[PERC]", Why::NotInFile, WITHHELD),
    is(DE, "currentEmp20de", Why::NotInFile, WITHHELD),
    is(DE, "currentEmp20de[PERC]", Why::NotInFile, WITHHELD),
    is(DE, "currentEmp21de", Why::NotInFile, WITHHELD),
    is(DE, "currentEmp21de[PERC]", Why::NotInFile, WITHHELD),
    is(DE, "currentEmp22de", Why::NotInFile, WITHHELD),
    is(DE, "currentEmp22de[PERC]", Why::NotInFile, WITHHELD),
    is(DE, "currentEmp23de", Why::NotInFile, WITHHELD),
    is(DE, "currentEmp23de[PERC]", Why::NotInFile, WITHHELD),
    is(DE, "currentEmp24de", Why::NotInFile, WITHHELD),
    is(DE, "currentEmp24de[PERC]", Why::NotInFile, WITHHELD),
    is(DE, "socio4", Why::NotInFile, WITHHELD),
    is(DE, "socio4[PERC]", Why::NotInFile, WITHHELD),
    is(DE, "socio10de", Why::NotInFile, WITHHELD),
    is(DE, "socio10de[PERC]", Why::NotInFile, WITHHELD),
    is(DE, "startlanguage", Why::NotInFile, "the language of the form was not made public with the answers"),
    is(DE, "startlanguage[PERC]", Why::NotInFile, "the language of the form was not made public with the answers"),
    is(DE, "open1can[PERC]", Why::NoFigures, "the table has no figure in any cell"),
    is(DE, "socio3[PERC]", Why::NoFigures, "the table has no figure in any cell"),
    is(DE, "satisgen1_2[PERC]", Why::AcrossQuestions, "shares are of both questions together, answer by answer"),
    is(DE, "currentEmp11", Why::Within(0.0, 99.0), "durations such as -1, 99 and 9999 years were left out"),
];

const fn is(folder: &'static str, table: &'static str, why: Why, reason: &'static str) -> Explained {
    Explained { folder, table, reason, why }
}

impl Explained {
    /// What remains different once the reason is allowed for.
    pub(super) fn leaves(&self, survey: &Survey, table: &Published, tables: &[Published]) -> Vec<String> {
        match &self.why {
            Why::NotInFile => columns_of(survey, &table.stem),
            Why::NoFigures => {
                table.figures.iter().filter(|it| it.value.is_some()).map(|it| say(it, f64::NAN)).collect()
            }
            Why::OtherPeople(people) => other_people(survey, table, tables, *people),
            Why::AcrossQuestions => across_questions(survey, table),
            Why::OnlySpelt(label) => only_spelt(survey, table, label),
            Why::Lost(have, sought) => {
                against(table, |it| lost(&ours(survey, table, it), it, have, sought, table.percent))
            }
            Why::YesOf(yes, all) => {
                against(table, |it| if it.option == "Yes" { yes / all * 100.0 } else { (all - yes) / all * 100.0 })
            }
            Why::Within(from, below) => within(survey, table, *from, *below),
        }
    }
}

/// The figures of a table that are not as expected.
fn against(table: &Published, expected: impl Fn(&Figure) -> f64) -> Vec<String> {
    let off = |figure: &&Figure| (figure.value.unwrap_or(0.0) - expected(figure)).abs() > table.rounding;
    table.figures.iter().filter(off).map(|it| say(it, expected(it))).collect()
}

fn ours(survey: &Survey, table: &Published, figure: &Figure) -> Rc<Ours> {
    let question = survey.question(&figure.heading, &table.stem);
    survey.ours(question.unwrap_or_else(|| panic!("no question `{}`", figure.heading)))
}

/// The columns of a question that should not be there.
fn columns_of(survey: &Survey, code: &str) -> Vec<String> {
    let begins = |head: &&String| head.split(['.', '[']).next() == Some(code);
    survey.heads.iter().filter(begins).map(|head| format!("there is a column `{head}`")).collect()
}

/// The counts add up to `people`, more than the file has, and the shares are those of the counts.
fn other_people(survey: &Survey, table: &Published, tables: &[Published], people: f64) -> Vec<String> {
    assert!(number(survey.rows.iter()) < people, "the file has as many people");
    let counts = tables.iter().find(|it| it.name == table.stem).unwrap();
    let sum = |figure: &Figure, options: &[&str]| total(counts, &figure.heading, options);
    if table.percent {
        return against(table, |it| sum(it, &[it.option.as_str()]) / sum(it, &["Yes", "No"]) * 100.0);
    }
    let off = table.figures.iter().filter(|it| (sum(it, &["Yes", "No", ""]) - people).abs() > 1e-9);
    off.map(|it| say(it, people)).collect()
}

/// A share is of all who gave this answer to any question of the table.
fn across_questions(survey: &Survey, table: &Published) -> Vec<String> {
    let count = |it: &Figure| ours(survey, table, it).figure(it, false);
    let all = |it: &Figure| -> f64 { table.figures.iter().filter(|other| other.option == it.option).map(count).sum() };
    against(table, |it| count(it) / all(it) * 100.0)
}

/// Of the cells that say `label`, those with spaces around it were not counted.
fn only_spelt(survey: &Survey, table: &Published, label: &str) -> Vec<String> {
    survey.differences(table, |question, figure, ours| {
        let loose = number(survey.column(question).filter(|cell| cell.trim() == label));
        assert!((loose - survey.ours(question).counts[label]).abs() < 1e-9, "{question}");
        if figure.option == label { number(survey.column(question).filter(|cell| *cell == label)) } else { ours }
    })
}

fn say(figure: &Figure, expected: f64) -> String {
    format!("`{}`, `{}`: published {:?}, expected {expected}", figure.heading, figure.option, figure.value)
}

fn total(table: &Published, heading: &str, options: &[&str]) -> f64 {
    let asked = table.figures.iter().filter(|it| it.heading == heading && options.contains(&it.option.as_str()));
    asked.filter_map(|it| it.value).sum()
}

/// The figure of a table in which those who chose `have` are not counted at all.
fn lost(ours: &Ours, figure: &Figure, have: &str, sought: &str, percent: bool) -> f64 {
    let missed = ours.counts[have];
    assert!(missed > 0.0, "nobody was lost");
    let count = if figure.option == sought { 0.0 } else { ours.figure(figure, false) };
    if percent { count / (ours.base - missed) * 100.0 } else { count }
}

/// How many there are.
fn number<T>(of: impl Iterator<Item = T>) -> f64 {
    of.map(|_| 1.0).sum()
}

/// The published values are those of the file from `from` to below `below`, and our base is everybody who gave any.
fn within(survey: &Survey, table: &Published, from: f64, below: f64) -> Vec<String> {
    let question = survey.question(&table.figures[0].heading, &table.stem).unwrap();
    let all: Vec<f64> = survey.column(question).filter_map(|cell| cell.parse().ok()).collect();
    let kept = |it: &&f64| (from..below).contains(*it);
    let near = |one: f64, other: f64| (one - other).abs() < 1e-9;
    let mut left = Vec::new();
    for figure in &table.figures {
        let value: f64 = figure.option.parse().unwrap();
        let count = number(all.iter().filter(kept).filter(|it| near(**it, value)));
        if !near(count, figure.value.unwrap_or(0.0)) {
            left.push(say(figure, count));
        }
    }
    let published: f64 = table.figures.iter().filter_map(|it| it.value).sum();
    let (people, ours) = (number(all.iter()), survey.ours(question));
    if !near(published, number(all.iter().filter(kept))) || !near(ours.base, people) {
        left.push(format!("published {published} of {people} values, and our base is {}", ours.base));
    }
    left
}
