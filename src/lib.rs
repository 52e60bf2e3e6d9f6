//! IDC Admin: a web admin panel for the API users of an ID-card cloud.
//!
//! The modules in reading order, from what a request meets first to what everything stands on.

pub mod app;
pub mod config;
pub mod error;

pub mod web;

pub mod account;
pub mod api_users;
pub mod help;
pub mod projects;
pub mod sign_in;

pub mod audit;
pub mod names;
pub mod users;

pub mod authorization;
pub mod clock;
pub mod db;
pub mod demo;
pub mod forms;
pub mod i18n;
pub mod security;
mod text_enum;
