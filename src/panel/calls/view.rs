//! The view of the log as its address says it, and the addresses of the views that lead on from it.

use std::borrow::Borrow;

use crate::{
    authorization::Deed,
    calls::{CallCursor, CallFilter, CallPosition, CallsOf, Verdict},
    clock::Timestamp,
    locale::Timezone,
    panel::PageContext,
    text_enum,
    texts::Text,
    web::{BadRequest, Fields},
};

text_enum! {
    /// How far back the list goes, in days of the reader's timezone.
    pub(super) enum Period {
        /// Today.
        Today = "today",
        /// Seven days, with today.
        Week = "week",
        /// Thirty days, with today.
        Month = "month",
        /// As far as calls are kept.
        All = "all",
    }
}

/// The whole view.
#[derive(Clone, Debug)]
pub(super) struct View {
    /// The address of the tab.
    path: String,
    pub period: Period,
    pub verdict: Option<Verdict>,
    pub deed: Option<Deed>,
    /// The name of the other side, as typed: a project's, or an API user's.
    pub other: String,
    pub position: CallPosition,
}

impl Period {
    /// How many days, with today; none where it is all that is kept.
    pub(super) const fn days(self) -> Option<u32> {
        match self {
            Self::Today => Some(1),
            Self::Week => Some(7),
            Self::Month => Some(30),
            Self::All => None,
        }
    }

    /// Whether it makes a difference where calls are kept for so many days.
    pub(super) fn is_offered(self, kept: u32) -> bool {
        self != Self::All || Self::Month.days().is_some_and(|month| kept > month)
    }

    pub(super) fn text(self, page: &PageContext, kept: u32) -> Text {
        match self {
            Self::Today => page.text("calls-period-today"),
            Self::Week => page.text("calls-period-week"),
            Self::Month => page.text("calls-period-month"),
            Self::All => page.text("calls-period-all").arg("days", kept),
        }
    }

    fn since(self, zone: Timezone, now: Timestamp) -> Timestamp {
        self.days().map_or(Timestamp::NEVER, |days| {
            zone.start_of(zone.day(now) - chrono::Days::new(u64::from(days).saturating_sub(1)))
        })
    }
}

impl View {
    /// Reads a query.
    ///
    /// # Errors
    /// What no link and no form of ours says.
    pub(super) fn parse(path: String, query: &Fields) -> Result<Self, BadRequest> {
        let cursor = |name: &'static str| -> Result<Option<CallCursor>, BadRequest> {
            let text = query.optional(name)?;
            text.map(|text| text.parse().map_err(|_| BadRequest::UnknownValue(name))).transpose()
        };
        Ok(Self {
            path,
            period: choice(query, "period", Period::parse)?.unwrap_or(Period::Month),
            verdict: choice(query, "verdict", Verdict::parse)?,
            deed: choice(query, "action", Deed::parse)?,
            other: query.optional("of")?.unwrap_or_default(),
            position: match (cursor("older")?, cursor("newer")?) {
                (None, None) => CallPosition::Newest,
                (Some(cursor), _) => CallPosition::OlderThan(cursor),
                (None, Some(cursor)) => CallPosition::NewerThan(cursor),
            },
        })
    }

    /// The view that stands on a tab when it is opened.
    pub(super) const fn of(path: String) -> Self {
        let other = String::new();
        Self { path, period: Period::Month, verdict: None, deed: None, other, position: CallPosition::Newest }
    }

    /// What is asked of the core, for somebody in that timezone.
    pub(super) fn filter(&self, other: Option<CallsOf>, zone: Timezone, now: Timestamp) -> CallFilter {
        CallFilter { since: self.period.since(zone, now), verdict: self.verdict, deed: self.deed, other }
    }

    /// Whether anything narrows the list.
    pub(super) fn is_filtered(&self) -> bool {
        self.is_narrow() || self.period != Period::Month
    }

    /// Whether it may have to be searched for.
    pub(super) fn is_narrow(&self) -> bool {
        self.verdict.is_some() || self.is_by_more_than_verdict()
    }

    /// Whether anything narrows it besides the verdict and the period.
    pub(super) fn is_by_more_than_verdict(&self) -> bool {
        self.deed.is_some() || !self.other.is_empty()
    }

    /// The same from its start, of this verdict.
    pub(super) fn with_verdict(&self, verdict: Option<Verdict>) -> String {
        Self { verdict, position: CallPosition::Newest, ..self.clone() }.url()
    }

    /// The same at another place.
    fn at(&self, position: CallPosition) -> String {
        Self { position, ..self.clone() }.url()
    }

    /// The newest calls.
    pub(super) fn newest(&self) -> String {
        self.at(CallPosition::Newest)
    }

    /// The newer calls.
    pub(super) fn newer(&self, cursor: impl Borrow<CallCursor>) -> String {
        self.at(CallPosition::NewerThan(*cursor.borrow()))
    }

    /// The older calls.
    pub(super) fn older(&self, cursor: impl Borrow<CallCursor>) -> String {
        self.at(CallPosition::OlderThan(*cursor.borrow()))
    }

    /// The same without anything that narrows it.
    pub(super) fn reset(&self) -> String {
        Self::of(self.path.clone()).url()
    }

    fn url(&self) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        if self.period != Period::Month {
            query.append_pair("period", self.period.as_str());
        }
        if let Some(verdict) = self.verdict {
            query.append_pair("verdict", verdict.as_str());
        }
        if let Some(deed) = self.deed {
            query.append_pair("action", deed.as_str());
        }
        if !self.other.is_empty() {
            query.append_pair("of", &self.other);
        }
        match self.position {
            CallPosition::Newest => {}
            CallPosition::OlderThan(cursor) => drop(query.append_pair("older", &cursor.to_string())),
            CallPosition::NewerThan(cursor) => drop(query.append_pair("newer", &cursor.to_string())),
        }
        match query.finish() {
            query if query.is_empty() => self.path.clone(),
            query => format!("{}?{query}", self.path),
        }
    }
}

/// An optional choice; nothing typed is none.
fn choice<T>(query: &Fields, name: &'static str, parse: impl Fn(&str) -> Option<T>) -> Result<Option<T>, BadRequest> {
    match query.optional(name)?.as_deref() {
        None | Some("") => Ok(None),
        Some(word) => parse(word).map(Some).ok_or(BadRequest::UnknownValue(name)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn view(query: &str) -> Result<View, BadRequest> {
        View::parse("/x".to_owned(), &Fields::decode(query.as_bytes()).unwrap())
    }

    #[test]
    fn a_view_stands_in_its_address() {
        let query = "period=today&verdict=denied&action=get_record&of=a+b&older=17.-3";
        assert_eq!(view(query).unwrap().url(), format!("/x?{query}"));
        assert_eq!(view("period=month&verdict=").unwrap().url(), "/x");
        assert_eq!(view(query).unwrap().with_verdict(None), "/x?period=today&action=get_record&of=a+b");
        assert_eq!(view(query).unwrap().reset(), "/x");
    }

    #[test]
    fn what_no_link_of_ours_says_is_refused() {
        for name in ["period", "verdict", "action", "older", "newer"] {
            assert_eq!(view(&format!("{name}=x")).err(), Some(BadRequest::UnknownValue(name)));
        }
        assert!(view("older=1.x").is_err() && view("older=1").is_err());
    }
}
