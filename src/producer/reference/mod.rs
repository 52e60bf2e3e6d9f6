//! What the API is, told from the code that does it. The OpenAPI document and the page of the Help Center are both made of
//! it, so that neither can say anything else than the other.

mod answered_file;
mod data;
mod errors;
mod example;
mod member;
mod operation;
mod project;
mod snippet;
mod style;

#[cfg(test)]
mod guard;

pub(crate) use answered_file::AnsweredFile;
pub(crate) use data::{DataMember, DataShape, READ_ONLY};
pub(crate) use errors::{ErrorKind, errors};
pub(crate) use example::{Example, failure};
pub(crate) use member::{Member, Values};
pub(crate) use operation::{Need, Operation};
pub(crate) use snippet::{Language, SERVER, SentCall, environment, environment_of, flatten, form};
