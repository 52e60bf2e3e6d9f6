//! Calls of API users: what they ask for, whether they may, how it is done and what is noted of it.

mod answers;
mod browse;
mod call;
mod caller;
mod cards;
mod change;
mod counts;
mod erase;
mod explain;
mod judge;
mod list;
mod log;
mod outcome;
mod pages_read;
mod perform;
mod photos;
mod quota;
mod reach;
mod reachable;
mod read;
mod rehearse;
mod set_quota;
mod step;
#[cfg(test)]
mod tests;
mod trace;
mod upkeep;
mod verdict;
mod with_pictures;

pub use answers::Repeat;
pub use browse::{NotSubmitted, Visit};
pub use call::{BadgePreview, Call, CardSide, GetAllRecords, GetRecord, PreviewFormat, PrimaryKey};
pub use caller::{Caller, Origin, ProjectClaim, RunBy};
pub use counts::{Counts, DAYS, DayCounts, days};
pub use erase::erase;
pub use explain::{WhoMay, standing, who_may};
pub use list::{CallCursor, CallFilter, CallPage, CallPosition, CallsOf, list};
pub use log::{CallLog, LoggedCall, insert as write_log};
pub use outcome::{CallError, Done, Extras, NotPerformed, Performed, Wanted};
pub use perform::{Calls, Request};
pub use quota::{QuotaUse, quota_of, used_this_month};
pub use reachable::{ReachableProject, ReachableProjects, reachable_projects};
pub use set_quota::{SetQuota, set_quota};
pub use verdict::Verdict;
