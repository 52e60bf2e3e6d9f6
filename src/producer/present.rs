//! Records as the API writes them.

use std::borrow::Cow;

use chrono::{Datelike, Timelike};

use super::{Answer, Item, envelope::Record as Written};
use crate::{
    calls::{Done, Extras, Wanted},
    clock::Timestamp,
    locale::Timezone,
    records::{Project, Record},
};

/// How an API user reads records.
#[derive(Clone, Copy, Debug)]
pub(super) struct Presentation {
    /// In which zone instants are told.
    pub(super) timezone: Timezone,
    /// Whether the keys of records and project are wanted.
    pub(super) with_keys: bool,
}

impl Presentation {
    /// The `data` of what a call did.
    pub(super) fn answer<'a>(self, done: &'a Done) -> Answer<'a> {
        let record = |record: &'a Record, project: &'a Project| Item::Record(self.record(record, project));
        let items = match done {
            Done::Record(of, project, Extras { photo, preview }) => {
                let photo = match photo {
                    Wanted::No => None,
                    Wanted::Missing => Some(Item::PhotoId(None)),
                    Wanted::Found(photo) => Some(Item::PhotoId(Some(&photo.bytes))),
                };
                let preview = preview.as_deref().map(Item::BadgePreview);
                let items = [record(of, project)].into_iter().chain(photo).chain(preview).collect();
                with_project(items, project, self.with_keys)
            }
            Done::Photo(_, photo) => vec![Item::PhotoId(Some(&photo.bytes))],
            Done::Preview(preview) => vec![Item::BadgePreview(preview)],
            Done::Printed(of, project, pdf) => vec![record(of, project), Item::BadgePreview(pdf)],
            Done::Updated(of, project) => vec![record(of, project)],
            Done::Inserted(of, project) => {
                let id_number = of.id_number(&project.fields).unwrap_or_default();
                vec![Item::IdNumber(id_number.into()), record(of, project)]
            }
            Done::Records(page, project) => {
                let records = page.records.iter().map(|record| self.record(record, project)).collect();
                let next = page.next.as_ref().map(|next| Item::NextCursor(next.as_str().into()));
                let items = [Item::Records(records)].into_iter().chain(next).collect();
                with_project(items, project, self.with_keys)
            }
            Done::Deleted(id_number) => id_number.iter().map(|number| Item::IdNumber(number.into())).collect(),
        };
        Answer(items)
    }

    fn record<'a>(self, record: &'a Record, project: &'a Project) -> Written<'a> {
        let flag = |is_set: bool| Some(Cow::from(if is_set { "1" } else { "0" }));
        let value = |value: Option<&'a str>| value.map(Cow::from);
        let instant = |at: Timestamp| (!at.is_never()).then(|| Cow::from(date_time(at, self.timezone)));
        let fields = project.fields.iter();
        let mut written = Vec::with_capacity(12 + fields.size_hint().0);
        written.push(("idc_id_number", value(record.id_number(&project.fields))));
        if self.with_keys {
            written.push(("idc_key", Some(record.id.as_str().into())));
        }
        written.extend([
            ("idc_active", flag(record.is_active)),
            ("idc_trash", flag(record.is_in_trash)),
            ("idc_print_queue", flag(record.is_in_print_queue)),
            ("idc_check_in", flag(record.is_checked_in)),
            ("idc_colorcode", record.color_code.map(|code| code.to_string().into())),
        ]);
        let others = fields.filter(|field| !field.name.is_id_number());
        written.extend(others.map(|field| (field.name.as_str(), value(record.values.get(&field.id)))));
        written.extend([
            ("idc_insdate", instant(record.inserted_at)),
            ("idc_moddate", instant(record.modified_at)),
            ("idc_picturedate", instant(record.pictured_at)),
            ("idc_printdate", instant(record.printed_at)),
        ]);
        written
    }
}

/// The public key of the project, where keys are wanted.
fn with_project<'a>(mut items: Vec<Item<'a>>, project: &'a Project, with_keys: bool) -> Vec<Item<'a>> {
    if with_keys {
        items.push(Item::Project(project.id.as_str().into()));
    }
    items
}

/// `YYYY-MM-DD HH:MM:SS` in a zone.
pub(super) fn date_time(at: Timestamp, timezone: Timezone) -> String {
    let local = timezone.local(at);
    format!(
        "{:04}-{:02}-{:02} {:02}:{:02}:{:02}",
        local.year(),
        local.month(),
        local.day(),
        local.hour(),
        local.minute(),
        local.second()
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instants_are_told_in_the_zone() {
        let at = Timestamp::from_micros(1_769_151_235_999_999);
        assert_eq!(date_time(at, Timezone::UTC), "2026-01-23 06:53:55");
        assert_eq!(date_time(at, Timezone::parse("America/New_York").unwrap()), "2026-01-23 01:53:55");
    }
}
