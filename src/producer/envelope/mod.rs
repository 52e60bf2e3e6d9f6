//! What every answer is: the same tree as JSON and as XML, or the Base64 text of one picture.

mod json;
mod xml;

use std::borrow::Cow;

use base64::{Engine, prelude::BASE64_STANDARD};

use super::OutputFormat;

/// Names and values of a record, in the order in which they are written.
pub(crate) type Record<'a> = Vec<(&'a str, Option<Cow<'a, str>>)>;

/// The `data` of an answer, in the order in which they are written.
#[derive(Clone, Debug, Default)]
pub(crate) struct Answer<'a>(pub Vec<Item<'a>>);

/// A member of `data`.
#[derive(Clone, Debug)]
pub(crate) enum Item<'a> {
    /// `record`.
    Record(Record<'a>),
    /// `records`.
    Records(Vec<Record<'a>>),
    /// `next_cursor`: there are more records.
    NextCursor(Cow<'a, str>),
    /// `idc_id_number` of a record that was made or removed.
    IdNumber(Cow<'a, str>),
    /// `photo_id`; null where the record has none.
    PhotoId(Option<&'a [u8]>),
    /// `badge_preview`.
    BadgePreview(&'a [u8]),
    /// `idc_project`: the public key of the project.
    Project(Cow<'a, str>),
}

/// What stands instead of data where a call was not done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Failure<'a> {
    /// The status of HTTP.
    pub status: u16,
    /// The stable word of the error.
    pub error: &'static str,
    /// The field, member or privilege that is to blame.
    pub field: Option<Cow<'a, str>>,
    /// What to do, in the language of the API user.
    pub message: String,
}

/// The `api` of an answer.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ApiPart<'a> {
    /// The action as it was sent; none while it is not known.
    pub action: Option<&'a str>,
    /// How many calls are left; none without a quota.
    pub queries_remaining: Option<u64>,
    /// `YYYY-MM-DD HH:MM:SS` in the API user's timezone, in UTC while it is not known.
    pub request_date: &'a str,
}

/// An answer, to be written.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Envelope<'a> {
    outcome: Result<&'a Answer<'a>, &'a Failure<'a>>,
    api: ApiPart<'a>,
}

/// An answer as it is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Rendered {
    /// `Content-Type`.
    pub content_type: &'static str,
    /// The body.
    pub bytes: Vec<u8>,
}

pub(super) const SOFTWARE: &str = "IDC Admin";

/// The version of the API that clients code against.
pub(super) const VERSION: &str = "3.2.26";

impl<'a> Envelope<'a> {
    /// Of a call that was done; 200.
    #[must_use]
    pub(crate) const fn success(answer: &'a Answer<'a>, api: ApiPart<'a>) -> Self {
        Self { outcome: Ok(answer), api }
    }

    /// Of a call that was not done.
    #[must_use]
    pub(crate) const fn failure(failure: &'a Failure<'a>, api: ApiPart<'a>) -> Self {
        Self { outcome: Err(failure), api }
    }

    /// Writes it. A failure, or an answer without a picture, is JSON where Base64 is asked for.
    #[must_use]
    pub(crate) fn render(self, format: OutputFormat) -> Rendered {
        let (format, bytes) = match (format, self.picture()) {
            (OutputFormat::Base64, Some(picture)) => (format, BASE64_STANDARD.encode(picture).into_bytes()),
            (OutputFormat::Xml, _) => (format, xml::write(self)),
            (OutputFormat::Json | OutputFormat::Base64, _) => (OutputFormat::Json, json::write(self)),
        };
        Rendered { content_type: format.content_type(), bytes }
    }

    /// The picture that is the answer; empty where the record has no photo.
    fn picture(&self) -> Option<&'a [u8]> {
        self.outcome.ok()?.0.iter().find_map(|item| match item {
            Item::PhotoId(photo) => Some(photo.unwrap_or_default()),
            Item::BadgePreview(preview) => Some(preview),
            _ => None,
        })
    }

    fn status(self) -> &'static str {
        self.outcome.map_or("error", |_| "success")
    }

    fn code(self) -> u16 {
        self.outcome.map_or_else(|failure| failure.status, |_| 200)
    }
}

impl Item<'_> {
    const fn name(&self) -> &'static str {
        match self {
            Self::Record(_) => "record",
            Self::Records(_) => "records",
            Self::NextCursor(_) => "next_cursor",
            Self::IdNumber(_) => "idc_id_number",
            Self::PhotoId(_) => "photo_id",
            Self::BadgePreview(_) => "badge_preview",
            Self::Project(_) => "idc_project",
        }
    }
}

#[cfg(test)]
mod tests;
