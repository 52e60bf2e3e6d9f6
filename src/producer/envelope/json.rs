//! The envelope as JSON, its members in the order of the contract.

use base64::{display::Base64Display, prelude::BASE64_STANDARD};
use serde::{Serialize, Serializer, ser::SerializeMap};

use super::{Answer, ApiPart, Envelope, Item, Record, SOFTWARE, VERSION};

/// Writes it.
pub(super) fn write(envelope: Envelope<'_>) -> Vec<u8> {
    // All keys are texts, and a Vec takes every byte: this can't fail.
    serde_json::to_vec(&envelope).unwrap_or_default()
}

struct Named<'a>(&'a Record<'a>);

struct Base64<'a>(&'a [u8]);

impl Serialize for Envelope<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let failure = self.outcome.err();
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("status", self.status())?;
        map.serialize_entry("message", &failure.map(|failure| &failure.message))?;
        map.serialize_entry("code", &self.code())?;
        map.serialize_entry("data", &self.outcome.ok())?;
        map.serialize_entry("api", &self.api)?;
        if let Some(failure) = failure {
            map.serialize_entry("error", failure.error)?;
            if let Some(field) = &failure.field {
                map.serialize_entry("field", field)?;
            }
        }
        map.end()
    }
}

impl Serialize for ApiPart<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("api_action", &self.action)?;
        map.serialize_entry("api_queries_remaining", &self.queries_remaining)?;
        map.serialize_entry("api_software", SOFTWARE)?;
        map.serialize_entry("api_version", VERSION)?;
        map.serialize_entry("api_request_date", self.request_date)?;
        map.end()
    }
}

impl Serialize for Answer<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|item| (item.name(), item)))
    }
}

impl Serialize for Item<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Record(record) => Named(record).serialize(serializer),
            Self::Records(records) => serializer.collect_seq(records.iter().map(Named)),
            Self::NextCursor(text) | Self::IdNumber(text) | Self::Project(text) => serializer.serialize_str(text),
            Self::PhotoId(photo) => photo.map(Base64).serialize(serializer),
            Self::BadgePreview(preview) => Base64(preview).serialize(serializer),
        }
    }
}

impl Serialize for Named<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, value)| (name, value)))
    }
}

impl Serialize for Base64<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&Base64Display::new(self.0, &BASE64_STANDARD))
    }
}
