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

use axum::extract::DefaultBodyLimit;
use axum::routing::{MethodRouter, get};

use crate::web::limits::LOAD_BYTES;
use crate::web::state::AppState;

/// Every page, and the stylesheet. Other addresses are refused by the router and shown by [`error_page`].
pub(crate) fn routes() -> Vec<(&'static str, MethodRouter<AppState>)> {
    vec![
        ("/", get(home::show)),
        ("/search", get(search::show)),
        ("/insights/{id}", get(insight::show)),
        ("/sources", get(sources::list)),
        ("/sources/{id}", get(source::show)),
        ("/sources/{id}/undo", get(undo::ask).post(undo::submit)),
        ("/themes", get(themes::list)),
        ("/themes/{id}", get(theme::show)),
        ("/priorities", get(priorities::list)),
        ("/priorities/{id}", get(priority::show)),
        ("/surveys", get(surveys::list)),
        ("/surveys/{id}", get(survey::show)),
        ("/surveys/{id}/load", get(account::show)),
        ("/surveys/{id}/breakdown", get(breakdown::show)),
        ("/surveys/{id}/trend", get(trend::show)),
        ("/load", get(load::form).post(load::submit).layer(DefaultBodyLimit::max(LOAD_BYTES))),
        ("/about", get(about::show)),
        ("/help/search", get(help::search)),
        ("/assets/bank.css", get(assets::stylesheet)),
    ]
}
