#![no_main]
//! Scorecards.

use zj_gov_report_fuzz::{laws, text};

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    laws::scorecards::scorecard(&text(data));
});
