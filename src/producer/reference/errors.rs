//! What can be answered instead of data.

use super::super::ProducerError;
use crate::locale::Locale;

/// An error that programs tell by its word.
#[derive(Clone, Debug)]
pub(crate) struct ErrorKind {
    /// The status of HTTP.
    pub status: u16,
    /// Its word.
    pub word: &'static str,
    /// What is said of it, each with a member, field or number of the examples.
    pub messages: Vec<String>,
}

/// Every error, by status.
pub(crate) fn errors(locale: Locale) -> Vec<ErrorKind> {
    let mut kinds: Vec<ErrorKind> = Vec::new();
    for error in ProducerError::samples() {
        let failure = error.failure(locale);
        if let Some(kind) = kinds.last_mut().filter(|kind| kind.word == failure.error) {
            kind.messages.push(failure.message);
        } else {
            kinds.push(ErrorKind { status: failure.status, word: failure.error, messages: vec![failure.message] });
        }
    }
    kinds
}
