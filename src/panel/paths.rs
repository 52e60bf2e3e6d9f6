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

pub(super) fn project(id: impl Borrow<ProjectId>) -> String {
    [PROJECTS, "/", id.borrow().as_str()].concat()
}
