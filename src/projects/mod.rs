//! Projects: the sets of cards for which API users hold privileges.

mod create;
mod form;
mod list;
mod model;
mod setup;
mod status;
mod store;

pub use create::create;
pub use list::list;
pub use model::{Project, ProjectId};
pub use setup::{new, save, show};
pub use status::set_status;
pub use store::{ProjectError, ProjectFilter, Scope, count, insert, page as page_of};
