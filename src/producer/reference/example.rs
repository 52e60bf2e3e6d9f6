//! Calls and their answers, as the server writes them. `tests/web/producer/snippets.rs` makes the same calls and holds what
//! is really answered against these.

use serde_json::{Map, Value, json};

use super::{
    super::{ApiPart, Envelope, OutputFormat, ProducerError, envelope::VERSION, present::Presentation},
    Operation, SentCall, project,
};
use crate::{
    authorization::Deed,
    calls::{Done, Extras},
    images::{ImageFormat, Picture, PictureKind, Upload, decode_base64},
    locale::{Locale, Timezone},
    records::RecordPage,
};

/// A call.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Example {
    /// Its name, of its own.
    pub name: &'static str,
    /// What is called.
    pub operation: Operation,
    /// The header `Idempotency-Key`.
    pub idempotency_key: Option<&'static str>,
    api: &'static [(&'static str, &'static str)],
    data: &'static [(&'static str, &'static str)],
}

const ID_NUMBER: &str = "10000";
const REQUEST_DATE: &str = "2026-11-23 19:30:12";
const QUERIES_REMAINING: u64 = 8_345;

/// The data of the record that all examples are about.
const DAVID: [(&str, &str); 4] = [
    ("idc_firstname", "David"),
    ("idc_lastname", "Wilson"),
    ("idc_email", "david.wilson@example.org"),
    ("idc_colorcode", "6"),
];

/// A photo as small as can be: 3 × 4 pixels of one color, as PNG.
pub(crate) const PHOTO: &str =
    "iVBORw0KGgoAAAANSUhEUgAAAAMAAAAECAMAAAB883U1AAAAA1BMVEVKeozrqWu7AAAAC0lEQVQI12NgQAUAABAAAaHFIcEAAAAASUVORK5CYII=";

/// How a PDF begins; a whole one would take pages.
const PDF: &[u8] = b"%PDF-1.7";

const ALL: [Example; 15] = [
    example("get_record", Deed::GetRecord, &[("api_get_keys", "1")], &[]),
    example("get_all_records", Deed::GetAllRecords, &[("api_status", "active"), ("api_limit", "100")], &[]),
    example("get_photo_id", Deed::GetPhotoId, &[("api_photo_id_format", "png")], &[]),
    example(
        "get_badge_preview",
        Deed::GetBadgePreview,
        &[("api_badge_preview_format", "png"), ("api_badge_preview_number", "1")],
        &[],
    ),
    Example {
        idempotency_key: Some("import-2026-11-23-row-1"),
        ..example("insert_record", Deed::InsertRecord, &[], &DAVID)
    },
    example("update_record", Deed::UpdateRecord, &[], &[("idc_title", "Head of Security"), ("idc_colorcode", "4")]),
    example("deactivate", Deed::UpdateRecord, &[], &[("idc_active", "0")]),
    example("move_to_trash", Deed::UpdateRecord, &[], &[("idc_trash", "1")]),
    example("check_in", Deed::UpdateRecord, &[], &[("idc_check_in", "1")]),
    example("queue_for_printing", Deed::UpdateRecord, &[], &[("idc_print_queue", "1")]),
    example("delete_record", Deed::DeleteRecord, &[], &[("idc_delete", "1")]),
    example("print_card", Deed::PrintCard, &[("api_badge_preview_number", "0")], &[]),
    example("get_record_xml", Deed::GetRecord, &[("api_output_format", "xml")], &[]),
    example("store_photo", Deed::UpdateRecord, &[], &[("idc_photo", PHOTO)]),
    example(
        "get_photo_id_base64",
        Deed::GetPhotoId,
        &[("api_photo_id_format", "png"), ("api_output_format", "base64")],
        &[],
    ),
];

const fn example(
    name: &'static str,
    deed: Deed,
    api: &'static [(&'static str, &'static str)],
    data: &'static [(&'static str, &'static str)],
) -> Example {
    Example { name, operation: Operation(deed), idempotency_key: None, api, data }
}

impl Example {
    /// Every one.
    pub(crate) const fn all() -> &'static [Self] {
        &ALL
    }

    /// The one that tells of an operation.
    pub(crate) fn of(operation: Operation) -> Option<&'static Self> {
        ALL.iter().find(|example| example.operation == operation)
    }

    /// `api`.
    pub(crate) fn api(&self) -> Value {
        let mut api = Map::new();
        api.insert("api_action".to_owned(), self.operation.action().into());
        if self.operation.takes_record() {
            api.insert("api_primary_key".to_owned(), json!({"idc_id_number": ID_NUMBER}));
        }
        api.extend(self.api.iter().map(|&(name, value)| (name.to_owned(), value.into())));
        for (name, value) in [("api_output_format", "json"), ("api_authorization", "basic"), ("api_version", VERSION)] {
            api.entry(name).or_insert_with(|| value.into());
        }
        Value::Object(api)
    }

    /// `data`; empty where it holds nothing.
    pub(crate) fn data(&self) -> Map<String, Value> {
        self.data.iter().map(|&(name, value)| (name.to_owned(), value.into())).collect()
    }

    /// The call as programs send it.
    pub(crate) fn call(&self) -> SentCall {
        SentCall { api: self.api(), data: self.data(), pictures: Vec::new(), idempotency_key: self.idempotency_key }
    }

    /// As what it is answered.
    pub(crate) fn format(&self) -> OutputFormat {
        let is_asked = |format: &OutputFormat| self.api.contains(&("api_output_format", format.as_str()));
        OutputFormat::ALL.into_iter().find(is_asked).unwrap_or_default()
    }

    /// The answer, as it is sent; none where there is none yet.
    pub(crate) fn answer(&self) -> Option<String> {
        let done = self.done()?;
        let with_keys = self.api.contains(&("api_get_keys", "1"));
        let answer = Presentation { timezone: Timezone::UTC, with_keys }.answer(&done);
        let rendered = Envelope::success(&answer, api_part(self.operation.action())).render(self.format());
        String::from_utf8(rendered.bytes).ok()
    }

    fn done(&self) -> Option<Done> {
        let project = project::project();
        let data = [[("idc_id_number", ID_NUMBER)].as_slice(), &DAVID].concat();
        let david = |changes| Box::new(project::record(&project, &data, changes));
        Some(match self.operation.0 {
            Deed::GetRecord => Done::Record(david(&[]), project.clone(), Extras::default()),
            Deed::GetPhotoId => Done::Photo(david(&[]), photo()?.converted(ImageFormat::Png).ok()?),
            Deed::GetAllRecords => {
                Done::Records(RecordPage { records: vec![*david(&[])], next: None }, project.clone())
            }
            Deed::InsertRecord => Done::Inserted(david(&[]), project.clone()),
            Deed::UpdateRecord => Done::Updated(david(self.data), project.clone()),
            Deed::DeleteRecord => Done::Deleted(Some(ID_NUMBER.to_owned())),
            Deed::GetBadgePreview => Done::Preview(decode_base64(PHOTO).ok()?),
            Deed::PrintCard => Done::Printed(david(&[("idc_printdate", "1")]), project.clone(), PDF.to_vec()),
        })
    }
}

/// The photo of the examples, as it is stored.
fn photo() -> Option<Picture> {
    Upload::open(PictureKind::Photo, decode_base64(PHOTO).ok()?).ok()?.develop().ok()
}

/// What is answered where a call is not done.
pub(crate) fn failure(error: &ProducerError, locale: Locale) -> String {
    let failure = error.failure(locale);
    let is_exhausted = matches!(error, ProducerError::QuotaExhausted { .. });
    let api = ApiPart { queries_remaining: is_exhausted.then_some(0), ..api_part("update_record") };
    let rendered = Envelope::failure(&failure, api).render(OutputFormat::Json);
    String::from_utf8(rendered.bytes).unwrap_or_default()
}

const fn api_part(action: &'static str) -> ApiPart<'static> {
    ApiPart { action: Some(action), queries_remaining: Some(QUERIES_REMAINING), request_date: REQUEST_DATE }
}
