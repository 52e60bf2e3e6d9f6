//! Any bytes as the form of a call.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| idc_admin::fuzz::call("application/x-www-form-urlencoded", bytes));
