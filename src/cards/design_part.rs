//! The parts of a design that are changed each by itself, as texts: for the trail, and for two people at one form.

use super::{code::Symbology, design::CodeSource, of_project::ProjectDesign};
use crate::{
    ids::{FieldId, LogoId},
    text_enum,
};

text_enum! {
    /// A part of a design.
    pub enum DesignPart {
        /// The layout, by its word.
        Layout = "layout",
        /// The reading direction, by its word.
        Direction = "direction",
        /// The color, as in `#0b5d66`.
        Accent = "accent",
        /// Who hands the card out.
        Issuer = "issuer",
        /// What kind of card it is.
        Caption = "caption",
        /// The id of the logo.
        Logo = "logo",
        /// Whether the color code is shown.
        ColorCode = "color_code",
        /// The ids of the fields of the name.
        Name = "name",
        /// The id of the field under it.
        Headline = "headline",
        /// The ids of the fields on the front.
        FrontDetails = "front.details",
        /// The code on the front: its symbology and the id of its field.
        FrontCode = "front.code",
        /// Whether the signature stands on the front.
        FrontSignature = "front.signature",
        /// Whether there is a back.
        HasBack = "has_back",
        /// The ids of the fields on the back.
        BackDetails = "back.details",
        /// The note on the back.
        Note = "note",
        /// The code on the back, as that on the front.
        BackCode = "back.code",
        /// Whether the signature stands on the back.
        BackSignature = "back.signature",
    }
}

/// How the parts begin in the trail.
const PREFIX: &str = "card_design.";

impl DesignPart {
    /// What makes up the back, beside that it is there.
    pub const OF_BACK: [Self; 4] = [Self::BackDetails, Self::Note, Self::BackCode, Self::BackSignature];

    /// Its name in the trail.
    #[must_use]
    pub fn field(self) -> String {
        [PREFIX, self.as_str()].concat()
    }

    /// The part of a name in the trail.
    #[must_use]
    pub fn of_field(field: &str) -> Option<Self> {
        Self::parse(field.strip_prefix(PREFIX)?)
    }

    /// Whether it says something of the back, beside that it is there.
    #[must_use]
    pub fn is_of_back(self) -> bool {
        Self::OF_BACK.contains(&self)
    }

    /// What it is in a design; empty for nothing, and for what stands on a back that is not there.
    #[must_use]
    pub fn text(self, of: &ProjectDesign) -> String {
        let ProjectDesign { design, logo } = of;
        let (front, back) = (&design.front, design.back.as_ref());
        match self {
            Self::Layout => design.layout.as_str().to_owned(),
            Self::Direction => design.direction.as_str().to_owned(),
            Self::Accent => design.accent.to_string(),
            Self::Issuer => design.issuer.to_string(),
            Self::Caption => design.caption.to_string(),
            Self::Logo => logo.as_ref().map(LogoId::to_string).unwrap_or_default(),
            Self::ColorCode => flag(design.has_color_code),
            Self::Name => ids(front.name.iter()),
            Self::Headline => ids(front.headline.iter()),
            Self::FrontDetails => ids(front.details.iter()),
            Self::FrontCode => code(front.code.as_ref()),
            Self::FrontSignature => flag(front.has_signature),
            Self::HasBack => flag(back.is_some()),
            Self::BackDetails => ids(back.iter().flat_map(|back| back.details.iter())),
            Self::Note => back.map(|back| back.note.to_string()).unwrap_or_default(),
            Self::BackCode => code(back.and_then(|back| back.code.as_ref())),
            Self::BackSignature => flag(back.is_some_and(|back| back.has_signature)),
        }
    }

    /// The fields that a text of [`DesignPart::text`] names; none where it is no such text.
    #[must_use]
    pub fn fields_of(text: &str) -> Option<Vec<FieldId>> {
        text.split_ascii_whitespace().map(FieldId::parse).collect()
    }

    /// The code that a text of [`DesignPart::text`] tells; none where it is no such text.
    #[must_use]
    pub fn code_of(text: &str) -> Option<Option<CodeSource>> {
        if text.is_empty() {
            return Some(None);
        }
        let (symbology, field) = text.split_once(' ')?;
        Some(Some(CodeSource { symbology: Symbology::parse(symbology)?, field: FieldId::parse(field)? }))
    }
}

fn flag(is_so: bool) -> String {
    if is_so { "1" } else { "" }.to_owned()
}

fn ids<'a>(fields: impl Iterator<Item = &'a FieldId>) -> String {
    fields.map(FieldId::as_str).collect::<Vec<_>>().join(" ")
}

fn code(source: Option<&CodeSource>) -> String {
    source.map(|CodeSource { symbology, field }| format!("{} {field}", symbology.as_str())).unwrap_or_default()
}
