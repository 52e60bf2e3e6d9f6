//! POST /api-users and POST /api-users/{id}: the form comes in.

use actix_web::{HttpResponse, http::StatusCode, web::Data};

use super::{
    ApiUser, ApiUserId,
    created::show_key,
    form::{Draft, Field, Intent, Passwords, Typed},
    setup::{Shown, find},
    store::SaveError,
    write::{Update, insert},
};
use crate::{
    account::strength_text,
    app::AppState,
    audit::Author,
    authorization::Permission,
    db::DbError,
    error::{AppError, BadRequest},
    forms::{FieldError, FormErrors},
    security::{Attempt, KeyKind, NewPassword, SecretKey, recheck},
    web::{Actor, Fields, FormBody, Id, Page, refusal, see_other},
};

/// Makes an API user, Active, and shows its key this once.
///
/// # Errors
/// Forbidden, but for Administrators.
pub async fn create(
    state: Data<AppState>,
    actor: Actor,
    frame: Page,
    body: FormBody,
) -> Result<HttpResponse, AppError> {
    actor.must(Permission::CreateApiUsers)?;
    let (intent, typed) = read(&body.0, &actor)?;
    if intent != Intent::Save {
        return show_again(&state, &actor, frame, None, typed, intent).await;
    }
    let passwords = Passwords::parse(&body.0)?;
    let Ok(_place) = state.hasher.place() else { return busy(&state, &actor, frame, None, typed).await };
    let (draft, password) = match check(&state, &actor, &frame, None, &typed, &passwords).await? {
        Ok(checked) => checked,
        Err(errors) => return refuse(&state, &actor, frame, None, typed, passwords, errors).await,
    };
    let Some(password) = password else { return Err(BadRequest::MissingField("new_password").into()) };
    let user = draft.new_user(state.hasher.hash(password).await?, frame.reader.now);
    let key = SecretKey::generate(KeyKind::ApiUser)?;
    let written = {
        let (user, key, matrix, author) = (user.clone(), key.clone(), typed.matrix.clone(), Author::from(&actor));
        state.db.write(move |connection| insert(connection, &user, &draft, &key, &matrix, &author))
    };
    match written.await {
        Ok(()) => show_key(frame, user, key),
        Err(error) => fail(&state, &actor, frame, None, typed, error).await,
    }
}

/// Saves an API user.
///
/// # Errors
/// Forbidden to Auditors, and what a role may not change.
pub async fn save(
    state: Data<AppState>,
    actor: Actor,
    frame: Page,
    id: Id<ApiUserId>,
    body: FormBody,
) -> Result<HttpResponse, AppError> {
    actor.must(Permission::EditApiUsers)?;
    let (intent, typed) = read(&body.0, &actor)?;
    let user = match find(&state, id.0).await {
        Err(AppError::NotFound) => return gone(&state, &actor, frame, typed).await,
        found => found?,
    };
    if intent != Intent::Save {
        return show_again(&state, &actor, frame, Some(user), typed, intent).await;
    }
    let version: i64 = typed.version.parse().map_err(|_| BadRequest::UnknownValue("version"))?;
    let passwords = Passwords::parse(&body.0)?;
    let Ok(_place) = state.hasher.place() else { return busy(&state, &actor, frame, Some(user), typed).await };
    let (draft, password) = match check(&state, &actor, &frame, Some(&user), &typed, &passwords).await? {
        Ok(checked) => checked,
        Err(errors) => return refuse(&state, &actor, frame, Some(user), typed, passwords, errors).await,
    };
    let hash = match password {
        Some(password) => Some(state.hasher.hash(password).await?),
        None => None,
    };
    let may_grant = actor.person.role.may(Permission::GrantAdministratorRole);
    let written = {
        let update = Update { id: user.id.clone(), version, draft, hash, matrix: typed.matrix.clone(), may_grant };
        let (author, now) = (Author::from(&actor), frame.reader.now);
        state.db.write(move |connection| update.run(connection, &author, now))
    };
    match written.await {
        Ok(flash) => Ok(see_other(&typed.matrix.link(&user.id), Some((flash, &state.cookies)))),
        Err(error) => fail(&state, &actor, frame, Some(user), typed, error).await,
    }
}

/// What is asked for, and what was typed; only the button of the filter looks for other projects than those shown.
fn read(fields: &Fields, actor: &Actor) -> Result<(Intent, Typed), AppError> {
    let (intent, typed) = (Intent::parse(fields)?, Typed::parse(fields, actor)?);
    if matches!(intent, Intent::Filter | Intent::Resume) {
        return Ok((intent, typed));
    }
    let matrix = typed.matrix.over_shown(fields)?;
    Ok((intent, Typed { matrix, ..typed }))
}

/// Somebody deleted it meanwhile: 404 with what was typed, which an Administrator may save as a new one.
async fn gone(state: &AppState, actor: &Actor, frame: Page, typed: Typed) -> Result<HttpResponse, AppError> {
    let typed = Typed { matrix: typed.matrix.made_anew(), ..typed };
    let shown = Shown { status: StatusCode::NOT_FOUND, is_unsaved: true, ..Shown::new(None, typed) };
    shown.answer(state, actor, frame).await
}

/// Too many passwords wait to be hashed: 503 with what was typed.
async fn busy(
    state: &AppState,
    actor: &Actor,
    frame: Page,
    user: Option<ApiUser>,
    typed: Typed,
) -> Result<HttpResponse, AppError> {
    let shown = Shown { status: StatusCode::SERVICE_UNAVAILABLE, is_unsaved: true, ..Shown::new(user, typed) };
    shown.answer(state, actor, frame).await
}

/// Shows what is typed, unsaved.
async fn show_again(
    state: &AppState,
    actor: &Actor,
    frame: Page,
    user: Option<ApiUser>,
    typed: Typed,
    intent: Intent,
) -> Result<HttpResponse, AppError> {
    let generated = if intent == Intent::Generate { Some(NewPassword::generate()?) } else { None };
    let mut errors = FormErrors::default();
    if let Some(error) = typed.matrix.search_error() {
        errors.add(Field::ProjectSearch, error);
    }
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let is_turned = matches!(intent, Intent::Filter | Intent::Page(_));
    let is_unsaved = !is_turned || user.as_ref().is_none_or(|user| typed.differs_from(user, actor));
    let shown = Shown { status, errors, intent, generated, is_unsaved, ..Shown::new(user, typed) };
    shown.answer(state, actor, frame).await
}

/// Everything that is wrong with the form at once.
async fn check(
    state: &AppState,
    actor: &Actor,
    frame: &Page,
    user: Option<&ApiUser>,
    typed: &Typed,
    passwords: &Passwords,
) -> Result<Result<(Draft, Option<NewPassword>), FormErrors<Field>>, AppError> {
    let (draft, mut errors) = typed.draft();
    let draft = draft.map(|draft| draft.under_main(&state.config.organization));
    let mut password = None;
    if let Some(user) = user.filter(|_| !passwords.are_empty()) {
        let attempt =
            Attempt::CurrentPassword { api_user: user.id.to_string(), panel_user: actor.person.id.to_string() };
        let stored = user.password_hash.clone();
        let proof = recheck(&state.db, &state.hasher, attempt, &passwords.current, stored, frame.reader.now).await?;
        errors.check(Field::CurrentPassword, proof);
    }
    if user.is_none() || !passwords.are_empty() {
        let (new, again) = (passwords.new.clone(), passwords.again.clone());
        let accepted = state.hasher.accept(new, again, typed.username.clone()).await?;
        password = accepted
            .map_err(|error| errors.add(error.of_new_password(Field::NewPassword, Field::NewPasswordAgain), error))
            .ok();
    }
    Ok(match draft {
        Some(draft) if errors.is_empty() => Ok((draft, password)),
        _ => Err(errors),
    })
}

async fn refuse(
    state: &AppState,
    actor: &Actor,
    frame: Page,
    user: Option<ApiUser>,
    typed: Typed,
    passwords: Passwords,
    errors: FormErrors<Field>,
) -> Result<HttpResponse, AppError> {
    let strength = if passwords.new.is_empty() {
        None
    } else {
        // Where too many ask, it is left out.
        let measured = state.hasher.measure(passwords.new, typed.username.clone()).await.ok();
        measured.map(|strength| strength_text(frame.locale(), strength))
    };
    let shown = Shown {
        status: StatusCode::UNPROCESSABLE_ENTITY,
        errors: errors.clone(),
        intent: Intent::Save,
        strength,
        is_unsaved: true,
        ..Shown::new(user, typed)
    };
    refusal(shown.answer(state, actor, frame).await, &errors)
}

async fn fail(
    state: &AppState,
    actor: &Actor,
    frame: Page,
    user: Option<ApiUser>,
    typed: Typed,
    error: SaveError,
) -> Result<HttpResponse, AppError> {
    let mut shown = Shown { intent: Intent::Save, is_unsaved: true, ..Shown::new(user, typed) };
    match error {
        SaveError::UsernameTaken => {
            shown.status = StatusCode::UNPROCESSABLE_ENTITY;
            shown.errors.add(Field::Username, FieldError::UsernameTaken);
        }
        SaveError::Conflict => {
            shown.status = StatusCode::CONFLICT;
            if let Some(user) = shown.user {
                shown.user = Some(find(state, user.id).await?);
            }
        }
        SaveError::Forbidden => return Err(AppError::Forbidden),
        SaveError::UnknownProject => return Err(BadRequest::UnknownValue("shown").into()),
        SaveError::Db(DbError::Query(diesel::result::Error::NotFound)) => {
            return gone(state, actor, frame, shown.typed).await;
        }
        SaveError::Db(error) => return Err(error.into()),
    }
    shown.answer(state, actor, frame).await
}
