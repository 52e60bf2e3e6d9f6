//! The cards that calls ask for.

use super::{BadgePreview, CardSide, PreviewFormat};
use crate::cards::{RasterFormat, RecordCard, RenderError, Sides, pdf};

impl From<CardSide> for Sides {
    fn from(side: CardSide) -> Self {
        match side {
            CardSide::Both => Self::Both,
            CardSide::Front => Self::Front,
            CardSide::Back => Self::Back,
        }
    }
}

/// A card as it is asked for. It takes long, so it is done in a turn of [`crate::cards::CardPress`].
pub(super) fn preview(card: &RecordCard, BadgePreview { format, side }: BadgePreview) -> Result<Vec<u8>, RenderError> {
    let (drawing, sides) = (card.draw(), side.into());
    match format {
        PreviewFormat::Jpeg => drawing.picture(sides, RasterFormat::Jpeg),
        PreviewFormat::Png => drawing.picture(sides, RasterFormat::Png),
        PreviewFormat::Webp => drawing.picture(sides, RasterFormat::Webp),
        PreviewFormat::Pdf => pdf([&drawing], sides, &card.title),
    }
}

/// A card that was drawn to be printed.
pub(super) struct Printout {
    /// Of which version of the record.
    pub(super) version: i64,
    /// The PDF.
    pub(super) pdf: Vec<u8>,
}

impl Printout {
    /// The card as a PDF of its exact size.
    pub(super) fn of(card: &RecordCard, side: CardSide) -> Result<Self, RenderError> {
        Ok(Self { version: card.version, pdf: preview(card, BadgePreview { format: PreviewFormat::Pdf, side })? })
    }
}
