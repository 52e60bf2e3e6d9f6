//! The harness itself: a test that stands on a browser which sends what no browser sends proves nothing.

mod axe;
mod browser;
mod chromium;
mod fixture;
mod form;
mod server;

use fixture::Fixture;
