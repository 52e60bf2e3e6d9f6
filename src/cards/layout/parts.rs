//! What stands on several layouts.

use super::canvas::{Canvas, Style};
use crate::{
    cards::{
        code::Symbology,
        color::Color,
        content::{ColorMark, FieldText},
        design::CodeSource,
        svg::{Align, Area, Svg},
    },
    ids::FieldId,
};

/// What has less from top to bottom is not read: the label and the value of a field, in mm.
const LEAST_ROW: f64 = 5.0;
/// And more only looks lost.
const MOST_ROW: f64 = 6.6;
/// A cell is no narrower where there are more columns than were asked for, in mm.
const LEAST_CELL: f64 = 13.5;
/// What bars and what they say take from top to bottom, in mm.
const BARS: f64 = 9.2;
/// What stays free above them, as under a signature, in mm.
const ABOVE_BARS: f64 = 1.6;
/// What a signature and its line take from top to bottom, and the least of it, in mm.
const SIGNATURE: f64 = 6.4;
const LEAST_SIGNATURE: f64 = 3.0;
/// The side of a QR code, in mm.
const QR: f64 = 16.0;

/// The holder's photo, or a figure where there is none.
pub(super) fn photo(canvas: &mut Canvas<'_>, area: Area, radius: f64) {
    match &canvas.content.photo {
        Some(photo) => canvas.cover(area, radius, photo),
        None => figure(canvas, area, radius),
    }
}

/// Head and shoulders of nobody.
fn figure(canvas: &mut Canvas<'_>, area: Area, radius: f64) {
    let accent = canvas.design.accent;
    let (ground, body) = (Color::WHITE.mix(accent, 0.1), Color::WHITE.mix(accent, 0.28));
    canvas.clipped(area, radius, |svg: &mut Svg, area: Area| {
        svg.rect(area, 0.0, ground);
        let unit = area.width.min(area.height);
        let (x, y) = (area.x + area.width / 2.0, area.y + area.height);
        let head = unit * 0.2;
        let top = y - unit * 0.5 - head;
        svg.rect(Area::new(x - head, top - head, head * 2.0, head * 2.0), head, body);
        let (shoulder, rise) = (unit * 0.38, unit * 0.42);
        svg.path(
            &format!(
                "M{:.3} {:.3}v-{:.3}c0-{:.3} {:.3}-{:.3} {:.3}-{:.3}s{:.3} {:.3} {:.3} {:.3}v{:.3}z",
                x - shoulder,
                y + 1.0,
                1.0 + rise * 0.1,
                rise * 0.62,
                shoulder * 0.45,
                rise * 0.9,
                shoulder,
                rise * 0.9,
                shoulder,
                rise * 0.28,
                shoulder,
                rise * 0.9,
                1.0 + rise * 0.1,
            ),
            body,
        );
    });
}

/// The values that make up the name, in one.
pub(super) fn name(canvas: &Canvas<'_>) -> String {
    let parts = canvas.design.front.name.iter().filter_map(|field| canvas.field(field));
    parts.map(|field| field.value.trim()).collect::<Vec<_>>().join(" ")
}

/// What stands under the name.
pub(super) fn headline<'a>(canvas: &Canvas<'a>) -> Option<&'a str> {
    canvas.design.front.headline.as_ref().and_then(|field| canvas.field(field)).map(|field| field.value.as_str())
}

/// The name and what stands under it, from the top of the area down; the answer is where it ends.
pub(super) fn holder(canvas: &mut Canvas<'_>, area: Area, align: Align, most: f64) -> f64 {
    let mut top = area.y;
    let headline = headline(canvas);
    let below = if headline.is_some() { 4.0 } else { 0.0 };
    let name = name(canvas);
    let style = Style { least: 1.4, ..Style::bold(most, Color::INK).lines(8) };
    top += canvas.text(Area { height: area.height - below, ..area }, align, style, &name);
    if let Some(headline) = headline {
        let place = Area { y: top + 0.5, height: 4.4, ..area };
        let style = Style::regular(2.9, canvas.design.accent.legible_on_white()).lines(2);
        top = place.y + canvas.text(place, align, style, headline);
    }
    top
}

/// Fields with their labels, in as many columns as are asked for, or more where they have no room else; what still has
/// none is left out. The answer is what they take from top to bottom.
pub(super) fn details<'f>(
    canvas: &mut Canvas<'_>,
    area: Area,
    columns: usize,
    fields: impl IntoIterator<Item = &'f FieldId>,
) -> f64 {
    let fields: Vec<&FieldText> = fields.into_iter().filter_map(|field| canvas.field(field)).collect();
    if fields.is_empty() || area.height < LEAST_ROW {
        for field in fields {
            canvas.leave_out(field);
        }
        return 0.0;
    }
    let gap = 2.4_f64;
    let width_of = |columns: usize| gap.mul_add(-(share(columns) - 1.0), area.width) / share(columns);
    let row_of = |columns: usize| area.height / share(fields.len().div_ceil(columns));
    let asked = columns.clamp(1, fields.len());
    let columns = (asked..=fields.len())
        .take_while(|columns| *columns == asked || width_of(*columns) >= LEAST_CELL)
        .find(|columns| row_of(*columns) >= LEAST_ROW + 0.4)
        .unwrap_or(asked);
    let rows = fields.len().div_ceil(columns);
    let (row, width) = (row_of(columns).clamp(LEAST_ROW, MOST_ROW), width_of(columns));
    for (at, field) in fields.into_iter().enumerate() {
        let (column, line) = (share(at % columns), share(at / columns));
        let cell = Area::new((width + gap).mul_add(column, area.x), row.mul_add(line, area.y), width, row);
        if cell.y + LEAST_ROW <= area.y + area.height + 0.01 {
            detail(canvas, cell, field);
        } else {
            canvas.leave_out(field);
        }
    }
    row * share(rows)
}

/// A label and its value.
fn detail(canvas: &mut Canvas<'_>, cell: Area, field: &FieldText) {
    let label = Style::regular(1.75, Color::SOFT_INK);
    let used = canvas.text(Area { height: 2.0, ..cell }, Align::Left, label, &field.label).max(1.7);
    let value = Area { y: cell.y + used + 0.25, height: cell.height - used - 0.75, ..cell };
    canvas.text(value, Align::Left, Style::bold(2.5, Color::INK).lines(2), &field.value);
}

fn share(count: usize) -> f64 {
    u32::try_from(count).map_or(1.0, f64::from)
}

/// A code on white ground; under bars stands what they say. Bars stand where lines of text begin, unless they are to stand
/// in the middle.
fn code(canvas: &mut Canvas<'_>, area: Area, source: &CodeSource, align: Align) {
    let bars = match source.symbology {
        Symbology::Code128 => Area { height: area.height - 2.9, ..area },
        Symbology::Qr => area,
    };
    let Some((code, value)) = canvas.code(source, bars) else { return };
    let bars = if align == Align::Center { bars } else { Area { width: code.width().max(bars.height), ..bars } };
    canvas.draw_code(&code, bars);
    if source.symbology == Symbology::Code128 {
        let words = Area { y: bars.y + bars.height + 0.5, height: 2.6, ..bars };
        canvas.text(words, Align::Center, Style::regular(2.0, Color::INK), value);
    }
}

/// Details, and beside or under them code and signature. A QR code that has all the width for itself stands at `alone`.
pub(super) fn rest(canvas: &mut Canvas<'_>, area: Area, alone: Align) {
    let front = &canvas.design.front;
    let has_details = front.details.iter().any(|field| canvas.field(field).is_some());
    let alone = if has_details || front.has_signature { Align::Right } else { alone };
    let area = with_code(canvas, area, front.code.as_ref(), alone);
    let area = with_signature(canvas, area, front.has_signature);
    details(canvas, area, if area.width > 36.0 { 2 } else { 1 }, front.details.iter());
}

/// Code and signature at the foot of an area, a square code beside the signature. The answer is what is left above them.
pub(super) fn below(canvas: &mut Canvas<'_>, area: Area, source: Option<&CodeSource>, has_signature: bool) -> Area {
    let is_square =
        source.is_some_and(|source| source.symbology == Symbology::Qr && canvas.field(&source.field).is_some());
    if !is_square {
        let area = with_code(canvas, area, source, Align::Left);
        return with_signature(canvas, area, has_signature);
    }
    let foot = Area { y: area.y + area.height - QR, height: QR, ..area };
    let beside = with_code(canvas, foot, source, Align::Right);
    with_signature(canvas, beside, has_signature);
    Area { height: area.height - QR - 1.6, ..area }
}

/// Puts a code at the foot of an area: bars across it, squares at its side. The answer is what is left of it.
pub(super) fn with_code(canvas: &mut Canvas<'_>, area: Area, source: Option<&CodeSource>, side: Align) -> Area {
    let Some(source) = source.filter(|source| canvas.field(&source.field).is_some()) else { return area };
    match source.symbology {
        Symbology::Qr => {
            let edge = area.height.min(QR);
            let left_over = area.width - edge;
            let x = if side == Align::Center { area.x + left_over / 2.0 } else { area.x + left_over };
            code(canvas, Area::new(x, area.y + area.height - edge, edge, edge), source, side);
            Area { width: left_over - 2.0, ..area }
        }
        Symbology::Code128 => {
            code(canvas, Area { y: area.y + area.height - BARS, height: BARS, ..area }, source, side);
            Area { height: area.height - BARS - ABOVE_BARS, ..area }
        }
    }
}

/// Puts the signature at the foot of an area. The answer is what is left of it.
pub(super) fn with_signature(canvas: &mut Canvas<'_>, area: Area, is_wanted: bool) -> Area {
    if !is_wanted {
        return area;
    }
    let height = area.height.min(SIGNATURE);
    if height < LEAST_SIGNATURE {
        canvas.leave_out_signature();
        return area;
    }
    signature(canvas, Area::new(area.x, area.y + area.height - height, area.width.min(32.0), height));
    Area { height: area.height - height - 0.8, ..area }
}

/// The holder's signature over a line.
pub(super) fn signature(canvas: &mut Canvas<'_>, area: Area) {
    if let Some(signature) = &canvas.content.signature {
        canvas.picture(Area { height: area.height - 0.6, ..area }, signature, Align::Left);
    }
    canvas.rect(Area::new(area.x, area.y + area.height - 0.2, area.width, 0.2), 0.0, Color::SOFT_INK);
}

/// A logo on a white ground of its own, so that it can be seen on every color. The answer is how wide it is.
pub(super) fn logo(canvas: &mut Canvas<'_>, area: Area, align: Align) -> f64 {
    let Some(logo) = &canvas.design.logo else { return 0.0 };
    let padding = 0.8;
    let inner = area.height - 2.0 * padding;
    let width = (f64::from(logo.width) / f64::from(logo.height) * inner + 2.0 * padding).min(area.width);
    let x = match align {
        Align::Left => area.x,
        Align::Center => area.x + (area.width - width) / 2.0,
        Align::Right => area.x + area.width - width,
    };
    let chip = Area { x, width, ..area };
    canvas.rect(chip, 1.2, Color::WHITE);
    canvas.picture(chip.inset(padding), logo, Align::Center);
    width
}

/// Who hands the card out and what kind it is, one under the other in the middle of the area's height.
pub(super) fn issuer(canvas: &mut Canvas<'_>, area: Area, align: Align, ground: Color, most: f64) {
    let (name, caption) = (canvas.design.issuer.as_str(), canvas.design.caption.as_str());
    let ink = ground.ink();
    let bold = Style::bold(most, ink).lines(2);
    let soft = Style::regular(most * 0.6, ink.mix(ground, 0.12));
    let below = if caption.is_empty() { 0.0 } else { most * 0.85 };
    let place = Area { height: area.height - below, ..area };
    let height = Canvas::height_of(place, bold, name);
    let top = area.y + (area.height - height - below) / 2.0;
    let used = canvas.text(Area { y: top, ..place }, align, bold, name);
    if !caption.is_empty() {
        canvas.text(Area { y: top + used + most * 0.1, height: below, ..area }, align, soft, caption);
    }
}

/// The mark of the record, where the design shows it.
pub(super) fn mark<'a>(canvas: &Canvas<'a>) -> Option<&'a ColorMark> {
    canvas.content.color_code.as_ref().filter(|_| canvas.design.has_color_code)
}

/// What [`foot`] takes from top to bottom, in mm.
pub(super) fn foot_height(canvas: &Canvas<'_>) -> f64 {
    if mark(canvas).is_some() { 6.0 } else { 1.6 }
}

/// What the record is marked with, from edge to edge at the foot; a thin line of the design's color where it has no mark.
/// The answer is where it begins.
pub(super) fn foot(canvas: &mut Canvas<'_>, margin: f64, align: Align) -> f64 {
    let height = foot_height(canvas);
    let top = canvas.height - height;
    let mark = mark(canvas);
    canvas.band(top, height + 1.0, mark.map_or(canvas.design.accent, |mark| mark.color));
    if let Some(mark) = mark {
        // A little above the middle, away from the cut.
        let words = Area::new(margin, top + 0.2, canvas.width - margin * 2.0, 5.0);
        canvas.text_amid(words, align, Style::bold(2.4, mark.color.ink()), &mark.name);
    }
    top
}
