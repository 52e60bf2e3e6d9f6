//! The photo and the signature on the page of a record.

use crate::{
    clock::Timestamp,
    images::{MAX_BYTES, PictureKind},
    panel::PageContext,
    records::Record,
    texts::Text,
};

/// A picture of a record, or the place where one would be.
pub(super) struct ShownPicture {
    pub kind: PictureKind,
    pub label: Text,
    /// When it was stored; none where there is none.
    pub at: Option<Timestamp>,
    /// What it shows.
    pub alt: Text,
    /// What stands in its place.
    pub none: Text,
    /// Whether the reader may save and remove it.
    pub may_save: bool,
    /// The label of the file.
    pub file: Text,
    /// What the file may be.
    pub hint: Text,
    /// The button that saves it.
    pub save: Text,
    /// The button that removes it.
    pub remove: Text,
}

impl ShownPicture {
    /// The picture of a record that is called so.
    pub(super) fn of(page: &PageContext, kind: PictureKind, record: &Record, name: String, may_save: bool) -> Self {
        let [label, alt, none, file, hint, save, remove] = match kind {
            PictureKind::Photo => [
                "record-photo",
                "record-photo-alt",
                "record-photo-none",
                "photo-file",
                "photo-hint",
                "save-photo",
                "remove-photo",
            ],
            PictureKind::Signature => [
                "record-signature",
                "record-signature-alt",
                "record-signature-none",
                "signature-file",
                "signature-hint",
                "save-signature",
                "remove-signature",
            ],
        };
        Self {
            kind,
            label: page.text(label),
            at: Some(record.pictured(kind)).filter(|at| !at.is_never()),
            alt: page.text(alt).arg("name", name),
            none: page.text(none),
            may_save,
            file: page.text(file),
            hint: page.text(hint).arg("max", MAX_BYTES / (1024 * 1024)),
            save: page.text(save),
            remove: page.text(remove),
        }
    }

    /// What the form was served with: the instant of the picture in microseconds, 0 for none.
    pub(super) fn served(&self) -> i64 {
        self.at.unwrap_or(Timestamp::NEVER).micros()
    }

    /// The media types of the files that are taken.
    pub(super) fn accept(&self) -> String {
        self.kind.formats().iter().map(|format| format.media_type()).collect::<Vec<_>>().join(",")
    }
}
