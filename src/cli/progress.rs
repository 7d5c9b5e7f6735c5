//! A progress bar on standard error, shown only to a person at a terminal and only when the work takes a while.

use std::sync::Mutex;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::engine::Progress;

/// Work shorter than this shows nothing.
const PATIENCE: Duration = Duration::from_millis(700);

/// The bar of the command line.
#[derive(Debug, Default)]
pub(super) struct Bar {
    state: Mutex<Option<(ProgressBar, Instant)>>,
}

impl Progress for Bar {
    fn begin(&self, what: &str, total: Option<u64>) {
        let bar = total.map_or_else(ProgressBar::new_spinner, ProgressBar::new);
        bar.set_draw_target(ProgressDrawTarget::hidden());
        let shape = if total.is_some() { "{msg} [{bar:30}] {pos}/{len}" } else { "{msg} {pos}" };
        if let Ok(style) = ProgressStyle::with_template(shape) {
            bar.set_style(style.progress_chars("=> "));
        }
        bar.set_message(what.to_owned());
        *self.lock() = Some((bar, Instant::now()));
    }

    fn advance(&self, steps: u64) {
        if let Some((bar, since)) = &*self.lock() {
            bar.inc(steps);
            if bar.is_hidden() && since.elapsed() > PATIENCE {
                bar.set_draw_target(ProgressDrawTarget::stderr());
            }
        }
    }

    fn end(&self) {
        if let Some((bar, _)) = self.lock().take() {
            bar.finish_and_clear();
        }
    }
}

impl Bar {
    fn lock(&self) -> std::sync::MutexGuard<'_, Option<(ProgressBar, Instant)>> {
        self.state.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}
