//! GET /projects/{id}/records/new and GET /projects/{id}/records/{record}

use actix_web::HttpResponse;

use super::{occasion::Occasion, page::RecordView, require};
use crate::{
    authorization::Deed,
    ids::{ProjectId, RecordId},
    panel::{PageRequest, PanelError, meanwhile::merged},
    web::{BadRequest, Id, Ids, QueryFields},
};

/// The form of a new record.
pub(crate) async fn new(request: PageRequest, id: Id<ProjectId>) -> Result<HttpResponse, PanelError> {
    let (page, view) = request
        .read(move |connection, user| {
            require(user, Deed::InsertRecord)?;
            RecordView::load(connection, (&id.0, None), None, &Occasion::Opened, None)?.ok_or(PanelError::NotFound)
        })
        .await?;
    view.answer(page, &Occasion::Opened)
}

/// A record.
pub(crate) async fn show(
    request: PageRequest,
    ids: Ids<ProjectId, RecordId>,
    query: QueryFields,
) -> Result<HttpResponse, PanelError> {
    let occasion = merged(&query.0)?.map_or(Occasion::Opened, |(after, up_to)| Occasion::Merged(after, up_to));
    let newest = query.0.optional("history")?.map(|text| text.parse()).transpose();
    let newest = newest.map_err(|_| BadRequest::UnknownValue("history"))?;
    let (page, (view, occasion)) = request
        .read(move |connection, _| {
            let view = RecordView::load(connection, (&ids.0, Some(&ids.1)), None, &occasion, newest)?;
            Ok((view.ok_or(PanelError::NotFound)?, occasion))
        })
        .await?;
    view.answer(page, &occasion)
}
