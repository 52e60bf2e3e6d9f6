//! The one binary.

use std::process::ExitCode;

/// Allocating is a quarter of what a page costs with the system's allocator.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    idc_admin::cli::run()
}
