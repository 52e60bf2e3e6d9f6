//! Text in its place: as large as it may be, smaller where it has to, on more lines where that isn't enough.

use super::{Line, paragraph::Paragraph};
use crate::cards::fonts::Weight;

/// A place for a text. Lengths are in mm.
#[derive(Clone, Copy, Debug)]
pub(in crate::cards) struct Fit {
    /// How heavy its letters are.
    pub weight: Weight,
    /// What it may take from side to side.
    pub width: f64,
    /// What it may take from top to bottom.
    pub height: f64,
    /// The size of its letters (an em) where there is room.
    pub most: f64,
    /// The smallest size that can still be read.
    pub least: f64,
    /// The most lines.
    pub lines: usize,
}

/// A text as it stands in its place.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::cards) struct Fitted {
    /// From top to bottom; none for a text without letters.
    pub lines: Vec<Line>,
    /// An em in mm.
    pub size: f64,
    /// Whether it ends in an ellipsis because even its smallest letters were too large.
    pub is_shortened: bool,
}

impl Fitted {
    /// From the top of the place to the first baseline, in em.
    const ASCENT: f64 = 0.8;
    /// From one baseline to the next, in mm.
    pub(in crate::cards) fn leading(&self) -> f64 {
        self.size * Spacing::of(&self.lines).leading
    }

    /// From the top of the first line to its baseline, in mm.
    pub(in crate::cards) fn ascent(&self) -> f64 {
        self.size * Self::ASCENT
    }

    /// What all lines take from top to bottom, in mm.
    pub(in crate::cards) fn height(&self) -> f64 {
        self.size * Spacing::of(&self.lines).height(self.lines.len())
    }
}

/// How much room lines take, in em.
#[derive(Clone, Copy)]
struct Spacing {
    /// From one baseline to the next.
    leading: f64,
    /// From the last baseline to the end of what letters take.
    descent: f64,
}

impl Spacing {
    /// Letters of some scripts rise higher and hang lower than European ones.
    fn of(lines: &[Line]) -> Self {
        let is_tall = lines.iter().flat_map(|line| &line.runs).any(|run| run.font.is_tall());
        if is_tall { Self { leading: 1.45, descent: 0.45 } } else { Self { leading: 1.18, descent: 0.25 } }
    }

    fn height(self, lines: usize) -> f64 {
        let gaps = u32::try_from(lines.saturating_sub(1)).map_or(0.0, f64::from);
        if lines == 0 { 0.0 } else { gaps.mul_add(self.leading, Fitted::ASCENT + self.descent) }
    }
}

impl Fit {
    /// A text on fewer lines looks better down to this share of its full size.
    const ONE_LINE: f64 = 0.72;
    /// Letters are made smaller down to this share before a word is broken.
    const WHOLE_WORDS: f64 = 0.55;
    /// How much smaller each size is than the one before.
    const STEP: f64 = 0.955;

    /// Fits a text that came out of [`super::Clean`].
    pub(in crate::cards) fn place(&self, text: &str) -> Fitted {
        let whole = Line::new(text, self.weight);
        if whole.width <= 0.0 {
            return Fitted { lines: Vec::new(), size: self.most, is_shortened: false };
        }
        let one_line = self.most.min(self.width / whole.width);
        if one_line >= self.least.max(self.most * Self::ONE_LINE) {
            return Fitted { lines: vec![whole], size: one_line, is_shortened: false };
        }
        let paragraph = Paragraph::new(text, self.weight);
        let spacing = Spacing::of(std::slice::from_ref(&whole));
        match self.best(&paragraph, spacing) {
            Some(size) if size > one_line => self.set(&paragraph, size),
            _ if one_line >= self.least => Fitted { lines: vec![whole], size: one_line, is_shortened: false },
            _ => self.shorten(&paragraph, spacing),
        }
    }

    /// The size at which all of a text has room. Words stay whole, unless letters would have to be much smaller for that.
    fn best(&self, paragraph: &Paragraph<'_>, spacing: Spacing) -> Option<f64> {
        let sizes = std::iter::successors(Some(self.most), |size| {
            (*size > self.least).then(|| (size * Self::STEP).max(self.least))
        });
        let wrapped = sizes.map(|size| (size, paragraph.wrap(self.width / size).len()));
        let has_room =
            |(size, lines): &(f64, usize)| *lines <= self.lines && spacing.height(*lines) * size <= self.height;
        // From the largest size, and so the most lines, down.
        let fitting: Vec<(f64, usize)> = wrapped.filter(has_room).collect();
        let in_whole_words = fitting.iter().position(|(size, _)| paragraph.widest() * size <= self.width);
        let largest = self.choose(&fitting)?;
        let whole = in_whole_words.and_then(|from| self.choose(&fitting[from..]));
        Some(whole.filter(|size| *size >= largest * Self::WHOLE_WORDS).unwrap_or(largest))
    }

    /// Of sizes and their numbers of lines, from the largest size down: on the fewest lines on which it is not much smaller
    /// than it may be, else the largest there is.
    fn choose(&self, fitting: &[(f64, usize)]) -> Option<f64> {
        let largest = fitting.first()?;
        let comfortable = fitting.iter().rev().find(|(size, _)| *size >= self.most * Self::ONE_LINE);
        let on_as_few = |(_, few): &(f64, usize)| fitting.iter().find(|(_, lines)| lines == few).map(|(size, _)| *size);
        comfortable.and_then(on_as_few).or(Some(largest.0))
    }

    /// As many lines as the size needs, as even as they can be.
    fn set(&self, paragraph: &Paragraph<'_>, size: f64) -> Fitted {
        let limit = self.width / size;
        let count = paragraph.wrap(limit).len();
        // Not so narrow that words would be broken which have room.
        let (mut narrow, mut wide) = (paragraph.widest().min(limit), limit);
        for _ in 0..12 {
            let middle = f64::midpoint(narrow, wide);
            if paragraph.wrap(middle).len() > count { narrow = middle } else { wide = middle }
        }
        let lines = paragraph.wrap(wide).into_iter().map(|range| paragraph.line(range)).collect();
        self.measured(lines, size, false)
    }

    /// At the smallest size, as much as there is room for.
    fn shorten(&self, paragraph: &Paragraph<'_>, spacing: Spacing) -> Fitted {
        let limit = self.width / self.least;
        let has_room = |lines: &usize| spacing.height(*lines) * self.least <= self.height;
        let count = (1..=self.lines).rev().find(has_room).unwrap_or(1);
        let ranges = paragraph.wrap(limit);
        let last = ranges.get(count - 1).map_or(0, |range| range.start);
        let mut lines: Vec<Line> = ranges.into_iter().take(count - 1).map(|range| paragraph.line(range)).collect();
        lines.push(paragraph.ellipsis(last, limit));
        self.measured(lines, self.least, true)
    }

    /// Lines are measured once more as wholes: letters that join across a break may make them wider.
    fn measured(&self, lines: Vec<Line>, size: f64, is_shortened: bool) -> Fitted {
        let widest = lines.iter().map(|line| line.width).fold(0.0, f64::max);
        Fitted { lines, size: size.min(self.width / widest), is_shortened }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cards::text::Clean;

    const NAME: Fit = Fit { weight: Weight::Bold, width: 48.0, height: 13.0, most: 5.6, least: 1.4, lines: 8 };

    fn read(fitted: &Fitted) -> Vec<String> {
        let line = |line: &Line| line.runs.iter().map(|run| run.text.as_str()).collect();
        fitted.lines.iter().map(line).collect()
    }

    fn assert_has_room(text: &str) -> Fitted {
        let fitted = NAME.place(&Clean::new(text).text);
        for line in &fitted.lines {
            assert!(line.width * fitted.size <= NAME.width + 1e-6, "{text}: {fitted:?}");
        }
        assert!(fitted.height() <= NAME.height + 1e-6, "{text}: {fitted:?}");
        assert!(fitted.size >= NAME.least * 0.9, "{text}: {}", fitted.size);
        fitted
    }

    #[test]
    fn a_short_name_has_its_full_size_and_a_longer_one_shrinks_before_it_wraps() {
        assert!((assert_has_room("Ana Silva").size - NAME.most).abs() < 1e-9);
        let longer = assert_has_room("Bartholomew Winter");
        assert_eq!(longer.lines.len(), 1);
        assert!(longer.size < NAME.most);
    }

    #[test]
    fn lines_are_even() {
        let fitted = assert_has_room("Maximiliane Alexandra von und zu Hohenlohe-Langenburg");
        assert_eq!(read(&fitted), ["Maximiliane Alexandra", "von und zu Hohenlohe-", "Langenburg"]);
        assert!(!fitted.is_shortened);
    }

    #[test]
    fn words_are_broken_only_where_letters_would_have_to_be_much_smaller() {
        let cell = Fit { weight: Weight::Bold, width: 14.0, height: 4.0, most: 2.5, least: 1.3, lines: 2 };
        assert_eq!(read(&cell.place("Northgate Hospital")), ["Northgate", "Hospital"]);
        let name = Fit { width: 30.0, ..NAME };
        assert_eq!(read(&name.place("Ana Wolfeschlegelsteinhausen")), ["Ana", "Wolfeschlegelsteinhausen"]);
        let endless = cell.place(&"Donaudampfschiff".repeat(2));
        assert!(endless.lines.len() == 2 && !endless.is_shortened, "{endless:?}");
    }

    #[test]
    fn scripts_that_hang_low_have_room_below_their_last_line() {
        let [latin, arabic] = ["Ana", "علي"].map(|text| NAME.place(text));
        assert!(arabic.height() - arabic.ascent() > 1.5 * (latin.height() - latin.ascent()), "{arabic:?}");
    }

    #[test]
    fn whatever_a_name_is_it_never_leaves_its_place() {
        for text in [
            "a".repeat(400),
            "W".repeat(400),
            "Ana ".repeat(100),
            "山田太郎".repeat(100),
            "محمد عبد الرحمن ".repeat(25),
            "محمد Ana 山田 (علي) 12 ".repeat(20),
            "ที่".repeat(130),
            "한국어 이름 ".repeat(60),
            "e\u{301}\u{302}\u{303}".repeat(100),
            "\u{202e}Ana\u{202c}".repeat(60),
        ] {
            assert_has_room(&text);
        }
    }

    #[test]
    fn four_hundred_common_letters_stand_there_whole_and_what_does_not_ends_in_an_ellipsis() {
        assert!(!assert_has_room(&"Ana Maria Silva ".repeat(25)).is_shortened);
        let shortened = assert_has_room(&"W".repeat(400));
        assert!(shortened.is_shortened && read(&shortened).last().unwrap().ends_with('…'));
    }

    #[test]
    fn a_text_without_letters_takes_no_room() {
        let fitted = NAME.place(&Clean::new("😀😀").text);
        assert!(fitted.lines.is_empty() && fitted.height() <= 0.0);
    }
}
