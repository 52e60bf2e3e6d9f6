//! GET /api-users/new and GET /api-users/{id}: the form, and how it is shown again.

use std::borrow::Borrow;

use actix_web::{HttpResponse, http::StatusCode, web::Data};
use askama::Template;

use super::{
    ApiUser, ApiUserId,
    form::{Field, Intent, Typed},
    matrix::{self, Column, Matrix},
    matrix_form::MatrixForm,
    store,
};
use crate::{
    app::AppState,
    audit::{self, LastChange, Subject},
    authorization::{ApiUserRole, Permission},
    db::{DbConnection, DbResult},
    error::AppError,
    forms::{FormErrors, ShownErrors},
    i18n::{Regions, Text, Timezone},
    security::{KeyTrace, NewPassword, key_of},
    web::{Actor, Id, Page, QueryFields, page, page_with_secret},
};

/// How many organizations are suggested.
const SUGGESTED: i64 = 200;

/// What a form is shown with.
pub struct Shown {
    /// The status of the answer.
    pub status: StatusCode,
    /// None for a new one.
    pub user: Option<ApiUser>,
    /// What stands in it.
    pub typed: Typed,
    /// What is wrong.
    pub errors: FormErrors<Field>,
    /// Why it is shown.
    pub intent: Intent,
    /// A password to show.
    pub generated: Option<NewPassword>,
    /// How strong the refused new password was.
    pub strength: Option<Text>,
    /// Whether what stands in it came from the person and is not saved.
    pub is_unsaved: bool,
}

#[derive(Template)]
#[template(path = "api_users/setup.html")]
struct SetupPage {
    page: Page,
    user: Option<ApiUser>,
    form: Typed,
    errors: ShownErrors,
    matrix: Matrix,
    groups: Vec<(Text, Vec<Column>)>,
    around: Around,
    regions: Regions,
    generated: String,
    strength: Option<Text>,
    is_editable: bool,
    is_unsaved: bool,
    status: u16,
}

/// What the page tells beside the form.
struct Around {
    organizations: Vec<String>,
    key: Option<KeyTrace>,
    conflict: Option<LastChange>,
}

/// The form of a new API user.
///
/// # Errors
/// Forbidden, but for Administrators.
pub async fn new(state: Data<AppState>, actor: Actor, frame: Page) -> Result<HttpResponse, AppError> {
    actor.must(Permission::CreateApiUsers)?;
    let typed = Typed::blank(&actor, frame.locale());
    Shown::new(None, typed).answer(&state, &actor, frame).await
}

/// An API user.
///
/// # Errors
/// Not found, where there is none.
pub async fn show(
    state: Data<AppState>,
    actor: Actor,
    frame: Page,
    id: Id<ApiUserId>,
    query: QueryFields,
) -> Result<HttpResponse, AppError> {
    let user = find(&state, id.0).await?;
    // Who can't save turns the pages of projects by links.
    let typed = Typed { matrix: MatrixForm::of_link(&query.0)?, ..Typed::of(&user, &actor) };
    let mut shown = Shown::new(Some(user), typed);
    if let Some(error) = shown.typed.matrix.search_error() {
        shown.status = StatusCode::UNPROCESSABLE_ENTITY;
        shown.errors.add(Field::ProjectSearch, error);
    }
    shown.answer(&state, &actor, frame).await
}

/// The API user of this id.
pub(super) async fn find(state: &AppState, id: ApiUserId) -> Result<ApiUser, AppError> {
    Ok(state.db.read(move |connection| store::find(connection, &id)).await?)
}

impl Shown {
    /// The form as it is, without errors.
    pub(super) fn new(user: Option<ApiUser>, typed: Typed) -> Self {
        Self {
            status: StatusCode::OK,
            user,
            typed,
            errors: FormErrors::default(),
            intent: Intent::Resume,
            generated: None,
            strength: None,
            is_unsaved: false,
        }
    }

    /// The page.
    ///
    /// # Errors
    /// When the database can't say.
    pub async fn answer(self, state: &AppState, actor: &Actor, frame: Page) -> Result<HttpResponse, AppError> {
        let (matrix, around) = self.load(state, actor).await?;
        let is_editable = match &self.user {
            Some(_) => actor.person.role.may(Permission::EditApiUsers),
            None => actor.person.role.may(Permission::CreateApiUsers),
        };
        let form = match &self.user {
            // After a conflict the form stands on the newest version: to save it again is one click.
            Some(user) if around.conflict.is_some() => Typed { version: user.version.to_string(), ..self.typed },
            _ => self.typed,
        };
        let form = form.with_a_role_to_choose(actor, self.user.as_ref());
        let setup = SetupPage {
            matrix: matrix.toggled(&self.intent),
            groups: matrix::groups(&frame),
            regions: Timezone::regions(frame.reader.now),
            errors: self.errors.shown(frame.locale()),
            generated: self.generated.as_ref().map_or("", NewPassword::reveal).to_owned(),
            strength: self.strength,
            is_unsaved: self.is_unsaved,
            status: self.status.as_u16(),
            is_editable,
            user: self.user,
            form,
            around,
            page: frame,
        };
        if self.generated.is_some() { page_with_secret(self.status, &setup) } else { page(self.status, &setup) }
    }

    async fn load(&self, state: &AppState, actor: &Actor) -> Result<(Matrix, Around), AppError> {
        let (id, form) = (self.user.as_ref().map(|user| user.id.clone()), self.typed.matrix.clone());
        let form = form.turned(&self.intent);
        let sees_keys = actor.person.role.may(Permission::SeeKeys);
        let is_conflict = self.status == StatusCode::CONFLICT;
        let read = move |connection: &mut DbConnection| -> DbResult<(Matrix, Around)> {
            let matrix = matrix::load(connection, id.as_ref(), &form)?;
            let (mut key, mut conflict) = (None, None);
            if let Some(id) = id.as_ref().map(ApiUserId::as_str) {
                key = if sees_keys { key_of(connection, id)? } else { None };
                conflict = if is_conflict { audit::last_change(connection, Subject::ApiUser(id, ""))? } else { None };
            }
            Ok((matrix, Around { organizations: store::organizations(connection, SUGGESTED)?, key, conflict }))
        };
        Ok(state.db.read(read).await?)
    }
}

impl SetupPage {
    /// Where the form goes.
    fn action(&self) -> String {
        self.user.as_ref().map_or_else(|| "/api-users".to_owned(), |user| format!("/api-users/{}", user.id))
    }

    /// The roles that this person may choose.
    fn roles(&self) -> Vec<ApiUserRole> {
        let is_administrator = self.user.as_ref().is_some_and(|user| user.role == ApiUserRole::Administrator);
        let may_grant = self.page.may(Permission::GrantAdministratorRole) || is_administrator || !self.is_editable;
        ApiUserRole::ALL.into_iter().filter(|&role| may_grant || role != ApiUserRole::Administrator).collect()
    }

    fn role_meaning(&self, role: impl Borrow<ApiUserRole>) -> Text {
        match role.borrow() {
            ApiUserRole::Operator => self.page.text("api-user-role-operator-meaning"),
            ApiUserRole::Administrator => self.page.text("api-user-role-administrator-meaning"),
        }
    }
}
