//! What becomes of images, and of what only says to be one.

use std::io::Cursor;

use image::{
    DynamicImage, ExtendedColorType, GenericImageView, ImageEncoder, ImageFormat as Codec, Rgb, RgbImage, Rgba,
    RgbaImage,
    codecs::{jpeg::JpegEncoder, png::PngEncoder, webp::WebPEncoder},
};
use proptest::prelude::*;

use super::*;

const CMYK: &[u8] = include_bytes!("../../tests/web/data/images/cmyk.jpg");
const PROGRESSIVE: &[u8] = include_bytes!("../../tests/web/data/images/progressive.jpg");
/// Found by a fuzz target: a decoder panicked at it.
const FINER_COLORS: &[u8] = include_bytes!("../../tests/web/data/images/finer-colors.jpg");
const SIXTEEN_BITS: &[u8] = include_bytes!("../../tests/web/data/images/sixteen-bits.png");

/// Red on the left, green on the right, of so many pixels.
fn two_colors(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, _| if x < width / 2 { Rgb([220, 30, 30]) } else { Rgb([30, 160, 30]) })
}

fn encoded(image: impl Into<DynamicImage>, codec: Codec) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    image.into().write_to(&mut bytes, codec).unwrap();
    bytes.into_inner()
}

fn develop(kind: impl Into<Purpose>, bytes: &[u8]) -> Result<Picture, ImageError> {
    Upload::open(kind, bytes.to_vec())?.develop()
}

fn photo(bytes: &[u8]) -> Result<Picture, ImageError> {
    develop(PictureKind::Photo, bytes)
}

/// How far a color is from another.
fn distance(one: Rgba<u8>, other: [u8; 3]) -> u8 {
    one.0.into_iter().zip(other).map(|(a, b)| a.abs_diff(b)).max().unwrap()
}

#[track_caller]
fn must_be_near(picture: &Picture, (x, y): (u32, u32), expected: [u8; 3]) {
    let found = picture.decode().unwrap().get_pixel(x, y);
    assert!(distance(found, expected) < 25, "at {x}, {y}: {found:?}, not {expected:?}");
}

/// A chunk of a PNG.
fn chunk(kind: [u8; 4], data: &[u8]) -> Vec<u8> {
    let checked = [&kind, data].concat();
    let length = u32::try_from(data.len()).unwrap().to_be_bytes();
    [&length, checked.as_slice(), &crc32fast::hash(&checked).to_be_bytes()].concat()
}

/// A PNG with this chunk behind its header.
fn with_chunk(png: &[u8], kind: [u8; 4], data: &[u8]) -> Vec<u8> {
    let (header, rest) = png.split_at(33);
    [header, &chunk(kind, data), rest].concat()
}

/// A PNG that says to have so many pixels, of which none is there.
fn png_of(width: u32, height: u32) -> Vec<u8> {
    let header = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[8, 2, 0, 0, 0]].concat();
    let signature = b"\x89PNG\r\n\x1a\n";
    [signature, &*chunk(*b"IHDR", &header), &chunk(*b"IDAT", &[0x78, 0x9c, 3, 0, 0, 0, 0, 1]), &chunk(*b"IEND", &[])]
        .concat()
}

/// A JPEG that says to have so many pixels.
fn jpeg_of(width: u16, height: u16) -> Vec<u8> {
    let mut jpeg = encoded(two_colors(8, 8), Codec::Jpeg);
    let frame = jpeg.windows(2).position(|window| window == [0xff, 0xc0]).unwrap();
    jpeg[frame + 5..frame + 7].copy_from_slice(&height.to_be_bytes());
    jpeg[frame + 7..frame + 9].copy_from_slice(&width.to_be_bytes());
    jpeg
}

fn riff(chunks: &[(&[u8; 4], Vec<u8>)]) -> Vec<u8> {
    let padded = |data: &Vec<u8>| [data.as_slice(), if data.len() % 2 == 1 { &[0] } else { &[] }].concat();
    let length = |data: &[u8]| u32::try_from(data.len()).unwrap().to_le_bytes();
    let chunks: Vec<u8> =
        chunks.iter().flat_map(|(kind, data)| [&kind[..], &length(data), &padded(data)].concat()).collect();
    let content = [b"WEBP".as_slice(), &chunks].concat();
    [b"RIFF".as_slice(), &length(&content), &content].concat()
}

/// A WebP of two frames.
fn animated_webp() -> Vec<u8> {
    let still = encoded(two_colors(4, 4), Codec::WebP);
    let frame = [&[0, 0, 0, 0, 0, 0, 3, 0, 0, 3, 0, 0, 100, 0, 0, 0][..], &still[12..]].concat();
    let header = vec![0b10, 0, 0, 0, 3, 0, 0, 3, 0, 0];
    riff(&[(b"VP8X", header), (b"ANIM", vec![0; 6]), (b"ANMF", frame.clone()), (b"ANMF", frame)])
}

#[test]
fn photos_of_each_format_become_jpegs() {
    for codec in [Codec::Jpeg, Codec::Png, Codec::WebP] {
        let picture = photo(&encoded(two_colors(40, 30), codec)).unwrap();
        assert_eq!((picture.format, picture.width, picture.height), (ImageFormat::Jpeg, 40, 30), "{codec:?}");
        assert_eq!(ImageFormat::of(&picture.bytes), Some(ImageFormat::Jpeg));
        must_be_near(&picture, (5, 5), [220, 30, 30]);
        must_be_near(&picture, (35, 5), [30, 160, 30]);
    }
    assert_eq!(photo(&encoded(two_colors(1, 1), Codec::Png)).unwrap().width, 1);
}

#[test]
fn a_picture_is_converted_to_each_format() {
    let picture = photo(&encoded(two_colors(40, 30), Codec::Png)).unwrap();
    for format in ImageFormat::ALL {
        let converted = picture.converted(format).unwrap();
        assert_eq!((converted.format, ImageFormat::of(&converted.bytes)), (format, Some(format)));
        assert_eq!((converted.width, converted.height), (40, 30));
        must_be_near(&converted, (35, 25), [30, 160, 30]);
    }
}

#[test]
fn large_photos_become_smaller_and_small_ones_stay() {
    for (size, expected) in [((3_200, 2_400), (1_200, 900)), ((900, 4_000), (270, 1_200)), ((1_200, 9), (1_200, 9))] {
        let picture = photo(&encoded(two_colors(size.0, size.1), Codec::Png)).unwrap();
        assert_eq!((picture.width, picture.height), expected);
    }
}

/// The copies that are worked on have four bytes a pixel, whatever the file has.
#[test]
fn an_image_of_a_bit_a_pixel_takes_as_much_memory_as_one_in_colors() {
    let gray = image::GrayImage::from_pixel(4_000, 3_000, image::Luma([255]));
    let upload = Upload::open(PictureKind::Signature, encoded(gray, Codec::Png)).unwrap();
    assert!(upload.memory() >= 8 * 4_000 * 3_000);
}

#[test]
fn what_can_be_seen_through_is_white_in_a_photo_and_stays_so_in_a_signature() {
    let half = RgbaImage::from_fn(20, 20, |x, y| {
        if (8..12).contains(&x) && (8..12).contains(&y) { Rgba([0, 0, 120, 255]) } else { Rgba([0, 0, 0, 0]) }
    });
    let png = encoded(half, Codec::Png);
    let photo = photo(&png).unwrap();
    must_be_near(&photo, (1, 1), [255, 255, 255]);
    let signature = develop(PictureKind::Signature, &png).unwrap();
    assert_eq!(signature.format, ImageFormat::Png);
    assert_eq!((signature.width, signature.height), (6, 6), "the empty paper is cut off, but for a margin");
    let pixels = signature.decode().unwrap();
    assert_eq!((pixels.get_pixel(0, 0).0[3], pixels.get_pixel(3, 3).0), (0, [0, 0, 120, 255]));
}

#[test]
fn a_logo_is_a_png_that_is_as_transparent_as_it_came_and_not_too_large() {
    let half = RgbaImage::from_fn(1_000, 250, |x, _| if x < 500 { Rgba([0, 0, 120, 255]) } else { Rgba([0, 0, 0, 0]) });
    let logo = develop(Purpose::Logo, &encoded(half, Codec::WebP)).unwrap();
    assert_eq!((logo.format, logo.width, logo.height), (ImageFormat::Png, 800, 200));
    let pixels = logo.decode().unwrap();
    assert_eq!((pixels.get_pixel(10, 10).0, pixels.get_pixel(700, 10).0[3]), ([0, 0, 120, 255], 0));
    for codec in [Codec::Jpeg, Codec::Png, Codec::WebP] {
        let logo = develop(Purpose::Logo, &encoded(two_colors(40, 20), codec)).unwrap();
        assert_eq!((logo.format, logo.width, logo.height), (ImageFormat::Png, 40, 20), "{codec:?}");
    }
}

#[test]
fn a_signature_on_white_paper_loses_the_paper_around_it_and_an_empty_one_stays() {
    let drawn = RgbImage::from_fn(400, 300, |x, y| {
        if (100..200).contains(&x) && (50..60).contains(&y) { Rgb([10, 10, 40]) } else { Rgb([250, 250, 250]) }
    });
    let signature = develop(PictureKind::Signature, &encoded(drawn, Codec::Jpeg)).unwrap();
    assert!((100..=112).contains(&signature.width) && (10..=22).contains(&signature.height), "{signature:?}");
    let empty = develop(PictureKind::Signature, &encoded(RgbaImage::new(30, 20), Codec::Png)).unwrap();
    assert_eq!((empty.width, empty.height), (30, 20));
    let webp = encoded(two_colors(4, 4), Codec::WebP);
    assert_eq!(develop(PictureKind::Signature, &webp), Err(ImageError::UnknownFormat));
}

#[test]
fn pictures_stand_upright() {
    // The EXIF orientations, and where red is then: 6 is a quarter turn to the right, 3 a half turn.
    for (orientation, size, red) in
        [(1_u8, (40, 20), (2, 10)), (3, (40, 20), (37, 10)), (6, (20, 40), (10, 2)), (8, (20, 40), (10, 37))]
    {
        let mut exif = b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0".to_vec();
        exif.extend([orientation, 0, 0, 0, 0, 0, 0, 0]);
        let image = two_colors(40, 20);
        let mut jpeg = Vec::new();
        let mut encoder = JpegEncoder::new_with_quality(&mut jpeg, 95);
        encoder.set_exif_metadata(exif.clone()).unwrap();
        encoder.encode(&image, 40, 20, ExtendedColorType::Rgb8).unwrap();
        let png = with_chunk(&encoded(image, Codec::Png), *b"eXIf", &exif);
        for bytes in [jpeg, png] {
            let picture = photo(&bytes).unwrap();
            assert_eq!((picture.width, picture.height), size, "{orientation}");
            must_be_near(&picture, red, [220, 30, 30]);
        }
    }
}

#[test]
fn colors_are_those_that_are_meant() {
    let gradient = |picture: &Picture| {
        assert_eq!((picture.width, picture.height), (16, 24));
        must_be_near(picture, (8, 1), [0xb9, 0x7d, 0x60]);
        must_be_near(picture, (8, 22), [0x27, 0x43, 0x60]);
    };
    for bytes in [CMYK, PROGRESSIVE, SIXTEEN_BITS] {
        gradient(&photo(bytes).unwrap());
    }
    let gray = DynamicImage::from(two_colors(8, 8)).into_luma16();
    assert!(photo(&encoded(gray, Codec::Png)).is_ok());
}

#[test]
fn colors_of_another_space_are_converted_and_a_hostile_profile_changes_nothing() {
    let colors = |profile: Vec<u8>| {
        let mut png = Vec::new();
        let mut encoder = PngEncoder::new(&mut png);
        encoder.set_icc_profile(profile).unwrap();
        encoder.write_image(&two_colors(16, 16), 16, 16, ExtendedColorType::Rgb8).unwrap();
        photo(&png).unwrap().decode().unwrap().get_pixel(14, 8)
    };
    let p3 = moxcms::ColorProfile::new_display_p3().encode().unwrap();
    let converted = colors(p3.clone());
    // The green of a telephone is more than sRGB can show.
    assert!(converted.0[0] < 12 && converted.0[1] > 155, "{converted:?}");
    let mut hostile = vec![vec![0; 4], vec![0xff; 40_000], b"ICC".repeat(5_000), p3[..p3.len() / 2].to_vec()];
    hostile.extend((0..128).step_by(4).map(|at| [&p3[..at], &[0xff; 4], &p3[at + 4..]].concat()));
    for profile in hostile {
        let found = colors(profile);
        assert!(distance(found, [30, 160, 30]) < 40, "{found:?}");
    }
}

#[test]
fn nothing_but_pixels_is_kept() {
    const SECRET: &[u8] = b"quince-trombone";
    let png = encoded(two_colors(20, 20), Codec::Png);
    let text = with_chunk(&png, *b"tEXt", &[b"Comment\0".as_slice(), SECRET].concat());
    let trailer = [png.as_slice(), SECRET].concat();
    let jpeg = encoded(two_colors(20, 20), Codec::Jpeg);
    let comment = [&[0xff, 0xfe, 0, u8::try_from(SECRET.len()).unwrap() + 2], SECRET].concat();
    let commented = [&jpeg[..2], &comment, &jpeg[2..]].concat();
    let zip = [jpeg.as_slice(), b"PK\x05\x06", SECRET].concat();
    for bytes in [text, trailer, commented, zip] {
        for purpose in PictureKind::ALL.map(Purpose::from).into_iter().chain([Purpose::Logo]) {
            let picture = develop(purpose, &bytes).unwrap();
            assert!(!picture.bytes.windows(SECRET.len()).any(|window| window == SECRET));
            assert!(!picture.bytes.windows(4).any(|window| window == b"PK\x05\x06"));
        }
    }
}

#[test]
fn what_is_none_of_the_formats_is_told() {
    let gif = b"GIF89a\x01\0\x01\0\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\0;".as_slice();
    let svg = b"<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>";
    for bytes in
        [b"".as_slice(), b"hello", gif, svg, b"<svg>", b"BM", b"%PDF-1.7", b"\x89PNG", b"RIFF\0\0\0\0WAVE", b"\xff\xd8"]
    {
        assert_eq!(photo(bytes), Err(ImageError::UnknownFormat), "{bytes:?}");
    }
    assert_eq!(photo(&vec![0xff; MAX_BYTES + 1]), Err(ImageError::TooLarge));
    let png_named_jpeg = [&[0xff, 0xd8, 0xff, 0xe0], &*encoded(two_colors(4, 4), Codec::Png)].concat();
    assert_eq!(photo(&png_named_jpeg), Err(ImageError::Broken));
    let svg_named_png = [b"\x89PNG\r\n\x1a\n".as_slice(), svg].concat();
    assert_eq!(photo(&svg_named_png), Err(ImageError::Broken));
}

#[test]
fn what_moves_is_refused() {
    let still = encoded(two_colors(4, 4), Codec::Png);
    let apng = with_chunk(&still, *b"acTL", &[0, 0, 0, 2, 0, 0, 0, 0]);
    for moving in [apng, animated_webp()] {
        assert_eq!(photo(&moving), Err(ImageError::Animated));
    }
}

#[test]
fn bombs_are_refused_before_they_are_decoded() {
    for (width, height) in [(100_000, 1), (1, 100_000), (100_000, 100_000), (16_000, 16_000), (u32::MAX >> 1, 2)] {
        assert_eq!(photo(&png_of(width, height)), Err(ImageError::TooManyPixels), "{width}×{height}");
    }
    for (width, height) in [(65_535, 1), (65_535, 65_535), (8_000, 5_001)] {
        assert_eq!(photo(&jpeg_of(width, height)), Err(ImageError::TooManyPixels), "{width}×{height}");
    }
    for (width, height) in [(0, 5), (5, 0), (0, 0)] {
        assert_eq!(photo(&png_of(width, height)), Err(ImageError::Broken), "{width}×{height}");
    }
    assert_eq!(photo(&jpeg_of(0, 8)), Err(ImageError::Broken));
    assert_eq!(photo(&png_of(100, 100)), Err(ImageError::Broken), "no pixel is there");
    // A megabyte of nothing, packed into a profile that says to be a kilobyte.
    let mut packed = flate2::write::ZlibEncoder::new(b"x\0\0".to_vec(), flate2::Compression::best());
    std::io::Write::write_all(&mut packed, &vec![0; 200 * 1024 * 1024]).unwrap();
    let bomb = with_chunk(&encoded(two_colors(4, 4), Codec::Png), *b"iCCP", &packed.finish().unwrap());
    assert!(matches!(photo(&bomb), Ok(_) | Err(ImageError::Broken | ImageError::TooManyPixels)));
}

#[test]
fn a_jpeg_at_which_a_decoder_panics_is_refused_before() {
    assert_eq!(photo(FINER_COLORS), Err(ImageError::Broken));
}

#[test]
fn a_webp_can_not_make_decoders_take_memory_for_what_it_does_not_have() {
    let still = encoded(two_colors(4, 4), Codec::WebP);
    let header = |flags: u8| (b"VP8X", vec![flags, 0, 0, 0, 3, 0, 0, 3, 0, 0]);
    let lossless = (b"VP8L", still[20..].to_vec());
    assert!(photo(&riff(&[header(0), lossless.clone()])).is_ok());
    assert!(photo(&[&*still, b"behind its end"].concat()).is_ok());
    // A frame of 16,383 × 16,383 pixels on a canvas of four by four.
    let frame = vec![0x10, 0, 0, 0x9d, 0x01, 0x2a, 0xff, 0x3f, 0xff, 0x3f, 0, 0, 0, 0];
    assert_eq!(photo(&riff(&[header(0), (b"VP8 ", frame.clone())])), Err(ImageError::Broken));
    assert_eq!(photo(&riff(&[(b"VP8 ", frame)])), Err(ImageError::TooManyPixels));
    // A profile of four gigabytes, in the file and just behind its end.
    let mut profile = riff(&[header(0x20), lossless.clone(), (b"ICCP", vec![1; 4])]);
    let at = profile.len() - 8;
    profile[at..at + 4].copy_from_slice(&u32::MAX.to_le_bytes());
    assert_eq!(photo(&profile), Err(ImageError::Broken));
    let behind = [&*riff(&[header(0x20), lossless]), b"ICCP\xff\xff\xff\xff"].concat();
    assert!(photo(&behind).is_ok());
}

#[test]
fn what_ends_too_early_is_broken_wherever_it_ends() {
    let mut lossless = Vec::new();
    WebPEncoder::new_lossless(&mut lossless).encode(&two_colors(24, 24), 24, 24, ExtendedColorType::Rgb8).unwrap();
    let whole = [
        encoded(two_colors(24, 24), Codec::Jpeg),
        PROGRESSIVE.to_vec(),
        CMYK.to_vec(),
        encoded(two_colors(24, 24), Codec::Png),
        lossless,
    ];
    for bytes in whole {
        assert!(photo(&bytes).is_ok());
        // The last chunk of a PNG is empty.
        let end = bytes.len() - if ImageFormat::of(&bytes) == Some(ImageFormat::Png) { 16 } else { 1 };
        for length in (0..end).step_by(3) {
            let error = photo(&bytes[..length]).expect_err("it was taken");
            assert!(matches!(error, ImageError::Broken | ImageError::UnknownFormat), "{length}: {error:?}");
        }
    }
}

#[tokio::test]
async fn few_images_are_worked_on_at_once_and_few_wait() {
    let processor = ImageProcessor::new(ImageThreads::start().unwrap());
    let png = encoded(two_colors(40, 30), Codec::Png);
    let develop = |bytes: Vec<u8>| {
        let processor = processor.clone();
        tokio::spawn(async move { processor.develop(PictureKind::Photo, move || Ok(bytes)).await })
    };
    let many: Vec<_> = (0..200).map(|_| develop(png.clone())).collect();
    let (mut done, mut busy) = (0, 0);
    for one in many {
        match one.await.unwrap() {
            Ok(picture) => done += usize::from(picture.is_ok()),
            Err(error) => busy += usize::from(error == ImagingError::Busy),
        }
    }
    assert_eq!(done + busy, 200);
    assert!(done >= 64 && busy > 0, "{done} were done");
    assert_eq!(develop(b"x".to_vec()).await.unwrap(), Ok(Err(ImageError::UnknownFormat)));
    assert!(develop(png).await.unwrap().unwrap().is_ok(), "the places are free again");
}

fn samples() -> Vec<Vec<u8>> {
    let exif = b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0".as_slice();
    vec![
        encoded(two_colors(12, 9), Codec::Jpeg),
        PROGRESSIVE.to_vec(),
        CMYK.to_vec(),
        SIXTEEN_BITS.to_vec(),
        with_chunk(&encoded(two_colors(12, 9), Codec::Png), *b"eXIf", exif),
        encoded(two_colors(12, 9), Codec::WebP),
        animated_webp(),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_damaged_image_is_taken_or_refused_and_breaks_nothing(
        which in 0..7_usize,
        changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..6),
        cut in proptest::option::weighted(0.2, any::<prop::sample::Index>()),
        kind in prop::sample::select(PictureKind::ALL.to_vec()),
    ) {
        let mut bytes = samples().swap_remove(which);
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if let Some(cut) = cut {
            bytes.truncate(cut.index(bytes.len()));
        }
        if let Ok(picture) = develop(kind, &bytes) {
            prop_assert!(picture.width.max(picture.height) <= 1_200);
            prop_assert!(picture.decode().is_ok());
        }
    }
}
