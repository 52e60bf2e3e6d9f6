//! What both front ends speak of HTTP: strict fields, addresses, cookies, headers, static files, the session's cookie.

mod address;
pub mod assets;
mod cookies;
mod encryption;
mod error;
mod fields;
pub mod head;
pub mod headers;
mod page_number;
mod session_store;
pub mod spans;
mod state;

pub use address::ClientAddress;
pub use cookies::CookieNames;
pub use encryption::{decrypt, encrypt};
pub use error::{BadRequest, RequestError};
pub use fields::{FORM_BYTES, Fields, FormBody, FormLimit, Id, QueryFields};
pub use page_number::page_number;
pub use session_store::{CookieSessions, carry_session, session_digest};
pub use state::AppState;
