//! The HTTP API that API users log in to.
//!
//! Its wire format stands here: [`read_body`] makes a [`Tree`] of a body, whoever sent it; [`ProducerRequest::parse`] makes
//! a [`crate::calls::Call`] of the tree, once its sender is known; an [`Envelope`] is what every answer is, and
//! [`ProducerError`] everything that one can tell instead of data.

mod basic;
mod body;
pub(crate) mod client;
mod envelope;
mod error;
#[cfg(fuzzing)]
pub mod fuzz;
mod idempotency_key;
mod openapi;
mod order;
mod output_format;
mod present;
mod rate_limit;
mod receive;
pub(crate) mod reference;
mod request;
mod routes;
mod serve;
mod state;

#[cfg(test)]
mod properties;

use basic::basic_credentials;
use body::{BODY_BYTES, BodyError, BodyProblem, Tree, read_body};
use envelope::{Answer, ApiPart, Envelope, Failure, Item, Rendered};
use error::ProducerError;
use output_format::OutputFormat;
use rate_limit::RateLimit;
use request::{MemberError, MemberProblem, ProducerRequest};
pub(crate) use routes::routes;
pub(crate) use state::Producer;
