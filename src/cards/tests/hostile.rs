//! What nobody would want on a card.

use std::time::Instant;

use super::{
    programs::{Files, codes},
    samples::Sample,
};
use crate::cards::{CodeError, Direction, Finding, Layout, RasterFormat, Side, Sides, Symbology, draw, pdf};

#[test]
fn names_of_any_kind_are_drawn_on_every_layout() {
    for (name, is_odd) in [
        ("a".repeat(400), false),
        ("W".repeat(400), true),
        ("😀".repeat(400), true),
        ("Ana 👩‍👩‍👧 Wilson".to_owned(), true),
        ("محمد (Ana) 山田 12 علي".to_owned(), false),
        ("<svg/onload=1>&amp;".to_owned(), false),
        ("\u{202e}\u{2066}\u{0}\u{ffff}".repeat(100), false),
        ("e\u{301}\u{302}\u{303}\u{304}".repeat(100), false),
        (String::new(), false),
    ] {
        for layout in Layout::ALL {
            for direction in Direction::ALL {
                let mut sample = Sample::ana(layout, Symbology::Qr);
                sample.design.direction = direction;
                for label in ["First name", "Title", "Department"] {
                    sample.set(label, &name);
                }
                sample.set("Last name", "");
                let drawing = draw(&sample.design, &sample.content);
                assert!(drawing.picture(Sides::Both, RasterFormat::Png).unwrap().len() > 5_000);
                assert!(pdf([&drawing], Sides::Both, &name).unwrap().starts_with(b"%PDF"));
                assert!(!is_odd || !drawing.findings.is_empty(), "{name} {layout:?}");
            }
        }
    }
}

#[test]
fn a_code_that_cannot_hold_its_value_is_left_out_and_told() {
    let files = Files::new();
    for (symbology, value, error) in [
        (Symbology::Code128, "Zoë".to_owned(), CodeError::Character('ë')),
        (Symbology::Code128, "A".repeat(200), CodeError::TooLong),
        (Symbology::Qr, "A".repeat(4_000), CodeError::TooLong),
    ] {
        let mut sample = Sample::ana(Layout::Header, symbology);
        sample.set("ID number", &value);
        let drawing = draw(&sample.design, &sample.content);
        for side in Side::ALL {
            assert!(drawing.findings.contains(&Finding::Code { side, error }), "{:?}", drawing.findings);
        }
        let path = files.write("card.png", &drawing.picture(Sides::Both, RasterFormat::Png).unwrap());
        assert!(codes(&path).is_empty());
    }
}

#[test]
fn a_field_that_has_no_room_is_told() {
    let mut sample = Sample::ana(Layout::Header, Symbology::Code128);
    assert_eq!(draw(&sample.design, &sample.content).findings, []);
    sample.design.front.has_signature = true;
    sample.set("First name", "Maximiliana Wilhelmina-Friederike");
    sample.set("Last name", "von Habsburg-Lothringen zu Württemberg");
    sample.set("Title", "Senior Vice President of International Business Development");
    let findings = draw(&sample.design, &sample.content).findings;
    let left_out = ["ID number", "Department", "Valid until"]
        .map(|label| Finding::LeftOut { side: Side::Front, label: label.to_owned() });
    assert_eq!(findings, left_out);
}

/// Between a name of two lines and bars it gets smaller, and where that would be too small it is told.
#[test]
fn a_signature_stands_on_nothing_else() {
    for layout in Layout::ALL {
        for is_marked in [false, true] {
            let mut sample = Sample::ana(layout, Symbology::Code128).pictured();
            if is_marked {
                sample = sample.marked();
            }
            sample.design.front.has_signature = true;
            sample.set("First name", "Maximiliana Wilhelmina");
            sample.set("Last name", "von Habsburg-Lothringen");
            sample.set("Title", "Senior Vice President of International Business Development and Research");
            let with = draw(&sample.design, &sample.content);
            let is_told = with.findings.contains(&Finding::NoSignature { side: Side::Front });
            assert_eq!(is_told, layout == Layout::Portrait);
            sample.content.signature = None;
            let without = draw(&sample.design, &sample.content);
            let [with, without] = [with, without].map(|drawing| {
                let png = drawing.picture(Sides::Front, RasterFormat::Png).unwrap();
                image::load_from_memory(&png).unwrap().to_rgb8()
            });
            // The ink of the signature, where there was a letter before.
            let is_blue = |pixel: &image::Rgb<u8>| pixel.0[2].saturating_sub(pixel.0[0]) > 40 && pixel.0[0] < 90;
            let is_dark = |pixel: &image::Rgb<u8>| pixel.0.iter().all(|&channel| channel < 120);
            let both = with.pixels().zip(without.pixels());
            let covered = both.filter(|(with, without)| is_blue(with) && *with != *without && is_dark(without)).count();
            assert_eq!(covered, 0, "{layout:?} {is_marked}");
        }
    }
}

#[test]
fn a_field_that_was_removed_leaves_no_gap_and_no_error() {
    for layout in Layout::ALL {
        let mut sample = Sample::ana(layout, Symbology::Code128);
        sample.content.fields.clear();
        let drawing = draw(&sample.design, &sample.content);
        assert_eq!(drawing.findings, []);
        drawing.picture(Sides::Both, RasterFormat::Png).unwrap();
    }
}

/// No measurement: only that a hostile name takes no time out of all proportion.
#[test]
fn the_longest_name_is_drawn_in_bounded_time() {
    let mut sample = Sample::ana(Layout::Badge, Symbology::Qr);
    for label in ["First name", "Last name", "Title", "Department"] {
        sample.set(label, &"محمد山a😀".repeat(100_000));
    }
    let start = Instant::now();
    draw(&sample.design, &sample.content).picture(Sides::Both, RasterFormat::Png).unwrap();
    assert!(start.elapsed().as_secs() < 20);
}
