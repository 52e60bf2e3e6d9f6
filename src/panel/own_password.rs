//! Choosing another password for oneself, which takes the present one.

use super::PanelError;
use crate::{
    account_names::AccountId,
    authentication::{PasswordProof, Recheck, recheck},
    clock::Timestamp,
    input::{FieldError, FormErrors, NewPassword},
    security::{HashingQueue, PasswordHash},
    web::{AppState, FormBody},
};

/// Who chooses another password.
pub(super) struct OwnPassword {
    /// The account.
    pub account: AccountId,
    /// Its name, which no password may hold.
    pub username: String,
    /// Its present password.
    pub hash: PasswordHash,
    /// When.
    pub now: Timestamp,
}

/// The fields of the form: the present password, the new one, and the new one again.
#[derive(Clone, Copy)]
pub(super) struct PasswordFields<F> {
    pub current: F,
    pub new: F,
    pub again: F,
}

impl OwnPassword {
    /// The proof of the present password and the new one, or what is wrong with the form. Where the present one is wrong,
    /// nothing more is done: the new one is not looked at.
    ///
    /// # Errors
    /// What the form can't answer.
    pub(super) async fn check<F: Copy + Eq>(
        self,
        state: &AppState,
        body: FormBody,
        fields: PasswordFields<F>,
    ) -> Result<Result<(PasswordProof, NewPassword), FormErrors<F>>, PanelError> {
        let (current, new) = (body.0.one("current_password")?, body.0.one("new_password")?);
        let again = body.0.one("new_password_again")?;
        // What is not needed must not wait for a turn.
        drop(body);
        let asked = Recheck::OwnPassword(self.account);
        let proof = recheck(&state.db, &state.hasher, asked, &current, self.hash, self.now).await;
        let proof = match FieldError::of_recheck(proof, FieldError::OwnPasswordWrong)? {
            Ok(proof) => proof,
            Err(error) => return Ok(Err(FormErrors::one(fields.current, error))),
        };
        let accepted = NewPassword::accept(&state.hasher, HashingQueue::SignedIn, new, again, self.username).await?;
        let field = |error: FieldError| error.of_new_password(fields.new, fields.again);
        Ok(accepted.map(|password| (proof, password)).map_err(|error| FormErrors::one(field(error), error)))
    }
}
