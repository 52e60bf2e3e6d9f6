//! Any text as an image in Base64.
#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| {
    let _ = idc_admin::images::decode_base64(text);
});
