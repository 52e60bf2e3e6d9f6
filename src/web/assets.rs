//! Styles and scripts, embedded, under names that hold their digest, so that browsers may keep them for ever.

use std::{borrow::Cow, collections::HashMap, sync::LazyLock};

use actix_web::{HttpResponse, web::Path};
use rust_embed::RustEmbed;

use crate::error::AppError;

#[derive(RustEmbed)]
#[folder = "static/"]
struct Static;

struct Asset {
    body: Cow<'static, [u8]>,
    content_type: &'static str,
}

/// By hashed name, and from the plain path to the hashed name.
static ASSETS: LazyLock<(HashMap<String, Asset>, HashMap<String, String>)> = LazyLock::new(|| {
    let (mut assets, mut names) = (HashMap::new(), HashMap::new());
    for path in Static::iter() {
        let Some(file) = Static::get(&path) else { continue };
        let digest: String = file.metadata.sha256_hash().iter().take(8).map(|byte| format!("{byte:02x}")).collect();
        let file_name = path.rsplit('/').next().unwrap_or(&path);
        let (stem, extension) = file_name.rsplit_once('.').unwrap_or((file_name, ""));
        let hashed = format!("{stem}.{digest}.{extension}");
        let content_type = match extension {
            "css" => "text/css; charset=utf-8",
            "js" => "text/javascript; charset=utf-8",
            "svg" => "image/svg+xml",
            _ => "application/octet-stream",
        };
        assets.insert(hashed.clone(), Asset { body: file.data, content_type });
        names.insert(path.into_owned(), hashed);
    }
    (assets, names)
});

/// The URL of a file of `static/`, such as `styles/base.css`.
#[must_use]
pub fn url(path: &str) -> String {
    let name = ASSETS.1.get(path).map_or(path, String::as_str);
    format!("/static/{name}")
}

/// GET /static/{hashed name}
///
/// # Errors
/// Not found, for any other name.
pub async fn serve(name: Path<String>) -> Result<HttpResponse, AppError> {
    let asset = ASSETS.0.get(name.as_str()).ok_or(AppError::NotFound)?;
    let mut response = HttpResponse::Ok();
    response.insert_header(("content-type", asset.content_type));
    response.insert_header(("cache-control", "public, max-age=31536000, immutable"));
    Ok(match &asset.body {
        Cow::Borrowed(body) => response.body(*body),
        Cow::Owned(body) => response.body(body.clone()),
    })
}
