//! What somebody hands over to be read.

use std::fmt;
use std::io::{self, Cursor};
use std::sync::Arc;

use super::Input;

/// A file that can be opened as often as it has to be read, wherever it is.
pub trait Content: Send + Sync {
    /// Opens it at its beginning.
    ///
    /// # Errors
    /// When it cannot be read, or not any more.
    fn open(&self) -> io::Result<Box<dyn Input>>;
}

/// A file that is in memory.
#[derive(Clone)]
pub struct InMemory(pub Arc<[u8]>);

impl Content for InMemory {
    fn open(&self) -> io::Result<Box<dyn Input>> {
        Ok(Box::new(Cursor::new(Arc::clone(&self.0))))
    }
}

/// The size only: what people said never reaches a log.
impl fmt::Debug for InMemory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "InMemory({} bytes)", self.0.len())
    }
}
