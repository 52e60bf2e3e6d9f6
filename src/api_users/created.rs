//! The pages that show a secret once.

use actix_web::{HttpResponse, http::StatusCode};
use askama::Template;

use super::ApiUser;
use crate::{
    error::AppError,
    security::{NewPassword, SecretKey},
    web::{Page, page_with_secret},
};

#[derive(Template)]
#[template(path = "api_users/created.html")]
struct CreatedPage {
    page: Page,
    user: ApiUser,
    key: SecretKey,
}

#[derive(Template)]
#[template(path = "api_users/password_was_reset.html")]
struct PasswordWasResetPage {
    page: Page,
    user: ApiUser,
    password: NewPassword,
}

/// 201 with the key of a new API user.
///
/// # Errors
/// When the page can't be written.
pub fn show_key(frame: Page, user: ApiUser, key: SecretKey) -> Result<HttpResponse, AppError> {
    page_with_secret(StatusCode::CREATED, &CreatedPage { page: frame, user, key })
}

/// 201 with the new password.
///
/// # Errors
/// When the page can't be written.
pub fn show_password(frame: Page, user: ApiUser, password: NewPassword) -> Result<HttpResponse, AppError> {
    page_with_secret(StatusCode::CREATED, &PasswordWasResetPage { page: frame, user, password })
}
