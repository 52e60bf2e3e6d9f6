//! What became of a call that was made or tried, as the page shows it.

use super::page::Chosen;
use crate::{
    authorization::Rule,
    calls::Verdict,
    panel::{PageContext, help::pretty},
    producer::client::ClientAnswer,
    texts::Text,
};

/// From how many characters on only the beginning of an answer is shown.
const LONGEST: usize = 20_000;

/// What stands under the form.
pub(super) enum Outcome {
    /// The call is shown, not made.
    Shown,
    /// Whether it is to be made, since it changes something: once, by this token.
    Asked(String),
    /// What would be answered.
    Rehearsed(ClientAnswer),
    /// What was answered.
    Made(ClientAnswer),
}

/// An answer for the reader.
pub(super) struct ShownAnswer {
    pub is_rehearsal: bool,
    pub is_repeat: bool,
    pub verdict: Verdict,
    /// As in "403 Forbidden".
    pub status: String,
    pub took: Text,
    pub text: String,
    /// How many characters are not shown.
    pub hidden: usize,
    /// Why it is denied, and where that is changed.
    pub denied: Option<(Text, String)>,
}

impl Outcome {
    /// The answer, where there is one.
    pub(super) fn shown(&self, page: &PageContext, chosen: Option<&Chosen>) -> Option<ShownAnswer> {
        let (answer, is_rehearsal) = match self {
            Self::Shown | Self::Asked(_) => return None,
            Self::Rehearsed(answer) => (answer, true),
            Self::Made(answer) => (answer, false),
        };
        let denied = |rule: Rule| Some((rule.broken_text(page.locale()), chosen?.link(rule)));
        let all = pretty(&answer.text);
        let text: String = all.chars().take(LONGEST).collect();
        Some(ShownAnswer {
            is_rehearsal,
            is_repeat: answer.is_repeat,
            verdict: match (answer.broken, answer.status.is_success()) {
                (Some(_), _) => Verdict::Denied,
                (None, true) => Verdict::Allowed,
                (None, false) => Verdict::Failed,
            },
            status: answer.status.to_string(),
            took: match i64::try_from(answer.took.as_millis()).unwrap_or(i64::MAX) {
                0 => page.text("call-duration-short"),
                milliseconds => page.text("call-duration").arg("milliseconds", milliseconds),
            },
            hidden: all.chars().skip(LONGEST).count(),
            text,
            denied: answer.broken.and_then(denied),
        })
    }
}
