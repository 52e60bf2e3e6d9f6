//! GET /api-users/{id}/calls: the calls of an API user, its quota and its failed logins.

use std::num::NonZeroU32;

use actix_web::{HttpResponse, http::StatusCode};
use askama::Template;

use super::{
    log::{Found, Log},
    quota::{Field, QuotaForm},
    view::View,
};
use crate::{
    api_users::{self, ApiUser},
    audit::Subject,
    authentication::{FailureSum, recent_failures},
    authorization::{Deed, Permission},
    calls::{self, CallsOf, Origin, Verdict},
    clock::Timestamp,
    db::DbConnection,
    ids::ApiUserId,
    input::{FormErrors, Quota},
    merge::Clashes,
    panel::{
        CurrentUser, PageContext, PageRequest, PanelError, ShownErrors,
        api_users::list_url,
        meanwhile::{Meanwhile, ShownClash, ToldChange},
        paths, render,
    },
    texts::Text,
    web::{AppState, Id, QueryFields},
};

/// How many sums of failed logins are told.
const FAILURES: i64 = 20;

/// All that was read.
pub(super) struct Loaded {
    pub(super) user: ApiUser,
    pub(super) quota: Option<Quota>,
    used: i64,
    failures: Vec<FailureSum>,
    view: View,
    found: Found,
    meanwhile: Meanwhile,
}

/// Why the form of the quota comes back.
#[derive(Default)]
pub(super) struct Refusal {
    pub(super) errors: FormErrors<Field>,
    /// It was changed elsewhere too.
    pub(super) clashes: Option<Clashes>,
}

#[derive(Template)]
#[template(path = "calls/api_user.html")]
struct CallsPage {
    page: PageContext,
    list_url: String,
    user: ApiUser,
    log: Log,
    quota: Option<Quota>,
    used: i64,
    rate_limit: Option<u32>,
    form: QuotaForm,
    errors: ShownErrors,
    clashes: Option<Vec<ShownClash>>,
    came_along: Vec<ToldChange>,
    failures: Vec<FailureSum>,
}

/// The tab.
pub(crate) async fn of_api_user(
    request: PageRequest,
    id: Id<ApiUserId>,
    query: QueryFields,
) -> Result<HttpResponse, PanelError> {
    let view = View::parse(paths::api_user_calls(&id.0), &query.0)?;
    let now = request.now();
    let is_narrow = view.is_narrow();
    let read =
        move |connection: &mut DbConnection, user: &CurrentUser| Loaded::load(connection, user, &id.0, view, None, now);
    let (page, loaded) = if is_narrow { request.search(read).await? } else { request.read(read).await? };
    let form = QuotaForm::of(&loaded);
    loaded.answer(StatusCode::OK, page, request.state(), form, Refusal::default())
}

impl Loaded {
    /// Reads all that the tab shows; with what others did since a version.
    pub(super) fn load(
        connection: &mut DbConnection,
        user: &CurrentUser,
        id: &ApiUserId,
        view: View,
        since: Option<i64>,
        now: Timestamp,
    ) -> Result<Self, PanelError> {
        let saved = api_users::find(connection, id)?.ok_or(PanelError::NotFound)?;
        let of = CallsOf::ApiUser(id.clone());
        let subject = Subject::ApiUser(id.clone(), saved.username.to_string());
        let versions = since.map(|since| (since, saved.version));
        Ok(Self {
            quota: calls::quota_of(connection, id)?,
            used: calls::used_this_month(connection, id, now)?,
            failures: recent_failures(connection, id, FAILURES)?,
            found: Found::load(connection, user, &of, &view, now)?,
            view,
            meanwhile: Meanwhile::load_some(connection, &subject, versions)?,
            user: saved,
        })
    }

    /// The page.
    ///
    /// # Errors
    /// When the template can't be written.
    pub(super) fn answer(
        self,
        status: StatusCode,
        page: PageContext,
        state: &AppState,
        form: QuotaForm,
        refusal: Refusal,
    ) -> Result<HttpResponse, PanelError> {
        let Self { user, quota, used, failures, view, found, meanwhile } = self;
        let saved = quota.map(|quota| quota.to_string()).unwrap_or_default();
        let clashes = refusal.clashes.as_ref().map(|clashes| {
            let texts = (saved.as_str(), form.quota.as_str());
            clashes.iter().map(|field| ShownClash::of_text(&page, &meanwhile, field, texts)).collect()
        });
        let came_along = refusal.clashes.map(|clashes| meanwhile.tell(&page, &clashes)).unwrap_or_default();
        let tab = CallsPage {
            list_url: list_url(&page, &user.id),
            log: Log::of(&page, &state.config, view, found),
            errors: ShownErrors::of_form(&refusal.errors, page.locale()),
            rate_limit: state.config.rate_limit.map(NonZeroU32::get),
            page,
            user,
            quota,
            used,
            form,
            clashes,
            came_along,
            failures,
        };
        render(status, &tab)
    }
}

impl CallsPage {
    fn may_set_quota(&self) -> bool {
        self.page.may(Permission::to_change(self.user.role))
    }

    /// "120 of 1,000 calls used this month; 880 left."
    fn quota_use(&self) -> Text {
        let used = self.page.number(self.used);
        match self.quota {
            None => self.page.text("quota-used").arg("count", self.used).arg("used", used),
            Some(quota) => {
                let left = (quota.calls() - self.used).max(0);
                let text = self.page.text("quota-used-of").arg("used", used).arg("left", self.page.number(left));
                text.arg("quota", self.page.number(quota.calls()))
            }
        }
    }
}
