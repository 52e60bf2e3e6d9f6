//! What became of a call, in one word.

use super::LoggedCall;
use crate::text_enum;

text_enum! {
    /// What became of a call.
    pub enum Verdict {
        /// It was done.
        Allowed = "allowed",
        /// It broke a rule.
        Denied = "denied",
        /// It broke no rule, but could not be done: it was not understood, nothing was there, a value was wrong.
        Failed = "failed",
    }
}

impl LoggedCall {
    /// What became of it.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        match (self.broken_rule, self.error.as_str()) {
            (Some(_), _) => Verdict::Denied,
            (None, "") => Verdict::Allowed,
            (None, _) => Verdict::Failed,
        }
    }
}
