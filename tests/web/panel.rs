//! The panel with one person of each role.

use idc_admin::authorization::PanelRole;

use crate::support::{
    browser::Browser,
    server::{PASSWORD, Server},
};

/// What a browser says of a form of the same site.
pub const FORM: [(&str, &str); 2] =
    [("content-type", "application/x-www-form-urlencoded"), ("sec-fetch-site", "same-origin")];

/// A server with ana, max and ida, whose password is [`PASSWORD`].
pub async fn staffed() -> Server {
    let server = Server::start().await;
    for role in PanelRole::ALL {
        server.panel_user(name_of(role), role, PASSWORD);
    }
    server
}

/// The name of the person of a role.
pub fn name_of(role: PanelRole) -> &'static str {
    match role {
        PanelRole::Administrator => "ana",
        PanelRole::Manager => "max",
        PanelRole::Auditor => "ida",
    }
}

/// The browser of the person of a role.
pub async fn browser_of(server: &Server, role: PanelRole) -> Browser {
    Browser::sign_in(server, name_of(role), PASSWORD).await
}

/// The browser of the Administrator.
pub async fn administrator(server: &Server) -> Browser {
    browser_of(server, PanelRole::Administrator).await
}

/// The browser of the Manager.
pub async fn manager(server: &Server) -> Browser {
    browser_of(server, PanelRole::Manager).await
}

/// The browser of the Auditor.
pub async fn auditor(server: &Server) -> Browser {
    browser_of(server, PanelRole::Auditor).await
}

/// The fields of a form as a body.
pub fn body(fields: &[(&str, &str)]) -> String {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish()
}
