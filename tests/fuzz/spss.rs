//! A small file of SPSS, made here: a question with options, a number and words, and two people's answers.

/// The bytes of the file.
pub(crate) fn sav() -> Vec<u8> {
    let mut out = b"$FL2".to_vec();
    out.resize(64, b' ');
    out.extend(words(&[2, 3, 0, 0, 2]));
    out.extend(100.0_f64.to_le_bytes());
    out.extend(b"01 Jan 2612:00:00");
    out.resize(176, b' ');
    variable(&mut out, "USE", "Which do you use?", 0);
    variable(&mut out, "AGE", "Age", 0);
    variable(&mut out, "WHY", "Why?", 8);
    out.extend(words(&[3, 2]));
    for (value, label) in [(1.0_f64, "Bus"), (2.0, "Train")] {
        out.extend(value.to_le_bytes());
        out.push(u8::try_from(label.len()).unwrap_or(0));
        out.extend(label.as_bytes());
        out.resize(out.len() + (7 - label.len()), b' ');
    }
    out.extend(words(&[4, 1, 1, 999, 0]));
    for (used, age, why) in [(1.0_f64, 31.0_f64, b"Slow    "), (2.0, 44.0, b"        ")] {
        out.extend([used.to_le_bytes(), age.to_le_bytes(), *why].concat());
    }
    out
}

fn variable(out: &mut Vec<u8>, name: &str, label: &str, width: i32) {
    let format = if width == 0 { 0x0005_0800 } else { 0x0001_0800 };
    out.extend(words(&[2, width, 1, 0, format, format]));
    out.extend(format!("{name:8}").as_bytes());
    out.extend(words(&[i32::try_from(label.len()).unwrap_or(0)]));
    out.extend(label.as_bytes());
    out.resize(out.len() + label.len().wrapping_neg() % 4, 0);
}

fn words(numbers: &[i32]) -> Vec<u8> {
    numbers.iter().flat_map(|number| number.to_le_bytes()).collect()
}
