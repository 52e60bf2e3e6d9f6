//! Why the page of a record is shown, and with which status.

use actix_web::{ResponseError, http::StatusCode};

use crate::{
    images::{ImageError, PictureKind},
    merge::Clashes,
    panel::PanelError,
    records::form::Problems,
};

/// Why the page is shown.
pub(super) enum Occasion {
    /// It was opened.
    Opened,
    /// The form comes back from signing in, unsaved.
    Resumed,
    /// It was saved on top of what others did after one version and up to another.
    Merged(i64, i64),
    /// Something is wrong with it.
    Invalid(Problems),
    /// These fields were changed elsewhere too.
    Clash(Clashes),
    /// A picture can't be saved.
    BadPicture(PictureKind, PictureProblem),
    /// The record was deleted meanwhile.
    Gone,
    /// It can't be saved now, and why.
    PutOff(PanelError),
}

/// Why a picture can't be saved.
#[derive(Clone, Copy, Debug)]
pub(super) enum PictureProblem {
    /// No file was chosen.
    Missing,
    /// The file is no image that can be taken.
    Image(ImageError),
    /// Another picture is there by now.
    Changed,
}

impl Occasion {
    /// The status of the page.
    pub(super) fn status(&self) -> StatusCode {
        match self {
            Self::Opened | Self::Resumed | Self::Merged(..) => StatusCode::OK,
            Self::Invalid(_) | Self::BadPicture(_, PictureProblem::Missing | PictureProblem::Image(_)) => {
                StatusCode::UNPROCESSABLE_ENTITY
            }
            Self::Clash(_) | Self::BadPicture(_, PictureProblem::Changed) => StatusCode::CONFLICT,
            Self::Gone => StatusCode::NOT_FOUND,
            Self::PutOff(error) => error.status_code(),
        }
    }

    /// Whether what stands in the form came from the person and is not saved.
    pub(super) const fn is_unsaved(&self) -> bool {
        !matches!(self, Self::Opened | Self::Merged(..) | Self::BadPicture(..))
    }

    /// Between which versions others did what is to be told.
    pub(super) const fn versions(&self, served: i64, saved: i64) -> Option<(i64, i64)> {
        match self {
            Self::Merged(after, up_to) => Some((*after, *up_to)),
            Self::Clash(_) => Some((served, saved)),
            _ => None,
        }
    }
}
