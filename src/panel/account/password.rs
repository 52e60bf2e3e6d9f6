//! POST /account/password

use actix_session::Session;
use actix_web::{HttpResponse, http::StatusCode, web::Data};

use super::settings::{AccountForm, Field, answer};
use crate::{
    account_names::AccountId,
    authentication::SessionId,
    login::{Account, begin_session},
    panel::{
        CurrentUser, Flash, PageContext, PanelError,
        own_password::{OwnPassword, PasswordFields},
        paths, refusal, see_other, sign_in,
    },
    security::HashingQueue,
    users::{self, Refused},
    web::{AppState, FormBody},
};

const CHANGED: Flash = Flash::new("flash-password-changed");

const FIELDS: PasswordFields<Field> =
    PasswordFields { current: Field::CurrentPassword, new: Field::NewPassword, again: Field::NewPasswordAgain };

/// Changes the person's password and ends all their sessions but this one, which goes on under a new id.
pub(crate) async fn change_password(
    state: Data<AppState>,
    user: CurrentUser,
    page: PageContext,
    session: Session,
    body: FormBody,
) -> Result<HttpResponse, PanelError> {
    let own = OwnPassword {
        account: AccountId::PanelUser(user.person.id.clone()),
        username: user.person.username.to_string(),
        hash: user.person.password_hash.clone(),
        now: page.reader.now,
    };
    let (proof, password) = match own.check(&state, body, FIELDS).await? {
        Ok(checked) => checked,
        Err(errors) => {
            let form = AccountForm::of(&user.person);
            let page = answer(StatusCode::UNPROCESSABLE_ENTITY, page, &user.person, form, &errors);
            return refusal(page, &errors);
        }
    };
    let hash = state.hasher.hash(HashingQueue::SignedIn, password.plain().clone()).await?;
    let id = user.person.id.clone();
    let (new_session, now) = (SessionId::generate()?, page.reader.now);
    let begun = new_session.clone();
    let changed = user.operate(&state.db, now, move |tx| -> Result<_, Refused> {
        let person = users::change_password(tx, &id, &proof, &hash)?;
        let account = Account::PanelUser(person);
        begin_session(tx.connection, &begun, &account, None, now)?;
        Ok(account.id())
    });
    let account = changed.await?;
    let mut answer = see_other(paths::ACCOUNT, Some((CHANGED, &state.cookies)));
    sign_in::carry(&state, &session, &new_session, &account, &mut answer)?;
    Ok(answer)
}
