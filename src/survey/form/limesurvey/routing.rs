//! Who was asked: equations as conditions on one question and some of its options.

use std::collections::BTreeMap;

use super::equation::{self, Equation};
use crate::survey::form::{Columns, FormQuestion};
use crate::survey::{Condition, QuestionKind};

/// What a variable of an equation stands for.
struct Variable {
    /// The position of the question.
    question: usize,
    /// The option whose tick it is.
    tick: Option<String>,
}

/// The variables equations may speak of: the columns of the questions so far.
#[derive(Default)]
pub(super) struct Variables(BTreeMap<String, Variable>);

impl Variables {
    /// Adds the columns of the question at `position`; `whole` are the names of the question of LimeSurvey it comes from.
    pub(super) fn add(&mut self, position: usize, question: &FormQuestion, whole: &[String]) {
        let mut add = |names: &[String], tick: Option<&String>| {
            for name in names {
                let variable = Variable { question: position, tick: tick.cloned() };
                self.0.entry(name.clone()).or_insert(variable);
            }
        };
        match &question.columns {
            Columns::One(names) => add(names, None),
            Columns::PerOption(columns) => {
                for (names, option) in columns {
                    let option = question.question.options.get(usize::from(*option));
                    add(names, option.map(|option| &option.id));
                }
                // Old conditions name the whole question, and the ticked part as its value.
                if question.question.grid.is_none() {
                    add(whole, None);
                }
            }
            Columns::PerRank(..) => {}
        }
    }

    /// The condition that all of `equations` make together: `Ok(None)` when everybody is asked, `Err` when they say more than a
    /// condition can.
    pub(super) fn condition(&self, equations: &[&str], questions: &[FormQuestion]) -> Result<Option<Condition>, ()> {
        let mut found: Option<Condition> = None;
        for equation in equations {
            let condition = match equation::read(equation) {
                Equation::Always => continue,
                Equation::AnyOf(comparisons) => self.resolve(&comparisons, questions).ok_or(())?,
                Equation::Richer => return Err(()),
            };
            match &found {
                Some(earlier) if *earlier != condition => return Err(()),
                _ => found = Some(condition),
            }
        }
        Ok(found)
    }

    fn resolve(&self, comparisons: &[(String, String)], questions: &[FormQuestion]) -> Option<Condition> {
        let mut deciding = None;
        let mut options: Vec<String> = Vec::new();
        for (name, value) in comparisons {
            let variable = self.0.get(name)?;
            let question = &questions.get(variable.question)?.question;
            if *deciding.get_or_insert(variable.question) != variable.question || question.kind == QuestionKind::Ranking
            {
                return None;
            }
            let option = match &variable.tick {
                Some(tick) => (value == "Y").then_some(tick)?,
                None => &question.options.iter().find(|option| option.id == *value)?.id,
            };
            if !options.contains(option) {
                options.push(option.clone());
            }
        }
        let question = questions.get(deciding?)?.question.id.clone();
        Some(Condition { question, options })
    }
}
