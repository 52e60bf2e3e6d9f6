//! What a value of a field may be.

use chrono::NaiveDate;
use thiserror::Error;

use super::{Field, FieldKind};
use crate::{
    images::{ImageError, PictureKind},
    input::fold,
};

/// Why a value is none of its field.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum ValueError {
    /// Every record must have one.
    #[error("a value is required")]
    Required,
    /// More than so many code points.
    #[error("at most {0} characters")]
    TooLong(usize),
    /// A character that no text may hold, such as NUL.
    #[error("it holds a control character")]
    ControlCharacter,
    /// No decimal number.
    #[error("it is no number")]
    NotANumber,
    /// No day of the calendar as YYYY-MM-DD.
    #[error("it is no date")]
    NotADate,
    /// No e-mail address.
    #[error("it is no e-mail address")]
    NotAnEmail,
    /// None of the values that the field offers.
    #[error("it is none of the choices")]
    NotAChoice,
    /// Neither "0" nor "1".
    #[error("it is neither 0 nor 1")]
    NotAFlag,
    /// No colour code of the project.
    #[error("it is no color code of the project")]
    NotAColorCode,
    /// No image that can be taken for a picture of this kind.
    #[error("{1}")]
    Image(PictureKind, ImageError),
    /// Neither text nor number nor null.
    #[error("it is no text")]
    NotText,
}

impl Field {
    /// What uniqueness compares.
    #[must_use]
    pub fn key(&self, value: &str) -> String {
        fold(value)
    }

    /// Whether a value, not empty, is one of this field.
    ///
    /// # Errors
    /// [`ValueError`].
    pub fn check(&self, value: &str) -> Result<(), ValueError> {
        if value.chars().any(|c| c.is_control() && !(self.kind == FieldKind::Text && matches!(c, '\n' | '\t' | '\r'))) {
            return Err(ValueError::ControlCharacter);
        }
        if value.chars().count() > self.max_length {
            return Err(ValueError::TooLong(self.max_length));
        }
        match self.kind {
            FieldKind::Text => Ok(()),
            FieldKind::Number if is_number(value) => Ok(()),
            FieldKind::Number => Err(ValueError::NotANumber),
            FieldKind::Date if is_date(value) => Ok(()),
            FieldKind::Date => Err(ValueError::NotADate),
            FieldKind::Email if is_email(value) => Ok(()),
            FieldKind::Email => Err(ValueError::NotAnEmail),
            FieldKind::Choice if self.choices.iter().any(|choice| choice == value) => Ok(()),
            FieldKind::Choice => Err(ValueError::NotAChoice),
        }
    }
}

fn is_number(value: &str) -> bool {
    let digits = value.strip_prefix('-').unwrap_or(value);
    let (whole, fraction) = digits.split_once('.').map_or((digits, None), |(whole, part)| (whole, Some(part)));
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    is_digits(whole) && fraction.is_none_or(is_digits)
}

fn is_date(value: &str) -> bool {
    NaiveDate::parse_from_str(value, "%Y-%m-%d").is_ok_and(|date| date.format("%Y-%m-%d").to_string() == value)
}

/// The HTML Standard's valid e-mail address, and in the local part any letter (RFC 6531).
fn is_email(value: &str) -> bool {
    let Some((local, domain)) = value.rsplit_once('@') else { return false };
    let is_local = |c: char| c.is_alphanumeric() || ".!#$%&'*+/=?^_`{|}~-".contains(c);
    let is_label = |label: &str| {
        let is_inside = label.chars().all(|c| c.is_alphanumeric() || c == '-');
        !label.is_empty() && label.len() <= 63 && is_inside && !label.starts_with('-') && !label.ends_with('-')
    };
    !local.is_empty() && local.chars().all(is_local) && domain.split('.').all(is_label)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_dates_and_addresses_are_what_they_say() {
        for (value, expected) in
            [("12", true), ("-0.5", true), ("1.", false), (".5", false), ("1e3", false), ("", false), ("١", false)]
        {
            assert_eq!(is_number(value), expected, "{value}");
        }
        for (value, expected) in [
            ("2028-02-29", true),
            ("2027-02-29", false),
            ("2027-1-01", false),
            ("27-01-01", false),
            ("+2027-01-01", false),
        ] {
            assert_eq!(is_date(value), expected, "{value}");
        }
        for (value, expected) in [
            ("ana@example.org", true),
            ("josé+1@exämple.org", true),
            ("ana@localhost", true),
            ("ana@", false),
            ("@example.org", false),
            ("ana example@x.org", false),
            ("ana@-x.org", false),
            ("ana@x..org", false),
        ] {
            assert_eq!(is_email(value), expected, "{value}");
        }
    }
}
