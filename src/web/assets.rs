//! Styles, scripts and images, embedded, under names that hold their digest, so that browsers may keep them for ever.
//! They are compressed once, when the first is asked for.

use std::{collections::HashMap, sync::LazyLock};

use actix_web::{
    HttpRequest, HttpResponse,
    web::{Bytes, Path},
};
use rust_embed::RustEmbed;
use sha2::{Digest, Sha256};

use super::{
    RequestError,
    compress::{accepts_gzip, compress_once},
};
use crate::locale::Locale;

#[derive(RustEmbed)]
#[folder = "static/"]
#[exclude = "fonts/*"]
struct Static;

/// The layers of the style sheet, which browsers get as one file with the labels of their language, such as `styles.en.css`.
const STYLES: [&str; 7] = [
    "styles/tokens.css",
    "styles/base.css",
    "styles/components.css",
    "styles/screens.css",
    "styles/calls.css",
    "styles/cards.css",
    "styles/pictures.css",
];

#[derive(Default)]
struct Assets {
    by_hashed_name: HashMap<String, Asset>,
    urls: HashMap<String, String>,
}

struct Asset {
    body: Bytes,
    /// None where it is not worth it.
    compressed: Option<Bytes>,
    content_type: &'static str,
}

static ASSETS: LazyLock<Assets> = LazyLock::new(|| {
    let read = |path: &str| Static::get(path).map(|file| file.data.into_owned()).unwrap_or_default();
    let mut assets = Assets::default();
    for locale in Locale::ALL {
        let styles = [STYLES.map(read).concat(), locale.labels().into_bytes()].concat();
        assets.add(&format!("styles.{}.css", locale.tag()), styles);
    }
    for path in Static::iter().filter(|path| !path.starts_with("styles/")) {
        assets.add(&path, read(&path));
    }
    assets
});

impl Assets {
    fn add(&mut self, path: &str, body: Vec<u8>) {
        let digest = hex::encode(&Sha256::digest(&body)[..8]);
        let file_name = path.rsplit('/').next().unwrap_or(path);
        let (stem, extension) = file_name.rsplit_once('.').unwrap_or((file_name, ""));
        let hashed = format!("{stem}.{digest}.{extension}");
        let content_type = match extension {
            "css" => "text/css; charset=utf-8",
            "js" => "text/javascript; charset=utf-8",
            "svg" => "image/svg+xml",
            _ => "application/octet-stream",
        };
        let asset = Asset { compressed: compress_once(&body), body: body.into(), content_type };
        self.urls.insert(path.to_owned(), format!("/static/{hashed}"));
        self.by_hashed_name.insert(hashed, asset);
    }
}

/// The URL of a file of `static/`, such as `scripts/list.js`.
#[must_use]
pub(crate) fn url(path: &'static str) -> &'static str {
    ASSETS.urls.get(path).map_or(path, String::as_str)
}

/// The URL of the style sheet in this language.
#[must_use]
pub(crate) fn styles(locale: Locale) -> &'static str {
    static URLS: LazyLock<[Option<&'static str>; Locale::ALL.len()]> = LazyLock::new(|| {
        Locale::ALL.map(|locale| ASSETS.urls.get(&format!("styles.{}.css", locale.tag())).map(String::as_str))
    });
    URLS[locale as usize].unwrap_or_default()
}

/// GET /static/{hashed name}
///
/// # Errors
/// Not found, for any other name.
pub(crate) async fn serve(request: HttpRequest, name: Path<String>) -> Result<HttpResponse, RequestError> {
    let asset = ASSETS.by_hashed_name.get(name.as_str()).ok_or(RequestError::NotFound)?;
    let mut answer = HttpResponse::Ok();
    answer
        .insert_header(("content-type", asset.content_type))
        .insert_header(("cache-control", "public, max-age=31536000, immutable"))
        .insert_header(("vary", "accept-encoding"));
    Ok(match asset.compressed.clone().filter(|_| accepts_gzip(request.headers())) {
        Some(compressed) => answer.insert_header(("content-encoding", "gzip")).body(compressed),
        None => answer.body(asset.body.clone()),
    })
}
