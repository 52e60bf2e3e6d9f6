//! GET and POST /projects/{id}/fields

use actix_web::{HttpResponse, web::Data};

use super::{
    command::Stop,
    form::{FieldsForm, Intent},
    occasion::Occasion,
    view::FieldsView,
};
use crate::{
    authorization::Permission,
    db::{DbConnection, DbResult},
    ids::ProjectId,
    panel::{
        CurrentUser, Flash, PageContext, PageRequest, PanelError,
        meanwhile::{merged, merged_link},
        paths, see_other,
    },
    projects::{self, Refused, fields::save_fields},
    web::{AppState, FormBody, Id, QueryFields},
};

const SAVED: Flash = Flash::new("flash-fields-saved");

/// The form.
pub(in crate::panel) async fn show(
    request: PageRequest,
    id: Id<ProjectId>,
    query: QueryFields,
) -> Result<HttpResponse, PanelError> {
    let occasion = merged(&query.0)?.map_or(Occasion::Opened, |(after, up_to)| Occasion::Merged(after, up_to));
    let (page, (view, occasion)) = request
        .read(move |connection, user| {
            user.require(Permission::ManageProjects)?;
            let view = FieldsView::load(connection, &id.0, None, &occasion)?;
            Ok((view.ok_or(PanelError::NotFound)?, occasion))
        })
        .await?;
    view.answer(page, &occasion)
}

/// Saves the form, or does to it what another button asks for.
pub(in crate::panel) async fn save(
    state: Data<AppState>,
    user: CurrentUser,
    page: PageContext,
    id: Id<ProjectId>,
    body: FormBody,
) -> Result<HttpResponse, PanelError> {
    user.require(Permission::ManageProjects)?;
    let (intent, form) = FieldsForm::parse(&body.0)?;
    drop(body);
    if intent != Intent::Save {
        return show_again(&state, page, id.0, form, Occasion::Pressed(intent)).await;
    }
    let wanted = match form.command(id.0.clone()) {
        Ok(wanted) => wanted,
        Err(Stop::Bad(reason)) => return Err(reason.into()),
        Err(Stop::Invalid(problems)) => {
            return show_again(&state, page, id.0, form, Occasion::Invalid(problems)).await;
        }
    };
    let version = wanted.version;
    let saving = user.operate(&state.db, page.reader.now, move |tx| {
        let edited = save_fields(tx, &wanted)?;
        Ok((edited, projects::find(tx.connection, &wanted.project)?.ok_or(Refused::Gone)?.name))
    });
    let occasion = match saving.await {
        Ok((edited, name)) => {
            let flash = if edited.is_changed { SAVED.about(name) } else { Flash::NOTHING_CHANGED };
            let location = merged_link(&paths::project_fields(&id.0), version, edited);
            return Ok(see_other(&location, Some((flash, &state.cookies))));
        }
        Err(Refused::Fields(problems)) => Occasion::Invalid(problems),
        Err(Refused::Clash(clashes)) => Occasion::Clash(clashes),
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
    form: FieldsForm,
    occasion: Occasion,
) -> Result<HttpResponse, PanelError> {
    let read = move |connection: &mut DbConnection| -> DbResult<_> {
        Ok(FieldsView::load(connection, &id, Some(form), &occasion)?.map(|view| (view, occasion)))
    };
    // Also where the database's file is gone, so that nothing that was typed is lost.
    let (view, occasion) = state.db.read_even_if_gone(read).await?.ok_or(PanelError::NotFound)?;
    view.answer(page, &occasion)
}
