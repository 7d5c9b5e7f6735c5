//! What a query is planned for: which texts it looks in, and what its fields mean there.

use tantivy::schema::Field;

use crate::engine::embedded::book::Book;
use crate::engine::embedded::lexicon::Lexicon;
use crate::engine::embedded::schema::{InsightFields, TextPair};
use crate::engine::embedded::tags::Tags;

/// What a query is planned for.
pub(in crate::engine::embedded) struct Scope<'s> {
    /// The texts to look in and how much each counts.
    pub(in crate::engine::embedded) texts: &'s [(TextPair, f32)],
    /// The framework.
    pub(in crate::engine::embedded) lexicon: &'s Lexicon,
    /// What its fields mean.
    pub(in crate::engine::embedded) fields: Fields<'s>,
}

/// What the fields of a query mean.
pub(in crate::engine::embedded) enum Fields<'s> {
    /// A search of the insights.
    Insights {
        /// The fields of the index.
        fields: &'s InsightFields,
        /// The sources there are.
        book: &'s Book,
        /// The themes of every insight.
        tags: Tags,
    },
    /// The rule of a theme: a theme means the deposited one, so that rules cannot wait for each other.
    Rule {
        /// The fields of the index.
        fields: &'s InsightFields,
    },
    /// The open answers of one survey: only themes mean something.
    Survey {
        /// The themes of the codes people gave to the answers.
        theme: Field,
        /// Whether the rules of themes look at the words too.
        rules: bool,
    },
}
