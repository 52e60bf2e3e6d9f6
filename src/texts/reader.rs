//! Instants as a reader knows them.

use std::{fmt, ops::Range, sync::LazyLock, time::Duration};

use askama::{FastWritable, Values, filters::HtmlSafe};
use chrono::{Datelike, NaiveDate, Timelike};

use super::dates::{self, Precision};
use crate::{
    clock::Timestamp,
    locale::{Abbreviation, Locale, Timezone},
};

/// In which language and timezone somebody reads, and when.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reader {
    /// The language.
    pub locale: Locale,
    /// The timezone.
    pub zone: Timezone,
    /// The instant of reading, from which the past is told.
    pub now: Timestamp,
}

/// An instant as HTML: `<time>` with the machine's form, UTC in the tooltip, and in it what the reader needs.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Time {
    reader: Reader,
    instant: Timestamp,
    is_exact: bool,
}

const MINUTE: u64 = 60;
const HOUR: u64 = 60 * MINUTE;
const DAY: Duration = Duration::from_secs(24 * HOUR);

impl Reader {
    /// Relative up to a day, then in full.
    #[must_use]
    pub(crate) const fn time(&self, instant: Timestamp) -> Time {
        Time { reader: *self, instant, is_exact: false }
    }

    /// To the second, however long ago.
    #[must_use]
    pub(crate) const fn exact_time(&self, instant: Timestamp) -> Time {
        Time { reader: *self, instant, is_exact: true }
    }

    /// A day of the reader's timezone.
    #[must_use]
    pub(crate) fn day(&self, day: NaiveDate) -> String {
        dates::day(self.locale, day)
    }

    /// [`Reader::time`] as plain text.
    #[must_use]
    pub(crate) fn words(&self, instant: Timestamp) -> String {
        let mut words = String::new();
        // Writing to a String can't fail.
        let _ = self.write_words(&mut words, instant);
        words
    }

    fn write_words(&self, out: &mut dyn fmt::Write, instant: Timestamp) -> fmt::Result {
        let age = self.now.since(instant);
        if instant.is_never() {
            write!(out, "{}", self.locale.text("time-never"))
        } else if age >= DAY {
            self.write_full(out, instant, Precision::Minutes)
        } else {
            out.write_str(AGES[self.locale as usize].of(age))
        }
    }

    fn write_full(&self, out: &mut dyn fmt::Write, instant: Timestamp, precision: Precision) -> fmt::Result {
        let local = self.zone.local(instant);
        dates::write(out, self.locale, &local, precision)?;
        write!(out, " {}", Abbreviation::of(&local))
    }
}

impl Time {
    fn write(&self, out: &mut dyn fmt::Write) -> fmt::Result {
        let Self { reader, instant, is_exact } = self;
        if instant.is_never() {
            return reader.write_words(out, *instant);
        }
        // All of it comes from our own messages and from numbers, never from what somebody typed.
        let digits = utc_digits(*instant);
        let (date, time) = (str::from_utf8(&digits[..10]), str::from_utf8(&digits[11..]));
        let (date, time) = (date.unwrap_or_default(), time.unwrap_or_default());
        for part in ["<time datetime=\"", date, "T", time, "Z\" title=\""] {
            out.write_str(part)?;
        }
        // Older instants stand there in full already.
        if reader.zone != Timezone::UTC && reader.now.since(*instant) < DAY && !is_exact {
            reader.write_full(out, *instant, Precision::Seconds)?;
            out.write_str(" · ")?;
        }
        for part in [date, " ", time, " UTC\">"] {
            out.write_str(part)?;
        }
        if *is_exact {
            reader.write_full(out, *instant, Precision::Seconds)?;
        } else {
            reader.write_words(out, *instant)?;
        }
        out.write_str("</time>")
    }
}

/// "2026-11-23 20:12:05" in UTC, digit by digit: two stand in each row of a list.
fn utc_digits(instant: Timestamp) -> [u8; 19] {
    let utc = instant.to_chrono();
    let mut digits = *b"0000-00-00 00:00:00";
    let mut put = |places: Range<usize>, mut number: u32| {
        for place in places.rev() {
            digits[place] += u8::try_from(number % 10).unwrap_or_default();
            number /= 10;
        }
    };
    put(0..4, u32::try_from(utc.year()).unwrap_or_default());
    put(5..7, utc.month());
    put(8..10, utc.day());
    put(11..13, utc.hour());
    put(14..16, utc.minute());
    put(17..19, utc.second());
    digits
}

/// The words for how long ago something was, up to a day.
struct Ages {
    now: String,
    minutes: Vec<String>,
    hours: Vec<String>,
}

/// There are few of them, and a page may show each many times.
static AGES: LazyLock<[Ages; Locale::ALL.len()]> = LazyLock::new(|| {
    Locale::ALL.map(|locale| Ages {
        now: locale.text("time-just-now").to_string(),
        minutes: (0..60).map(|count| locale.text("time-minutes-ago").arg("minutes", count).to_string()).collect(),
        hours: (0..24).map(|count| locale.text("time-hours-ago").arg("hours", count).to_string()).collect(),
    })
});

impl Ages {
    fn of(&self, age: Duration) -> &str {
        let seconds = age.as_secs();
        let (words, count) =
            if seconds < HOUR { (&self.minutes, seconds / MINUTE) } else { (&self.hours, seconds / HOUR) };
        let words = usize::try_from(count).ok().filter(|&count| count > 0).and_then(|count| words.get(count));
        words.unwrap_or(&self.now)
    }
}

impl fmt::Display for Time {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write(formatter)
    }
}

impl FastWritable for Time {
    fn write_into(&self, page: &mut dyn fmt::Write, _: &dyn Values) -> askama::Result<()> {
        Ok(self.write(page)?)
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
        let words = |instant: &str| reader.words(at(instant));
        assert_eq!(words("2026-11-23T20:14:00Z"), "just now");
        assert_eq!(words("2026-11-23T20:12:00Z"), "2 min ago");
        assert_eq!(words("2026-11-23T15:00:00Z"), "5 h ago");
        assert_eq!(words("2026-11-22T20:14:07Z"), "Nov 22, 2026, 21:14 CET");
        assert_eq!(words("2026-07-01T22:30:00Z"), "Jul 2, 2026, 00:30 CEST");
        assert_eq!(reader.time(Timestamp::NEVER).to_string(), "Never");
    }

    #[test]
    fn the_exact_instant_is_in_the_tooltip_with_utc() {
        let html = reader(Locale::En, "Asia/Kathmandu").time(at("2026-11-23T20:12:05Z")).to_string();
        assert_eq!(
            html,
            "<time datetime=\"2026-11-23T20:12:05Z\" title=\"Nov 24, 2026, 01:57:05 UTC+05:45 · \
             2026-11-23 20:12:05 UTC\">2 min ago</time>"
        );
        let old = reader(Locale::En, "Asia/Kathmandu").time(at("2026-01-02T03:04:05Z")).to_string();
        assert_eq!(
            old,
            "<time datetime=\"2026-01-02T03:04:05Z\" title=\"2026-01-02 03:04:05 UTC\">Jan 2, 2026, 08:49 UTC+05:45</time>"
        );
        let utc = reader(Locale::En, "UTC").time(at("2026-11-20T20:12:05Z")).to_string();
        assert!(utc.contains("title=\"2026-11-20 20:12:05 UTC\">Nov 20, 2026, 20:12 UTC<"), "{utc}");
    }

    #[test]
    fn an_exact_instant_is_told_to_the_second_and_a_day_without_its_time() {
        let reader = reader(Locale::En, "Europe/Paris");
        let html = reader.exact_time(at("2026-11-23T20:12:05Z")).to_string();
        assert!(html.ends_with("title=\"2026-11-23 20:12:05 UTC\">Nov 23, 2026, 21:12:05 CET</time>"), "{html}");
        assert_eq!(reader.exact_time(Timestamp::NEVER).to_string(), "Never");
        assert_eq!(reader.day("2026-11-23".parse().unwrap()), "Nov 23, 2026");
    }

    #[test]
    fn french_dates_are_french() {
        let words = reader(Locale::Fr, "Europe/Paris").words(at("2026-08-01T10:00:00Z"));
        assert!(words.contains("août 2026"), "{words}");
    }
}
