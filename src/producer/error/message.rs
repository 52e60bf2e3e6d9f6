//! What is said of an error: what is wrong, with which field, and what to do.

use super::{NeededPrivilege, ProducerError, shortened};
use crate::{
    authorization::{Deed, Privilege},
    locale::Locale,
    producer::{BODY_BYTES, BodyError, BodyProblem, MemberError, MemberProblem, body::DEEPEST},
    projects::fields::ValueError,
    texts::Text,
};

impl ProducerError {
    /// The message in this language.
    #[must_use]
    pub(super) fn message(&self, locale: Locale) -> Text {
        let of = |text: Text, field: &str| text.arg("field", shortened(field).into_owned());
        match self {
            Self::Body(error) => body(error, locale),
            Self::AddressNotFound => locale.text("producer-address-not-found"),
            Self::MethodNotAllowed { allowed } => locale.text("producer-method-not-allowed").arg("methods", *allowed),
            Self::TooSlow => locale.text("producer-too-slow"),
            Self::TooManyFailedLogins { retry_after } => {
                locale.text("producer-too-many-failed-logins").arg("seconds", *retry_after)
            }
            Self::RateLimited { retry_after } => locale.text("producer-rate-limited").arg("seconds", *retry_after),
            Self::QuotaExhausted { .. } => locale.text("producer-quota-exhausted"),
            Self::HashingBusy | Self::Busy => locale.text("producer-busy"),
            Self::Storage(_) => locale.text("producer-storage-unavailable"),
            Self::Unauthorized => locale.text("producer-unauthorized"),
            Self::ProjectForbidden => {
                locale.text("producer-project-forbidden").arg("privilege", Privilege::Access.text(locale).to_string())
            }
            Self::Member(error) => member(error, locale),
            Self::PrivilegeMissing(needed) => privilege(*needed, locale),
            Self::RecordNotFound => locale.text("producer-record-not-found"),
            Self::PhotoNotFound => locale.text("producer-photo-not-found"),
            Self::UnknownField(field) => of(locale.text("producer-unknown-field"), field),
            Self::ReadOnlyField(field) => of(locale.text("producer-read-only-field"), field),
            Self::Value { field, problem } => of(value(*problem, locale), field),
            Self::DuplicateValue(field) => of(locale.text("producer-duplicate-value"), field),
            Self::IdempotencyKeyReused => locale.text("producer-idempotency-key-reused"),
            Self::IdempotencyKeyInvalid => locale.text("producer-idempotency-key-invalid"),
            Self::Internal(_) => locale.text("producer-internal"),
        }
    }
}

fn body(error: &BodyError, locale: Locale) -> Text {
    match error {
        BodyError::TooLarge => locale.text("producer-body-too-large").arg("max", BODY_BYTES / (1024 * 1024)),
        BodyError::UnsupportedMediaType => locale.text("producer-unsupported-media-type"),
        BodyError::Unreadable(problem) => match problem {
            BodyProblem::Empty => locale.text("producer-body-empty"),
            BodyProblem::Truncated => locale.text("producer-body-truncated"),
            BodyProblem::Malformed { line, column } => {
                locale.text("producer-body-malformed").arg("line", *line).arg("column", *column)
            }
            BodyProblem::NotUtf8 => locale.text("producer-body-not-utf8"),
            BodyProblem::LoneSurrogate => locale.text("producer-body-lone-surrogate"),
            BodyProblem::NotAnObject => locale.text("producer-body-not-an-object"),
            BodyProblem::Duplicate(name) => {
                locale.text("producer-body-duplicate").arg("field", shortened(name).into_owned())
            }
            BodyProblem::TooDeep => locale.text("producer-body-too-deep").arg("max", DEEPEST),
            BodyProblem::JsonAsForm => locale.text("producer-body-json-as-form"),
            BodyProblem::TooManyMembers => locale.text("producer-body-too-many-members"),
            BodyProblem::BadName(name) => {
                locale.text("producer-body-bad-name").arg("field", shortened(name).into_owned())
            }
        },
    }
}

fn member(error: &MemberError, locale: Locale) -> Text {
    let text = match &error.problem {
        MemberProblem::Missing => locale.text("producer-member-missing"),
        MemberProblem::UnknownAction => locale.text("producer-member-one-of").arg("choices", actions()),
        MemberProblem::OneOf(words) => locale.text("producer-member-one-of").arg("choices", words.clone()),
        MemberProblem::NotAnObject => locale.text("producer-member-not-an-object"),
        MemberProblem::NotOneField => locale.text("producer-member-not-one-field"),
        MemberProblem::NotInRange { min, max } => {
            locale.text("producer-member-not-in-range").arg("min", *min).arg("max", *max)
        }
        MemberProblem::NotText => locale.text("producer-member-not-text"),
        MemberProblem::NotAlone => locale.text("producer-member-not-alone"),
        MemberProblem::NotUnique => locale.text("producer-member-not-unique"),
        MemberProblem::UnknownCursor => locale.text("producer-member-unknown-cursor"),
    };
    text.arg("field", error.field)
}

fn actions() -> String {
    let actions = Deed::ALL.into_iter().filter(|&deed| deed != Deed::DeleteRecord).map(Deed::as_str);
    actions.collect::<Vec<_>>().join(", ")
}

fn privilege(needed: NeededPrivilege, locale: Locale) -> Text {
    let name = |privilege: Privilege| privilege.text(locale).to_string();
    match needed {
        NeededPrivilege::Holds(privilege) => {
            locale.text("producer-privilege-missing").arg("privilege", name(privilege))
        }
        NeededPrivilege::PreviewOrPrint => locale
            .text("producer-privilege-preview-or-print")
            .arg("preview", name(Privilege::Preview))
            .arg("print", name(Privilege::Print)),
        NeededPrivilege::Erase => locale
            .text("producer-privilege-erase")
            .arg("erase", name(Privilege::Erase))
            .arg("trash", name(Privilege::Trash)),
    }
}

fn value(problem: ValueError, locale: Locale) -> Text {
    match problem {
        ValueError::Required => locale.text("producer-value-required"),
        ValueError::TooLong(max) => locale.text("producer-value-too-long").arg("max", max),
        ValueError::ControlCharacter => locale.text("producer-value-control-character"),
        ValueError::NotANumber => locale.text("producer-value-not-a-number"),
        ValueError::NotADate => locale.text("producer-value-not-a-date"),
        ValueError::NotAnEmail => locale.text("producer-value-not-an-email"),
        ValueError::NotAChoice => locale.text("producer-value-not-a-choice"),
        ValueError::NotAFlag => locale.text("producer-value-not-a-flag"),
        ValueError::NotAColorCode => locale.text("producer-value-not-a-color-code"),
        ValueError::Image(kind, error) => {
            locale.text("producer-value-image").arg("reason", error.text(kind, locale).to_string())
        }
        ValueError::NotText => locale.text("producer-value-not-text"),
    }
}
