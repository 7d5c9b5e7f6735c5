//! Character maps: what the codes of a font mean, and how many bytes each takes.

use std::collections::BTreeMap;

/// The most codes of one map, and the most that one range may name.
const MOST_CODES: usize = 100_000;
const LONGEST_RANGE: u32 = 0x1_0000;
/// The most characters one code may stand for.
const LONGEST_TEXT: usize = 32;

/// A map from codes to text.
#[derive(Default)]
pub(super) struct CharacterMap {
    texts: BTreeMap<u32, String>,
    /// The spaces of the codes: bytes of a code, first and last of them.
    spaces: Vec<(usize, u32, u32)>,
}

enum Token {
    Hex(Vec<u8>),
    Open,
    Close,
    Word(String),
}

impl CharacterMap {
    /// The text of `code`.
    pub(super) fn text(&self, code: u32) -> Option<&str> {
        self.texts.get(&code).map(String::as_str)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.texts.is_empty()
    }

    /// The length of the code at the start of `bytes`, where the map tells.
    pub(super) fn code_length(&self, bytes: &[u8]) -> Option<usize> {
        let fits = |(length, first, last): &&(usize, u32, u32)| {
            bytes.get(..*length).map(number).is_some_and(|code| (*first..=*last).contains(&code))
        };
        self.spaces.iter().find(fits).map(|(length, ..)| *length)
    }

    /// Reads a map as PDF programs write it.
    pub(super) fn read(bytes: &[u8]) -> Self {
        let mut map = Self::default();
        let mut held: Vec<Token> = Vec::new();
        for token in tokens(bytes) {
            match token {
                Token::Word(word) => {
                    match word.as_str() {
                        "endbfchar" => map.singles(&held),
                        "endbfrange" => map.ranges(&held),
                        "endcodespacerange" => map.space(&held),
                        _ => {}
                    }
                    held.clear();
                }
                token => held.push(token),
            }
        }
        map
    }

    fn add(&mut self, code: u32, text: String) {
        if self.texts.len() < MOST_CODES {
            self.texts.insert(code, text);
        }
    }

    fn singles(&mut self, held: &[Token]) {
        for pair in held.chunks_exact(2) {
            if let [Token::Hex(code), Token::Hex(text)] = pair {
                self.add(number(code), utf16(text));
            }
        }
    }

    fn ranges(&mut self, held: &[Token]) {
        let mut rest = held;
        while let [Token::Hex(first), Token::Hex(last), after @ ..] = rest {
            let (first, last) = (number(first), number(last));
            let last = last.min(first.saturating_add(LONGEST_RANGE));
            rest = match after {
                [Token::Hex(text), after @ ..] => {
                    for (step, code) in (first..=last).enumerate().take(MOST_CODES) {
                        if let Some(text) = stepped(text, step) {
                            self.add(code, text);
                        }
                    }
                    after
                }
                [Token::Open, after @ ..] => {
                    let count = after.iter().take_while(|token| matches!(token, Token::Hex(_))).count();
                    let (texts, after) = after.split_at(count);
                    for (code, text) in (first..=last).zip(texts) {
                        if let Token::Hex(text) = text {
                            self.add(code, utf16(text));
                        }
                    }
                    after.get(1..).unwrap_or_default()
                }
                _ => return,
            };
        }
    }

    fn space(&mut self, held: &[Token]) {
        for pair in held.chunks_exact(2) {
            if let [Token::Hex(first), Token::Hex(last)] = pair
                && (1..=4).contains(&first.len())
                && self.spaces.len() < 100
            {
                self.spaces.push((first.len(), number(first), number(last)));
            }
        }
        self.spaces.sort_unstable();
    }
}

/// A text whose last character is `step` further on.
fn stepped(bytes: &[u8], step: usize) -> Option<String> {
    let mut text = utf16(bytes);
    let last = text.pop()?;
    text.push(char::from_u32(u32::from(last).checked_add(u32::try_from(step).ok()?)?)?);
    Some(text)
}

/// Up to four bytes as a number.
pub(super) fn number(bytes: &[u8]) -> u32 {
    bytes.iter().take(4).fold(0, |number, byte| (number << 8) | u32::from(*byte))
}

fn utf16(bytes: &[u8]) -> String {
    if let [byte] = bytes {
        return char::from(*byte).to_string();
    }
    let units = bytes.chunks_exact(2).map(|pair| pair.iter().fold(0, |unit, byte| (unit << 8) | u16::from(*byte)));
    char::decode_utf16(units).flatten().take(LONGEST_TEXT).collect()
}

fn tokens(bytes: &[u8]) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut rest = bytes;
    while let Some((first, after)) = rest.split_first() {
        rest = match first {
            b'<' if !after.starts_with(b"<") => {
                let end = after.iter().position(|byte| *byte == b'>').unwrap_or(after.len());
                let (digits, behind) = after.split_at(end);
                tokens.push(Token::Hex(hex(digits)));
                behind.get(1..).unwrap_or_default()
            }
            b'[' => {
                tokens.push(Token::Open);
                after
            }
            b']' => {
                tokens.push(Token::Close);
                after
            }
            b'%' => after
                .get(after.iter().position(|byte| matches!(byte, b'\n' | b'\r')).unwrap_or(after.len())..)
                .unwrap_or_default(),
            byte if byte.is_ascii_alphabetic() => {
                let end = rest.iter().position(|byte| !byte.is_ascii_alphanumeric()).unwrap_or(rest.len());
                let (word, behind) = rest.split_at(end);
                tokens.push(Token::Word(String::from_utf8_lossy(word).into_owned()));
                behind
            }
            _ => after,
        };
    }
    tokens
}

fn hex(digits: &[u8]) -> Vec<u8> {
    let mut nibbles: Vec<u8> = digits
        .iter()
        .filter_map(|digit| char::from(*digit).to_digit(16))
        .filter_map(|digit| u8::try_from(digit).ok())
        .collect();
    if nibbles.len() % 2 == 1 {
        nibbles.push(0);
    }
    nibbles.chunks_exact(2).map(|pair| pair.iter().fold(0, |byte, nibble| (byte << 4) | nibble)).collect()
}
