#![no_main]
//! Metrics.

use zj_gov_report_fuzz::{laws, text};

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    laws::metrics::metrics(&text(data));
});
