#![no_main]
//! Reports from text, and from bytes of any sort.

use zj_gov_report_fuzz::{laws, text};

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    laws::reports::bytes(data);
    laws::reports::text(&text(data));
});
