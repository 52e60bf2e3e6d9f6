//! The log of calls, as it is told beside an API User Setup and a project; and the quota of an API user.

mod api_user;
mod chart;
mod log;
mod project;
mod quota;
mod view;

pub(super) use api_user::of_api_user;
pub(super) use project::of_project;
pub(super) use quota::set_quota;
