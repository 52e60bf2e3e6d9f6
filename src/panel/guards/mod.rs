//! What stands before the pages.

pub mod cross_site;
pub mod form_limit;
pub mod signed_in;
