//! The merged categories a record asks for, with everything that is wrong with them.

use std::collections::BTreeSet;

use crate::corpus::Design;
use crate::framework::{Fields, TomlFile};
use crate::problem::{Place, Problem, any_error};
use crate::survey::merging::{Category, Merging};
use crate::survey::{Question, QuestionKind, Questionnaire};
use crate::text::nearest;

/// Reads the `[[merged]]` tables of the record `text`, called `file` in problems. None where there are none, or where anything is
/// wrong with one: half of what was asked for would show what was to be merged.
pub fn read_merging(
    file: &str,
    text: &str,
    questionnaire: &Questionnaire,
    design: &Design,
) -> (Option<Merging>, Vec<Problem>) {
    let record = TomlFile::parse(file, text);
    let reader = Reader { questionnaire, design };
    let mut categories: Vec<Category> = Vec::new();
    let tables = record.root().tables("merged");
    let any = !tables.is_empty();
    for table in tables {
        let found = reader.category(&table, &categories);
        table.done();
        categories.extend(found);
    }
    let problems: Vec<Problem> =
        record.into_problems().into_iter().filter(|problem| problem.code != "toml_syntax").collect();
    let sound = any && !any_error(&problems);
    (sound.then(|| Merging::of(questionnaire, categories)), problems)
}

struct Reader<'a> {
    questionnaire: &'a Questionnaire,
    design: &'a Design,
}

impl Reader<'_> {
    fn category(&self, table: &Fields<'_>, known: &[Category]) -> Option<Category> {
        let (name, label) = (table.required("question"), table.required("label"));
        table.must_have("options");
        let options = table.placed_texts("options");
        let at = self.question(table, &name?)?;
        let (question, label) = (self.questionnaire.questions.get(at)?, label?);
        let others: Vec<&Category> = known.iter().filter(|category| category.question == at).collect();
        check_label(table, question, &label, &others);
        let mut codes = BTreeSet::new();
        for (name, place) in &options {
            codes.extend(option(table, question, name, place, &others).filter(|code| !codes.contains(code)));
        }
        if codes.len() < 2 {
            let message = format!("`{label}` merges fewer than two options");
            table.report(Problem::error("bad_merge", table.place_of("options"), message).hint("name two or more"));
        }
        let merged = codes.len() + others.iter().map(|other| other.codes.len()).sum::<usize>();
        let said = question.options.iter().filter(|option| option.meaning.is_none()).count();
        if others.is_empty() && merged >= said {
            let message = format!("`{label}` merges every answer to `{}`, and nothing is left to compare", question.id);
            table.report(
                Problem::error("bad_merge", table.place_of("options"), message).hint("leave two categories or more"),
            );
        }
        self.check_routing(table, question, &codes);
        Some(Category { question: at, label, codes: codes.into_iter().collect(), with_silent: false })
    }

    /// The question of a category: one whose answers rule one another out, and that does not say how people were drawn.
    fn question(&self, table: &Fields<'_>, name: &str) -> Option<usize> {
        let place = || table.place_of("question");
        let Some(at) = self.questionnaire.position(name) else {
            let problem = Problem::error("unknown_question", place(), format!("there is no question `{name}`"));
            let near = nearest(name, self.questionnaire.questions.iter().map(|question| question.id.as_str()));
            table.report(match near {
                Some(near) => problem.hint(format!("did you mean `{near}`?")),
                None => problem.hint("`insight-bank questions SURVEY` lists them"),
            });
            return None;
        };
        let question = self.questionnaire.questions.get(at)?;
        if !matches!(question.kind, QuestionKind::Single | QuestionKind::Scale) || question.role.is_some() {
            let message =
                format!("the options of `{}` cannot be merged: its answers do not rule one another out", question.id);
            let problem = Problem::error("not_mergeable", place(), message);
            table.report(
                problem.hint(
                    "merge options of single choices and scales; a net counts several answers of others together",
                ),
            );
        }
        let drawn = [&self.design.strata, &self.design.cluster];
        if drawn.into_iter().flatten().any(|name| name.eq_ignore_ascii_case(&question.id)) {
            let message = format!("the options of `{}` cannot be merged: it says how people were drawn", question.id);
            table.report(
                Problem::error("not_mergeable", place(), message).hint("merge the options of another question"),
            );
        }
        Some(at)
    }

    /// Who is asked a question must not tell who gave one of the merged options.
    fn check_routing(&self, table: &Fields<'_>, question: &Question, codes: &BTreeSet<u16>) {
        for routed in &self.questionnaire.questions {
            let Some(asked) = routed.asked_if.as_ref().filter(|it| it.question.eq_ignore_ascii_case(&question.id))
            else {
                continue;
            };
            let is_asked =
                |code: &&u16| asked.options.iter().any(|name| question.option(name) == Some(usize::from(**code)));
            let number = codes.iter().filter(is_asked).count();
            if number > 0 && number < codes.len() {
                let message = format!(
                    "`{}` is asked of some of these and not of others, so its base would tell them apart",
                    routed.id
                );
                let problem = Problem::error("bad_merge", table.place_of("options"), message);
                table.report(problem.hint("merge options that lead to the same questions"));
            }
        }
    }
}

/// The position of an option that may be merged.
fn option(table: &Fields<'_>, question: &Question, name: &str, place: &Place, others: &[&Category]) -> Option<u16> {
    let report = |code: &str, message: String, hint: &str| {
        table.report(Problem::error(code, place.clone(), message).hint(hint));
    };
    let Some(code) = question.option(name).and_then(|at| u16::try_from(at).ok()) else {
        let labels: Vec<&str> = question.options.iter().map(|option| option.label.as_str()).collect();
        let hint = nearest(name, labels.iter().copied())
            .map_or_else(|| format!("its answers are {}", labels.join(", ")), |near| format!("did you mean `{near}`?"));
        report("unknown_option", format!("`{name}` is not an answer to `{}`", question.id), &hint);
        return None;
    };
    if question.options.get(usize::from(code)).is_some_and(|option| option.meaning.is_some()) {
        let message = format!("`{name}` stands for no answer, and is counted as that");
        report("bad_merge", message, "merge answers only");
    }
    if let Some(other) = others.iter().find(|category| category.codes.contains(&code)) {
        report(
            "bad_merge",
            format!("`{name}` is in `{}` already", other.label),
            "an option can be in one category only",
        );
    }
    Some(code)
}

/// A category must not be called what another answer is called.
fn check_label(table: &Fields<'_>, question: &Question, label: &str, others: &[&Category]) {
    let taken = question.option(label).is_some() || others.iter().any(|other| other.label.eq_ignore_ascii_case(label));
    if taken {
        let message = format!("`{}` has an answer called `{label}` already", question.id);
        table.report(
            Problem::error("bad_merge", table.place_of("label"), message).hint("give the category a name of its own"),
        );
    }
}
