//! The HTTP API, as integrators' programs meet it.

mod actions;
mod bad_input;
mod cards;
mod formats;
mod guests;
mod killed;
mod limits;
mod openapi;
mod parallel;
mod photos;
mod privileges;
mod repeats;
pub mod snippets;
