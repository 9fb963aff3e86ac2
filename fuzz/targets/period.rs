#![no_main]
//! Periods and dates.

use zj_gov_report_fuzz::{laws, text};

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    laws::periods::periods(&text(data));
});
