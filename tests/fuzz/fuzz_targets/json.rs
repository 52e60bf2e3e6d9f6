//! Any bytes as the JSON body of a call.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| idc_admin::fuzz::call("application/json", bytes));
