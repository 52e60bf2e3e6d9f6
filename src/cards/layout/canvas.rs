//! What a layout draws on: one side of one card, mirrored where it is read from the right.

use crate::{
    cards::{
        code::Code,
        color::Color,
        content::{CardContent, FieldText},
        design::{CardDesign, CodeSource, Direction},
        drawing::{Finding, Side},
        fonts::Weight,
        svg::{Align, Area, Svg},
        text::{Clean, Fit},
    },
    ids::FieldId,
    images::Picture,
};

/// CR80: the long and the short side, in mm.
pub(in crate::cards) const LONG: f64 = 85.60;
pub(in crate::cards) const SHORT: f64 = 53.98;

/// A side of a card that is being drawn. Areas are as in a card that is read from the left.
pub(super) struct Canvas<'a> {
    pub design: &'a CardDesign,
    pub content: &'a CardContent,
    /// In mm.
    pub width: f64,
    /// In mm.
    pub height: f64,
    side: Side,
    svg: Svg,
    findings: Vec<Finding>,
}

/// How a text is written.
#[derive(Clone, Copy)]
pub(super) struct Style {
    pub weight: Weight,
    pub color: Color,
    /// The size where there is room, in mm.
    pub most: f64,
    /// The smallest that can be read, in mm.
    pub least: f64,
    /// The most lines.
    pub lines: usize,
}

impl Style {
    pub(super) const fn regular(most: f64, color: Color) -> Self {
        Self { weight: Weight::Regular, color, most, least: 1.3, lines: 1 }
    }

    pub(super) const fn bold(most: f64, color: Color) -> Self {
        Self { weight: Weight::Bold, ..Self::regular(most, color) }
    }

    pub(super) const fn lines(self, lines: usize) -> Self {
        Self { lines, ..self }
    }
}

impl<'a> Canvas<'a> {
    pub(super) fn new(side: Side, design: &'a CardDesign, content: &'a CardContent) -> Self {
        let (width, height) = if design.layout.is_landscape() { (LONG, SHORT) } else { (SHORT, LONG) };
        let mut svg = Svg::new(width, height);
        svg.rect(Area::new(-1.0, -1.0, width + 2.0, height + 2.0), 0.0, Color::WHITE);
        Self { design, content, width, height, side, svg, findings: Vec::new() }
    }

    pub(super) fn finish(self) -> (Svg, Vec<Finding>) {
        (self.svg, self.findings)
    }

    fn is_mirrored(&self) -> bool {
        self.design.direction == Direction::RightToLeft
    }

    fn placed(&self, area: Area) -> Area {
        let x = if self.is_mirrored() { self.width - area.x - area.width } else { area.x };
        Area { x, ..area }
    }

    fn aligned(&self, align: Align) -> Align {
        match align {
            Align::Left if self.is_mirrored() => Align::Right,
            Align::Right if self.is_mirrored() => Align::Left,
            align => align,
        }
    }

    /// A filled rectangle.
    pub(super) fn rect(&mut self, area: Area, radius: f64, fill: Color) {
        self.svg.rect(self.placed(area), radius, fill);
    }

    /// A rectangle from edge to edge.
    pub(super) fn band(&mut self, top: f64, height: f64, fill: Color) {
        self.rect(Area::new(-1.0, top, self.width + 2.0, height), 0.0, fill);
    }

    /// The outline of a rectangle.
    pub(super) fn frame(&mut self, area: Area, radius: f64, stroke: Color, thickness: f64) {
        self.svg.frame(self.placed(area), radius, stroke, thickness);
    }

    /// A closed shape through points, each an `(x, y)`.
    pub(super) fn polygon(&mut self, points: &[(f64, f64)], fill: Color) {
        let mirror = |x: f64| if self.is_mirrored() { self.width - x } else { x };
        let points: Vec<_> = points.iter().map(|(x, y)| format!("{:.3} {y:.3}", mirror(*x))).collect();
        self.svg.path(&format!("M{}z", points.join("L")), fill);
    }

    /// A shape that is the same in a mirror.
    pub(super) fn symmetric(&mut self, commands: &str, fill: Color) {
        self.svg.path(commands, fill);
    }

    /// What `draw` draws, as far as it stands within the area.
    pub(super) fn clipped(&mut self, area: Area, radius: f64, draw: impl FnOnce(&mut Svg, Area)) {
        let area = self.placed(area);
        self.svg.clipped(area, radius, |svg| draw(svg, area));
    }

    /// A picture that covers the area.
    pub(super) fn cover(&mut self, area: Area, radius: f64, picture: &Picture) {
        self.svg.cover(self.placed(area), radius, picture);
    }

    /// A picture as large as the area lets it be.
    pub(super) fn picture(&mut self, area: Area, picture: &Picture, align: Align) {
        self.svg.picture(self.placed(area), picture, self.aligned(align));
    }

    /// What a text would take from top to bottom, in mm.
    pub(super) fn height_of(area: Area, style: Style, text: &str) -> f64 {
        fit(area, style).place(&Clean::new(text).text).height()
    }

    /// Writes a text from the top of its area down; the answer is what it took from top to bottom, in mm.
    pub(super) fn text(&mut self, area: Area, align: Align, style: Style, text: &str) -> f64 {
        let clean = Clean::new(text);
        let fitted = fit(area, style).place(&clean.text);
        let named = || text.chars().take(60).collect();
        if clean.lacks_letters {
            self.findings.push(Finding::LettersMissing { side: self.side, text: named() });
        }
        if fitted.is_shortened {
            self.findings.push(Finding::Shortened { side: self.side, text: named() });
        }
        self.svg.text(self.placed(area), self.aligned(align), &fitted, style.color);
        fitted.height()
    }

    /// Notes that a field has no room.
    pub(super) fn leave_out(&mut self, field: &FieldText) {
        self.findings.push(Finding::LeftOut { side: self.side, label: field.label.clone() });
    }

    /// Notes that the signature has no room.
    pub(super) fn leave_out_signature(&mut self) {
        self.findings.push(Finding::NoSignature { side: self.side });
    }

    /// Writes a text in the middle between the top and the bottom of its area.
    pub(super) fn text_amid(&mut self, area: Area, align: Align, style: Style, text: &str) {
        let height = Self::height_of(area, style, text);
        let top = area.y + (area.height - height) / 2.0;
        self.text(Area::new(area.x, top, area.width, area.height), align, style, text);
    }

    /// What a field says; none where it has no value or is no longer there.
    pub(super) fn field(&self, field: &FieldId) -> Option<&'a FieldText> {
        self.content.fields.get(field).filter(|field| !field.value.trim().is_empty())
    }

    /// What its scanner is to read; none where the field says nothing, or where it can't stand in that place.
    pub(super) fn code(&mut self, source: &CodeSource, area: Area) -> Option<(Code, &'a str)> {
        let value = self.field(&source.field)?.value.trim();
        match Code::new(source.symbology, value, area, 3.0) {
            Ok(code) => Some((code, value)),
            Err(error) => {
                self.findings.push(Finding::Code { side: self.side, error });
                None
            }
        }
    }

    /// Draws a code in the middle of its place.
    pub(super) fn draw_code(&mut self, code: &Code, area: Area) {
        let placed = self.placed(area);
        code.draw(&mut self.svg, placed);
    }
}

const fn fit(area: Area, style: Style) -> Fit {
    let Style { weight, most, least, lines, .. } = style;
    Fit { weight, width: area.width, height: area.height, most, least, lines }
}
