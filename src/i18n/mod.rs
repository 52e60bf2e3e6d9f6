//! Languages and timezones: texts, numbers and instants as the reader knows them.

mod bundles;
mod locale;
mod reader;
mod timezone;

#[cfg(test)]
mod guard;

pub use bundles::Text;
pub use locale::Locale;
pub use reader::{Reader, Time};
pub use timezone::{Region, Regions, Timezone, Zone};
