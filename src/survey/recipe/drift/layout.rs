//! Changes of the file itself: who made it, how it is encoded and divided.

use super::Found;
use super::alike::{essence, short};
use crate::corpus::quoted;
use crate::survey::recipe::FileWishes;

/// Says what of the layout is no longer as the recipe has it.
pub(super) fn compare(old: &FileWishes, new: &FileWishes, found: &mut Found) {
    for (what, key, old, new) in [
        ("the maker", "maker", &old.maker, &new.maker),
        ("the divider of cells", "delimiter", &old.delimiter, &new.delimiter),
        ("the sheet", "sheet", &old.sheet, &new.sheet),
    ] {
        if let Some(old) = old {
            text(what, key, old, new.as_deref(), found);
        }
    }
    // A byte-order mark comes and goes with the program that saved the file last, and changes nothing.
    let plain = |encoding: &str| encoding.split(" with ").next().unwrap_or_default().to_owned();
    if let (Some(old), Some(new)) = (&old.encoding, &new.encoding)
        && plain(old) != plain(new)
    {
        text("the encoding", "encoding", old, Some(new), found);
    }
    rows("heading rows", "header_rows", old.header_rows.zip(new.header_rows), found);
    let skipped = old.skip_rows.map(|old| (old, new.skip_rows.unwrap_or_default()));
    rows("rows before the heading", "skip_rows", skipped, found);
}

fn text(what: &str, key: &str, old: &str, new: Option<&str>, found: &mut Found) {
    if new.is_some_and(|new| essence(new) == essence(old)) {
        return;
    }
    let now = new.map_or_else(|| "now there is none".to_owned(), |new| format!("is now `{}`", short(new)));
    let settle = match new {
        Some(new) => format!("{key} = {}  # under [file]", quoted(new)),
        None => format!("# {key} = {}  # under [file]: take the line out", quoted(old)),
    };
    tell(format!("{what} was `{}` and {now}", short(old)), settle, found);
}

fn rows(what: &str, key: &str, counts: Option<(usize, usize)>, found: &mut Found) {
    if let Some((old, new)) = counts.filter(|(old, new)| old != new) {
        tell(format!("there were {old} {what} and there are {new}"), format!("{key} = {new}  # under [file]"), found);
    }
}

fn tell(message: String, settle: String, found: &mut Found) {
    found.push("drift_layout", None, message, "the file was read as it now is", settle);
}
