//! Two people at one form: what is saved of a field that both may have changed.

/// The fields that were changed here and elsewhere, to different values; by their names in the trail.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Clashes(Vec<String>);

impl Clashes {
    /// What to save of a field: what is wanted where it was changed here, what is saved where it was not. Where both were
    /// changed, to different values, it clashes.
    ///
    /// `served` is the text of the field in the form that came in, `text` makes it of a value.
    pub fn merge<T: Clone>(
        &mut self,
        field: &str,
        served: &str,
        wanted: &T,
        saved: &T,
        text: impl Fn(&T) -> String,
    ) -> T {
        let (wanted_text, saved_text) = (text(wanted), text(saved));
        if wanted_text == served || wanted_text == saved_text {
            return saved.clone();
        }
        if saved_text != served {
            self.add(field);
        }
        wanted.clone()
    }

    /// Adds a field.
    pub fn add(&mut self, field: impl Into<String>) {
        self.0.push(field.into());
    }

    /// Whether this field clashes.
    #[must_use]
    pub fn has(&self, field: &str) -> bool {
        self.0.iter().any(|other| other == field)
    }

    /// Whether none clashes.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The fields in order.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }
}

/// Whether a form can have been served with a version: an earlier one than is saved, or that one where all that it says
/// it was served with is saved.
pub(crate) fn can_have_been_served(version: i64, saved: i64, is_as_saved: bool) -> bool {
    (1..saved).contains(&version) || version == saved && is_as_saved
}

/// A form that was saved, and what it was saved on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edited {
    /// Whether there was anything to save.
    pub is_changed: bool,
    /// The version that was there; a later one than was served, where others saved meanwhile.
    pub found: i64,
}

impl Edited {
    /// The version that is there now.
    #[must_use]
    pub const fn version(self) -> i64 {
        self.found.saturating_add(self.is_changed as i64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_one_changed_stays_and_what_both_changed_clashes() {
        for (served, wanted, saved, merged, clashes) in [
            ("a", "a", "a", "a", false),
            ("a", "b", "a", "b", false),
            ("a", "a", "b", "b", false),
            ("a", "b", "b", "b", false),
            ("a", "b", "c", "b", true),
        ] {
            let mut found = Clashes::default();
            assert_eq!(found.merge("field", served, &wanted, &saved, |text| (*text).to_owned()), merged);
            assert_eq!(found.has("field"), clashes, "{served} {wanted} {saved}");
            assert_eq!(found.is_empty(), !clashes);
        }
    }
}
