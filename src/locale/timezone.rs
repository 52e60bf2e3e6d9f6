//! Timezones by their names in the IANA database.

use std::fmt;

use chrono::{DateTime, Offset, TimeZone};
use chrono_tz::{OffsetName, TZ_VARIANTS, Tz};

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
pub struct Abbreviation(<Tz as TimeZone>::Offset);

/// The zones of a part of the world.
#[derive(Clone, Debug)]
pub struct Region {
    /// Such as "Europe".
    pub name: &'static str,
    /// In order of their names.
    pub zones: Vec<Zone>,
}

/// A zone to choose.
#[derive(Clone, Debug)]
pub struct Zone {
    /// Such as "Europe/Paris".
    pub name: &'static str,
    /// Its present offset, such as "UTC+01:00".
    pub offset: String,
}

/// The regions whose zones are offered; the rest of the database are older names of the same zones.
const REGIONS: [&str; 10] =
    ["Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific"];

/// All zones to choose from, by region.
#[derive(Clone, Debug)]
pub struct Regions(Vec<Region>);

impl Regions {
    /// The regions in order.
    pub fn iter(&self) -> impl Iterator<Item = &Region> {
        self.0.iter()
    }
}

impl Zone {
    /// The place in its region, such as "Argentina/Buenos Aires".
    #[must_use]
    pub fn place(&self) -> String {
        self.name.split_once('/').map_or(self.name, |(_, place)| place).replace('_', " ")
    }
}

impl Timezone {
    /// Coordinated Universal Time.
    pub const UTC: Self = Self(Tz::UTC);

    /// The zone of a name; none where there is no such zone.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        name.parse().ok().map(Self)
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

    /// The offered zones by region, each with its offset at that instant.
    #[must_use]
    pub fn regions(at: Timestamp) -> Regions {
        let zones_of = |region: &'static str| {
            let mut zones: Vec<Zone> = TZ_VARIANTS
                .iter()
                .filter(|zone| zone.name().split_once('/').is_some_and(|(head, _)| head == region))
                .map(|&zone| Zone { name: zone.name(), offset: Self(zone).offset(at) })
                .collect();
            zones.sort_by_key(|zone| zone.name);
            Region { name: region, zones }
        };
        let utc = Region { name: "UTC", zones: vec![Zone { name: "UTC", offset: Self::UTC.offset(at) }] };
        Regions(std::iter::once(utc).chain(REGIONS.map(zones_of)).collect())
    }

    pub(crate) fn local(self, at: Timestamp) -> DateTime<Tz> {
        self.0.from_utc_datetime(&at.to_chrono().naive_utc())
    }
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
    fn zones_that_do_not_exist_are_none() {
        for name in ["", "Mars/Olympus", "europe/paris", "Europe/Paris ", "UTC+1", "../etc/passwd"] {
            assert_eq!(Timezone::parse(name), None, "{name:?}");
        }
    }

    #[test]
    fn every_offered_zone_can_be_chosen() {
        let regions = Timezone::regions(at("2026-07-01T00:00:00Z"));
        assert_eq!(regions.iter().count(), 11);
        for zone in regions.iter().flat_map(|region| &region.zones) {
            assert!(Timezone::parse(zone.name).is_some(), "{}", zone.name);
        }
    }
}
