//! What clients are told.

use super::*;
use crate::{
    authorization::{Denied, Rule},
    locale::Locale,
    producer::{BodyProblem, MemberProblem},
};

fn member(problem: MemberProblem) -> ProducerError {
    ProducerError::Member(problem.of("api_limit"))
}

fn value(problem: ValueError) -> ProducerError {
    ProducerError::Value { field: "idc_email".to_owned(), problem }
}

/// One of each, with its status, word and field.
fn every() -> Vec<(ProducerError, u16, &'static str, Option<&'static str>)> {
    let field = || "idc_email".to_owned();
    let body = |problem: BodyProblem| ProducerError::from(problem);
    let needed = ProducerError::PrivilegeMissing;
    let (api_limit, idc_email) = (Some("api_limit"), Some("idc_email"));
    vec![
        (BodyError::TooLarge.into(), 413, "body_too_large", None),
        (BodyError::UnsupportedMediaType.into(), 415, "unsupported_media_type", None),
        (body(BodyProblem::Empty), 400, "body_unreadable", None),
        (body(BodyProblem::Truncated), 400, "body_unreadable", None),
        (body(BodyProblem::JsonAsForm), 400, "body_unreadable", None),
        (body(BodyProblem::Malformed { line: 1, column: 2 }), 400, "body_unreadable", None),
        (body(BodyProblem::NotUtf8), 400, "body_unreadable", None),
        (body(BodyProblem::LoneSurrogate), 400, "body_unreadable", None),
        (body(BodyProblem::NotAnObject), 400, "body_unreadable", None),
        (body(BodyProblem::Duplicate(field())), 400, "body_unreadable", None),
        (body(BodyProblem::TooDeep), 400, "body_unreadable", None),
        (body(BodyProblem::TooManyMembers), 400, "body_unreadable", None),
        (body(BodyProblem::BadName(field())), 400, "body_unreadable", None),
        (ProducerError::AddressNotFound, 404, "address_not_found", None),
        (ProducerError::MethodNotAllowed { allowed: "POST" }, 405, "method_not_allowed", None),
        (ProducerError::TooSlow, 408, "too_slow", None),
        (ProducerError::TooManyFailedLogins { retry_after: 1 }, 429, "too_many_failed_logins", None),
        (ProducerError::RateLimited { retry_after: 2 }, 429, "rate_limited", None),
        (ProducerError::QuotaExhausted { retry_after: None }, 429, "quota_exhausted", None),
        (ProducerError::HashingBusy, 503, "hashing_busy", None),
        (ProducerError::Busy, 503, "busy", None),
        (ProducerError::Storage(StorageError::Full), 503, "storage_unavailable", None),
        (ProducerError::Unauthorized, 401, "unauthorized", None),
        (ProducerError::ProjectForbidden, 403, "project_forbidden", None),
        (member(MemberProblem::Missing), 400, "member_missing", api_limit),
        (member(MemberProblem::UnknownAction), 400, "unknown_action", api_limit),
        (member(MemberProblem::OneOf("0, 1".to_owned())), 400, "member_invalid", api_limit),
        (member(MemberProblem::NotAnObject), 400, "member_invalid", api_limit),
        (member(MemberProblem::NotOneField), 400, "member_invalid", api_limit),
        (member(MemberProblem::NotInRange { min: 1, max: 2 }), 400, "member_invalid", api_limit),
        (member(MemberProblem::NotText), 400, "member_invalid", api_limit),
        (member(MemberProblem::NotAlone), 400, "member_invalid", api_limit),
        (member(MemberProblem::UnknownCursor), 400, "member_invalid", api_limit),
        (needed(NeededPrivilege::Holds(Privilege::Add)), 403, "privilege_missing", Some("add")),
        (needed(NeededPrivilege::PreviewOrPrint), 403, "privilege_missing", Some("preview")),
        (needed(NeededPrivilege::Erase), 403, "privilege_missing", Some("erase")),
        (ProducerError::RecordNotFound, 404, "record_not_found", None),
        (ProducerError::PhotoNotFound, 404, "photo_not_found", None),
        (ProducerError::UnknownField(field()), 422, "unknown_field", idc_email),
        (member(MemberProblem::NotUnique), 400, "member_invalid", api_limit),
        (ProducerError::ReadOnlyField(field()), 422, "read_only_field", idc_email),
        (value(ValueError::Required), 422, "value_required", idc_email),
        (value(ValueError::TooLong(3)), 422, "value_invalid", idc_email),
        (value(ValueError::ControlCharacter), 422, "value_invalid", idc_email),
        (value(ValueError::NotANumber), 422, "value_invalid", idc_email),
        (value(ValueError::NotADate), 422, "value_invalid", idc_email),
        (value(ValueError::NotAnEmail), 422, "value_invalid", idc_email),
        (value(ValueError::NotAChoice), 422, "value_invalid", idc_email),
        (value(ValueError::NotAFlag), 422, "value_invalid", idc_email),
        (value(ValueError::NotAColorCode), 422, "value_invalid", idc_email),
        (value(ValueError::NotText), 422, "value_invalid", idc_email),
        (ProducerError::DuplicateValue(field()), 409, "duplicate_value", idc_email),
        (ProducerError::IdempotencyKeyReused, 422, "idempotency_key_reused", None),
        (ProducerError::IdempotencyKeyInvalid, 400, "idempotency_key_invalid", None),
        (ProducerError::Internal("secret".to_owned()), 500, "internal", None),
    ]
}

#[test]
fn every_error_has_its_status_its_word_and_its_text_in_every_language() {
    for (error, status, word, field) in every() {
        for locale in Locale::ALL {
            let failure = error.failure(locale);
            assert_eq!((failure.status, failure.error, failure.field.as_deref()), (status, word, field), "{error}");
            // A message that is missing is its id, and an argument that is missing stands in braces.
            let is_text = !failure.message.starts_with("producer-") && !failure.message.contains(['{', '}', '$']);
            assert!(is_text, "{}", failure.message);
            if let (Some(field), false) = (field, word == "privilege_missing") {
                assert!(failure.message.contains(field), "{}", failure.message);
            }
        }
    }
}

#[test]
fn the_headers_say_what_to_do() {
    let header =
        |error: &ProducerError| error.headers().map(|(name, value)| format!("{name}: {}", value.to_str().unwrap()));
    for (error, status, ..) in every() {
        let expected = match (status, error.retry_after()) {
            (401, _) => Some("www-authenticate: Basic realm=\"Producer\"".to_owned()),
            (405, _) => Some("allow: POST".to_owned()),
            (429 | 503, Some(seconds)) => Some(format!("retry-after: {seconds}")),
            _ => None,
        };
        assert_eq!(header(&error), expected, "{error}");
        assert!(status != 503 || error.retry_after().is_some(), "{error}");
    }
}

#[test]
fn what_is_denied_is_told_as_far_as_it_may_be() {
    let needed = ProducerError::PrivilegeMissing;
    for (rule, expected) in [
        (Rule::ActiveApiUser, ProducerError::Unauthorized),
        (Rule::ActiveProject, ProducerError::ProjectForbidden),
        (Rule::Holds(Privilege::Access), ProducerError::ProjectForbidden),
        (Rule::Holds(Privilege::Photo), needed(NeededPrivilege::Holds(Privilege::Photo))),
        (Rule::PreviewOrPrint, needed(NeededPrivilege::PreviewOrPrint)),
        (Rule::Erase, needed(NeededPrivilege::Erase)),
    ] {
        assert_eq!(ProducerError::from(Denied(rule)), expected);
    }
    let message = needed(NeededPrivilege::PreviewOrPrint).failure(Locale::En).message;
    assert!(message.contains("Preview Card or Print Card"), "{message}");
}

#[test]
fn names_are_shortened_and_what_went_wrong_inside_is_not_told() {
    let error = ProducerError::UnknownField("é".repeat(100_000));
    let failure = error.failure(Locale::En);
    assert_eq!(failure.field.unwrap(), format!("{}…", "é".repeat(64)));
    assert!(failure.message.len() < 300, "{}", failure.message);
    assert!(!ProducerError::Internal("a password".to_owned()).failure(Locale::En).message.contains("a password"));
    assert_eq!(ProducerError::Internal("why".to_owned()).to_string(), "500 internal: why");
}

/// The variants of an enum in a file.
fn variants(path: &str, name: &str) -> Vec<String> {
    let file = syn::parse_file(&std::fs::read_to_string(path).unwrap()).unwrap();
    let found = file.items.into_iter().find_map(|item| match item {
        syn::Item::Enum(item) if item.ident == name => Some(item.variants),
        _ => None,
    });
    found.unwrap_or_else(|| panic!("no enum {name} in {path}")).iter().map(|one| one.ident.to_string()).collect()
}

#[test]
fn the_samples_are_one_of_each() {
    let samples = ProducerError::samples();
    let written: Vec<String> = samples.iter().map(|error| format!("{error:?}")).collect();
    for (path, name) in [
        ("src/producer/error/mod.rs", "ProducerError"),
        ("src/producer/error/mod.rs", "NeededPrivilege"),
        ("src/producer/body/mod.rs", "BodyError"),
        ("src/producer/body/mod.rs", "BodyProblem"),
        ("src/producer/request/mod.rs", "MemberProblem"),
        ("src/projects/fields/value.rs", "ValueError"),
    ] {
        for variant in variants(path, name) {
            let is_word = |text: &String| text.split(|c: char| !c.is_alphanumeric()).any(|word| word == variant);
            assert!(written.iter().any(is_word), "{name}::{variant} is in no sample");
        }
    }
    let statuses: Vec<_> = samples.iter().map(|error| error.kind().0).collect();
    assert!(statuses.is_sorted(), "{statuses:?}");
    let known: Vec<_> = every().into_iter().map(|(_, _, word, _)| word).collect();
    assert!(samples.iter().all(|error| known.contains(&error.kind().1)));
}
