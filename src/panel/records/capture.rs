//! POST /projects/{id}/records/{record}/photo and …/signature: an image comes in, or the picture goes.

use actix_web::{HttpResponse, web::Data};

use super::{
    access::Asked,
    name_of,
    occasion::{Occasion, PictureProblem},
    page::RecordView,
};
use crate::{
    authorization::{Deed, RecordState},
    calls::NotSubmitted,
    clock::Timestamp,
    db::DbConnection,
    ids::{ProjectId, RecordId},
    images::PictureKind,
    panel::{Flash, PageContext, PanelError, Viewer, paths, see_other},
    records::{
        self,
        form::{EditPicture, FormRefused, PictureEdit, action_of_picture, save_picture},
    },
    web::{AppState, FileForm, Ids},
};

/// Saves or removes the photo of a record.
pub(crate) async fn save_photo(
    state: Data<AppState>,
    viewer: Viewer,
    page: PageContext,
    ids: Ids<ProjectId, RecordId>,
    form: FileForm,
) -> Result<HttpResponse, PanelError> {
    save(PictureKind::Photo, state, viewer, page, ids, form).await
}

/// Saves or removes the signature of a record.
pub(crate) async fn save_signature(
    state: Data<AppState>,
    viewer: Viewer,
    page: PageContext,
    ids: Ids<ProjectId, RecordId>,
    form: FileForm,
) -> Result<HttpResponse, PanelError> {
    save(PictureKind::Signature, state, viewer, page, ids, form).await
}

async fn save(
    kind: PictureKind,
    state: Data<AppState>,
    viewer: Viewer,
    page: PageContext,
    ids: Ids<ProjectId, RecordId>,
    form: FileForm,
) -> Result<HttpResponse, PanelError> {
    let Ids(project, record) = ids;
    let asked = Asked { deed: Deed::UpdateRecord, project, record: Some(record.clone()), now: page.reader.now };
    asked.require(&viewer)?;
    let FileForm { fields, files } = form;
    let file = files.into_iter().next().map(|(_, file)| file);
    let is_missing = file.is_none();
    let served = Timestamp::from_micros(fields.number("served")?);
    let is_removal = fields.optional("intent")?.as_deref() == Some("remove");
    let picture = if is_removal {
        PictureEdit::Removed
    } else if !may_save(&state, &viewer, &asked, kind).await? {
        PictureEdit::NotAllowed
    } else {
        // None at all is refused as one that can't be read.
        match state.images.develop(kind, move || Ok(file.unwrap_or_default())).await? {
            Ok(picture) => PictureEdit::Replaced(picture),
            // Refused by the operation, so that this stands in Calls too.
            Err(error) => PictureEdit::Unreadable(error),
        }
    };
    let problem = match &picture {
        PictureEdit::Unreadable(_) if is_missing => PictureProblem::Missing,
        PictureEdit::Unreadable(error) => PictureProblem::Image(*error),
        _ => PictureProblem::Changed,
    };
    let edit = EditPicture { id: record.clone(), kind, served, picture };
    let db = state.db.clone();
    let saved = asked.clone().change(&state, &viewer, move |tx, project| {
        if save_picture(tx, project, &edit)? {
            db.note_erased();
        }
        let record = records::find(tx.connection, &project.id, &edit.id)?.ok_or(FormRefused::Gone)?;
        Ok((record.id.clone(), name_of(&record, project)))
    });
    match saved.await {
        Ok(name) => {
            state.calls.forget_erased(&record).await;
            let location = paths::record(&asked.project, &record) + "#pictures";
            Ok(see_other(&location, Some((flash(kind, is_removal).about(name), &state.cookies))))
        }
        Err(NotSubmitted::Form(FormRefused::Conflict | FormRefused::Invalid(_))) => {
            show(&state, viewer, page, asked, Occasion::BadPicture(kind, problem)).await
        }
        Err(refused) => Err(refused.into()),
    }
}

/// Whether an image is worth working on; that it may be saved is judged with the record, when it is.
async fn may_save(state: &AppState, viewer: &Viewer, asked: &Asked, kind: PictureKind) -> Result<bool, PanelError> {
    let (viewer, asked, calls) = (viewer.clone(), asked.clone(), state.calls.clone());
    let find = move |connection: &mut DbConnection| asked.find(connection, &calls, &viewer);
    let (_, authority) = state.db.read(find).await?;
    Ok(authority.may(action_of_picture(kind), RecordState::Active))
}

/// The page of the record, with why the picture was not saved.
async fn show(
    state: &AppState,
    viewer: Viewer,
    page: PageContext,
    asked: Asked,
    occasion: Occasion,
) -> Result<HttpResponse, PanelError> {
    let calls = state.calls.clone();
    let read = move |connection: &mut DbConnection| -> Result<_, PanelError> {
        let found = asked.find(connection, &calls, &viewer)?;
        let view = RecordView::load(connection, found, asked.record.as_ref(), None, &occasion, None)?;
        Ok((view.ok_or(PanelError::NotFound)?, occasion))
    };
    let (view, occasion) = state.db.read(read).await?;
    view.answer(page, &occasion)
}

const fn flash(kind: PictureKind, is_removal: bool) -> Flash {
    match (kind, is_removal) {
        (PictureKind::Photo, false) => Flash::new("flash-photo-saved"),
        (PictureKind::Photo, true) => Flash::new("flash-photo-removed"),
        (PictureKind::Signature, false) => Flash::new("flash-signature-saved"),
        (PictureKind::Signature, true) => Flash::new("flash-signature-removed"),
    }
}
