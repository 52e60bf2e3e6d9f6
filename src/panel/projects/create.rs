//! POST /projects

use actix_web::{HttpResponse, http::StatusCode, web::Data};
use askama::Template;

use super::form::{Field, ProjectForm, answer, put_off};
use crate::{
    authorization::Permission,
    input::{FieldError, FormErrors, ProjectName},
    panel::{CurrentUser, PageContext, PanelError, render_secret},
    projects::{self, NewProject, Project, Refused},
    security::{KeyKind, SecretKey},
    web::{AppState, FormBody},
};

#[derive(Template)]
#[template(path = "projects/created.html")]
struct CreatedPage {
    page: PageContext,
    project: Project,
    key: SecretKey,
}

/// Makes a project, Inactive, and shows its key this once.
pub(crate) async fn create(
    state: Data<AppState>,
    user: CurrentUser,
    page: PageContext,
    body: FormBody,
) -> Result<HttpResponse, PanelError> {
    user.require(Permission::ManageProjects)?;
    let form = ProjectForm::parse(&body.0)?;
    if form.is_resumed {
        return answer(StatusCode::OK, page, None, form, &FormErrors::default());
    }
    let name = match ProjectName::parse(&form.name) {
        Ok(name) => name,
        Err(error) => return refuse(page, form, error),
    };
    let key = SecretKey::generate(KeyKind::Project)?;
    let new = NewProject { name, key: key.clone() };
    match user.operate(&state.db, page.reader.now, move |tx| projects::create(tx, &new)).await {
        Ok(project) => render_secret(StatusCode::CREATED, &CreatedPage { page, project, key }),
        Err(Refused::NameTaken) => refuse(page, form, FieldError::NameTaken),
        Err(refused) => match PanelError::from(refused) {
            error if error.keeps_what_was_typed() => put_off(&error, page, None, form),
            error => Err(error),
        },
    }
}

fn refuse(page: PageContext, form: ProjectForm, error: FieldError) -> Result<HttpResponse, PanelError> {
    answer(StatusCode::UNPROCESSABLE_ENTITY, page, None, form, &FormErrors::one(Field::Name, error))
}
