//! The nearest name, for "did you mean".

use super::fold;

/// The candidate nearest to `name`, when it is near enough to be a slip of the pen: one change in three letters, and never
/// more than four. Case and accents do not count. Of equally near candidates the first wins.
pub fn nearest<'c>(name: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    let wanted: Vec<char> = fold(name).chars().collect();
    let most = (wanted.len() / 3).clamp(1, 4);
    candidates
        .into_iter()
        .filter_map(|candidate| {
            let letters: Vec<char> = fold(candidate).chars().collect();
            let changes = distance(&wanted, &letters, most)?;
            Some((changes, candidate))
        })
        .min_by_key(|(changes, _)| *changes)
        .map(|(_, candidate)| candidate)
}

/// How many letters must be added, dropped, changed or swapped with their neighbour; `None` when more than `most`.
fn distance(from: &[char], to: &[char], most: usize) -> Option<usize> {
    if from.len().abs_diff(to.len()) > most {
        return None;
    }
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=to.len()).collect();
    for (row, letter) in from.iter().enumerate() {
        let mut current = vec![row + 1];
        for (column, other) in to.iter().enumerate() {
            let change = above[column] + usize::from(letter != other);
            let mut best = change.min(above[column + 1] + 1).min(current[column] + 1);
            let swapped = row > 0 && column > 0 && from[row - 1] == *other && to[column - 1] == *letter;
            if swapped {
                best = best.min(before[column - 1] + 1);
            }
            current.push(best);
        }
        before = std::mem::replace(&mut above, current);
    }
    above.last().copied().filter(|changes| *changes <= most)
}

#[cfg(test)]
mod tests {
    use super::*;

    const THEMES: [&str; 4] = ["access", "access-gp", "addiction", "trust"];

    #[test]
    fn a_slip_of_the_pen_finds_the_name_that_was_meant() {
        for slip in ["acess", "accses", "Access", "acccess"] {
            assert_eq!(nearest(slip, THEMES), Some("access"), "{slip}");
        }
        assert_eq!(nearest("addictoin", THEMES), Some("addiction"));
    }

    #[test]
    fn another_word_finds_nothing() {
        assert_eq!(nearest("housing", THEMES), None);
        assert_eq!(nearest("", THEMES), None);
        assert_eq!(nearest("access", []), None);
    }
}
