//! Any bytes as a photo and as a signature.
#![no_main]

use idc_admin::images::{ImageFormat, PictureKind, Upload};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    for kind in PictureKind::ALL {
        let Ok(picture) = Upload::open(kind, bytes.to_vec()).and_then(Upload::develop) else { continue };
        for format in ImageFormat::ALL {
            picture.converted(format).expect("what was written here can be read");
        }
    }
});
