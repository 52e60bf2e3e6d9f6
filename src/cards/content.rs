//! What a card says of its holder.

use std::collections::HashMap;

use super::color::Color;
use crate::{ids::FieldId, images::Picture};

/// What stands on one card.
#[derive(Clone, Debug, Default)]
pub struct CardContent {
    /// What people call each field and what it holds; fields without a value, and those that were removed, are not there.
    pub fields: HashMap<FieldId, FieldText>,
    /// Who holds it.
    pub photo: Option<Picture>,
    /// By the holder's own hand.
    pub signature: Option<Picture>,
    /// What the record is marked with.
    pub color_code: Option<ColorMark>,
}

/// A field of a card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldText {
    /// What people call it.
    pub label: String,
    /// What it holds.
    pub value: String,
}

/// A color code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColorMark {
    /// What it stands for.
    pub name: String,
    /// What it looks like.
    pub color: Color,
}
