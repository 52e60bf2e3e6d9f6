//! Forms with a file: `multipart/form-data` (RFC 7578), for somebody who is signed in.

use std::{pin::Pin, sync::Arc};

use actix_multipart::{Field, Multipart, MultipartError};
use actix_web::{
    FromRequest, HttpRequest,
    dev::Payload,
    web::{self, Data},
};
use futures_util::TryStreamExt;
use tokio::sync::Semaphore;

use super::{AppState, BadRequest, Fields, RequestError, within_time};
use crate::images::MAX_BYTES;

/// The most bytes of a form with an image.
const UPLOAD_BYTES: usize = 11 * 1024 * 1024;
/// The most bytes of a field that is no file.
const FIELD_BYTES: usize = 1024;
/// The most parts.
const PARTS: usize = 8;
/// How many such forms may come in at once.
const AT_ONCE: usize = 8;

/// How many forms with a file may come in at once; cheap to clone.
#[derive(Clone, Debug)]
pub(crate) struct Uploads(Arc<Semaphore>);

/// A form with a file.
#[derive(Debug)]
pub(crate) struct FileForm {
    /// The fields, but for the file.
    pub fields: Fields,
    /// The bytes of the one file; empty where none was chosen. What the browser calls it is not asked.
    pub file: Vec<u8>,
}

impl Default for Uploads {
    fn default() -> Self {
        Self(Arc::new(Semaphore::new(AT_ONCE)))
    }
}

impl FromRequest for FileForm {
    type Error = RequestError;
    type Future = Pin<Box<dyn Future<Output = Result<Self, RequestError>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let header = |name: &str| request.headers().get(name).and_then(|value| value.to_str().ok());
        let essence = header("content-type").and_then(|value| value.split(';').next());
        let is_multipart = essence.is_some_and(|it| it.trim().eq_ignore_ascii_case("multipart/form-data"));
        let is_too_large =
            header("content-length").is_some_and(|length| !length.parse().is_ok_and(|it: usize| it <= UPLOAD_BYTES));
        let headers = request.headers().clone();
        let state = request.app_data::<Data<AppState>>().cloned();
        let payload = web::Payload::from_request(request, payload);
        Box::pin(async move {
            if !is_multipart {
                return Err(BadRequest::NotAForm.into());
            }
            if is_too_large {
                return Err(RequestError::TooLarge);
            }
            let state = state.ok_or(BadRequest::Malformed)?;
            let payload = payload.await.map_err(|_| BadRequest::Malformed)?;
            let read = async {
                let _place = state.uploads.0.acquire().await.map_err(|_| BadRequest::Malformed)?;
                read(Multipart::new(&headers, payload)).await
            };
            within_time(&state, read).await?
        })
    }
}

async fn read(mut parts: Multipart) -> Result<FileForm, RequestError> {
    let (mut fields, mut file, mut count) = (Vec::new(), None, 0);
    while let Some(part) = parts.try_next().await.map_err(malformed)? {
        count += 1;
        if count > PARTS {
            return Err(BadRequest::TooManyFields.into());
        }
        let name = part.name().ok_or(BadRequest::Malformed)?.to_owned();
        let is_file = part.content_disposition().is_some_and(|it| it.get_filename().is_some());
        if is_file {
            // One byte more than is taken, so that it is told that it is too large.
            let bytes = collect(part, MAX_BYTES + 1).await?;
            if file.replace(bytes).is_some() {
                return Err(BadRequest::RepeatedField(name).into());
            }
        } else {
            let text = String::from_utf8(collect(part, FIELD_BYTES).await?).map_err(|_| BadRequest::InvalidUtf8)?;
            fields.push((name, text));
        }
    }
    Ok(FileForm { fields: Fields::from_pairs(fields), file: file.unwrap_or_default() })
}

/// The bytes of a part; what goes beyond the most is read and left out.
async fn collect(mut part: Field, most: usize) -> Result<Vec<u8>, RequestError> {
    let mut bytes = Vec::new();
    let mut total = 0;
    while let Some(chunk) = part.try_next().await.map_err(malformed)? {
        total += chunk.len();
        if total > UPLOAD_BYTES {
            return Err(RequestError::TooLarge);
        }
        let room = most - bytes.len().min(most);
        bytes.extend_from_slice(&chunk[..chunk.len().min(room)]);
    }
    Ok(bytes)
}

fn malformed(_: MultipartError) -> RequestError {
    BadRequest::Malformed.into()
}
