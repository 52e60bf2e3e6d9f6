//! The timezones to choose from, as the options of a `datalist`.

use std::{
    fmt::{self, Write},
    sync::{Arc, LazyLock, PoisonError, RwLock},
};

use askama::{FastWritable, Values, filters::HtmlSafe};

use crate::{
    clock::Timestamp,
    locale::{Timezone, Zone},
};

/// Offsets change at whole quarters of an hour only, so that long the options are the same for everybody.
const QUARTER: i64 = 15 * 60 * 1_000_000;

/// The options, as HTML, each with its offset and its country, which scripts name in the reader's language.
#[derive(Clone, Debug, Default)]
pub(crate) struct ZoneOptions {
    /// The quarter of an hour they are of; none is negative.
    quarter: Option<i64>,
    html: Arc<str>,
}

static OPTIONS: LazyLock<RwLock<ZoneOptions>> = LazyLock::new(RwLock::default);

impl ZoneOptions {
    /// The options at this instant.
    #[must_use]
    pub(crate) fn at(now: Timestamp) -> Self {
        let quarter = now.micros().div_euclid(QUARTER);
        let kept = OPTIONS.read().unwrap_or_else(PoisonError::into_inner).clone();
        if kept.quarter == Some(quarter) {
            return kept;
        }
        let zones = Timezone::choices(Timestamp::from_micros(quarter * QUARTER));
        let made = Self { quarter: Some(quarter), html: html(&zones).into() };
        OPTIONS.write().unwrap_or_else(PoisonError::into_inner).clone_from(&made);
        made
    }
}

/// Names, countries and offsets hold nothing that HTML would read otherwise.
fn html(zones: &[Zone]) -> String {
    let mut html = String::new();
    for Zone { name, older, country, offset } in zones {
        let country = country.as_deref().unwrap_or_default();
        // Writing to a String can't fail.
        let _ = write!(html, "<option value=\"{name}\" label=\"{offset}\" data-country=\"{country}\"");
        if !older.is_empty() {
            let _ = write!(html, " data-older=\"{}\"", older.join(" "));
        }
        html.push_str("></option>");
    }
    html
}

impl fmt::Display for ZoneOptions {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.html)
    }
}

impl FastWritable for ZoneOptions {
    fn write_into(&self, page: &mut dyn fmt::Write, _: &dyn Values) -> askama::Result<()> {
        Ok(page.write_str(&self.html)?)
    }
}

impl HtmlSafe for ZoneOptions {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_are_those_of_the_instant() {
        let html = |micros: i64| ZoneOptions::at(Timestamp::from_micros(micros)).to_string();
        let july = 1_782_864_000_000_000;
        let paris = "<option value=\"Europe/Paris\" label=\"UTC+02:00\" data-country=\"FR\"></option>";
        assert!(html(july).contains(paris));
        assert!(!html(july - QUARTER * 4 * 24 * 180).contains(paris));
        assert!(html(july).contains(paris));
    }
}
