//! From signs on a page to lines of text.

/// A run of signs as the page shows it: where it begins and ends, how large it is, and what it says.
pub(super) struct Sign {
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) end: f64,
    pub(super) size: f64,
    pub(super) bold: bool,
    pub(super) text: String,
}

/// A line of text.
#[derive(Clone)]
pub(super) struct Line {
    pub(super) text: String,
    /// Where it begins and ends, and the height of its letters' feet.
    pub(super) x: f64,
    pub(super) end: f64,
    pub(super) y: f64,
    pub(super) size: f64,
    /// Whether all its letters are bold.
    pub(super) bold: bool,
}

/// A gap of so many letter heights between two signs is a space.
const SPACE: f64 = 0.17;
/// A gap of so many letter heights divides columns or cells.
const GULF: f64 = 2.5;
/// Signs whose feet differ by less than this share of their height stand on one line, raised and lowered ones too.
const SAME_LINE: f64 = 0.45;

/// The lines of a page, in the order in which the page was written, as that is the order of reading in the files of most programs.
pub(super) fn lines_of(signs: Vec<Sign>) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for sign in signs {
        match lines.last_mut() {
            Some(line) if continues(line, &sign) => add(line, &sign),
            _ => lines.push(start(sign)),
        }
    }
    for line in &mut lines {
        line.text = crate::file::block::tidy(&line.text);
    }
    lines.retain(|line| !line.text.is_empty());
    lines
}

fn start(sign: Sign) -> Line {
    let bold = sign.bold;
    Line { text: sign.text, x: sign.x, end: sign.end, y: sign.y, size: sign.size, bold }
}

fn continues(line: &Line, sign: &Sign) -> bool {
    let size = line.size.max(sign.size);
    let level = (line.y - sign.y).abs() < size * SAME_LINE;
    let gap = sign.x - line.end;
    level && gap < size * GULF && gap > -size
}

fn add(line: &mut Line, sign: &Sign) {
    let size = line.size.min(sign.size);
    if sign.x - line.end > size * SPACE && !line.text.ends_with(' ') {
        line.text.push(' ');
    }
    line.text.push_str(&sign.text);
    line.end = line.end.max(sign.end);
    if !sign.text.trim().is_empty() {
        line.bold &= sign.bold;
        // Raised signs are smaller and stand higher; the line is where its largest signs are.
        if sign.size > line.size {
            (line.size, line.y) = (sign.size, sign.y);
        }
    }
}
