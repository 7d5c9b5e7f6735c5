//! The footnotes of a table of themes.

use crate::breakdown::notes::all_of;
use crate::breakdown::themes::ThemeFrame;

/// What must be known to read rows of themes.
pub(super) fn theme_notes(frame: &ThemeFrame) -> Vec<String> {
    let mut notes = vec![
        "Each row counts the people with any code of a theme, each person once; a row marked as a net counts those of the themes within it too."
            .to_owned(),
        "“No theme” counts those whose answer was given no code of any theme.".to_owned(),
    ];
    if !frame.untold.is_empty() {
        notes.push(format!("Not among the themes, because they map to none: {}.", all_of(&frame.untold)));
    }
    if !frame.crossing.is_empty() {
        let crossing = all_of(&frame.crossing);
        notes.push(format!(
            "Left out of what is released, because they share some codes with another theme, and not all: {crossing}."
        ));
    }
    notes
}
