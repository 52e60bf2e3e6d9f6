//! POST /api-users and POST /api-users/{id}: the form comes in.

use actix_web::{HttpResponse, web::Data};

use super::{
    form::{ApiUserForm, Field, Intent, Passwords},
    hand_over::HandOver,
    occasion::Occasion,
    setup::{Content, SetupView},
};
use crate::{
    api_users::{self, ApiUser, EditApiUser, Fields, NewApiUser, NewPasswordHash, Refused},
    authentication::{PasswordProof, Recheck, recheck},
    authorization::Permission,
    clock::Timestamp,
    db::{DbConnection, DbResult},
    ids::ApiUserId,
    input::{FieldError, FormErrors, NewPassword},
    merge::Clashes,
    panel::{CurrentUser, Flash, PageContext, PanelError, account::strength_text, refusal, see_other},
    security::{HashingError, HashingQueue, KeyKind, PasswordHash, SecretKey},
    web::{AppState, BadRequest, FormBody, Id},
};

const SAVED: Flash = Flash::new("flash-api-user-saved");

/// A form that came in, with all that it takes to answer it.
struct Submission {
    state: Data<AppState>,
    user: CurrentUser,
    page: PageContext,
    /// None for a new API user.
    id: Option<ApiUserId>,
    form: ApiUserForm,
}

/// Makes an API user, Active, and shows its key this once.
pub(crate) async fn create(
    state: Data<AppState>,
    user: CurrentUser,
    page: PageContext,
    body: FormBody,
) -> Result<HttpResponse, PanelError> {
    user.require(Permission::CreateApiUsers)?;
    let (intent, form) = ApiUserForm::parse(&body.0, &user)?;
    let submission = Submission { state, user, page, id: None, form };
    if intent != Intent::Save {
        return submission.press(intent).await;
    }
    let passwords = Passwords::parse(&body.0)?;
    drop(body);
    let (new, password) = match submission.check_new(&passwords).await {
        Ok(new) => new,
        Err(stop) => return submission.stop(stop, passwords).await,
    };
    let key = new.key.clone();
    match submission.operate(move |tx| api_users::create(tx, &new)).await {
        Ok(user) => HandOver::of_new(user, password, key).answer(submission.page),
        Err(refused) => submission.refused(refused).await,
    }
}

/// Saves an API user.
pub(crate) async fn save(
    state: Data<AppState>,
    user: CurrentUser,
    page: PageContext,
    id: Id<ApiUserId>,
    body: FormBody,
) -> Result<HttpResponse, PanelError> {
    user.require(Permission::EditApiUsers)?;
    if body.0.one("served.id")? != id.0.as_str() {
        return Err(BadRequest::NeverServed.into());
    }
    let (intent, form) = ApiUserForm::parse(&body.0, &user)?;
    let submission = Submission { state, user, page, id: Some(id.0.clone()), form };
    if intent != Intent::Save {
        return submission.press(intent).await;
    }
    let passwords = Passwords::parse(&body.0)?;
    drop(body);
    let edit = match submission.check_edit(id.0, &passwords).await {
        Ok(edit) => edit,
        Err(stop) => return submission.stop(stop, passwords).await,
    };
    let (id, version) = (edit.id.clone(), edit.version);
    let saving = submission.operate(move |tx| {
        let edited = api_users::edit(tx, &edit)?;
        Ok((edited, api_users::find(tx.connection, &edit.id)?.ok_or(Refused::Gone)?.username))
    });
    match saving.await {
        Ok((edited, username)) => {
            let merged = (edited.found > version).then_some((version, edited.found));
            let flash = if edited.is_changed { SAVED.about(username) } else { Flash::NOTHING_CHANGED };
            Ok(see_other(&submission.form.matrix.link(&id, merged), Some((flash, &submission.state.cookies))))
        }
        Err(refused) => submission.refused(refused).await,
    }
}

/// Why a form does not become an operation.
enum Stop {
    /// Something is wrong with it.
    Invalid(FormErrors<Field>),
    /// The API user is gone.
    Gone,
    /// Not now, and why.
    PutOff(PanelError),
    /// Anything that the form can't answer.
    Error(PanelError),
}

impl<E: Into<PanelError>> From<E> for Stop {
    fn from(error: E) -> Self {
        match error.into() {
            error if error.keeps_what_was_typed() => Self::PutOff(error),
            error => Self::Error(error),
        }
    }
}

impl Submission {
    /// What is to be made, with its password; everything that is wrong at once.
    async fn check_new(&self, passwords: &Passwords) -> Result<(NewApiUser, NewPassword), Stop> {
        let (fields, mut errors) = self.fields();
        let password = self.accept(passwords, &mut errors).await?;
        let (Some(fields), Some(password), true) = (fields, password, errors.is_empty()) else {
            return Err(Stop::Invalid(errors));
        };
        let new = NewApiUser {
            fields,
            password_hash: self.hash(&password).await?,
            key: SecretKey::generate(KeyKind::ApiUser)?,
            privileges: self.form.matrix.changes(None, 0),
            last_login_at: Timestamp::NEVER,
        };
        Ok((new, password))
    }

    /// What is to be changed; everything that is wrong at once. A password is hashed only where one was typed.
    async fn check_edit(&self, id: ApiUserId, passwords: &Passwords) -> Result<EditApiUser, Stop> {
        let version = self.form.version()?;
        let (fields, mut errors) = self.fields();
        let mut password = None;
        if !passwords.are_empty() {
            let stored = self.saved(id.clone()).await?.ok_or(Stop::Gone)?.password_hash;
            let proof = self.prove(&id, &passwords.current, stored).await?;
            // Where a wrong one was typed, nothing more is done.
            let goes_on = matches!(proof, Ok(_) | Err(FieldError::CurrentPasswordRequired));
            let proof = errors.check(Field::CurrentPassword, proof);
            if goes_on {
                password = proof.zip(self.accept(passwords, &mut errors).await?);
            }
        }
        let (Some(fields), true) = (fields, errors.is_empty()) else { return Err(Stop::Invalid(errors)) };
        let password = match password {
            Some((proof, password)) => Some(NewPasswordHash { proof, hash: self.hash(&password).await? }),
            None => None,
        };
        let served = self.form.served.clone();
        let privileges = self.form.matrix.changes(Some(&id), version);
        Ok(EditApiUser { id, version, served, fields, password, privileges })
    }

    fn fields(&self) -> (Option<Fields>, FormErrors<Field>) {
        self.form.fields(&self.state.config.organization)
    }

    async fn saved(&self, id: ApiUserId) -> DbResult<Option<ApiUser>> {
        self.state.db.read_even_if_gone(move |connection| api_users::find(connection, &id)).await
    }

    /// That the current password is the API user's own.
    async fn prove(
        &self,
        id: &ApiUserId,
        current: &str,
        stored: PasswordHash,
    ) -> Result<Result<PasswordProof, FieldError>, PanelError> {
        let asked = Recheck::CurrentPassword { api_user: id.clone(), asker: self.user.person.id.clone() };
        let now = self.page.reader.now;
        let proof = recheck(&self.state.db, &self.state.hasher, asked, current, stored, now).await;
        FieldError::of_recheck(proof, FieldError::CurrentPasswordWrong)
    }

    async fn accept(
        &self,
        passwords: &Passwords,
        errors: &mut FormErrors<Field>,
    ) -> Result<Option<NewPassword>, HashingError> {
        let (new, again) = (passwords.new.clone(), passwords.again.clone());
        let username = self.form.username.clone();
        let accepted = NewPassword::accept(&self.state.hasher, HashingQueue::SignedIn, new, again, username).await?;
        let field = |error: FieldError| error.of_new_password(Field::NewPassword, Field::NewPasswordAgain);
        Ok(accepted.map_err(|error| errors.add(field(error), error)).ok())
    }

    async fn hash(&self, password: &NewPassword) -> Result<PasswordHash, HashingError> {
        self.state.hasher.hash(HashingQueue::SignedIn, password.plain().clone()).await
    }

    async fn operate<T: Send + 'static>(
        &self,
        operation: impl Fn(&mut crate::audit::Tx<'_>) -> Result<T, Refused> + Send + 'static,
    ) -> Result<T, Refused> {
        self.user.operate(&self.state.db, self.page.reader.now, operation).await
    }

    /// Shows what is typed, unsaved, as the button asks for.
    async fn press(self, intent: Intent) -> Result<HttpResponse, PanelError> {
        let occasion = match (intent, self.form.matrix.search_error()) {
            (_, Some(error)) => {
                Occasion::Invalid { errors: FormErrors::one(Field::ProjectSearch, error), strength: None }
            }
            (Intent::Generate, None) => Occasion::Generated(NewPassword::generate()?),
            (intent, None) => Occasion::Pressed(intent),
        };
        self.show(occasion).await
    }

    async fn stop(self, stop: Stop, passwords: Passwords) -> Result<HttpResponse, PanelError> {
        match stop {
            Stop::Gone => self.show(Occasion::Gone).await,
            Stop::PutOff(error) => self.show(Occasion::PutOff(error)).await,
            Stop::Error(error) => Err(error),
            Stop::Invalid(errors) => {
                // Where the current password is wrong, nothing more is done.
                let is_proved = !errors.iter().any(|(field, _)| field == Field::CurrentPassword);
                let strength = if is_proved { self.strength(passwords.new).await } else { None };
                let answer = self.show(Occasion::Invalid { errors: errors.clone(), strength }).await;
                refusal(answer, &errors)
            }
        }
    }

    /// Where too many ask, it is left out.
    async fn strength(&self, password: String) -> Option<crate::texts::Text> {
        if password.is_empty() {
            return None;
        }
        let strength = self.state.hasher.measure(password, self.form.username.clone()).await.ok()?;
        Some(strength_text(self.page.locale(), strength))
    }

    async fn refused(self, refused: Refused) -> Result<HttpResponse, PanelError> {
        match refused {
            Refused::UsernameTaken => {
                let errors = FormErrors::one(Field::Username, FieldError::UsernameTaken);
                self.show(Occasion::Invalid { errors, strength: None }).await
            }
            Refused::Clash(clashes) => self.show(Occasion::Clash(clashes)).await,
            Refused::Conflict => self.show(Occasion::Clash(Clashes::default())).await,
            Refused::Gone => self.show(Occasion::Gone).await,
            refused => match PanelError::from(refused) {
                error if error.keeps_what_was_typed() => self.show(Occasion::PutOff(error)).await,
                error => Err(error),
            },
        }
    }

    async fn show(self, occasion: Occasion) -> Result<HttpResponse, PanelError> {
        let Self { state, user, page, id, form } = self;
        let read = move |connection: &mut DbConnection| -> DbResult<_> {
            let content = Content::Typed(Box::new(form));
            Ok((SetupView::load(connection, &user, id.as_ref(), content, &occasion)?, occasion))
        };
        // Also where the database's file is gone, so that nothing that was typed is lost.
        let (view, occasion) = state.db.read_even_if_gone(read).await?;
        view.answer(page, occasion)
    }
}
