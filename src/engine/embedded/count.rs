//! The facet counts of one segment, by the numbers of profiles and themes; names are only looked up at the end.

use std::sync::Arc;

use tantivy::DocId;

use super::profiles::FacetCounts;
use super::tags::SegmentTags;
use crate::engine::Facet;

/// How many documents are counted together.
const TOGETHER: usize = 1024;

/// The counts of one segment so far.
pub(super) struct SegmentCounts {
    tags: Arc<SegmentTags>,
    waiting: Vec<DocId>,
    profiles: Vec<u64>,
    themes: Vec<u64>,
}

impl SegmentCounts {
    /// No counts yet.
    pub(super) fn new(tags: &Arc<SegmentTags>) -> Self {
        let waiting = Vec::with_capacity(TOGETHER);
        Self { tags: Arc::clone(tags), waiting, profiles: Vec::new(), themes: Vec::new() }
    }

    /// Counts a document.
    pub(super) fn add(&mut self, doc: DocId) {
        self.waiting.push(doc);
        if self.waiting.len() == TOGETHER {
            self.count();
        }
    }

    fn count(&mut self) {
        self.tags.profiles.count(&self.waiting, &mut self.profiles);
        self.tags.themes.count(&self.waiting, &mut self.themes);
        self.waiting.clear();
    }

    /// The counts by name; a value nobody has is not there.
    pub(super) fn finish(mut self) -> FacetCounts {
        self.count();
        let mut all = self.tags.profiles.counts(&self.profiles);
        let themes = self.tags.themes.names().iter().zip(self.themes).filter(|(_, count)| *count > 0);
        all.insert(Facet::Theme, themes.map(|(name, count)| (name.clone(), count)).collect());
        all
    }
}
