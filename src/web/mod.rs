//! What both front ends speak of HTTP: strict fields, addresses, connections, compression, cookies,
//! headers, static files, the session's cookie.

mod address;
pub mod assets;
mod chunked;
mod compress;
mod connections;
mod cookies;
mod encryption;
mod error;
mod fields;
mod form_body;
pub mod head;
pub mod headers;
mod page_number;
mod put_off;
mod session_store;
pub mod spans;
mod state;

pub use address::ClientAddress;
pub use chunked::refuse_chunked;
pub use compress::compress;
pub use connections::{Connections, close_when_crowded, listen};
pub use cookies::CookieNames;
pub use encryption::{decrypt, encrypt};
pub use error::{BadRequest, RequestError};
pub use fields::{Fields, Id, QueryFields};
pub use form_body::{FORM_BYTES, FormBody, FormLimit};
pub use page_number::page_number;
pub use put_off::PutOff;
pub use session_store::{CookieSessions, carry_session, session_digest};
pub use state::AppState;
