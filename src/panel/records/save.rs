//! POST /projects/{id}/records/new and POST /projects/{id}/records/{record}: the form comes in.

use actix_web::{HttpResponse, web::Data};

use super::{form::RecordForm, name_of, occasion::Occasion, page::RecordView, require};
use crate::{
    authorization::Deed,
    db::{DbConnection, DbResult},
    ids::{ProjectId, RecordId},
    panel::{CurrentUser, Flash, PageContext, PanelError, meanwhile::merged_link, paths, see_other},
    records::{
        self, find_project,
        form::{EditRecord, FormRefused},
    },
    web::{AppState, FormBody, Id, Ids},
};

const CREATED: Flash = Flash::new("flash-record-created");
const SAVED: Flash = Flash::new("flash-record-saved");

/// A form that came in, with all that it takes to answer it.
struct Submission {
    state: Data<AppState>,
    user: CurrentUser,
    page: PageContext,
    project: ProjectId,
    /// None for a new record.
    record: Option<RecordId>,
    form: RecordForm,
}

/// Makes a record, Active.
pub(crate) async fn create(
    state: Data<AppState>,
    user: CurrentUser,
    page: PageContext,
    id: Id<ProjectId>,
    body: FormBody,
) -> Result<HttpResponse, PanelError> {
    require(&user, Deed::InsertRecord)?;
    let form = RecordForm::parse(&body.0, true)?;
    let submission = Submission { state, user, page, project: id.0, record: None, form };
    if submission.form.is_resumed {
        return submission.show(Occasion::Resumed).await;
    }
    let (project, typed) = (submission.project.clone(), submission.form.typed.clone());
    let made = submission.user.operate(&submission.state.db, submission.page.reader.now, move |tx| {
        let project = find_project(tx.connection, &project)?.ok_or(FormRefused::Gone)?;
        let record = records::form::create(tx, &project, &typed)?;
        Ok((name_of(&record, &project), record.id))
    });
    match made.await {
        Ok((name, id)) => {
            let location = paths::record(&submission.project, &id);
            Ok(see_other(&location, Some((CREATED.about(name), &submission.state.cookies))))
        }
        Err(FormRefused::Gone) => Err(PanelError::NotFound),
        Err(refused) => submission.refused(refused).await,
    }
}

/// Saves a record.
pub(crate) async fn save(
    state: Data<AppState>,
    user: CurrentUser,
    page: PageContext,
    ids: Ids<ProjectId, RecordId>,
    body: FormBody,
) -> Result<HttpResponse, PanelError> {
    require(&user, Deed::UpdateRecord)?;
    let form = RecordForm::parse(&body.0, false)?;
    let submission = Submission { state, user, page, project: ids.0, record: Some(ids.1.clone()), form };
    if submission.form.is_resumed {
        return submission.show(Occasion::Resumed).await;
    }
    let RecordForm { typed, served, version, .. } = submission.form.clone();
    let edit = EditRecord { id: ids.1.clone(), version, served, typed };
    let project = submission.project.clone();
    let saving = submission.user.operate(&submission.state.db, submission.page.reader.now, move |tx| {
        let project = find_project(tx.connection, &project)?.ok_or(FormRefused::Gone)?;
        let edited = records::form::edit(tx, &project, &edit)?;
        let record = records::find(tx.connection, &project.id, &edit.id)?.ok_or(FormRefused::Gone)?;
        Ok((edited, name_of(&record, &project)))
    });
    match saving.await {
        Ok((edited, name)) => {
            let flash = if edited.is_changed { SAVED.about(name) } else { Flash::NOTHING_CHANGED };
            let location = merged_link(&paths::record(&submission.project, &ids.1), version, edited);
            Ok(see_other(&location, Some((flash, &submission.state.cookies))))
        }
        Err(refused) => submission.refused(refused).await,
    }
}

impl Submission {
    async fn refused(self, refused: FormRefused) -> Result<HttpResponse, PanelError> {
        match refused {
            FormRefused::Invalid(problems) => self.show(Occasion::Invalid(problems)).await,
            FormRefused::Clash(clashes) => self.show(Occasion::Clash(clashes)).await,
            FormRefused::Gone => self.show(Occasion::Gone).await,
            refused => match PanelError::from(refused) {
                error if error.keeps_what_was_typed() => self.show(Occasion::PutOff(error)).await,
                error => Err(error),
            },
        }
    }

    async fn show(self, occasion: Occasion) -> Result<HttpResponse, PanelError> {
        let Self { state, page, project, record, form, .. } = self;
        let read = move |connection: &mut DbConnection| -> DbResult<_> {
            let view = RecordView::load(connection, (&project, record.as_ref()), Some(form), &occasion, None)?;
            Ok((view, occasion))
        };
        // Also where the database's file is gone, so that nothing that was typed is lost.
        let (view, occasion) = state.db.read_even_if_gone(read).await?;
        let view = view.ok_or(PanelError::NotFound)?;
        let occasion = if view.is_gone_after(&occasion) { Occasion::Gone } else { occasion };
        view.answer(page, &occasion)
    }
}
