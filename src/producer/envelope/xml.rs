//! The envelope as XML 1.0: the same tree under `<response>`; null is an empty element, as `SimpleXML` reads it.

use std::{borrow::Cow, io};

use base64::{Engine, prelude::BASE64_STANDARD};
use quick_xml::{
    Writer,
    escape::partial_escape,
    events::{BytesDecl, BytesText, Event},
};

use super::{Envelope, Item, Record, SOFTWARE, VERSION};

type Xml = Writer<Vec<u8>>;

/// Writes it.
pub(super) fn write(envelope: Envelope<'_>) -> Vec<u8> {
    let mut xml = Writer::new(Vec::new());
    // Writing to a Vec can't fail.
    let _ = response(&mut xml, envelope);
    xml.into_inner()
}

fn response(xml: &mut Xml, envelope: Envelope<'_>) -> io::Result<()> {
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let failure = envelope.outcome.err();
    nest(xml, "response", |xml| {
        leaf(xml, "status", Some(envelope.status()))?;
        leaf(xml, "message", failure.map(|failure| failure.message.as_str()))?;
        leaf(xml, "code", Some(&envelope.code().to_string()))?;
        match envelope.outcome {
            Err(_) => leaf(xml, "data", None)?,
            Ok(answer) => nest(xml, "data", |xml| answer.0.iter().try_for_each(|each| item(xml, each)))?,
        }
        nest(xml, "api", |xml| {
            let remaining = envelope.api.queries_remaining.map(|queries| queries.to_string());
            leaf(xml, "api_action", envelope.api.action)?;
            leaf(xml, "api_queries_remaining", remaining.as_deref())?;
            leaf(xml, "api_software", Some(SOFTWARE))?;
            leaf(xml, "api_version", Some(VERSION))?;
            leaf(xml, "api_request_date", Some(envelope.api.request_date))
        })?;
        let Some(failure) = failure else { return Ok(()) };
        leaf(xml, "error", Some(failure.error))?;
        failure.field.as_deref().map_or(Ok(()), |field| leaf(xml, "field", Some(field)))
    })
}

fn item(xml: &mut Xml, item: &Item<'_>) -> io::Result<()> {
    let name = item.name();
    match item {
        Item::Record(fields) => record(xml, fields),
        Item::Records(records) => nest(xml, name, |xml| records.iter().try_for_each(|each| record(xml, each))),
        Item::NextCursor(text) | Item::IdNumber(text) | Item::Project(text) => leaf(xml, name, Some(text)),
        Item::PhotoId(photo) => leaf(xml, name, photo.map(|photo| BASE64_STANDARD.encode(photo)).as_deref()),
        Item::BadgePreview(preview) => leaf(xml, name, Some(&BASE64_STANDARD.encode(preview))),
    }
}

fn record(xml: &mut Xml, record: &Record<'_>) -> io::Result<()> {
    let mut fields = record.iter();
    nest(xml, "record", |xml| fields.try_for_each(|(name, value)| leaf(xml, name, value.as_deref())))
}

fn nest(xml: &mut Xml, name: &str, inner: impl FnOnce(&mut Xml) -> io::Result<()>) -> io::Result<()> {
    xml.create_element(name).write_inner_content(inner).map(|_| ())
}

fn leaf(xml: &mut Xml, name: &str, text: Option<&str>) -> io::Result<()> {
    let element = xml.create_element(name);
    match text.filter(|text| !text.is_empty()) {
        None => element.write_empty().map(|_| ()),
        Some(text) => element.write_text_content(BytesText::from_escaped(escaped(text))).map(|_| ()),
    }
}

/// The text as it stands in XML: what is no character of XML 1.0 (section 2.2) is U+FFFD, and a carriage return, which
/// readers take for the end of a line (section 2.11), is written as a reference.
fn escaped(text: &str) -> Cow<'_, str> {
    let is_known = |c: char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{fffd}' | '\u{10000}'..);
    if text.chars().all(|c| is_known(c) && c != '\r') {
        return partial_escape(text);
    }
    let known: String = text.chars().map(|c| if is_known(c) { c } else { char::REPLACEMENT_CHARACTER }).collect();
    partial_escape(&*known).replace('\r', "&#13;").into()
}
