//! Calls from their beginning to their rows, on a database of their own.

mod counters;
mod deletion;
mod log;
mod pictures;
mod quotas;
mod records;
mod refusals;
mod repeats;
mod scene;
mod search_index;
