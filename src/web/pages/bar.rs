//! A small bar beside a percentage: decoration only, the number stands beside it.

use maud::{Markup, html};

/// A bar as long as `share`, from 0 to 1.
pub(super) fn bar(share: f64) -> Markup {
    let width = format!("{:.1}", share.clamp(0.0, 1.0) * 100.0);
    html! {
        svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true" focusable="false" {
            rect class="bar-ground" width="100" height="10" {}
            rect class="bar-fill" width=(width) height="10" {}
        }
    }
}
