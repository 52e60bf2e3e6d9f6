//! GET /projects/new, GET and POST /projects/{id}

use actix_web::{HttpResponse, http::StatusCode, web::Data};

use super::form::{Field, ProjectForm, Saved, answer, put_off};
use crate::{
    audit::Subject,
    authorization::Permission,
    db::{DbConnection, DbResult},
    ids::ProjectId,
    input::{FieldError, FormErrors, ProjectName},
    merge::{Clashes, Edited},
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
    let submission = Submission { state, user, page, id: id.0, form };
    if submission.form.is_resumed {
        return submission.show_again(Outcome::Resumed).await;
    }
    let version = submission.form.version.parse().map_err(|_| BadRequest::UnknownValue("version"))?;
    let name = match ProjectName::parse(&submission.form.name) {
        Ok(name) => name,
        Err(error) => return submission.show_again(Outcome::Invalid(error)).await,
    };
    match submission.rename(version, name.clone()).await {
        Ok(edited) => {
            let flash = if edited.is_changed { SAVED.about(&name) } else { Flash::NOTHING_CHANGED };
            let location = merged_link(&paths::project(&submission.id), version, edited);
            Ok(see_other(&location, Some((flash, &submission.state.cookies))))
        }
        Err(refused) => submission.refused(refused).await,
    }
}

/// A form that came in, with all that it takes to answer it.
struct Submission {
    state: Data<AppState>,
    user: CurrentUser,
    page: PageContext,
    id: ProjectId,
    form: ProjectForm,
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

impl Submission {
    async fn rename(&self, version: i64, name: ProjectName) -> Result<Edited, Refused> {
        let wanted = RenameProject { id: self.id.clone(), version, served: self.form.served.clone(), name };
        self.user.operate(&self.state.db, self.page.reader.now, move |tx| projects::rename(tx, &wanted)).await
    }

    async fn refused(self, refused: Refused) -> Result<HttpResponse, PanelError> {
        match refused {
            Refused::NameTaken => self.show_again(Outcome::Invalid(FieldError::NameTaken)).await,
            Refused::Clash(clashes) => self.show_again(Outcome::Clash(clashes)).await,
            Refused::Conflict => self.show_again(Outcome::Clash(Clashes::default())).await,
            refused => match PanelError::from(refused) {
                error if error.keeps_what_was_typed() => self.show_again(Outcome::PutOff(error)).await,
                error => Err(error),
            },
        }
    }

    async fn show_again(self, outcome: Outcome) -> Result<HttpResponse, PanelError> {
        let Self { state, user, page, id, mut form } = self;
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
                let names = (saved.project.name.as_str(), form.name.as_str());
                let shown = clashes.iter().map(|field| ShownClash::of_text(&page, &meanwhile, field, names)).collect();
                saved.clashes = Some(shown);
                saved.came_along = meanwhile.tell(&page, &clashes);
                // The form stands on what is saved now: to save it again is one click.
                form = ProjectForm { name: form.name, ..ProjectForm::of(&saved.project) };
                (StatusCode::CONFLICT, FormErrors::default())
            }
            Outcome::PutOff(error) => return put_off(&error, page, Some(saved), form),
        };
        answer(status, page, Some(saved), form, &errors)
    }
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
