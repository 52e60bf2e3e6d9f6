//! What people type: parsed into types that can't hold what the rules refuse, with every error of a form found at once.
//!
//! Nothing here knows of HTTP; `web` hands in texts and shows the errors.

mod errors;
mod fold;
mod line;
mod text;
mod username;

pub use errors::{Attributes, FieldError, FormErrors, FormField, ShownError, ShownErrors};
pub use fold::fold;
pub use text::{Organization, PrivateNote, ProjectName, SearchTerm};
pub use username::Username;
