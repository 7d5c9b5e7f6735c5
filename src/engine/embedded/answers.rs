//! The open answers of a survey as insights, and what the codes people gave to them say.

use std::collections::{BTreeSet, HashMap};

use crate::corpus::{Consent, Insight, InsightKind, Source};
use crate::id::{InsightId, Slug};
use crate::survey::{Answer, Coding, Question, QuestionKind, Questionnaire, Respondent, Role};

/// The open answers of one survey.
pub(super) struct Answers<'a> {
    source: &'a Source,
    questionnaire: &'a Questionnaire,
    /// The positions of the codes given, by respondent and question.
    codes: HashMap<(String, usize), BTreeSet<u16>>,
    /// The question that asks whether words may be quoted.
    consent: Option<usize>,
    ordinal: u32,
}

impl<'a> Answers<'a> {
    /// The answers to `questionnaire`, with the codes in `codings`; their order begins at `first`.
    pub(super) fn new(source: &'a Source, questionnaire: &'a Questionnaire, codings: Vec<Coding>, first: u32) -> Self {
        let mut codes: HashMap<(String, usize), BTreeSet<u16>> = HashMap::new();
        for coding in codings {
            let Some(question) = questionnaire.position(&coding.question) else {
                continue;
            };
            let known = codes.entry((coding.respondent, question)).or_default();
            known.extend(coding.code.and_then(|code| code_position(&questionnaire.questions[question], &code)));
        }
        let consent = questionnaire.questions.iter().position(|question| question.role == Some(Role::Consent));
        Self { source, questionnaire, codes, consent, ordinal: first }
    }

    /// The positions of the codes a respondent's answer to a question was given.
    pub(super) fn codes(&self, respondent: &str, question: usize) -> Vec<u16> {
        let found = self.codes.get(&(respondent.to_owned(), question));
        found.into_iter().flatten().copied().collect()
    }

    /// The themes those codes map to.
    pub(super) fn themes(&self, respondent: &str, question: usize) -> Vec<Slug> {
        let codes = self.questionnaire.questions.get(question).map(|question| &question.codes);
        let themes = self.codes(respondent, question).into_iter().filter_map(|code| codes?.get(usize::from(code)));
        let themes: BTreeSet<Slug> = themes.flat_map(|code| code.themes.iter().cloned()).collect();
        themes.into_iter().collect()
    }

    /// The open answers of a respondent, as insights.
    pub(super) fn insights(&mut self, respondent: &Respondent) -> Vec<Insight> {
        let consent = self.consent_of(respondent);
        let mut found = Vec::new();
        for (at, (question, answer)) in self.questionnaire.questions.iter().zip(&respondent.answers).enumerate() {
            if let (QuestionKind::Open, Answer::Text(words)) = (question.kind, answer) {
                let mut insight = self.blank(question, respondent, words);
                insight.themes = self.themes(&respondent.id, at);
                insight.consent = Some(consent);
                insight.ordinal = self.ordinal;
                self.ordinal = self.ordinal.saturating_add(1);
                found.push(insight);
            }
        }
        found
    }

    fn blank(&self, question: &Question, respondent: &Respondent, words: &str) -> Insight {
        let source = self.source;
        Insight {
            id: InsightId::new(source.id.clone(), format!("{}.{}", question.id, respondent.id)),
            kind: InsightKind::Answer,
            text: words.to_owned(),
            headings: if question.text.is_empty() { Vec::new() } else { vec![question.text.clone()] },
            locator: None,
            page: None,
            themes: Vec::new(),
            priorities: source.priorities.clone(),
            groups: source.groups.clone(),
            places: source.places.clone(),
            voice: source.voice,
            language: source.language.clone(),
            year: source.year,
            illustrative: source.illustrative,
            speaker: None,
            consent: None,
            figure: None,
            question: Some(question.id.clone()),
            respondent: Some(respondent.id.clone()),
            ordinal: 0,
        }
    }

    /// Whether a respondent's words may be quoted. Only a clear yes is one.
    fn consent_of(&self, respondent: &Respondent) -> Consent {
        let Some(at) = self.consent else {
            return Consent::NotAsked;
        };
        let question = self.questionnaire.questions.get(at);
        match (question, respondent.answers.get(at)) {
            (_, Some(Answer::Missing(crate::survey::Missing::NotAsked)) | None) | (None, _) => Consent::NotAsked,
            (Some(question), Some(Answer::Options(chosen))) => {
                let option = chosen.first().and_then(|option| question.options.get(usize::from(*option)));
                option.map_or(Consent::No, |option| {
                    consent_named(&option.id).or(consent_named(&option.label)).unwrap_or(Consent::No)
                })
            }
            _ => Consent::No,
        }
    }
}

fn code_position(question: &Question, code: &str) -> Option<u16> {
    let position = question.codes.iter().position(|known| known.id.eq_ignore_ascii_case(code))?;
    u16::try_from(position).ok()
}

/// What an option of a consent question says: a word of [`Consent`], or an answer that begins with yes.
fn consent_named(name: &str) -> Option<Consent> {
    let name = name.trim().to_lowercase();
    let first = name.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    match Consent::from_word(&name) {
        Some(consent) => Some(consent),
        None if first == "yes" && name.contains("anonym") => Some(Consent::YesAnonymous),
        None if first == "yes" => Some(Consent::Yes),
        None if first == "no" => Some(Consent::No),
        None => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_clear_yes_is_consent() {
        assert_eq!(consent_named("Yes"), Some(Consent::Yes));
        assert_eq!(consent_named("Yes, but anonymously"), Some(Consent::YesAnonymous));
        assert_eq!(consent_named("yes-anonymous"), Some(Consent::YesAnonymous));
        assert_eq!(consent_named("No thank you"), Some(Consent::No));
        assert_eq!(consent_named("Not sure"), None);
        assert_eq!(consent_named("Yesterday"), None);
    }
}
