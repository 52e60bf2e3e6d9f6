//! Signing in and out, and the first start.

mod again;
mod device;
mod first_run;
mod session;
mod show;
mod sign_out;
mod submit;

pub use again::{ask_again, path_back_to};
pub use first_run::{open as open_first_run, show as show_first_run, submit as submit_first_run};
pub use session::begin as begin_session;
pub use show::show;
pub use sign_out::sign_out;
pub use submit::submit;

/// The most bytes of the sign-in form, which may carry another form, sealed.
pub const SIGN_IN_BYTES: usize = 2 * crate::web::FORM_BYTES;
