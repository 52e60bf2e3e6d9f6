//! What stands in the form of the API client.

use std::borrow::Borrow;

use base64::{Engine, prelude::BASE64_STANDARD};
use serde_json::{Map, Value};

use crate::{
    authorization::Deed,
    images::PictureKind,
    producer::reference::{Operation, SentCall},
    records::name_of_picture,
    web::{BadRequest, Fields, FileForm},
};

/// What stands before the names of members of `api` in the names of their inputs.
pub(super) const API: &str = "api-";
/// What stands before the names of members of `data`.
pub(super) const DATA: &str = "data-";
/// What stands before the names of pictures in the names of the lists that say what is sent of them.
pub(super) const PICTURE: &str = "picture-";
/// What stands before the names of pictures in the names of the inputs for their files.
pub(super) const FILE: &str = "file-";
/// In such a list: it is sent from a file.
pub(super) const FROM_FILE: &str = "file";
/// In such a list: it is sent empty.
pub(super) const EMPTIED: &str = "empty";
/// The name of the boxes of members of `data` that are sent empty.
pub(super) const EMPTY: &str = "empty[]";

/// What stands in the form, as typed.
#[derive(Clone, Debug, Default)]
pub(super) struct ClientForm {
    pub api_user: String,
    pub project: String,
    /// None where nothing is chosen yet.
    pub operation: Option<Operation>,
    /// The unique field that tells the record; empty for the ID number.
    pub key_field: String,
    pub key_value: String,
    api: Vec<(String, String)>,
    data: Vec<(String, String)>,
    /// The members of `data` that are sent empty.
    emptied: Vec<String>,
    /// The pictures that are sent from files. The files themselves are no part of this.
    pictures: Vec<PictureKind>,
}

impl ClientForm {
    /// Reads it of a query or a body.
    ///
    /// # Errors
    /// What no link and no form of ours says.
    pub(super) fn parse(form: &FileForm) -> Result<Self, BadRequest> {
        let fields = &form.fields;
        let text = |name| Ok::<_, BadRequest>(fields.optional(name)?.unwrap_or_default());
        let operation = match text("action")?.as_str() {
            "" => None,
            word => {
                let operation = Deed::parse(word).map(Operation);
                Some(operation.ok_or(BadRequest::UnknownValue("action"))?)
            }
        };
        let mut emptied: Vec<String> = fields.all(EMPTY).map(str::to_owned).collect();
        let mut pictures = Vec::new();
        for kind in PictureKind::ALL {
            let name = name_of_picture(kind);
            let wanted = fields.optional(&format!("{PICTURE}{name}"))?.unwrap_or_default();
            match wanted.as_str() {
                _ if file_of(form, kind).is_some() => pictures.push(kind),
                FROM_FILE => pictures.push(kind),
                EMPTIED => emptied.push(name.to_owned()),
                "" => {}
                _ => return Err(BadRequest::UnknownValue("picture")),
            }
        }
        Ok(Self {
            emptied,
            pictures,
            api_user: text("api_user")?.trim().to_owned(),
            project: text("project")?.trim().to_owned(),
            operation,
            key_field: text("key_field")?,
            key_value: text("key_value")?,
            api: read(fields, API)?,
            data: read(fields, DATA)?,
        })
    }

    /// What stands in the input of a member of `api`.
    pub(super) fn api(&self, name: &str) -> String {
        find(&self.api, name)
    }

    /// What stands in the input of a member of `data`.
    pub(super) fn data(&self, name: &str) -> String {
        find(&self.data, name)
    }

    /// Whether a member of `data` is sent empty: what is typed goes before.
    pub(super) fn is_emptied(&self, name: &str) -> bool {
        self.data(name).is_empty() && self.emptied.iter().any(|other| other == name)
    }

    /// Whether a picture is sent from a file.
    pub(super) fn is_from_file(&self, kind: PictureKind) -> bool {
        self.pictures.contains(&kind)
    }

    /// The pictures whose files were not chosen.
    pub(super) fn without_file(&self, files: &FileForm) -> Vec<PictureKind> {
        self.pictures.iter().copied().filter(|&kind| file_of(files, kind).is_none()).collect()
    }

    /// Whether this operation is chosen.
    pub(super) fn is_of(&self, operation: impl Borrow<Operation>) -> bool {
        self.operation == Some(*operation.borrow())
    }

    /// With this in the input of a member of `api`, where nothing is typed there.
    pub(super) fn or_api(mut self, name: &str, value: &str) -> Self {
        if self.api(name).is_empty() {
            self.api.push((name.to_owned(), value.to_owned()));
        }
        self
    }

    /// The call with the pictures themselves, in Base64.
    pub(super) fn call_with(&self, operation: Operation, files: &FileForm) -> SentCall {
        let mut call = self.call(operation);
        for kind in std::mem::take(&mut call.pictures) {
            let text = file_of(files, kind).map(|file| BASE64_STANDARD.encode(file));
            call.data.insert(name_of_picture(kind).to_owned(), text.into());
        }
        call
    }

    /// The call as programs make it, of all that is filled in.
    pub(super) fn call(&self, operation: Operation) -> SentCall {
        let mut api = Map::new();
        api.insert("api_action".to_owned(), operation.action().into());
        if operation.takes_record() && !self.key_value.is_empty() {
            let key = Map::from_iter([(self.key_field.clone(), Value::from(self.key_value.as_str()))]);
            api.insert("api_primary_key".to_owned(), key.into());
        }
        for (name, value) in &self.api {
            api.entry(name.as_str()).or_insert_with(|| value.as_str().into());
        }
        api.insert("api_output_format".to_owned(), "json".into());
        let data = if operation.0 == Deed::DeleteRecord {
            Map::from_iter([("idc_delete".to_owned(), "1".into())])
        } else {
            let typed = self.data.iter().map(|(name, value)| (name.clone(), value.as_str().into()));
            let emptied = self.emptied.iter().filter(|name| self.is_emptied(name));
            typed.chain(emptied.map(|name| (name.clone(), "".into()))).collect()
        };
        SentCall { api: api.into(), data, pictures: self.pictures.clone(), idempotency_key: None }
    }
}

fn file_of(files: &FileForm, kind: PictureKind) -> Option<&[u8]> {
    let name = format!("{FILE}{}", name_of_picture(kind));
    files.files.iter().find(|(other, _)| *other == name).map(|(_, file)| file.as_slice())
}

fn find(members: &[(String, String)], name: &str) -> String {
    members.iter().find(|(other, _)| other == name).map(|(_, value)| value.clone()).unwrap_or_default()
}

/// Only what is filled in: an empty input is a member that is not sent. Forms send CRLF.
fn read(fields: &Fields, prefix: &str) -> Result<Vec<(String, String)>, BadRequest> {
    let mut members: Vec<(String, String)> = Vec::new();
    for (name, value) in fields.starting(prefix).filter(|(_, value)| !value.is_empty()) {
        if members.iter().any(|(other, _)| other == name) {
            return Err(BadRequest::RepeatedField(format!("{prefix}{name}")));
        }
        members.push((name.to_owned(), value.replace("\r\n", "\n")));
    }
    Ok(members)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn parse(query: &[u8], files: &[(&str, &[u8])]) -> Result<(ClientForm, FileForm), BadRequest> {
        let files = files.iter().map(|&(name, file)| (name.to_owned(), file.to_vec())).collect();
        let form = FileForm { fields: Fields::decode(query).unwrap(), files };
        ClientForm::parse(&form).map(|parsed| (parsed, form))
    }

    #[test]
    fn no_member_stands_in_for_the_action_or_its_record() {
        let query =
            b"action=get_record&key_field=idc_id_number&key_value=7&api-api_action=update_record&api-api_primary_key=8";
        let (form, _) = parse(query, &[]).unwrap();
        let api = form.call(form.operation.unwrap()).api;
        assert_eq!((&api["api_action"], &api["api_primary_key"]["idc_id_number"]), (&json!("get_record"), &json!("7")));
    }

    #[test]
    fn only_what_is_filled_in_is_sent() {
        let query = b"action=update_record&key_field=idc_id_number&key_value=7&api-api_get_keys=&data-idc_title=Nurse&data-idc_email=";
        let (form, _) = parse(query, &[]).unwrap();
        let call = form.call(form.operation.unwrap());
        let api = json!({"api_action": "update_record", "api_primary_key": {"idc_id_number": "7"}, "api_output_format": "json"});
        assert_eq!((call.api, Value::from(call.data)), (api, json!({"idc_title": "Nurse"})));
        let form = ClientForm { operation: Some(Operation(Deed::DeleteRecord)), ..form };
        assert_eq!(Value::from(form.call(Operation(Deed::DeleteRecord)).data), json!({"idc_delete": "1"}));
        for bad in [&b"action=fly"[..], b"data-a=1&data-a=2", b"api_user=a&api_user=b", b"picture-idc_photo=x"] {
            assert!(parse(bad, &[]).is_err());
        }
    }

    #[test]
    fn what_is_to_be_empty_is_sent_empty_where_nothing_is_typed() {
        let query = b"data-idc_title=Nurse&data-idc_email=&empty[]=idc_title&empty[]=idc_email&picture-idc_photo=empty";
        let (form, _) = parse(query, &[]).unwrap();
        let data = form.call(Operation(Deed::UpdateRecord)).data;
        assert_eq!(Value::from(data), json!({"idc_title": "Nurse", "idc_email": "", "idc_photo": ""}));
        assert!(form.is_emptied("idc_email") && !form.is_emptied("idc_title"));
    }

    #[test]
    fn pictures_are_sent_from_their_files() {
        let (form, files) =
            parse(b"picture-idc_photo=&picture-idc_signature=file", &[("file-idc_photo", b"any")]).unwrap();
        let operation = Operation(Deed::InsertRecord);
        assert_eq!(form.call(operation).pictures, PictureKind::ALL);
        assert_eq!(form.without_file(&files), [PictureKind::Signature]);
        let sent = form.call_with(operation, &files);
        assert_eq!((sent.data["idc_photo"].as_str(), sent.pictures.len()), (Some("YW55"), 0));
    }
}
