//! The texts that fields hold.

use crate::input::{FieldError, fold, fold_for_search, line};

macro_rules! text_type {
    ($(#[$outer:meta])* $name:ident, $parse:path, $max:literal) => {
        $(#[$outer])*
        #[derive(Clone, Debug, PartialEq, Eq, diesel::expression::AsExpression, diesel::deserialize::FromSqlRow)]
        #[diesel(sql_type = diesel::sql_types::Text)]
        pub struct $name(String);

        impl $name {
            /// The most code points it may hold.
            pub const MAX: usize = $max;

            /// A stored text was parsed before it was stored.
            fn stored(text: &str) -> Option<Self> {
                Some(Self(text.to_owned()))
            }

            /// The text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }

            /// The text folded, for uniqueness, search and sort.
            #[must_use]
            pub fn key(&self) -> String {
                fold(&self.0)
            }

            /// The text folded for searching, where accents don't count.
            #[must_use]
            pub fn search_key(&self) -> String {
                fold_for_search(&self.0)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str(&self.0)
            }
        }

        $crate::text_column!($name, $name::stored);
    };
}

text_type! {
    /// The organization of an API user; empty stands for the main one.
    Organization, line::single_line, 100
}

text_type! {
    /// The name of the main organization, which is a setting.
    MainOrganization, line::single_line, 100
}

text_type! {
    /// A note that only Administrators see.
    PrivateNote, line::lines, 4000
}

text_type! {
    /// The name of a project.
    ProjectName, line::single_line, 100
}

text_type! {
    /// By which people know a field of a project's records.
    FieldLabel, line::single_line, 100
}

text_type! {
    /// One of the values that a field offers.
    FieldChoice, line::single_line, 100
}

text_type! {
    /// What a color code stands for.
    ColorName, line::single_line, 50
}

text_type! {
    /// A line that stands on every card of a project, such as who hands it out; it may be empty.
    CardLine, line::single_line, 60
}

text_type! {
    /// What stands on the back of every card of a project; it may be empty.
    CardNote, line::lines, 500
}

text_type! {
    /// What the list is searched for.
    SearchTerm, line::single_line, 100
}

macro_rules! may_be_empty {
    ($($(#[$what:meta])* $name:ident,)+) => {$(
        impl Default for $name {
            $(#[$what])*
            fn default() -> Self {
                Self(String::new())
            }
        }
    )+};
}

may_be_empty! {
    /// The main one.
    Organization,
    /// Nothing stands there.
    CardLine,
    /// Nothing stands there.
    CardNote,
    /// Nothing noted.
    PrivateNote,
}

impl Organization {
    /// At most 100 code points on one line. Nothing, and the name of the main one, are the main one, which is saved
    /// without a name, so that it can be renamed.
    ///
    /// # Errors
    /// The first rule it breaks.
    pub fn parse(typed: &str, main: &MainOrganization) -> Result<Self, FieldError> {
        let text = line::single_line(typed, Self::MAX)?;
        let is_main = is_blank(&text) || fold(&text) == main.key();
        Ok(if is_main { Self::default() } else { Self(text) })
    }
}

impl MainOrganization {
    /// 1 to 100 code points on one line.
    ///
    /// # Errors
    /// The first rule it breaks.
    pub fn parse(typed: &str) -> Result<Self, FieldError> {
        required(line::single_line(typed, Self::MAX)?).map(Self)
    }
}

impl PrivateNote {
    /// At most 4,000 code points; nothing is fine.
    ///
    /// # Errors
    /// The first rule it breaks.
    pub fn parse(typed: &str) -> Result<Self, FieldError> {
        line::lines(typed, Self::MAX).map(Self)
    }
}

impl CardLine {
    /// At most 60 code points on one line; nothing is fine.
    ///
    /// # Errors
    /// The first rule it breaks.
    pub fn parse(typed: &str) -> Result<Self, FieldError> {
        line::single_line(typed, Self::MAX).map(Self)
    }
}

impl CardNote {
    /// At most 500 code points; nothing is fine.
    ///
    /// # Errors
    /// The first rule it breaks.
    pub fn parse(typed: &str) -> Result<Self, FieldError> {
        line::lines(typed, Self::MAX).map(Self)
    }
}

/// Gives types of one line their `parse`.
macro_rules! required_line {
    ($($name:ident),+) => {$(
        impl $name {
            /// 1 to [`Self::MAX`] code points on one line.
            ///
            /// # Errors
            /// The first rule it breaks.
            pub fn parse(typed: &str) -> Result<Self, FieldError> {
                required(line::single_line(typed, Self::MAX)?).map(Self)
            }
        }
    )+};
}

required_line!(ProjectName, SearchTerm, FieldLabel, FieldChoice, ColorName);

fn required(text: String) -> Result<String, FieldError> {
    if is_blank(&text) { Err(FieldError::Required) } else { Ok(text) }
}

/// Whether nothing of it can be seen; U+2800 is a Braille cell without dots.
fn is_blank(text: &str) -> bool {
    fold(text).chars().all(|character| character.is_whitespace() || character == '\u{2800}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn single_lines_refuse_what_can_not_be_seen() {
        let table = [
            ("", Err(FieldError::Required)),
            ("   ", Err(FieldError::Required)),
            ("  Campus Cards ", Ok("Campus Cards")),
            ("a\0b", Err(FieldError::ControlCharacter)),
            ("a\nb", Err(FieldError::ControlCharacter)),
            ("a\u{85}b", Err(FieldError::ControlCharacter)),
            ("abc\u{202E}fdp", Err(FieldError::DirectionOverride)),
            ("Campus\u{200B}", Err(FieldError::ControlCharacter)),
            ("Campus\u{AD}", Err(FieldError::ControlCharacter)),
            ("Cam\u{2028}pus", Err(FieldError::ControlCharacter)),
            ("\u{200F}x", Err(FieldError::ControlCharacter)),
            ("\u{2800}", Err(FieldError::Required)),
            ("می\u{200C}خواهم", Ok("می\u{200C}خواهم")),
            ("<script>'\"&", Ok("<script>'\"&")),
            ("e\u{301}cole", Ok("\u{e9}cole")),
        ];
        for (typed, expected) in table {
            assert_eq!(
                ProjectName::parse(typed).as_ref().map(ProjectName::as_str),
                expected.as_ref().copied(),
                "{typed:?}"
            );
        }
    }

    #[test]
    fn lengths_count_code_points() {
        assert!(ProjectName::parse(&"é".repeat(100)).is_ok());
        assert_eq!(ProjectName::parse(&"é".repeat(101)), Err(FieldError::TooLong { max: 100 }));
        assert!(PrivateNote::parse(&"é".repeat(4000)).is_ok());
        assert_eq!(PrivateNote::parse(&"é".repeat(4001)), Err(FieldError::TooLong { max: 4000 }));
    }

    #[test]
    fn notes_keep_their_lines() {
        assert_eq!(PrivateNote::parse("one\r\n\ttwo\n").unwrap().as_str(), "one\n\ttwo");
        assert_eq!(PrivateNote::parse("bell\u{7}"), Err(FieldError::ControlCharacter));
    }

    #[test]
    fn an_empty_organization_is_the_main_one_and_so_is_one_of_its_name() {
        let main = MainOrganization::parse("Campus Cards").unwrap();
        for typed in ["  ", "Campus Cards", " campus CARDS "] {
            assert_eq!(Organization::parse(typed, &main), Ok(Organization::default()), "{typed:?}");
        }
        assert_eq!(Organization::parse("Campus", &main).unwrap().as_str(), "Campus");
        assert_eq!(MainOrganization::parse("  "), Err(FieldError::Required));
    }
}
