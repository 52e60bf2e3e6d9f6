//! Pictures and PDFs of cards: size, format, codes, text, and that all show the same.

use super::{
    programs::{Files, codes, identify, run},
    samples::{Sample, picture},
};
use crate::{
    cards::{Drawing, Layout, RasterFormat, Sides, Symbology, draw, pdf},
    images::ImageFormat,
};

fn drawn(sample: &Sample) -> Drawing {
    draw(&sample.design, &sample.content)
}

#[test]
fn pictures_have_the_pixels_of_a_card_at_300_dpi() {
    let files = Files::new();
    for (layout, one, both) in [(Layout::Header, "1011x638", "1011x1312"), (Layout::Badge, "638x1011", "638x2058")] {
        let drawing = drawn(&Sample::ana(layout, Symbology::Qr));
        for (format, name, kind) in [
            (RasterFormat::Png, "PNG", "PNG image data"),
            (RasterFormat::Jpeg, "JPEG", "JPEG image data"),
            (RasterFormat::Webp, "WEBP", "Web/P image"),
        ] {
            for (sides, size) in [(Sides::Front, one), (Sides::Back, one), (Sides::Both, both)] {
                let path = files.write("card", &drawing.picture(sides, format).unwrap());
                assert_eq!(identify(&path), format!("{name} {size}"));
                assert!(run("file", &["--brief", path.to_str().unwrap()]).contains(kind), "{format:?}");
            }
        }
    }
}

#[test]
fn a_pdf_has_the_exact_size_of_a_card_a_page_per_side_and_text_that_can_be_found() {
    let files = Files::new();
    for (layout, size) in [(Layout::Column, "242.646 x 153.014 pts"), (Layout::Portrait, "153.014 x 242.646 pts")] {
        let drawing = drawn(&Sample::ana(layout, Symbology::Code128).pictured());
        let path = files.write("card.pdf", &pdf([&drawing], Sides::Both, "Ana Wilson").unwrap());
        let path = path.to_str().unwrap();
        let told = run("pdfinfo", &[path]);
        assert!(told.contains(size), "{told}");
        assert!(told.contains("Pages:           2") && told.contains("Ana Wilson"), "{told}");
        let text = run("pdftotext", &["-layout", path, "-"]);
        for words in ["Ana Wilson", "Head of Research", "Marine Biology", "Northwind Institute", "10000042"] {
            assert!(text.contains(words), "{words}: {text}");
        }
        let fonts = run("pdffonts", &[path]);
        assert!(fonts.contains("NotoSans-Bold"), "{fonts}");
        let front = files.write("front.pdf", &pdf([&drawing, &drawing], Sides::Front, "").unwrap());
        assert!(run("pdfinfo", &[front.to_str().unwrap()]).contains("Pages:           2"));
    }
}

/// The live camera's oval stands between 16 and 72 % of a photo's height.
#[test]
fn every_layout_shows_a_face_from_crown_to_chin() {
    let [ground, crown, chin] = [[128, 128, 128], [255, 0, 255], [0, 255, 255]].map(image::Rgb);
    for (layout, height) in Layout::ALL.into_iter().flat_map(|layout| [(layout, 1_000), (layout, 1_066)]) {
        let photo = image::RgbImage::from_fn(800, height, |_, y| match y * 100 / height {
            16..18 => crown,
            70..72 => chin,
            _ => ground,
        });
        let mut sample = Sample::ana(layout, Symbology::Qr).marked();
        sample.content.photo = Some(picture(&image::DynamicImage::from(photo), ImageFormat::Png));
        let png = drawn(&sample).picture(Sides::Front, RasterFormat::Png).unwrap();
        let shown = image::load_from_memory(&png).unwrap().to_rgb8();
        for wanted in [crown, chin] {
            assert!(shown.pixels().any(|pixel| *pixel == wanted), "{layout:?} {height} {wanted:?}");
        }
    }
}

#[test]
fn names_in_arabic_and_japanese_are_vector_text_too() {
    let files = Files::new();
    for (first, last, words) in [("山田", "太郎", "山田 太郎"), ("محمد", "علي", "محمد")] {
        let mut sample = Sample::ana(Layout::Header, Symbology::Qr);
        sample.set("First name", first);
        sample.set("Last name", last);
        let path = files.write("card.pdf", &pdf([&drawn(&sample)], Sides::Front, "").unwrap());
        let text = run("pdftotext", &[path.to_str().unwrap(), "-"]);
        assert!(text.contains(words), "{words}: {text}");
    }
}

#[test]
fn scanners_read_both_codes_from_pictures_and_pdfs_of_every_layout() {
    let files = Files::new();
    for layout in Layout::ALL {
        for (symbology, expected) in [(Symbology::Code128, "CODE-128:10000042"), (Symbology::Qr, "QR-Code:10000042")] {
            let drawing = drawn(&Sample::ana(layout, symbology).pictured().marked());
            for sides in [Sides::Front, Sides::Back] {
                for format in RasterFormat::ALL {
                    let path = files.write("card", &drawing.picture(sides, format).unwrap());
                    assert_eq!(codes(&path), [expected], "{layout:?} {sides:?} {format:?}");
                }
            }
            let path = files.write("card.pdf", &pdf([&drawing], Sides::Both, "").unwrap());
            for page in files.pages(&path) {
                assert_eq!(codes(&page), [expected], "{layout:?}");
            }
        }
    }
}

/// Both renderers smooth edges in their own way; beyond that no pixel may differ.
#[test]
fn a_pdf_shows_the_same_as_a_picture() {
    for layout in Layout::ALL {
        let files = Files::new();
        let drawing = drawn(&Sample::ana(layout, Symbology::Qr).pictured().marked());
        let pages = files.pages(&files.write("card.pdf", &pdf([&drawing], Sides::Both, "").unwrap()));
        for (page, side) in pages.iter().zip([Sides::Front, Sides::Back]) {
            let png = drawing.picture(side, RasterFormat::Png).unwrap();
            let (ours, theirs) = (image::load_from_memory(&png).unwrap().to_luma8(), image::open(page).unwrap());
            let theirs = theirs.to_luma8();
            let (width, height) = (ours.width().min(theirs.width()), ours.height().min(theirs.height()));
            assert!(theirs.width().abs_diff(ours.width()) <= 1 && theirs.height().abs_diff(ours.height()) <= 1);
            let differs = |x: u32, y: u32| ours.get_pixel(x, y).0[0].abs_diff(theirs.get_pixel(x, y).0[0]) > 64;
            let count = (0..height).flat_map(|y| (0..width).map(move |x| (x, y))).filter(|(x, y)| differs(*x, *y));
            let share = f64::from(u32::try_from(count.count()).unwrap()) / f64::from(width * height);
            assert!(share < 0.02, "{layout:?} {side:?}: {share}");
        }
    }
}

/// Where pixels were skipped, stripes finer than them would be black in one place and white in another.
#[test]
fn a_photo_far_finer_than_a_picture_of_the_card_loses_nothing_in_it() {
    let stripes =
        image::RgbImage::from_fn(1_200, 1_500, |x, y| image::Rgb([if (x + y) % 2 == 0 { 255 } else { 0 }; 3]));
    let mut sample = Sample::ana(Layout::Header, Symbology::Qr);
    sample.content.photo = Some(picture(&stripes.into(), ImageFormat::Png));
    let png = drawn(&sample).picture(Sides::Front, RasterFormat::Png).unwrap();
    let seen = image::load_from_memory(&png).unwrap().to_luma8();
    let middle = (80..280).flat_map(|x| (300..450).map(move |y| (x, y)));
    for (x, y) in middle {
        let gray = seen.get_pixel(x, y).0[0];
        assert!((112..=144).contains(&gray), "{gray} at {x}, {y}");
    }
}

#[test]
fn a_photo_stands_in_a_pdf_as_it_is() {
    let sample = Sample::ana(Layout::Header, Symbology::Qr).pictured();
    let photo = sample.content.photo.as_ref().unwrap().bytes.clone();
    let file = pdf([&drawn(&sample)], Sides::Front, "").unwrap();
    assert!(file.windows(photo.len()).any(|part| part == &*photo));
}

/// One of much more pixels than its place is made smaller, so that none of its lines is lost; what is transparent stays so.
#[test]
fn every_layout_shows_the_logo_in_every_format() {
    let is_magenta = |pixel: &image::Rgb<u8>| pixel.0[0] > 200 && pixel.0[1] < 60 && pixel.0[2] > 170;
    let files = Files::new();
    for layout in Layout::ALL {
        let mut sample = Sample::ana(layout, Symbology::Qr);
        let count = |bytes: &[u8]| {
            image::load_from_memory(bytes).unwrap().to_rgb8().pixels().filter(|pixel| is_magenta(pixel)).count()
        };
        let without = drawn(&sample).picture(Sides::Front, RasterFormat::Png).unwrap();
        assert_eq!(count(&without), 0, "{layout:?}");
        let logo = image::RgbaImage::from_fn(800, 800, |x, y| {
            image::Rgba(if x.abs_diff(y) > 100 { [230, 0, 200, 255] } else { [0, 0, 0, 0] })
        });
        sample.design.logo = Some(picture(&logo.into(), ImageFormat::Png));
        let drawing = drawn(&sample);
        for format in RasterFormat::ALL {
            let found = count(&drawing.picture(Sides::Front, format).unwrap());
            assert!(found > 1_500, "{layout:?} {format:?}: {found}");
        }
        let path = files.write("card.pdf", &pdf([&drawing], Sides::Front, "").unwrap());
        let page = std::fs::read(&files.pages(&path)[0]).unwrap();
        assert!(count(&page) > 1_500, "{layout:?}: {}", count(&page));
    }
}

/// Under the logo, the photo of the column leaves room for what stands below it.
#[test]
fn a_logo_takes_no_room_from_what_stands_under_the_photo() {
    let files = Files::new();
    let mut sample = Sample::ana(Layout::Column, Symbology::Qr).marked();
    let logo = image::RgbaImage::from_pixel(200, 100, image::Rgba([230, 0, 200, 255]));
    sample.design.logo = Some(picture(&logo.into(), ImageFormat::Png));
    let drawing = drawn(&sample);
    assert!(drawing.findings.is_empty(), "{:?}", drawing.findings);
    let path = files.write("card.pdf", &pdf([&drawing], Sides::Front, "").unwrap());
    let told = run("pdftotext", &["-bbox", path.to_str().unwrap(), "-"]);
    let edge = |word: &str, name: &str| -> f64 {
        let line = told.lines().find(|line| line.contains(&format!(">{word}<"))).unwrap_or_else(|| panic!("{told}"));
        line.split(&format!("{name}=\"")).nth(1).unwrap().split('"').next().unwrap().parse().unwrap()
    };
    // The photo is drawn from 13.4 mm on; it would end 29.5 mm lower.
    assert!(edge("Staff", "yMax") < edge("Laboratory", "yMin") + 0.5, "{told}");
    assert!(edge("Staff", "yMin") > (13.4 + 24.0) / 25.4 * 72.0, "{told}");
}

#[test]
fn a_card_without_a_back_has_its_front_whatever_is_wanted() {
    let mut sample = Sample::ana(Layout::Column, Symbology::Qr);
    sample.design.back = None;
    let drawing = drawn(&sample);
    let front = drawing.picture(Sides::Front, RasterFormat::Png).unwrap();
    assert_eq!(drawing.picture(Sides::Back, RasterFormat::Png).unwrap(), front);
    assert_eq!(drawing.picture(Sides::Both, RasterFormat::Png).unwrap(), front);
}
