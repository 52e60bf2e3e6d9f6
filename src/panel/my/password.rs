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
    authentication::SessionId,
    login::{Account, begin_session},
    panel::{
        CurrentApiUser, Flash, PageContext, PanelError,
        own_password::{OwnPassword, PasswordFields},
        paths, refusal, see_other, sign_in,
    },
    security::HashingQueue,
    web::{AppState, FormBody},
};

const CHANGED: Flash = Flash::new("flash-password-changed");

const FIELDS: PasswordFields<Field> =
    PasswordFields { current: Field::CurrentPassword, new: Field::NewPassword, again: Field::NewPasswordAgain };

/// Changes the API user's password and ends all its sessions but this one, which goes on under a new id.
pub(crate) async fn change_password(
    state: Data<AppState>,
    user: CurrentApiUser,
    page: PageContext,
    session: Session,
    body: FormBody,
) -> Result<HttpResponse, PanelError> {
    let own = OwnPassword {
        account: AccountId::ApiUser(user.account.id.clone()),
        username: user.account.username.to_string(),
        hash: user.account.password_hash.clone(),
        now: page.reader.now,
    };
    let (proof, password) = match own.check(&state, body, FIELDS).await? {
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
