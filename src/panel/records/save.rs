//! POST /projects/{id}/records/new and POST /projects/{id}/records/{record}: the form comes in.

use actix_web::{HttpResponse, web::Data};

use super::{access::Asked, form::RecordForm, name_of, occasion::Occasion, page::RecordView};
use crate::{
    authorization::Deed,
    calls::NotSubmitted,
    db::DbConnection,
    ids::{ProjectId, RecordId},
    panel::{Flash, PageContext, PanelError, Viewer, meanwhile::merged_link, paths, see_other},
    records::{
        self,
        form::{EditRecord, FormRefused},
    },
    web::{AppState, FormBody, Id, Ids},
};

const CREATED: Flash = Flash::new("flash-record-created");
const SAVED: Flash = Flash::new("flash-record-saved");

/// A form that came in, with all that it takes to answer it.
struct Submission {
    state: Data<AppState>,
    viewer: Viewer,
    page: PageContext,
    asked: Asked,
    form: RecordForm,
}

/// Makes a record, Active.
pub(crate) async fn create(
    state: Data<AppState>,
    viewer: Viewer,
    page: PageContext,
    id: Id<ProjectId>,
    body: FormBody,
) -> Result<HttpResponse, PanelError> {
    let asked = Asked { deed: Deed::InsertRecord, project: id.0, record: None, now: page.reader.now };
    asked.require(&viewer)?;
    let form = RecordForm::parse(&body.0, true)?;
    let submission = Submission { state, viewer, page, asked: asked.clone(), form };
    if submission.form.is_resumed {
        return submission.show(Occasion::Resumed).await;
    }
    let (project, RecordForm { typed, new_id, .. }) = (asked.project.clone(), submission.form.clone());
    let new_id = new_id.unwrap_or_else(RecordId::new);
    let made = asked.change(&submission.state, &submission.viewer, move |tx, project| {
        let record = records::form::create(tx, project, &new_id, &typed)?;
        Ok((record.id.clone(), (name_of(&record, project), record.id)))
    });
    match made.await {
        Ok((name, id)) => {
            let location = paths::record(&project, &id);
            Ok(see_other(&location, Some((CREATED.about(name), &submission.state.cookies))))
        }
        Err(NotSubmitted::Form(FormRefused::Gone)) => Err(PanelError::NotFound),
        Err(refused) => submission.refused(refused).await,
    }
}

/// Saves a record.
pub(crate) async fn save(
    state: Data<AppState>,
    viewer: Viewer,
    page: PageContext,
    ids: Ids<ProjectId, RecordId>,
    body: FormBody,
) -> Result<HttpResponse, PanelError> {
    let asked =
        Asked { deed: Deed::UpdateRecord, project: ids.0.clone(), record: Some(ids.1.clone()), now: page.reader.now };
    asked.require(&viewer)?;
    let form = RecordForm::parse(&body.0, false)?;
    let submission = Submission { state, viewer, page, asked: asked.clone(), form };
    if submission.form.is_resumed {
        return submission.show(Occasion::Resumed).await;
    }
    let RecordForm { typed, served, version, .. } = submission.form.clone();
    let edit = EditRecord { id: ids.1.clone(), version, served, typed };
    let saving = asked.change(&submission.state, &submission.viewer, move |tx, project| {
        let edited = records::form::edit(tx, project, &edit)?;
        let record = records::find(tx.connection, &project.id, &edit.id)?.ok_or(FormRefused::Gone)?;
        Ok((record.id.clone(), (edited, name_of(&record, project))))
    });
    match saving.await {
        Ok((edited, name)) => {
            let flash = if edited.is_changed { SAVED.about(name) } else { Flash::NOTHING_CHANGED };
            let location = merged_link(&paths::record(&ids.0, &ids.1), version, edited);
            Ok(see_other(&location, Some((flash, &submission.state.cookies))))
        }
        Err(refused) => submission.refused(refused).await,
    }
}

impl Submission {
    async fn refused(self, refused: NotSubmitted) -> Result<HttpResponse, PanelError> {
        match refused {
            NotSubmitted::Form(FormRefused::Invalid(problems)) => self.show(Occasion::Invalid(problems)).await,
            NotSubmitted::Form(FormRefused::Clash(clashes)) => self.show(Occasion::Clash(clashes)).await,
            NotSubmitted::Form(FormRefused::Gone) => self.show(Occasion::Gone).await,
            refused => match PanelError::from(refused) {
                error if error.keeps_what_was_typed() => self.show(Occasion::PutOff(error)).await,
                error => Err(error),
            },
        }
    }

    async fn show(self, occasion: Occasion) -> Result<HttpResponse, PanelError> {
        let Self { state, viewer, page, asked, form } = self;
        let calls = state.calls.clone();
        let read = move |connection: &mut DbConnection| -> Result<_, PanelError> {
            let found = asked.find(connection, &calls, &viewer)?;
            let view = RecordView::load(connection, found, asked.record.as_ref(), Some(form), &occasion, None)?;
            let view = view.ok_or(PanelError::NotFound)?;
            if matches!(occasion, Occasion::Resumed) && !view.may_save() {
                return Err(PanelError::Forbidden);
            }
            Ok((view, occasion))
        };
        // Also where the database's file is gone, so that nothing that was typed is lost.
        let (view, occasion) = state.db.read_even_if_gone(read).await?;
        let occasion = if view.is_gone_after(&occasion) { Occasion::Gone } else { occasion };
        view.answer(page, &occasion)
    }
}
