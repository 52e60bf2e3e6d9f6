//! What every template needs: the reader, the person, the frame.

use std::future::{Ready, ready};

use actix_web::{FromRequest, HttpRequest, dev::Payload, web::Data};

use super::{Flash, Theme, Visitor, assets};
use crate::{
    app::AppState,
    authorization::{ApiUserRole, PanelRole, Permission, Status},
    clock::Timestamp,
    error::AppError,
    i18n::{Locale, Reader, Text, Time},
    users::PanelUser,
};

/// The parts of the panel that the frame leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    /// The list and the setup of API users.
    ApiUsers,
    /// The list and the setup of projects.
    Projects,
    /// The Help Center.
    Help,
    /// The person's own settings.
    Account,
    /// Anything else.
    None,
}

/// The frame of a page, and the reader's language and timezone.
#[derive(Clone, Debug)]
pub struct Page {
    /// In which language and timezone the page is read.
    pub reader: Reader,
    /// Who reads it, where somebody is signed in.
    pub person: Option<PanelUser>,
    /// The reader's colours.
    pub theme: Theme,
    /// What was done just before.
    pub flash: Option<Flash>,
    /// The name of the main organization.
    pub organization: String,
    /// The path and query of this page, to come back to.
    pub path: String,
    /// The part of the panel it belongs to.
    pub section: Section,
}

impl Page {
    /// The page of this request.
    #[must_use]
    pub fn of(request: &HttpRequest) -> Self {
        let visitor = Visitor::of(request);
        let state = request.app_data::<Data<AppState>>();
        let path = request.uri().path();
        Self {
            reader: visitor.reader,
            person: visitor.person,
            theme: visitor.theme,
            flash: visitor.flash,
            organization: state.map(|state| state.config.organization.to_string()).unwrap_or_default(),
            path: request.uri().path_and_query().map_or("/", |path| path.as_str()).to_owned(),
            section: section(path),
        }
    }

    /// The language of the page.
    #[must_use]
    pub const fn locale(&self) -> Locale {
        self.reader.locale
    }

    /// A text in the reader's language.
    #[must_use]
    pub fn text(&self, id: &'static str) -> Text {
        self.reader.locale.text(id)
    }

    /// An instant as the reader knows it: relative up to a day.
    #[must_use]
    pub fn time(&self, instant: Timestamp) -> Time {
        self.reader.time(instant)
    }

    /// A number with the reader's separators.
    #[must_use]
    pub fn number(&self, number: i64) -> String {
        self.reader.locale.number(number)
    }

    /// The word for a status.
    #[must_use]
    pub fn status(&self, status: Status) -> Text {
        match status {
            Status::Active => self.text("status-active"),
            Status::Inactive => self.text("status-inactive"),
            Status::Trash => self.text("status-trash"),
        }
    }

    /// The button that moves something there.
    #[must_use]
    pub fn move_to(&self, status: Status) -> Text {
        match status {
            Status::Active => self.text("move-to-active"),
            Status::Inactive => self.text("move-to-inactive"),
            Status::Trash => self.text("move-to-trash"),
        }
    }

    /// The word for a role of an API user.
    #[must_use]
    pub fn api_user_role(&self, role: ApiUserRole) -> Text {
        match role {
            ApiUserRole::Operator => self.text("api-user-role-operator"),
            ApiUserRole::Administrator => self.text("api-user-role-administrator"),
        }
    }

    /// The word for a role of a panel user.
    #[must_use]
    pub fn panel_role(&self, role: PanelRole) -> Text {
        match role {
            PanelRole::Administrator => self.text("panel-role-administrator"),
            PanelRole::Manager => self.text("panel-role-manager"),
            PanelRole::Auditor => self.text("panel-role-auditor"),
        }
    }

    /// The URL of a file of `static/`.
    #[must_use]
    pub fn asset(&self, path: &str) -> String {
        assets::url(path)
    }

    /// Whether the person's role allows it.
    #[must_use]
    pub fn may(&self, permission: Permission) -> bool {
        self.person.as_ref().is_some_and(|person| person.role.may(permission))
    }

    /// Whether the page belongs to this part of the panel.
    #[must_use]
    pub fn is_in(&self, section: Section) -> bool {
        self.section == section
    }
}

fn section(path: &str) -> Section {
    match path.split('/').nth(1) {
        Some("api-users") => Section::ApiUsers,
        Some("projects") => Section::Projects,
        Some("help") => Section::Help,
        Some("account") => Section::Account,
        _ => Section::None,
    }
}

impl FromRequest for Page {
    type Error = AppError;
    type Future = Ready<Result<Self, AppError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Ok(Self::of(request)))
    }
}
