//! GET /api-users/new and GET /api-users/{id}: the form, and how it is shown again.

use actix_web::HttpResponse;

use super::{
    form::{ApiUserForm, Field, Intent},
    matrix::{self, Matrix},
    matrix_form::{MatrixForm, MatrixIntent},
    matrix_words::{MatrixWords, groups},
    occasion::Occasion,
    setup_page::{SetupPage, Unsaveable},
};
use crate::{
    api_users::{self, ApiUser, privileges_in},
    audit::Subject,
    authorization::Permission,
    clock::Timestamp,
    db::{DbConnection, DbResult},
    ids::{ApiUserId, ProjectId},
    input::FormErrors,
    merge::Clashes,
    panel::{
        CurrentUser, PageContext, PageRequest, PanelError, ShownErrors,
        meanwhile::{Meanwhile, merged},
        render, render_secret,
    },
    secret_keys::{KeySummary, newest_key},
    web::{Id, QueryFields},
};

/// How many organizations are suggested.
const SUGGESTED: i64 = 200;

/// The form with all that stands around it.
pub(super) struct SetupView {
    /// None for a new one.
    user: Option<ApiUser>,
    form: ApiUserForm,
    matrix: Matrix,
    organizations: Vec<String>,
    /// None for those who may not see keys.
    key: Option<KeySummary>,
    /// When its key was last used, and from which address.
    key_use: Option<(Timestamp, String)>,
    /// What others did while it was open.
    meanwhile: Meanwhile,
}

/// What stands in the form.
pub(super) enum Content {
    /// What is saved, at these projects.
    Saved(MatrixForm),
    /// What was typed.
    Typed(Box<ApiUserForm>),
}

/// The form of a new API user.
pub(crate) async fn new(request: PageRequest) -> Result<HttpResponse, PanelError> {
    let locale = request.locale();
    let (page, view) = request
        .read(move |connection, user| {
            user.require(Permission::CreateApiUsers)?;
            let blank = ApiUserForm::blank(user, user.person.locale().unwrap_or(locale));
            Ok(SetupView::load(connection, user, None, Content::Typed(Box::new(blank)), &Occasion::Opened)?)
        })
        .await?;
    view.answer(page, Occasion::Opened)
}

/// An API user.
pub(crate) async fn show(
    request: PageRequest,
    id: Id<ApiUserId>,
    query: QueryFields,
) -> Result<HttpResponse, PanelError> {
    // Who can't save turns the pages of projects by links.
    let matrix = MatrixForm::of_link(&query.0)?;
    let occasion = match (matrix.search_error(), merged(&query.0)?) {
        (Some(error), _) => Occasion::Invalid { errors: FormErrors::one(Field::ProjectSearch, error), strength: None },
        (None, Some((after, up_to))) => Occasion::Merged(after, up_to),
        (None, None) => Occasion::Opened,
    };
    let (page, (view, occasion)) = request
        .read(move |connection, user| {
            let view = SetupView::load(connection, user, Some(&id.0), Content::Saved(matrix), &occasion)?;
            if view.user.is_some() { Ok((view, occasion)) } else { Err(PanelError::NotFound) }
        })
        .await?;
    view.answer(page, occasion)
}

impl SetupView {
    /// Reads the API user, where it is not a new one, and all that the page shows around the form.
    pub(super) fn load(
        connection: &mut DbConnection,
        user: &CurrentUser,
        id: Option<&ApiUserId>,
        content: Content,
        occasion: &Occasion,
    ) -> DbResult<Self> {
        let saved = match id {
            Some(id) => api_users::find(connection, id)?,
            None => None,
        };
        let mut form = match (content, &saved) {
            (Content::Typed(form), _) => *form,
            (Content::Saved(matrix), Some(saved)) => ApiUserForm::of(saved, user, matrix),
            (Content::Saved(_), None) => ApiUserForm::blank(user, user.person.locale().unwrap_or_default()),
        };
        if id.is_some() && saved.is_none() {
            form.matrix = form.matrix.made_anew();
        }
        let meanwhile = match &saved {
            Some(saved) => {
                let subject = Subject::ApiUser(saved.id.clone(), saved.username.to_string());
                Meanwhile::load_some(connection, &subject, occasion.versions(&form.version, saved.version))?
            }
            None => Meanwhile::default(),
        };
        if let (Occasion::Clash(clashes), Some(saved)) = (occasion, &saved) {
            let changed: Vec<ProjectId> = form.matrix.changed().map(|(project, _)| project.clone()).collect();
            let now = privileges_in(connection, &saved.id, &changed.iter().collect::<Vec<_>>())?;
            form.matrix.rebase(&now, clashes);
            form.rebase(saved, user);
        }
        if let Some(intent) = occasion.intent() {
            form.matrix = form.matrix.turned(intent);
        }
        let id = saved.as_ref().map(|saved| &saved.id);
        let version = form.version.parse().unwrap_or(0);
        let matrix = matrix::load(connection, id, form.matrix.clone(), (occasion.intent(), version))?;
        let key = match &saved {
            Some(saved) => newest_key(connection, saved.id.as_str())?,
            None => None,
        };
        let key_use = key.as_ref().map(|key| key.last_used.clone());
        let key = key.filter(|_| user.may(Permission::SeeKeys));
        let form = form.with_a_role_to_choose(user, saved.as_ref());
        let organizations = api_users::organizations(connection, SUGGESTED)?;
        Ok(Self { user: saved, form, matrix, organizations, key, key_use, meanwhile })
    }

    /// The page.
    ///
    /// # Errors
    /// When the template can't be written.
    pub(super) fn answer(self, page: PageContext, occasion: Occasion) -> Result<HttpResponse, PanelError> {
        let status = occasion.status();
        let is_editable = self.is_editable(&page);
        let is_unsaved = self.is_unsaved(&page, &occasion);
        let Self { user, mut form, matrix, organizations, key, key_use, meanwhile } = self;
        let (clashes, came_along) = match (&occasion, &user) {
            (Occasion::Clash(clashes), Some(saved)) => {
                let shown = clashes.iter().map(|field| form.clash(&page, &meanwhile, field, saved)).collect();
                (Some(shown), meanwhile.tell(&page, clashes))
            }
            _ => (None, meanwhile.tell(&page, &Clashes::default())),
        };
        let unsaveable = match &occasion {
            Occasion::Gone => Some(Unsaveable::Gone),
            Occasion::PutOff(error) => {
                let (title, text) = error.texts(page.locale());
                Some(Unsaveable::PutOff(title, text))
            }
            _ => None,
        };
        let is_filtering = occasion.intent() == Some(&MatrixIntent::Filter);
        let (errors, strength, generated) = match occasion {
            Occasion::Invalid { errors, strength } => (errors, strength, String::new()),
            Occasion::Generated(password) => (FormErrors::default(), None, password.reveal().to_owned()),
            _ => (FormErrors::default(), None, String::new()),
        };
        let setup = SetupPage {
            groups: groups(&page),
            words: MatrixWords::of(&page),
            errors: ShownErrors::of_form(&errors, page.locale()),
            user,
            form,
            matrix,
            organizations,
            key,
            key_use,
            clashes,
            came_along,
            generated,
            strength,
            is_editable,
            is_unsaved,
            is_filtering,
            unsaveable,
            page,
        };
        if setup.generated.is_empty() { render(status, &setup) } else { render_secret(status, &setup) }
    }

    fn is_editable(&self, page: &PageContext) -> bool {
        match &self.user {
            None => page.may(Permission::CreateApiUsers),
            Some(user) => page.may(Permission::to_change(user.role)),
        }
    }

    /// Whether what stands in the form came from the person and is not saved.
    fn is_unsaved(&self, page: &PageContext, occasion: &Occasion) -> bool {
        match (occasion, &self.user, page.user()) {
            (Occasion::Opened | Occasion::Merged(..), ..) => false,
            // A search of projects that can't be made, in a link or by the filter's button.
            (Occasion::Invalid { errors, .. }, Some(saved), Some(user)) if errors.is_all_of(Field::ProjectSearch) => {
                self.form.differs_from(saved, user)
            }
            (
                Occasion::Pressed(Intent::Matrix(MatrixIntent::Filter | MatrixIntent::Page(_))),
                Some(saved),
                Some(user),
            ) => self.form.differs_from(saved, user),
            _ => true,
        }
    }
}
