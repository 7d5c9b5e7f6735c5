//! What holds for every file of delimited text.

use csv::{QuoteStyle, WriterBuilder};
use proptest::collection::vec;
use proptest::prelude::*;

use super::dialect::CANDIDATES;
use super::tests::{all, opened};
use super::*;
use crate::file::Rows;

fn written(table: &[Vec<String>], delimiter: u8, style: QuoteStyle) -> Vec<u8> {
    let mut writer =
        WriterBuilder::new().flexible(true).delimiter(delimiter).quote_style(style).from_writer(Vec::new());
    for row in table {
        writer.write_record(row).unwrap();
    }
    writer.into_inner().unwrap()
}

fn table() -> impl Strategy<Value = Vec<Vec<String>>> {
    vec(vec("[a,;|\t\"'\r\n é\\\\€]{1,6}", 2..5), 1..6)
}

proptest! {
    #[test]
    fn what_the_csv_crate_writes_is_read_back(table in table(), chunk in 1usize..8, which in 0usize..4) {
        let bytes = written(&table, CANDIDATES[which], QuoteStyle::Always);
        let wishes = TextWishes { delimiter: Some(CANDIDATES[which]), encoding: Some("UTF-8".into()), repair: false };
        let found: Vec<_> = all(&mut opened(&bytes, &wishes, chunk).unwrap()).into_iter().map(|(_, cells)| cells).collect();
        prop_assert_eq!(found, table);
    }

    #[test]
    fn a_table_of_even_rows_is_read_back_without_a_word_about_it(
        rows in vec(vec("[a-z]{1,4}([,;|\t\"\n é][a-z0-9]{1,4}){0,2}", 3), 3..7),
        chunk in 1usize..8,
        which in 0usize..4,
    ) {
        let headings = ["id", "question one", "question two"].map(str::to_owned).to_vec();
        let table: Vec<_> = std::iter::once(headings).chain(rows).collect();
        let bytes = written(&table, CANDIDATES[which], QuoteStyle::Necessary);
        let mut file = opened(&bytes, &TextWishes::default(), chunk).unwrap();
        prop_assert_eq!(file.delimiter(), Some(CANDIDATES[which]));
        let found: Vec<_> = all(&mut file).into_iter().map(|(_, cells)| cells).collect();
        prop_assert_eq!(found, table);
    }

    #[test]
    fn any_bytes_are_read_to_their_end_alike_in_pieces_of_any_size(
        bytes in vec(prop_oneof![Just(b','), Just(b'"'), Just(b'\n'), Just(b'\r'), Just(b'\''), Just(b'\\'), any::<u8>()], 0..80),
        chunk in 1usize..8,
        repair: bool,
    ) {
        let wishes = TextWishes { repair, ..TextWishes::default() };
        let (one, other) = (opened(&bytes, &wishes, chunk), opened(&bytes, &wishes, 1000));
        match (one, other) {
            (Ok(mut one), Ok(mut other)) => {
                prop_assert_eq!(all(&mut one), all(&mut other));
                prop_assert_eq!(one.problems(), other.problems());
            }
            (one, other) => prop_assert_eq!(one.err(), other.err()),
        }
    }
}
