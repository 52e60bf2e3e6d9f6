//! The page that shows what an API user logs in with, this once: to be handed over to whoever runs it.

use actix_web::{HttpResponse, http::StatusCode};
use askama::Template;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use super::view::View;
use crate::{
    api_users::ApiUser,
    authorization::Permission,
    input::NewPassword,
    panel::{PageContext, PanelError, render_secret},
    security::SecretKey,
    texts::Text,
};

/// What is handed over.
pub(super) struct HandOver {
    user: ApiUser,
    password: NewPassword,
    /// Of a new API user; after a reset the old one stays.
    key: Option<SecretKey>,
}

#[derive(Template)]
#[template(path = "api_users/hand_over.html")]
struct HandOverPage {
    page: PageContext,
    user: ApiUser,
    is_new: bool,
    secrets: Vec<Secret>,
    /// All of it, a line for each.
    lines: String,
    back: String,
}

/// One of the values, under its label.
struct Secret {
    name: &'static str,
    label: Text,
    value: String,
}

impl HandOver {
    pub(super) const fn of_new(user: ApiUser, password: NewPassword, key: SecretKey) -> Self {
        Self { user, password, key: Some(key) }
    }

    pub(super) const fn of_reset(user: ApiUser, password: NewPassword) -> Self {
        Self { user, password, key: None }
    }

    /// 201 with all of it.
    ///
    /// # Errors
    /// When the template can't be written.
    pub(super) fn answer(self, page: PageContext) -> Result<HttpResponse, PanelError> {
        let Self { user, password, key } = self;
        let secret = |name, label, value| Secret { name, label: page.text(label), value };
        let mut secrets = vec![
            secret("username", "hand-over-username", user.username.to_string()),
            secret("password", "hand-over-password", password.reveal().to_owned()),
        ];
        secrets.extend(key.as_ref().map(|key| secret("secret", "hand-over-key", key.reveal().to_owned())));
        let line = |secret: &Secret| {
            let line = page.text("labelled").arg("label", secret.label.to_string());
            line.arg("value", secret.value.clone()).to_string()
        };
        let lines = secrets.iter().map(line).collect::<Vec<_>>().join("\n");
        let view = if key.is_some() { View::of_all(&page) } else { View::last_seen(&page).unwrap_or_default() };
        let back = view.marking(&user.id);
        render_secret(StatusCode::CREATED, &HandOverPage { is_new: key.is_some(), page, user, secrets, lines, back })
    }
}

impl HandOverPage {
    /// A file of it, which needs no script and never comes to the server.
    fn download(&self) -> String {
        format!("data:text/plain;charset=utf-8,{}%0A", utf8_percent_encode(&self.lines, NON_ALPHANUMERIC))
    }

    fn title(&self) -> Text {
        let id = if self.is_new { "created-title" } else { "was-reset-title" };
        self.page.text(id).arg("username", self.user.username.to_string())
    }
}
