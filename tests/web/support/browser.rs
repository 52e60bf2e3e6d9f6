//! A browser without scripts: it knows only the pages that it was served.

use std::sync::Arc;

use reqwest::{
    Client, Method, StatusCode,
    cookie::{CookieStore, Jar},
    header::{self, HeaderMap},
    redirect,
};
use scraper::Html;
use url::Url;

use super::{form::FilledForm, html, server::Site};

/// Browsers give up on a chain of redirects after about as many.
const MOST_REDIRECTS: usize = 20;

/// A person's browser; clones share its cookies.
#[derive(Clone)]
pub struct Browser {
    client: Client,
    cookies: Arc<Jar>,
    origin: Url,
    languages: Option<String>,
}

/// A served page.
#[derive(Clone)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// Where it was served, after any redirects.
    pub url: Url,
    /// The headers.
    pub headers: HeaderMap,
    /// The body as text.
    pub html: String,
    /// The body as it came.
    pub bytes: Vec<u8>,
    /// The redirects that led here.
    pub redirects: Vec<Redirect>,
    browser: Browser,
}

/// A redirect that was followed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Redirect {
    /// The status.
    pub status: u16,
    /// Where it led, as it was written.
    pub location: String,
}

/// What a person asks for.
pub(super) struct Visit {
    pub(super) method: Method,
    pub(super) url: Url,
    pub(super) body: Option<Content>,
    came_from: Option<Referrer>,
}

/// What a form sends.
pub(super) struct Content {
    content_type: String,
    bytes: Vec<u8>,
}

/// The page on which a link or a form stands.
struct Referrer {
    url: Url,
    is_told: bool,
}

impl Browser {
    /// One that was never used, at this site.
    pub fn new(site: &impl Site) -> Self {
        let cookies = Arc::<Jar>::default();
        let client = Client::builder()
            .cookie_provider(Arc::clone(&cookies))
            .redirect(redirect::Policy::none())
            // The environment's proxies are not for 127.0.0.1.
            .no_proxy()
            .build()
            .unwrap();
        Self { client, cookies, origin: site.origin().clone(), languages: None }
    }

    /// One in which the person just signed in.
    pub async fn sign_in(site: &impl Site, name: &str, password: &str) -> Self {
        let browser = Self::new(site);
        let form = browser.get("/sign-in").await.must_be(200).form("[name=password]");
        let answer = form.set("username", name).set("password", password).press_first().await;
        answer.must_be(200);
        assert_ne!(answer.url.path(), "/sign-in", "{name} is not signed in");
        browser
    }

    /// With these languages asked for, as in `Accept-Language`.
    pub fn reading(mut self, languages: &str) -> Self {
        self.languages = Some(languages.to_owned());
        self
    }

    /// The page of a typed address, after any redirects.
    pub async fn get(&self, path: &str) -> Answer {
        self.visit(Visit { method: Method::GET, url: self.url(path), body: None, came_from: None }).await
    }

    /// The answer itself, redirect or not, to a GET with these headers and the cookies, and no others.
    pub async fn get_raw(&self, path: &str, headers: &[(&str, &str)]) -> Answer {
        self.raw(Method::GET, path, headers, Vec::new()).await
    }

    /// The answer itself to a HEAD.
    pub async fn head(&self, path: &str) -> Answer {
        self.raw(Method::HEAD, path, &[], Vec::new()).await
    }

    /// The answer itself, redirect or not, to a POST with these headers and the cookies, and no others.
    pub async fn post_raw(&self, path: &str, headers: &[(&str, &str)], body: impl Into<Vec<u8>>) -> Answer {
        self.raw(Method::POST, path, headers, body.into()).await
    }

    /// The cookies by name.
    pub fn cookies(&self) -> Vec<(String, String)> {
        let header = self.cookies.cookies(&self.origin);
        let text = header.as_ref().map_or("", |header| header.to_str().unwrap());
        text.split("; ").filter_map(|pair| pair.split_once('=')).map(|(a, b)| (a.to_owned(), b.to_owned())).collect()
    }

    /// Asks as a person does, and goes where the answers lead.
    pub(super) async fn visit(&self, mut visit: Visit) -> Answer {
        let mut redirects = Vec::new();
        loop {
            let answer = self.ask(&visit).await;
            let Some(location) = answer.location() else { return Answer { redirects, ..answer } };
            visit = visit.redirected(&answer, self.url(location));
            redirects.push(Redirect { status: answer.status, location: location.to_owned() });
            assert!(redirects.len() <= MOST_REDIRECTS, "redirects without end: {redirects:#?}");
        }
    }

    async fn ask(&self, visit: &Visit) -> Answer {
        let request = self.client.request(visit.method.clone(), visit.url.clone());
        let request = request
            .header(header::ACCEPT, "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8")
            .header("Sec-Fetch-Site", if visit.came_from.is_some() { "same-origin" } else { "none" })
            .header("Sec-Fetch-Mode", "navigate")
            .header("Sec-Fetch-Dest", "document")
            .header("Sec-Fetch-User", "?1");
        let request = match &self.languages {
            Some(languages) => request.header(header::ACCEPT_LANGUAGE, languages),
            None => request,
        };
        let request = match visit.came_from.as_ref().filter(|page| page.is_told) {
            Some(page) => request.header(header::REFERER, page.url.as_str()),
            None => request,
        };
        let request = match &visit.body {
            Some(body) => request
                .header(header::ORIGIN, self.origin_told_by(visit))
                .header(header::CONTENT_TYPE, &body.content_type)
                .body(body.bytes.clone()),
            None => request,
        };
        self.send(request).await
    }

    /// A page that keeps its address to itself does not tell its origin either (Fetch Standard, "append a request
    /// `Origin` header").
    fn origin_told_by(&self, visit: &Visit) -> String {
        let is_told = visit.came_from.as_ref().is_none_or(|page| page.is_told);
        if is_told { self.origin.origin().ascii_serialization() } else { "null".to_owned() }
    }

    async fn raw(&self, method: Method, path: &str, headers: &[(&str, &str)], body: Vec<u8>) -> Answer {
        let request = self.client.request(method, self.url(path)).body(body);
        self.send(headers.iter().fold(request, |request, &(name, value)| request.header(name, value))).await
    }

    async fn send(&self, request: reqwest::RequestBuilder) -> Answer {
        let response = request.send().await.unwrap_or_else(|error| panic!("no answer: {error:?}"));
        let (status, url, headers) = (response.status().as_u16(), response.url().clone(), response.headers().clone());
        let bytes = response.bytes().await.unwrap_or_else(|error| panic!("half an answer from {url}: {error:?}"));
        let html = String::from_utf8_lossy(&bytes).into_owned();
        Answer { status, url, headers, html, bytes: bytes.into(), redirects: Vec::new(), browser: self.clone() }
    }

    /// The URL of a path or of a whole address at this site; nothing leads away from it.
    #[track_caller]
    fn url(&self, address: &str) -> Url {
        let url = self.origin.join(address).unwrap_or_else(|error| panic!("{address:?}: {error}"));
        assert_eq!(url.origin(), self.origin.origin(), "{address} leads away");
        url
    }
}

impl Content {
    pub(super) fn new(content_type: &str, bytes: impl Into<Vec<u8>>) -> Self {
        Self { content_type: content_type.to_owned(), bytes: bytes.into() }
    }
}

impl Visit {
    fn redirected(self, answer: &Answer, url: Url) -> Self {
        // 307 and 308 repeat the request; the others of a form are followed by reading (Fetch, "HTTP-redirect fetch").
        let is_repeated = matches!(answer.status, 307 | 308) || self.method == Method::GET;
        if is_repeated { Self { url, ..self } } else { Self { method: Method::GET, url, body: None, ..self } }
    }
}

impl Answer {
    /// The path and query at which it was served.
    pub fn path(&self) -> &str {
        &self.url[url::Position::BeforePath..url::Position::AfterQuery]
    }

    /// The page.
    pub fn document(&self) -> Html {
        html::parse(&self.html)
    }

    /// The text that can be seen, white space collapsed.
    pub fn text(&self) -> String {
        html::text_of(self.document().root_element())
    }

    /// The value of a header.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().unwrap())
    }

    /// Whether anything matches.
    #[track_caller]
    pub fn has(&self, css: &str) -> bool {
        self.document().select(&html::selector(css)).next().is_some()
    }

    /// The text of the first element that matches.
    #[track_caller]
    pub fn select_text(&self, css: &str) -> String {
        let texts = self.select_texts(css);
        texts.into_iter().next().unwrap_or_else(|| panic!("nothing matches {css:?} on {self}"))
    }

    /// The texts of all elements that match.
    #[track_caller]
    pub fn select_texts(&self, css: &str) -> Vec<String> {
        self.document().select(&html::selector(css)).map(html::text_of).collect()
    }

    /// Stops the test where the status is another.
    #[track_caller]
    pub fn must_be(&self, status: u16) -> &Self {
        assert!(self.status == status, "{status} was expected of {self}");
        self
    }

    /// Stops the test where the text can't be seen.
    #[track_caller]
    pub fn must_say(&self, text: &str) -> &Self {
        assert!(self.text().contains(&html::collapse(text)), "{text:?} was expected of {self}");
        self
    }

    /// Stops the test where the text can be seen.
    #[track_caller]
    pub fn must_not_say(&self, text: &str) -> &Self {
        assert!(!self.text().contains(&html::collapse(text)), "{text:?} was not expected of {self}");
        self
    }

    /// The page behind a link, found by its text, else by its `aria-label`, else by its `href`.
    #[track_caller]
    pub fn follow(&self, link: &str) -> impl Future<Output = Self> {
        let url = self.target(&self.href_of(link));
        let (browser, visit) = (self.browser.clone(), self.leaving(Method::GET, url, None));
        async move { browser.visit(visit).await }
    }

    /// The form of this id, or that matches the selector, or that has the control that matches it.
    #[track_caller]
    pub fn form(&self, id_or_css: &str) -> FilledForm {
        FilledForm::of(self, id_or_css)
    }

    /// The browser that asked.
    pub fn browser(&self) -> &Browser {
        &self.browser
    }

    /// What a person asks for on this page.
    pub(super) fn leaving(&self, method: Method, url: Url, body: Option<Content>) -> Visit {
        let is_told = self.header("referrer-policy") != Some("no-referrer");
        let mut here = self.url.clone();
        here.set_fragment(None);
        Visit { method, url, body, came_from: Some(Referrer { url: here, is_told }) }
    }

    /// Where an `href` or an `action` of this page leads.
    #[track_caller]
    pub(super) fn target(&self, address: &str) -> Url {
        let url = self.url.join(address).unwrap_or_else(|error| panic!("{address:?}: {error}"));
        self.browser.url(url.as_str())
    }

    #[track_caller]
    fn href_of(&self, link: &str) -> String {
        let (document, anchors) = (self.document(), html::selector("a[href]"));
        let links = document.select(&anchors).filter(|&anchor| !html::is_unseen(anchor));
        let links: Vec<_> = links
            .map(|anchor| {
                let href = anchor.attr("href").unwrap_or_default().to_owned();
                [html::text_of(anchor), anchor.attr("aria-label").unwrap_or_default().to_owned(), href]
            })
            .collect();
        let by =
            |how: usize| links.iter().filter(|names| names[how] == link).map(|names| &names[2]).collect::<Vec<_>>();
        let found = (0..3).map(by).find(|found| !found.is_empty()).unwrap_or_default();
        let Some(href) = found.first() else { panic!("no link {link:?} among {links:#?} on {self}") };
        assert!(found.iter().all(|other| other == href), "several links {link:?} on {self}: {found:#?}");
        (*href).clone()
    }

    fn location(&self) -> Option<&str> {
        let is_redirection = StatusCode::from_u16(self.status).is_ok_and(|status| status.is_redirection());
        self.header("location").filter(|_| is_redirection)
    }
}

impl std::fmt::Display for Answer {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (document, title) = (self.document(), html::selector("head > title"));
        let title: String = document.select(&title).flat_map(|title| title.text()).collect();
        write!(formatter, "{} at {} ({title:?}), which says: {}", self.status, self.path(), self.text())
    }
}
