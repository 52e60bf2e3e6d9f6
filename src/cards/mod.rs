//! Cards: what they look like and how they are drawn.
//!
//! A card is drawn by [`draw`], side by side, and that is what a picture and a PDF are made from, so that both show the
//! same. Lengths are in mm. Fonts and layouts are compiled in: nothing that is drawn depends on the machine.

mod code;
mod color;
mod combine;
mod content;
mod design;
mod design_part;
mod drawing;
mod fonts;
mod layout;
mod logos;
mod of_project;
mod of_record;
mod press;
mod print_card;
mod record_card;
mod render;
mod sample;
mod save_design;
mod store;
mod stored;
mod svg;
mod text;

#[cfg(test)]
mod tests;

pub use self::{
    code::{CodeError, Symbology},
    color::Color,
    content::{CardContent, ColorMark, FieldText},
    design::{Back, CardDesign, CodeSource, DetailFields, Direction, FewFields, Front, Layout, NameFields},
    design_part::DesignPart,
    drawing::{Drawing, Finding, Side, draw},
    logos::{keep_logo, logo, prune_logos},
    of_project::ProjectDesign,
    press::{Admitted, CardPress, PressError},
    print_card::print_card,
    record_card::RecordCard,
    render::{RasterFormat, RenderError, Sides, pdf},
    save_design::{SaveDesign, save_design},
};
