//! The dictionary of a portable file: records that begin with one letter.

use std::collections::BTreeMap;

use super::super::charset::Charset;
use super::super::dictionary::{Dictionary, Value, Variable, in_order};
use super::super::fault::Fault;
use super::super::format::Format;
use super::super::notes::Notes;
use super::lines::Lines;
use super::value::{count, number, text};
use crate::file::Input;

/// The texts are in the encoding of the machine that wrote them, which the file does not name.
const CHARSET: Charset = Charset::Untold;
/// A file with more labels than this, counted for each variable they are given to, is no survey.
const LABELS_MAX: usize = 1_000_000;

/// What the numbers of formats of days and times begin after: a day is 20 in system files and 102 here.
const DAYS_AND_TIMES: u32 = 82;

/// Reads everything before the cases.
pub(super) fn read<I: Input>(lines: &mut Lines<I>, notes: &mut Notes) -> Result<Dictionary, Fault> {
    version(lines)?;
    let mut reading = Reading::default();
    loop {
        match lines.letter()? {
            b'1' | b'2' => drop(text(lines)?),
            b'3' => reading.title = Some(string(lines)?).filter(|title| !title.trim().is_empty()),
            b'4' | b'5' => drop(count(lines)?),
            b'6' => reading.weight = Some(string(lines)?),
            b'7' => reading.variable(lines)?,
            letter @ (b'8' | b'9' | b'A' | b'B') => reading.missing(letter, lines)?,
            b'C' => {
                let label = string(lines)?;
                if let Some(variable) = reading.variables.last_mut() {
                    variable.label = Some(label).filter(|label| !label.trim().is_empty());
                }
            }
            b'D' => reading.labels(lines, notes)?,
            b'E' => {
                for _ in 0..count(lines)? {
                    text(lines)?;
                }
            }
            b'F' => return Ok(reading.finish()),
            other => {
                return Err(Fault::Damaged(format!("there is a record of an unknown kind `{}`", char::from(other))));
            }
        }
    }
}

/// The version of the format, which is always `A`, and when the file was made.
fn version<I: Input>(lines: &mut Lines<I>) -> Result<(), Fault> {
    if lines.letter()? != b'A' {
        return Err(Fault::Damaged("the version of the file is not known".to_owned()));
    }
    text(lines)?;
    text(lines)?;
    Ok(())
}

fn string<I: Input>(lines: &mut Lines<I>) -> Result<String, Fault> {
    Ok(CHARSET.text(&text(lines)?))
}

/// What was read so far.
#[derive(Default)]
struct Reading {
    title: Option<String>,
    weight: Option<String>,
    variables: Vec<Variable>,
    positions: BTreeMap<String, usize>,
    given: usize,
}

impl Reading {
    fn variable<I: Input>(&mut self, lines: &mut Lines<I>) -> Result<(), Fault> {
        let width = Some(count(lines)?).filter(|width| *width > 0);
        let name = string(lines)?;
        let code = u32::try_from(count(lines)?).unwrap_or(0);
        // Days and times have numbers of their own in portable files, in the same order as elsewhere.
        let format = code.checked_sub(DAYS_AND_TIMES).unwrap_or(code);
        for _ in 0..5 {
            count(lines)?;
        }
        let format = if width.is_some() { Format::Plain } else { Format::of_code(format) };
        self.positions.entry(name.to_uppercase()).or_insert(self.variables.len());
        self.variables.push(Variable { short: name.clone(), name, width, format, ..Variable::default() });
        Ok(())
    }

    /// One missing value, or a range: up to a number, from one on, between two.
    fn missing<I: Input>(&mut self, letter: u8, lines: &mut Lines<I>) -> Result<(), Fault> {
        let Some(variable) = self.variables.last_mut() else {
            return Err(Fault::Damaged("a missing value comes before all variables".to_owned()));
        };
        if letter == b'8' {
            let value = value(variable.width.is_some(), lines)?;
            // There are never more than three, and one that is nothing says nothing.
            variable.missing.values.extend(value.filter(|_| variable.missing.values.len() < 3));
            return Ok(());
        }
        let mut bound = || {
            Ok::<f64, Fault>(match value(variable.width.is_some(), lines)? {
                Some(Value::Number(number)) => number,
                _ => f64::NAN,
            })
        };
        let range = match letter {
            b'9' => (f64::NEG_INFINITY, bound()?),
            b'A' => (bound()?, f64::INFINITY),
            _ => (bound()?, bound()?),
        };
        variable.missing.range = Some(range).filter(|(from, to)| from <= to);
        Ok(())
    }

    fn labels<I: Input>(&mut self, lines: &mut Lines<I>, notes: &mut Notes) -> Result<(), Fault> {
        let mut members = Vec::new();
        for _ in 0..count(lines)? {
            match self.positions.get(&string(lines)?.to_uppercase()) {
                Some(position) => members.push(*position),
                None => notes.stray_labels(),
            }
        }
        let first = members.first().and_then(|position| self.variables.get(*position));
        let is_text = first.is_some_and(|variable| variable.width.is_some());
        let mut labels = Vec::new();
        for _ in 0..count(lines)? {
            let value = value(is_text, lines)?;
            let label = string(lines)?;
            labels.extend(value.map(|value| (value, label)));
        }
        self.given = self.given.saturating_add(labels.len().saturating_mul(members.len()));
        if self.given > LABELS_MAX {
            notes.too_many_labels();
            return Ok(());
        }
        for position in members {
            let variable = self.variables.get_mut(position).filter(|variable| variable.width.is_some() == is_text);
            if let Some(variable) = variable {
                variable.labels.extend(labels.iter().cloned());
            }
        }
        Ok(())
    }

    fn finish(mut self) -> Dictionary {
        for variable in &mut self.variables {
            variable.labels = in_order(std::mem::take(&mut variable.labels));
        }
        let weight = self.weight.and_then(|name| self.positions.get(&name.to_uppercase()).copied());
        Dictionary { title: self.title, variables: self.variables, sets: Vec::new(), weight, charset: CHARSET }
    }
}

fn value<I: Input>(is_text: bool, lines: &mut Lines<I>) -> Result<Option<Value>, Fault> {
    if is_text {
        return Ok(Some(Value::Text(string(lines)?)));
    }
    Ok(number(lines)?.map(Value::Number))
}
