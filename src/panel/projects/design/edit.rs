//! GET and POST /projects/{id}/design

use actix_web::{HttpResponse, web::Data};

use super::{
    form::{DesignForm, Intent},
    page::{DesignView, Occasion},
};
use crate::{
    authorization::Permission,
    cards::{SaveDesign, save_design},
    db::DbConnection,
    ids::ProjectId,
    panel::{CurrentUser, Flash, PageContext, PageRequest, PanelError, paths, see_other},
    projects::{self, Refused},
    web::{AppState, FormBody, Id},
};

const SAVED: Flash = Flash::new("flash-design-saved");

/// The design; who may not change it sees it all the same.
pub(in crate::panel) async fn show(request: PageRequest, id: Id<ProjectId>) -> Result<HttpResponse, PanelError> {
    let (page, view) =
        request.read(move |connection, _| DesignView::load(connection, &id.0)?.ok_or(PanelError::NotFound)).await?;
    view.answer(page, None, &Occasion::Opened)
}

/// Saves the form, or shows what stands in it.
pub(in crate::panel) async fn save(
    state: Data<AppState>,
    user: CurrentUser,
    page: PageContext,
    id: Id<ProjectId>,
    body: FormBody,
) -> Result<HttpResponse, PanelError> {
    user.require(Permission::ManageProjects)?;
    let form = DesignForm::parse(&body.0)?;
    let intent = Intent::parse(&body.0)?;
    let design = match form.design() {
        Err(errors) => return show_again(&state, page, id.0, form, Occasion::Invalid(errors)).await,
        Ok(_) if intent != Intent::Save => return show_again(&state, page, id.0, form, Occasion::Previewed).await,
        Ok(design) => design,
    };
    let wanted = SaveDesign { project: id.0.clone(), version: form.version, design };
    let saving = user.operate(&state.db, page.reader.now, move |tx| {
        let is_changed = save_design(tx, &wanted)?;
        Ok((is_changed, projects::find(tx.connection, &wanted.project)?.ok_or(Refused::Gone)?.name))
    });
    let occasion = match saving.await {
        Ok((is_changed, name)) => {
            let flash = if is_changed { SAVED.about(name) } else { Flash::NOTHING_CHANGED };
            return Ok(see_other(&paths::project_design(&id.0), Some((flash, &state.cookies))));
        }
        Err(Refused::Conflict) => Occasion::Conflict,
        Err(refused) => match PanelError::from(refused) {
            error if error.keeps_what_was_typed() => Occasion::PutOff(error),
            error => return Err(error),
        },
    };
    show_again(&state, page, id.0, form, occasion).await
}

async fn show_again(
    state: &AppState,
    page: PageContext,
    id: ProjectId,
    form: DesignForm,
    occasion: Occasion,
) -> Result<HttpResponse, PanelError> {
    let read = move |connection: &mut DbConnection| DesignView::load(connection, &id);
    // Also where the database's file is gone, so that nothing that was typed is lost.
    let view = state.db.read_even_if_gone(read).await?.ok_or(PanelError::NotFound)?;
    view.answer(page, Some(form), &occasion)
}
