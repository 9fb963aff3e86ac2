#![no_main]
//! The interchange format.

use zj_gov_report_fuzz::{laws, text};

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    laws::json::any(&text(data));
});
