//! Cards as other programs see them.

mod hostile;
mod pictures;
mod programs;
pub(in crate::cards) mod samples;
