//! The files that answers hold in Base64.

use serde_json::Value;

use super::{super::OutputFormat, SentCall};
use crate::{authorization::Deed, calls::PreviewFormat, images::ImageFormat};

/// A file that an answer holds in Base64.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct AnsweredFile {
    /// The member of the answer's `data`.
    pub member: &'static str,
    /// Its format.
    pub format: PreviewFormat,
}

impl SentCall {
    /// The files that its answer holds where it is done.
    pub(crate) fn answered_files(&self) -> Vec<AnsweredFile> {
        let member = |name: &str| self.api.get(name).and_then(Value::as_str);
        let json = OutputFormat::Json.as_str();
        if member("api_output_format").unwrap_or(json) != json {
            return Vec::new();
        }
        let is_asked = |name| member(name) == Some("1");
        let format = |name| member(name).and_then(PreviewFormat::parse).unwrap_or(PreviewFormat::Jpeg);
        let photo = || AnsweredFile { member: "photo_id", format: format("api_photo_id_format") };
        let preview = |format| AnsweredFile { member: "badge_preview", format };
        let preview_format = format("api_badge_preview_format");
        match member("api_action").and_then(Deed::parse) {
            Some(Deed::GetPhotoId) => vec![photo()],
            Some(Deed::GetBadgePreview) => vec![preview(preview_format)],
            Some(Deed::PrintCard) => vec![preview(PreviewFormat::Pdf)],
            Some(Deed::GetRecord) => {
                let photo = is_asked("api_photo_id").then(photo);
                photo.into_iter().chain(is_asked("api_badge_preview").then(|| preview(preview_format))).collect()
            }
            _ => Vec::new(),
        }
    }
}

impl AnsweredFile {
    /// Its name, as in `card.pdf`.
    pub(crate) fn name(&self) -> String {
        let stem = if self.member == "photo_id" { "photo" } else { "card" };
        format!("{stem}.{}", self.format.as_str())
    }

    /// Its media type.
    pub(crate) const fn media_type(&self) -> &'static str {
        match self.format {
            PreviewFormat::Jpeg => ImageFormat::Jpeg.media_type(),
            PreviewFormat::Png => ImageFormat::Png.media_type(),
            PreviewFormat::Webp => ImageFormat::Webp.media_type(),
            PreviewFormat::Pdf => "application/pdf",
        }
    }
}
