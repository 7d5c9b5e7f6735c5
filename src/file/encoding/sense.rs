//! How well a character fits where it stands, so that two readings of the same byte can be weighed.

/// What stands beside a byte.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Beside {
    Lower,
    Upper,
    Digit,
    /// Another byte from 0x80 on.
    High,
    Other,
}

/// How many kinds of neighbour there are.
pub(super) const BESIDES: [Beside; 5] = [Beside::Lower, Beside::Upper, Beside::Digit, Beside::High, Beside::Other];

impl Beside {
    pub(super) fn of(byte: Option<u8>) -> Self {
        match byte {
            Some(b'a'..=b'z') => Self::Lower,
            Some(b'A'..=b'Z') => Self::Upper,
            Some(b'0'..=b'9') => Self::Digit,
            Some(0x80..) => Self::High,
            _ => Self::Other,
        }
    }

    fn letter(self) -> bool {
        matches!(self, Self::Lower | Self::Upper)
    }
}

/// From about -5, nonsense, to 3, as people write.
pub(super) fn sense(it: char, before: Beside, after: Beside) -> i64 {
    let beside_letter = before.letter() || after.letter();
    match it {
        'ƒ' | 'ı' | 'ﬁ' | 'ﬂ' | 'ˆ' | '˜' | 'ˇ' | '˘' | '˙' | '˚' | '˝' | '˛' | 'ª' | 'º' => {
            symbol(before, after)
        }
        '\u{2019}' | '´' => apostrophe(before, after),
        '\u{2018}' | '\u{201c}' | '«' | '„' => opening(before, after),
        '\u{201d}' | '»' => opening(after, before),
        '–' | '—' if beside_letter || before == after => 1,
        '€' | '£' | '$' if before == Beside::Digit || after == Beside::Digit => 3,
        '€' | '£' | '¥' if !beside_letter => 0,
        '…' | '™' | '®' if before.letter() && !after.letter() => 2,
        '°' if before == Beside::Digit => 2,
        '½' | '¼' | '¾' if !beside_letter => 1,
        '•' | '©' | '·' | '\u{a0}' if before != Beside::Lower || after != Beside::Lower => 1,
        '\u{80}'..='\u{9f}' | '\u{f8ff}' => -5,
        _ if it.is_lowercase() => lower(before, after),
        _ if it.is_uppercase() => upper(before, after),
        _ => symbol(before, after),
    }
}

fn lower(before: Beside, after: Beside) -> i64 {
    match (before, after) {
        (Beside::Lower, _) | (Beside::Upper | Beside::Other, Beside::Lower) => 3,
        (Beside::Other | Beside::Upper, Beside::Other) => 1,
        (Beside::Upper, Beside::Upper) | (Beside::Digit, _) | (_, Beside::Digit) => -2,
        _ => 0,
    }
}

fn upper(before: Beside, after: Beside) -> i64 {
    match (before, after) {
        (Beside::Lower, _) => -3,
        (Beside::Upper, Beside::Upper) | (Beside::Other, Beside::Lower | Beside::Upper) => 3,
        (Beside::Upper, Beside::Other) => 2,
        (Beside::Upper, _) => 1,
        (Beside::Digit, _) | (_, Beside::Digit) => -2,
        _ => 0,
    }
}

fn apostrophe(before: Beside, after: Beside) -> i64 {
    match (before.letter(), after.letter()) {
        (true, true) => 3,
        (true, false) | (false, true) => 2,
        (false, false) => 0,
    }
}

/// A mark that opens, with what stands outside and inside it.
fn opening(outside: Beside, inside: Beside) -> i64 {
    match (outside, inside) {
        (Beside::Other, Beside::Lower | Beside::Upper | Beside::Digit) => 3,
        (Beside::Other, Beside::Other | Beside::High) | (Beside::High, _) => 0,
        _ => -2,
    }
}

fn symbol(before: Beside, after: Beside) -> i64 {
    match (before.letter(), after.letter()) {
        (true, true) => -4,
        (true, false) | (false, true) => -2,
        (false, false) => -1,
    }
}
