//! The pages and the JSON API over one open bank.
//!
//! Handlers are thin: they read a request, ask the bank on a thread of its own, and show the answer. Limits, refusals and
//! headers lie around all of them in [`router`]. Nothing here decides what may be disclosed; the bank does.

mod api;
mod error;
mod extract;
mod guard;
mod headers;
mod limits;
mod pages;
mod params;
mod router;
mod state;

use std::future::Future;
use std::io;
use std::sync::Arc;

use tokio::net::TcpListener;

use crate::bank::InsightBank;

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
    axum::serve(listener, router(Arc::new(bank))).with_graceful_shutdown(shutdown).await
}
