//! GET /projects/{id}/records/{record}/photo and …/signature

use actix_web::HttpResponse;

use super::access::Asked;
use crate::{
    authorization::Deed,
    ids::{ProjectId, RecordId},
    images::PictureKind,
    panel::{PageRequest, PanelError},
    records,
    web::Ids,
};

/// The photo of a record.
pub(crate) async fn photo(request: PageRequest, ids: Ids<ProjectId, RecordId>) -> Result<HttpResponse, PanelError> {
    picture(request, ids, PictureKind::Photo).await
}

/// The signature of a record.
pub(crate) async fn signature(request: PageRequest, ids: Ids<ProjectId, RecordId>) -> Result<HttpResponse, PanelError> {
    picture(request, ids, PictureKind::Signature).await
}

/// A picture as it is stored. As of pages, not even the browser keeps it, so that none is left once it is erased.
async fn picture(
    request: PageRequest,
    ids: Ids<ProjectId, RecordId>,
    kind: PictureKind,
) -> Result<HttpResponse, PanelError> {
    let asked = Asked { deed: Deed::GetPhotoId, project: ids.0, record: Some(ids.1.clone()), now: request.now() };
    let calls = request.state().calls.clone();
    let (_, picture) = request
        .read_for(move |connection, viewer| {
            // It is part of the page of the record, which was a call already.
            let (project, authority) = asked.find(connection, &calls, viewer)?;
            let record = records::find(connection, &project.id, &ids.1)?.ok_or(PanelError::NotFound)?;
            authority.require(asked.deed, record.state())?;
            records::picture(connection, &record.id, kind)?.ok_or(PanelError::NotFound)
        })
        .await?;
    Ok(HttpResponse::Ok()
        .content_type(picture.format.media_type())
        .insert_header(("cache-control", "no-store"))
        .insert_header(("cross-origin-resource-policy", "same-origin"))
        .body(picture.bytes.to_vec()))
}
