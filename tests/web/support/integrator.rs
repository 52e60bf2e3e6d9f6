//! An integrator's program: a client of the API with the four credentials.

use idc_admin::{
    authorization::{Privilege, PrivilegeSet, Status},
    ids::{ApiUserId, ProjectId},
};
use reqwest::{Client, RequestBuilder, StatusCode, header::HeaderMap};
use serde_json::{Value, json};

use super::server::{PASSWORD, Server, Sketch};

/// A client of the API, which may be changed before it calls.
#[derive(Clone)]
pub struct Integrator {
    pub client: Client,
    pub url: String,
    pub api_user: ApiUserId,
    pub project: ProjectId,
    pub username: String,
    pub password: String,
    pub user_secret_key: String,
    pub project_secret_key: String,
    /// Headers besides those that every call has.
    pub headers: Vec<(&'static str, String)>,
}

/// What came back.
#[derive(Clone, Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub text: String,
}

impl Integrator {
    /// An API user of this name with these privileges in a project of its own.
    #[track_caller]
    pub fn new(server: &Server, name: &str, privileges: &[Privilege]) -> Self {
        Self::with(server, name, privileges, |_| {})
    }

    /// One that differs by what the closure does.
    #[track_caller]
    pub fn with(server: &Server, name: &str, privileges: &[Privilege], change: impl FnOnce(&mut Sketch)) -> Self {
        let (project, project_key) = server.project_with_key(&format!("Project of {name}"), Status::Active);
        let mut user_key = None;
        let api_user = server.api_user_with(name, |sketch| {
            change(sketch);
            user_key = Some(sketch.key.clone());
        });
        let this = Self {
            client: Client::new(),
            url: server.url("/producer/"),
            api_user,
            project,
            username: name.to_owned(),
            password: PASSWORD.to_owned(),
            user_secret_key: user_key.unwrap().reveal().to_owned(),
            project_secret_key: project_key.reveal().to_owned(),
            headers: Vec::new(),
        };
        this.granted(server, privileges)
    }

    /// With these privileges from now on.
    #[track_caller]
    pub fn granted(self, server: &Server, privileges: &[Privilege]) -> Self {
        let set: PrivilegeSet = privileges.iter().copied().collect();
        server.grant(&self.api_user, &self.project, set);
        self
    }

    /// The body of a call.
    pub fn body(&self, action: &str, api: &Value, data: &Value) -> Value {
        let mut members = json!({
            "api_action": action, "api_output_format": "json", "api_authorization": "basic", "api_version": "3.2.26"
        });
        for (name, value) in api.as_object().unwrap() {
            members[name] = value.clone();
        }
        json!({
            "user_secret_key": self.user_secret_key, "project_secret_key": self.project_secret_key,
            "api": members, "data": data
        })
    }

    /// Makes a call.
    pub async fn call(&self, action: &str, api: Value, data: Value) -> Answer {
        self.send_json(&self.body(action, &api, &data)).await
    }

    /// Sends a body as JSON.
    pub async fn send_json(&self, body: &Value) -> Answer {
        self.send("application/json", body.to_string()).await
    }

    /// Sends whatever body.
    pub async fn send(&self, content_type: &str, body: impl Into<reqwest::Body>) -> Answer {
        let mut request = self.request().header("content-type", content_type).body(body);
        for (name, value) in &self.headers {
            request = request.header(*name, value);
        }
        Answer::of(request).await
    }

    /// A request with the credentials of HTTP, and nothing else yet.
    pub fn request(&self) -> RequestBuilder {
        self.client.post(&self.url).basic_auth(&self.username, Some(&self.password))
    }

    /// The record of this number.
    pub async fn get(&self, number: &str) -> Answer {
        self.call("get_record", json!({"api_primary_key": {"idc_id_number": number}}), json!({})).await
    }

    /// Adds a record.
    pub async fn insert(&self, data: Value) -> Answer {
        self.call("insert_record", json!({}), data).await
    }

    /// Changes the record of this number.
    pub async fn update(&self, number: &str, data: Value) -> Answer {
        self.call("update_record", json!({"api_primary_key": {"idc_id_number": number}}), data).await
    }
}

impl Answer {
    /// Sends a request.
    pub async fn of(request: RequestBuilder) -> Self {
        let response = request.send().await.unwrap();
        let (status, headers) = (response.status(), response.headers().clone());
        Self { status, headers, text: response.text().await.unwrap() }
    }

    /// The envelope.
    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{error}: {}", self.text))
    }

    /// The record in it, which must be there.
    #[track_caller]
    pub fn record(&self) -> Value {
        assert_eq!(self.status, StatusCode::OK, "{}", self.text);
        self.json()["data"]["record"].clone()
    }

    /// Holds it against a status, an error and a field; none is the word `-`.
    #[track_caller]
    pub fn must_be(&self, status: u16, error: &str, field: &str) -> &Self {
        let json = self.json();
        let text = |name: &str| json[name].as_str().unwrap_or("-").to_owned();
        assert_eq!(
            (self.status.as_u16(), text("error"), text("field")),
            (status, error.to_owned(), field.to_owned()),
            "{}",
            self.text
        );
        assert_eq!(
            (json["code"].as_u64(), &json["status"], &json["data"]),
            (Some(status.into()), &json!("error"), &Value::Null)
        );
        assert!(!text("message").is_empty());
        self
    }
}
