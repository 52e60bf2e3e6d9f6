//! Any bytes as a photo, as a signature and as a logo.
#![no_main]

use idc_admin::images::{ImageFormat, PictureKind, Purpose, Upload};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    for purpose in PictureKind::ALL.map(Purpose::from).into_iter().chain([Purpose::Logo]) {
        let Ok(picture) = Upload::open(purpose, bytes.to_vec()).and_then(Upload::develop) else { continue };
        for format in ImageFormat::ALL {
            picture.converted(format).expect("what was written here can be read");
        }
    }
});
