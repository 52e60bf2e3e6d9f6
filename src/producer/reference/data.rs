//! Members of `data`, beside the fields of a project.

use std::borrow::Borrow;

use super::Values;
use crate::{locale::Locale, texts::Text};

/// What `data` of an action holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DataShape {
    /// Nothing is read of it.
    Ignored,
    /// A new record.
    NewRecord,
    /// What is to change of a record.
    Change,
    /// `idc_delete` alone.
    Deletion,
}

/// A member of `data` that every project has.
#[derive(Clone, Debug)]
pub(crate) struct DataMember {
    /// Its name.
    pub name: &'static str,
    /// What it takes.
    pub values: Values,
    about: &'static str,
}

/// What only the server writes.
pub(crate) const READ_ONLY: [&str; 5] = ["idc_key", "idc_insdate", "idc_moddate", "idc_picturedate", "idc_printdate"];

impl DataShape {
    /// The members, in the order in which they are told.
    pub(crate) fn members(self) -> Vec<DataMember> {
        let flag = || Values::OneOf(vec!["0", "1"]);
        let member = |name, values, about| DataMember { name, values, about };
        let delete = |word| member("idc_delete", Values::OneOf(vec![word]), "reference-idc-delete");
        let of_record = [
            member("idc_active", flag(), "reference-idc-active"),
            member("idc_trash", flag(), "reference-idc-trash"),
            member("idc_check_in", flag(), "reference-idc-check-in"),
            member("idc_print_queue", flag(), "reference-idc-print-queue"),
            member("idc_colorcode", Values::Range { min: 0, max: 15 }, "reference-idc-colorcode"),
            member("idc_photo", Values::Text, "reference-idc-photo"),
            member("idc_signature", Values::Text, "reference-idc-signature"),
        ];
        match self {
            Self::Ignored => Vec::new(),
            Self::NewRecord | Self::Change => of_record.into_iter().chain([delete("0")]).collect(),
            Self::Deletion => vec![delete("1")],
        }
    }

    /// Whether the fields of the project are taken too.
    pub(crate) const fn has_fields(self) -> bool {
        matches!(self, Self::NewRecord | Self::Change)
    }
}

impl DataMember {
    /// What it is for.
    pub(crate) fn about(&self, locale: impl Borrow<Locale>) -> Text {
        locale.borrow().text(self.about)
    }
}
