//! Colors of a card.

use std::fmt;

/// A color without transparency.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Color {
    red: u8,
    green: u8,
    blue: u8,
}

impl Color {
    /// What text is written in on light ground: nearly black, with a hint of blue.
    pub const INK: Self = Self::new(0x14, 0x1b, 0x24);
    /// The ground of a card.
    pub const WHITE: Self = Self::new(0xff, 0xff, 0xff);
    /// What the cards of a new project are colored with.
    pub(super) const TEAL: Self = Self::new(0x0b, 0x5d, 0x66);
    /// What is beside the point, such as labels.
    pub(super) const SOFT_INK: Self = Self::new(0x5c, 0x66, 0x72);
    /// Thin lines.
    pub(super) const LINE: Self = Self::new(0xd5, 0xda, 0xe0);

    /// What WCAG 2.2 asks for of text, as a ratio.
    const LEGIBLE: f64 = 4.5;

    const fn new(red: u8, green: u8, blue: u8) -> Self {
        Self { red, green, blue }
    }

    /// The color of a text as in CSS, `#rrggbb`; none where it is not written so.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6)?;
        if !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
            return None;
        }
        let value = u32::from_str_radix(digits, 16).ok()?;
        let [_, red, green, blue] = value.to_be_bytes();
        Some(Self { red, green, blue })
    }

    /// Black or white, whichever can be read better on this color.
    #[must_use]
    pub(super) fn ink(self) -> Self {
        if self.contrast(Self::WHITE) >= self.contrast(Self::INK) { Self::WHITE } else { Self::INK }
    }

    /// This color, darkened as far as text in it needs to be read on white.
    #[must_use]
    pub(super) fn legible_on_white(self) -> Self {
        (0..=20_u8)
            .map(|step| self.mix(Self::INK, f64::from(step) / 20.0))
            .find(|color| color.contrast(Self::WHITE) >= Self::LEGIBLE)
            .unwrap_or(Self::INK)
    }

    /// This color with a `share` (0 to 1) of another in it.
    #[must_use]
    pub(super) fn mix(self, other: Self, share: f64) -> Self {
        let channel = |own: u8, others: u8| {
            let mixed = f64::from(own).mul_add(1.0 - share, f64::from(others) * share).round();
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between two bytes")]
            let byte = mixed as u8;
            byte
        };
        Self::new(channel(self.red, other.red), channel(self.green, other.green), channel(self.blue, other.blue))
    }

    /// The contrast of two colors by WCAG 2.2: 1 to 21.
    fn contrast(self, other: Self) -> f64 {
        let (one, two) = (self.luminance(), other.luminance());
        (one.max(two) + 0.05) / (one.min(two) + 0.05)
    }

    fn luminance(self) -> f64 {
        let linear = |channel: u8| {
            let share = f64::from(channel) / 255.0;
            if share <= 0.04045 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
        };
        0.2126_f64.mul_add(linear(self.red), 0.7152_f64.mul_add(linear(self.green), 0.0722 * linear(self.blue)))
    }
}

impl fmt::Display for Color {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "#{:02x}{:02x}{:02x}", self.red, self.green, self.blue)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_color_is_written_as_in_css_and_no_other_way() {
        assert_eq!(Color::parse("#0A7c80").unwrap().to_string(), "#0a7c80");
        for text in ["", "#", "0a7c80", "#0a7c8", "#0a7c800", "#0a7c8g", "#+a7c80", "#é12345", "red"] {
            assert_eq!(Color::parse(text), None, "{text}");
        }
    }

    #[test]
    fn text_can_be_read_on_every_color_and_in_every_color_on_white() {
        for red in (0..=255).step_by(51) {
            for green in (0..=255).step_by(51) {
                for blue in (0..=255).step_by(51) {
                    let color = Color::new(red, green, blue);
                    assert!(color.contrast(color.ink()) >= 4.0, "{color}");
                    assert!(color.legible_on_white().contrast(Color::WHITE) >= Color::LEGIBLE, "{color}");
                }
            }
        }
    }
}
