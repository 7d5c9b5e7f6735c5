//! The files to start from.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use crate::made;
use crate::options::Options;

/// Kinds of files that people hand over.
const ENDINGS: [&str; 27] = [
    "csv", "tsv", "tab", "txt", "xlsx", "xlsm", "xls", "ods", "sav", "zsav", "por", "lss", "lsg", "lsq", "lsa", "qsf",
    "json", "docx", "odt", "pdf", "html", "htm", "ris", "bib", "md", "zip", "toml",
];
/// Larger files make slow readings and reach nothing more; only their beginning is taken.
const LARGEST: usize = 300_000;

/// A file to start from.
pub(crate) struct Seed {
    pub(crate) path: PathBuf,
    /// Its name, which says what it is.
    pub(crate) name: String,
    pub(crate) bytes: Vec<u8>,
}

impl Seed {
    pub(crate) fn ending(&self) -> &str {
        ending(&self.name)
    }
}

/// What stands after the last dot of a name.
pub(crate) fn ending(name: &str) -> &str {
    name.rsplit_once('.').map_or("", |(_, ending)| ending)
}

/// The files below the folder, in the order of their names, and the made ones.
pub(crate) fn collect(options: &Options) -> Result<Vec<Seed>, Box<dyn Error>> {
    let mut paths = Vec::new();
    if let Some(folder) = &options.folder {
        walk(folder, &mut paths).map_err(|error| format!("{}: {error}", folder.display()))?;
    }
    paths.sort();
    let mut seeds = Vec::new();
    for path in paths {
        let Some(end) = path.extension().map(|end| end.to_string_lossy().to_lowercase()) else { continue };
        if !(ENDINGS.contains(&end.as_str()) || options.again) {
            continue;
        }
        let mut bytes = fs::read(&path)?;
        if !options.again && !bytes.starts_with(b"PK") {
            bytes.truncate(LARGEST);
        }
        if options.again || bytes.len() <= LARGEST * 2 {
            seeds.push(Seed { path, name: format!("seed.{end}"), bytes });
        }
    }
    if !options.again {
        let made = made::files()?.into_iter();
        seeds.extend(made.map(|(end, bytes)| Seed { path: "made".into(), name: format!("seed.{end}"), bytes }));
    }
    seeds.retain(|seed| options.only.is_empty() || options.only.iter().any(|end| end == seed.ending()));
    if seeds.is_empty() { Err("there is no file of a kind that is read".into()) } else { Ok(seeds) }
}

fn walk(place: &Path, paths: &mut Vec<PathBuf>) -> std::io::Result<()> {
    if !place.is_dir() {
        paths.push(place.to_path_buf());
        return Ok(());
    }
    for entry in fs::read_dir(place)? {
        walk(&entry?.path(), paths)?;
    }
    Ok(())
}
