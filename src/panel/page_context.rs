//! What every template needs: the reader, the person, the page.

use std::{
    borrow::Borrow,
    future::{Ready, ready},
};

use actix_web::{FromRequest, HttpRequest, dev::Payload, http::Method, web::Data};

use super::{CurrentApiUser, CurrentUser, Flash, PanelError, RequestContext, Viewer, actions::page_of_action};
use crate::{
    account_names::AccountId,
    authorization::{ApiUserRole, PanelRole, Permission, Privilege, Status},
    clock::Timestamp,
    locale::{Locale, Timezone},
    texts::{Reader, Text, Time, ZoneOptions},
    users::Theme,
    web::{AppState, assets},
};

/// The page of a page, and the reader's language and timezone.
///
/// Templates hand in some values and some references, so its methods take both.
#[derive(Clone, Debug)]
pub(super) struct PageContext {
    /// In which language and timezone the page is read.
    pub reader: Reader,
    /// Who reads it, where somebody is signed in.
    pub viewer: Option<Viewer>,
    /// The reader's colours.
    pub theme: Theme,
    /// What was done just before.
    pub flash: Option<Flash>,
    /// The query of the list of API users that was seen last.
    pub last_list: Option<String>,
    /// The name of the main organization.
    pub organization: String,
    /// The path and query of this page, to come back to.
    pub path: String,
}

impl PageContext {
    /// The page of this request.
    pub(super) fn of(request: &HttpRequest) -> Self {
        let context = RequestContext::of(request);
        let state = request.app_data::<Data<AppState>>();
        let path = request.uri().path_and_query().map_or("/", |path| path.as_str());
        let is_action = request.method() == Method::POST;
        let viewer = context.viewer;
        Self {
            reader: Reader {
                locale: viewer.as_ref().and_then(Viewer::locale).unwrap_or(context.browser_locale),
                zone: viewer.as_ref().map_or(Timezone::UTC, Viewer::timezone),
                now: context.now,
            },
            theme: viewer.as_ref().map_or(Theme::System, Viewer::theme),
            viewer,
            flash: context.flash,
            last_list: context.last_list,
            organization: state.map(|state| state.config.organization.to_string()).unwrap_or_default(),
            path: if is_action { page_of_action(path) } else { path.to_owned() },
        }
    }

    /// The person who reads it, where it is one.
    #[must_use]
    pub(super) fn user(&self) -> Option<&CurrentUser> {
        self.viewer.as_ref().and_then(|viewer| viewer.as_person().ok())
    }

    /// The API user that reads it, where it is one.
    #[must_use]
    pub(super) fn api_user(&self) -> Option<&CurrentApiUser> {
        self.viewer.as_ref().and_then(|viewer| viewer.as_api_user().ok())
    }

    /// The account of who reads it, for the forms that they type in.
    #[must_use]
    pub(super) fn author(&self) -> Option<AccountId> {
        self.viewer.as_ref().map(Viewer::account)
    }

    /// The language of the page.
    #[must_use]
    pub(super) const fn locale(&self) -> Locale {
        self.reader.locale
    }

    /// A text in the reader's language.
    #[must_use]
    pub(super) fn text(&self, id: &'static str) -> Text {
        self.reader.locale.text(id)
    }

    /// An instant as the reader knows it: relative up to a day.
    #[must_use]
    pub(super) fn time(&self, instant: impl Borrow<Timestamp>) -> Time {
        self.reader.time(*instant.borrow())
    }

    /// An instant to the second.
    #[must_use]
    pub(super) fn exact_time(&self, instant: impl Borrow<Timestamp>) -> Time {
        self.reader.exact_time(*instant.borrow())
    }

    /// A number with the reader's separators.
    #[must_use]
    pub(super) fn number(&self, number: impl Borrow<i64>) -> String {
        self.reader.locale.number(*number.borrow())
    }

    /// The word for a status.
    #[must_use]
    pub(super) fn status(&self, status: impl Borrow<Status>) -> Text {
        match status.borrow() {
            Status::Active => self.text("status-active"),
            Status::Inactive => self.text("status-inactive"),
            Status::Trash => self.text("status-trash"),
        }
    }

    /// The word for the status of a record.
    #[must_use]
    pub(super) fn record_status(&self, status: impl Borrow<Status>) -> Text {
        match status.borrow() {
            Status::Active => self.text("record-status-active"),
            Status::Inactive => self.text("record-status-inactive"),
            Status::Trash => self.text("record-status-trash"),
        }
    }

    /// What a status means for an API user.
    #[must_use]
    pub(super) fn status_meaning(&self, status: impl Borrow<Status>) -> Text {
        match status.borrow() {
            Status::Active => self.text("status-active-meaning"),
            Status::Inactive => self.text("status-inactive-meaning"),
            Status::Trash => self.text("status-trash-meaning"),
        }
    }

    /// The button that moves something there.
    #[must_use]
    pub(super) fn move_to(&self, status: impl Borrow<Status>) -> Text {
        match status.borrow() {
            Status::Active => self.text("move-to-active"),
            Status::Inactive => self.text("move-to-inactive"),
            Status::Trash => self.text("move-to-trash"),
        }
    }

    /// The name of a privilege.
    #[must_use]
    pub(super) fn privilege(&self, privilege: impl Borrow<Privilege>) -> Text {
        privilege.borrow().text(self.locale())
    }

    /// The word for a role of an API user.
    #[must_use]
    pub(super) fn api_user_role(&self, role: impl Borrow<ApiUserRole>) -> Text {
        match role.borrow() {
            ApiUserRole::Operator => self.text("api-user-role-operator"),
            ApiUserRole::Administrator => self.text("api-user-role-administrator"),
        }
    }

    /// The word for a role of a panel user.
    #[must_use]
    pub(super) fn panel_role(&self, role: impl Borrow<PanelRole>) -> Text {
        match role.borrow() {
            PanelRole::Administrator => self.text("panel-role-administrator"),
            PanelRole::Manager => self.text("panel-role-manager"),
            PanelRole::Auditor => self.text("panel-role-auditor"),
        }
    }

    /// The URL of the style sheet in the reader's language.
    #[must_use]
    pub(super) fn styles(&self) -> &'static str {
        assets::styles(self.locale())
    }

    /// The timezones to choose from.
    #[must_use]
    pub(super) fn zone_options(&self) -> ZoneOptions {
        ZoneOptions::at(self.reader.now)
    }

    /// Whether the person's role allows it.
    #[must_use]
    pub(super) fn may(&self, permission: Permission) -> bool {
        self.user().is_some_and(|user| user.may(permission))
    }

    /// Whether it is the page of this path, whatever its query.
    #[must_use]
    pub(super) fn is_at(&self, path: &str) -> bool {
        self.path.split('?').next() == Some(path)
    }

    /// Whether the page belongs to this part of the panel: the first part of its path.
    #[must_use]
    pub(super) fn is_in(&self, section: &str) -> bool {
        self.path.split(['/', '?']).nth(1) == Some(section)
    }
}

impl FromRequest for PageContext {
    type Error = PanelError;
    type Future = Ready<Result<Self, PanelError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Ok(Self::of(request)))
    }
}
