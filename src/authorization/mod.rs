//! Who may do what, as pure functions of values: nothing here reads the database, the clock or a request.
//!
//! The panel's guards, its explanations and the tests all ask this room; nothing else decides.

mod decide;
mod panel_records;
mod panel_role;
mod privileges;
mod record_authority;
mod status;

pub use decide::{Action, Allowed, Deed, Denied, Judgement, Part, Parts, RecordState, Rule, Standing, decide};
pub use panel_role::{PanelRole, Permission};
pub use privileges::{Privilege, PrivilegeGroup, PrivilegeSet};
pub use record_authority::RecordAuthority;
pub use status::{ApiUserRole, Status};
