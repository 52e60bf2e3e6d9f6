//! Forms with files: `multipart/form-data` (RFC 7578), for somebody who is signed in.

use std::{pin::Pin, sync::Arc};

use actix_multipart::{Field, Multipart, MultipartError};
use actix_web::{
    FromRequest, HttpMessage, HttpRequest,
    dev::Payload,
    web::{self, Data},
};
use futures_util::TryStreamExt;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::{AppState, BadRequest, FORM_BYTES, Fields, FormBody, FormSender, RequestError, within_time};
use crate::{
    images::MAX_BYTES,
    user_limiter::{Permit, UserLimiter},
};

/// The most bytes of a form with images.
const UPLOAD_BYTES: usize = 11 * 1024 * 1024;
/// More parts than any form of ours has: a call has fifty fields, each with a box beside it.
const PARTS: usize = 160;
/// How many such forms may come in at once.
const AT_ONCE: usize = 8;
/// How many of one account, so that its forms that never end hold up its own.
const OF_EACH: usize = 2;

/// How many forms with a file may come in at once; cheap to clone.
#[derive(Clone, Debug)]
pub(crate) struct Uploads {
    of_all: Arc<Semaphore>,
    of_each: Arc<UserLimiter>,
}

/// A form with files.
#[derive(Debug)]
pub(crate) struct FileForm {
    /// The fields, but for the files.
    pub fields: Fields,
    /// The bytes of the files by the names of their fields, where one was chosen. What the browser calls them is not asked.
    pub files: Vec<(String, Vec<u8>)>,
}

/// A form in either encoding.
#[derive(Debug)]
pub(crate) struct AnyForm(pub FileForm);

impl Default for Uploads {
    fn default() -> Self {
        // Those that wait are bounded by how many connections there are.
        Self { of_all: Arc::new(Semaphore::new(AT_ONCE)), of_each: UserLimiter::new(OF_EACH, usize::MAX) }
    }
}

impl Uploads {
    /// A place for a form, first among those of its sender.
    async fn place(&self, sender: &FormSender) -> Option<(Permit, OwnedSemaphorePermit)> {
        let own = self.of_each.acquire(&sender.0).await?;
        let place = Arc::clone(&self.of_all).acquire_owned().await.ok()?;
        Some((own, place))
    }
}

impl FromRequest for FileForm {
    type Error = RequestError;
    type Future = Pin<Box<dyn Future<Output = Result<Self, RequestError>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let header = |name: &str| request.headers().get(name).and_then(|value| value.to_str().ok());
        let is_multipart = is_multipart(request);
        let is_too_large =
            header("content-length").is_some_and(|length| !length.parse().is_ok_and(|it: usize| it <= UPLOAD_BYTES));
        let headers = request.headers().clone();
        let sender = request.extensions().get::<FormSender>().cloned().unwrap_or_default();
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
                let _place = state.uploads.place(&sender).await.ok_or(BadRequest::Malformed)?;
                read(Multipart::new(&headers, payload)).await
            };
            within_time(&state, read).await?
        })
    }
}

impl FromRequest for AnyForm {
    type Error = RequestError;
    type Future = Pin<Box<dyn Future<Output = Result<Self, RequestError>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        if is_multipart(request) {
            let form = FileForm::from_request(request, payload);
            return Box::pin(async { form.await.map(Self) });
        }
        let body = FormBody::from_request(request, payload);
        Box::pin(async { body.await.map(|FormBody(fields)| Self(FileForm { fields, files: Vec::new() })) })
    }
}

fn is_multipart(request: &HttpRequest) -> bool {
    let header = request.headers().get("content-type").and_then(|value| value.to_str().ok());
    let essence = header.and_then(|value| value.split(';').next());
    essence.is_some_and(|it| it.trim().eq_ignore_ascii_case("multipart/form-data"))
}

async fn read(mut parts: Multipart) -> Result<FileForm, RequestError> {
    let (mut fields, mut files, mut count) = (Vec::new(), Vec::<(String, Vec<u8>)>::new(), 0);
    let (mut left, mut left_of_text) = (UPLOAD_BYTES, FORM_BYTES);
    while let Some(part) = parts.try_next().await.map_err(malformed)? {
        count += 1;
        if count > PARTS {
            return Err(BadRequest::TooManyFields.into());
        }
        let name = part.name().ok_or(BadRequest::Malformed)?.to_owned();
        let is_file = part.content_disposition().is_some_and(|it| it.get_filename().is_some());
        if is_file {
            // One byte more than is taken, so that it is told that it is too large.
            let bytes = collect(part, MAX_BYTES + 1, &mut left).await?;
            if files.iter().any(|(other, _)| *other == name) {
                return Err(BadRequest::RepeatedField(name).into());
            }
            if !bytes.is_empty() {
                files.push((name, bytes));
            }
        } else {
            let bytes = collect(part, left_of_text, &mut left_of_text).await?;
            let text = String::from_utf8(bytes).map_err(|_| BadRequest::InvalidUtf8)?;
            fields.push((name, text));
        }
    }
    Ok(FileForm { fields: Fields::from_pairs(fields), files })
}

/// The bytes of a part; what goes beyond the most is read and left out. It takes what the form has left.
async fn collect(mut part: Field, most: usize, left: &mut usize) -> Result<Vec<u8>, RequestError> {
    let mut bytes = Vec::new();
    while let Some(chunk) = part.try_next().await.map_err(malformed)? {
        *left = left.checked_sub(chunk.len()).ok_or(RequestError::TooLarge)?;
        let room = most - bytes.len().min(most);
        bytes.extend_from_slice(&chunk[..chunk.len().min(room)]);
    }
    Ok(bytes)
}

fn malformed(_: MultipartError) -> RequestError {
    BadRequest::Malformed.into()
}
