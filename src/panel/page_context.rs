//! What every template needs: the reader, the person, the page.

use std::{
    borrow::Borrow,
    future::{Ready, ready},
};

use actix_web::{FromRequest, HttpRequest, dev::Payload, http::Method, web::Data};

use super::{CurrentUser, Flash, PanelError, RequestContext, actions::page_of_action};
use crate::{
    authorization::{ApiUserRole, PanelRole, Permission, Privilege, Status},
    clock::Timestamp,
    locale::{Locale, Timezone},
    texts::{Reader, Text, Time, ZoneOptions},
    users::{PanelUser, Theme},
    web::{AppState, ClientAddress, assets},
};

/// The page of a page, and the reader's language and timezone.
///
/// Templates hand in some values and some references, so its methods take both.
#[derive(Clone, Debug)]
pub(super) struct PageContext {
    /// In which language and timezone the page is read.
    pub reader: Reader,
    /// Who reads it, where somebody is signed in.
    pub person: Option<PanelUser>,
    /// The reader's colours.
    pub theme: Theme,
    /// What was done just before.
    pub flash: Option<Flash>,
    /// The query of the list of API users that was seen last.
    pub last_list: Option<String>,
    /// The name of the main organization.
    pub organization: String,
    /// From where it is asked for.
    pub address: ClientAddress,
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
        let person = context.user.map(|user| user.person);
        Self {
            reader: Reader {
                locale: person.as_ref().and_then(PanelUser::locale).unwrap_or(context.browser_locale),
                zone: person.as_ref().map_or(Timezone::UTC, |person| person.timezone),
                now: context.now,
            },
            theme: person.as_ref().map_or(Theme::System, |person| person.theme),
            person,
            flash: context.flash,
            last_list: context.last_list,
            address: context.address,
            organization: state.map(|state| state.config.organization.to_string()).unwrap_or_default(),
            path: if is_action { page_of_action(path) } else { path.to_owned() },
        }
    }

    /// The person as the user of the page.
    pub(super) fn user(&self) -> Option<CurrentUser> {
        let address = self.address;
        self.person.clone().map(|person| CurrentUser { person, address })
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
    pub(super) fn privilege(&self, privilege: Privilege) -> Text {
        privilege.text(self.locale())
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
        self.person.as_ref().is_some_and(|person| person.role.may(permission))
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
