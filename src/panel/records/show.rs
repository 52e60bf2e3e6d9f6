//! GET /projects/{id}/records/new and GET /projects/{id}/records/{record}

use actix_web::HttpResponse;

use super::{access::Asked, occasion::Occasion, page::RecordView};
use crate::{
    authorization::{Deed, RecordState},
    ids::{ProjectId, RecordId},
    panel::{PageRequest, PanelError, meanwhile::merged},
    web::{BadRequest, Id, Ids, QueryFields},
};

/// The form of a new record.
pub(crate) async fn new(request: PageRequest, id: Id<ProjectId>) -> Result<HttpResponse, PanelError> {
    let asked = Asked { deed: Deed::InsertRecord, project: id.0, record: None, now: request.now() };
    let calls = request.state().calls.clone();
    let (page, view) = request
        .read_for(move |connection, viewer| {
            let (project, authority) = asked.find(connection, &calls, viewer)?;
            authority.require(asked.deed, RecordState::Absent)?;
            let view = RecordView::load(connection, (project, authority), None, None, &Occasion::Opened, None)?;
            view.ok_or(PanelError::NotFound)
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
    let asked = Asked { deed: Deed::GetRecord, project: ids.0, record: Some(ids.1), now: request.now() };
    let calls = request.state().calls.clone();
    let (page, (view, occasion)) = request
        .read_for(move |connection, viewer| {
            let view = asked.read(connection, &calls, viewer, |connection, project, authority| {
                RecordView::load(connection, (project, authority), asked.record.as_ref(), None, &occasion, newest)
            })?;
            Ok((view.ok_or(PanelError::NotFound)?, occasion))
        })
        .await?;
    view.answer(page, &occasion)
}
