//! The panel from outside: as a browser without scripts, as Chromium, and as who sends what no browser would.
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a helper that can't go on stops its test")]

mod panel;
mod support;

mod accessibility;
mod account;
mod api_client;
mod automation;
mod bad_input;
mod calls;
mod card_design;
mod cards;
mod chromium;
mod command_line;
mod database;
mod floods;
mod harness;
mod http;
mod layers;
mod list;
mod markup;
mod my;
mod own_records;
mod pictures;
mod print_queue;
mod producer;
mod project_fields;
mod projects;
mod records;
mod routes;
mod screenshots;
mod search;
mod setup;
mod sign_in;
mod trail;
mod two_people;
mod upgrade;
mod writers;
