//! POST /projects/{id}/records/{record}/photo and …/signature: an image comes in, or the picture goes.

use actix_web::{HttpResponse, web::Data};

use super::{
    name_of,
    occasion::{Occasion, PictureProblem},
    page::RecordView,
};
use crate::{
    authorization::RecordState,
    clock::Timestamp,
    db::{DbConnection, DbResult},
    ids::{ProjectId, RecordId},
    images::PictureKind,
    panel::{CurrentUser, Flash, PageContext, PanelError, paths, see_other},
    records::{
        self, find_project,
        form::{EditPicture, FormRefused, action_of_picture, save_picture},
    },
    web::{AppState, FileForm, Ids},
};

/// Saves or removes the photo of a record.
pub(crate) async fn save_photo(
    state: Data<AppState>,
    user: CurrentUser,
    page: PageContext,
    ids: Ids<ProjectId, RecordId>,
    form: FileForm,
) -> Result<HttpResponse, PanelError> {
    save(PictureKind::Photo, state, user, page, ids, form).await
}

/// Saves or removes the signature of a record.
pub(crate) async fn save_signature(
    state: Data<AppState>,
    user: CurrentUser,
    page: PageContext,
    ids: Ids<ProjectId, RecordId>,
    form: FileForm,
) -> Result<HttpResponse, PanelError> {
    save(PictureKind::Signature, state, user, page, ids, form).await
}

async fn save(
    kind: PictureKind,
    state: Data<AppState>,
    user: CurrentUser,
    page: PageContext,
    ids: Ids<ProjectId, RecordId>,
    form: FileForm,
) -> Result<HttpResponse, PanelError> {
    // Before anything is decoded; the operation asks again, with the record.
    if user.person.role.allow(action_of_picture(kind), RecordState::Active).is_none() {
        return Err(PanelError::Forbidden);
    }
    let FileForm { fields, file } = form;
    let served = Timestamp::from_micros(fields.number("served")?);
    let is_removal = fields.optional("intent")?.as_deref() == Some("remove");
    let picture = if is_removal {
        None
    } else if file.is_empty() {
        return show(&state, page, ids, Occasion::BadPicture(kind, PictureProblem::Missing)).await;
    } else {
        match state.images.develop(kind, move || Ok(file)).await? {
            Ok(picture) => Some(picture),
            Err(error) => {
                return show(&state, page, ids, Occasion::BadPicture(kind, PictureProblem::Image(error))).await;
            }
        }
    };
    let edit = EditPicture { id: ids.1.clone(), kind, served, picture };
    let (project, db) = (ids.0.clone(), state.db.clone());
    let saved = user.operate(&state.db, page.reader.now, move |tx| {
        let project = find_project(tx.connection, &project)?.ok_or(FormRefused::Gone)?;
        if save_picture(tx, &project, &edit)? {
            db.note_erased();
        }
        let record = records::find(tx.connection, &project.id, &edit.id)?.ok_or(FormRefused::Gone)?;
        Ok(name_of(&record, &project))
    });
    match saved.await {
        Ok(name) => {
            state.calls.forget_erased(&ids.1).await;
            let location = paths::record(&ids.0, &ids.1) + "#pictures";
            Ok(see_other(&location, Some((flash(kind, is_removal).about(name), &state.cookies))))
        }
        Err(FormRefused::Conflict) => {
            show(&state, page, ids, Occasion::BadPicture(kind, PictureProblem::Changed)).await
        }
        Err(refused) => Err(refused.into()),
    }
}

/// The page of the record, with why the picture was not saved.
async fn show(
    state: &AppState,
    page: PageContext,
    ids: Ids<ProjectId, RecordId>,
    occasion: Occasion,
) -> Result<HttpResponse, PanelError> {
    let read = move |connection: &mut DbConnection| -> DbResult<_> {
        let view = RecordView::load(connection, (&ids.0, Some(&ids.1)), None, &occasion, None)?;
        Ok((view, occasion))
    };
    let (view, occasion) = state.db.read(read).await?;
    view.ok_or(PanelError::NotFound)?.answer(page, &occasion)
}

const fn flash(kind: PictureKind, is_removal: bool) -> Flash {
    match (kind, is_removal) {
        (PictureKind::Photo, false) => Flash::new("flash-photo-saved"),
        (PictureKind::Photo, true) => Flash::new("flash-photo-removed"),
        (PictureKind::Signature, false) => Flash::new("flash-signature-saved"),
        (PictureKind::Signature, true) => Flash::new("flash-signature-removed"),
    }
}
