//! The links above a list that show one status of it.

use crate::{authorization::Status, panel::PageContext, texts::Text};

/// The messages of the links: to all, to those that are Active, Inactive, in Trash. Some languages say them in the gender
/// of what is listed.
pub(super) type StatusWords = [&'static str; 1 + Status::ALL.len()];

/// A link to all of a list, or to those of one status, with their number.
#[derive(Clone, Debug)]
pub(super) struct StatusLink {
    /// Where it leads.
    pub url: String,
    /// The word for the status.
    pub text: Text,
    /// The status, or "all".
    pub status: &'static str,
    /// How many there are.
    pub count: String,
    /// Whether the list shows just these.
    pub is_current: bool,
}

impl StatusLink {
    /// What the links of most lists say.
    pub(super) const WORDS: StatusWords =
        ["status-count-all", "status-count-active", "status-count-inactive", "status-count-trash"];

    /// The links to all and to each status.
    #[must_use]
    pub(super) fn each(
        page: &PageContext,
        [all, active, inactive, trash]: StatusWords,
        counts: [i64; Status::ALL.len()],
        current: Option<Status>,
        url: impl Fn(Option<Status>) -> String,
    ) -> Vec<Self> {
        let to_all = Self {
            url: url(None),
            text: page.text(all),
            status: "all",
            count: page.number(counts.iter().sum::<i64>()),
            is_current: current.is_none(),
        };
        let each = Status::ALL.into_iter().zip(counts).map(|(status, count)| Self {
            url: url(Some(status)),
            text: page.text(match status {
                Status::Active => active,
                Status::Inactive => inactive,
                Status::Trash => trash,
            }),
            status: status.as_str(),
            count: page.number(count),
            is_current: current == Some(status),
        });
        std::iter::once(to_all).chain(each).collect()
    }
}
