//! Instants as a reader knows them.

use std::{fmt, sync::LazyLock, time::Duration};

use askama::filters::HtmlSafe;
use chrono::{Datelike, SecondsFormat, Timelike};
use icu_datetime::{
    DateTimeFormatter,
    fieldsets::{self, enums::CompositeDateTimeFieldSet},
    input::{Date, DateTime, Time as ClockTime},
};

use crate::{
    clock::Timestamp,
    locale::{Locale, Timezone},
};

/// In which language and timezone somebody reads, and when.
#[derive(Clone, Debug)]
pub struct Reader {
    /// The language.
    pub locale: Locale,
    /// The timezone.
    pub zone: Timezone,
    /// The instant of reading, from which the past is told.
    pub now: Timestamp,
}

/// An instant as HTML: `<time>` with the machine's form, the exact one in the tooltip, and in it what the reader needs.
#[derive(Clone, Debug)]
pub struct Time {
    words: String,
    exact: Option<(String, String)>,
}

const MINUTE: u64 = 60;
const HOUR: u64 = 60 * MINUTE;
const DAY: Duration = Duration::from_secs(24 * HOUR);

impl Reader {
    /// Relative up to a day, then in full.
    #[must_use]
    pub fn time(&self, instant: Timestamp) -> Time {
        Time { words: self.words(instant), exact: self.exact(instant) }
    }

    /// [`Reader::time`] as plain text.
    #[must_use]
    pub fn words(&self, instant: Timestamp) -> String {
        let age = self.now.since(instant);
        let seconds = age.as_secs();
        if instant.is_never() {
            self.locale.text("time-never").to_string()
        } else if age >= DAY {
            self.full(instant, Precision::Minutes, self.zone)
        } else if seconds < MINUTE {
            self.locale.text("time-just-now").to_string()
        } else if seconds < HOUR {
            self.locale.text("time-minutes-ago").arg("minutes", seconds / MINUTE).to_string()
        } else {
            self.locale.text("time-hours-ago").arg("hours", seconds / HOUR).to_string()
        }
    }

    fn exact(&self, instant: Timestamp) -> Option<(String, String)> {
        if instant.is_never() {
            return None;
        }
        let machine = instant.to_chrono().to_rfc3339_opts(SecondsFormat::Secs, true);
        let utc = machine.replace('T', " ").replace('Z', " UTC");
        let is_utc = self.zone == Timezone::UTC;
        let title =
            if is_utc { utc } else { format!("{} · {utc}", self.full(instant, Precision::Seconds, self.zone)) };
        Some((machine, title))
    }

    fn full(&self, instant: Timestamp, precision: Precision, zone: Timezone) -> String {
        let local = zone.local(instant);
        let plain = || local.format("%Y-%m-%d %H:%M:%S").to_string();
        let written = FORMATTERS[self.locale as usize][precision as usize].as_ref().and_then(|formatter| {
            let date =
                Date::try_new_iso(local.year(), u8::try_from(local.month()).ok()?, u8::try_from(local.day()).ok()?)
                    .ok()?;
            let time = ClockTime::try_new(
                u8::try_from(local.hour()).ok()?,
                u8::try_from(local.minute()).ok()?,
                u8::try_from(local.second()).ok()?,
                0,
            );
            Some(formatter.format(&DateTime { date, time: time.ok()? }).to_string())
        });
        format!("{} {}", written.unwrap_or_else(plain), zone.abbreviation(instant))
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Precision {
    Minutes,
    Seconds,
}

type Formatter = DateTimeFormatter<CompositeDateTimeFieldSet>;

/// Making one costs more than a page of rows is worth.
static FORMATTERS: LazyLock<[[Option<Formatter>; 2]; Locale::ALL.len()]> = LazyLock::new(|| {
    Locale::ALL.map(|locale| [Precision::Minutes, Precision::Seconds].map(|precision| formatter(locale, precision)))
});

/// English is written as in Britain: the day before the month, and 24 hours, as the tool's users expect of a log.
fn formatter(locale: Locale, precision: Precision) -> Option<Formatter> {
    let locale = match locale {
        Locale::En => icu_locale_core::locale!("en-GB"),
        Locale::Fr => icu_locale_core::locale!("fr"),
    };
    let fields = match precision {
        Precision::Minutes => CompositeDateTimeFieldSet::DateTime(fieldsets::enums::DateAndTimeFieldSet::YMDT(
            fieldsets::YMD::medium().with_time_hm(),
        )),
        Precision::Seconds => CompositeDateTimeFieldSet::DateTime(fieldsets::enums::DateAndTimeFieldSet::YMDT(
            fieldsets::YMD::medium().with_time_hms(),
        )),
    };
    DateTimeFormatter::try_new(locale.into(), fields).ok()
}

impl fmt::Display for Time {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.exact {
            // All of it comes from our own messages and from numbers, never from what somebody typed.
            Some((machine, title)) => {
                write!(formatter, "<time datetime=\"{machine}\" title=\"{title}\">{}</time>", self.words)
            }
            None => formatter.write_str(&self.words),
        }
    }
}

impl HtmlSafe for Time {}

#[cfg(test)]
mod tests {
    use chrono::DateTime as ChronoDateTime;

    use super::*;

    fn at(text: &str) -> Timestamp {
        Timestamp::from_micros(ChronoDateTime::parse_from_rfc3339(text).unwrap().timestamp_micros())
    }

    fn reader(locale: Locale, zone: &str) -> Reader {
        Reader { locale, zone: Timezone::parse(zone).unwrap(), now: at("2026-11-23T20:14:07Z") }
    }

    #[test]
    fn the_past_is_relative_for_a_day_and_then_full_in_the_readers_zone() {
        let reader = reader(Locale::En, "Europe/Paris");
        let words = |instant: &str| reader.time(at(instant)).words;
        assert_eq!(words("2026-11-23T20:14:00Z"), "just now");
        assert_eq!(words("2026-11-23T20:12:00Z"), "2 min ago");
        assert_eq!(words("2026-11-23T15:00:00Z"), "5 h ago");
        assert_eq!(words("2026-11-22T20:14:07Z"), "22 Nov 2026, 21:14 CET");
        assert_eq!(words("2026-07-01T22:30:00Z"), "2 Jul 2026, 00:30 CEST");
        assert_eq!(reader.time(Timestamp::NEVER).to_string(), "Never");
    }

    #[test]
    fn the_exact_instant_is_in_the_tooltip_with_utc() {
        let html = reader(Locale::En, "Asia/Kathmandu").time(at("2026-11-23T20:12:05Z")).to_string();
        assert_eq!(
            html,
            "<time datetime=\"2026-11-23T20:12:05Z\" title=\"24 Nov 2026, 01:57:05 UTC+05:45 · \
             2026-11-23 20:12:05 UTC\">2 min ago</time>"
        );
        let utc = reader(Locale::En, "UTC").time(at("2026-11-20T20:12:05Z")).to_string();
        assert!(utc.contains("title=\"2026-11-20 20:12:05 UTC\">20 Nov 2026, 20:12 UTC<"), "{utc}");
    }

    #[test]
    fn french_dates_are_french() {
        let words = reader(Locale::Fr, "Europe/Paris").words(at("2026-08-01T10:00:00Z"));
        assert!(words.contains("août 2026"), "{words}");
    }
}
