//! The façade: each thing a person can do with a bank, once.
//!
//! The command line, the JSON API and the pages only read a request, call [`InsightBank`] and show the answer, so that the same
//! question asked three ways gets the same answer. A bank is a folder with `corpus` and `index` side by side.

mod account;
mod ask;
mod check;
mod cube;
mod design;
mod error;
mod evidence;
mod init;
mod journal;
mod load;
mod merge;
mod merged;
mod names;
mod open;
mod own_policy;
mod published;
mod register;
mod release;
mod released;
mod shelf;
mod tab_book;
mod trend;
mod undo;
mod version;
mod weighing;
mod weight;

pub use ask::{EarlierWave, Health, SurveyAnswer};
pub use check::check;
pub use error::BankError;
pub use evidence::{Evidence, PriorityAnswer, SurveyEvidence, ThemeAnswer, ThemeCount};
pub use init::init;
pub use journal::{Caller, Journal, journal, verify_journal};
pub use load::{Attachment, LoadRecord, LoadReport, LoadRequest, Original};
pub use merge::{HiddenCount, MergeReport, MergeRequest, MergedAnswer, Proposal};
pub use names::{DEFAULT_LIMIT, MAX_LIMIT, SearchNames};
pub use register::{Documents, PackTable, ReleaseRequest};
pub use shelf::{ReleasedAs, Shelf, SurveyRecord};
pub use tab_book::{TabBook, TabBookRequest};
pub use trend::{TrendAnswer, TrendRequest};
pub use undo::{LoadedFile, UndoReport};
pub use weight::{
    CapReport, CategoryReport, MarginReport, Spread, StoredWeight, Unit, WeightRemoval, WeightRemovalRequest,
    WeightReport, WeightRequest,
};

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, RwLock};

use crate::breakdown::Policy;
use crate::corpus::store::BankFile;
use crate::engine::Engine;
use crate::framework::Framework;
use crate::id::Slug;
use crate::problem::Problem;

/// An open bank.
pub struct InsightBank {
    root: PathBuf,
    file: BankFile,
    /// Its own disclosure policy, or what is wrong with it.
    policy: Result<Policy, Vec<Problem>>,
    framework: Arc<Framework>,
    shelf: RwLock<Arc<Shelf>>,
    engine: Arc<dyn Engine>,
    /// Held by the one load that may write.
    loading: Mutex<()>,
    /// The sources, with the fingerprints of their versions, of which it is noted that something was released from them.
    released: Arc<Mutex<BTreeSet<(Slug, String)>>>,
    /// What is hidden of everything public.
    hidden: Arc<release::HiddenCache>,
    /// What the public tables of surveys divide people by.
    cubes: Arc<cube::CubeCache>,
    /// What is known of the weights that tables were made with.
    weighings: Arc<weighing::WeighingCache>,
    /// Earlier versions of surveys, for tables that say what changed.
    earlier: Arc<version::EarlierCache>,
    /// Who asks.
    audience: published::Audience,
    /// The bank as callers below analyst see it.
    published: published::PublishedCache,
}

impl std::fmt::Debug for InsightBank {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "InsightBank({})", self.root.display())
    }
}

impl InsightBank {
    /// What `bank.toml` says.
    pub fn file(&self) -> &BankFile {
        &self.file
    }

    /// The words everything is filed under.
    pub fn framework(&self) -> &Framework {
        &self.framework
    }

    /// The sources as they stand now. A load replaces the shelf; whoever holds the old one keeps a consistent view.
    pub fn shelf(&self) -> Arc<Shelf> {
        // A poisoned lock only means that a reader panicked; the value behind it is replaced whole, never edited.
        Arc::clone(&self.shelf.read().unwrap_or_else(std::sync::PoisonError::into_inner))
    }

    /// A bank of the same folder with nothing on its shelf yet and nothing remembered.
    fn anew(&self, engine: Arc<dyn Engine>, audience: published::Audience) -> Self {
        Self {
            root: self.root.clone(),
            file: self.file.clone(),
            policy: self.policy.clone(),
            framework: Arc::clone(&self.framework),
            shelf: RwLock::default(),
            engine,
            loading: Mutex::new(()),
            released: Arc::default(),
            hidden: Arc::default(),
            cubes: Arc::default(),
            weighings: Arc::default(),
            earlier: Arc::default(),
            audience,
            published: Mutex::default(),
        }
    }

    fn put_shelf(&self, shelf: Shelf) {
        *self.shelf.write().unwrap_or_else(std::sync::PoisonError::into_inner) = Arc::new(shelf);
    }

    fn corpus(&self) -> PathBuf {
        self.root.join("corpus")
    }
}
