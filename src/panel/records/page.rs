//! The page of a record: the form with all that stands around it.

use actix_web::{
    HttpResponse,
    http::header::{HeaderName, HeaderValue},
};

use super::{
    form::{RecordForm, input},
    history::History,
    occasion::Occasion,
    rights::Rights,
    shown_field::ShownField,
    template::RecordPage,
    words::{errors, field_label, picture_errors, value_text},
};
use crate::{
    authorization::RecordAuthority,
    db::{DbConnection, DbResult},
    ids::RecordId,
    merge::Clashes,
    panel::{ClashChoice, PageContext, PanelError, ShownErrors, meanwhile::ShownClash, paths, render},
    records::{Project, Record, find, form::COLOR_CODE},
    web::headers,
};

/// The page before it knows its reader.
pub(super) struct RecordView {
    project: Project,
    /// By what the reader may do something here.
    authority: RecordAuthority,
    /// None for a new record.
    saved: Option<Record>,
    /// Whether there was one that is gone.
    is_gone: bool,
    form: RecordForm,
    history: History,
    /// What others did while the form was open.
    meanwhile: History,
}

impl RecordView {
    /// Reads the record, where it is not a new one, and all that the page shows around the form: what is typed, else what
    /// is saved. None where there is no such record and nothing is typed.
    pub(super) fn load(
        connection: &mut DbConnection,
        (project, authority): (Project, RecordAuthority),
        record: Option<&RecordId>,
        typed: Option<RecordForm>,
        occasion: &Occasion,
        newest: Option<i64>,
    ) -> DbResult<Option<Self>> {
        let Some(id) = record else {
            let form = typed.unwrap_or_else(|| RecordForm::blank(&project));
            return Ok(Some(Self::unsaved((project, authority), form, false)));
        };
        let Some(saved) = find(connection, &project.id, id)? else {
            return Ok(typed.map(|form| Self::unsaved((project, authority), form.made_anew(), true)));
        };
        let form = typed.unwrap_or_else(|| RecordForm::of(&saved, &project));
        let versions = occasion.versions(form.version, saved.version);
        Ok(Some(Self {
            history: History::load(connection, id, newest.unwrap_or(saved.version))?,
            meanwhile: History::between(connection, id, versions)?,
            form: if matches!(occasion, Occasion::Clash(_)) { form.rebased(&saved, &project) } else { form },
            saved: Some(saved),
            is_gone: false,
            project,
            authority,
        }))
    }

    /// Whether the record is gone that a form was about.
    pub(super) const fn is_gone_after(&self, occasion: &Occasion) -> bool {
        self.is_gone && !matches!(occasion, Occasion::Gone)
    }

    /// Whether the reader may save what stands in the form.
    pub(super) fn may_save(&self) -> bool {
        Rights::new(self.authority, self.saved.as_ref()).save
    }

    fn unsaved((project, authority): (Project, RecordAuthority), form: RecordForm, is_gone: bool) -> Self {
        let (history, meanwhile) = (History::default(), History::default());
        Self { project, authority, saved: None, is_gone, form, history, meanwhile }
    }

    /// The page.
    ///
    /// # Errors
    /// When the template can't be written.
    pub(super) fn answer(self, page: PageContext, occasion: &Occasion) -> Result<HttpResponse, PanelError> {
        let rights = Rights::new(self.authority, self.saved.as_ref());
        let Self { project, saved, form, history, meanwhile, .. } = self;
        let (clashes, came_along) = match (occasion, &saved) {
            (Occasion::Clash(clashes), Some(saved)) => {
                let saved = RecordForm::of(saved, &project);
                let shown = clashes.iter().map(|key| clash(&page, &project, &meanwhile, key, (&saved, &form)));
                (Some(shown.collect()), meanwhile.tell(&page, &project, clashes))
            }
            _ => (None, meanwhile.tell(&page, &project, &Clashes::default())),
        };
        let errors = match occasion {
            Occasion::Invalid(problems) => errors(&page, &project, problems),
            Occasion::BadPicture(kind, problem) => picture_errors(&page, *kind, *problem),
            _ => ShownErrors::default(),
        };
        let notice = match occasion {
            Occasion::Gone => {
                let text = if rights.save { "record-gone-text" } else { "record-gone-text-read" };
                Some((page.text("record-gone-title"), page.text(text)))
            }
            Occasion::PutOff(error) => Some(error.texts(page.locale())),
            _ => None,
        };
        let older = saved.as_ref().zip(history.older);
        let shown = RecordPage {
            fields: project.fields.iter().map(|field| ShownField::of(&page, field, &form, saved.is_none())).collect(),
            versions: history.shown(&page, &project),
            older: older.map(|(record, version)| paths::record_history(&project.id, &record.id, version)),
            rights,
            color_code_input: input(COLOR_CODE),
            is_unsaved: occasion.is_unsaved(),
            page,
            project,
            saved,
            form,
            errors,
            clashes,
            came_along,
            notice,
        };
        let may_photograph = shown.may_save_photo();
        let mut response = render(occasion.status(), &shown)?;
        if may_photograph {
            let (name, value) = headers::WITH_CAMERA;
            response.headers_mut().insert(HeaderName::from_static(name), HeaderValue::from_static(value));
        }
        Ok(response)
    }
}

/// A field that was changed on both sides, as it is to be chosen.
fn clash(
    page: &PageContext,
    project: &Project,
    meanwhile: &History,
    key: &str,
    (saved, form): (&RecordForm, &RecordForm),
) -> ShownClash {
    let theirs = saved.text(key);
    ShownClash {
        input: ClashChoice::input(key),
        label: field_label(page, project, key),
        by: meanwhile.last(page, key),
        mine: value_text(page, project, key, Some(&form.text(key))),
        images: [None, None],
        choices: Some((ClashChoice::Theirs(theirs.clone()), ClashChoice::Mine)),
        theirs: value_text(page, project, key, Some(&theirs)),
    }
}
