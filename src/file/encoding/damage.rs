//! Counting damaged and lost characters while a text is read.

use crate::problem::{Place, Problem};

use super::repair::damaged_places;

/// How much of a text is damaged, and where first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Damage {
    places: u64,
    first_place: Option<u64>,
    lost: u64,
    first_lost: Option<u64>,
}

impl Damage {
    /// Looks at a piece of text that begins on `line`; gives whether it is damaged.
    pub(crate) fn look(&mut self, text: &str, line: u64) -> bool {
        if text.is_ascii() {
            return false;
        }
        let lost = text.matches(char::REPLACEMENT_CHARACTER).count();
        if lost > 0 {
            self.lost += u64::try_from(lost).unwrap_or(u64::MAX);
            self.first_lost.get_or_insert(line);
        }
        let places = damaged_places(text);
        if places > 0 {
            self.places += places;
            self.first_place.get_or_insert(line);
        }
        places > 0
    }

    /// What a person should know, for the file called `name`; damage that has been repaired needs no offer.
    pub(crate) fn problems(&self, name: &str, repaired: bool) -> Vec<Problem> {
        let offer = self.first_place.filter(|_| !repaired).map(|line| {
            let message = format!("accents or quotation marks were damaged before the export; places: {}", self.places);
            Problem::warning("damaged_text", Place::file(name).line(line), message)
                .expected("`é` or `’` where it says `Ã©` or `â€™`")
                .hint("to have them repaired, write `repair = true` under `[file]` in the recipe")
        });
        let lost = self.first_lost.map(|line| {
            let message = format!("characters were lost before the export and cannot be repaired: {}", self.lost);
            Problem::warning("lost_characters", Place::file(name).line(line), message)
                .found("`\u{fffd}` in their place")
                .hint("export the answers again as UTF-8 from the program they were collected in")
        });
        offer.into_iter().chain(lost).collect()
    }
}
