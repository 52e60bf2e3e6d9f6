//! The members of `api`, each by its type.

use super::{
    super::{
        OutputFormat,
        body::{Node, Object},
    },
    MemberError, MemberProblem,
};
use crate::{authorization::Deed, calls::PrimaryKey};

/// The members of `api`.
pub(super) struct Members(Object);

/// Takes an object out of another. PHP writes an empty one as an empty array.
///
/// # Errors
/// [`MemberProblem::NotAnObject`].
pub(super) fn object(root: &mut Object, field: &'static str) -> Result<Option<Object>, MemberError> {
    match root.take(field) {
        None | Some(Node::Null) => Ok(None),
        Some(Node::Text(text)) if text.is_empty() => Ok(None),
        Some(Node::Object(object)) => Ok(Some(object)),
        Some(Node::EmptyArray) => Ok(Some(Object::default())),
        Some(_) => Err(MemberProblem::NotAnObject.of(field)),
    }
}

impl Members {
    pub(super) const fn new(api: Object) -> Self {
        Self(api)
    }

    /// `api_action`.
    pub(super) fn action(&self) -> Result<Deed, MemberError> {
        let action = self.given("api_action").ok_or(MemberProblem::Missing.of("api_action"))?;
        let deed = action.scalar().and_then(Deed::parse).filter(|&deed| deed != Deed::DeleteRecord);
        deed.ok_or(MemberProblem::UnknownAction.of("api_action"))
    }

    /// `api_output_format`; Base64 only where one picture is answered.
    pub(super) fn output_format(&self, is_one_picture: bool) -> Result<OutputFormat, MemberError> {
        let offered = if is_one_picture { OutputFormat::ALL.as_slice() } else { &OutputFormat::ENVELOPES };
        Ok(self.choice("api_output_format", offered, OutputFormat::as_str)?.unwrap_or_default())
    }

    /// `api_primary_key`: one field with one value.
    pub(super) fn primary_key(&self) -> Result<PrimaryKey, MemberError> {
        const FIELD: &str = "api_primary_key";
        let node = self.given(FIELD).ok_or(MemberProblem::Missing.of(FIELD))?;
        let Node::Object(Object(members)) = node else { return Err(MemberProblem::NotOneField.of(FIELD)) };
        match members.as_slice() {
            [(field, value)] if !field.is_empty() => match value.scalar() {
                Some(value) if !value.is_empty() => Ok(PrimaryKey { field: field.clone(), value: value.to_owned() }),
                _ => Err(MemberProblem::NotOneField.of(FIELD)),
            },
            _ => Err(MemberProblem::NotOneField.of(FIELD)),
        }
    }

    /// 1 for true, 0 or nothing for false.
    pub(super) fn flag(&self, field: &'static str) -> Result<bool, MemberError> {
        let word = |flag| if flag { "1" } else { "0" };
        Ok(self.choice(field, &[false, true], word)?.unwrap_or(false))
    }

    /// One of these, by its word in lower or upper case.
    pub(super) fn choice<T: Copy>(
        &self,
        field: &'static str,
        offered: &[T],
        word: impl Fn(T) -> &'static str,
    ) -> Result<Option<T>, MemberError> {
        let Some(node) = self.given(field) else { return Ok(None) };
        let is_asked = |choice: T| node.scalar().is_some_and(|asked| asked.eq_ignore_ascii_case(word(choice)));
        let asked = offered.iter().copied().find(|&choice| is_asked(choice));
        let words = || offered.iter().map(|&choice| word(choice)).collect::<Vec<_>>().join(", ");
        asked.map(Some).ok_or_else(|| MemberProblem::OneOf(words()).of(field))
    }

    /// A whole number in decimal digits.
    pub(super) fn number(&self, field: &'static str, min: u32, max: u32) -> Result<Option<u32>, MemberError> {
        let Some(node) = self.given(field) else { return Ok(None) };
        let digits = node.scalar().filter(|text| text.bytes().all(|byte| byte.is_ascii_digit()));
        let number = digits.and_then(|digits| digits.parse().ok()).filter(|number| (min..=max).contains(number));
        number.map(Some).ok_or(MemberProblem::NotInRange { min, max }.of(field))
    }

    /// A text or a number.
    pub(super) fn scalar(&self, field: &'static str) -> Result<Option<&str>, MemberError> {
        let Some(node) = self.given(field) else { return Ok(None) };
        node.scalar().map(Some).ok_or(MemberProblem::NotText.of(field))
    }

    /// What is neither null nor an empty text.
    fn given(&self, field: &str) -> Option<&Node> {
        self.0.get(field).filter(|node| **node != Node::Null && node.scalar() != Some(""))
    }
}
