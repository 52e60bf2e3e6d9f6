//! The bodies of calls, and files of them for wrk.

use std::{fmt::Write as _, fs, path::Path};

use base64::{Engine, prelude::BASE64_STANDARD};
use serde_json::{Value, json};

use super::set_up::{ApiUser, Cast};

/// One call.
#[derive(Clone)]
pub struct Request {
    pub action: &'static str,
    /// Which record.
    pub number: Option<i64>,
    /// What else stands in `api`.
    pub members: Value,
    pub data: Value,
}

impl Request {
    pub fn get(number: i64) -> Self {
        Self { action: "get_record", number: Some(number), members: json!({}), data: json!({}) }
    }

    pub fn update(number: i64, title: &str) -> Self {
        Self::change(number, json!({"idc_title": title}))
    }

    /// Stores a photo, in Base64.
    pub fn store_photo(number: i64, photo: &str) -> Self {
        Self::change(number, json!({"idc_photo": photo}))
    }

    /// Fetches a photo in a format.
    pub fn photo(number: i64, format: &str) -> Self {
        let members = json!({"api_photo_id_format": format});
        Self { action: "get_photo_id", number: Some(number), members, data: json!({}) }
    }

    /// Draws both sides of a card in a format.
    pub fn preview(number: i64, format: &str) -> Self {
        let members = json!({"api_badge_preview_format": format});
        Self { action: "get_badge_preview", number: Some(number), members, data: json!({}) }
    }

    fn change(number: i64, data: Value) -> Self {
        Self { action: "update_record", number: Some(number), members: json!({}), data }
    }

    pub fn insert() -> Self {
        let data = json!({"idc_firstname": "Ada", "idc_lastname": "Patel"});
        Self { action: "insert_record", number: None, members: json!({}), data }
    }

    pub fn get_all(limit: u32) -> Self {
        Self { action: "get_all_records", number: None, members: json!({"api_limit": limit}), data: json!({}) }
    }

    pub fn body(&self, user: &ApiUser, cast: &Cast) -> String {
        let mut api = json!({
            "api_action": self.action, "api_output_format": "json", "api_authorization": "basic", "api_version": "3.2.26"
        });
        if let Some(number) = self.number {
            api["api_primary_key"] = json!({"idc_id_number": number.to_string()});
        }
        for (name, value) in self.members.as_object().into_iter().flatten() {
            api[name] = value.clone();
        }
        let body = json!({
            "user_secret_key": user.key, "project_secret_key": cast.project_key, "api": api, "data": self.data
        });
        body.to_string()
    }
}

/// Writes calls for wrk, each with whom it comes from.
pub fn write<'a>(
    file: &Path,
    cast: &Cast,
    password: &str,
    calls: impl Iterator<Item = (&'a ApiUser, Request)>,
) -> anyhow::Result<()> {
    let mut text = String::new();
    for (user, request) in calls {
        let credentials = BASE64_STANDARD.encode(format!("{}:{password}", user.username));
        writeln!(text, "Basic {credentials}\t{}", request.body(user, cast))?;
    }
    Ok(fs::write(file, text)?)
}
