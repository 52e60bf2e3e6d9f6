//! GET /my/account: an API user as it sees itself, never with its private note.

use actix_web::{HttpResponse, http::StatusCode};
use askama::Template;

use super::settings::SettingsForm;
use crate::{
    api_users::OwnAccount,
    audit::Subject,
    calls::{ReachableProject, ReachableProjects, reachable_projects},
    db::{DbConnection, DbResult},
    ids::ApiUserId,
    input::FormErrors,
    merge::Clashes,
    panel::{
        PageContext, PageRequest, PanelError, ShownErrors, form_fields,
        meanwhile::{Meanwhile, ShownClash, ToldChange, merged},
        render,
    },
    secret_keys::{KeySummary, all_keys},
    texts::Text,
    web::{AppState, QueryFields},
};

form_fields! {
    pub(super) enum Field {
        Language = "language", "field-language";
        Timezone = "timezone", "field-timezone";
        CurrentPassword = "current_password", "field-current-password";
        NewPassword = "new_password", "field-new-password";
        NewPasswordAgain = "new_password_again", "field-new-password-again";
    }
}

/// How many projects are named; the list of projects has all of them.
const NAMED: usize = 8;

/// What of the account is told of changes: the rest is no matter of its own forms.
const OWN_FIELDS: [&str; 2] = ["language", "timezone"];

/// What stands beside the forms.
#[derive(Clone, Debug)]
pub(super) struct Facts {
    keys: Vec<KeySummary>,
    reachable: ReachableProjects,
}

#[derive(Template)]
#[template(path = "my/account.html")]
pub(super) struct AccountPage {
    page: PageContext,
    errors: ShownErrors,
    form: SettingsForm,
    account: OwnAccount,
    facts: Facts,
    /// Where settings were changed elsewhere too, which.
    pub(super) clashes: Option<Vec<ShownClash>>,
    /// What else was changed elsewhere, which came along.
    pub(super) came_along: Vec<ToldChange>,
    /// Why it was not saved.
    pub(super) notice: Option<(Text, Text)>,
}

/// The page.
pub(crate) async fn show(request: PageRequest, query: QueryFields) -> Result<HttpResponse, PanelError> {
    let versions = merged(&query.0)?;
    let (page, (account, facts, meanwhile)) = request
        .read_own(move |connection, user| {
            let meanwhile = Meanwhile::load_some(connection, &subject(&user.account), versions)?.only(&OWN_FIELDS);
            Ok((user.account.clone(), Facts::load(connection, &user.account.id)?, meanwhile))
        })
        .await?;
    let form = SettingsForm::of(&account);
    let mut shown = AccountPage::new(page, account, facts, form, &FormErrors::default());
    shown.came_along = meanwhile.tell(&shown.page, &Clashes::default());
    render(StatusCode::OK, &shown)
}

/// The page with a form that is not saved.
pub(super) async fn answer(
    state: &AppState,
    status: StatusCode,
    page: PageContext,
    account: OwnAccount,
    (form, errors): (SettingsForm, &FormErrors<Field>),
) -> Result<HttpResponse, PanelError> {
    let id = account.id.clone();
    let facts = state.db.read(move |connection| Facts::load(connection, &id)).await?;
    render(status, &AccountPage::new(page, account, facts, form, errors))
}

/// What was done meanwhile to what it can change itself.
pub(super) fn meanwhile(
    connection: &mut DbConnection,
    account: &OwnAccount,
    versions: (i64, i64),
) -> DbResult<Meanwhile> {
    Ok(Meanwhile::load(connection, &subject(account), versions)?.only(&OWN_FIELDS))
}

fn subject(account: &OwnAccount) -> Subject {
    Subject::ApiUser(account.id.clone(), account.username.to_string())
}

impl Facts {
    pub(super) fn load(connection: &mut DbConnection, id: &ApiUserId) -> DbResult<Self> {
        Ok(Self { keys: all_keys(connection, id.as_str())?, reachable: reachable_projects(connection, id)? })
    }

    fn named(&self) -> &[ReachableProject] {
        let projects = self.reachable.projects.as_slice();
        projects.get(..NAMED).unwrap_or(projects)
    }

    fn has_more(&self) -> bool {
        self.reachable.projects.len() > NAMED
    }
}

impl AccountPage {
    pub(super) fn new(
        page: PageContext,
        account: OwnAccount,
        facts: Facts,
        form: SettingsForm,
        errors: &FormErrors<Field>,
    ) -> Self {
        let errors = ShownErrors::of_form(errors, page.locale());
        Self { page, errors, form, account, facts, clashes: None, came_along: Vec::new(), notice: None }
    }
}
