//! Why the form is shown, and with which status.

use actix_web::{ResponseError, http::StatusCode};

use super::form::Intent;
use crate::{merge::Clashes, panel::PanelError, projects::fields::Problems};

/// Why the form is shown.
pub(super) enum Occasion {
    /// It was opened.
    Opened,
    /// It was saved on top of what others did after one version and up to another.
    Merged(i64, i64),
    /// A button asked for something else than saving.
    Pressed(Intent),
    /// Something is wrong with it.
    Invalid(Problems),
    /// The same was changed elsewhere too.
    Clash(Clashes),
    /// It can't be saved now, and why.
    PutOff(PanelError),
}

impl Occasion {
    /// The status of the page.
    pub(super) fn status(&self) -> StatusCode {
        match self {
            Self::Opened | Self::Merged(..) | Self::Pressed(_) => StatusCode::OK,
            Self::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Clash(_) => StatusCode::CONFLICT,
            Self::PutOff(error) => error.status_code(),
        }
    }
}
