#![no_main]
//! Regions, departments and indicators.

use zj_gov_report_fuzz::{laws, text};

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    laws::places::places(&text(data));
    laws::places::indicators(&text(data));
});
