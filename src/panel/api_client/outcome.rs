//! What became of a call that was made or tried, as the page shows it.

use serde_json::Value;

use super::page::Chosen;
use crate::{
    authorization::Rule,
    calls::{PreviewFormat, Verdict},
    images::PictureKind,
    panel::{PageContext, help::pretty},
    producer::{client::ClientAnswer, reference::AnsweredFile},
    texts::Text,
};

/// From how many characters on only the beginning of an answer is shown.
const LONGEST: usize = 20_000;
/// How many characters are shown of a file in Base64.
const BEGINNING: usize = 24;

/// What stands under the form.
pub(super) enum Outcome {
    /// The call is shown, not made.
    Shown,
    /// It is neither made nor tried: something is missing for that.
    Incomplete {
        /// The pictures whose files were not chosen.
        without_file: Vec<PictureKind>,
        /// Whether it was not confirmed that it is to change something.
        is_unconfirmed: bool,
    },
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
    /// The files that it holds.
    pub files: Vec<ShownFile>,
    /// Why it is denied, and where that is changed.
    pub denied: Option<(Text, String)>,
}

/// A file of an answer, to be looked at or kept.
pub(super) struct ShownFile {
    pub member: &'static str,
    pub name: String,
    /// All of it, as a `data:` URL.
    pub url: String,
    pub is_image: bool,
    pub kilobytes: usize,
}

impl Outcome {
    /// The answer, where there is one, with the files that it may hold.
    pub(super) fn shown(
        &self,
        page: &PageContext,
        chosen: Option<&Chosen>,
        files: &[AnsweredFile],
    ) -> Option<ShownAnswer> {
        let (answer, is_rehearsal) = match self {
            Self::Shown | Self::Incomplete { .. } => return None,
            Self::Rehearsed(answer) => (answer, true),
            Self::Made(answer) => (answer, false),
        };
        let denied = |rule: Rule| Some((rule.broken_text(page.locale()), chosen?.link(rule)));
        let mut envelope: Value = serde_json::from_str(&answer.text).unwrap_or_default();
        let files = files.iter().filter_map(|file| take_out(page, &mut envelope, file)).collect();
        let all = pretty(&envelope.to_string());
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
            files,
            denied: answer.broken.and_then(denied),
        })
    }
}

/// Takes a file out of an answer and leaves how it begins; none where the answer does not hold it.
fn take_out(page: &PageContext, envelope: &mut Value, file: &AnsweredFile) -> Option<ShownFile> {
    let held = envelope.get_mut("data")?.get_mut(file.member)?;
    let text = held.as_str()?.to_owned();
    let beginning: String = text.chars().take(BEGINNING).collect();
    let shortened = page.text("api-client-shortened").arg("beginning", beginning).arg("count", text.len());
    *held = shortened.to_string().into();
    Some(ShownFile {
        member: file.member,
        name: file.name(),
        url: format!("data:{};base64,{text}", file.media_type()),
        is_image: file.format != PreviewFormat::Pdf,
        kilobytes: (text.len() / 4 * 3).div_ceil(1024),
    })
}
