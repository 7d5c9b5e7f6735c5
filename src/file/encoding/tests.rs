//! Encodings are found, decoded and repaired as a reader would wish.

use std::io::Cursor;

use encoding_rs::{ISO_8859_15, MACINTOSH, WINDOWS_1252};
use proptest::collection::vec;
use proptest::prelude::*;

use super::detect::detect_in;
use super::*;

fn found(bytes: &[u8]) -> Encoding {
    detect("f", &mut Cursor::new(bytes.to_vec())).unwrap()
}

fn decoded(encoding: &Encoding, bytes: &[u8], chunk: usize) -> String {
    let mut decoder = encoding.decoder();
    let mut text = String::new();
    bytes.chunks(chunk).for_each(|piece| decoder.decode(piece, false, &mut text));
    decoder.decode(&[], true, &mut text);
    text
}

fn utf16(text: &str, order: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(order).collect()
}

/// What `text` becomes when its UTF-8 is read in another encoding.
fn damaged(text: &str, by: &'static encoding_rs::Encoding) -> String {
    by.decode_without_bom_handling(text.as_bytes()).0.into_owned()
}

#[test]
fn each_encoding_is_found_by_its_bytes() {
    let text = "name,where\nRené,a café in Köln\nZoë,Ålesund – “naïve” isn’t it\n";
    for (bytes, label) in [
        (b"a,b\n1,2\n".to_vec(), "UTF-8"),
        (text.into(), "UTF-8"),
        ([b"\xef\xbb\xbf", text.as_bytes()].concat(), "UTF-8 with byte-order mark"),
        (utf16(text, u16::to_le_bytes), "UTF-16, little-endian"),
        (utf16(text, u16::to_be_bytes), "UTF-16, big-endian"),
        (utf16(&format!("\u{feff}{text}"), u16::to_le_bytes), "UTF-16, little-endian, with byte-order mark"),
        (utf16(&format!("\u{feff}{text}"), u16::to_be_bytes), "UTF-16, big-endian, with byte-order mark"),
        (WINDOWS_1252.encode(text).0.into_owned(), "Windows-1252"),
        (MACINTOSH.encode(text).0.into_owned(), "Mac Roman"),
    ] {
        let encoding = found(&bytes);
        assert_eq!(encoding.label(), label);
        assert!(encoding.problems("f").is_empty(), "{label}");
        if bytes.len() > 10 {
            assert_eq!(decoded(&encoding, &bytes, 3), text, "{label}");
        }
    }
}

#[test]
fn a_few_characters_are_enough_to_tell() {
    for (bytes, label, text) in [
        (&b"caf\xe9,1\n"[..], "Latin-1 (ISO-8859-1)", "café,1\n"),
        (b"\xc9cole \xe0 la mode, \xa35\n", "Latin-1 (ISO-8859-1)", "École à la mode, £5\n"),
        (b"isn\x92t,\x9320\x94\n", "Windows-1252", "isn’t,“20”\n"),
        (b"costs \x805\n", "Windows-1252", "costs €5\n"),
        (b"isn\xd5t,\xd2so\xd3\n", "Mac Roman", "isn’t,“so”\n"),
        (b"caf\x8e,K\x9aln\n", "Mac Roman", "café,Köln\n"),
        (b"M\x9fller\n", "Mac Roman", "Müller\n"),
        (b"c\xbdur,5 \xa4,\xa45\n", "Latin-9 (ISO-8859-15)", "cœur,5 €,€5\n"),
        (b"2 \xbd cups\n", "Latin-1 (ISO-8859-1)", "2 ½ cups\n"),
    ] {
        let encoding = found(bytes);
        assert_eq!((encoding.label(), decoded(&encoding, bytes, 2).as_str()), (label, text));
    }
}

#[test]
fn stray_bytes_in_utf_8_are_read_one_by_one_and_told_with_their_place() {
    let text = "naïve, façade, café, crème\r\nZoë ";
    let bytes = [b"\xef\xbb\xbf", text.as_bytes(), b"na\xefve\r\n"].concat();
    let encoding = found(&bytes);
    assert_eq!(decoded(&encoding, &bytes, 1), format!("{text}naïve\r\n"));
    let problem = &encoding.problems("f")[0];
    assert_eq!((problem.code.as_str(), problem.place.line, problem.place.column), ("stray_bytes", Some(2), Some(7)));
}

#[test]
fn a_guess_between_readings_that_are_equally_odd_is_told() {
    let greek = b"1,\xcb\xe5\xf9\xed\xe9\xe4\xe1\xf2\n2,\xc1\xeb\xe5\xee\xe1\xed\xe4\xf1\xef\xf2\n";
    assert_eq!(found(greek).problems("f")[0].code, "unsure_encoding");
    assert!(found(b"2,\xa9 us\n").problems("f").is_empty());
}

#[test]
fn a_no_break_space_that_a_mac_has_damaged_is_found_and_repaired() {
    let bytes = b"Is it a good one?\x8c\xe6,Yes\n";
    let encoding = found(bytes);
    assert_eq!(encoding.label(), "Mac Roman");
    assert_eq!(repair(&decoded(&encoding, bytes, 4)).as_deref(), Some("Is it a good one?\u{a0},Yes\n"));
}

#[test]
fn encodings_are_known_by_the_names_people_use() {
    for (name, label) in [
        ("utf-8", "UTF-8"),
        ("Latin-1", "Latin-1 (ISO-8859-1)"),
        ("cp1252", "Windows-1252"),
        ("MacRoman", "Mac Roman"),
        ("UTF-8 with byte-order mark", "UTF-8"),
        ("iso-8859-7", "ISO-8859-7"),
    ] {
        assert_eq!(Encoding::named(name).unwrap().label(), label);
    }
    assert_eq!(Encoding::named("no such"), None);
}

#[test]
fn damage_in_the_usual_forms_is_undone() {
    for (bad, good) in [
        ("cafÃ©", "café"),
        ("itâ€™s Â£5 â€“ really", "it’s £5 – really"),
        ("cafÃƒÂ© and itÃ¢â‚¬â„¢s", "café and it’s"),
        ("caf√© and it‚Äôs", "café and it’s"),
        ("CAFÃ‰", "CAFÉ"),
        ("ðŸ˜€ and Ð¿Ñ€Ð¸Ð²ÐµÑ‚", "😀 and привет"),
        ("sound é, damaged Ã©", "sound é, damaged é"),
    ] {
        assert_eq!(repair(bad).as_deref(), Some(good));
    }
}

#[test]
fn sound_text_is_left_alone() {
    for text in
        ["é", "£5 â la carte", "naïve", "«CAFÉ\u{a0}!»", "“AMANHÔ, IRMÃO", "Ålesund “Å” – €", "привет, Ελλάδα, 中国人"]
    {
        assert_eq!(repair(text), None, "{text}");
    }
}

#[test]
fn damage_and_lost_characters_are_counted_where_they_begin() {
    let mut damage = Damage::default();
    for (text, line) in [("sound é", 1), ("cafÃ© Ã¼ber", 3), ("caf\u{fffd}", 4), ("itâ€™s", 5)] {
        damage.look(text, line);
    }
    let problems = damage.problems("f", false);
    let told: Vec<_> = problems.iter().map(|problem| (problem.code.as_str(), problem.place.line)).collect();
    assert_eq!(told, [("damaged_text", Some(3)), ("lost_characters", Some(4))]);
    assert!(problems[0].message.ends_with("places: 3"), "{}", problems[0].message);
    assert_eq!(damage.problems("f", true).len(), 1);
}

#[test]
fn kinds_of_files_are_told_by_their_bytes() {
    let page = format!("{:200}{:256}SPSSPORT", "ASCII SPSS PORT FILE", "0123");
    let broken: Vec<u8> = page.as_bytes().chunks(80).flat_map(|line| [line, b"\r\n"].concat()).collect();
    for (bytes, kind) in [
        (&b"PK\x03\x04rest"[..], FileKind::Zip),
        (b"\xd0\xcf\x11\xe0", FileKind::OldWorkbook),
        (b"$FL3@(#)", FileKind::Spss),
        (page.as_bytes(), FileKind::SpssPortable),
        (&broken, FileKind::SpssPortable),
        (&broken[..100], FileKind::SpssPortable),
        (b"\x1f\x8b\x08", FileKind::Gzip),
        (b"%PDF-1.4", FileKind::Pdf),
        (b"SQLite format 3\0", FileKind::Sqlite),
        (b"{\\rtf1", FileKind::Rtf),
        (b"\xef\xbb\xbf\n <TABLE><tr>", FileKind::Html),
        (b"<?xml version='1.0'?>\n<html>", FileKind::Html),
        (b"<?xml version='1.0'?><document>", FileKind::Xml),
        (b" {\n \"a\": 1}", FileKind::Json),
        (b"[{\"a\": 1}]", FileKind::Json),
        (b"id,{a},[b]\n", FileKind::Text),
        (b"a,b\n\0,2 and so on, long enough\n", FileKind::Text),
        (&utf16("id\tname\n", u16::to_le_bytes), FileKind::Text),
        (&utf16("\u{feff}<html>", u16::to_be_bytes), FileKind::Html),
        (b"", FileKind::Empty),
        (b"\xef\xbb\xbf \r\n", FileKind::Empty),
        (&[0, 1, 2, 3, 200, 4, 5, 6], FileKind::Binary),
    ] {
        assert_eq!(kind_of(bytes), kind, "{:?}", String::from_utf8_lossy(bytes));
    }
}

/// Words in the letters of western Europe, with the signs people put between them.
fn words() -> impl Strategy<Value = String> {
    vec("[a-zéèüöäñçàêïß]{1,8}|[A-Z][a-zéüñ]{2,7}|£[0-9]{1,3}|–|“[a-z]{2,5}”|[a-z]{2,5}’s", 1..12)
        .prop_map(|words| words.join(" "))
}

proptest! {
    #[test]
    fn what_is_encoded_is_decoded_in_pieces_of_any_size(text in words(), chunk in 1usize..9) {
        for encoding in [WINDOWS_1252, MACINTOSH, ISO_8859_15] {
            let (bytes, _, lost) = encoding.encode(&text);
            if !lost {
                let named = Encoding::named(encoding.name()).unwrap();
                prop_assert_eq!(&decoded(&named, &bytes, chunk), &text);
            }
        }
        for (name, bytes) in [
            ("UTF-8", text.clone().into_bytes()),
            ("UTF-16", utf16(&text, u16::to_le_bytes)),
            ("UTF-16BE", utf16(&text, u16::to_be_bytes)),
        ] {
            prop_assert_eq!(&decoded(&Encoding::named(name).unwrap(), &bytes, chunk), &text);
        }
    }

    #[test]
    fn damage_in_any_number_of_layers_is_undone(text in words()) {
        prop_assume!(!text.is_ascii());
        prop_assert_eq!(repair(&text), None);
        let once = damaged(&text, WINDOWS_1252);
        prop_assert_eq!(repair(&once), Some(text.clone()));
        prop_assert_eq!(repair(&damaged(&once, WINDOWS_1252)), Some(text.clone()));
        prop_assert_eq!(repair(&damaged(&text, MACINTOSH)), Some(text.clone()));
    }

    #[test]
    fn any_bytes_are_looked_at_and_decoded_without_a_panic(bytes in vec(any::<u8>(), 0..200), chunk in 1usize..9) {
        kind_of(&bytes);
        let whole = detect_in(&mut Cursor::new(&bytes), 64).unwrap();
        prop_assert_eq!(&detect_in(&mut Cursor::new(&bytes), chunk).unwrap(), &whole);
        let text = decoded(&whole, &bytes, chunk);
        prop_assert_eq!(&decoded(&whole, &bytes, 64), &text);
        repair(&text);
    }

    #[test]
    fn any_characters_are_looked_at_for_damage_without_a_panic(text in "[Ãâ€™Â©ƒÐðŸ˜éa ]{0,30}") {
        prop_assert_ne!(repair(&text), Some(text));
    }
}
