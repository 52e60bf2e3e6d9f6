//! POST /my/account/password

use actix_session::Session;
use actix_web::{HttpResponse, http::StatusCode, web::Data};

use super::{
    account::{Field, answer},
    settings::SettingsForm,
};
use crate::{
    account_names::AccountId,
    api_users::{self, Refused},
    authentication::{PasswordProof, Recheck, SessionId, recheck},
    input::{FieldError, FormErrors, NewPassword},
    login::{Account, begin_session},
    panel::{CurrentApiUser, Flash, PageContext, PanelError, paths, refusal, see_other, sign_in},
    security::HashingQueue,
    web::{AppState, FormBody},
};

const CHANGED: Flash = Flash::new("flash-password-changed");

/// Changes the API user's password and ends all its sessions but this one, which goes on under a new id.
pub(crate) async fn change_password(
    state: Data<AppState>,
    user: CurrentApiUser,
    page: PageContext,
    session: Session,
    body: FormBody,
) -> Result<HttpResponse, PanelError> {
    let (proof, password) = match check(&state, &user, &page, body).await? {
        Ok(checked) => checked,
        Err(errors) => {
            let form = SettingsForm::of(&user.account);
            let page = answer(&state, StatusCode::UNPROCESSABLE_ENTITY, page, user.account, (form, &errors)).await;
            return refusal(page, &errors);
        }
    };
    let hash = state.hasher.hash(HashingQueue::SignedIn, password.plain().clone()).await?;
    let id = user.account.id.clone();
    let (new_session, now) = (SessionId::generate()?, page.reader.now);
    let begun = new_session.clone();
    let changed = user.operate(&state.db, now, move |tx| -> Result<_, Refused> {
        let account = Account::ApiUser(api_users::change_password(tx, &id, &proof, &hash)?);
        begin_session(tx.connection, &begun, &account, None, now)?;
        Ok(account.id())
    });
    let account = changed.await?;
    let mut answer = see_other(paths::MY_ACCOUNT, Some((CHANGED, &state.cookies)));
    sign_in::carry(&state, &session, &new_session, &account, &mut answer)?;
    Ok(answer)
}

/// Where the current password is wrong, nothing more is done: the new one is not looked at.
async fn check(
    state: &AppState,
    user: &CurrentApiUser,
    page: &PageContext,
    body: FormBody,
) -> Result<Result<(PasswordProof, NewPassword), FormErrors<Field>>, PanelError> {
    let (current, new) = (body.0.one("current_password")?, body.0.one("new_password")?);
    let again = body.0.one("new_password_again")?;
    // What is not needed must not wait for a turn.
    drop(body);
    let asked = Recheck::OwnPassword(AccountId::ApiUser(user.account.id.clone()));
    let stored = user.account.password_hash.clone();
    let proof = recheck(&state.db, &state.hasher, asked, &current, stored, page.reader.now).await;
    let proof = match FieldError::of_recheck(proof, FieldError::OwnPasswordWrong)? {
        Ok(proof) => proof,
        Err(error) => return Ok(Err(FormErrors::one(Field::CurrentPassword, error))),
    };
    let username = user.account.username.to_string();
    let accepted = NewPassword::accept(&state.hasher, HashingQueue::SignedIn, new, again, username).await?;
    let field = |error: FieldError| error.of_new_password(Field::NewPassword, Field::NewPasswordAgain);
    Ok(accepted.map(|password| (proof, password)).map_err(|error| FormErrors::one(field(error), error)))
}
