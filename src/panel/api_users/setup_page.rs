//! API User Setup as its template shows it.

use std::borrow::Borrow;

use askama::Template;

use super::{
    everywhere::{Everywhere, MOST_EVERYWHERE, ProjectScope},
    form::ApiUserForm,
    matrix::{Matrix, Pending},
    matrix_form::SAVE_WITH_ACCESS,
    matrix_words::{Column, MatrixWords},
    toggle::Toggle,
    view::{View, list_url},
};
use crate::{
    api_users::ApiUser,
    authorization::{ApiUserRole, Permission, Privilege},
    clock::Timestamp,
    panel::{
        PageContext, ShownErrors,
        meanwhile::{ShownClash, ToldChange},
        paths,
    },
    secret_keys::KeySummary,
    texts::Text,
};

/// Why a form can't be saved as it is.
pub(super) enum Unsaveable {
    /// The API user was deleted.
    Gone,
    /// The panel can't save now: a title and what to do.
    PutOff(Text, Text),
}

#[derive(Template)]
#[template(path = "api_users/setup.html")]
pub(super) struct SetupPage {
    pub page: PageContext,
    pub user: Option<ApiUser>,
    pub form: ApiUserForm,
    pub errors: ShownErrors,
    pub matrix: Matrix,
    pub groups: Vec<(Text, Vec<Column>)>,
    pub words: MatrixWords,
    pub organizations: Vec<String>,
    pub key: Option<KeySummary>,
    /// When its key was last used, and from which address.
    pub key_use: Option<(Timestamp, String)>,
    /// Where fields were changed on both sides, which.
    pub clashes: Option<Vec<ShownClash>>,
    /// What others did that came along.
    pub came_along: Vec<ToldChange>,
    pub generated: String,
    pub strength: Option<Text>,
    pub is_editable: bool,
    pub is_unsaved: bool,
    /// Whether other projects were just looked for.
    pub is_filtering: bool,
    /// Why it is not saved.
    pub unsaveable: Option<Unsaveable>,
}

impl SetupPage {
    /// Where the form goes.
    fn action(&self) -> String {
        self.user.as_ref().map_or_else(|| paths::API_USERS.to_owned(), |user| paths::api_user(&user.id))
    }

    /// The list as it was seen last, with this row to be seen at once.
    fn list_url(&self) -> String {
        let all = || View::last_seen(&self.page).unwrap_or_default().url();
        self.user.as_ref().map_or_else(all, |user| list_url(&self.page, &user.id))
    }

    /// The roles that this person may choose.
    fn roles(&self) -> Vec<ApiUserRole> {
        let may_grant = self.page.may(Permission::GrantAdministratorRole) || !self.is_editable;
        ApiUserRole::ALL.into_iter().filter(|&role| may_grant || role != ApiUserRole::Administrator).collect()
    }

    /// Whether the fields for another password are shown.
    fn is_password_open(&self) -> bool {
        let is_of_password =
            |name: &str| name == "current_password" || name == "new_password" || name == "new_password_again";
        let is_wrong = self.errors.iter().any(|error| is_of_password(&error.name));
        is_wrong || !self.generated.is_empty() || self.strength.is_some()
    }

    /// Which projects may be chosen; a new one has no privileges to tell them by.
    fn scopes(&self) -> Vec<(ProjectScope, Text)> {
        let is_of_all = |scope: &ProjectScope| matches!(scope, ProjectScope::Live | ProjectScope::Trash);
        let scopes = ProjectScope::ALL.into_iter().filter(|scope| self.user.is_some() || is_of_all(scope));
        scopes.map(|scope| (scope, self.scope(scope))).collect()
    }

    fn scope(&self, scope: ProjectScope) -> Text {
        match scope {
            ProjectScope::Live => self.page.text("privileges-scope-live"),
            ProjectScope::With => self.page.text("privileges-scope-with"),
            ProjectScope::Without => self.page.text("privileges-scope-without"),
            ProjectScope::Trash => self.page.text("privileges-scope-trash"),
        }
    }

    /// What is to be done in projects that don't stand in the form: as it travels, and as it is told.
    fn everywhere(&self) -> Vec<(String, Text)> {
        self.matrix.everywhere.iter().map(|(change, projects)| (change.word(), self.told(change, *projects))).collect()
    }

    /// "Save User will grant Print Card, with Access Producer, in 312 projects (All projects)."
    fn told(&self, change: &Everywhere, projects: usize) -> Text {
        let id = if change.is_granted { "everywhere-tick" } else { "everywhere-clear" };
        let scope = self.scope(change.wanted.scope).to_string();
        let filter = match change.wanted.search.as_str() {
            "" => scope,
            search => {
                let filter = self.page.text("everywhere-filter").arg("scope", scope);
                filter.arg("search", search.to_owned()).to_string()
            }
        };
        let text = self.page.text(id).arg("privilege", self.page.privilege(change.privilege).to_string());
        // Which one it is, since Access Producer does not come with itself.
        let text = if change.is_granted { text.arg("word", change.privilege.as_str()) } else { text };
        text.arg("count", projects).arg("filter", filter)
    }

    /// "12 changes in 9 projects".
    fn pending_text(&self, pending: impl Borrow<Pending>) -> Text {
        let pending = pending.borrow();
        let count =
            |id, count: u32| self.page.text(id).arg("count", count).arg("n", self.page.number(i64::from(count)));
        let changes = count("pending-changes", pending.privileges).to_string();
        let projects = count("pending-projects", pending.projects).to_string();
        self.page.text("pending").arg("changes", changes).arg("projects", projects)
    }

    /// "1–50 of 312 projects".
    fn range(&self) -> Text {
        let paging = self.matrix.paging;
        let range =
            self.page.text("privileges-range").arg("first", paging.first_item()).arg("last", paging.last_item());
        range.arg("total", paging.total)
    }

    fn role_meaning(&self, role: impl Borrow<ApiUserRole>) -> Text {
        match role.borrow() {
            ApiUserRole::Operator => self.page.text("api-user-role-operator-meaning"),
            ApiUserRole::Administrator => self.page.text("api-user-role-administrator-meaning"),
        }
    }
}
