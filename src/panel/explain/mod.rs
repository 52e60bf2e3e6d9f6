//! What would become of a call, and why: may this API user, and who may.

mod api_user;
mod checks;
mod project;
mod question;

pub(super) use api_user::of_api_user;
pub(super) use project::of_project;
pub(super) use question::Question;
