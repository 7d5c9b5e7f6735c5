//! Going through the drawing of a page for the signs it shows.

use std::collections::BTreeMap;
use std::rc::Rc;

use hayro_syntax::content::TypedIter;
use hayro_syntax::content::ops::TypedInstruction;
use hayro_syntax::object::{Array, Dict, Name, Number, Object, Stream};
use hayro_syntax::page::{Page, Resources};

use super::font::Font;
use super::line::Sign;

/// Drawings inside drawings are followed so deep.
const DEEPEST: usize = 6;
/// The most states kept for later.
const MOST_STATES: usize = 256;
/// The most parts of the drawing of one page, and about the most bytes of it.
const MOST_PARTS: usize = 10_000;
const LARGEST_DRAWING: usize = 64 * 1024 * 1024;
/// The most steps and bytes of text of one document.
const MOST_STEPS: u64 = 60_000_000;
const MOST_TEXT: usize = 50 * 1024 * 1024;

/// What reading a document may still cost.
#[derive(Default)]
pub(super) struct Budget {
    steps: u64,
    text: usize,
    /// How many signs nobody can tell the meaning of.
    pub(super) unknown: usize,
}

impl Budget {
    /// Unpacking so many bytes costs time even where nothing is drawn.
    fn charge(&mut self, bytes: usize) {
        self.steps = self.steps.saturating_add(u64::try_from(bytes / 16).unwrap_or(u64::MAX));
    }

    /// Whether there is none left.
    pub(super) fn is_spent(&self) -> bool {
        self.steps >= MOST_STEPS || self.text >= MOST_TEXT
    }
}

/// The signs of a page in the order in which they are drawn.
pub(super) fn signs_of(page: &Page<'_>, budget: &mut Budget) -> Vec<Sign> {
    let mut drawing = Drawing {
        budget,
        signs: Vec::new(),
        state: State::default(),
        kept: Vec::new(),
        fonts: BTreeMap::new(),
        marks: Vec::new(),
    };
    let content = content_of(page, drawing.budget);
    drawing.run(&content, page.resources(), 0);
    drawing.signs
}

/// The drawing of a page, whose parts are unpacked one by one so that a part named often cannot fill the memory.
fn content_of(page: &Page<'_>, budget: &mut Budget) -> Vec<u8> {
    let parts: Vec<Stream<'_>> = match page.raw().get::<Object<'_>>("Contents") {
        Some(Object::Stream(part)) => vec![part],
        Some(Object::Array(parts)) => parts.iter::<Stream<'_>>().take(MOST_PARTS).collect(),
        _ => Vec::new(),
    };
    let mut content = Vec::new();
    for part in parts {
        if budget.is_spent() || content.len() > LARGEST_DRAWING {
            break;
        }
        if let Ok(decoded) = part.decoded_data() {
            budget.charge(decoded.len());
            content.extend_from_slice(&decoded);
            content.push(b' ');
        }
    }
    content
}

/// A map from one plane to another: x' = ax + cy + e, y' = bx + dy + f.
#[derive(Clone, Copy)]
struct Matrix([f64; 6]);

const UNMOVED: Matrix = Matrix([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

impl Matrix {
    fn of(numbers: [&Number; 6]) -> Self {
        Self(numbers.map(Number::as_f64))
    }

    /// This one first, then `next`.
    fn then(self, next: Self) -> Self {
        let column = |x: f64, y: f64| [x * next.0[0] + y * next.0[2], x * next.0[1] + y * next.0[3]];
        let ([ax, ay], [cx, cy]) = (column(self.0[0], self.0[1]), column(self.0[2], self.0[3]));
        let [ex, ey] = column(self.0[4], self.0[5]);
        Self([ax, ay, cx, cy, ex + next.0[4], ey + next.0[5]])
    }

    fn moved(x: f64, y: f64) -> Self {
        Self([1.0, 0.0, 0.0, 1.0, x, y])
    }
}

/// How text is shown.
#[derive(Clone)]
struct State {
    page: Matrix,
    text: Matrix,
    line: Matrix,
    font: Option<Rc<Font>>,
    size: f64,
    sign_space: f64,
    word_space: f64,
    stretch: f64,
    leading: f64,
    rise: f64,
}

impl Default for State {
    fn default() -> Self {
        Self {
            page: UNMOVED,
            text: UNMOVED,
            line: UNMOVED,
            font: None,
            size: 1.0,
            sign_space: 0.0,
            word_space: 0.0,
            stretch: 1.0,
            leading: 0.0,
            rise: 0.0,
        }
    }
}

struct Drawing<'b> {
    budget: &'b mut Budget,
    signs: Vec<Sign>,
    state: State,
    kept: Vec<State>,
    fonts: BTreeMap<Vec<u8>, Rc<Font>>,
    /// The marks that are open: whether each says that what it holds is no part of the text.
    marks: Vec<bool>,
}

impl Drawing<'_> {
    fn run(&mut self, content: &[u8], resources: &Resources<'_>, depth: usize) {
        let mut steps = TypedIter::new(content);
        while let Some(step) = steps.next() {
            self.budget.steps += 1;
            if self.budget.is_spent() {
                return;
            }
            self.step(&step, resources, depth);
        }
    }

    fn step(&mut self, step: &TypedInstruction<'_, '_>, resources: &Resources<'_>, depth: usize) {
        use TypedInstruction as Do;
        match step {
            Do::SaveState(_) if self.kept.len() < MOST_STATES => self.kept.push(self.state.clone()),
            Do::RestoreState(_) => self.state = self.kept.pop().unwrap_or_else(|| self.state.clone()),
            Do::Transform(it) => {
                self.state.page = Matrix::of([&it.0, &it.1, &it.2, &it.3, &it.4, &it.5]).then(self.state.page);
            }
            Do::BeginText(_) => (self.state.text, self.state.line) = (UNMOVED, UNMOVED),
            Do::TextFont(it) => {
                self.state.font = self.font(it.0, resources);
                self.state.size = it.1.as_f64();
            }
            Do::CharacterSpacing(it) => self.state.sign_space = it.0.as_f64(),
            Do::WordSpacing(it) => self.state.word_space = it.0.as_f64(),
            Do::HorizontalScaling(it) => self.state.stretch = it.0.as_f64() / 100.0,
            Do::TextLeading(it) => self.state.leading = it.0.as_f64(),
            Do::TextRise(it) => self.state.rise = it.0.as_f64(),
            Do::NextLine(it) => self.next_line(it.0.as_f64(), it.1.as_f64()),
            Do::NextLineAndSetLeading(it) => {
                self.state.leading = -it.1.as_f64();
                self.next_line(it.0.as_f64(), it.1.as_f64());
            }
            Do::SetTextMatrix(it) => {
                self.state.line = Matrix::of([&it.0, &it.1, &it.2, &it.3, &it.4, &it.5]);
                self.state.text = self.state.line;
            }
            Do::NextLineUsingLeading(_) => self.next_line(0.0, -self.state.leading),
            Do::ShowText(it) => self.show(it.0.as_bytes()),
            Do::NextLineAndShowText(it) => {
                self.next_line(0.0, -self.state.leading);
                self.show(it.0.as_bytes());
            }
            Do::ShowTextWithParameters(it) => {
                (self.state.word_space, self.state.sign_space) = (it.0.as_f64(), it.1.as_f64());
                self.next_line(0.0, -self.state.leading);
                self.show(it.2.as_bytes());
            }
            Do::ShowTexts(it) => self.show_all(it.0),
            Do::BeginMarkedContent(_) => self.marks.push(false),
            Do::BeginMarkedContentWithProperties(it) => {
                let is_furniture = it.0.as_str() == "Artifact" && is_pagination(it.1, resources);
                self.marks.push(is_furniture);
            }
            Do::EndMarkedContent(_) => {
                self.marks.pop();
            }
            Do::XObject(it) if depth < DEEPEST => {
                if let Some(form) = resources.get_x_object(it.0) {
                    self.form(&form, resources, depth);
                }
            }
            _ => {}
        }
    }

    fn next_line(&mut self, x: f64, y: f64) {
        self.state.line = Matrix::moved(x, y).then(self.state.line);
        self.state.text = self.state.line;
    }

    fn font(&mut self, name: &Name<'_>, resources: &Resources<'_>) -> Option<Rc<Font>> {
        let dict = resources.get_font(name)?;
        let key = match dict.obj_id() {
            Some(id) => format!("{} {}", id.obj_number, id.gen_number).into_bytes(),
            None => dict.data().to_vec(),
        };
        if let Some(font) = self.fonts.get(&key) {
            return Some(Rc::clone(font));
        }
        let font = Rc::new(Font::read(&dict));
        self.fonts.insert(key, Rc::clone(&font));
        Some(font)
    }

    /// A drawing inside the drawing.
    fn form(&mut self, form: &Stream<'_>, resources: &Resources<'_>, depth: usize) {
        let dict = form.dict();
        if dict.get::<Name<'_>>("Subtype").is_none_or(|kind| kind.as_str() != "Form") {
            return;
        }
        let Ok(content) = form.decoded_data() else {
            return;
        };
        self.budget.charge(content.len());
        let (state, kept, marks) = (self.state.clone(), std::mem::take(&mut self.kept), self.marks.clone());
        let numbers: Vec<f64> =
            dict.get::<Array<'_>>("Matrix").iter().flat_map(Array::iter::<f32>).map(f64::from).collect();
        if let Ok(matrix) = <[f64; 6]>::try_from(numbers) {
            self.state.page = Matrix(matrix).then(self.state.page);
        }
        match dict.get::<Dict<'_>>("Resources") {
            Some(own) => self.run(&content, &Resources::new(own), depth + 1),
            None => self.run(&content, resources, depth + 1),
        }
        (self.state, self.kept, self.marks) = (state, kept, marks);
    }

    fn show_all(&mut self, pieces: &Array<'_>) {
        for piece in pieces.iter::<Object<'_>>() {
            match piece {
                Object::String(text) => self.show(text.as_bytes()),
                Object::Number(number) => {
                    self.advance(-number.as_f64() / 1_000.0 * self.state.size * self.state.stretch);
                }
                _ => {}
            }
        }
    }

    fn advance(&mut self, by: f64) {
        self.state.text = Matrix::moved(by, 0.0).then(self.state.text);
    }

    /// Shows a run of signs. Where it cannot be told what a sign means, a space keeps its place.
    fn show(&mut self, bytes: &[u8]) {
        let Some(font) = self.state.font.clone() else {
            return;
        };
        self.budget.steps += u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        let start = self.place();
        let mut words = String::new();
        for sign in font.signs(bytes) {
            if sign.text.is_none() {
                self.budget.unknown += 1;
            }
            words.push_str(sign.text.as_deref().unwrap_or(" "));
            let space = if sign.is_space { self.state.word_space } else { 0.0 };
            self.advance((sign.width * self.state.size + self.state.sign_space + space) * self.state.stretch);
        }
        let end = self.place();
        if self.marks.contains(&true) || words.is_empty() || self.budget.is_spent() {
            return;
        }
        self.budget.text += words.len();
        let [_, _, c, d, ..] = self.state.text.then(self.state.page).0;
        let size = (c.hypot(d) * self.state.size).abs();
        if [start.0, start.1, end.0, size].iter().all(|number| number.is_finite()) {
            self.signs.push(Sign { x: start.0, y: start.1, end: end.0, size, bold: font.bold, text: words });
        }
    }

    /// Where the next sign stands, on paper turned so that its line runs from left to right.
    fn place(&self) -> (f64, f64) {
        let [a, b, _, _, x, y] = Matrix::moved(0.0, self.state.rise).then(self.state.text).then(self.state.page).0;
        if b.abs() > a.abs() {
            if b > 0.0 { (y, -x) } else { (-y, x) }
        } else if a < 0.0 {
            (-x, -y)
        } else {
            (x, y)
        }
    }
}

/// Whether a mark says that what it holds belongs to the page and not to the text.
fn is_pagination(properties: &Object<'_>, resources: &Resources<'_>) -> bool {
    let dict = match properties {
        Object::Dict(dict) => Some(dict.clone()),
        Object::Name(name) => resources.properties.get::<Dict<'_>>(name),
        _ => None,
    };
    dict.and_then(|dict| dict.get::<Name<'_>>("Type").map(|kind| kind.as_str() == "Pagination")).unwrap_or(false)
}
