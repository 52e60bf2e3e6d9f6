//! The paths of the panel, for links, forms and redirects.

use std::borrow::Borrow;

use crate::ids::{ApiUserId, ProjectId};

pub(super) const API_USERS: &str = "/api-users";
pub(super) const NEW_API_USER: &str = "/api-users/new";
pub(super) const PROJECTS: &str = "/projects";
pub(super) const NEW_PROJECT: &str = "/projects/new";
pub(super) const ACCOUNT: &str = "/account";
pub(super) const SIGN_IN: &str = "/sign-in";

pub(super) fn api_user(id: impl Borrow<ApiUserId>) -> String {
    [API_USERS, "/", id.borrow().as_str()].concat()
}

pub(super) fn api_user_status(id: impl Borrow<ApiUserId>) -> String {
    api_user(id) + "/status"
}

pub(super) fn api_user_deletion(id: impl Borrow<ApiUserId>) -> String {
    api_user(id) + "/delete"
}

pub(super) fn password_reset(id: impl Borrow<ApiUserId>) -> String {
    api_user(id) + "/password-reset"
}

pub(super) fn project(id: impl Borrow<ProjectId>) -> String {
    [PROJECTS, "/", id.borrow().as_str()].concat()
}

pub(super) fn project_status(id: impl Borrow<ProjectId>) -> String {
    project(id) + "/status"
}
