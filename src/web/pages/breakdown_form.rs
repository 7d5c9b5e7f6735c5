//! The form that asks for a table, with everything the person had chosen or typed.

use maud::{Markup, html};

use super::address::Address;
use super::wording::excerpt;
use crate::breakdown::{BaseRule, RowsBy, View};
use crate::survey::{Question, Questionnaire, Role};

/// The form of one survey, and what stood in the address.
pub(super) struct Form<'a> {
    pub(super) survey: &'a str,
    pub(super) questionnaire: &'a Questionnaire,
    pub(super) pairs: &'a [(String, String)],
}

impl Form<'_> {
    /// Whether anything was asked yet.
    pub(super) fn is_filled(&self) -> bool {
        self.pairs.iter().any(|(_, value)| !value.trim().is_empty())
    }

    /// The form.
    pub(super) fn render(&self) -> Markup {
        let by = self.values("by");
        html! {
            form class="table-form" action=(Address::of(&["surveys", self.survey, "breakdown"])) method="get" {
                (self.select("question", "question", "Question", self.first("question"), Question::is_answered, "Choose a question"))
                div class="two-columns" {
                    (self.select("by", "by", "Broken down by", by.first().copied(), Question::is_coded, "Nothing: everybody together"))
                    (self.select("by-2", "by", "And beside that by", by.get(1).copied(), Question::is_coded, "Nothing more"))
                }
                (self.rows())
                (self.filters())
                (self.words())
                (self.bases())
                (self.weights())
                (self.views())
                @for (name, value) in self.carried() { input type="hidden" name=(name) value=(value); }
                button class="button" type="submit" { "Show the table" }
            }
        }
    }

    /// The values of one name, empty ones left out.
    pub(super) fn values(&self, name: &str) -> Vec<&str> {
        let found = self.pairs.iter().filter(|(key, value)| key == name && !value.trim().is_empty());
        found.map(|(_, value)| value.as_str()).collect()
    }

    fn first(&self, name: &str) -> Option<&str> {
        self.values(name).first().copied()
    }

    /// What the form has no field for, kept as it was.
    fn carried(&self) -> Vec<(&str, &str)> {
        let more_by = self.values("by").into_iter().skip(2).map(|value| ("by", value));
        // Where there are no weights to choose from there is no field for them either.
        let weight = self.weight_names().is_empty().then_some("weight");
        let others =
            weight.into_iter().chain(["intervals", "policy"]).filter_map(|name| Some((name, self.first(name)?)));
        let nets = self.values("net").into_iter().map(|value| ("net", value));
        more_by.chain(others).chain(nets).collect()
    }

    fn select(
        &self,
        id: &str,
        name: &str,
        label: &str,
        value: Option<&str>,
        fits: impl Fn(&Question) -> bool,
        none: &str,
    ) -> Markup {
        let questions: Vec<&Question> = self.questionnaire.questions.iter().filter(|question| fits(question)).collect();
        let listed =
            value.is_some_and(|value| questions.iter().any(|question| question.id.eq_ignore_ascii_case(value)));
        html! {
            div class="field" {
                label for=(id) { (label) }
                select id=(id) name=(name) {
                    option value="" { (none) }
                    @if let Some(value) = value.filter(|_| !listed) { option value=(value) selected { (value) } }
                    @for question in questions {
                        option value=(question.id) selected[value.is_some_and(|value| question.id.eq_ignore_ascii_case(value))] {
                            (question_label(question))
                        }
                    }
                }
            }
        }
    }

    /// What the rows are, where a question of the survey has themes to choose.
    fn rows(&self) -> Markup {
        let themes = self.first("rows") == Some(RowsBy::Themes.as_str());
        let questions = &self.questionnaire.questions;
        let any = questions.iter().flat_map(|question| &question.codes).any(|code| !code.themes.is_empty());
        html! {
            @if any || self.first("rows").is_some() {
                fieldset class="field" {
                    legend { "Rows for what people wrote" }
                    (radio("rows", "rows", RowsBy::Codes.as_str(), "the codes of the question", !themes))
                    (radio("rows", "rows-themes", RowsBy::Themes.as_str(), "the themes its codes map to, each person counted once", themes))
                }
            }
        }
    }

    /// One field for each filter, and an empty one for another.
    fn filters(&self) -> Markup {
        let mut filters = self.values("where");
        filters.push("");
        html! {
            fieldset class="field" {
                legend { "Only people who answered (optional)" }
                p class="hint" id="where-hint" { "A question, an equals sign, and one or more of its options: " code { "question=Option|Other option" } "." }
                @for (at, filter) in filters.iter().enumerate() {
                    @let id = if at == 0 { "where".to_owned() } else { format!("where-{}", at + 1) };
                    label class="visually-hidden" for=(id) { "Filter " (at + 1) }
                    input id=(id) name="where" type="text" value=(filter) aria-describedby="where-hint" autocomplete="off" spellcheck="false";
                }
            }
        }
    }

    fn words(&self) -> Markup {
        html! {
            div class="field" {
                label for="matching" { "Only people whose own words match (optional)" }
                p class="hint" id="matching-hint" { "A search over what they wrote in open questions." }
                input id="matching" name="matching" type="text" value=(self.first("matching").unwrap_or_default()) aria-describedby="matching-hint" autocomplete="off";
            }
        }
    }

    fn bases(&self) -> Markup {
        let chosen = self.first("base");
        html! {
            fieldset class="field" {
                legend { "Percentages of" }
                (radio("base", "base", "", "what is usual for the question", chosen.is_none()))
                @for rule in BaseRule::ALL {
                    (radio("base", &format!("base-{}", rule.as_str()), rule.as_str(), rule.definition(), chosen == Some(rule.as_str())))
                }
            }
        }
    }

    fn weight_names(&self) -> Vec<&str> {
        let weights = self.questionnaire.questions.iter().filter(|question| question.role == Some(Role::Weight));
        weights.map(|question| question.id.as_str()).collect()
    }

    /// The weights there are to choose from.
    fn weights(&self) -> Markup {
        let names = self.weight_names();
        let chosen = self.first("weight").unwrap_or_default();
        let listed = ["", "none"].iter().chain(&names).any(|name| chosen.eq_ignore_ascii_case(name));
        html! {
            @if !names.is_empty() {
                div class="field" {
                    label for="weight" { "Weighted by" }
                    select id="weight" name="weight" {
                        option value="" { "What is usual for this survey" }
                        option value="none" selected[chosen.eq_ignore_ascii_case("none")] { "Nothing: everybody counts one" }
                        @if !listed { option value=(chosen) selected { (chosen) } }
                        @for name in names { option value=(name) selected[chosen.eq_ignore_ascii_case(name)] { (name) } }
                    }
                }
            }
        }
    }

    fn views(&self) -> Markup {
        let release = self.first("view") == Some(View::Release.as_str());
        html! {
            fieldset class="field" {
                legend { "Who is it for?" }
                (radio("view", "view", View::Internal.as_str(), "for us: every count, marked \u{201c}not for release\u{201d}", !release))
                (radio("view", "view-release", View::Release.as_str(), "for anybody: small numbers hidden", release))
            }
        }
    }
}

fn radio(name: &str, id: &str, value: &str, label: &str, checked: bool) -> Markup {
    html! {
        div class="choice" {
            input type="radio" id=(id) name=(name) value=(value) checked[checked];
            label for=(id) { (label) }
        }
    }
}

/// The wording with that of its grid, cut to the width of a list.
fn question_label(question: &Question) -> String {
    match &question.grid {
        Some(grid) => excerpt(&format!("{}: {}", grid.text, question.text), 110),
        None => excerpt(&question.text, 110),
    }
}
