//! What stands in the form of the API client.

use std::borrow::Borrow;

use serde_json::{Map, Value, json};

use crate::{
    authorization::Deed,
    producer::reference::{Operation, SentCall},
    web::{BadRequest, Fields},
};

/// What stands before the names of members of `api` in the names of their inputs.
pub(super) const API: &str = "api-";
/// What stands before the names of members of `data`.
pub(super) const DATA: &str = "data-";

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
}

impl ClientForm {
    /// Reads it of a query or a body.
    ///
    /// # Errors
    /// What no link and no form of ours says.
    pub(super) fn parse(fields: &Fields) -> Result<Self, BadRequest> {
        let text = |name| Ok::<_, BadRequest>(fields.optional(name)?.unwrap_or_default());
        let operation = match text("action")?.as_str() {
            "" => None,
            word => {
                let operation = Deed::parse(word).map(Operation);
                Some(operation.ok_or(BadRequest::UnknownValue("action"))?)
            }
        };
        Ok(Self {
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

    /// The call, of all that is filled in.
    pub(super) fn call(&self, operation: Operation) -> SentCall {
        let mut api = Map::new();
        api.insert("api_action".to_owned(), operation.action().into());
        if operation.takes_record() && !self.key_value.is_empty() {
            let key = Map::from_iter([(self.key_field.clone(), Value::from(self.key_value.as_str()))]);
            api.insert("api_primary_key".to_owned(), key.into());
        }
        api.extend(self.api.iter().map(|(name, value)| (name.clone(), value.as_str().into())));
        api.insert("api_output_format".to_owned(), "json".into());
        let data = match operation.0 {
            Deed::DeleteRecord => json!({"idc_delete": "1"}).as_object().cloned().unwrap_or_default(),
            _ => self.data.iter().map(|(name, value)| (name.clone(), value.as_str().into())).collect(),
        };
        SentCall { api: api.into(), data, idempotency_key: None }
    }
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
    use super::*;

    #[test]
    fn only_what_is_filled_in_is_sent() {
        let query = b"action=update_record&key_field=idc_id_number&key_value=7&api-api_get_keys=&data-idc_title=Nurse&data-idc_email=";
        let form = ClientForm::parse(&Fields::decode(query).unwrap()).unwrap();
        let call = form.call(form.operation.unwrap());
        let api = json!({"api_action": "update_record", "api_primary_key": {"idc_id_number": "7"}, "api_output_format": "json"});
        assert_eq!((call.api, Value::from(call.data)), (api, json!({"idc_title": "Nurse"})));
        let form = ClientForm { operation: Some(Operation(Deed::DeleteRecord)), ..form };
        assert_eq!(Value::from(form.call(Operation(Deed::DeleteRecord)).data), json!({"idc_delete": "1"}));
        for bad in [&b"action=fly"[..], b"data-a=1&data-a=2", b"api_user=a&api_user=b"] {
            assert!(ClientForm::parse(&Fields::decode(bad).unwrap()).is_err());
        }
    }
}
