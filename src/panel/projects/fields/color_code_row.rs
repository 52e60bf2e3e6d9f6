//! A color code as the form has it.

use crate::{
    panel::forms::input_id,
    projects::fields::ColorCode,
    web::{BadRequest, Fields},
};

/// The color code of a number.
#[derive(Clone, Debug)]
pub(super) struct ColorCodeRow {
    pub(super) code: i32,
    /// Empty for none.
    pub(super) name: String,
    pub(super) color: String,
    /// [`ColorCode::text`] of what was served.
    pub(super) served: String,
    /// Whether the person was told that records bear it.
    pub(super) may_be_in_use: bool,
}

/// What stands beside a number without a color code.
const NO_COLOR: &str = "#808080";

/// Those that a color code may have.
pub(super) fn numbers() -> impl Iterator<Item = i32> {
    (1..).take(ColorCode::MOST)
}

impl ColorCodeRow {
    pub(super) fn of(code: i32, saved: &[ColorCode]) -> Self {
        let served = ColorCode::text_of(saved, code);
        let mut row = Self { code, name: String::new(), color: String::new(), served, may_be_in_use: false };
        row.set(&row.served.clone());
        row
    }

    pub(super) fn parse(fields: &Fields, code: i32) -> Result<Self, BadRequest> {
        let name = ColorCode::field(code);
        let one = |name: String| fields.optional(&name)?.ok_or(BadRequest::MissingField("color_codes"));
        Ok(Self {
            code,
            name: one(format!("{name}.name"))?,
            color: one(format!("{name}.color"))?,
            served: one(format!("served.{name}"))?,
            may_be_in_use: fields.has(&format!("{name}.in_use")),
        })
    }

    /// Makes it what such a text says.
    pub(super) fn set(&mut self, text: &str) {
        let (color, name) = text.split_once(' ').unwrap_or((NO_COLOR, ""));
        (self.color, self.name) = (color.to_owned(), name.to_owned());
    }

    /// What it is to be; none without a name.
    pub(super) fn wanted(&self) -> Option<ColorCode> {
        (!self.name.trim().is_empty()).then(|| ColorCode::of_typed(self.code, &self.name, &self.color))
    }

    /// [`ColorCode::text`] of what it is to be.
    pub(super) fn text(&self) -> String {
        self.wanted().map(|code| code.text()).unwrap_or_default()
    }

    /// The id of its input for the name or for the color.
    pub(super) fn id(&self, what: &str) -> String {
        input_id(&format!("{}.{what}", self.field())).into_owned()
    }

    /// How the names of its inputs begin.
    pub(super) fn field(&self) -> String {
        ColorCode::field(self.code)
    }
}
