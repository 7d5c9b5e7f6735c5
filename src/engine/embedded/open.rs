//! Opening the index: what is there is used when it is whole and of this version; anything else is set aside and begun anew.

use std::path::Path;
use std::sync::Arc;

use tantivy::directory::MmapDirectory;
use tantivy::{Index, IndexSettings, IndexWriter, TantivyDocument};

use super::EmbeddedEngine;
use super::book::{Book, FORMAT_VERSION};
use super::home::{Folder, Home, LockFault, reader_of};
use super::live::{Fault, Live};
use super::schema::InsightFields;
use super::words;
use crate::engine::EngineError;
use crate::framework::Framework;
use crate::problem::{Place, Problem};

/// How often an index is opened again when another program changes it meanwhile.
const TRIES: usize = 3;
/// The smallest memory a writer works with.
const SMALL_HEAP: usize = 15_000_000;

impl EmbeddedEngine {
    /// Opens the index in `index_dir`, or begins one there. One that is foreign, damaged or of another version is set aside, and
    /// a problem `index_rebuilt` says so; it is then empty, and its fingerprints tell that everything is to be indexed. Where
    /// nothing can be written the index is kept in memory, and a problem `index_in_memory` says so.
    ///
    /// # Errors
    /// When another program is writing and does not stop, or what is there can neither be used nor set aside.
    pub fn open(index_dir: &Path, framework: Arc<Framework>) -> Result<(Self, Vec<Problem>), EngineError> {
        let home = Home::new(index_dir);
        if let Ok(live) = try_open(&home) {
            return Ok((Self::new(Some(home), live, framework), Vec::new()));
        }
        let lock = match home.lock() {
            Ok(lock) => lock,
            Err(LockFault::Folder(error)) => return Self::open_in_memory(&home, &error, framework),
            Err(busy) => return Err(home.lock_error(busy)),
        };
        // With the lock in hand nobody else changes anything, so what is wrong now is wrong.
        let (live, problems) = match Live::open(&home) {
            Ok(live) => (live, Vec::new()),
            Err(fault) => begin_anew(&home, &fault)?,
        };
        drop(lock);
        Ok((Self::new(Some(home), live, framework), problems))
    }

    /// An index that lives in memory only.
    ///
    /// # Errors
    /// When the index library cannot make one.
    pub fn in_memory(framework: Arc<Framework>) -> Result<Self, EngineError> {
        let fault = |reason: tantivy::TantivyError| Home::new(Path::new("memory")).error("opened", &reason);
        let (schema, _) = InsightFields::schema();
        let live = begin(Index::create_in_ram(schema)).map_err(fault)?;
        Ok(Self::new(None, live, framework))
    }

    fn open_in_memory(
        home: &Home,
        error: &std::io::Error,
        framework: Arc<Framework>,
    ) -> Result<(Self, Vec<Problem>), EngineError> {
        let message = "the index cannot be written here, so it is kept in memory and made anew every time";
        let problem = Problem::warning("index_in_memory", Place::file(home.root().display().to_string()), message)
            .found(error.to_string())
            .hint("let the folder be written to once, and later runs will start at once");
        Ok((Self::in_memory(framework)?, vec![problem]))
    }
}

/// Opens what is there; tries again when it is not whole, because another program may be half-way through changing it.
fn try_open(home: &Home) -> Result<Live, Fault> {
    let mut result = Live::open(home);
    for _ in 1..TRIES {
        match result {
            Err(Fault::Damaged(_)) => result = Live::open(home),
            other => return other,
        }
    }
    result
}

fn begin_anew(home: &Home, fault: &Fault) -> Result<(Live, Vec<Problem>), EngineError> {
    let aside = home.set_aside().map_err(|error| home.error("set aside", &error))?;
    let folder = home.insights();
    std::fs::create_dir_all(&folder).map_err(|error| home.error("written", &error))?;
    let (schema, _) = InsightFields::schema();
    let create = || {
        let directory = Folder(MmapDirectory::open(&folder)?);
        begin(Index::create(directory, schema, IndexSettings::default())?)
    };
    let live = create().map_err(|error: tantivy::TantivyError| home.error("written", &error))?;
    Ok((live, problem(home, fault, aside.as_deref()).into_iter().collect()))
}

/// Writes the first commit, which says that nothing is indexed yet.
fn begin(mut index: Index) -> tantivy::Result<Live> {
    index.set_tokenizers(words::analysers());
    let book = Book::default();
    let mut writer: IndexWriter<TantivyDocument> = index.writer_with_num_threads(1, SMALL_HEAP)?;
    let mut commit = writer.prepare_commit()?;
    commit.set_payload(&book.to_payload()?);
    commit.commit()?;
    writer.wait_merging_threads()?;
    let reader = reader_of(&index)?;
    let (_, fields) = InsightFields::schema();
    Live::with(index, &reader, fields, book, std::collections::BTreeMap::new())
}

fn problem(home: &Home, fault: &Fault, aside: Option<&Path>) -> Option<Problem> {
    let message = match fault {
        Fault::Absent => return None,
        Fault::Foreign => {
            "what stood in the place of the index is not an index of this bank; it is made anew".to_owned()
        }
        Fault::Format(version) if *version > FORMAT_VERSION => {
            format!(
                "the index was made by a newer version (format {version}, this one is {FORMAT_VERSION}); it is made anew"
            )
        }
        Fault::Format(version) => {
            format!("the index has an old format ({version}, now {FORMAT_VERSION}); it is made anew")
        }
        Fault::Damaged(reason) => format!("the index is damaged and is made anew: {reason}"),
    };
    let place = Place::file(home.insights().display().to_string());
    let problem = Problem::warning("index_rebuilt", place, message);
    Some(match aside {
        Some(aside) => {
            problem.hint(format!("what was there is kept as `{}`; remove it when nobody misses it", aside.display()))
        }
        None => problem.hint("nothing is lost: the index is made from the corpus"),
    })
}
