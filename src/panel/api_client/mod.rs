//! The API client: Administrators see a call as programs make it, and make it as an API user.

mod form;
mod inputs;
mod outcome;
mod page;
mod submit;

pub(super) use page::show;
pub(super) use submit::submit;
