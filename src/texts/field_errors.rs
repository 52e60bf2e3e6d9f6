//! What is said beside a refused field.

use super::Text;
use crate::{input::FieldError, locale::Locale};

impl FieldError {
    /// The message for the reader: what is wrong with the field of this name, and what to do.
    #[must_use]
    pub fn text(self, locale: Locale, field: &'static str) -> Text {
        match self {
            Self::Required => locale.text("field-error-required").arg("field", field),
            Self::TooLong { max } => locale.text("field-error-too-long").arg("max", max),
            Self::TooShort { min } => locale.text("field-error-too-short").arg("min", min),
            Self::ControlCharacter => locale.text("field-error-control-character"),
            Self::DirectionOverride => locale.text("field-error-direction-override"),
            Self::UsernameCharacter => locale.text("field-error-username-character"),
            Self::UsernameTaken => locale.text("field-error-username-taken"),
            Self::NameTaken => locale.text("field-error-name-taken"),
            Self::UnknownChoice => locale.text("field-error-unknown-choice"),
            Self::UnknownTimezone => locale.text("field-error-unknown-timezone"),
            Self::NotAQuota { max } => locale.text("field-error-not-a-quota").arg("max", max),
            Self::PasswordsDiffer => locale.text("field-error-passwords-differ"),
            Self::PasswordGuessable => locale.text("field-error-password-guessable"),
            Self::PasswordHoldsUsername => locale.text("field-error-password-holds-username"),
            Self::CurrentPasswordRequired => locale.text("field-error-current-password-required").arg("field", field),
            Self::CurrentPasswordWrong => locale.text("field-error-current-password-wrong"),
            Self::OwnPasswordWrong => locale.text("field-error-own-password-wrong"),
            Self::WaitBeforeRetry { seconds } => locale.text("field-error-wait-before-retry").arg("seconds", seconds),
        }
    }
}
