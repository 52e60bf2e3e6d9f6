//! Cards in the browser: how one looks, printing it, and those that wait to be printed.

mod findings;
mod preview;
mod print;
mod queue;

pub(super) use preview::{picture, show};
pub(super) use print::print_one;
pub(super) use queue::{print_all, queue_one, show as show_queue};
