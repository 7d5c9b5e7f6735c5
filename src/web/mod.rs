//! The pages and the JSON API over one open bank.
//!
//! Handlers are thin: they read a request, ask the bank on a thread of its own, and show the answer. Limits, refusals and
//! headers lie around all of them in [`router()`]. `standing` tells who calls; what they may see, the bank decides.

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
mod standing;
mod state;

use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpListener;

use crate::bank::InsightBank;
use crate::engine::Silent;

/// How long requests that are being answered may still take after the stop.
const GRACE: Duration = Duration::from_secs(10);

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
    let (tell, told) = tokio::sync::oneshot::channel();
    let stop = async move {
        shutdown.await;
        // Nobody listens any more when the server has ended by itself.
        let _ = tell.send(());
    };
    let service = router(bank).into_make_service_with_connect_info::<SocketAddr>();
    let served = tokio::select! {
        served = axum::serve(listener, service).with_graceful_shutdown(stop) => served,
        () = grace(told) => Ok(()),
    };
    watch.abort();
    served
}

/// Resolves some time after the server was told to stop: a caller who neither asks nor leaves must not keep it alive.
async fn grace(told: tokio::sync::oneshot::Receiver<()>) {
    if told.await.is_err() {
        std::future::pending::<()>().await;
    }
    // What never comes is waited for in vain, and that is the point.
    let _ = tokio::time::timeout(GRACE, std::future::pending::<()>()).await;
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
