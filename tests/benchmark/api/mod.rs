//! The API: what a call costs, and whether it holds out.

mod caller;
mod costs;
mod killed;
mod requests;
mod set_up;
mod soak;

pub use costs::{Costs, measure};
pub use killed::{Killed, kill};
pub use soak::{Soak, hold_out};
