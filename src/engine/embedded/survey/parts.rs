//! The documents of one survey written in parts, so that no more of them than fit into a fixed piece of memory wait to be written.

use std::fs;
use std::path::{Path, PathBuf};

use tantivy::directory::MmapDirectory;
use tantivy::indexer::merge_indices;
use tantivy::schema::Schema;
use tantivy::{Directory, Index, IndexSettings, SingleSegmentIndexWriter, TantivyDocument, TantivyError};

use crate::engine::embedded::home::Folder;
use crate::engine::embedded::words;

/// Memory set aside at the start for the words of the answers.
const HEAP: usize = 15_000_000;
/// The documents that wait may take so much memory, and no part is larger.
const MOST: usize = 96_000_000;
/// How many documents are added before their memory is looked at again.
const STEP: u32 = 256;

/// An index in the making; its documents stay in the order in which they were added.
pub(super) struct Parts {
    /// Where it is made; in memory where there is no folder.
    folder: Option<PathBuf>,
    schema: Schema,
    index: Index,
    writer: SingleSegmentIndexWriter,
    waiting: u32,
    done: Vec<Index>,
    most: usize,
}

impl Parts {
    /// Begins in `folder`, which is empty, or in memory.
    pub(super) fn begin(folder: Option<&Path>, schema: Schema) -> tantivy::Result<Self> {
        let index = match folder {
            Some(folder) => create(folder, &schema)?,
            None => Index::create_in_ram(schema.clone()),
        };
        let (index, writer) = write_to(index)?;
        let folder = folder.map(Path::to_path_buf);
        Ok(Self { folder, schema, index, writer, waiting: 0, done: Vec::new(), most: MOST })
    }

    /// Adds the next document.
    pub(super) fn add(&mut self, document: TantivyDocument) -> tantivy::Result<()> {
        self.writer.add_document(document)?;
        self.waiting += 1;
        if self.waiting.is_multiple_of(STEP) && self.writer.mem_usage() > self.most {
            self.next_part()?;
        }
        Ok(())
    }

    /// Closes the part being written and begins another.
    fn next_part(&mut self) -> tantivy::Result<()> {
        let Some(folder) = self.folder.clone() else { return Ok(()) };
        let next = create(&part(&folder, self.done.len() + 1)?, &self.schema)?;
        let (index, writer) = write_to(next)?;
        let (index, writer) = (std::mem::replace(&mut self.index, index), std::mem::replace(&mut self.writer, writer));
        writer.finalize()?;
        self.waiting = 0;
        let index = if self.done.is_empty() {
            // The first part stands where the whole index is to stand.
            drop(index);
            let aside = part(&folder, 0)?;
            move_files(&folder, &aside)?;
            Index::open(Folder(MmapDirectory::open(&aside)?))?
        } else {
            index
        };
        self.done.push(index);
        Ok(())
    }

    /// Ends: the index, of one segment, or of none where nothing was added.
    pub(super) fn finish(mut self) -> tantivy::Result<Index> {
        // A segment of nobody is no segment.
        if self.waiting > 0 {
            self.writer.finalize()?;
        }
        let Some(folder) = self.folder.filter(|_| !self.done.is_empty()) else {
            return Ok(self.index);
        };
        self.done.extend((self.waiting > 0).then_some(self.index));
        let mut whole = merge_indices(&self.done, Folder(MmapDirectory::open(&folder)?))?;
        whole.set_tokenizers(words::analysers());
        let parts = self.done.len() + 1;
        drop(self.done);
        for number in 0..parts {
            fs::remove_dir_all(folder.join(format!("part-{number}"))).or_else(missing_is_fine)?;
        }
        whole.directory().sync_directory().map_err(|error| TantivyError::IoError(error.into()))?;
        Ok(whole)
    }
}

fn create(folder: &Path, schema: &Schema) -> tantivy::Result<Index> {
    Index::create(Folder(MmapDirectory::open(folder)?), schema.clone(), IndexSettings::default())
}

fn write_to(mut index: Index) -> tantivy::Result<(Index, SingleSegmentIndexWriter)> {
    index.set_tokenizers(words::analysers());
    // One segment keeps the respondents in their order.
    let writer = SingleSegmentIndexWriter::new(index.clone(), HEAP)?;
    Ok((index, writer))
}

/// The folder of a part, made.
fn part(folder: &Path, number: usize) -> tantivy::Result<PathBuf> {
    let part = folder.join(format!("part-{number}"));
    fs::create_dir_all(&part)?;
    Ok(part)
}

fn move_files(from: &Path, to: &Path) -> tantivy::Result<()> {
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        if entry.file_type()?.is_file() {
            fs::rename(entry.path(), to.join(entry.file_name()))?;
        }
    }
    Ok(())
}

fn missing_is_fine(error: std::io::Error) -> std::io::Result<()> {
    if error.kind() == std::io::ErrorKind::NotFound { Ok(()) } else { Err(error) }
}

#[cfg(test)]
mod tests {
    use tantivy::DocAddress;
    use tantivy::schema::{FAST, STORED, Value as _};

    use super::*;

    #[test]
    fn documents_written_in_many_parts_are_one_segment_in_their_order() {
        let mut builder = Schema::builder();
        let number = builder.add_u64_field("number", FAST | STORED);
        let schema = builder.build();
        let folder = tempfile::tempdir().unwrap();
        let mut parts = Parts::begin(Some(folder.path()), schema).unwrap();
        parts.most = 0;
        let count = u64::from(STEP) * 5 + 7;
        for at in 0..count {
            let mut document = TantivyDocument::new();
            document.add_u64(number, at);
            parts.add(document).unwrap();
        }
        drop(parts.finish().unwrap());
        assert!(fs::read_dir(folder.path()).unwrap().all(|entry| entry.unwrap().file_type().unwrap().is_file()));
        let searcher = Index::open_in_dir(folder.path()).unwrap().reader().unwrap().searcher();
        assert_eq!((searcher.segment_readers().len(), searcher.num_docs()), (1, count));
        for at in [0, 255, 256, 700, count - 1] {
            let address = DocAddress::new(0, u32::try_from(at).unwrap());
            let document: TantivyDocument = searcher.doc(address).unwrap();
            assert_eq!(document.get_first(number).and_then(|value| value.as_u64()), Some(at));
        }
    }
}
