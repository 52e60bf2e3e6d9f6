//! The paths of the panel, for links, forms and redirects.

use std::borrow::Borrow;

use crate::ids::{ApiUserId, ProjectId};

pub const API_USERS: &str = "/api-users";
pub const NEW_API_USER: &str = "/api-users/new";
pub const PROJECTS: &str = "/projects";
pub const NEW_PROJECT: &str = "/projects/new";
pub const ACCOUNT: &str = "/account";
pub const SIGN_IN: &str = "/sign-in";

pub fn api_user(id: impl Borrow<ApiUserId>) -> String {
    [API_USERS, "/", id.borrow().as_str()].concat()
}

pub fn project(id: impl Borrow<ProjectId>) -> String {
    [PROJECTS, "/", id.borrow().as_str()].concat()
}
