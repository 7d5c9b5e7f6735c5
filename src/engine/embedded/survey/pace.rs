//! How a count is divided up: into parts that do not depend on how many threads there are, because sums in another order differ
//! in their last digits and a table must not depend on the machine.

use std::ops::Range;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use tantivy::TantivyError;

use crate::engine::Tally;

/// The memory for the tallies of all parts together.
const TALLIES: usize = 32 << 20;

/// How a count is divided up.
#[derive(Debug, Clone, Copy)]
pub(in crate::engine::embedded) struct Pace {
    /// How many threads count side by side.
    pub(in crate::engine::embedded) threads: usize,
    /// How many respondents make a part worth another.
    pub(super) part: usize,
    /// More parts than this are never made.
    pub(super) parts_max: usize,
    /// How many respondents go through the steps of a count together.
    pub(super) chunk: usize,
}

impl Default for Pace {
    fn default() -> Self {
        let threads = thread::available_parallelism().map_or(1, usize::from);
        Self { threads, part: 1 << 15, parts_max: 16, chunk: 1 << 11 }
    }
}

impl Pace {
    /// The parts in which so many respondents are counted into so many cells.
    pub(super) fn parts(self, respondents: usize, cells: usize) -> Vec<Range<usize>> {
        let fitting = TALLIES / (cells * size_of::<Tally>()).max(1);
        let parts = (respondents / self.part.max(1)).min(self.parts_max).min(fitting).max(1);
        let length = respondents.div_ceil(parts).max(1);
        (0..respondents).step_by(length).map(|start| start..respondents.min(start + length)).collect()
    }

    /// What `count` gives for each part, in their order.
    pub(super) fn side_by_side<T: Send>(
        self,
        parts: &[Range<usize>],
        count: impl Fn(&Range<usize>) -> T + Sync,
    ) -> tantivy::Result<Vec<T>> {
        let next = AtomicUsize::new(0);
        let work = || {
            let mine = std::iter::from_fn(|| {
                let at = next.fetch_add(1, Ordering::Relaxed);
                parts.get(at).map(|part| (at, count(part)))
            });
            mine.collect::<Vec<_>>()
        };
        let helpers = self.threads.min(parts.len()).saturating_sub(1);
        let done = thread::scope(|scope| {
            let helpers: Vec<_> = (0..helpers).map(|_| scope.spawn(work)).collect();
            let mut done = work();
            for helper in helpers {
                done.extend(helper.join().map_err(|_| failed())?);
            }
            Ok::<_, TantivyError>(done)
        });
        let mut done = done?;
        done.sort_by_key(|(at, _)| *at);
        Ok(done.into_iter().map(|(_, counted)| counted).collect())
    }
}

fn failed() -> TantivyError {
    TantivyError::InternalError("a thread that counted failed".to_owned())
}
