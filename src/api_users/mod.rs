//! API users: the machine accounts that reach Producer. The type, an operation per file, the list, the queries.

mod create;
mod delete;
mod edit;
mod holders;
mod list;
mod model;
mod move_status;
mod own_password;
mod own_settings;
mod privileges;
mod refused;
mod reset_password;
mod search;
mod store;

pub use create::{NewApiUser, create, create_all};
pub use delete::delete;
pub use edit::{EditApiUser, NewPasswordHash, ServedFields, edit};
pub(crate) use holders::{Holder, active_holders_behind, count_holders, first_holders};
pub(crate) use list::page_of;
pub use list::{Column, Cursor, Filter, ListSpec, Listing, Navigation, Position, Row, list};
pub use model::{ApiUser, Fields, OwnAccount};
pub use move_status::move_status;
pub(crate) use own_password::change_password;
pub use own_settings::{EditSettings, ServedSettings, Settings, edit_settings, set_language};
pub use privileges::{BulkPrivilegeChange, PrivilegeChange, PrivilegeChanges};
pub(crate) use privileges::{
    all_privileges, count_ineffective, count_privileges, first_privileges, privileges_field, privileges_in,
    project_of_field, reached,
};
pub use refused::Refused;
pub use reset_password::reset_password;
pub(crate) use search::{COUNTED, fill_search};
pub use search::{Search, finish_bulk};
pub use store::{any, find, find_by_username_key, organizations, which_exist};
pub(crate) use store::{find_own, note_changed, note_login, touch_login, usernames};
