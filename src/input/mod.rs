//! What people type: parsed into types that can't hold what the rules refuse, with every error of a form found at once.

mod errors;
mod fold;
mod line;
mod password;
mod quota;
mod text;
mod username;

pub use errors::{FieldError, FormErrors};
pub use fold::fold;
pub(crate) use fold::fold_for_search;
pub use password::NewPassword;
pub use quota::Quota;
pub use text::{
    CardLine, CardNote, ColorName, FieldChoice, FieldLabel, MainOrganization, Organization, PrivateNote, ProjectName,
    SearchTerm,
};
pub use username::Username;
