//! Case folding, done here because databases fold differently from each other.

use icu_casemap::CaseMapper;
use icu_properties::{CodePointMapData, props::GeneralCategory};
use unicode_normalization::UnicodeNormalization;

use crate::input::line::is_invisible;

/// What two texts have in common that differ only in case, in their form of Unicode, or by what can't be seen:
/// the full case folding of the text (Unicode Standard, section 5.18), in NFC.
///
/// It serves uniqueness, search and sort.
#[must_use]
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let normal: String = text.chars().filter(|&character| !is_invisible(character)).nfc().collect();
    CaseMapper::new().fold_string(&normal).nfc().collect()
}

/// [`fold`] for searching, where accents don't count either: without the nonspacing marks of the decomposed text
/// (`General_Category=Mn`, Unicode Standard, section 4.5).
#[must_use]
pub(crate) fn fold_for_search(text: &str) -> String {
    if text.is_ascii() {
        return fold(text);
    }
    let marks = CodePointMapData::<GeneralCategory>::new();
    let base: String =
        text.nfkd().filter(|&character| marks.get(character) != GeneralCategory::NonspacingMark).collect();
    fold(&base)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ascii_folds_as_the_rule_says() {
        let ascii: String = (0..128_u8).map(char::from).collect();
        assert_eq!(fold(&ascii), fold(&format!("{ascii}é")).trim_end_matches('é'));
        assert_eq!(fold_for_search(&ascii), fold_for_search(&format!("{ascii}日")).trim_end_matches('日'));
    }

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

    #[test]
    fn a_search_does_not_count_accents() {
        for (typed, name) in [("riviere", "Rivière"), ("aero", "Áèrö"), ("ångström", "ANGSTROM"), ("ﬁn", "Fin")]
        {
            assert_eq!(fold_for_search(typed), fold_for_search(name));
        }
        assert_ne!(fold_for_search("kiosk"), fold_for_search("kiosks"));
    }
}
