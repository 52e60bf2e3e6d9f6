//! The form of a project as typed, and its page.

use actix_web::{HttpResponse, http::StatusCode};
use askama::Template;

use super::Project;
use crate::{
    audit::LastChange,
    authorization::Permission,
    error::AppError,
    form_fields,
    forms::{FormErrors, ShownErrors},
    security::KeyTrace,
    web::{Fields, Page, page},
};

form_fields! {
    pub(super) enum Field {
        Name = "name", "field-project-name";
    }
}

/// What stands in the form.
#[derive(Clone, Debug, Default)]
pub(super) struct Typed {
    pub(super) name: String,
    /// Of the project when the form was served; empty in the form of a new one.
    pub(super) version: String,
    /// Whether the form only comes back from signing in, to stand there again.
    pub(super) is_resumed: bool,
}

/// A saved project, with what is told beside it.
#[derive(Clone, Debug)]
pub(super) struct Saved {
    pub(super) project: Project,
    /// None for those who may not see keys.
    pub(super) key: Option<KeyTrace>,
    /// Who changed it while this form was open.
    pub(super) conflict: Option<LastChange>,
}

#[derive(Template)]
#[template(path = "projects/setup.html")]
struct SetupPage {
    page: Page,
    saved: Option<Saved>,
    form: Typed,
    errors: ShownErrors,
}

impl Typed {
    pub(super) fn parse(fields: &Fields) -> Result<Self, AppError> {
        Ok(Self {
            name: fields.one("name")?,
            version: fields.optional("version")?.unwrap_or_default(),
            is_resumed: fields.optional("intent")?.as_deref() == Some("resume"),
        })
    }

    pub(super) fn of(project: &Project) -> Self {
        Self { name: project.name.clone(), version: project.version.to_string(), is_resumed: false }
    }
}

pub(super) fn answer(
    status: StatusCode,
    frame: Page,
    saved: Option<Saved>,
    form: Typed,
    errors: &FormErrors<Field>,
) -> Result<HttpResponse, AppError> {
    let errors = errors.shown(frame.locale());
    page(status, &SetupPage { page: frame, saved, form, errors })
}

impl SetupPage {
    /// Whether what stands in the form came from the person and is not saved.
    fn is_unsaved(&self) -> bool {
        let is_conflict = self.saved.as_ref().is_some_and(|saved| saved.conflict.is_some());
        self.form.is_resumed || is_conflict || !self.errors.is_empty()
    }
}
