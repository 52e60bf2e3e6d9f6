//! Somebody at the panel, as far as the server can tell.

use actix_web::cookie::Cookie;
use anyhow::{Context, ensure};
use reqwest::{
    Client, RequestBuilder, StatusCode,
    header::{self, HeaderMap},
    redirect,
};
use scraper::Html;

use crate::form::Form;

/// A person with one connection, which is kept.
pub struct Person {
    client: Client,
    origin: String,
    cookies: Vec<Cookie<'static>>,
}

/// What came back, as it came: neither redirected nor unpacked.
pub struct Answer {
    pub status: StatusCode,
    pub body: Vec<u8>,
    headers: HeaderMap,
}

impl Person {
    /// A stranger to the server at this origin.
    pub fn at(origin: &str) -> anyhow::Result<Self> {
        let client = Client::builder()
            .redirect(redirect::Policy::none())
            // The environment's proxies are not for 127.0.0.1.
            .no_proxy()
            .build()?;
        Ok(Self { client, origin: origin.to_owned(), cookies: Vec::new() })
    }

    pub async fn sign_in(&mut self, name: &str, password: &str) -> anyhow::Result<()> {
        let body = self.sign_in_form(name, password).await?;
        let answer = self.post("/sign-in", body).await?;
        ensure!(answer.status == StatusCode::SEE_OTHER, "{name} can't sign in: {}", answer.status);
        let set = answer.headers.get_all(header::SET_COOKIE).iter();
        self.cookies =
            set.map(|text| Ok(Cookie::parse(text.to_str()?.to_owned())?)).collect::<anyhow::Result<Vec<_>>>()?;
        Ok(())
    }

    /// What the form for signing in sends once it is filled in.
    pub async fn sign_in_form(&self, name: &str, password: &str) -> anyhow::Result<String> {
        let page = self.get("/sign-in", None).await?.page()?;
        Ok(Form::with(&page, "password")?.set("username", name).set("password", password).encode())
    }

    /// The same person at another connection.
    pub fn beside(&self) -> anyhow::Result<Self> {
        Ok(Self { cookies: self.cookies.clone(), ..Self::at(&self.origin)? })
    }

    /// The same person in a browser that was closed since: only cookies with an age outlive that.
    pub fn return_later(&mut self) {
        self.cookies.retain(|cookie| cookie.max_age().is_some());
    }

    /// The page at this path, with this `Accept-Encoding`.
    pub async fn get(&self, path: &str, encodings: Option<&str>) -> anyhow::Result<Answer> {
        let mut request = self.client.get(self.url(path));
        if let Some(encodings) = encodings {
            request = request.header(header::ACCEPT_ENCODING, encodings);
        }
        let answer = self.send(request).await.with_context(|| path.to_owned())?;
        ensure!(answer.status == StatusCode::OK, "{path} answers {}", answer.status);
        Ok(answer)
    }

    /// Sends a form as a browser does.
    pub async fn post(&self, path: &str, body: String) -> anyhow::Result<Answer> {
        let request = self.client.post(self.url(path)).body(body);
        let request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(request.header("Sec-Fetch-Site", "same-origin")).await.with_context(|| path.to_owned())
    }

    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.origin)
    }

    /// The value of the header `Cookie`.
    pub fn cookie(&self) -> String {
        self.cookies.iter().map(|cookie| cookie.stripped().to_string()).collect::<Vec<_>>().join("; ")
    }

    async fn send(&self, request: RequestBuilder) -> anyhow::Result<Answer> {
        let request = if self.cookies.is_empty() { request } else { request.header(header::COOKIE, self.cookie()) };
        let response = request.send().await?;
        let (status, headers) = (response.status(), response.headers().clone());
        Ok(Answer { status, headers, body: response.bytes().await?.into() })
    }
}

impl Answer {
    pub fn page(&self) -> anyhow::Result<Html> {
        Ok(Html::parse_document(std::str::from_utf8(&self.body)?))
    }

    /// How the body is packed, such as `br`.
    pub fn encoding(&self) -> Option<&str> {
        self.headers.get(header::CONTENT_ENCODING)?.to_str().ok()
    }
}
