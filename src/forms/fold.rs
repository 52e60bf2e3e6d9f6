//! Case folding, done here because databases fold differently from each other.

use icu_casemap::CaseMapper;
use unicode_normalization::UnicodeNormalization;

use super::line::is_invisible;

/// What two texts have in common that differ only in case, in their form of Unicode, or by what can't be seen:
/// the full case folding of the text (Unicode Standard, section 5.18), in NFC.
///
/// It serves uniqueness, search and sort.
#[must_use]
pub fn fold(text: &str) -> String {
    let normal: String = text.chars().filter(|&character| !is_invisible(character)).nfc().collect();
    CaseMapper::new().fold_string(&normal).nfc().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_and_composition_fold_away() {
        for (one, other) in [
            ("Straße", "STRASSE"),
            ("Ångström", "A\u{30A}ngstro\u{308}m"),
            ("ΣΊΣΥΦΟΣ", "σίσυφος"),
            ("Cam\u{200D}pus", "campus"),
        ] {
            assert_eq!(fold(one), fold(other));
        }
        assert_ne!(fold("kiosk-1"), fold("kiosk-2"));
    }
}
