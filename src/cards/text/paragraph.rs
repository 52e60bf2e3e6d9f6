//! Breaking a text into lines (UAX #14), and words that are too wide into what a reader takes for letters (UAX #29).

use std::{cell::OnceCell, ops::Range};

use icu_segmenter::{GraphemeClusterSegmenter, LineSegmenter, options::LineBreakOptions};

use super::Line;
use crate::cards::fonts::Weight;

/// A text and where its lines may end.
pub(super) struct Paragraph<'a> {
    text: &'a str,
    weight: Weight,
    pieces: Vec<Piece>,
}

/// What is not broken where it need not be.
struct Piece {
    range: Range<usize>,
    /// With the space at its end, in em.
    width: f64,
    /// Without it.
    inked: f64,
    letters: OnceCell<Vec<Piece>>,
}

impl<'a> Paragraph<'a> {
    pub(super) fn new(text: &'a str, weight: Weight) -> Self {
        let breaks: Vec<usize> =
            LineSegmenter::new_for_non_complex_scripts(LineBreakOptions::default()).segment_str(text).collect();
        let pieces = breaks.windows(2).map(|pair| Piece::new(text, pair[0]..pair[1], weight)).collect();
        Self { text, weight, pieces }
    }

    /// The width of the widest piece, in em.
    pub(super) fn widest(&self) -> f64 {
        self.pieces.iter().map(|piece| piece.inked).fold(0.0, f64::max)
    }

    /// The lines of a text that may be `limit` em wide.
    pub(super) fn wrap(&self, limit: f64) -> Vec<Range<usize>> {
        let mut lines = Lines { limit, done: Vec::new(), current: 0..0, width: 0.0 };
        for piece in &self.pieces {
            if piece.inked <= limit {
                lines.push(piece);
            } else {
                self.letters(piece).iter().for_each(|letter| lines.push(letter));
            }
        }
        lines.finish()
    }

    /// What a piece that is too wide is broken into.
    fn letters<'p>(&self, piece: &'p Piece) -> &'p [Piece] {
        piece.letters.get_or_init(|| {
            let start = piece.range.start;
            let breaks: Vec<usize> =
                GraphemeClusterSegmenter::new().segment_str(&self.text[piece.range.clone()]).collect();
            let letter = |pair: &[usize]| Piece::new(self.text, start + pair[0]..start + pair[1], self.weight);
            breaks.windows(2).map(letter).collect()
        })
    }

    pub(super) fn line(&self, range: Range<usize>) -> Line {
        Line::new(self.text[range].trim(), self.weight)
    }

    /// What begins at `start`, as long as there is room for it and the ellipsis after it.
    pub(super) fn ellipsis(&self, start: usize, limit: f64) -> Line {
        let rest = &self.text[start..];
        let ends: Vec<usize> = GraphemeClusterSegmenter::new().segment_str(rest).collect();
        let shown = |end: &usize| Line::new(&format!("{}…", rest[..*end].trim_end()), self.weight);
        let fitting = ends.partition_point(|end| shown(end).width <= limit);
        shown(&ends.get(fitting.saturating_sub(1)).copied().unwrap_or_default())
    }
}

impl Piece {
    fn new(text: &str, range: Range<usize>, weight: Weight) -> Self {
        let inked = Line::new(text[range.clone()].trim_end(), weight).width;
        let width = Line::new(&text[range.clone()], weight).width;
        Self { range, width, inked, letters: OnceCell::new() }
    }
}

struct Lines {
    limit: f64,
    done: Vec<Range<usize>>,
    current: Range<usize>,
    width: f64,
}

impl Lines {
    fn push(&mut self, piece: &Piece) {
        if self.width + piece.inked > self.limit && !self.current.is_empty() {
            self.done.push(std::mem::replace(&mut self.current, piece.range.start..piece.range.start));
            self.width = 0.0;
        }
        self.current.end = piece.range.end;
        self.width += piece.width;
    }

    fn finish(mut self) -> Vec<Range<usize>> {
        self.done.push(self.current);
        self.done
    }
}
