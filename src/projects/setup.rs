//! GET /projects/new, GET and POST /projects/{id}

use actix_web::{HttpResponse, http::StatusCode, web::Data};

use super::{
    ProjectId,
    form::{Field, Saved, Typed, answer},
    store::{self, ProjectError},
};
use crate::{
    app::AppState,
    audit::{self, Action, Changes, Subject},
    authorization::Permission,
    db::{DbConnection, DbResult},
    error::{AppError, BadRequest},
    forms::{FieldError, FormErrors, ProjectName},
    security::key_of,
    web::{Actor, Flash, FormBody, Id, Page, see_other},
};

/// The form of a new project.
///
/// # Errors
/// Forbidden, but for Administrators.
pub async fn new(actor: Actor, frame: Page) -> Result<HttpResponse, AppError> {
    actor.must(Permission::ManageProjects)?;
    answer(StatusCode::OK, frame, None, Typed::default(), &FormErrors::default())
}

/// A project.
///
/// # Errors
/// Not found, where there is none.
pub async fn show(
    state: Data<AppState>,
    actor: Actor,
    frame: Page,
    id: Id<ProjectId>,
) -> Result<HttpResponse, AppError> {
    let saved = load(&state, &actor, id.0).await?;
    let typed = Typed::of(&saved.project);
    answer(StatusCode::OK, frame, Some(saved), typed, &FormErrors::default())
}

/// Saves the name.
///
/// # Errors
/// Forbidden, but for Administrators.
pub async fn save(
    state: Data<AppState>,
    actor: Actor,
    frame: Page,
    id: Id<ProjectId>,
    body: FormBody,
) -> Result<HttpResponse, AppError> {
    actor.must(Permission::ManageProjects)?;
    let typed = Typed::parse(&body.0)?;
    let saved = load(&state, &actor, id.0).await?;
    if typed.is_resumed {
        return answer(StatusCode::OK, frame, Some(saved), typed, &FormErrors::default());
    }
    let version: i64 = typed.version.parse().map_err(|_| BadRequest::UnknownValue("version"))?;
    let name = match ProjectName::parse(&typed.name) {
        Ok(name) => name,
        Err(error) => return refuse(frame, saved, typed, error),
    };
    let project = saved.project.clone();
    if project.name == name.as_str() && project.version == version {
        return Ok(see_other(&url(&project.id), Some((Flash::NothingChanged, &state.cookies))));
    }
    let (author, id, now) = ((&actor).into(), project.id.clone(), frame.reader.now);
    let written = state.db.write(move |connection| -> Result<(), ProjectError> {
        store::rename(connection, &project.id, version, &name, now)?;
        let mut changes = Changes::default();
        changes.compare("name", &project.name, name.as_str());
        let subject = Subject::Project(project.id.as_str(), name.as_str());
        Ok(audit::record(connection, &author, Action::Changed, subject, &changes, now)?)
    });
    match written.await {
        Ok(()) => Ok(see_other(&url(&id), Some((Flash::ProjectSaved, &state.cookies)))),
        Err(ProjectError::NameTaken) => refuse(frame, saved, typed, FieldError::NameTaken),
        Err(ProjectError::Conflict) => overtaken(&state, &actor, frame, id, typed).await,
        Err(ProjectError::Db(error)) => Err(error.into()),
    }
}

fn refuse(frame: Page, saved: Saved, typed: Typed, error: FieldError) -> Result<HttpResponse, AppError> {
    let errors = FormErrors::one(Field::Name, error);
    answer(StatusCode::UNPROCESSABLE_ENTITY, frame, Some(saved), typed, &errors)
}

/// 409 with what was typed, over the newest version: to save it again is one click.
async fn overtaken(
    state: &AppState,
    actor: &Actor,
    frame: Page,
    id: ProjectId,
    typed: Typed,
) -> Result<HttpResponse, AppError> {
    let mut saved = load(state, actor, id.clone()).await?;
    saved.conflict =
        state.db.read(move |connection| audit::last_change(connection, Subject::Project(id.as_str(), ""))).await?;
    let typed = Typed { version: saved.project.version.to_string(), ..typed };
    answer(StatusCode::CONFLICT, frame, Some(saved), typed, &FormErrors::default())
}

async fn load(state: &AppState, actor: &Actor, id: ProjectId) -> Result<Saved, AppError> {
    let sees_keys = actor.person.role.may(Permission::SeeKeys);
    let read = move |connection: &mut DbConnection| -> DbResult<Saved> {
        let project = store::find(connection, &id)?;
        let key = if sees_keys { key_of(connection, id.as_str())? } else { None };
        Ok(Saved { project, key, conflict: None })
    };
    Ok(state.db.read(read).await?)
}

fn url(id: &ProjectId) -> String {
    format!("/projects/{id}")
}
