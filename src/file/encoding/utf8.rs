//! Walking bytes that should be UTF-8: the parts that are, and the single bytes that are not.

/// A part of a text.
pub(super) enum Part<'t> {
    /// Sound UTF-8.
    Sound(&'t str),
    /// A byte that belongs to no character, and where in the bytes it stands.
    Stray(usize, u8),
}

/// Visits the parts of `bytes` in order. Without `last`, a character that breaks off at the end is left for the next time.
/// Gives how many bytes were visited.
pub(super) fn walk(bytes: &[u8], last: bool, mut visit: impl FnMut(Part<'_>)) -> usize {
    let mut at = 0;
    while let Some(rest) = bytes.get(at..).filter(|rest| !rest.is_empty()) {
        let error = match std::str::from_utf8(rest) {
            Ok(text) => {
                visit(Part::Sound(text));
                return bytes.len();
            }
            Err(error) => error,
        };
        let (sound, wrong) = rest.split_at_checked(error.valid_up_to()).unwrap_or((rest, &[]));
        visit(Part::Sound(std::str::from_utf8(sound).unwrap_or_default()));
        at += sound.len();
        if error.error_len().is_none() && !last {
            return at;
        }
        // One byte at a time: what follows a stray byte may be sound again.
        if let Some(byte) = wrong.first() {
            visit(Part::Stray(at, *byte));
        }
        at += 1;
    }
    at.min(bytes.len())
}
