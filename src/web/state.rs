//! What every handler shares.

use std::sync::Arc;

use crate::bank::InsightBank;

/// The open bank. Cloning is cheap.
#[derive(Debug, Clone)]
pub(crate) struct AppState {
    /// The bank behind the pages and the API.
    pub(crate) bank: Arc<InsightBank>,
}

impl AppState {
    /// Runs `work` on the bank away from the threads that serve connections: searching and counting take processor time.
    pub(crate) async fn ask<T: Send + 'static>(
        &self,
        work: impl FnOnce(&InsightBank) -> T + Send + 'static,
    ) -> Option<T> {
        let bank = Arc::clone(&self.bank);
        tokio::task::spawn_blocking(move || work(&bank)).await.ok()
    }
}
