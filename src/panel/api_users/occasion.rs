//! Why the form of an API user is shown, and with which status.

use actix_web::{ResponseError, http::StatusCode};

use super::{
    form::{Field, Intent},
    matrix_form::MatrixIntent,
};
use crate::{
    input::{FormErrors, NewPassword},
    merge::Clashes,
    panel::PanelError,
    texts::Text,
};

/// Why the form is shown.
pub(super) enum Occasion {
    /// It was opened.
    Opened,
    /// A button asked for something else than saving.
    Pressed(Intent),
    /// A button asked for a random password: this one.
    Generated(NewPassword),
    /// Something is wrong with it.
    Invalid {
        /// All of it.
        errors: FormErrors<Field>,
        /// How strong the refused new password was.
        strength: Option<Text>,
    },
    /// It was saved on top of what others did after one version and up to another.
    Merged(i64, i64),
    /// These fields were changed elsewhere too.
    Clash(Clashes),
    /// The API user was deleted meanwhile.
    Gone,
    /// It can't be saved now, and why.
    PutOff(PanelError),
}

impl Occasion {
    /// The status of the page.
    pub(super) fn status(&self) -> StatusCode {
        match self {
            Self::Gone => StatusCode::NOT_FOUND,
            Self::Opened | Self::Merged(..) | Self::Pressed(_) | Self::Generated(_) => StatusCode::OK,
            Self::Invalid { .. } => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Clash(_) => StatusCode::CONFLICT,
            Self::PutOff(error) => error.status_code(),
        }
    }

    /// What a button of the table asks for.
    pub(super) fn intent(&self) -> Option<&MatrixIntent> {
        match self {
            Self::Pressed(Intent::Matrix(intent)) => Some(intent),
            _ => None,
        }
    }

    /// Between which versions others did what is to be told.
    pub(super) fn versions(&self, served: &str, saved: i64) -> Option<(i64, i64)> {
        match self {
            Self::Merged(after, up_to) => Some((*after, *up_to)),
            Self::Clash(_) => Some((served.parse().ok()?, saved)),
            _ => None,
        }
    }
}
