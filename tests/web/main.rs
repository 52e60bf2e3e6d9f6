//! The panel from outside: as a browser without scripts, as Chromium, and as who sends what no browser would.

mod panel;
mod support;

mod bad_input;
mod routes;


