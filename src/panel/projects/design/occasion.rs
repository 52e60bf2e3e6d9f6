//! Why the page of a design is shown, and with which status.

use actix_web::{ResponseError, http::StatusCode};

use super::form::{Field, LOGO_FILE};
use crate::{
    images::{ImageError, Purpose},
    input::FormErrors,
    merge::Clashes,
    panel::{PageContext, PanelError, ShownErrors, forms::ShownError},
};

/// Why the page is shown.
pub(super) enum Occasion {
    /// It was opened.
    Opened,
    /// It was saved on top of what others did after one version and up to another.
    Merged(i64, i64),
    /// What stands in the form is to be seen.
    Previewed,
    /// Something is wrong with it.
    Invalid(Problems),
    /// The same was changed elsewhere too.
    Clash(Clashes),
    /// It can't be saved now, and why.
    PutOff(PanelError),
}

/// All that is wrong with a form.
#[derive(Default)]
pub(super) struct Problems {
    pub(super) fields: Option<FormErrors<Field>>,
    pub(super) logo: Option<LogoProblem>,
}

/// Why a logo can't be taken.
#[derive(Clone, Copy, Debug)]
pub(super) enum LogoProblem {
    /// The file is no image that can be taken.
    Image(ImageError),
    /// It was chosen long ago, and is no longer kept.
    Gone,
}

impl Occasion {
    /// The status of the page.
    pub(super) fn status(&self) -> StatusCode {
        match self {
            Self::Opened | Self::Merged(..) | Self::Previewed => StatusCode::OK,
            Self::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Clash(_) => StatusCode::CONFLICT,
            Self::PutOff(error) => error.status_code(),
        }
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

impl Problems {
    pub(super) const fn is_empty(&self) -> bool {
        self.fields.is_none() && self.logo.is_none()
    }

    /// In the reader's language, in the order of the form.
    pub(super) fn shown(&self, page: &PageContext) -> ShownErrors {
        let mut shown =
            self.fields.as_ref().map(|errors| ShownErrors::of_form(errors, page.locale())).unwrap_or_default();
        if let Some(problem) = self.logo {
            let message = match problem {
                LogoProblem::Image(error) => error.text(Purpose::Logo, page.locale()),
                LogoProblem::Gone => page.text("design-logo-gone"),
            };
            let label = page.text("design-logo").to_string();
            let before = shown.iter().take_while(|error| error.name != "note").count();
            shown.0.insert(before, ShownError { name: LOGO_FILE.into(), label, message });
        }
        shown
    }
}
