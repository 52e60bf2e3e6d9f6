//! What the cards of a project look like.

use super::{code::Symbology, color::Color};
use crate::{
    ids::FieldId,
    images::Picture,
    input::{CardLine, CardNote},
    text_enum,
};

text_enum! {
    /// How a card is laid out. Each is made for CR80, and for both sides.
    pub enum Layout {
        /// Landscape: a colored head, the photo at the left under it.
        Header = "header",
        /// Landscape: a colored column at the left with the photo in it.
        Column = "column",
        /// Portrait: a round colored head, the photo in the middle over its edge.
        Badge = "badge",
        /// Portrait: a large photo, the name under it.
        Portrait = "portrait",
    }
}

text_enum! {
    /// From where lines of a card begin, and its photo with them.
    pub enum Direction {
        /// As in English.
        LeftToRight = "ltr",
        /// As in Arabic: the whole card is mirrored.
        RightToLeft = "rtl",
    }
}

/// A design of cards.
#[derive(Clone, Debug, PartialEq)]
pub struct CardDesign {
    /// How it is laid out.
    pub layout: Layout,
    /// From where it is read.
    pub direction: Direction,
    /// What it is colored with.
    pub accent: Color,
    /// Who hands it out; empty for nobody.
    pub issuer: CardLine,
    /// What kind of card it is, such as "Employee"; empty for nothing.
    pub caption: CardLine,
    /// Of who hands it out.
    pub logo: Option<Picture>,
    /// Whether a card shows the color code of its record.
    pub has_color_code: bool,
    /// What faces whoever looks at its holder.
    pub front: Front,
    /// The other side, where one is printed.
    pub back: Option<Back>,
}

/// The front of a card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Front {
    /// The fields that make up the name, in their order.
    pub name: NameFields,
    /// The field under the name, such as the job title.
    pub headline: Option<FieldId>,
    /// The fields with their labels.
    pub details: DetailFields,
    /// What a scanner reads.
    pub code: Option<CodeSource>,
    /// Whether the holder's signature stands here.
    pub has_signature: bool,
}

/// The back of a card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Back {
    /// The fields with their labels.
    pub details: DetailFields,
    /// What is to be known of the card, such as where to bring a lost one; empty for nothing.
    pub note: CardNote,
    /// What a scanner reads.
    pub code: Option<CodeSource>,
    /// Whether the holder's signature stands here.
    pub has_signature: bool,
}

/// Which field a code holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeSource {
    /// As bars or squares.
    pub symbology: Symbology,
    /// What it says.
    pub field: FieldId,
}

/// Some fields, each once, and no more than there is room for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FewFields<const MOST: usize>(Vec<FieldId>);

/// Up to three fields.
pub type NameFields = FewFields<3>;
/// Up to six fields.
pub type DetailFields = FewFields<6>;

impl<const MOST: usize> FewFields<MOST> {
    /// The most of them.
    pub const MOST: usize = MOST;

    /// These fields; none where they are too many, or one is there twice.
    #[must_use]
    pub fn new(fields: Vec<FieldId>) -> Option<Self> {
        let is_once = |at: usize, field: &FieldId| !fields[..at].contains(field);
        let is_fine = fields.len() <= MOST && fields.iter().enumerate().all(|(at, field)| is_once(at, field));
        is_fine.then_some(Self(fields))
    }

    /// In their order.
    pub fn iter(&self) -> impl Iterator<Item = &FieldId> {
        self.0.iter()
    }
}

impl Layout {
    /// Whether the long side of the card lies.
    #[must_use]
    pub const fn is_landscape(self) -> bool {
        matches!(self, Self::Header | Self::Column)
    }
}
