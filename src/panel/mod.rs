//! The panel: the pages for people. `routes` has the table; each section is a folder, each screen or action a file.

mod actions;
mod clash_choice;
mod context;
mod error;
mod error_pages;
mod flash;
mod forms;
mod guards;
mod meanwhile;
mod own_password;
mod page_context;
mod page_request;
mod paths;
mod respond;
mod routes;
mod status_link;
mod viewer;

mod account;
mod api_client;
mod api_users;
mod calls;
mod cards;
mod explain;
mod help;
mod my;
mod projects;
mod records;
mod sign_in;

use clash_choice::ClashChoice;
use context::{RequestContext, authenticate};
use error::PanelError;
use flash::Flash;
use forms::{FormField, ShownErrors, form_fields};
use page_context::PageContext;
use page_request::PageRequest;
use respond::{local_path, picture_of_card, refusal, render, render_secret, see_other, stored_picture};
pub(crate) use routes::routes;
pub(crate) use sign_in::open_first_run;
use status_link::{StatusLink, StatusWords};
use viewer::{CurrentApiUser, CurrentUser, Viewer};
