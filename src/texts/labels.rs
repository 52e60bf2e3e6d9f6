//! Labels that the style sheet puts before values where the rows of a table become cards.
//!
//! They stand in the style sheet of the language, once, instead of in each of a page's hundreds of cells.

use crate::locale::Locale;

/// The messages; the style sheet knows each by its id, as in `content: var(--field-role)`.
const LABELS: [&str; 17] = [
    "field-role",
    "field-organization",
    "field-last-login",
    "field-last-modified",
    "field-created",
    "fields-default",
    "privileges-everywhere-here",
    "privilege-access",
    "privilege-add",
    "privilege-edit",
    "privilege-deactivate",
    "privilege-trash",
    "privilege-erase",
    "privilege-photo",
    "privilege-signature",
    "privilege-print",
    "privilege-preview",
];

impl Locale {
    /// The labels as CSS.
    #[must_use]
    pub fn labels(self) -> String {
        let quoted = |id| self.text(id).to_string().replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\a ");
        let labels = LABELS.map(|id| format!("--{id}:\"{}\";", quoted(id)));
        format!(":root{{{}}}\n", labels.concat())
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn the_style_sheet_uses_each() {
        let styles = fs::read_to_string("static/styles/screens.css").unwrap();
        for id in LABELS {
            assert!(styles.contains(&format!("content: var(--{id})")), "{id}");
        }
        assert!(Locale::Fr.labels().contains("--privilege-add:\""), "{}", Locale::Fr.labels());
    }
}
