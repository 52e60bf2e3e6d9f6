//! The HTTP API that API users log in to.
//!
//! Its wire format stands here: [`read_body`] makes a [`Tree`] of a body, whoever sent it; [`ProducerRequest::parse`] makes
//! a [`crate::calls::Call`] of the tree, once its sender is known; an [`Envelope`] is what every answer is, and
//! [`ProducerError`] everything that one can tell instead of data.
#![cfg_attr(not(test), expect(dead_code, reason = "wired by the handlers"))]

mod basic;
mod body;
mod envelope;
mod error;
mod output_format;
mod request;

#[cfg(test)]
mod properties;

pub(crate) use body::{BODY_BYTES, BodyError, BodyProblem};
pub(crate) use envelope::Failure;
pub(crate) use output_format::OutputFormat;
pub(crate) use request::{MemberError, MemberProblem};

#[expect(unused_imports, reason = "wired by the handlers")]
pub(crate) use {
    basic::basic_credentials,
    body::{Tree, read_body},
    envelope::{Answer, ApiPart, Envelope, Item, Record, Rendered},
    error::{NeededPrivilege, ProducerError},
    request::ProducerRequest,
};
