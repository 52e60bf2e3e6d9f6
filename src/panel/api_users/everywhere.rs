//! Which projects are wanted, and what is to be done in all of them at once.

use super::matrix_form::Edit;
use crate::{
    api_users::BulkPrivilegeChange,
    authorization::{Privilege, PrivilegeSet, Status},
    ids::ApiUserId,
    input::{FieldError, SearchTerm},
    projects::{Held, ProjectFilter, Scope},
    text_enum,
    web::{BadRequest, Fields},
};

text_enum! {
    /// Which projects stand in the table.
    pub(super) enum ProjectScope {
        /// All but those in Trash.
        Live = "live",
        /// Those of them in which the API user has privileges.
        With = "with",
        /// Those in which it has none.
        Without = "without",
        /// Those in Trash.
        Trash = "trash",
    }
}

/// Which projects are wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Wanted {
    pub scope: ProjectScope,
    /// A part of their name, as typed.
    pub search: String,
}

impl Wanted {
    /// Reads it from the fields of these names.
    ///
    /// # Errors
    /// When a field is repeated, or is none of ours.
    pub(super) fn parse(fields: &Fields, search: &'static str, scope: &'static str) -> Result<Self, BadRequest> {
        let scope = match fields.optional(scope)?.as_deref() {
            None | Some("") => ProjectScope::Live,
            Some(word) => ProjectScope::parse(word).ok_or(BadRequest::UnknownValue(scope))?,
        };
        Ok(Self { scope, search: fields.optional(search)?.unwrap_or_default() })
    }

    /// What is wrong with what is searched for; nothing is searched for where there is nothing.
    pub(super) fn error(&self) -> Option<FieldError> {
        SearchTerm::parse(&self.search).err().filter(|&error| error != FieldError::Required)
    }

    /// The same without a search that can't be made.
    pub(super) fn or_all(self) -> Self {
        if self.error().is_some() { Self { search: String::new(), ..self } } else { self }
    }

    /// The filter for the core; a new API user has no privileges to tell projects by.
    pub(super) fn filter(&self, user: Option<&ApiUserId>) -> ProjectFilter {
        let held = match self.scope {
            ProjectScope::With => Some(Held::With(user.cloned())),
            ProjectScope::Without => Some(Held::Without(user.cloned())),
            ProjectScope::Live | ProjectScope::Trash => None,
        };
        let scope = if self.scope == ProjectScope::Trash { Scope::In(Status::Trash) } else { Scope::Live };
        ProjectFilter { scope, held, search: SearchTerm::parse(&self.search).ok() }
    }
}

impl Default for Wanted {
    fn default() -> Self {
        Self { scope: ProjectScope::Live, search: String::new() }
    }
}

/// How many changes in bulk a form may hold: each asks for the projects that it reaches.
pub(super) const MOST_EVERYWHERE: usize = 20;

/// A privilege ticked or cleared in all projects that were wanted when its button was pressed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Everywhere {
    pub privilege: Privilege,
    pub is_granted: bool,
    pub wanted: Wanted,
    /// The version that the form was served with when the button was pressed.
    pub since: i64,
}

impl Everywhere {
    pub(super) fn parse(text: &str) -> Option<Self> {
        let mut words = text.splitn(5, ':');
        let is_granted = match words.next()? {
            "tick" => true,
            "clear" => false,
            _ => return None,
        };
        let (privilege, scope) = (Privilege::parse(words.next()?)?, ProjectScope::parse(words.next()?)?);
        let since = words.next()?.parse().ok()?;
        let wanted = Wanted { scope, search: words.next()?.to_owned() };
        wanted.error().is_none().then_some(Self { privilege, is_granted, wanted, since })
    }

    /// As it travels hidden.
    pub(super) fn word(&self) -> String {
        let Self { privilege, is_granted, wanted: Wanted { scope, search }, since } = self;
        let deed = if *is_granted { "tick" } else { "clear" };
        format!("{deed}:{}:{}:{since}:{search}", privilege.as_str(), scope.as_str())
    }

    /// The privileges in a project that were changed by hand too, when it is taken back.
    pub(super) fn undone(&self, edit: Edit) -> PrivilegeSet {
        edit.selected.replaced(PrivilegeSet::NONE.with(self.privilege), edit.baseline)
    }

    /// As the core is told.
    pub(super) fn change(&self, user: Option<&ApiUserId>) -> BulkPrivilegeChange {
        let Self { privilege, is_granted, wanted, since } = self;
        BulkPrivilegeChange::Everywhere {
            privilege: *privilege,
            is_granted: *is_granted,
            filter: wanted.filter(user),
            since: *since,
        }
    }
}
