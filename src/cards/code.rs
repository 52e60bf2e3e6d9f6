//! Barcodes and QR codes.

use std::fmt::Write;

use barcoders::sym::code128::Code128;
use qrcode::{EcLevel, QrCode};
use thiserror::Error;

use super::{
    color::Color,
    svg::{Area, Svg},
};
use crate::text_enum;

text_enum! {
    /// What a scanner reads.
    pub enum Symbology {
        /// Bars: ASCII only, for scanners of one dimension.
        Code128 = "code128",
        /// A square of dots: any text.
        Qr = "qr",
    }
}

/// Why a value can't be read from a card.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum CodeError {
    /// Code 128 has ASCII only.
    #[error("{0:?} can't stand in a Code 128 barcode")]
    Character(char),
    /// Its bars or dots would be finer than printers print and scanners read.
    #[error("the value is too long for its place")]
    TooLong,
}

/// A code that has room in its place.
#[derive(Clone, Debug)]
pub(super) struct Code {
    symbology: Symbology,
    /// Whether each module is dark, row by row; bars are one row.
    modules: Vec<bool>,
    /// Modules from side to side.
    width: usize,
    /// Of a module, in mm.
    module: f64,
}

impl Code {
    /// A dot of a printer at 300 dpi, in mm. Modules are whole dots, so that none is wider than the next.
    const DOT: f64 = 25.4 / 300.0;
    /// The fewest dots of a bar: 0.169 mm, the least for scanners on counters and at doors.
    const LEAST_BAR: f64 = 2.0;
    /// The fewest dots of a module of a QR code, for cameras of phones: 0.254 mm.
    const LEAST_SQUARE: f64 = 3.0;
    /// What is left blank on each side, in modules, as the standards of both say.
    const QUIET_BARS: f64 = 10.0;
    const QUIET_SQUARES: f64 = 4.0;

    /// A value as bars or squares that have room in a place on white ground; their quiet zones may stand beyond it where
    /// `margin` mm around it are blank anyway.
    ///
    /// # Errors
    /// Where the symbology can't hold it, or not in that place.
    pub(super) fn new(symbology: Symbology, value: &str, place: Area, margin: f64) -> Result<Self, CodeError> {
        let (modules, width) = match symbology {
            Symbology::Code128 => bars(value)?,
            Symbology::Qr => squares(value)?,
        };
        let (room, quiet, least) = match symbology {
            Symbology::Code128 => (place.width, Self::QUIET_BARS, Self::LEAST_BAR),
            Symbology::Qr => (place.width.min(place.height), Self::QUIET_SQUARES, Self::LEAST_SQUARE),
        };
        let count = count(width);
        let dots = (1..=8_u8).rev().map(f64::from).find(|dots| {
            let module = dots * Self::DOT;
            let quiet = (quiet * module - margin).max(0.0);
            count * module + 2.0 * quiet <= room
        });
        match dots {
            Some(dots) if dots >= least => Ok(Self { symbology, modules, width, module: dots * Self::DOT }),
            _ => Err(CodeError::TooLong),
        }
    }

    /// What it takes from side to side, without its quiet zones, in mm.
    pub(super) fn width(&self) -> f64 {
        count(self.width) * self.module
    }

    /// Draws it in the middle of its place; bars are as high as it.
    pub(super) fn draw(&self, svg: &mut Svg, place: Area) {
        let snap = |length: f64| (length / Self::DOT).round() * Self::DOT;
        let x = snap(place.x + (place.width - self.width()) / 2.0);
        let (y, height) = match self.symbology {
            Symbology::Code128 => (place.y, place.height),
            Symbology::Qr => (snap(place.y + (place.height - self.width()) / 2.0), self.module),
        };
        let mut commands = String::new();
        for (row, modules) in self.modules.chunks(self.width).enumerate() {
            let top = count(row).mul_add(self.module, y);
            let mut at = 0;
            for run in modules.chunk_by(|one, other| one == other) {
                if run.first() == Some(&true) {
                    let (left, width) = (count(at).mul_add(self.module, x), count(run.len()) * self.module);
                    // Writing to a String never fails.
                    let _ = write!(commands, "M{left:.4} {top:.4}h{width:.4}v{height:.4}h-{width:.4}z");
                }
                at += run.len();
            }
        }
        svg.path(&commands, Color::INK);
    }
}

fn count(modules: usize) -> f64 {
    u32::try_from(modules).map_or(f64::INFINITY, f64::from)
}

fn bars(value: &str) -> Result<(Vec<bool>, usize), CodeError> {
    if let Some(other) = value.chars().find(|letter| !matches!(letter, ' '..='~')) {
        return Err(CodeError::Character(other));
    }
    // Long before this many have no room on a card.
    if value.is_empty() || value.len() > 80 {
        return Err(CodeError::TooLong);
    }
    let modules: Vec<bool> = Code128::new(with_sets(value))
        .map_err(|_| CodeError::TooLong)?
        .encode()
        .into_iter()
        .map(|module| module == 1)
        .collect();
    let width = modules.len();
    Ok((modules, width))
}

/// A value with what switches between the sets of Code 128: C, with two digits in a symbol, for runs of digits that are
/// worth it, and B for all else.
fn with_sets(value: &str) -> String {
    const B: char = '\u{181}';
    const C: char = '\u{106}';
    let mut written = String::new();
    let mut set = None;
    let runs = value.as_bytes().chunk_by(|one, other| one.is_ascii_digit() == other.is_ascii_digit());
    for run in runs {
        let run = String::from_utf8_lossy(run);
        let pairs = if run.starts_with(|letter: char| letter.is_ascii_digit()) { run.len() / 2 * 2 } else { 0 };
        let is_worth_it = pairs >= 4 || (pairs >= 2 && pairs == value.len());
        let (single, paired) = if is_worth_it { run.split_at(run.len() - pairs) } else { (run.as_ref(), "") };
        for (part, wanted) in [(single, B), (paired, C)] {
            if !part.is_empty() {
                if set != Some(wanted) {
                    written.push(wanted);
                    set = Some(wanted);
                }
                written.push_str(part);
            }
        }
    }
    written
}

fn squares(value: &str) -> Result<(Vec<bool>, usize), CodeError> {
    let code = QrCode::with_error_correction_level(value, EcLevel::M).map_err(|_| CodeError::TooLong)?;
    let width = code.width();
    Ok((code.into_colors().into_iter().map(|color| color == qrcode::Color::Dark).collect(), width))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLACE: Area = Area::new(3.0, 3.0, 50.0, 20.0);

    #[test]
    fn digits_stand_two_in_a_symbol() {
        assert_eq!(with_sets("10000042"), "\u{106}10000042");
        assert_eq!(with_sets("123"), "\u{181}123");
        assert_eq!(with_sets("AB-1234567"), "\u{181}AB-1\u{106}234567");
        assert_eq!(with_sets("1234AB12"), "\u{106}1234\u{181}AB12");
        assert_eq!(with_sets("42"), "\u{106}42");
    }

    #[test]
    fn what_a_symbology_cannot_hold_is_told() {
        let error = |symbology, value: &str| Code::new(symbology, value, PLACE, 3.0).unwrap_err();
        assert_eq!(error(Symbology::Code128, "Ana Müller"), CodeError::Character('ü'));
        assert_eq!(error(Symbology::Code128, "a\nb"), CodeError::Character('\n'));
        assert_eq!(error(Symbology::Code128, &"a".repeat(40)), CodeError::TooLong);
        assert_eq!(error(Symbology::Code128, &"1".repeat(100_000)), CodeError::TooLong);
        assert_eq!(error(Symbology::Code128, ""), CodeError::TooLong);
        assert_eq!(error(Symbology::Qr, &"a".repeat(10_000)), CodeError::TooLong);
        assert_eq!(error(Symbology::Qr, &"a".repeat(600)), CodeError::TooLong);
        Code::new(Symbology::Qr, "Ana Müller 山田", PLACE, 3.0).unwrap();
        Code::new(Symbology::Code128, "EMP-2026-000417", PLACE, 3.0).unwrap();
    }
}
