//! Import ids: `QID4-1-2`, `QID5_1_2`, `QID6#2-1-1-TEXT`, `2_QID7_3`.

/// What an import id says.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Id<'r> {
    /// The question, with the number of its part where it stands side by side: `QID6#2`.
    pub(super) question: &'r str,
    /// The numbers of row and option.
    pub(super) levels: Vec<&'r str>,
    /// Whether the column holds words.
    pub(super) entry: bool,
}

/// The import id in `cell`, where it is that of a question.
pub(super) fn parse(cell: &str) -> Option<Id<'_>> {
    let after = cell.split_once("ImportId")?.1.split_once(':')?.1.trim_start();
    let quote = after.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let id = after.get(1..)?.split(quote).next()?;
    let (before, rest) = id.split_once("QID")?;
    // A loop writes the number of its round first.
    if !before.chars().all(|c| c.is_ascii_digit() || c == '_') {
        return None;
    }
    let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let after = rest.get(digits..)?;
    let side = after
        .strip_prefix('#')
        .map_or(0, |side| 1 + side.len() - side.trim_start_matches(|c: char| c.is_ascii_digit()).len());
    let end = before.len() + "QID".len() + digits + side;
    let tail = after.get(side..)?;
    let mut levels: Vec<&str> = tail.split(['-', '_']).filter(|level| !level.is_empty()).collect();
    let entry = levels.last() == Some(&"TEXT");
    if entry {
        levels.pop();
    }
    let numbers =
        levels.iter().all(|level| level.strip_prefix('x').unwrap_or(level).bytes().all(|b| b.is_ascii_digit()));
    (digits > 0 && numbers).then(|| Id { question: id.get(..end).unwrap_or(id), levels, entry })
}
