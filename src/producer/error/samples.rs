//! One of each error, as the reference of the API shows them.

use super::{NeededPrivilege, ProducerError};
use crate::{
    authorization::Privilege,
    db::StorageError,
    images::{ImageError, PictureKind},
    producer::{BodyError, BodyProblem, MemberProblem, request::MOST_RECORDS},
    projects::fields::ValueError,
};

impl ProducerError {
    /// One of each, by status. Errors with the same word stand together, the most usual first.
    #[must_use]
    pub(crate) fn samples() -> Vec<Self> {
        let mut samples = bodies();
        samples.extend(members());
        samples.extend([Self::IdempotencyKeyInvalid, Self::Unauthorized, Self::ProjectForbidden]);
        samples.extend(privileges());
        samples.extend([
            Self::RecordNotFound,
            Self::PhotoNotFound,
            Self::AddressNotFound,
            Self::MethodNotAllowed { allowed: "POST" },
            Self::TooSlow,
            Self::DuplicateValue("idc_id_number".to_owned()),
            BodyError::TooLarge.into(),
            BodyError::UnsupportedMediaType.into(),
            Self::UnknownField("idc_shoe_size".to_owned()),
            Self::ReadOnlyField("idc_insdate".to_owned()),
        ]);
        samples.extend(values());
        samples.extend([
            Self::IdempotencyKeyReused,
            Self::RateLimited { retry_after: 2 },
            Self::TooManyFailedLogins { retry_after: 4 },
            Self::QuotaExhausted { retry_after: None },
            Self::Internal(String::new()),
            Self::Busy,
            Self::HashingBusy,
            Self::Storage(StorageError::Full),
        ]);
        samples
    }
}

fn bodies() -> Vec<ProducerError> {
    let problems = [
        BodyProblem::Empty,
        BodyProblem::Truncated,
        BodyProblem::JsonAsForm,
        BodyProblem::Malformed { line: 3, column: 14 },
        BodyProblem::NotUtf8,
        BodyProblem::LoneSurrogate,
        BodyProblem::NotAnObject,
        BodyProblem::Duplicate("api_action".to_owned()),
        BodyProblem::TooDeep,
        BodyProblem::TooManyMembers,
        BodyProblem::BadName("api[".to_owned()),
    ];
    problems.into_iter().map(ProducerError::from).collect()
}

fn members() -> Vec<ProducerError> {
    let problems = [
        (MemberProblem::UnknownAction, "api_action"),
        (MemberProblem::Missing, "api_primary_key"),
        (MemberProblem::OneOf("0, 1".to_owned()), "api_get_keys"),
        (MemberProblem::NotAnObject, "data"),
        (MemberProblem::NotOneField, "api_primary_key"),
        (MemberProblem::NotUnique, "api_primary_key"),
        (MemberProblem::NotInRange { min: 1, max: MOST_RECORDS }, "api_limit"),
        (MemberProblem::NotText, "api_cursor"),
        (MemberProblem::UnknownCursor, "api_cursor"),
        (MemberProblem::NotAlone, "idc_delete"),
    ];
    problems.into_iter().map(|(problem, field)| ProducerError::Member(problem.of(field))).collect()
}

fn privileges() -> [ProducerError; 3] {
    [NeededPrivilege::Holds(Privilege::Edit), NeededPrivilege::PreviewOrPrint, NeededPrivilege::Erase]
        .map(ProducerError::PrivilegeMissing)
}

fn values() -> Vec<ProducerError> {
    let problems = [
        (ValueError::Required, "idc_id_number"),
        (ValueError::TooLong(100), "idc_firstname"),
        (ValueError::ControlCharacter, "idc_firstname"),
        (ValueError::NotANumber, "idc_level"),
        (ValueError::NotADate, "idc_expiration_date"),
        (ValueError::NotAnEmail, "idc_email"),
        (ValueError::NotAChoice, "idc_department"),
        (ValueError::NotAFlag, "idc_active"),
        (ValueError::NotAColorCode, "idc_colorcode"),
        (ValueError::NotText, "idc_firstname"),
        (ValueError::Image(PictureKind::Photo, ImageError::UnknownFormat), "idc_photo"),
        (ValueError::Image(PictureKind::Signature, ImageError::UnknownFormat), "idc_signature"),
        (ValueError::Image(PictureKind::Photo, ImageError::NotBase64), "idc_photo"),
        (ValueError::Image(PictureKind::Photo, ImageError::Animated), "idc_photo"),
        (ValueError::Image(PictureKind::Photo, ImageError::TooLarge), "idc_photo"),
        (ValueError::Image(PictureKind::Photo, ImageError::TooManyPixels), "idc_photo"),
        (ValueError::Image(PictureKind::Photo, ImageError::Broken), "idc_photo"),
    ];
    let value = |(problem, field): (_, &str)| ProducerError::Value { field: field.to_owned(), problem };
    problems.into_iter().map(value).collect()
}
