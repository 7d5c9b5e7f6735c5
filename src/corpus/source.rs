//! The records of the corpus: a source and the insights in it.

use std::fmt;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::id::{InsightId, Slug};

/// Declares an enum whose variants have one fixed word each, used in files, JSON, search and print.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $word:literal, $label:literal;)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
        pub enum $name {
            $($(#[$vdoc])* #[serde(rename = $word)] $variant,)+
        }

        impl $name {
            /// Every value, in the order people list them.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word in files, JSON and addresses.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            /// The words for people.
            pub fn label(self) -> &'static str {
                match self { $(Self::$variant => $label),+ }
            }

            /// The value a word stands for.
            pub fn from_word(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|value| value.as_str() == word)
            }
        }
    };
}

words! {
    /// What kind of thing a source is.
    SourceKind {
        /// A study, report or paper.
        Literature = "literature", "Literature";
        /// A focus group.
        FocusGroup = "focus-group", "Focus group";
        /// A survey.
        Survey = "survey", "Survey";
        /// A meeting or forum.
        Meeting = "meeting", "Meeting or forum";
        /// A document.
        Document = "document", "Document";
    }
}

words! {
    /// What kind of thing an insight is.
    InsightKind {
        /// Something a source found.
        Finding = "finding", "Finding";
        /// Something a source recommends.
        Recommendation = "recommendation", "Recommendation";
        /// An opinion about a plan or priority.
        View = "view", "View";
        /// Somebody's own words, as published.
        Quote = "quote", "Quote";
        /// A survey respondent's own words.
        Answer = "answer", "Survey answer";
        /// A passage of a document.
        Passage = "passage", "Passage";
        /// A published number.
        Figure = "figure", "Published figure";
        /// A statement of what should become true.
        Outcome = "outcome", "Outcome";
    }
}

words! {
    /// Who speaks.
    Voice {
        /// People speaking for themselves.
        FirstHand = "first-hand", "First-hand";
        /// People who speak for others.
        Advocate = "advocate", "Advocate";
        /// People speaking from their work.
        Professional = "professional", "Professional";
        /// An organisation.
        Organisation = "organisation", "Organisation";
    }
}

words! {
    /// How the people of a survey came to be in it; decides what its figures may claim.
    SurveyKind {
        /// A random sample.
        Probability = "probability", "Random sample";
        /// Everybody was asked.
        Census = "census", "Everybody was asked";
        /// People chose to take part.
        SelfSelected = "self-selected", "People chose whether to take part";
        /// Nobody has said yet; treated as self-selected.
        Unknown = "unknown", "Not yet said how people were chosen";
    }
}

words! {
    /// Whether words may be quoted.
    Consent {
        /// Already published word for word.
        Published = "published", "Already published";
        /// May be quoted.
        Yes = "yes", "Yes";
        /// May be quoted without a name.
        YesAnonymous = "yes-anonymous", "Yes, anonymously";
        /// May not be quoted.
        No = "no", "No";
        /// Nobody asked.
        NotAsked = "not-asked", "Not asked";
        /// Was given and taken back.
        Withdrawn = "withdrawn", "Withdrawn";
    }
}

/// A source: one study, focus group, survey, meeting or document, with its insights.
#[derive(Debug, Clone, PartialEq)]
pub struct Source {
    /// Its id: the last part of its path.
    pub id: Slug,
    /// What kind of thing it is.
    pub kind: SourceKind,
    /// Its title.
    pub title: String,
    /// Who wrote it, in the order it gives them.
    pub authors: Vec<String>,
    /// The year people file it under.
    pub year: Option<i32>,
    /// When the work was done.
    pub dates: Dates,
    /// When it was published.
    pub published: Option<String>,
    /// Who published it: an organisation id or a name.
    pub publisher: Option<String>,
    /// Who asked for it.
    pub commissioner: Option<String>,
    /// Where it can be read.
    pub link: Option<String>,
    /// `public`, `not-public` or `not stated`.
    pub availability: Option<String>,
    /// How it was done.
    pub method: Option<String>,
    /// Who took part.
    pub sample: Option<Sample>,
    /// Who it speaks of.
    pub population: Option<String>,
    /// `local` or `national`.
    pub scope: Option<String>,
    /// The places it is about.
    pub places: Vec<Slug>,
    /// The groups it is about.
    pub groups: Vec<Slug>,
    /// The themes of the whole source.
    pub themes: Vec<Slug>,
    /// The priorities of the whole source.
    pub priorities: Vec<Slug>,
    /// Who speaks in it.
    pub voice: Option<Voice>,
    /// BCP 47 language.
    pub language: String,
    /// Whether it is made up.
    pub illustrative: bool,
    /// A remark.
    pub note: Option<String>,
    /// The study it is part of.
    pub part_of: Option<Slug>,
    /// Which edition of which text it is.
    pub edition: Option<Edition>,
    /// Standing questions.
    pub questions: Vec<String>,
    /// Where other sources speak of it.
    pub cited_in: Vec<CitedIn>,
    /// How the people of a survey came to be in it.
    pub survey_kind: Option<SurveyKind>,
    /// The survey that it repeats.
    pub earlier_wave: Option<Slug>,
    /// `none` where no disclosure policy applies because nobody real answered.
    pub disclosure: Option<String>,
    /// How the people of a survey were drawn.
    pub design: Design,
    /// The questions the public tables of a survey may be broken down by, by id; chosen by the bank when `None`.
    pub dimensions: Option<Vec<String>>,
    /// The insights written in the record itself; passages and answers come from their own files.
    pub insights: Vec<Insight>,
}

/// How the people of a survey were drawn: the questions, by id, that hold what a statistician must know of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Design {
    /// The weight its percentages usually take.
    pub weight: Option<String>,
    /// The strata people were drawn from.
    pub strata: Option<String>,
    /// The clusters people were drawn in, such as practices.
    pub cluster: Option<String>,
    /// How many people live in each stratum, by option id or label; empty where nobody knows.
    pub population: std::collections::BTreeMap<String, u64>,
}

/// From when to when.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Dates {
    /// First day, month or year.
    pub from: Option<String>,
    /// Last day, month or year.
    pub to: Option<String>,
}

/// Who took part.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Sample {
    /// How many.
    pub n: Option<u64>,
    /// `about`, `more than` or `at least`.
    pub qualifier: Option<String>,
    /// Who they were.
    pub description: Option<String>,
}

/// Which edition of which text a source is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Edition {
    /// The text all its editions share.
    pub of: String,
    /// The name of this edition.
    pub label: String,
    /// Its date; the latest is the one search shows first.
    pub date: Option<String>,
}

/// Where another source speaks of this one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CitedIn {
    /// The other source.
    pub source: Slug,
    /// Where in it.
    pub locator: Option<String>,
}

/// One addressable unit of text. What the file leaves out is filled in from its source.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct Insight {
    /// Its address.
    pub id: InsightId,
    /// What kind of thing it is.
    pub kind: InsightKind,
    /// The words.
    pub text: String,
    /// The headings it stands under, outermost first.
    pub headings: Vec<String>,
    /// Where in the published text.
    pub locator: Option<String>,
    /// The page, where the source gives it.
    pub page: Option<String>,
    /// Its themes, as deposited.
    pub themes: Vec<Slug>,
    /// Its priorities.
    pub priorities: Vec<Slug>,
    /// Its groups.
    pub groups: Vec<Slug>,
    /// Its places.
    pub places: Vec<Slug>,
    /// Who speaks.
    pub voice: Option<Voice>,
    /// BCP 47 language.
    pub language: String,
    /// The year it is filed under.
    pub year: Option<i32>,
    /// Whether it is made up.
    pub illustrative: bool,
    /// Who said it, as published.
    pub speaker: Option<String>,
    /// Whether it may be quoted.
    pub consent: Option<Consent>,
    /// The number, for a figure.
    pub figure: Option<Figure>,
    /// The survey question it answers.
    pub question: Option<String>,
    /// The respondent who answered.
    pub respondent: Option<String>,
    /// Its place in the order of its source.
    pub ordinal: u32,
}

/// The address and kind only: what people said never reaches a log.
impl fmt::Debug for Insight {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Insight({} {})", self.kind.as_str(), self.id)
    }
}

/// A published number.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Figure {
    /// The number.
    pub value: Option<f64>,
    /// `percent`, `count`, `years`, `rate`, `pounds` or another word.
    pub unit: Option<String>,
    /// What it is a share of.
    pub base: Option<Base>,
    /// The question it answers, where published.
    pub question: Option<String>,
    /// When it held.
    pub date: Option<String>,
    /// Where an indicator started.
    pub baseline: Option<String>,
    /// What an indicator should reach.
    pub target: Option<String>,
}

/// What a published number is a share of.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Base {
    /// How many.
    pub n: Option<u64>,
    /// `about`, `more than` or `at least`.
    pub qualifier: Option<String>,
    /// Who they were.
    pub definition: Option<String>,
}

impl Source {
    /// A source of which nothing but its name is known yet.
    pub fn new(id: Slug, kind: SourceKind, title: impl Into<String>) -> Self {
        Self {
            id,
            kind,
            title: title.into(),
            authors: Vec::new(),
            year: None,
            dates: Dates::default(),
            published: None,
            publisher: None,
            commissioner: None,
            link: None,
            availability: None,
            method: None,
            sample: None,
            population: None,
            scope: None,
            places: Vec::new(),
            groups: Vec::new(),
            themes: Vec::new(),
            priorities: Vec::new(),
            voice: None,
            language: "en".to_owned(),
            illustrative: false,
            note: None,
            part_of: None,
            edition: None,
            questions: Vec::new(),
            cited_in: Vec::new(),
            survey_kind: None,
            earlier_wave: None,
            design: Design::default(),
            dimensions: None,
            disclosure: None,
            insights: Vec::new(),
        }
    }

    /// An insight without words at `local`, which has from its source all that an insight takes over from one.
    pub fn blank_insight(&self, local: impl Into<String>, kind: InsightKind) -> Insight {
        Insight {
            id: InsightId::new(self.id.clone(), local),
            kind,
            text: String::new(),
            headings: Vec::new(),
            locator: None,
            page: None,
            themes: Vec::new(),
            priorities: Vec::new(),
            groups: self.groups.clone(),
            places: self.places.clone(),
            voice: self.voice,
            language: self.language.clone(),
            year: self.year,
            illustrative: self.illustrative,
            speaker: None,
            consent: None,
            figure: None,
            question: None,
            respondent: None,
            ordinal: 0,
        }
    }
}
