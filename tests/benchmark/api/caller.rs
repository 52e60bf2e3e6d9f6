//! A client of our own, which knows what became of each of its calls.

use std::sync::Arc;

use reqwest::{Client, StatusCode, header};
use serde_json::Value;

use super::{
    requests::Request,
    set_up::{ApiUser, Cast},
};

/// One API user at one connection.
#[derive(Clone)]
pub struct Caller {
    client: Client,
    url: String,
    user: ApiUser,
    password: Arc<str>,
    cast: Arc<Cast>,
}

/// What came back.
pub struct Answer {
    pub status: StatusCode,
    pub bytes: usize,
    pub data: Value,
}

impl Caller {
    pub fn at(origin: &str, user: &ApiUser, password: &str, cast: &Arc<Cast>) -> anyhow::Result<Self> {
        Ok(Self {
            client: Client::builder().no_proxy().build()?,
            url: format!("{origin}/producer/"),
            user: user.clone(),
            password: password.into(),
            cast: Arc::clone(cast),
        })
    }

    /// The same one at another server.
    pub fn elsewhere(&self, origin: &str) -> Self {
        Self { url: format!("{origin}/producer/"), ..self.clone() }
    }

    /// Makes a call; an error where no answer came.
    pub async fn call(&self, request: &Request) -> reqwest::Result<Answer> {
        let body = request.body(&self.user, &self.cast);
        let sent = self.client.post(&self.url).basic_auth(&self.user.username, Some(&self.password));
        let response = sent.header(header::CONTENT_TYPE, "application/json").body(body).send().await?;
        let (status, body) = (response.status(), response.bytes().await?);
        let mut envelope: Value = serde_json::from_slice(&body).unwrap_or_default();
        Ok(Answer { status, bytes: body.len(), data: envelope["data"].take() })
    }
}
