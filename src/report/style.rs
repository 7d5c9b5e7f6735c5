//! How cells look: one plain face in a size that can be read, bold for heads, nothing said by colour.

use rust_xlsxwriter::{Format, FormatAlign};

/// The face of every cell.
const FACE: &str = "Arial";

/// The formats of a workbook.
#[derive(Debug, Clone)]
pub(super) struct Style {
    /// Words that run over several lines.
    pub(super) text: Format,
    /// The same in bold.
    pub(super) strong: Format,
    /// The title of a sheet.
    pub(super) title: Format,
    /// The head of a column of words.
    pub(super) head: Format,
    /// The head of a column of numbers.
    pub(super) number_head: Format,
    /// A whole number, with thousands separators.
    pub(super) number: Format,
    /// The same in bold.
    pub(super) strong_number: Format,
    /// A number with one decimal.
    pub(super) decimal: Format,
    /// Words among numbers.
    pub(super) sign: Format,
    /// The same in bold.
    pub(super) strong_sign: Format,
    /// A way to another sheet.
    pub(super) link: Format,
}

impl Style {
    /// The face and size every cell begins with.
    pub(super) fn plain() -> Format {
        Format::new().set_font_name(FACE).set_font_size(12)
    }

    /// The formats.
    pub(super) fn new() -> Self {
        let plain = Self::plain().set_align(FormatAlign::Top);
        let text = plain.clone().set_text_wrap();
        let right = plain.set_align(FormatAlign::Right);
        let number = right.clone().set_num_format("#,##0");
        let right_decimal = right.clone().set_num_format("#,##0.0");
        let sign = right.set_text_wrap();
        Self {
            strong: text.clone().set_bold(),
            title: text.clone().set_bold().set_font_size(16),
            head: text.clone().set_bold(),
            number_head: sign.clone().set_bold(),
            strong_number: number.clone().set_bold(),
            strong_sign: sign.clone().set_bold(),
            link: text.clone().set_hyperlink(),
            decimal: right_decimal,
            text,
            number,
            sign,
        }
    }
}
