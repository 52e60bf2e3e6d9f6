//! What of a text can stand on a card.

use std::sync::LazyLock;

use icu_properties::{
    CodePointSetData,
    props::{Emoji, ExtendedPictographic},
};

use crate::cards::fonts::{Font, Weight};

/// A text as a card shows it: on one line of thought, without what no card prints.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::cards) struct Clean {
    /// Never begins or ends with a space.
    pub text: String,
    /// Whether letters of it could not be drawn: pictures are left out, what is read stands as a box.
    pub lacks_letters: bool,
}

impl Clean {
    /// Who needs more than this many code points on a card reads none of them.
    const MOST: usize = 1_000;

    /// The box that stands for a letter that no font has.
    const BOX: char = '\u{25a1}';

    /// A text without emoji, line breaks and control characters, and with one space where there were more.
    pub(in crate::cards) fn new(text: &str) -> Self {
        let mut clean = Self { text: String::with_capacity(text.len()), lacks_letters: false };
        for letter in text.chars().take(Self::MOST) {
            clean.push(letter);
        }
        clean.text.truncate(clean.text.trim_end().len());
        clean
    }

    fn push(&mut self, letter: char) {
        if letter.is_whitespace() || letter.is_control() {
            if !self.text.is_empty() && !self.text.ends_with(' ') {
                self.text.push(' ');
            }
        } else if matches!(letter, '\u{200c}' | '\u{200d}') {
            // Joiners shape the letters beside them, and mean nothing without them.
            if self.text.ends_with(char::is_alphabetic) {
                self.text.push(letter);
            }
        } else if is_part_of_a_picture(letter) {
            self.lacks_letters = true;
        } else if is_invisible(letter) {
            // Marks of direction too: what is read in which direction is told by the letters.
        } else if Font::with(letter, Weight::Regular).is_some() {
            self.text.push(letter);
        } else {
            self.lacks_letters = true;
            self.text.push(Self::BOX);
        }
    }
}

/// Emoji and what they are put together with. Digits and `#` are emoji too in Unicode's eyes, but no pictures.
fn is_part_of_a_picture(letter: char) -> bool {
    static PICTURES: LazyLock<[icu_properties::CodePointSetDataBorrowed<'static>; 2]> =
        LazyLock::new(|| [CodePointSetData::new::<ExtendedPictographic>(), CodePointSetData::new::<Emoji>()]);
    let is_picture = || PICTURES.iter().any(|set| set.contains(letter));
    letter as u32 > 0xff && is_picture() && Font::with(letter, Weight::Regular).is_none()
}

/// What has no shape of its own: variation selectors, tags, marks of direction, private use, and what is no character.
fn is_invisible(letter: char) -> bool {
    matches!(letter,
        '\u{ad}' | '\u{34f}' | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{fff0}'..='\u{fffb}' | '\u{fffe}'..='\u{ffff}' | '\u{20e3}' | '\u{e000}'..='\u{f8ff}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
        | '\u{e0000}'..='\u{10ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clean(text: &str) -> (String, bool) {
        let clean = Clean::new(text);
        (clean.text, clean.lacks_letters)
    }

    #[test]
    fn emoji_are_left_out_and_letters_without_a_font_stand_as_a_box() {
        assert_eq!(clean("  Ana 😀\u{fe0f}\tMaría\u{0}\r\n 👩‍👩‍👧‍👦 "), ("Ana María".to_owned(), true));
        assert_eq!(clean("👍🏽🇫🇷❤️"), (String::new(), true));
        assert_eq!(clean("ᐊᓄ 1# ©"), ("□□ 1# ©".to_owned(), true));
        assert_eq!(clean("山田 太郎 ‘x’"), ("山田 太郎 ‘x’".to_owned(), false));
        assert_eq!(clean("\u{2028}\u{e000}"), (String::new(), false));
        assert_eq!(Clean::new(&"a".repeat(5_000)).text.len(), Clean::MOST);
    }
}
