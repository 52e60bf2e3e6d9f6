//! GET and POST /projects/{id}/design

use actix_web::{HttpResponse, web::Data};

use super::{
    form::{DesignForm, Intent, LOGO_FILE},
    occasion::{LogoProblem, Occasion, Problems},
    view::DesignView,
};
use crate::{
    authorization::Permission,
    cards::{SaveDesign, keep_logo, save_design},
    db::{DbConnection, DbResult},
    ids::{LogoId, ProjectId},
    images::Purpose,
    panel::{
        CurrentUser, Flash, PageContext, PageRequest, PanelError,
        meanwhile::{merged, merged_link},
        paths, see_other,
    },
    projects::{self, Refused},
    web::{AnyForm, AppState, FileForm, Id, QueryFields},
};

const SAVED: Flash = Flash::new("flash-design-saved");

/// The design; who may not change it sees it all the same.
pub(in crate::panel) async fn show(
    request: PageRequest,
    id: Id<ProjectId>,
    query: QueryFields,
) -> Result<HttpResponse, PanelError> {
    let occasion = merged(&query.0)?.map_or(Occasion::Opened, |(after, up_to)| Occasion::Merged(after, up_to));
    let (page, (view, occasion)) = request
        .read(move |connection, _| {
            let view = DesignView::load(connection, &id.0, None, &occasion)?;
            Ok((view.ok_or(PanelError::NotFound)?, occasion))
        })
        .await?;
    view.answer(page, &occasion)
}

/// Saves the form, or shows what stands in it.
pub(in crate::panel) async fn save(
    state: Data<AppState>,
    user: CurrentUser,
    page: PageContext,
    id: Id<ProjectId>,
    body: AnyForm,
) -> Result<HttpResponse, PanelError> {
    user.require(Permission::ManageProjects)?;
    let AnyForm(FileForm { fields, files }) = body;
    let mut form = DesignForm::parse(&fields)?;
    let intent = Intent::parse(&fields)?;
    let mut problems = Problems::default();
    if let Some((_, file)) = files.into_iter().find(|(name, _)| name == LOGO_FILE) {
        match keep(&state, &user, &page, &id.0, file).await {
            Ok(Ok(logo)) => form.typed.logo = Some(logo),
            Ok(Err(problem)) => problems.logo = Some(problem),
            Err(error) if error.keeps_what_was_typed() => {
                return show_again(&state, page, id.0, form, Occasion::PutOff(error)).await;
            }
            Err(error) => return Err(error),
        }
    }
    let wanted = match form.typed.design() {
        Ok(wanted) if problems.is_empty() => wanted,
        design => {
            problems.fields = design.err();
            return show_again(&state, page, id.0, form, Occasion::Invalid(problems)).await;
        }
    };
    if intent != Intent::Save {
        return show_again(&state, page, id.0, form, Occasion::Previewed).await;
    }
    let wanted = SaveDesign { project: id.0.clone(), version: form.version, served: form.served.clone(), wanted };
    let saving = user.operate(&state.db, page.reader.now, move |tx| {
        let edited = save_design(tx, &wanted)?;
        Ok((edited, projects::find(tx.connection, &wanted.project)?.ok_or(Refused::Gone)?.name))
    });
    let occasion = match saving.await {
        Ok((edited, name)) => {
            let flash = if edited.is_changed { SAVED.about(name) } else { Flash::NOTHING_CHANGED };
            let location = merged_link(&paths::project_design(&id.0), form.version, edited);
            return Ok(see_other(&location, Some((flash, &state.cookies))));
        }
        Err(Refused::Clash(clashes)) => Occasion::Clash(clashes),
        Err(Refused::LogoGone) => {
            form.typed.logo = None;
            Occasion::Invalid(Problems { logo: Some(LogoProblem::Gone), ..Problems::default() })
        }
        Err(refused) => match PanelError::from(refused) {
            error if error.keeps_what_was_typed() => Occasion::PutOff(error),
            error => return Err(error),
        },
    };
    show_again(&state, page, id.0, form, occasion).await
}

/// Works on the file that is to be the logo, and keeps that.
async fn keep(
    state: &AppState,
    user: &CurrentUser,
    page: &PageContext,
    id: &ProjectId,
    file: Vec<u8>,
) -> Result<Result<LogoId, LogoProblem>, PanelError> {
    let picture = match state.images.develop(Purpose::Logo, move || Ok(file)).await? {
        Ok(picture) => picture,
        Err(error) => return Ok(Err(LogoProblem::Image(error))),
    };
    let project = id.clone();
    let kept = user.operate(&state.db, page.reader.now, move |tx| keep_logo(tx, &project, &picture));
    Ok(Ok(kept.await?))
}

async fn show_again(
    state: &AppState,
    page: PageContext,
    id: ProjectId,
    form: DesignForm,
    occasion: Occasion,
) -> Result<HttpResponse, PanelError> {
    let read = move |connection: &mut DbConnection| -> DbResult<_> {
        Ok(DesignView::load(connection, &id, Some(form), &occasion)?.map(|view| (view, occasion)))
    };
    // Also where the database's file is gone, so that nothing that was typed is lost.
    let (view, occasion) = state.db.read_even_if_gone(read).await?.ok_or(PanelError::NotFound)?;
    view.answer(page, &occasion)
}
