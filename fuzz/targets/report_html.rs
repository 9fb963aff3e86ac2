#![no_main]
//! Reports from web pages.

use zj_gov_report_fuzz::{laws, text};

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    laws::reports::page(&text(data));
});
