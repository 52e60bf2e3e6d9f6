//! GET /api-client

use std::borrow::Cow;

use actix_web::{HttpResponse, http::StatusCode};
use askama::Template;

use super::{
    form::{ClientForm, EMPTY},
    inputs::{self, Control, Input, file_input, file_label},
    outcome::{Outcome, ShownAnswer},
};
use crate::{
    api_users::{self, ApiUser},
    authorization::{Deed, Permission, Rule},
    db::{DbConnection, DbResult},
    input::{ProjectName, Username},
    panel::{PageContext, PageRequest, PanelError, ShownErrors, api_users::TickLink, forms::ShownError, render},
    producer::reference::{AnsweredFile, Language, Operation, SentCall, environment_of},
    projects::{self, ProjectFilter, Scope},
    records::{self, find_project},
    security::{BASE62, random_text},
    web::{AppState, FileForm, QueryFields},
};

/// The name of the box that confirms a call that changes something.
pub(super) const CONFIRMED: &str = "confirmed";
/// How many random characters tell one served form from another.
const TOKEN: usize = 22;

/// How many names are suggested.
const SUGGESTED: i64 = 200;
/// How many records are asked for where nothing else is typed.
const FEW_RECORDS: &str = "10";

/// All that was read.
pub(super) struct Loaded {
    user: Option<ApiUser>,
    project: Option<(projects::Project, records::Project, TickLink)>,
    suggested: Suggested,
}

struct Suggested {
    api_users: Vec<String>,
    projects: Vec<String>,
}

/// Who calls what, where.
pub(super) struct Chosen {
    pub user: ApiUser,
    pub project: records::Project,
    pub operation: Operation,
    links: TickLink,
}

/// A program that makes the call.
struct Program {
    language: Language,
    id: String,
    text: String,
}

#[derive(Template)]
#[template(path = "api_client/client.html")]
struct ClientPage {
    page: PageContext,
    errors: ShownErrors,
    form: ClientForm,
    suggested: Suggested,
    chosen: Option<Chosen>,
    /// The unique fields of the project, by name and label.
    keys: Vec<(String, String)>,
    api: Vec<Input>,
    data: Vec<Input>,
    environment: String,
    programs: Vec<Program>,
    /// The names of the files that the programs write.
    files: Vec<String>,
    /// By which a call that changes something is made once.
    token: String,
    answer: Option<ShownAnswer>,
}

/// The page.
pub(crate) async fn show(request: PageRequest, query: QueryFields) -> Result<HttpResponse, PanelError> {
    let mut form = ClientForm::parse(&FileForm { fields: query.0, files: Vec::new() })?;
    if form.is_of(Operation(Deed::GetAllRecords)) {
        form = form.or_api("api_limit", FEW_RECORDS);
    }
    let asked = form.clone();
    let (page, loaded) = request
        .read(move |connection, user| {
            user.require(Permission::RunCalls)?;
            Ok(Loaded::load(connection, &asked)?)
        })
        .await?;
    loaded.answer(page, request.state(), form, &Outcome::Shown)
}

impl Loaded {
    /// Reads what the form names.
    pub(super) fn load(connection: &mut DbConnection, form: &ClientForm) -> DbResult<Self> {
        let user = match Username::parse(&form.api_user) {
            Ok(name) => api_users::find_by_username_key(connection, &name.key())?,
            Err(_) => None,
        };
        let found = match ProjectName::parse(&form.project) {
            Ok(name) => projects::find_by_name_key(connection, &name.key())?,
            Err(_) => None,
        };
        let mut suggested =
            Suggested { projects: suggested_projects(connection, user.as_ref())?, api_users: Vec::new() };
        let mut project = None;
        if let Some(found) = found {
            let holders = api_users::first_holders(connection, &found.id, SUGGESTED)?;
            suggested.api_users = holders.into_iter().map(|holder| holder.username.to_string()).collect();
            let links = TickLink::find(connection, &found)?;
            project = find_project(connection, &found.id)?.map(|of_records| (found, of_records, links));
        }
        Ok(Self { user, project, suggested })
    }

    /// Who calls what, where all of it is chosen.
    pub(super) fn chosen(&self, form: &ClientForm) -> Option<Chosen> {
        let (_, project, links) = self.project.clone()?;
        Some(Chosen { user: self.user.clone()?, project, operation: form.operation?, links })
    }

    /// The page.
    ///
    /// # Errors
    /// When the template can't be written, or the system has no randomness.
    pub(super) fn answer(
        self,
        page: PageContext,
        state: &AppState,
        mut form: ClientForm,
        outcome: &Outcome,
    ) -> Result<HttpResponse, PanelError> {
        let chosen = self.chosen(&form);
        let errors = self.errors(&page, &form, outcome);
        let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
        let call = chosen.as_ref().map(|chosen| form.call(chosen.operation));
        let files = call.as_ref().map(SentCall::answered_files).unwrap_or_default();
        let mut shown = ClientPage {
            answer: outcome.shown(&page, chosen.as_ref(), &files),
            files: files.iter().map(AnsweredFile::name).collect(),
            token: random_text(BASE62, TOKEN)?,
            page,
            errors,
            suggested: self.suggested,
            keys: Vec::new(),
            api: Vec::new(),
            data: Vec::new(),
            environment: String::new(),
            programs: Vec::new(),
            form: ClientForm::default(),
            chosen: None,
        };
        if let Some(chosen) = chosen {
            if form.key_field.is_empty() {
                form.key_field =
                    chosen.project.fields.id_number().map(|field| field.name.to_string()).unwrap_or_default();
            }
            let call = form.call(chosen.operation);
            let unique = chosen.project.fields.iter().filter(|field| field.is_unique);
            shown.keys = unique.map(|field| (field.name.to_string(), field.label.clone())).collect();
            shown.api = inputs::of_api(&shown.page, chosen.operation, &form);
            shown.data = inputs::of_data(&shown.page, chosen.operation, &chosen.project, &form);
            let url = format!("{}producer/", state.config.public_url);
            shown.environment = environment_of(&url, chosen.user.username.as_str(), &call.pictures);
            let program = |language: Language| Program {
                language,
                id: language.id("program".to_owned()),
                text: language.program(&call),
            };
            shown.programs = Language::ALL.map(program).into();
            shown.chosen = Some(chosen);
        }
        shown.form = form;
        render(status, &shown)
    }

    fn errors(&self, page: &PageContext, form: &ClientForm, outcome: &Outcome) -> ShownErrors {
        let error =
            |name: Cow<'static, str>, label, message| ShownError { name, label: page.text(label).to_string(), message };
        let mut errors = Vec::new();
        if self.user.is_none() && !form.api_user.is_empty() {
            let message = page.text("calls-no-api-user").arg("name", form.api_user.clone());
            errors.push(error("api_user".into(), "call-api-user", message));
        }
        if self.project.is_none() && !form.project.is_empty() {
            let message = page.text("calls-no-project").arg("name", form.project.clone());
            errors.push(error("project".into(), "field-project", message));
        }
        if let Outcome::Incomplete { without_file, is_unconfirmed } = outcome {
            for &kind in without_file {
                let message = page.text("api-client-file-missing");
                errors.push(error(file_input(kind).into(), file_label(kind), message));
            }
            if *is_unconfirmed {
                let message = page.text("api-client-unconfirmed");
                errors.push(error(CONFIRMED.into(), "api-client-confirmation", message));
            }
        }
        ShownErrors(errors)
    }
}

/// Those in which the API user holds privileges; without one, any.
fn suggested_projects(connection: &mut DbConnection, user: Option<&ApiUser>) -> DbResult<Vec<String>> {
    if let Some(user) = user {
        let held = api_users::first_privileges(connection, &user.id, SUGGESTED)?;
        return Ok(held.into_iter().map(|(name, _)| name).collect());
    }
    let filter = ProjectFilter { scope: Scope::Live, ..ProjectFilter::default() };
    let live = projects::behind(connection, &filter, None, SUGGESTED)?;
    Ok(live.into_iter().map(|project| project.name.to_string()).collect())
}

impl Chosen {
    /// Where the rule is changed.
    pub(super) fn link(&self, rule: Rule) -> String {
        self.links.to(rule, &self.user.id)
    }
}

impl ClientPage {
    fn is_change(&self) -> bool {
        self.chosen.as_ref().is_some_and(|chosen| chosen.operation.0.is_change())
    }

    fn takes_files(&self) -> bool {
        self.data.iter().any(|input| matches!(input.control, Control::File(_)))
    }
}
