//! Calls of API users: what they ask for, whether they may, how it is done and what is noted of it.

mod answers;
mod call;
mod caller;
mod change;
mod judge;
mod log;
mod outcome;
mod perform;
mod quota;
mod reach;
mod reachable;
mod read;
#[cfg(test)]
mod tests;
mod trace;
mod upkeep;

pub use answers::Repeat;
pub use call::{BadgePreview, Call, CardSide, GetAllRecords, GetRecord, PhotoFormat, PreviewFormat, PrimaryKey};
pub use caller::{Caller, Origin, ProjectClaim};
pub use log::{CallLog, LoggedCall};
pub use outcome::{CallError, Done, Performed};
pub use perform::Calls;
pub use quota::QuotaUse;
pub use reachable::{ReachableProject, ReachableProjects, reachable_projects};
