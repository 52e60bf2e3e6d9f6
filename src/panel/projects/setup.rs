//! GET /projects/new, GET and POST /projects/{id}

use actix_web::{HttpResponse, http::StatusCode, web::Data};

use super::form::{Field, ProjectForm, Saved, answer, put_off};
use crate::{
    audit::{Subject, last_change},
    authorization::Permission,
    db::{DbConnection, DbResult},
    ids::ProjectId,
    input::{FieldError, FormErrors, ProjectName},
    panel::{CurrentUser, Flash, PageContext, PageRequest, PanelError, paths, see_other},
    projects::{self, Refused, RenameProject},
    secret_keys::newest_key,
    web::{AppState, BadRequest, FormBody, Id},
};

const SAVED: Flash = Flash("flash-project-saved");

/// The form of a new project.
pub(crate) async fn new(request: PageRequest) -> Result<HttpResponse, PanelError> {
    let (page, ()) = request.read(|_, user| user.require(Permission::ManageProjects)).await?;
    answer(StatusCode::OK, page, None, ProjectForm::default(), &FormErrors::default())
}

/// A project.
pub(crate) async fn show(request: PageRequest, id: Id<ProjectId>) -> Result<HttpResponse, PanelError> {
    let (page, saved) =
        request.read(move |connection, user| load(connection, user, &id.0)?.ok_or(PanelError::NotFound)).await?;
    let form = ProjectForm::of(&saved.project);
    answer(StatusCode::OK, page, Some(saved), form, &FormErrors::default())
}

/// Saves the name.
pub(crate) async fn save(
    state: Data<AppState>,
    user: CurrentUser,
    page: PageContext,
    id: Id<ProjectId>,
    body: FormBody,
) -> Result<HttpResponse, PanelError> {
    user.require(Permission::ManageProjects)?;
    let form = ProjectForm::parse(&body.0)?;
    if form.is_resumed {
        return show_again(&state, user, page, id.0, form, Outcome::Resumed).await;
    }
    let version = form.version.parse().map_err(|_| BadRequest::UnknownValue("version"))?;
    let name = match ProjectName::parse(&form.name) {
        Ok(name) => name,
        Err(error) => return show_again(&state, user, page, id.0, form, Outcome::Invalid(error)).await,
    };
    let wanted = RenameProject { id: id.0.clone(), version, name };
    match user.operate(&state.db, page.reader.now, move |tx| projects::rename(tx, &wanted)).await {
        Ok(is_changed) => {
            let flash = if is_changed { SAVED } else { Flash::NOTHING_CHANGED };
            Ok(see_other(&paths::project(id.0), Some((flash, &state.cookies))))
        }
        Err(Refused::NameTaken) => {
            show_again(&state, user, page, id.0, form, Outcome::Invalid(FieldError::NameTaken)).await
        }
        Err(Refused::Conflict) => show_again(&state, user, page, id.0, form, Outcome::Conflict).await,
        Err(refused) => match PanelError::from(refused) {
            error if error.keeps_what_was_typed() => {
                show_again(&state, user, page, id.0, form, Outcome::PutOff(error)).await
            }
            error => Err(error),
        },
    }
}

/// Why the form is shown again.
enum Outcome {
    Resumed,
    Invalid(FieldError),
    Conflict,
    /// It can't be saved now.
    PutOff(PanelError),
}

async fn show_again(
    state: &AppState,
    user: CurrentUser,
    page: PageContext,
    id: ProjectId,
    mut form: ProjectForm,
    outcome: Outcome,
) -> Result<HttpResponse, PanelError> {
    let is_conflict = matches!(outcome, Outcome::Conflict);
    let read = move |connection: &mut DbConnection| -> DbResult<Option<Saved>> {
        let Some(mut saved) = load(connection, &user, &id)? else { return Ok(None) };
        if is_conflict {
            let subject = Subject::Project(id.clone(), saved.project.name.to_string());
            saved.conflict = last_change(connection, &subject)?;
        }
        Ok(Some(saved))
    };
    // Also where the database's file is gone, so that nothing that was typed is lost.
    let saved = state.db.read_even_if_gone(read).await?.ok_or(PanelError::NotFound)?;
    let (status, errors) = match outcome {
        Outcome::Resumed => (StatusCode::OK, FormErrors::default()),
        Outcome::Invalid(error) => (StatusCode::UNPROCESSABLE_ENTITY, FormErrors::one(Field::Name, error)),
        Outcome::Conflict => {
            // The form stands on the newest version now: to save it again is one click.
            form.version = saved.project.version.to_string();
            (StatusCode::CONFLICT, FormErrors::default())
        }
        Outcome::PutOff(error) => return put_off(&error, page, Some(saved), form),
    };
    answer(status, page, Some(saved), form, &errors)
}

fn load(connection: &mut DbConnection, user: &CurrentUser, id: &ProjectId) -> DbResult<Option<Saved>> {
    let Some(project) = projects::find(connection, id)? else { return Ok(None) };
    let key = if user.may(Permission::SeeKeys) { newest_key(connection, id.as_str())? } else { None };
    Ok(Some(Saved { project, key, conflict: None }))
}
