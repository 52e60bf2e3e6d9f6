//! The page of a design.

use std::borrow::Borrow;

use actix_web::{HttpResponse, http::StatusCode};
use askama::Template;

use super::form::{DesignForm, Field, SideForm, YES};
use crate::{
    authorization::Permission,
    cards::{DetailFields, Direction, Layout, NameFields, ProjectDesign, Side, Symbology},
    db::{DbConnection, DbResult},
    ids::{FieldId, ProjectId},
    input::FormErrors,
    panel::{PageContext, PanelError, ShownErrors, paths, render},
    projects::{self, Project, fields::Fields},
    texts::Text,
};

/// A project with its design.
pub(super) struct DesignView {
    project: Project,
    fields: Fields,
    pub(super) saved: ProjectDesign,
}

/// Why the page is shown.
pub(super) enum Occasion {
    /// It was opened.
    Opened,
    /// What stands in the form is to be seen.
    Previewed,
    /// Something is wrong with it.
    Invalid(FormErrors<Field>),
    /// Others changed the design meanwhile.
    Conflict,
    /// It can't be saved now, and why.
    PutOff(PanelError),
}

#[derive(Template)]
#[template(path = "projects/design.html")]
struct DesignPage {
    page: PageContext,
    project: Project,
    form: DesignForm,
    errors: ShownErrors,
    choices: Vec<FieldChoice>,
    is_unsaved: bool,
    is_conflict: bool,
    put_off: Option<(Text, Text)>,
}

/// A field that can be chosen, or could before it was removed.
struct FieldChoice {
    id: FieldId,
    label: String,
    is_removed: bool,
}

/// A select of fields: its name and id, its label, and what is chosen.
struct FieldSelect<'a> {
    name: String,
    id: String,
    label: Text,
    chosen: Option<&'a FieldId>,
}

impl DesignView {
    pub(super) fn load(connection: &mut DbConnection, id: &ProjectId) -> DbResult<Option<Self>> {
        let Some(project) = projects::find(connection, id)? else { return Ok(None) };
        let fields = projects::fields::fields(connection, id)?;
        let saved = ProjectDesign::load(connection, (id, project.name.as_str()), &fields)?;
        Ok(Some(Self { project, fields, saved }))
    }

    /// The page with what stands in `form`, or what is saved.
    pub(super) fn answer(
        self,
        page: PageContext,
        form: Option<DesignForm>,
        occasion: &Occasion,
    ) -> Result<HttpResponse, PanelError> {
        let mut form = form.unwrap_or_else(|| DesignForm::of(&self.saved));
        let is_conflict = matches!(occasion, Occasion::Conflict);
        if is_conflict {
            // The form stands on what is saved now: to save it again is one click.
            form.version = self.saved.version;
        }
        let errors = match occasion {
            Occasion::Invalid(errors) => ShownErrors::of_form(errors, page.locale()),
            _ => ShownErrors::default(),
        };
        let put_off = match occasion {
            Occasion::PutOff(error) => Some(error.texts(page.locale())),
            _ => None,
        };
        let in_use = self.fields.iter().map(|field| (field, false));
        let choices = in_use
            .chain(self.fields.removed().map(|field| (field, true)))
            .map(|(field, is_removed)| FieldChoice { id: field.id.clone(), label: field.label.clone(), is_removed })
            .collect();
        let is_unsaved = !matches!(occasion, Occasion::Opened);
        let project = self.project;
        let shown = DesignPage { page, project, form, errors, choices, is_unsaved, is_conflict, put_off };
        render(occasion.status(), &shown)
    }
}

impl Occasion {
    fn status(&self) -> StatusCode {
        match self {
            Self::Opened | Self::Previewed => StatusCode::OK,
            Self::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Conflict => StatusCode::CONFLICT,
            Self::PutOff(error) => actix_web::ResponseError::status_code(error),
        }
    }
}

impl DesignPage {
    fn preview(&self, side: impl Borrow<Side>) -> String {
        format!("{}?{}", paths::project_design_preview(&self.project.id), self.form.query(*side.borrow()))
    }

    /// Pixels of a preview on the page, from side to side and from top to bottom.
    const fn preview_size(&self) -> (u32, u32) {
        if self.form.layout.is_landscape() { (506, 319) } else { (319, 506) }
    }

    fn layout_text(&self, layout: impl Borrow<Layout>) -> Text {
        self.page.text(match layout.borrow() {
            Layout::Header => "design-layout-header",
            Layout::Column => "design-layout-column",
            Layout::Badge => "design-layout-badge",
            Layout::Portrait => "design-layout-portrait",
        })
    }

    fn direction_text(&self, direction: impl Borrow<Direction>) -> Text {
        self.page.text(match direction.borrow() {
            Direction::LeftToRight => "design-direction-ltr",
            Direction::RightToLeft => "design-direction-rtl",
        })
    }

    fn symbology_text(&self, symbology: impl Borrow<Symbology>) -> Text {
        self.page.text(match symbology.borrow() {
            Symbology::Code128 => "design-code-code128",
            Symbology::Qr => "design-code-qr",
        })
    }

    fn name_selects(&self) -> Vec<FieldSelect<'_>> {
        self.selects("name[]", "design-name-part", &self.form.name, NameFields::MOST)
    }

    fn headline_select(&self) -> FieldSelect<'_> {
        let label = self.page.text("design-headline");
        FieldSelect {
            name: "headline".to_owned(),
            id: "headline".to_owned(),
            label,
            chosen: self.form.headline.as_ref(),
        }
    }

    fn detail_selects(&self, side: impl Borrow<Side>) -> Vec<FieldSelect<'_>> {
        let name = format!("{}.details[]", side.borrow().as_str());
        self.selects(&name, "design-detail", &self.side(side).details, DetailFields::MOST)
    }

    fn code_select(&self, side: impl Borrow<Side>) -> FieldSelect<'_> {
        let name = format!("{}.code_field", side.borrow().as_str());
        let label = self.page.text("design-code-field");
        FieldSelect { id: name.replace('.', "-"), name, label, chosen: self.side(side).code_field.as_ref() }
    }

    fn selects<'a>(&self, name: &str, label: &'static str, chosen: &'a [FieldId], most: usize) -> Vec<FieldSelect<'a>> {
        let id = name.trim_end_matches("[]").replace('.', "-");
        let select = |at: usize| FieldSelect {
            name: name.to_owned(),
            id: format!("{id}-{}", at + 1),
            label: self.page.text(label).arg("number", at + 1),
            chosen: chosen.get(at),
        };
        (0..most).map(select).collect()
    }

    fn side(&self, side: impl Borrow<Side>) -> &SideForm {
        match side.borrow() {
            Side::Front => &self.form.front,
            Side::Back => &self.form.back,
        }
    }

    fn is_code(&self, side: impl Borrow<Side>, symbology: impl Borrow<Symbology>) -> bool {
        self.side(side).symbology == Some(*symbology.borrow())
    }

    /// The fields of the design that the project no longer has.
    fn missing(&self) -> Vec<&str> {
        let form = &self.form;
        let code_fields = form.front.code_field.iter().chain(&form.back.code_field);
        let details = form.front.details.iter().chain(&form.back.details);
        let used: Vec<&FieldId> = form.name.iter().chain(&form.headline).chain(details).chain(code_fields).collect();
        let is_missing = |choice: &&FieldChoice| choice.is_removed && used.contains(&&choice.id);
        self.choices.iter().filter(is_missing).map(|choice| choice.label.as_str()).collect()
    }
}

impl FieldSelect<'_> {
    fn is_chosen(&self, choice: &FieldChoice) -> bool {
        self.chosen == Some(&choice.id)
    }

    /// Removed fields are only offered where they are chosen already.
    fn offers(&self, choice: &FieldChoice) -> bool {
        !choice.is_removed || self.is_chosen(choice)
    }
}
