//! The form with what is saved and what others did meanwhile.

use actix_web::HttpResponse;

use super::{color_code_row::ColorCodeRow, form::FieldsForm, occasion::Occasion, page::FieldsPage, row::Row};
use crate::{
    audit::Subject,
    db::{DbConnection, DbResult},
    ids::{FieldId, ProjectId},
    merge::Clashes,
    panel::{
        PageContext, PanelError, ShownErrors,
        meanwhile::{Meanwhile, ShownClash},
        render,
    },
    projects::{
        self, Project,
        fields::{ColorCode, Field, Fields, ORDER, Property, color_codes, fields},
    },
};

/// The form with all that stands around it.
pub(super) struct FieldsView {
    project: Project,
    saved: Fields,
    saved_codes: Vec<ColorCode>,
    form: FieldsForm,
    /// What others did while it was open.
    meanwhile: Meanwhile,
}

impl FieldsView {
    /// Reads the project, with what is typed or else what is saved; none where there is no such project.
    pub(super) fn load(
        connection: &mut DbConnection,
        id: &ProjectId,
        typed: Option<FieldsForm>,
        occasion: &Occasion,
    ) -> DbResult<Option<Self>> {
        let Some(project) = projects::find(connection, id)? else { return Ok(None) };
        let saved = fields(connection, id)?;
        let saved_codes = color_codes(connection, id)?;
        let mut form = typed.unwrap_or_else(|| FieldsForm::of(&project, &saved, &saved_codes));
        let versions = match occasion {
            Occasion::Merged(after, up_to) => Some((*after, *up_to)),
            Occasion::Clash(_) => form.version.parse().ok().map(|version| (version, project.version)),
            _ => None,
        };
        let subject = Subject::Project(project.id.clone(), project.name.to_string());
        let meanwhile = Meanwhile::load_some(connection, &subject, versions)?;
        match occasion {
            Occasion::Clash(_) => form.rebase(&project, &saved, &saved_codes),
            Occasion::Pressed(intent) => form.press(intent, &saved),
            Occasion::Invalid(problems) => form.warn(problems),
            _ => {}
        }
        Ok(Some(Self { project, saved, saved_codes, form, meanwhile }))
    }

    /// The page.
    ///
    /// # Errors
    /// When the template can't be written.
    pub(super) fn answer(self, page: PageContext, occasion: &Occasion) -> Result<HttpResponse, PanelError> {
        let status = occasion.status();
        let is_unsaved = !matches!(occasion, Occasion::Opened | Occasion::Merged(..));
        let none = Clashes::default();
        let clashing = if let Occasion::Clash(clashes) = occasion { clashes } else { &none };
        let clashes = clashing.iter().map(|field| self.clash(&page, field)).collect::<Vec<_>>();
        let errors = match occasion {
            Occasion::Invalid(problems) => ShownErrors::of_fields(&page, &self.form, problems),
            _ => ShownErrors::default(),
        };
        let is_without_row = |field: &&Field| self.form.rows.iter().all(|row| row.key != field.id.as_str());
        let shown = FieldsPage {
            removed: self.saved.removed().filter(is_without_row).map(Row::of).collect(),
            errors,
            clashes: (!clashing.is_empty()).then_some(clashes),
            came_along: self.meanwhile.tell(&page, clashing),
            put_off: if let Occasion::PutOff(error) = occasion { Some(error.texts(page.locale())) } else { None },
            is_unsaved,
            project: self.project,
            form: self.form,
            page,
        };
        render(status, &shown)
    }

    /// What was changed on both sides, as it is to be chosen.
    fn clash(&self, page: &PageContext, field: &str) -> ShownClash {
        let (theirs, mine) = if field == ORDER {
            let order = self.form.in_use().map(|row| row.key.as_str()).collect::<Vec<_>>().join(" ");
            (text_of(&self.form.served_order), order)
        } else if let Some((id, property)) = Property::parse_of(field) {
            let row = self.form.rows.iter().find(|row| row.key == id.as_str());
            let served = row.and_then(|row| row.served.as_ref()).map(|served| served.get(property).to_owned());
            (served.unwrap_or_default(), row.map(|row| row.typed.get(property).to_owned()).unwrap_or_default())
        } else {
            let row = self.form.color_codes.iter().find(|row| row.field() == field);
            let code = row.map_or(0, |row| row.code);
            (ColorCode::text_of(&self.saved_codes, code), row.map(ColorCodeRow::text).unwrap_or_default())
        };
        ShownClash::of_text(page, &self.meanwhile, field, (&theirs, &mine))
    }
}

/// Ids as they travel.
pub(super) fn text_of(ids: &[FieldId]) -> String {
    ids.iter().map(FieldId::as_str).collect::<Vec<_>>().join(" ")
}
