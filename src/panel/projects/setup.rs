//! GET /projects/new, GET and POST /projects/{id}

use actix_web::{HttpResponse, http::StatusCode, web::Data};

use super::form::{Field, ProjectForm, Saved, answer, put_off};
use crate::{
    audit::Subject,
    authorization::Permission,
    db::{DbConnection, DbResult},
    ids::ProjectId,
    input::{FieldError, FormErrors, ProjectName},
    merge::Clashes,
    panel::{
        CurrentUser, Flash, PageContext, PageRequest, PanelError,
        meanwhile::{Meanwhile, ShownClash, merged, merged_link},
        paths, see_other,
    },
    projects::{self, Refused, RenameProject},
    secret_keys::newest_key,
    web::{AppState, BadRequest, FormBody, Id, QueryFields},
};

const SAVED: Flash = Flash::new("flash-project-saved");

/// The form of a new project.
pub(crate) async fn new(request: PageRequest) -> Result<HttpResponse, PanelError> {
    let (page, ()) = request.read(|_, user| user.require(Permission::ManageProjects)).await?;
    answer(StatusCode::OK, page, None, ProjectForm::default(), &FormErrors::default())
}

/// A project.
pub(crate) async fn show(
    request: PageRequest,
    id: Id<ProjectId>,
    query: QueryFields,
) -> Result<HttpResponse, PanelError> {
    let merged = merged(&query.0)?;
    let (page, (mut saved, meanwhile)) = request
        .read(move |connection, user| {
            let saved = load(connection, user, &id.0)?.ok_or(PanelError::NotFound)?;
            let meanwhile = Meanwhile::load_some(connection, &subject(&saved), merged)?;
            Ok((saved, meanwhile))
        })
        .await?;
    saved.came_along = meanwhile.tell(&page, &Clashes::default());
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
    let saved = SAVED.about(&name);
    let wanted = RenameProject { id: id.0.clone(), version, served: form.served.clone(), name };
    match user.operate(&state.db, page.reader.now, move |tx| projects::rename(tx, &wanted)).await {
        Ok(edited) => {
            let flash = if edited.is_changed { saved } else { Flash::NOTHING_CHANGED };
            let location = merged_link(&paths::project(id.0), version, edited);
            Ok(see_other(&location, Some((flash, &state.cookies))))
        }
        Err(Refused::NameTaken) => {
            show_again(&state, user, page, id.0, form, Outcome::Invalid(FieldError::NameTaken)).await
        }
        Err(Refused::Clash(clashes)) => show_again(&state, user, page, id.0, form, Outcome::Clash(clashes)).await,
        Err(Refused::Conflict) => show_again(&state, user, page, id.0, form, Outcome::Clash(Clashes::default())).await,
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
    /// The name was changed elsewhere too.
    Clash(Clashes),
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
    let seen = form.version.parse().unwrap_or(i64::MAX);
    let is_clash = matches!(outcome, Outcome::Clash(_));
    let read = move |connection: &mut DbConnection| -> DbResult<_> {
        let Some(saved) = load(connection, &user, &id)? else { return Ok(None) };
        let versions = is_clash.then_some((seen, saved.project.version));
        let meanwhile = Meanwhile::load_some(connection, &subject(&saved), versions)?;
        Ok(Some((saved, meanwhile)))
    };
    // Also where the database's file is gone, so that nothing that was typed is lost.
    let (mut saved, meanwhile) = state.db.read_even_if_gone(read).await?.ok_or(PanelError::NotFound)?;
    let (status, errors) = match outcome {
        Outcome::Resumed => (StatusCode::OK, FormErrors::default()),
        Outcome::Invalid(error) => (StatusCode::UNPROCESSABLE_ENTITY, FormErrors::one(Field::Name, error)),
        Outcome::Clash(clashes) => {
            let name = saved.project.name.to_string();
            let shown = clashes.iter().map(|field| ShownClash::of_text(&page, &meanwhile, field, (&name, &form.name)));
            saved.clashes = Some(shown.collect());
            saved.came_along = meanwhile.tell(&page, &clashes);
            // The form stands on what is saved now: to save it again is one click.
            form = ProjectForm { name: form.name, ..ProjectForm::of(&saved.project) };
            (StatusCode::CONFLICT, FormErrors::default())
        }
        Outcome::PutOff(error) => return put_off(&error, page, Some(saved), form),
    };
    answer(status, page, Some(saved), form, &errors)
}

fn load(connection: &mut DbConnection, user: &CurrentUser, id: &ProjectId) -> DbResult<Option<Saved>> {
    let Some(project) = projects::find(connection, id)? else { return Ok(None) };
    let key = if user.may(Permission::SeeKeys) { newest_key(connection, id.as_str())? } else { None };
    let fields = projects::fields::fields(connection, id)?;
    let color_codes = projects::fields::color_codes(connection, id)?;
    Ok(Some(Saved { project, key, fields, color_codes, clashes: None, came_along: Vec::new() }))
}

fn subject(saved: &Saved) -> Subject {
    Subject::Project(saved.project.id.clone(), saved.project.name.to_string())
}
