//! A card that is drawn.

use super::{code::CodeError, content::CardContent, design::CardDesign, layout, svg::Svg};
use crate::text_enum;

text_enum! {
    /// A side of a card.
    pub enum Side {
        /// What faces whoever looks at its holder.
        Front = "front",
        /// The other one.
        Back = "back",
    }
}

/// What whoever prints a card should know of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Finding {
    /// Even at the smallest size that can be read there was no room for all of a text.
    Shortened {
        /// Where it stands.
        side: Side,
        /// How it begins.
        text: String,
    },
    /// A field is not on the card, because there was no room for it.
    LeftOut {
        /// Where it should stand.
        side: Side,
        /// What people call it.
        label: String,
    },
    /// The signature is not on the card, because there was no room for it.
    NoSignature {
        /// Where it should stand.
        side: Side,
    },
    /// A text has emoji, which are left out, or letters that no font has, which stand as a box.
    LettersMissing {
        /// Where it stands.
        side: Side,
        /// How it begins.
        text: String,
    },
    /// The card has no code, because it can't hold the value.
    Code {
        /// Where it should stand.
        side: Side,
        /// Why it doesn't.
        error: CodeError,
    },
}

/// A card as a drawing per side, from which its pictures are made.
pub struct Drawing {
    pub(super) front: Svg,
    pub(super) back: Option<Svg>,
    /// What is odd of it.
    pub findings: Vec<Finding>,
}

impl Drawing {
    /// The sides that it has.
    #[must_use]
    pub fn sides_there(&self) -> Vec<Side> {
        if self.back.is_some() { vec![Side::Front, Side::Back] } else { vec![Side::Front] }
    }

    /// Whether its long side lies.
    #[must_use]
    pub fn is_landscape(&self) -> bool {
        self.front.width > self.front.height
    }
}

/// Draws a card. It takes some milliseconds, so it has no place among the workers that answer requests.
#[must_use]
pub fn draw(design: &CardDesign, content: &CardContent) -> Drawing {
    let (front, mut findings) = layout::front(design, content);
    let back = design.back.as_ref().map(|back| {
        let (back, found) = layout::back(design, back, content);
        findings.extend(found);
        back
    });
    Drawing { front, back, findings }
}
