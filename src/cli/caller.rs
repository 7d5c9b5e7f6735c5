//! Who sits at the terminal, and when.

use crate::bank::Caller;
use crate::corpus::decisions::Moment;

/// Where systems say who is signed in.
const NAMES: [&str; 3] = ["USER", "LOGNAME", "USERNAME"];
/// The most characters of a name.
const MOST: usize = 200;

/// Whoever is signed in on this machine, now.
pub(super) fn caller() -> Caller {
    let name = NAMES.iter().filter_map(|name| std::env::var(name).ok()).find_map(|name| tidy(&name));
    let who = name.unwrap_or_else(|| "somebody at the command line".to_owned());
    Caller { who, at: Moment::of(&jiff::Zoned::now()) }
}

/// The name on one line of no great length; none where nothing is left.
fn tidy(name: &str) -> Option<String> {
    let line: String = name.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).take(MOST).collect();
    Some(line.trim().to_owned()).filter(|name| !name.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_a_line_and_nothing_is_no_name() {
        assert_eq!(tidy(" anna\nsmith ").as_deref(), Some("anna smith"));
        assert_eq!(tidy(&"a".repeat(999)).map(|name| name.len()), Some(MOST));
        assert_eq!(tidy(" \t"), None);
    }
}
