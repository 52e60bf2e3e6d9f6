//! GET /projects/{id}/design/logo/{logo}

use actix_web::HttpResponse;

use crate::{
    cards,
    ids::{LogoId, ProjectId},
    panel::{PageRequest, PanelError, stored_picture},
    web::Ids,
};

/// A logo that was chosen for the cards of a project, saved or not.
pub(in crate::panel) async fn logo(
    request: PageRequest,
    ids: Ids<ProjectId, LogoId>,
) -> Result<HttpResponse, PanelError> {
    let Ids(project, logo) = ids;
    let (_, picture) = request
        .read(move |connection, _| cards::logo(connection, &project, &logo)?.ok_or(PanelError::NotFound))
        .await?;
    Ok(stored_picture(&picture))
}
