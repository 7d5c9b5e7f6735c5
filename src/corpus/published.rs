//! What of the corpus callers below analyst may see.

use crate::corpus::{Consent, Insight, InsightKind, Source};

impl Insight {
    /// Whether these are somebody's own words that nobody has released.
    pub fn is_unreleased(&self) -> bool {
        let words = matches!(self.kind, InsightKind::Answer | InsightKind::Quote);
        words && !self.illustrative && self.consent != Some(Consent::Published)
    }
}

impl Source {
    /// Whether no disclosure policy applies to it, because nobody real answered.
    pub fn is_exempt(&self) -> bool {
        self.illustrative && self.disclosure.as_deref() == Some("none")
    }

    /// The record without the words that nobody has released.
    #[must_use]
    pub fn published(&self) -> Self {
        let mut published = self.clone();
        published.insights.retain(|insight| !insight.is_unreleased());
        published
    }
}
