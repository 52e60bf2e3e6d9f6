//! The audit trail: who did what, when, from where, and what it changed; written in the transaction of the change.

mod changes;
mod store;

pub use changes::{Change, Changes};
pub use store::{Action, Author, LastChange, Subject, last_change, record};
