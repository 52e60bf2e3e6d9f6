//! Text as glyphs: in runs of one font and one direction, as they stand from left to right.

use icu_properties::{CodePointMapData, props::GeneralCategory};
use rustybuzz::{Direction, UnicodeBuffer};
use unicode_bidi::{BidiInfo, Level};

use crate::cards::fonts::{Font, Weight};

/// A line of text, measured as it will be drawn.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::cards) struct Line {
    /// From left to right.
    pub runs: Vec<Run>,
    /// In em.
    pub width: f64,
}

/// A part of a line in one font and one direction.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::cards) struct Run {
    /// In the order in which it is read.
    pub text: String,
    /// What has all its letters.
    pub font: Font,
    /// Where it begins, in em from the left end of the line.
    pub x: f64,
}

impl Line {
    /// Shapes a text that came out of [`super::Clean`].
    pub(in crate::cards) fn new(text: &str, weight: Weight) -> Self {
        let mut line = Self { runs: Vec::new(), width: 0.0 };
        let bidi = BidiInfo::new(text, None);
        for paragraph in &bidi.paragraphs {
            let (levels, level_runs) = bidi.visual_runs(paragraph, paragraph.range.clone());
            for range in level_runs {
                let level = levels.get(range.start).copied().unwrap_or_else(Level::ltr);
                line.push_level_run(&text[range], level, weight);
            }
        }
        line
    }

    fn push_level_run(&mut self, text: &str, level: Level, weight: Weight) {
        let mut parts = split_by_font(text, weight);
        if level.is_rtl() {
            parts.reverse();
        }
        for (text, font) in parts {
            let width = advance(text, font, level);
            self.runs.push(Run { text: drawn_alone(text, level), font, x: self.width });
            self.width += width;
        }
    }
}

/// Where each font begins and ends. A space or a mark stays with what stands before it, a space at the start with what
/// stands behind it.
fn split_by_font(text: &str, weight: Weight) -> Vec<(&str, Font)> {
    let mut parts: Vec<(usize, Font)> = Vec::new();
    for (at, letter) in text.char_indices() {
        let current = parts.last().map(|(_, font)| *font);
        let font = match current {
            Some(font) if joins(letter) && font.has(letter) => Some(font),
            // It goes with what stands behind it; every font has a space.
            None if letter == ' ' && text.len() > 1 => None,
            _ => Font::with(letter, weight),
        };
        match font {
            Some(font) if current != Some(font) => parts.push((at, font)),
            _ => {}
        }
    }
    let ends = parts.iter().skip(1).map(|(at, _)| *at).chain([text.len()]);
    let starts = parts.iter().enumerate().map(|(n, (at, font))| (if n == 0 { 0 } else { *at }, *font));
    starts.zip(ends).map(|((start, font), end)| (&text[start..end], font)).collect()
}

fn joins(letter: char) -> bool {
    use GeneralCategory::{EnclosingMark, Format, NonspacingMark, SpaceSeparator, SpacingMark};
    matches!(
        CodePointMapData::<GeneralCategory>::new().get(letter),
        SpaceSeparator | NonspacingMark | SpacingMark | EnclosingMark | Format
    )
}

/// In em.
fn advance(text: &str, font: Font, level: Level) -> f64 {
    let Some(face) = font.face() else { return 0.0 };
    let mut buffer = UnicodeBuffer::new();
    buffer.push_str(text);
    buffer.set_direction(if level.is_rtl() { Direction::RightToLeft } else { Direction::LeftToRight });
    let units: i32 = rustybuzz::shape(face, &[], buffer).glyph_positions().iter().map(|glyph| glyph.x_advance).sum();
    f64::from(units) / f64::from(face.units_per_em())
}

/// A run is drawn as a text of its own from left to right. Where it would take another direction by itself, such as a
/// bracket among Arabic words, its direction is written into it.
fn drawn_alone(text: &str, level: Level) -> String {
    let alone = BidiInfo::new(text, Some(Level::ltr()));
    if alone.levels.iter().all(|own| own.is_rtl() == level.is_rtl()) {
        text.to_owned()
    } else {
        let direction = if level.is_rtl() { '\u{202e}' } else { '\u{202d}' };
        format!("{direction}{text}\u{202c}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn runs(text: &str) -> Vec<String> {
        Line::new(text, Weight::Bold).runs.into_iter().map(|run| run.text).collect()
    }

    #[test]
    fn runs_stand_from_left_to_right_whatever_they_are_read_in() {
        assert_eq!(runs("Ana Wilson"), ["Ana Wilson"]);
        assert_eq!(runs("Ana 山田 B"), ["Ana ", "山田 ", "B"]);
        assert_eq!(runs("محمد Wilson علي"), ["\u{202e} علي\u{202c}", "Wilson", "\u{202e}محمد \u{202c}"]);
        assert!(runs("").is_empty());
    }

    #[test]
    fn widths_add_up_and_joined_letters_are_narrower_than_single_ones() {
        let width = |text: &str| Line::new(text, Weight::Regular).width;
        assert!((width("山田") - 2.0).abs() < 1e-9);
        assert!(width("Wilson") > 2.5 && width("Wilson") < 4.0);
        assert!(width("بيت") < width("ب") + width("ي") + width("ت"));
    }
}
