//! What both front ends speak of HTTP: strict fields, addresses, connections, compression, cookies,
//! headers, static files, the session's cookie.

mod accept_language;
mod address;
pub(crate) mod assets;
mod chunked;
mod compress;
mod connections;
mod cookies;
mod encryption;
mod error;
mod fields;
mod file_form;
mod form_body;
pub(crate) mod head;
pub(crate) mod headers;
mod page_number;
mod put_off;
mod read_body;
mod session_store;
pub(crate) mod spans;
mod state;

pub(crate) use accept_language::accepted_locale;
pub(crate) use address::ClientAddress;
pub(crate) use chunked::{BeforeUnread, refuse_chunked};
pub(crate) use compress::compress;
pub(crate) use connections::{Connections, close_when_crowded, listen};
pub(crate) use cookies::CookieNames;
pub(crate) use encryption::{decrypt, encrypt};
pub(crate) use error::{BadRequest, RequestError};
pub(crate) use fields::{Fields, Id, Ids, QueryFields};
pub(crate) use file_form::{AnyForm, FileForm, Uploads};
pub(crate) use form_body::{FORM_BYTES, FormBody, FormLimit, FormSender};
pub(crate) use page_number::page_number;
pub(crate) use put_off::{BUSY_SECONDS, PutOff};
pub(crate) use read_body::{read_body, within_time};
pub(crate) use session_store::{CookieSessions, carry_session, session_digest};
pub(crate) use state::AppState;
