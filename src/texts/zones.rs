//! The timezones to choose from, as the options of a `select`.

use std::{
    collections::HashMap,
    fmt::{self, Write},
    sync::{Arc, LazyLock, PoisonError, RwLock},
};

use askama::{
    FastWritable, Values,
    filters::{Escaper, Html, HtmlSafe},
};

use crate::{
    clock::Timestamp,
    locale::{Regions, Timezone},
};

/// Offsets change at whole quarters of an hour only, so that long the options are the same for everybody.
const QUARTER: i64 = 15 * 60 * 1_000_000;

/// The options without any chosen.
#[derive(Debug, Default)]
struct Options {
    /// The quarter of an hour they are of; none is negative.
    quarter: Option<i64>,
    html: String,
    /// Where " selected" goes, by the name of the zone.
    places: HashMap<&'static str, usize>,
}

static OPTIONS: LazyLock<RwLock<Arc<Options>>> = LazyLock::new(RwLock::default);

/// The options with one chosen, as HTML.
#[derive(Clone, Debug)]
pub(crate) struct ZoneOptions {
    options: Arc<Options>,
    chosen: String,
}

impl ZoneOptions {
    /// The options at this instant; a chosen one that is not offered comes first.
    #[must_use]
    pub(crate) fn at(now: Timestamp, chosen: &str) -> Self {
        Self { options: options(now.micros().div_euclid(QUARTER)), chosen: chosen.to_owned() }
    }

    fn write(&self, out: &mut dyn fmt::Write) -> fmt::Result {
        let html = &self.options.html;
        let Some(&place) = self.options.places.get(self.chosen.as_str()) else {
            for part in ["<option value=\"", "\" selected>"] {
                out.write_str(part)?;
                Html.write_escaped_str(&mut *out, &self.chosen)?;
            }
            return out.write_str(html);
        };
        for part in [&html[..place], " selected", &html[place..]] {
            out.write_str(part)?;
        }
        Ok(())
    }
}

fn options(quarter: i64) -> Arc<Options> {
    let kept = OPTIONS.read().unwrap_or_else(PoisonError::into_inner).clone();
    if kept.quarter == Some(quarter) {
        return kept;
    }
    let made = Arc::new(Options::of(quarter));
    OPTIONS.write().unwrap_or_else(PoisonError::into_inner).clone_from(&made);
    made
}

impl Options {
    fn of(quarter: i64) -> Self {
        let mut options = Self { quarter: Some(quarter), ..Self::default() };
        // Names of zones and regions hold nothing that HTML would read otherwise, and writing to a String can't fail.
        let _ = options.write_all(&Timezone::regions(Timestamp::from_micros(quarter * QUARTER)));
        options
    }

    fn write_all(&mut self, regions: &Regions) -> fmt::Result {
        for region in regions.iter() {
            write!(self.html, "<optgroup label=\"{}\">", region.name)?;
            for zone in &region.zones {
                write!(self.html, "<option value=\"{}\"", zone.name)?;
                self.places.insert(zone.name, self.html.len());
                write!(self.html, ">{} ({})", zone.place(), zone.offset)?;
            }
            self.html.push_str("</optgroup>");
        }
        Ok(())
    }
}

impl fmt::Display for ZoneOptions {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write(formatter)
    }
}

impl FastWritable for ZoneOptions {
    fn write_into(&self, page: &mut dyn fmt::Write, _: &dyn Values) -> askama::Result<()> {
        Ok(self.write(page)?)
    }
}

impl HtmlSafe for ZoneOptions {}

#[cfg(test)]
mod tests {
    use super::*;

    fn html(micros: i64, chosen: &str) -> String {
        ZoneOptions::at(Timestamp::from_micros(micros), chosen).to_string()
    }

    #[test]
    fn one_option_is_chosen() {
        let july = 1_782_864_000_000_000;
        let paris = html(july, "Europe/Paris");
        assert!(paris.contains("<option value=\"Europe/Paris\" selected>Paris (UTC+02:00)"), "{paris}");
        assert!(html(july - QUARTER * 4 * 24 * 180, "Europe/Paris").contains(">Paris (UTC+01:00)"));
        for chosen in ["Europe/Paris", "UTC", "America/Argentina/Buenos_Aires", "", "<x>"] {
            assert_eq!(html(july, chosen).matches(" selected>").count(), 1, "{chosen}");
        }
        assert!(html(july, "<x>").starts_with("<option value=\"&#60;x&#62;\" selected>&#60;x&#62;<optgroup"));
    }
}
