//! GET /projects/{id}/design/preview

use actix_web::{HttpResponse, web::Data};

use super::typed::TypedDesign;
use crate::{
    cards::{CardContent, RasterFormat, Side, Sides, draw},
    ids::ProjectId,
    panel::{PageRequest, PanelError, picture_of_card},
    projects::{self, fields},
    web::{AppState, BadRequest, Id, QueryFields},
};

/// A side of a card of nobody, as the design in the query has it. Nothing is saved.
pub(in crate::panel) async fn preview(
    state: Data<AppState>,
    request: PageRequest,
    id: Id<ProjectId>,
    query: QueryFields,
) -> Result<HttpResponse, PanelError> {
    let form = TypedDesign::parse(&query.0)?;
    let side = Side::parse(&query.0.one("side")?).ok_or(BadRequest::UnknownValue("side"))?;
    let design = form.without_half_codes().design().map_err(|_| BadRequest::UnknownValue("design"))?;
    let (_, (design, content)) = request
        .read(move |connection, _| {
            projects::find(connection, &id.0)?.ok_or(PanelError::NotFound)?;
            let fields = fields::fields(connection, &id.0)?;
            let content = CardContent::sample(&fields, &fields::color_codes(connection, &id.0)?);
            Ok((design.with_logo(connection, &id.0)?, content))
        })
        .await?;
    let png = state.press.run(move || draw(&design, &content).picture(Sides::from(side), RasterFormat::Png)).await?;
    Ok(picture_of_card(RasterFormat::Png, png))
}
