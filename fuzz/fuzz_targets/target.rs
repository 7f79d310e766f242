//! The one program of all fuzz targets.
#![no_main]

use libfuzzer_sys::fuzz_target;
use refmill_fuzz::targets::{Target, all};
use std::sync::LazyLock;

static TARGET: LazyLock<Target> = LazyLock::new(|| {
    let name = std::env::var("REFMILL_TARGET").unwrap_or_default();
    all().into_iter().find(|target| target.name == name).expect("REFMILL_TARGET names a target (fuzz/run --list)")
});

fuzz_target!(|data: &[u8]| (TARGET.run)(data));
