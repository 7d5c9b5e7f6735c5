//! The pages: server-rendered, complete without script, one file per resource.
//!
//! Reading order: `layout` (the frame), `answer` (from a question to a page), then any page. The rooms of a page are named by
//! what they hold: `hit`, `facet`, `evidence`, `table`, `record`, `account`. Pages never compute: they ask the bank and show.

mod about;
mod account;
mod account_columns;
mod address;
mod answer;
mod assets;
mod bar;
mod breakdown;
mod breakdown_form;
mod cite;
mod evidence;
mod facet;
mod figure;
mod help;
mod hit;
mod home;
mod insight;
mod label;
mod layout;
mod load;
mod load_form;
mod mark;
mod passages;
mod priorities;
mod priority;
mod problem;
mod reading;
mod record;
mod search;
mod search_box;
mod source;
mod sources;
mod summary;
mod survey;
mod surveys;
mod table;
mod theme;
mod themes;
mod trend;
mod undo;
mod upload;
mod wording;

pub(crate) use problem::error_page;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::get;

use crate::web::limits::LOAD_BYTES;
use crate::web::state::AppState;

/// Every page, and the stylesheet. Other addresses are refused by the router and shown by [`error_page`].
pub(crate) fn routes() -> Router<AppState> {
    Router::new()
        .route("/", get(home::show))
        .route("/search", get(search::show))
        .route("/insights/{id}", get(insight::show))
        .route("/sources", get(sources::list))
        .route("/sources/{id}", get(source::show))
        .route("/sources/{id}/undo", get(undo::ask).post(undo::submit))
        .route("/themes", get(themes::list))
        .route("/themes/{id}", get(theme::show))
        .route("/priorities", get(priorities::list))
        .route("/priorities/{id}", get(priority::show))
        .route("/surveys", get(surveys::list))
        .route("/surveys/{id}", get(survey::show))
        .route("/surveys/{id}/load", get(account::show))
        .route("/surveys/{id}/breakdown", get(breakdown::show))
        .route("/surveys/{id}/trend", get(trend::show))
        .route("/load", get(load::form).post(load::submit).layer(DefaultBodyLimit::max(LOAD_BYTES)))
        .route("/about", get(about::show))
        .route("/help/search", get(help::search))
        .route("/assets/bank.css", get(assets::stylesheet))
}
