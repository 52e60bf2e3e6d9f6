//! A site with what the panel is not made to have: every oddity of forms, redirects and pages that the harness must
//! read as a browser does.

use std::fmt::Write;

use actix_web::{
    App, HttpRequest, HttpResponse, HttpServer,
    cookie::Cookie,
    http::StatusCode,
    web::{self, Path},
};
use url::Url;

use crate::support::server::{Background, Site};

/// What the harness must send as a browser does.
const ECHOED: [&str; 9] = [
    "origin",
    "referer",
    "cookie",
    "content-type",
    "accept-language",
    "sec-fetch-site",
    "sec-fetch-mode",
    "sec-fetch-dest",
    "sec-fetch-user",
];

pub struct Fixture {
    origin: Url,
    _background: Background,
}

impl Site for Fixture {
    fn origin(&self) -> &Url {
        &self.origin
    }
}

impl Fixture {
    pub async fn start() -> Self {
        let (address, background) = Background::start(async || {
            let server = HttpServer::new(|| {
                App::new()
                    .route("/sign-in", web::post().to(sign_in))
                    .route("/echo", web::to(echo))
                    .route("/redirect/{status}", web::to(redirect))
                    .route("/untold/{page}", web::get().to(untold))
                    .route("/{page}", web::get().to(page))
            });
            let server = server.workers(1).bind(("127.0.0.1", 0)).unwrap();
            (server.addrs()[0], server.run())
        })
        .await;
        Self { origin: Url::parse(&format!("http://{address}")).unwrap(), _background: background }
    }
}

async fn page(name: Path<String>) -> HttpResponse {
    let page = match name.as_str() {
        "form" => include_str!("pages/form.html"),
        "links" => include_str!("pages/links.html"),
        "redirects" => include_str!("pages/redirects.html"),
        "sign-in" => include_str!("pages/sign_in.html"),
        "accessible" => include_str!("pages/accessible.html"),
        "faulty" => include_str!("pages/faulty.html"),
        _ => return HttpResponse::NotFound().content_type("text/html").body("<title>Not found</title>Nothing here"),
    };
    HttpResponse::Ok().content_type("text/html; charset=utf-8").body(page)
}

/// The same page, whose address is not told to any other.
async fn untold(name: Path<String>) -> HttpResponse {
    let mut answer = page(name).await;
    let policy = actix_web::http::header::HeaderValue::from_static("no-referrer");
    answer.headers_mut().insert(actix_web::http::header::REFERRER_POLICY, policy);
    answer
}

async fn sign_in(body: String) -> HttpResponse {
    if body != "username=ana&password=right" {
        return HttpResponse::UnprocessableEntity().body("Wrong");
    }
    let cookie = Cookie::build("session", "of-ana").path("/").http_only(true).finish();
    HttpResponse::SeeOther().cookie(cookie).insert_header(("location", "/echo")).finish()
}

async fn redirect(status: Path<u16>) -> HttpResponse {
    let status = StatusCode::from_u16(*status).unwrap();
    HttpResponse::build(status).insert_header(("location", "/echo?redirected")).finish()
}

async fn echo(request: HttpRequest, body: String) -> HttpResponse {
    let mut text = format!("{} {}\n", request.method(), request.uri());
    for name in ECHOED {
        if let Some(value) = request.headers().get(name) {
            writeln!(text, "{name}: {}", value.to_str().unwrap()).unwrap();
        }
    }
    HttpResponse::Ok().content_type("text/plain; charset=utf-8").body(format!("{text}\n{body}"))
}
