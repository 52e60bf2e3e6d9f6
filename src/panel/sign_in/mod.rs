//! Signing in and out, and the first start.

mod first_run;
pub(super) mod known_browser;
mod reauthentication;
mod session;
mod show;
mod sign_out;
mod submit;

pub(crate) use first_run::open as open_first_run;
pub(super) use first_run::{show as show_first_run, submit as submit_first_run};
pub(super) use reauthentication::{ask_again, path_back_to};
pub(super) use session::carry;
pub(super) use show::show;
pub(super) use sign_out::sign_out;
pub(super) use submit::submit;

/// The most bytes of the sign-in form, which may carry another form, encrypted.
pub(super) const SIGN_IN_BYTES: usize = 2 * crate::web::FORM_BYTES;
