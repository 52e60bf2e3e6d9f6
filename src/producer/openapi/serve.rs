//! GET /producer/openapi.json

use std::sync::{Arc, OnceLock};

use actix_web::{
    HttpRequest, HttpResponse,
    http::header::{ACCESS_CONTROL_ALLOW_ORIGIN, CACHE_CONTROL, ETAG, EntityTag, Header, IfNoneMatch},
    web::{Bytes, Data},
};

use super::document;
use crate::{security::sha256_hex, web::AppState};

/// How long a copy may be used without asking whether it is still right.
const CACHED: &str = "public, max-age=300";

/// The document, written when it is first asked for; cheap to clone.
#[derive(Clone, Debug, Default)]
pub(in crate::producer) struct Published(Arc<OnceLock<Written>>);

#[derive(Debug)]
struct Written {
    body: Bytes,
    tag: EntityTag,
}

/// Answers with the document, or that the copy of whoever asks is still right. It tells nothing of this server but its
/// address, so every site may read it.
pub(in crate::producer) async fn serve(
    request: HttpRequest,
    state: Data<AppState>,
    published: Data<Published>,
) -> HttpResponse {
    let written = published.0.get_or_init(|| {
        let body = document(&state.config.public_url).to_string();
        // Weak, since it may be sent compressed.
        let tag = EntityTag::new_weak(sha256_hex(&body)[..16].to_owned());
        Written { body: body.into(), tag }
    });
    let is_right = match IfNoneMatch::parse(&request) {
        Ok(IfNoneMatch::Any) => request.headers().contains_key("if-none-match"),
        Ok(IfNoneMatch::Items(tags)) => tags.iter().any(|tag| tag.weak_eq(&written.tag)),
        Err(_) => false,
    };
    let mut response = if is_right { HttpResponse::NotModified() } else { HttpResponse::Ok() };
    response
        .insert_header((ETAG, written.tag.to_string()))
        .insert_header((CACHE_CONTROL, CACHED))
        .insert_header((ACCESS_CONTROL_ALLOW_ORIGIN, "*"));
    if is_right { response.finish() } else { response.content_type("application/json").body(written.body.clone()) }
}
