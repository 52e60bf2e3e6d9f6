//! What stands before the pages.

pub(super) mod cross_site;
pub(super) mod form_limit;
pub(super) mod signed_in;
