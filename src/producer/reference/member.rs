//! Members of `api`.

use std::borrow::Borrow;

use super::super::{OutputFormat, envelope::VERSION, request::MOST_RECORDS};
use crate::{
    authorization::Deed,
    calls::{CardSide, PreviewFormat},
    images::ImageFormat,
    locale::Locale,
    records::RecordFilter,
    texts::Text,
};

/// A member of `api`.
#[derive(Clone, Debug)]
pub(crate) struct Member {
    /// Its name.
    pub name: &'static str,
    /// What it takes.
    pub values: Values,
    /// Whether a call without it is refused.
    pub is_required: bool,
    /// What an absent one counts as.
    pub default: Option<&'static str>,
    about: &'static str,
}

/// What a member takes. Texts and numbers are the same: "1" and 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Values {
    /// An object with the name of one unique field and its value.
    OneField,
    /// One of these words.
    OneOf(Vec<&'static str>),
    /// A whole number.
    Range {
        /// The least.
        min: u32,
        /// The most.
        max: u32,
    },
    /// Any text.
    Text,
}

impl Member {
    const fn new(name: &'static str, values: Values, default: Option<&'static str>, about: &'static str) -> Self {
        Self { name, values, is_required: false, default, about }
    }

    fn required(self) -> Self {
        Self { is_required: true, ..self }
    }

    fn flag(name: &'static str, about: &'static str) -> Self {
        Self::new(name, Values::OneOf(vec!["0", "1"]), Some("0"), about)
    }

    /// What it is for.
    pub(crate) fn about(&self, locale: impl Borrow<Locale>) -> Text {
        locale.borrow().text(self.about)
    }

    /// Those of every action.
    pub(crate) fn common() -> [Self; 4] {
        let actions = Deed::ALL.into_iter().filter(|&deed| deed != Deed::DeleteRecord).map(Deed::as_str);
        let basic = Values::OneOf(vec!["basic"]);
        [
            Self::new("api_action", Values::OneOf(actions.collect()), None, "reference-api-action").required(),
            Self::output_format(&OutputFormat::ENVELOPES),
            Self::new("api_authorization", basic, Some("basic"), "reference-api-authorization"),
            Self::new("api_version", Values::Text, Some(VERSION), "reference-api-version"),
        ]
    }

    pub(super) fn output_format(formats: &[OutputFormat]) -> Self {
        let words = formats.iter().map(|format| format.as_str()).collect();
        let default = OutputFormat::default().as_str();
        Self::new("api_output_format", Values::OneOf(words), Some(default), "reference-api-output-format")
    }

    pub(super) fn primary_key() -> Self {
        Self::new("api_primary_key", Values::OneField, None, "reference-api-primary-key").required()
    }

    pub(super) fn photo_id() -> Self {
        Self::flag("api_photo_id", "reference-api-photo-id")
    }

    pub(super) fn photo_id_format() -> Self {
        let words = Values::OneOf(ImageFormat::ALL.map(ImageFormat::as_str).to_vec());
        let default = ImageFormat::Jpeg.as_str();
        Self::new("api_photo_id_format", words, Some(default), "reference-api-photo-id-format")
    }

    pub(super) fn badge_preview() -> Self {
        Self::flag("api_badge_preview", "reference-api-badge-preview")
    }

    pub(super) fn badge_preview_format() -> Self {
        let words = Values::OneOf(PreviewFormat::ALL.map(PreviewFormat::as_str).to_vec());
        let default = PreviewFormat::Jpeg.as_str();
        Self::new("api_badge_preview_format", words, Some(default), "reference-api-badge-preview-format")
    }

    pub(super) fn badge_preview_number() -> Self {
        let words = Values::OneOf(CardSide::ALL.map(CardSide::as_str).to_vec());
        let default = CardSide::Both.as_str();
        Self::new("api_badge_preview_number", words, Some(default), "reference-api-badge-preview-number")
    }

    pub(super) fn get_keys() -> Self {
        Self::flag("api_get_keys", "reference-api-get-keys")
    }

    pub(super) fn list() -> [Self; 3] {
        let words = Values::OneOf(RecordFilter::ALL.map(RecordFilter::as_str).to_vec());
        let range = Values::Range { min: 1, max: MOST_RECORDS };
        [
            Self::new("api_status", words, Some(RecordFilter::All.as_str()), "reference-api-status"),
            Self::new("api_limit", range, None, "reference-api-limit"),
            Self::new("api_cursor", Values::Text, None, "reference-api-cursor"),
        ]
    }
}
