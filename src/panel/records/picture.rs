//! GET /projects/{id}/records/{record}/photo and …/signature

use actix_web::HttpResponse;

use super::access::Asked;
use crate::{
    authorization::Deed,
    ids::{ProjectId, RecordId},
    images::PictureKind,
    panel::{PageRequest, PanelError, stored_picture},
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

async fn picture(
    request: PageRequest,
    ids: Ids<ProjectId, RecordId>,
    kind: PictureKind,
) -> Result<HttpResponse, PanelError> {
    let asked = Asked { deed: Deed::GetPhotoId, project: ids.0, record: Some(ids.1.clone()), now: request.now() };
    let calls = request.state().calls.clone();
    let (_, picture) = request
        .read_for(move |connection, viewer| {
            let (project, authority) = asked.find_on_page(connection, &calls, viewer)?;
            let record = records::find(connection, &project.id, &ids.1)?.ok_or(PanelError::NotFound)?;
            authority.require(asked.deed, record.state())?;
            records::picture(connection, &record.id, kind)?.ok_or(PanelError::NotFound)
        })
        .await?;
    Ok(stored_picture(&picture))
}
