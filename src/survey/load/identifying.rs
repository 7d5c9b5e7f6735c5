//! Columns that identify people: NHS numbers, postcodes, days of birth, addresses, telephone numbers.
//!
//! A heading names them alone or inside a question, such as "What is your postcode?"; the content has to be of that kind too, so
//! that "Do you know your postcode?" stays a question. NHS numbers and full postcodes are told from their content alone.

use super::dates::is_day;

const NHS_PHRASES: [&str; 4] = ["nhs number", "nhsnumber", "nhs no", "nhsno"];
const POSTCODE_PHRASES: [&str; 8] =
    ["postcode", "postcodes", "post code", "zip", "zipcode", "zip code", "postal code", "plz"];
const BIRTH_PHRASES: [&str; 7] =
    ["date of birth", "dob", "d o b", "birth date", "birthdate", "birthday", "dateofbirth"];
const PHONE_PHRASES: [&str; 7] =
    ["phone", "telephone", "mobile", "cellphone", "contact number", "phone number", "telephone number"];
const ADDRESS_PHRASES: [&str; 6] =
    ["home address", "homeaddress", "postal address", "street address", "your address", "full address"];

/// Whether a column under `heading` (its folded words) with the filled cells `values` identifies people.
pub(super) fn identifies(heading: &str, values: &[(&str, u64)]) -> bool {
    let heading = format!(" {heading} ");
    let says = |phrases: &[&str]| phrases.iter().any(|phrase| heading.contains(&format!(" {phrase} ")));
    let answered: u64 = values.iter().map(|(_, count)| *count).sum();
    let most = |fits: &dyn Fn(&str) -> bool| {
        let fitting: u64 = values.iter().filter(|(value, _)| fits(value)).map(|(_, count)| *count).sum();
        fitting * 2 > answered
    };
    let is_phone_number = |value: &str| is_phone(value) && !is_day(value);
    most(&is_nhs_number)
        || most(&is_full_postcode)
        || (says(&NHS_PHRASES) && most(&|value| ten_digits(value).is_some()))
        || (says(&POSTCODE_PHRASES) && most(&is_precise_code))
        || (says(&BIRTH_PHRASES) && most(&is_birth_day))
        || (says(&PHONE_PHRASES) && most(&is_phone_number))
        || (says(&ADDRESS_PHRASES) && most(&is_address))
}

/// The digits of a number of ten digits, written together or in groups.
fn ten_digits(value: &str) -> Option<Vec<u32>> {
    let plain = value.chars().all(|c| c.is_ascii_digit() || matches!(c, ' ' | '-'));
    let digits: Vec<u32> = value.chars().filter_map(|c| c.to_digit(10)).collect();
    (plain && digits.len() == 10).then_some(digits)
}

/// Whether the last of ten digits checks the others as in an NHS number: weights ten down to two, modulo eleven.
fn is_nhs_number(value: &str) -> bool {
    let Some(digits) = ten_digits(value) else {
        return false;
    };
    let sum: u32 = digits.iter().zip((2..=10).rev()).map(|(digit, weight)| digit * weight).sum();
    let check = (11 - sum % 11) % 11;
    sum > 0 && digits.last() == Some(&check)
}

/// A postcode of the United Kingdom with both halves, such as `SW1A 1AA`. The first half alone is an area of many thousands.
fn is_full_postcode(value: &str) -> bool {
    let code: Vec<u8> = value.bytes().filter(|byte| *byte != b' ').map(|byte| byte.to_ascii_uppercase()).collect();
    if !(5..=7).contains(&code.len()) {
        return false;
    }
    let (outward, inward) = code.split_at(code.len() - 3);
    let shape = |part: &[u8]| -> String {
        let kind = |byte: &u8| match byte {
            b'A'..=b'Z' => 'A',
            b'0'..=b'9' => '9',
            _ => '-',
        };
        part.iter().map(kind).collect()
    };
    let outwards = ["A9", "A99", "AA9", "AA99", "A9A", "AA9A"];
    shape(inward) == "9AA" && outwards.contains(&shape(outward).as_str())
}

/// A postcode of any country that is more than an area: a full one of the United Kingdom, or one of three digits and more.
fn is_precise_code(value: &str) -> bool {
    let mut parts = value.split('-');
    let first = parts.next().unwrap_or_default();
    // The four digits after the hyphen of a ZIP code only make it more precise.
    let is_long_zip = parts.next().is_some_and(|last| last.len() == 4) && first.len() == 5;
    let code: String = if is_long_zip { first.to_owned() } else { value.replace([' ', '-'], "") };
    let digits = code.bytes().filter(u8::is_ascii_digit).count();
    let plain = code.bytes().all(|byte| byte.is_ascii_alphanumeric());
    is_full_postcode(value) || (plain && (4..=7).contains(&code.len()) && digits >= 3)
}

/// A day, in whatever order and words; a year or a span of years is none.
fn is_birth_day(value: &str) -> bool {
    let parts = value.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty()).count();
    let digits = value.bytes().filter(u8::is_ascii_digit).count();
    let run = value.len() == 8 && digits == 8;
    is_day(value) || run || (parts >= 3 && (3..=20).contains(&digits) && value.len() <= 40)
}

/// A few words with the number of a house or a postcode among them.
fn is_address(value: &str) -> bool {
    let words = value.split_whitespace().count();
    (2..=25).contains(&words) && value.bytes().any(|byte| byte.is_ascii_digit())
}

/// Whether the text is made of digits and marks as telephone numbers are.
pub(super) fn is_phone(value: &str) -> bool {
    let digits = value.bytes().filter(u8::is_ascii_digit).count();
    digits >= 7 && value.bytes().all(|byte| byte.is_ascii_digit() || b" +-()/.".contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn identified(heading: &str, values: &[&str]) -> bool {
        let values: Vec<(&str, u64)> = values.iter().map(|value| (*value, 1)).collect();
        identifies(heading, &values)
    }

    #[test]
    fn what_identifies_people_is_told_inside_a_question_too() {
        assert!(identified("what is your postcode", &["SW1A 1AA", "m1 1ae", "LS29JT"]));
        assert!(identified("zip code", &["90210", "10001-1234"]));
        assert!(identified("please give your date of birth", &["1980-02-03", "3 May 1975"]));
        assert!(identified("dob", &["03/02/1980", "19750503"]));
        assert!(identified("your home address please", &["1 High Street, Leeds", "Flat 2, Mill Lane"]));
        assert!(identified("which telephone can we call", &["020 7946 0000", "+44 161 496 0000"]));
        assert!(identified("nhs number", &["1234567890", "987 654 3210"]));
    }

    #[test]
    fn nhs_numbers_and_postcodes_are_told_whatever_the_heading() {
        assert!(identified("q7", &["943 476 5919", "9434765919"]));
        assert!(identified("q7", &["EC1A 1BB", "W1A 0AX", "unsure"]));
        assert!(!identified("q7", &["9434765918", "1234567891"]));
        assert!(!identified("q7", &["0000000000"]));
    }

    #[test]
    fn areas_years_and_answers_about_such_things_stay() {
        assert!(!identified("what is the first half of your postcode", &["SW1A", "M1", "LS29"]));
        assert!(!identified("postcode district", &["LS1", "LS2"]));
        assert!(!identified("do you know your postcode", &["Yes", "No"]));
        assert!(!identified("year of your date of birth", &["1980", "1975"]));
        assert!(!identified("how many phone calls did you make", &["3", "12"]));
        assert!(!identified("may we hold your home address", &["Yes", "No"]));
    }
}
