//! Files that are cut, damaged or no SPSS files at all.

use proptest::prelude::*;

use super::*;

/// Reads whatever `bytes` are, twice; nothing may panic, and both times must give the same.
fn survive(bytes: Vec<u8>) {
    if let Ok(mut file) = open("survey.sav", Cursor::new(bytes)) {
        let first = rows(&mut file);
        if file.rewind().is_ok() {
            assert_eq!(rows(&mut file), first);
        }
    }
}

#[test]
fn a_file_that_breaks_off_gives_its_whole_cases_and_names_the_next() {
    for compression in [0, 1, 2] {
        let bytes = plain(false, compression, 40).bytes();
        let dictionary = plain(false, compression, 0).bytes().len();
        let whole = rows(&mut opened(bytes.clone())).0;
        let end = if compression == 2 { bytes.len() - 25 } else { bytes.len() - 9 };
        for cut in (dictionary..end).step_by(7) {
            let mut file = opened(bytes[..cut].to_vec());
            let (found, problem) = rows(&mut file);
            assert_eq!(found[..], whole[..found.len()]);
            let message = problem.map(|problem| problem.message).unwrap_or_default();
            let (last, next) = (found.len() - 1, found.len());
            let named = message.ends_with(&format!("case {next}")) || message.ends_with(&format!("after case {last}"));
            assert!(named, "compression {compression}, cut at {cut}: {message}");
            assert_eq!(file.problems().len(), 1);
        }
    }
}

#[test]
fn other_files_are_named_as_such() {
    for bytes in [b"".to_vec(), b"id,age\n1,30\n".to_vec(), vec![b'x'; 5000]] {
        let problems = open("survey.sav", Cursor::new(bytes)).err().unwrap_or_default();
        assert_eq!(problems[0].code, "not_an_spss_file");
    }
}

#[test]
fn cases_beyond_the_number_the_file_tells_are_read_and_noted() {
    let mut file = opened(Sav { told: 3, ..plain(false, 1, 5) }.bytes());
    assert_eq!(rows(&mut file).0.len(), 6);
    assert_eq!(file.problems()[0].code, "more_cases_than_told");
}

#[test]
fn counts_that_are_far_too_large_are_refused_without_setting_memory_aside() {
    let huge = i32::MAX.to_le_bytes();
    let mut bytes = plain(false, 1, 3).bytes();
    // The label of the first variable is behind its record of 32 bytes.
    bytes[176 + 32..176 + 36].copy_from_slice(&huge);
    let problems = open("survey.sav", Cursor::new(bytes)).err().unwrap_or_default();
    assert_eq!(problems[0].code, "file_ends_early");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_bytes_are_read_without_panic(bytes in prop::collection::vec(any::<u8>(), 0..600), head in 0..4_usize) {
        let head = [&b""[..], b"$FL2", b"$FL3", &portable("A8/202601016/120000")][head].to_vec();
        survive([head, bytes].concat());
    }

    #[test]
    fn changed_files_are_read_without_panic(
        compression in 0..3_i32, big: bool,
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
    ) {
        let mut sav = plain(big, compression, 12);
        sav.extensions = vec![
            (7, 1, b"$a=D1 1 3 Set q1 share\n$b=C 3 Set q1 share\n".to_vec()),
            (13, 1, b"Q1=Long\tWORDS=Words".to_vec()),
            (14, 1, b"WORDS=00300\0\t".to_vec()),
            (20, 1, b"UTF-8".to_vec()),
        ];
        let mut bytes = sav.bytes();
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        survive(bytes);
    }

    #[test]
    fn changed_portable_files_are_read_without_panic(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
    ) {
        let mut bytes = portable("A8/202601016/12000042/70/2/Q15/8/0/5/8/0/C5/First75/1/T1/5/0/1/5/0/D1/2/Q11/1/3/YesF1/3/abc");
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        survive(bytes);
    }
}
