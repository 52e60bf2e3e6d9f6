//! Local dates with their time of day, as each language writes them.
//!
//! A list shows a hundred of them, nearly all on a few hundred days: what the language writes around the time of day is
//! kept by the day, and the times of day, of which there are 1,440, are written once. Both are ICU's own pieces, so that
//! the order, the direction and the digits of a language stay its own.

use std::{cell::RefCell, collections::HashMap, fmt, sync::LazyLock};

use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, NaiveTime, Timelike};
use chrono_tz::Tz;
use icu_datetime::{
    DateTimeFormatter, NoCalendarFormatter,
    fieldsets::{self, enums::CompositeDateTimeFieldSet},
    input::{Date, DateTime as IcuDateTime, Time},
};
use icu_locale_core::Locale as IcuLocale;

use crate::locale::Locale;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Precision {
    Minutes,
    Seconds,
}

type Formatter = DateTimeFormatter<CompositeDateTimeFieldSet>;

/// What stands before and after the time of day; none where the language makes no such cut.
type Day = Option<(Box<str>, Box<str>)>;

/// So many days are kept per thread: more than a page can show.
const DAYS_KEPT: usize = 1_000;

/// Making one costs more than a page of rows is worth.
static FORMATTERS: LazyLock<[[Option<Formatter>; 2]; Locale::ALL.len()]> = LazyLock::new(|| {
    Locale::ALL.map(|locale| [Precision::Minutes, Precision::Seconds].map(|precision| formatter(locale, precision)))
});

static DAY_FORMATTERS: LazyLock<[Option<DateTimeFormatter<fieldsets::YMD>>; Locale::ALL.len()]> = LazyLock::new(|| {
    Locale::ALL.map(|locale| DateTimeFormatter::try_new(icu(locale).into(), fieldsets::YMD::medium()).ok())
});

/// The minutes of a day, such as "21:14"; none of them where there is no formatter.
static CLOCK: LazyLock<[Vec<String>; Locale::ALL.len()]> = LazyLock::new(|| Locale::ALL.map(clock));

thread_local! {
    static DAYS: RefCell<HashMap<(Locale, i32), Day>> = RefCell::default();
}

/// Writes the date and the time of day.
pub(super) fn write(
    out: &mut dyn fmt::Write,
    locale: Locale,
    local: &DateTime<Tz>,
    precision: Precision,
) -> fmt::Result {
    let naive = local.naive_local();
    let minute = CLOCK[locale as usize].get((naive.hour() * 60 + naive.minute()) as usize);
    match minute.filter(|_| precision == Precision::Minutes) {
        None => write_whole(out, locale, naive, precision),
        Some(minute) => DAYS.with_borrow_mut(|days| {
            if days.len() >= DAYS_KEPT {
                days.clear();
            }
            let day = days.entry((locale, naive.num_days_from_ce())).or_insert_with(|| cut(locale, naive, minute));
            let Some((before, after)) = day else { return write_whole(out, locale, naive, precision) };
            for part in [before, minute.as_str(), after] {
                out.write_str(part)?;
            }
            Ok(())
        }),
    }
}

/// A day without a time of day.
pub(super) fn day(locale: Locale, day: NaiveDate) -> String {
    let written = DAY_FORMATTERS[locale as usize].as_ref().and_then(|formatter| {
        let (month, of_month) = (u8::try_from(day.month()).ok()?, u8::try_from(day.day()).ok()?);
        Some(formatter.format(&Date::try_new_iso(day.year(), month, of_month).ok()?).to_string())
    });
    written.unwrap_or_else(|| day.to_string())
}

/// What is written on this day before and after the minute, where it stands there once.
fn cut(locale: Locale, naive: NaiveDateTime, minute: &str) -> Day {
    let mut whole = String::new();
    write_whole(&mut whole, locale, naive, Precision::Minutes).ok()?;
    let (before, after) = whole.split_once(minute)?;
    (!after.contains(minute)).then(|| (before.into(), after.into()))
}

fn write_whole(out: &mut dyn fmt::Write, locale: Locale, naive: NaiveDateTime, precision: Precision) -> fmt::Result {
    let written = FORMATTERS[locale as usize][precision as usize].as_ref().and_then(|formatter| {
        let (month, day) = (u8::try_from(naive.month()).ok()?, u8::try_from(naive.day()).ok()?);
        let date = Date::try_new_iso(naive.year(), month, day).ok()?;
        Some(formatter.format(&IcuDateTime { date, time: time_of(naive.time())? }))
    });
    match written {
        Some(written) => write!(out, "{written}"),
        None => write!(out, "{}", naive.format("%Y-%m-%d %H:%M:%S")),
    }
}

fn time_of(time: NaiveTime) -> Option<Time> {
    let [hour, minute, second] = [time.hour(), time.minute(), time.second()].map(|part| u8::try_from(part).ok());
    Time::try_new(hour?, minute?, second?, 0).ok()
}

/// English is American, but with 24 hours, as the tool's users expect of a log.
const fn icu(locale: Locale) -> IcuLocale {
    match locale {
        Locale::En => icu_locale_core::locale!("en-US-u-hc-h23"),
        Locale::Fr => icu_locale_core::locale!("fr"),
    }
}

fn formatter(locale: Locale, precision: Precision) -> Option<Formatter> {
    let fields = match precision {
        Precision::Minutes => fieldsets::YMD::medium().with_time_hm(),
        Precision::Seconds => fieldsets::YMD::medium().with_time_hms(),
    };
    let fields = CompositeDateTimeFieldSet::DateTime(fieldsets::enums::DateAndTimeFieldSet::YMDT(fields));
    DateTimeFormatter::try_new(icu(locale).into(), fields).ok()
}

fn clock(locale: Locale) -> Vec<String> {
    let Ok(formatter) = NoCalendarFormatter::try_new(icu(locale).into(), fieldsets::T::hm()) else {
        return Vec::new();
    };
    let minutes = (0..24 * 60).filter_map(|minute| NaiveTime::from_num_seconds_from_midnight_opt(minute * 60, 0));
    minutes.filter_map(time_of).map(|time| formatter.format(&time).to_string()).collect()
}

#[cfg(test)]
mod tests {
    use chrono::TimeZone;

    use super::*;

    #[test]
    fn what_is_put_together_is_what_icu_writes() {
        for locale in Locale::ALL {
            for (days, minute) in [(0, 0), (0, 1_274), (59, 62), (59, 1_439), (244, 0), (364, 720)] {
                let date = NaiveDate::from_ymd_opt(2026, 1, 1).unwrap() + chrono::Days::new(days);
                let naive = date.and_hms_opt(minute / 60, minute % 60, 5).unwrap();
                let (mut quick, mut whole) = (String::new(), String::new());
                write(&mut quick, locale, &Tz::UTC.from_utc_datetime(&naive), Precision::Minutes).unwrap();
                write_whole(&mut whole, locale, naive, Precision::Minutes).unwrap();
                assert_eq!(quick, whole);
                assert!(cut(locale, naive, &CLOCK[locale as usize][minute as usize]).is_some(), "{whole}");
            }
        }
    }
}
