//! The pages and the JSON API over one open bank.
//!
//! Handlers are thin: they read a request, ask the bank on a thread of its own, and show the answer. Limits, refusals and
//! headers lie around all of them in [`router()`]. Nothing here decides what may be disclosed; the bank does.

mod api;
mod error;
mod extract;
mod guard;
mod headers;
mod limits;
mod pages;
mod params;
mod present;
mod router;
mod state;

use std::future::Future;
use std::io;
use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpListener;

use crate::bank::InsightBank;
use crate::engine::Silent;

/// How often a running server looks for what another program has loaded.
const LOOK: Duration = Duration::from_secs(2);

pub use api::document as api_description;
pub use router::router;

/// Serves `bank` on `listener` until `shutdown` resolves; requests that are being answered are answered first.
///
/// # Errors
/// When the listener fails.
pub async fn serve(
    bank: InsightBank,
    listener: TcpListener,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    let bank = Arc::new(bank);
    let watch = tokio::spawn(keep_up(Arc::clone(&bank)));
    let served = axum::serve(listener, router(bank)).with_graceful_shutdown(shutdown).await;
    watch.abort();
    served
}

/// Looks now and then whether another program has loaded something.
async fn keep_up(bank: Arc<InsightBank>) {
    let mut ticks = tokio::time::interval(LOOK);
    ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        let bank = Arc::clone(&bank);
        let looked = tokio::task::spawn_blocking(move || bank.catch_up(&Silent)).await;
        if let Ok(Err(error)) = looked {
            tracing::warn!(%error, "what another program wrote cannot be read");
        }
    }
}
