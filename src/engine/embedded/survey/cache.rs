//! The answers that are in memory, of all surveys together, and no more of them than there is room for.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use super::columns::Answers;

/// How many bytes of answers are kept. A survey of five million counts from three questions and a weight within it.
const ROOM: usize = 128 << 20;

/// Which answers: the number of the opened survey, the question, whether as numbers.
pub(super) type Key = (u64, usize, bool);

/// The answers in memory.
pub(in crate::engine::embedded) struct ColumnCache(Mutex<Kept>);

/// What is kept.
struct Kept {
    room: usize,
    used: usize,
    /// Counts what is asked for.
    clock: u64,
    answers: HashMap<Key, (Answers, u64)>,
}

impl Default for ColumnCache {
    fn default() -> Self {
        Self::with_room(ROOM)
    }
}

impl ColumnCache {
    /// Keeps so many bytes at most.
    fn with_room(room: usize) -> Self {
        Self(Mutex::new(Kept { room, used: 0, clock: 0, answers: HashMap::new() }))
    }

    /// The answers that are there, or else those that `read` brings.
    pub(super) fn get_or<E>(&self, key: Key, read: impl FnOnce() -> Result<Answers, E>) -> Result<Answers, E> {
        if let Some(answers) = self.lock().get(key) {
            return Ok(answers);
        }
        let answers = read()?;
        self.lock().put(key, &answers);
        Ok(answers)
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Kept> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Kept {
    fn get(&mut self, key: Key) -> Option<Answers> {
        self.clock += 1;
        let (answers, asked) = self.answers.get_mut(&key)?;
        *asked = self.clock;
        Some(answers.clone())
    }

    /// Keeps `answers`; where there is no room, those go that were not asked for longest. What is larger than all the room is not
    /// kept.
    fn put(&mut self, key: Key, answers: &Answers) {
        if answers.bytes() > self.room || self.answers.contains_key(&key) {
            return;
        }
        self.used += answers.bytes();
        while self.used > self.room {
            let oldest = self.answers.iter().min_by_key(|(_, (_, asked))| *asked).map(|(key, _)| *key);
            let Some((gone, _)) = oldest.and_then(|key| self.answers.remove(&key)) else { break };
            self.used -= gone.bytes();
        }
        self.clock += 1;
        self.answers.insert(key, (answers.clone(), self.clock));
    }
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;
    use std::sync::Arc;

    use super::*;

    #[test]
    fn what_was_not_asked_for_longest_makes_room() {
        let cache = ColumnCache::with_room(3 * size_of::<f64>());
        let ask = |question: usize, length: usize| {
            let mut read = false;
            let found: Result<Answers, Infallible> = cache.get_or((1, question, true), || {
                read = true;
                Ok(Answers::Numbers(Arc::new(vec![0.0; length])))
            });
            assert!(found.is_ok());
            read
        };
        assert!(ask(0, 1) && ask(1, 1) && ask(2, 1));
        assert!(!ask(0, 1), "it is there");
        assert!(ask(3, 1), "there was no room for a fourth");
        assert!(!ask(0, 1) && !ask(2, 1) && !ask(3, 1));
        assert!(ask(1, 1), "it was the one not asked for longest");
        assert!(ask(9, 4) && ask(9, 4), "what is larger than the room is never kept");
        assert!(!ask(1, 1), "and takes nobody's place");
    }
}
