//! Numbers with the separators of the language.

use std::sync::LazyLock;

use icu_decimal::{DecimalFormatter, input::Decimal};

use crate::locale::Locale;

/// Making one costs more than a page of numbers is worth.
static NUMBERS: LazyLock<[Option<DecimalFormatter>; Locale::ALL.len()]> = LazyLock::new(|| {
    Locale::ALL.map(|locale| {
        let locale = match locale {
            Locale::En => icu_locale_core::locale!("en"),
            Locale::Fr => icu_locale_core::locale!("fr"),
        };
        DecimalFormatter::try_new(locale.into(), icu_decimal::options::DecimalFormatterOptions::default()).ok()
    })
});

impl Locale {
    /// A number with the separators of the language.
    #[must_use]
    pub fn number(self, number: i64) -> String {
        match &NUMBERS[self as usize] {
            Some(formatter) => formatter.format(&Decimal::from(number)).to_string(),
            None => number.to_string(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_follow_the_language() {
        assert_eq!(Locale::En.number(1_284_000), "1,284,000");
        assert_eq!(Locale::Fr.number(1_284_000), "1\u{202f}284\u{202f}000");
    }
}
