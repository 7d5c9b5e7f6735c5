//! What every handler shares.

use std::sync::Arc;

use crate::bank::InsightBank;
use crate::web::standing::Standing;

/// The open bank, and who asks it. Cloning is cheap.
#[derive(Debug, Clone)]
pub(crate) struct AppState {
    /// The bank behind the pages and the API.
    pub(crate) bank: Arc<InsightBank>,
    /// Who asks.
    pub(crate) standing: Standing,
}

impl AppState {
    /// Runs `work` on as much of the bank as the caller may see, away from the threads that serve connections: searching and
    /// counting take processor time.
    pub(crate) async fn ask<T: Send + 'static>(
        &self,
        work: impl FnOnce(&InsightBank) -> T + Send + 'static,
    ) -> Option<T> {
        let state = self.clone();
        tokio::task::spawn_blocking(move || state.seen().map(|bank| work(&bank))).await.ok().flatten()
    }

    fn seen(self) -> Option<Arc<InsightBank>> {
        match self.standing {
            Standing::Analyst => Some(self.bank),
            Standing::Anybody => match self.bank.published() {
                Ok(published) => Some(published),
                Err(error) => {
                    tracing::error!(target: "web", %error, "what is published could not be made ready");
                    None
                }
            },
        }
    }
}
