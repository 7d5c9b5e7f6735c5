//! A part of a document as a tree: elements by their local names, with the few attributes that matter, and their texts.

use encoding_rs::{Encoding, UTF_8};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::problem::{Place, Problem};

/// Elements deeper than this are taken as children of the last one that is not, so that no walk over the tree goes too deep.
const DEEPEST: usize = 200;
/// The largest part that is read, and the most elements and texts in it.
const LARGEST: usize = 96 * 1024 * 1024;
const MOST_NODES: usize = 4_000_000;

/// The attributes that any reader here asks for; the others are left out to save room.
const ATTRIBUTES: [&str; 22] = [
    "abstractNumId",
    "c",
    "display",
    "fldCharType",
    "id",
    "ilvl",
    "is-list-header",
    "level",
    "list-style-name",
    "name",
    "note-class",
    "num-format",
    "numId",
    "number-columns-repeated",
    "number-rows-repeated",
    "outline-level",
    "parent-style-name",
    "start-value",
    "style-name",
    "styleId",
    "type",
    "val",
];

/// What stands in an element.
pub(super) enum Node {
    Element(Element),
    Text(String),
}

/// An element, by its local name.
#[derive(Default)]
pub(super) struct Element {
    pub(super) name: String,
    attributes: Vec<(String, String)>,
    pub(super) nodes: Vec<Node>,
}

impl Element {
    /// The value of the attribute called `name`, whatever its prefix.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// Its elements.
    pub(super) fn children(&self) -> impl Iterator<Item = &Self> {
        self.nodes.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// Its first element called `name`.
    pub(super) fn child(&self, name: &str) -> Option<&Self> {
        self.children().find(|child| child.name == name)
    }

    /// The element at the end of `path`.
    pub(super) fn at(&self, path: &[&str]) -> Option<&Self> {
        path.iter().try_fold(self, |element, name| element.child(name))
    }

    /// The first element called `name`, however deep.
    pub(super) fn find(&self, name: &str) -> Option<&Self> {
        self.children().find_map(|child| if child.name == name { Some(child) } else { child.find(name) })
    }

    /// The value of the attribute `val` of the element at the end of `path`.
    pub(super) fn val(&self, path: &[&str]) -> Option<&str> {
        self.at(path)?.attribute("val")
    }

    /// Whether the switch at `path` is on: it is there and does not say that it is off.
    pub(super) fn switch(&self, path: &[&str]) -> Option<bool> {
        let switch = self.at(path)?;
        Some(!switch.attribute("val").is_some_and(|val| matches!(val, "0" | "false" | "off" | "none")))
    }

    /// All text in it.
    pub(super) fn text(&self) -> String {
        let mut text = String::new();
        self.collect(&mut text);
        text
    }

    fn collect(&self, text: &mut String) {
        for node in &self.nodes {
            match node {
                Node::Text(words) => text.push_str(words),
                Node::Element(element) => element.collect(text),
            }
        }
    }
}

/// Why a part could not be read.
pub(super) enum Fault {
    Damaged(u64),
    TooLarge,
}

impl Fault {
    pub(super) fn problem(&self, name: &str, part: &str) -> Problem {
        let place = Place::file(name).field(part);
        match self {
            Self::Damaged(at) => Problem::error("damaged_document", place, "a part of the document is damaged")
                .found(format!("broken markup at byte {at}"))
                .hint("open it in the program it was written in and save it again"),
            Self::TooLarge => {
                Problem::error("document_too_large", place, "the document is too large to be read in one go")
                    .expected(format!("at most {} MB of text with its markup", LARGEST / 1_000_000))
                    .hint("divide it into several documents")
            }
        }
    }
}

/// The tree of a part: an element without a name that holds what the part holds. A part that breaks off gives what came before.
pub(super) fn parse(bytes: &[u8]) -> Result<Element, Fault> {
    if bytes.len() > LARGEST {
        return Err(Fault::TooLarge);
    }
    let encoding = Encoding::for_bom(bytes).map_or(UTF_8, |(encoding, _)| encoding);
    let (text, _, _) = encoding.decode(bytes);
    let mut reader = Reader::from_str(&text);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
    let mut builder = Builder::default();
    loop {
        match reader.read_event() {
            Ok(Event::Eof) => break,
            Ok(event) => builder.event(event)?,
            Err(_) if builder.count > 1 => break,
            Err(_) => return Err(Fault::Damaged(reader.buffer_position())),
        }
    }
    Ok(builder.finish())
}

/// The tree so far: the root, and the elements that are open, outermost first.
#[derive(Default)]
struct Builder {
    root: Element,
    open: Vec<Element>,
    /// How many elements are open that stand too deep to have a place of their own.
    too_deep: usize,
    count: usize,
}

impl Builder {
    fn event(&mut self, event: Event<'_>) -> Result<(), Fault> {
        self.count += 1;
        if self.count > MOST_NODES {
            return Err(Fault::TooLarge);
        }
        match event {
            Event::Start(start) if self.open.len() >= DEEPEST => {
                self.too_deep += 1;
                self.last().nodes.push(Node::Element(element(&start)));
            }
            Event::Start(start) => self.open.push(element(&start)),
            Event::Empty(start) => {
                let element = element(&start);
                self.last().nodes.push(Node::Element(element));
            }
            Event::End(_) => self.end(),
            Event::Text(text) => self.text(&text.into_inner()),
            Event::CData(text) => self.text(&text.into_inner()),
            Event::GeneralRef(reference) => {
                let numbered = reference.resolve_char_ref().ok().flatten();
                let name = reference.into_inner();
                // What stands for nothing that is known is kept as it is written.
                let written = || format!("&{name};");
                self.text(&numbered.or_else(|| predefined(&name)).map_or_else(written, String::from));
            }
            _ => {}
        }
        Ok(())
    }

    fn last(&mut self) -> &mut Element {
        self.open.last_mut().unwrap_or(&mut self.root)
    }

    fn end(&mut self) {
        if self.too_deep > 0 {
            self.too_deep -= 1;
        } else if let Some(element) = self.open.pop() {
            self.last().nodes.push(Node::Element(element));
        }
    }

    fn text(&mut self, words: &str) {
        match self.last().nodes.last_mut() {
            Some(Node::Text(text)) => text.push_str(words),
            _ if words.is_empty() => {}
            _ => self.last().nodes.push(Node::Text(words.to_owned())),
        }
    }

    fn finish(mut self) -> Element {
        while !self.open.is_empty() {
            self.too_deep = 0;
            self.end();
        }
        self.root
    }
}

fn element(start: &BytesStart<'_>) -> Element {
    let mut all = start.attributes();
    let attributes = all.with_checks(false).flatten().filter_map(|attribute| {
        let key = attribute.key.local_name().into_inner();
        let value = attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0).ok()?;
        ATTRIBUTES.contains(&key).then(|| (key.to_owned(), value.into_owned()))
    });
    Element { name: start.local_name().into_inner().to_owned(), attributes: attributes.collect(), nodes: Vec::new() }
}

fn predefined(name: &str) -> Option<char> {
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        _ => return None,
    })
}
