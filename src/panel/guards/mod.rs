//! What stands before the pages.

pub mod cross_site;
pub mod signed_in;
