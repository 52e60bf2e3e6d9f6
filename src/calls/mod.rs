//! Calls of API users: what they ask for, whether they may, how it is done and what is noted of it.

mod answers;
mod call;
mod caller;
mod change;
mod erase;
mod judge;
mod log;
mod outcome;
mod perform;
mod quota;
mod reach;
mod read;
#[cfg(test)]
mod tests;
mod trace;
mod upkeep;

pub use answers::Repeat;
pub use call::{BadgePreview, Call, CardSide, GetAllRecords, GetRecord, PhotoFormat, PreviewFormat, PrimaryKey};
pub use caller::{Caller, Origin, ProjectClaim};
pub use erase::erase;
pub use log::{CallLog, LoggedCall};
pub use outcome::{CallError, Done, NotPerformed, Performed};
pub use perform::{Calls, Request};
pub use quota::QuotaUse;
