//! The design of a project with what stands in its form and what others did meanwhile.

use actix_web::HttpResponse;

use super::{
    form::DesignForm,
    occasion::Occasion,
    page::{DesignPage, FieldChoice},
};
use crate::{
    audit::Subject,
    cards::{DesignPart, ProjectDesign},
    db::{DbConnection, DbResult},
    ids::{LogoId, ProjectId},
    merge::Clashes,
    panel::{
        PageContext, PanelError, ShownErrors,
        meanwhile::{Meanwhile, ShownClash},
        paths, render,
    },
    projects::{self, Project, fields::Fields},
};

/// The form with all that stands around it.
pub(super) struct DesignView {
    project: Project,
    fields: Fields,
    form: DesignForm,
    /// What others did while it was open.
    meanwhile: Meanwhile,
}

impl DesignView {
    /// Reads the project, with what is typed or else what is saved; none where there is no such project.
    pub(super) fn load(
        connection: &mut DbConnection,
        id: &ProjectId,
        typed: Option<DesignForm>,
        occasion: &Occasion,
    ) -> DbResult<Option<Self>> {
        let Some(project) = projects::find(connection, id)? else { return Ok(None) };
        let fields = projects::fields::fields(connection, id)?;
        let saved = ProjectDesign::load(connection, (id, project.name.as_str()), &fields)?;
        let mut form = typed.unwrap_or_else(|| DesignForm::of(&saved, project.version));
        let versions = occasion.versions(form.version, project.version);
        let subject = Subject::Project(project.id.clone(), project.name.to_string());
        let meanwhile = Meanwhile::load_some(connection, &subject, versions)?;
        if matches!(occasion, Occasion::Clash(_)) {
            form.rebase(&saved, project.version);
        }
        Ok(Some(Self { project, fields, form, meanwhile }))
    }

    /// The page.
    ///
    /// # Errors
    /// When the template can't be written.
    pub(super) fn answer(self, page: PageContext, occasion: &Occasion) -> Result<HttpResponse, PanelError> {
        let none = Clashes::default();
        let clashing = if let Occasion::Clash(clashes) = occasion { clashes } else { &none };
        let clashes = clashing.iter().map(|field| self.clash(&page, field)).collect::<Vec<_>>();
        let errors = match occasion {
            Occasion::Invalid(problems) => problems.shown(&page),
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
        let shown = DesignPage {
            errors,
            choices,
            clashes: (!clashing.is_empty()).then_some(clashes),
            came_along: self.meanwhile.tell(&page, clashing),
            is_unsaved: !matches!(occasion, Occasion::Opened | Occasion::Merged(..)),
            put_off,
            project: self.project,
            version: self.form.version,
            served: self.form.served,
            form: self.form.typed,
            page,
        };
        render(occasion.status(), &shown)
    }

    /// What was changed on both sides, as it is to be chosen. The form stands on what is saved by now.
    fn clash(&self, page: &PageContext, field: &str) -> ShownClash {
        let DesignForm { served: saved, typed, .. } = &self.form;
        let part = DesignPart::of_field(field);
        let text = |of: &ProjectDesign| part.map(|part| part.text(of)).unwrap_or_default();
        let theirs = text(saved);
        let mine = typed.design().map(|mine| text(&mine)).unwrap_or_default();
        let mut clash = ShownClash::of_text(page, &self.meanwhile, field, (&theirs, &mine));
        match part {
            Some(DesignPart::Logo) => {
                let path = |id: &LogoId| paths::design_logo(&self.project.id, id);
                clash.images = [saved.logo.as_ref().map(path), typed.logo.as_ref().map(path)];
            }
            // One took it away while the other changed what stands on it.
            Some(DesignPart::HasBack) if clash.by.is_none() => {
                let of_back = DesignPart::OF_BACK.iter().filter_map(|part| self.meanwhile.last(page, &part.field()));
                clash.by = of_back.max_by_key(|(_, at)| *at);
            }
            _ => {}
        }
        clash
    }
}
