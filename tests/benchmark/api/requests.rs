//! The bodies of calls, and files of them for wrk.

use std::{fmt::Write as _, fs, path::Path};

use base64::{Engine, prelude::BASE64_STANDARD};
use serde_json::{Value, json};

use super::set_up::{ApiUser, Cast};

/// One call.
pub struct Request {
    pub action: &'static str,
    /// Which record.
    pub number: Option<i64>,
    /// The most records.
    pub limit: Option<u32>,
    pub data: Value,
}

impl Request {
    pub fn get(number: i64) -> Self {
        Self { action: "get_record", number: Some(number), limit: None, data: json!({}) }
    }

    pub fn update(number: i64, title: &str) -> Self {
        Self { action: "update_record", number: Some(number), limit: None, data: json!({"idc_title": title}) }
    }

    pub fn insert() -> Self {
        let data = json!({"idc_firstname": "Ada", "idc_lastname": "Patel"});
        Self { action: "insert_record", number: None, limit: None, data }
    }

    pub fn get_all(limit: u32) -> Self {
        Self { action: "get_all_records", number: None, limit: Some(limit), data: json!({}) }
    }

    pub fn body(&self, user: &ApiUser, cast: &Cast) -> String {
        let mut api = json!({
            "api_action": self.action, "api_output_format": "json", "api_authorization": "basic", "api_version": "3.2.26"
        });
        if let Some(number) = self.number {
            api["api_primary_key"] = json!({"idc_id_number": number.to_string()});
        }
        if let Some(limit) = self.limit {
            api["api_limit"] = json!(limit);
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
