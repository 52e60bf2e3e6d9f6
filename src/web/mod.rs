//! What every screen needs of HTTP: the visitor, the page, forms in, answers out, and the guards around them all.

mod address;
pub mod assets;
mod cookies;
pub mod cross_site;
pub mod error_pages;
mod fields;
mod flash;
pub mod head;
pub mod headers;
mod page;
mod paging;
mod respond;
pub mod sign_in_required;
pub mod spans;
mod status_link;
mod visitor;

pub use address::ClientAddress;
pub use cookies::CookieNames;
pub use fields::{FORM_BYTES, Fields, FormBody, FormLimit, Id, PathId, QueryFields};
pub use flash::Flash;
pub use page::{Page, page_of_action};
pub use paging::{Paging, page_number};
pub use respond::{local_path, page, page_with_secret, refusal, see_other};
pub use status_link::StatusLink;
pub use visitor::{Actor, Visitor, load_visitor};
