//! The words that arguments are chosen from: those of the core's types.

use clap::builder::{PossibleValuesParser, TypedValueParser};

use crate::{
    authorization::{ApiUserRole, Privilege, PrivilegeSet, Status},
    locale::Locale,
};

/// Can't be, since the words offered are those that are parsed.
const UNKNOWN: &str = "no such word";

pub(super) fn status() -> impl TypedValueParser<Value = Status> {
    PossibleValuesParser::new(Status::ALL.map(Status::as_str)).try_map(|word| Status::parse(&word).ok_or(UNKNOWN))
}

pub(super) fn api_user_role() -> impl TypedValueParser<Value = ApiUserRole> {
    let words = PossibleValuesParser::new(ApiUserRole::ALL.map(ApiUserRole::as_str));
    words.try_map(|word| ApiUserRole::parse(&word).ok_or(UNKNOWN))
}

pub(super) fn language() -> impl TypedValueParser<Value = Locale> {
    PossibleValuesParser::new(Locale::ALL.map(Locale::tag)).try_map(|tag| Locale::parse(&tag).ok_or(UNKNOWN))
}

/// A privilege alone, or all ten by `all`.
pub(super) fn privileges() -> impl TypedValueParser<Value = PrivilegeSet> {
    let words = Privilege::ALL.map(Privilege::as_str).into_iter().chain(["all"]);
    PossibleValuesParser::new(words).try_map(|word| match word.as_str() {
        "all" => Ok(PrivilegeSet::ALL),
        word => Privilege::parse(word).map(|privilege| PrivilegeSet::NONE.with(privilege)).ok_or(UNKNOWN),
    })
}
