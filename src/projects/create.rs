//! POST /projects

use actix_web::{HttpResponse, http::StatusCode, web::Data};
use askama::Template;

use super::{
    Project,
    form::{Field, Typed, answer},
    store::{self, ProjectError},
};
use crate::{
    app::AppState,
    audit::{self, Action, Author, Changes, Subject},
    authorization::Permission,
    db::DbConnection,
    error::AppError,
    forms::{FieldError, FormErrors, ProjectName},
    security::{KeyKind, SecretKey, keep_key},
    web::{Actor, FormBody, Page, page_with_secret},
};

#[derive(Template)]
#[template(path = "projects/created.html")]
struct CreatedPage {
    page: Page,
    project: Project,
    key: SecretKey,
}

/// Makes a project, Inactive, and shows its key this once.
///
/// # Errors
/// Forbidden, but for Administrators.
pub async fn create(
    state: Data<AppState>,
    actor: Actor,
    frame: Page,
    body: FormBody,
) -> Result<HttpResponse, AppError> {
    actor.must(Permission::ManageProjects)?;
    let typed = Typed::parse(&body.0)?;
    if typed.is_resumed {
        return answer(StatusCode::OK, frame, None, typed, &FormErrors::default());
    }
    let name = match ProjectName::parse(&typed.name) {
        Ok(name) => name,
        Err(error) => return refuse(frame, typed, error),
    };
    let (project, key) = (Project::new(&name, frame.reader.now), SecretKey::generate(KeyKind::Project)?);
    let written = {
        let (project, key, author) = (project.clone(), key.clone(), Author::from(&actor));
        state.db.write(move |connection| insert(connection, &project, &key, &author))
    };
    match written.await {
        Ok(()) => page_with_secret(StatusCode::CREATED, &CreatedPage { page: frame, project, key }),
        Err(ProjectError::NameTaken | ProjectError::Conflict) => refuse(frame, typed, FieldError::NameTaken),
        Err(ProjectError::Db(error)) => Err(error.into()),
    }
}

fn insert(
    connection: &mut DbConnection,
    project: &Project,
    key: &SecretKey,
    author: &Author,
) -> Result<(), ProjectError> {
    store::insert(connection, project)?;
    keep_key(connection, key, KeyKind::Project, project.id.as_str(), project.created_at)?;
    let mut changes = Changes::default();
    changes.start("name", &project.name);
    changes.start("status", project.status.as_str());
    let subject = Subject::Project(project.id.as_str(), &project.name);
    Ok(audit::record(connection, author, Action::Created, subject, &changes, project.created_at)?)
}

fn refuse(frame: Page, typed: Typed, error: FieldError) -> Result<HttpResponse, AppError> {
    answer(StatusCode::UNPROCESSABLE_ENTITY, frame, None, typed, &FormErrors::one(Field::Name, error))
}
