//! Timezones by their names in the IANA database.

use std::{collections::HashMap, fmt, sync::LazyLock};

use chrono::{DateTime, NaiveDate, NaiveTime, Offset, TimeDelta, TimeZone as _};
use chrono_tz::{OffsetName, Tz};
use icu_time::{
    TimeZone,
    zone::iana::{IanaParserExtended, IanaParserExtendedBorrowed},
};

use crate::{clock::Timestamp, text_column};

/// A zone of the IANA database.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, diesel::expression::AsExpression, diesel::deserialize::FromSqlRow,
)]
#[diesel(sql_type = diesel::sql_types::Text)]
pub struct Timezone(Tz);

text_column!(Timezone);

/// What a zone's clocks call themselves at an instant, such as "CEST"; its offset where they have no letters.
#[derive(Clone, Copy, Debug)]
pub struct Abbreviation(<Tz as chrono::TimeZone>::Offset);

/// A zone to choose.
#[derive(Clone, Debug)]
pub struct Zone {
    /// Its present name, such as "Europe/Paris".
    pub name: &'static str,
    /// Its older names, such as "Asia/Calcutta" of "Asia/Kolkata".
    pub older: Vec<&'static str>,
    /// The country it belongs to (ISO 3166-1, two capital letters).
    pub country: Option<String>,
    /// Its offset at the instant it was asked for, such as "UTC+01:00".
    pub offset: String,
}

/// The regions whose zones are offered; all else in the database are older names of the same zones, and bare offsets.
const REGIONS: [&str; 10] =
    ["Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific"];

/// The present names of all zones, and the older ones that stand for them.
static NAMES: LazyLock<IanaParserExtendedBorrowed<'static>> = LazyLock::new(IanaParserExtended::new);

impl Timezone {
    /// Coordinated Universal Time.
    pub const UTC: Self = Self(Tz::UTC);

    /// The zone of a name; none where there is no such zone.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        name.parse().ok().map(Self)
    }

    /// The zone that is meant by what somebody typed: its name in any letter case, an older name of it, or its city alone
    /// where no other zone has that city. None where there is no such zone.
    #[must_use]
    pub fn recognize(typed: &str) -> Option<Self> {
        let typed = typed.trim().replace(' ', "_");
        let canonical = NAMES.parse(&typed).canonical;
        match Self::parse(canonical) {
            Some(Self(Tz::Etc__UTC)) => Some(Self::UTC),
            Some(zone) => Some(zone),
            None => Self::of_city(&typed),
        }
    }

    fn of_city(typed: &str) -> Option<Self> {
        let is_meant =
            |zone: &Self| zone.name().rsplit('/').next().is_some_and(|city| city.eq_ignore_ascii_case(typed));
        let mut meant = Self::offered().map(|(zone, _)| zone).filter(is_meant);
        meant.next().filter(|_| meant.next().is_none())
    }

    /// The name of the zone.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.0.name()
    }

    /// [`Timezone::name`], as columns want it.
    #[must_use]
    pub fn as_str(&self) -> &'static str {
        self.0.name()
    }

    /// The offset at that instant, such as "UTC+05:45".
    #[must_use]
    pub fn offset(self, at: Timestamp) -> String {
        format!("UTC{}", self.local(at).format("%:z"))
    }

    /// The zones that are offered, by name, UTC first, each with its offset at that instant.
    #[must_use]
    pub fn choices(at: Timestamp) -> Vec<Zone> {
        let mut older: HashMap<&str, Vec<&'static str>> = HashMap::new();
        for alias in NAMES.iter_all().filter(|alias| alias.canonical != alias.normalized) {
            older.entry(alias.canonical).or_default().push(alias.normalized);
        }
        let utc = Zone { name: Self::UTC.name(), older: Vec::new(), country: None, offset: Self::UTC.offset(at) };
        let mut zones: Vec<Zone> = Self::offered()
            .map(|(zone, id)| Zone {
                name: zone.name(),
                older: older.remove(zone.name()).unwrap_or_default(),
                country: country(id),
                offset: zone.offset(at),
            })
            .collect();
        zones.sort_by_key(|zone| zone.name);
        zones.insert(0, utc);
        zones
    }

    /// The zones under their present names, with their identifiers.
    fn offered() -> impl Iterator<Item = (Self, TimeZone)> {
        let is_of_region = |name: &str| name.split_once('/').is_some_and(|(region, _)| REGIONS.contains(&region));
        let zones = NAMES.iter().filter(move |zone| is_of_region(zone.canonical));
        zones.filter_map(|zone| Some((Self::parse(zone.canonical)?, zone.time_zone)))
    }

    /// The day of an instant.
    #[must_use]
    pub fn day(self, at: Timestamp) -> NaiveDate {
        self.local(at).date_naive()
    }

    /// When a day begins: at midnight or, where clocks skip that, at the first quarter of an hour that there is.
    #[must_use]
    pub fn start_of(self, day: NaiveDate) -> Timestamp {
        let mut quarters = (0..4 * 24).map(|quarter| day.and_time(NaiveTime::MIN) + TimeDelta::minutes(15 * quarter));
        let start = quarters.find_map(|local| self.0.from_local_datetime(&local).earliest());
        let micros = start.map_or_else(
            || day.and_time(NaiveTime::MIN).and_utc().timestamp_micros(),
            |start| start.timestamp_micros(),
        );
        Timestamp::from_micros(micros)
    }

    pub(crate) fn local(self, at: Timestamp) -> DateTime<Tz> {
        self.0.from_utc_datetime(&at.to_chrono().naive_utc())
    }
}

/// The country of a zone: its identifier begins with it (UTS #35), but for these.
fn country(zone: TimeZone) -> Option<String> {
    let country = match zone.as_str() {
        "jeruslm" => "IL",
        "gazastrp" | "hebron" => "PS",
        "ancur" => "CW",
        id => id.get(..2)?,
    };
    Some(country.to_ascii_uppercase())
}

impl Abbreviation {
    /// The one of a local time.
    #[must_use]
    pub fn of(local: &DateTime<Tz>) -> Self {
        Self(*local.offset())
    }
}

impl fmt::Display for Abbreviation {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.abbreviation() {
            Some(letters) if letters.starts_with(|c: char| c.is_ascii_alphabetic()) => formatter.write_str(letters),
            _ => {
                let minutes = self.0.fix().local_minus_utc() / 60;
                let (sign, minutes) = (if minutes < 0 { '-' } else { '+' }, minutes.abs());
                write!(formatter, "UTC{sign}{:02}", minutes / 60)?;
                if minutes % 60 == 0 { Ok(()) } else { write!(formatter, ":{:02}", minutes % 60) }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        Timestamp::from_micros(DateTime::parse_from_rfc3339(text).unwrap().timestamp_micros())
    }

    #[test]
    fn offsets_and_abbreviations_follow_daylight_saving() {
        let table = [
            ("Europe/Paris", "2026-03-29T00:59:59Z", "UTC+01:00", "CET"),
            ("Europe/Paris", "2026-03-29T01:00:00Z", "UTC+02:00", "CEST"),
            ("Europe/Paris", "2026-10-25T01:00:00Z", "UTC+01:00", "CET"),
            ("Asia/Kathmandu", "2026-07-01T00:00:00Z", "UTC+05:45", "UTC+05:45"),
            ("America/St_Johns", "2026-07-01T00:00:00Z", "UTC-02:30", "NDT"),
            ("America/Sao_Paulo", "2026-07-01T00:00:00Z", "UTC-03:00", "UTC-03"),
            ("UTC", "2026-07-01T00:00:00Z", "UTC+00:00", "UTC"),
        ];
        for (name, instant, offset, abbreviation) in table {
            let zone = Timezone::parse(name).unwrap();
            assert_eq!(zone.offset(at(instant)), offset, "{name} {instant}");
            assert_eq!(Abbreviation::of(&zone.local(at(instant))).to_string(), abbreviation, "{name} {instant}");
        }
    }

    #[test]
    fn days_begin_when_clocks_say_so() {
        for (name, day, start) in [
            ("UTC", "2026-07-01", "2026-07-01T00:00:00Z"),
            ("Asia/Kathmandu", "2026-07-01", "2026-06-30T18:15:00Z"),
            // Clocks go from midnight to one o'clock.
            ("Africa/Cairo", "2026-04-24", "2026-04-23T22:00:00Z"),
        ] {
            let (zone, day) = (Timezone::parse(name).unwrap(), day.parse().unwrap());
            assert_eq!(zone.start_of(day), at(start), "{name}");
            assert_eq!(zone.day(at(start)), day, "{name}");
        }
    }

    #[test]
    fn zones_that_do_not_exist_are_none() {
        for name in ["", "Mars/Olympus", "europe/paris", "Europe/Paris ", "UTC+1", "../etc/passwd"] {
            assert_eq!(Timezone::parse(name), None, "{name:?}");
        }
    }

    #[test]
    fn what_is_typed_is_recognized_by_name_older_name_and_city() {
        for (typed, zone) in [
            ("Europe/Paris", "Europe/Paris"),
            (" europe/paris ", "Europe/Paris"),
            ("paris", "Europe/Paris"),
            ("New York", "America/New_York"),
            ("america/new york", "America/New_York"),
            ("Asia/Calcutta", "Asia/Kolkata"),
            ("US/Pacific", "America/Los_Angeles"),
            ("Europe/Kiev", "Europe/Kyiv"),
            ("utc", "UTC"),
            ("Etc/UTC", "UTC"),
        ] {
            assert_eq!(Timezone::recognize(typed).map(Timezone::name), Some(zone), "{typed:?}");
        }
        for typed in ["", "Mars/Olympus", "par", "UTC+1", "France", "../etc/passwd", "Etc/Unknown"] {
            assert_eq!(Timezone::recognize(typed), None, "{typed:?}");
        }
    }

    #[test]
    fn every_offered_zone_has_its_present_name_and_a_country() {
        let zones = Timezone::choices(at("2026-07-01T00:00:00Z"));
        let names: Vec<_> = zones.iter().map(|zone| zone.name).collect();
        assert!(names.len() > 400 && names[0] == "UTC");
        assert!(names.contains(&"Europe/Kyiv") && !names.contains(&"Europe/Kiev"));
        for zone in &zones[1..] {
            assert_eq!(Timezone::recognize(zone.name), Timezone::parse(zone.name), "{}", zone.name);
            let country = zone.country.as_deref().unwrap();
            assert!(country.len() == 2 && country.bytes().all(|letter| letter.is_ascii_uppercase()), "{}", zone.name);
        }
        let country = |name| zones.iter().find(|zone| zone.name == name).and_then(|zone| zone.country.as_deref());
        assert_eq!(country("Europe/Paris"), Some("FR"));
        assert_eq!(country("Asia/Jerusalem"), Some("IL"));
        let kolkata = zones.iter().find(|zone| zone.name == "Asia/Kolkata").unwrap();
        assert_eq!(kolkata.older, ["Asia/Calcutta"]);
    }
}
