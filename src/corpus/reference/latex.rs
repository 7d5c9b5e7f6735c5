//! The text of a BibTeX value without its LaTeX: accents and signs as the characters they mean, braces and commands for looks
//! taken away. A command that is not known stays as it is written.

use unicode_normalization::UnicodeNormalization;

use crate::text::single_spaced;

/// The longest formula told from two sums of dollars.
const FORMULA_MAX: usize = 60;

/// Whether `name` is one of the names BibTeX gives the months, or a month.
pub(super) fn is_month(name: &str) -> bool {
    const STEMS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let name = name.to_lowercase();
    name.len() <= 9 && STEMS.iter().any(|stem| name.starts_with(stem))
}

/// The names in a list of authors, which `and` divides outside braces.
pub(super) fn names(value: &str) -> Vec<String> {
    let mut names = vec![String::new()];
    let mut depth = 0_usize;
    for word in value.split_whitespace() {
        if depth == 0 && word.eq_ignore_ascii_case("and") {
            names.push(String::new());
            continue;
        }
        depth = word.bytes().fold(depth, |depth, byte| match byte {
            b'{' => depth + 1,
            b'}' => depth.saturating_sub(1),
            _ => depth,
        });
        if let Some(name) = names.last_mut() {
            name.push(' ');
            name.push_str(word);
        }
    }
    let plain = names.iter().map(|name| plain(name)).filter(|name| !name.is_empty());
    plain.map(|name| if name == "others" { "et al.".to_owned() } else { name }).collect()
}

/// An address, in which only the signs LaTeX must escape are mended.
pub(super) fn address(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    let bare = value.replace("\\url", "");
    let mut chars = bare.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' if chars.peek().is_some_and(|next| "_%&#~$".contains(*next)) => {}
            '{' | '}' => {}
            other => out.push(other),
        }
    }
    single_spaced(&out)
}

/// The text of a value.
pub(super) fn plain(value: &str) -> String {
    let mut reader = Reader { rest: value, out: String::with_capacity(value.len()), formula_end: None };
    while let Some(c) = reader.rest.chars().next() {
        reader.rest = reader.rest.get(c.len_utf8()..).unwrap_or_default();
        reader.take(c);
    }
    single_spaced(&reader.out.nfc().collect::<String>())
}

/// The value being read.
struct Reader<'v> {
    rest: &'v str,
    out: String,
    /// How much is left after the dollar that ends the formula being read.
    formula_end: Option<usize>,
}

impl<'v> Reader<'v> {
    fn take(&mut self, c: char) {
        match c {
            '{' | '}' => {}
            '\\' => self.command(),
            '~' => self.out.push(' '),
            '-' if self.eat("--") => self.out.push('\u{2014}'),
            '-' if self.eat("-") => self.out.push('\u{2013}'),
            '`' if self.eat("`") => self.out.push('\u{201c}'),
            '\'' if self.eat("'") => self.out.push('\u{201d}'),
            '$' if self.formula_end == Some(self.rest.len()) => self.formula_end = None,
            '$' if self.formula_end.is_none() && self.formula() => {}
            other => self.out.push(other),
        }
    }

    fn eat(&mut self, text: &str) -> bool {
        match self.rest.strip_prefix(text) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    /// Whether the dollar before this place begins a formula, and not a sum of money.
    fn formula(&mut self) -> bool {
        let window = self.rest.char_indices().take(FORMULA_MAX);
        let Some((end, _)) = window.into_iter().find(|(_, c)| *c == '$') else {
            return false;
        };
        let inner = self.rest.get(..end).unwrap_or_default();
        let is_formula = inner.chars().count() == 1 || inner.contains(['\\', '^', '_', '=', '<', '>']);
        if is_formula {
            self.formula_end = Some(self.rest.len() - end - 1);
        }
        is_formula
    }

    /// What a backslash begins.
    fn command(&mut self) {
        let Some(first) = self.rest.chars().next() else {
            return;
        };
        if first.is_ascii_alphabetic() {
            let end = self.rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(self.rest.len());
            let (name, rest) = self.rest.split_at_checked(end).unwrap_or((self.rest, ""));
            self.rest = rest;
            self.named(name);
            return;
        }
        self.rest = self.rest.get(first.len_utf8()..).unwrap_or_default();
        match first {
            '\\' | ' ' | ',' | ';' | ':' | '\n' => self.out.push(' '),
            // Places where a word may be cut, and the marks around a formula.
            '-' | '/' | '!' | '(' | ')' | '[' | ']' => {}
            mark => match combining(mark) {
                Some(accent) => self.accent(accent),
                None if mark.is_ascii_punctuation() => self.out.push(mark),
                None => self.out.extend(['\\', mark]),
            },
        }
    }

    fn named(&mut self, name: &'v str) {
        let letter = name.chars().next().filter(|_| name.len() == 1);
        if let Some(accent) = letter.and_then(combining) {
            self.accent(accent);
        } else if let Some(sign) = sign(name) {
            self.out.push_str(sign);
            self.end_name();
        } else if is_for_looks(name) {
            self.end_name();
        } else {
            self.out.push('\\');
            self.out.push_str(name);
        }
    }

    /// Spaces after the name of a command only end the name.
    fn end_name(&mut self) {
        self.rest = self.rest.trim_start();
        self.eat("{}");
    }

    /// Puts `accent` on the letter that follows, which may stand in braces and be a dotless i or j.
    fn accent(&mut self, accent: char) {
        self.rest = self.rest.trim_start_matches(|c: char| c == '{' || c.is_whitespace());
        self.eat("\\");
        let Some(letter) = self.rest.chars().next().filter(|c| c.is_alphabetic()) else {
            return;
        };
        self.rest = self.rest.get(letter.len_utf8()..).unwrap_or_default();
        self.out.push(letter);
        self.out.push(accent);
    }
}

/// The combining character of an accent command.
fn combining(mark: char) -> Option<char> {
    let accent = match mark {
        '`' => '\u{300}',
        '\'' => '\u{301}',
        '^' => '\u{302}',
        '~' => '\u{303}',
        '=' => '\u{304}',
        'u' => '\u{306}',
        '.' => '\u{307}',
        '"' => '\u{308}',
        'r' => '\u{30a}',
        'H' => '\u{30b}',
        'v' => '\u{30c}',
        'd' => '\u{323}',
        'c' => '\u{327}',
        'k' => '\u{328}',
        'b' => '\u{331}',
        _ => return None,
    };
    Some(accent)
}

/// The characters a command stands for.
fn sign(name: &str) -> Option<&'static str> {
    let sign = match name {
        "ss" => "ß",
        "ae" => "æ",
        "AE" => "Æ",
        "oe" => "œ",
        "OE" => "Œ",
        "o" => "ø",
        "O" => "Ø",
        "aa" => "å",
        "AA" => "Å",
        "l" => "ł",
        "L" => "Ł",
        "i" => "ı",
        "j" => "ȷ",
        "dh" => "ð",
        "th" => "þ",
        "pounds" | "textsterling" => "£",
        "euro" | "texteuro" => "€",
        "textdollar" => "$",
        "copyright" | "textcopyright" => "©",
        "textregistered" => "®",
        "texttrademark" => "™",
        "textdegree" | "degree" => "°",
        "S" => "§",
        "P" => "¶",
        "dots" | "ldots" | "textellipsis" => "…",
        "textendash" => "–",
        "textemdash" => "—",
        "textquoteright" => "’",
        "textquoteleft" => "‘",
        "textquotedblleft" => "“",
        "textquotedblright" => "”",
        "textquotesingle" => "'",
        "textquotedbl" => "\"",
        "textasciitilde" => "~",
        "textasciicircum" => "^",
        "textbackslash" => "\\",
        "textless" => "<",
        "textgreater" => ">",
        "textbar" => "|",
        "textbullet" => "•",
        "textperiodcentered" => "·",
        "textunderscore" => "_",
        "textbraceleft" => "{",
        "textbraceright" => "}",
        "LaTeX" => "LaTeX",
        "TeX" => "TeX",
        "leq" | "le" => "≤",
        "geq" | "ge" => "≥",
        "pm" => "±",
        "times" | "texttimes" => "×",
        "approx" => "≈",
        "alpha" => "α",
        "beta" => "β",
        "gamma" => "γ",
        "delta" => "δ",
        "Delta" => "Δ",
        "epsilon" => "ε",
        "kappa" => "κ",
        "lambda" => "λ",
        "mu" | "textmu" => "μ",
        "pi" => "π",
        "sigma" => "σ",
        "chi" => "χ",
        "omega" => "ω",
        _ => return None,
    };
    Some(sign)
}

/// Whether a command only changes how its words look.
fn is_for_looks(name: &str) -> bool {
    matches!(
        name,
        "emph"
            | "textit"
            | "textbf"
            | "textsc"
            | "texttt"
            | "textrm"
            | "textsf"
            | "textup"
            | "textsl"
            | "text"
            | "mbox"
            | "em"
            | "it"
            | "bf"
            | "sc"
            | "rm"
            | "tt"
            | "sl"
            | "url"
            | "href"
            | "enquote"
            | "mkbibquote"
            | "mkbibemph"
            | "textsuperscript"
            | "textsubscript"
            | "mathrm"
            | "mathbf"
            | "mathit"
            | "ensuremath"
            | "relax"
            | "noopsort"
            | "textquotestraightdblbase"
            | "uppercase"
            | "lowercase"
            | "protect"
            | "nbsp"
            | "break"
            | "newline"
            | "par"
            | "hspace"
            | "quad"
            | "BibTeXsep"
    )
}
