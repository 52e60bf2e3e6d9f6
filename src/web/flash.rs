//! What one answer wants the next page to say, as a word in a short-lived cookie.

use crate::{
    authorization::Status,
    i18n::{Locale, Text},
    text_enum,
};

text_enum! {
    /// A deed that the next page reports.
    pub enum Flash {
        /// An API user's fields or privileges were saved.
        ApiUserSaved = "api-user-saved",
        /// There was nothing to save.
        NothingChanged = "nothing-changed",
        /// An API user was moved to Active.
        ApiUserActivated = "api-user-activated",
        /// An API user was moved to Inactive.
        ApiUserDeactivated = "api-user-deactivated",
        /// An API user was moved to Trash.
        ApiUserTrashed = "api-user-trashed",
        /// An API user was deleted for good.
        ApiUserDeleted = "api-user-deleted",
        /// A project's fields were saved.
        ProjectSaved = "project-saved",
        /// A project was moved to Active.
        ProjectActivated = "project-activated",
        /// A project was moved to Inactive.
        ProjectDeactivated = "project-deactivated",
        /// A project was moved to Trash.
        ProjectTrashed = "project-trashed",
        /// The person's own settings were saved.
        AccountSaved = "account-saved",
        /// The person's own password was changed.
        PasswordChanged = "password-changed",
        /// The person signed out.
        SignedOut = "signed-out",
        /// What another person had typed was dropped.
        TypedDropped = "typed-dropped",
    }
}

impl Flash {
    /// An API user was moved there.
    #[must_use]
    pub const fn api_user_moved(to: Status) -> Self {
        match to {
            Status::Active => Self::ApiUserActivated,
            Status::Inactive => Self::ApiUserDeactivated,
            Status::Trash => Self::ApiUserTrashed,
        }
    }

    /// A project was moved there.
    #[must_use]
    pub const fn project_moved(to: Status) -> Self {
        match to {
            Status::Active => Self::ProjectActivated,
            Status::Inactive => Self::ProjectDeactivated,
            Status::Trash => Self::ProjectTrashed,
        }
    }

    /// The sentence for the reader.
    #[must_use]
    pub fn text(self, locale: Locale) -> Text {
        locale.text(match self {
            Self::ApiUserSaved => "flash-api-user-saved",
            Self::NothingChanged => "flash-nothing-changed",
            Self::ApiUserActivated => "flash-api-user-activated",
            Self::ApiUserDeactivated => "flash-api-user-deactivated",
            Self::ApiUserTrashed => "flash-api-user-trashed",
            Self::ApiUserDeleted => "flash-api-user-deleted",
            Self::ProjectSaved => "flash-project-saved",
            Self::ProjectActivated => "flash-project-activated",
            Self::ProjectDeactivated => "flash-project-deactivated",
            Self::ProjectTrashed => "flash-project-trashed",
            Self::AccountSaved => "flash-account-saved",
            Self::PasswordChanged => "flash-password-changed",
            Self::SignedOut => "flash-signed-out",
            Self::TypedDropped => "flash-typed-dropped",
        })
    }
}
