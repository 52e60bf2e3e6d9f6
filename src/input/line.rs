//! The rules that every typed text keeps.

use icu_properties::{CodePointSetData, props::DefaultIgnorableCodePoint};
use unicode_normalization::UnicodeNormalization;

use crate::input::FieldError;

/// A single line: trimmed, in NFC, without control characters, at most `max` code points.
pub(super) fn single_line(typed: &str, max: usize) -> Result<String, FieldError> {
    let text: String = typed.trim().nfc().collect();
    refuse(&text, char::is_control)?;
    within(text, max)
}

/// Several lines: as [`single_line`], but with line feeds and tabs; CRLF, as forms send it, becomes LF.
pub(super) fn lines(typed: &str, max: usize) -> Result<String, FieldError> {
    let text: String = typed.replace("\r\n", "\n").trim().nfc().collect();
    refuse(&text, |character| character.is_control() && !matches!(character, '\n' | '\t'))?;
    within(text, max)
}

fn refuse(text: &str, is_control: impl Fn(char) -> bool) -> Result<(), FieldError> {
    if text.contains(is_control) {
        return Err(FieldError::ControlCharacter);
    }
    if text.contains(is_direction_control) {
        return Err(FieldError::DirectionOverride);
    }
    if text.contains(|character| is_invisible(character) && !shapes_its_neighbours(character)) {
        return Err(FieldError::ControlCharacter);
    }
    Ok(())
}

fn within(text: String, max: usize) -> Result<String, FieldError> {
    if text.chars().count() > max { Err(FieldError::TooLong { max }) } else { Ok(text) }
}

/// What leaves no mark of its own, so that two texts can differ by it and look alike
/// (`Default_Ignorable_Code_Point`, and the separators of lines and paragraphs).
pub(super) fn is_invisible(character: char) -> bool {
    let separates = matches!(character, '\u{2028}' | '\u{2029}');
    separates || CodePointSetData::new::<DefaultIgnorableCodePoint>().contains(character)
}

/// Joiners and variation selectors, which many scripts and emoji can't be written without.
const fn shapes_its_neighbours(character: char) -> bool {
    matches!(character, '\u{200C}' | '\u{200D}' | '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}')
}

/// Embeddings, overrides and isolates (UAX #9, table of explicit formatting): they can make a text look like another.
pub(super) const fn is_direction_control(character: char) -> bool {
    matches!(character, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}
