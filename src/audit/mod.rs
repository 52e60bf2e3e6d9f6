//! Who does what, when: every operation of the core is handed a [`Tx`], asks it for permission and tells it what changed.
//! The audit trail is written from that, in the transaction of the change.

mod actor;
mod changes;
mod store;
mod tx;

pub use actor::Actor;
pub use changes::{Change, Changes};
pub use store::{Action, Entry, PastAct, PastChange, Subject, acts_at, acts_between, changes_between, was_record};
pub(crate) use tx::operate_in;
pub use tx::{Forbidden, Tx, operate, operate_blocking};
