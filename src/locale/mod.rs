//! Languages and timezones as values; how they are written for a reader is in `texts`.

mod language;
mod timezone;

pub use language::Locale;
pub use timezone::{Abbreviation, Timezone, Zone};
