//! The form of a project as typed, and its page.

use std::borrow::Borrow;

use actix_web::{HttpResponse, ResponseError, http::StatusCode};
use askama::Template;

use super::fields::{self, FieldSummary};
use crate::{
    authorization::Permission,
    input::FormErrors,
    panel::{
        ClashChoice, PageContext, PanelError, ShownErrors, form_fields,
        meanwhile::{ShownClash, ToldChange},
        render,
    },
    projects::{
        Project,
        fields::{ColorCode, Fields as ProjectFields},
    },
    secret_keys::KeySummary,
    texts::Text,
    web::Fields,
};

form_fields! {
    pub(super) enum Field {
        Name = "name", "field-project-name";
    }
}

/// What stands in the form.
#[derive(Clone, Debug, Default)]
pub(super) struct ProjectForm {
    pub(super) name: String,
    /// The name that the form was served with.
    pub(super) served: String,
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
    pub(super) key: Option<KeySummary>,
    pub(super) fields: ProjectFields,
    pub(super) color_codes: Vec<ColorCode>,
    /// Where the name was changed elsewhere too, that.
    pub(super) clashes: Option<Vec<ShownClash>>,
    /// What others did that came along.
    pub(super) came_along: Vec<ToldChange>,
}

#[derive(Template)]
#[template(path = "projects/setup.html")]
struct SetupPage {
    page: PageContext,
    saved: Option<Saved>,
    form: ProjectForm,
    errors: ShownErrors,
    /// Why it can't be saved now.
    put_off: Option<(Text, Text)>,
}

impl ProjectForm {
    pub(super) fn parse(fields: &Fields) -> Result<Self, PanelError> {
        let version = fields.optional("version")?.unwrap_or_default();
        let mut form = Self {
            name: fields.one("name")?,
            served: if version.is_empty() { String::new() } else { fields.one("served.name")? },
            version,
            is_resumed: fields.optional("intent")?.as_deref() == Some("resume"),
        };
        if let Some(theirs) = ClashChoice::theirs(fields, "name")? {
            form.name = theirs;
        }
        Ok(form)
    }

    pub(super) fn of(project: &Project) -> Self {
        let name = project.name.to_string();
        Self { served: name.clone(), name, version: project.version.to_string(), is_resumed: false }
    }
}

pub(super) fn answer(
    status: StatusCode,
    page: PageContext,
    saved: Option<Saved>,
    form: ProjectForm,
    errors: &FormErrors<Field>,
) -> Result<HttpResponse, PanelError> {
    let errors = ShownErrors::of_form(errors, page.locale());
    render(status, &SetupPage { page, saved, form, errors, put_off: None })
}

/// The form as typed, with why it can't be saved now.
pub(super) fn put_off(
    error: &PanelError,
    page: PageContext,
    saved: Option<Saved>,
    form: ProjectForm,
) -> Result<HttpResponse, PanelError> {
    let put_off = Some(error.texts(page.locale()));
    render(error.status_code(), &SetupPage { page, saved, form, errors: ShownErrors::default(), put_off })
}

impl SetupPage {
    /// "9 of up to 50".
    fn count(&self, fields: impl Borrow<ProjectFields>) -> Text {
        fields::count(&self.page, fields.borrow().iter().count())
    }

    fn summary(&self, fields: impl Borrow<ProjectFields>) -> Vec<FieldSummary> {
        FieldSummary::of_all(&self.page, fields.borrow())
    }

    /// Whether what stands in the form came from the person and is not saved.
    fn is_unsaved(&self) -> bool {
        let is_conflict = self.saved.as_ref().is_some_and(|saved| saved.clashes.is_some());
        self.form.is_resumed || is_conflict || self.put_off.is_some() || !self.errors.is_empty()
    }
}
