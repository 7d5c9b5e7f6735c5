//! Proposing how the small numbers of a question are guarded, from its wording.

use crate::survey::{Class, Question};
use crate::text::fold;

/// Beginnings of words that speak of who people are, their health or their means.
const SENSITIVE_WORDS: [&str; 64] = [
    "age",
    "ages",
    "aged",
    "gender",
    "sex",
    "sexual",
    "sexuality",
    "ethnic",
    "ethnicity",
    "race",
    "racial",
    "religion",
    "religious",
    "faith",
    "disability",
    "disabilities",
    "disabled",
    "illness",
    "diagnosis",
    "diagnosed",
    "medication",
    "income",
    "earn",
    "salary",
    "household",
    "district",
    "postcode",
    "postcodes",
    "zip",
    "postal",
    "county",
    "locality",
    "region",
    "location",
    "borough",
    "ward",
    "carer",
    "carers",
    "pregnant",
    "pregnancy",
    "maternity",
    "marital",
    "married",
    "partnership",
    "nationality",
    "country",
    "born",
    "birth",
    "orientation",
    "transgender",
    "trans",
    "education",
    "degree",
    "qualification",
    "occupation",
    "employed",
    "employment",
    "smoke",
    "alcohol",
    "veteran",
    "migrant",
    "asylum",
    "housing",
    "benefits",
];
const SENSITIVE_PHRASES: [&str; 24] = [
    "how old",
    "health condition",
    "long-term condition",
    "long term condition",
    "mental health",
    "your health",
    "physical health",
    "first language",
    "main language",
    "job title",
    "armed forces",
    "where do you live",
    "which area do you live",
    "do you live",
    "caring responsibilities",
    "do you care for",
    "look after",
    "date of birth",
    "year were you born",
    "who you are",
    "identify as",
    "identify your",
    "job role",
    "financial",
];
/// Words that ask for a view.
const OPINION_WORDS: [&str; 50] = [
    "agree",
    "disagree",
    "satisfied",
    "satisfaction",
    "opinion",
    "opinions",
    "think",
    "priority",
    "priorities",
    "prefer",
    "preferred",
    "important",
    "importance",
    "unimportant",
    "likely",
    "recommend",
    "feel",
    "support",
    "useful",
    "helpful",
    "rate",
    "rating",
    "quality",
    "improve",
    "improved",
    "improvement",
    "improvements",
    "view",
    "views",
    "comment",
    "comments",
    "suggestion",
    "suggestions",
    "idea",
    "ideas",
    "should",
    "favourite",
    "favorite",
    "like",
    "enjoy",
    "better",
    "worse",
    "easy",
    "difficult",
    "expect",
    "trust",
    "confident",
    "concern",
    "concerns",
    "feedback",
];
const OPINION_PHRASES: [&str; 6] = [
    "how much, if at all, do you care",
    "do you care about",
    "what matters",
    "how well",
    "what would",
    "anything else",
];

/// The class the wording of a question proposes; `None` when it does not tell. Options that are views weigh like words that ask
/// for one, and anything sensitive weighs more.
pub(super) fn infer(wording: &str, views: bool) -> Option<Class> {
    let folded = spaced(&fold(wording));
    let words: Vec<&str> = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let has = |listed: &[&str]| words.iter().any(|word| listed.contains(word));
    let says = |phrases: &[&str]| phrases.iter().any(|phrase| folded.contains(phrase));
    if says(&OPINION_PHRASES[..2]) {
        return Some(Class::Opinion);
    }
    if has(&SENSITIVE_WORDS) || says(&SENSITIVE_PHRASES) {
        return Some(Class::Sensitive);
    }
    (views || has(&OPINION_WORDS) || says(&OPINION_PHRASES)).then_some(Class::Opinion)
}

/// Whether the wording of a question, with its id, speaks of who people are.
pub fn says_who(question: &Question) -> bool {
    infer(&format!("{} {}", question.id, question.text), false) == Some(Class::Sensitive)
}

/// Codes such as `birth_year` as words.
fn spaced(text: &str) -> String {
    text.replace('_', " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_class_is_proposed_from_the_wording() {
        for who in ["Gender", "Age", "Household Income", "birth_year", "Do you have a long-term health condition?"] {
            assert_eq!(infer(who, false), Some(Class::Sensitive), "{who}");
        }
        assert_eq!(infer("In your opinion, which sentence is correct?", false), Some(Class::Opinion));
        assert_eq!(infer("How much, if at all, do you care about the debate?", false), Some(Class::Opinion));
        assert_eq!(infer("The service", true), Some(Class::Opinion));
        assert_eq!(infer("Your disability: do you agree?", true), Some(Class::Sensitive));
    }

    #[test]
    fn what_the_wording_does_not_tell_is_left_open() {
        assert_eq!(infer("q14r01c01", false), None);
        assert_eq!(infer("Agency", false), None);
    }
}
