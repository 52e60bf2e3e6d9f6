//! All the reasons for which a field can be refused, and the errors of one form.

use std::{borrow::Borrow, fmt};

use askama::filters::HtmlSafe;

use crate::i18n::{Locale, Text};

/// Why a field was refused; each has one message, `field-error-…`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldError {
    /// Nothing was typed where something is needed.
    Required,
    /// More than this many code points.
    TooLong {
        /// The most it may hold.
        max: usize,
    },
    /// Fewer than this many code points.
    TooShort {
        /// The fewest it may hold.
        min: usize,
    },
    /// A character that can't be seen, such as NUL.
    ControlCharacter,
    /// A character that changes the direction of what follows, to make a text look like another.
    DirectionOverride,
    /// A character that usernames may not hold.
    UsernameCharacter,
    /// Another account has this username.
    UsernameTaken,
    /// Another project has this name.
    NameTaken,
    /// A choice that is not offered.
    UnknownChoice,
    /// The two new passwords differ.
    PasswordsDiffer,
    /// A password that is guessed too soon.
    PasswordGuessable,
    /// A password with the username in it.
    PasswordHoldsUsername,
    /// The current password is needed for this change.
    CurrentPasswordRequired,
    /// It is not the current password.
    CurrentPasswordWrong,
    /// Too many wrong ones.
    WaitBeforeRetry {
        /// How long the next try has to wait.
        seconds: u64,
    },
}

impl FieldError {
    /// Which of the two fields of a new password this is said beside.
    #[must_use]
    pub fn of_new_password<F>(self, password: F, again: F) -> F {
        if self == Self::PasswordsDiffer { again } else { password }
    }

    /// The message for the reader: what is wrong and what to do.
    #[must_use]
    pub fn text(self, locale: Locale) -> Text {
        match self {
            Self::Required => locale.text("field-error-required"),
            Self::TooLong { max } => locale.text("field-error-too-long").arg("max", max),
            Self::TooShort { min } => locale.text("field-error-too-short").arg("min", min),
            Self::ControlCharacter => locale.text("field-error-control-character"),
            Self::DirectionOverride => locale.text("field-error-direction-override"),
            Self::UsernameCharacter => locale.text("field-error-username-character"),
            Self::UsernameTaken => locale.text("field-error-username-taken"),
            Self::NameTaken => locale.text("field-error-name-taken"),
            Self::UnknownChoice => locale.text("field-error-unknown-choice"),
            Self::PasswordsDiffer => locale.text("field-error-passwords-differ"),
            Self::PasswordGuessable => locale.text("field-error-password-guessable"),
            Self::PasswordHoldsUsername => locale.text("field-error-password-holds-username"),
            Self::CurrentPasswordRequired => locale.text("field-error-current-password-required"),
            Self::CurrentPasswordWrong => locale.text("field-error-current-password-wrong"),
            Self::WaitBeforeRetry { seconds } => locale.text("field-error-wait-before-retry").arg("seconds", seconds),
        }
    }
}

/// The field of a form: its name in the markup, and its label.
pub trait FormField: Copy + Eq {
    /// The name of the input.
    fn name(self) -> &'static str;
    /// The message of the label.
    fn label(self) -> &'static str;
}

/// Declares the fields of a form: `Variant = "input-name", "label-message"`.
#[macro_export]
macro_rules! form_fields {
    ($(#[$outer:meta])* $visibility:vis enum $name:ident { $($variant:ident = $input:literal, $label:literal;)+ }) => {
        $(#[$outer])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        $visibility enum $name { $($variant),+ }

        impl $crate::forms::FormField for $name {
            fn name(self) -> &'static str {
                match self { $(Self::$variant => $input),+ }
            }

            fn label(self) -> &'static str {
                match self { $(Self::$variant => $label),+ }
            }
        }
    };
}

/// The errors of a form as its page shows them.
#[derive(Clone, Debug, Default)]
pub struct ShownErrors(pub Vec<ShownError>);

/// One error as a page shows it.
#[derive(Clone, Debug)]
pub struct ShownError {
    /// The name of the input.
    pub name: &'static str,
    /// The label of the field.
    pub label: Text,
    /// What is wrong and what to do.
    pub message: Text,
}

impl ShownErrors {
    /// The attributes of this input, which join it to its label, its hint and its error.
    #[must_use]
    pub fn attributes(&self, name: &'static str, has_hint: impl Borrow<bool>) -> Attributes {
        Attributes { name, has_hint: *has_hint.borrow(), is_invalid: !self.of(name).is_empty() }
    }

    /// The errors in the order they were found.
    pub fn iter(&self) -> impl Iterator<Item = &ShownError> {
        self.0.iter()
    }

    /// How many there are.
    #[must_use]
    pub const fn count(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The message beside this input; empty where nothing is wrong with it.
    #[must_use]
    pub fn of(&self, name: &str) -> String {
        self.0.iter().find(|error| error.name == name).map(|error| error.message.to_string()).unwrap_or_default()
    }
}

/// The attributes of an input, as HTML.
#[derive(Clone, Copy, Debug)]
pub struct Attributes {
    name: &'static str,
    has_hint: bool,
    is_invalid: bool,
}

impl fmt::Display for Attributes {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = self.name;
        write!(formatter, "id=\"{name}\" name=\"{name}\"")?;
        match (self.has_hint, self.is_invalid) {
            (true, true) => write!(formatter, " aria-describedby=\"{name}-hint {name}-error\"")?,
            (true, false) => write!(formatter, " aria-describedby=\"{name}-hint\"")?,
            (false, true) => write!(formatter, " aria-describedby=\"{name}-error\"")?,
            (false, false) => {}
        }
        if self.is_invalid { formatter.write_str(" aria-invalid=\"true\"") } else { Ok(()) }
    }
}

impl HtmlSafe for Attributes {}

/// The errors of one form, in the order they were found; `F` is that form's enum of fields.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormErrors<F>(Vec<(F, FieldError)>);

impl<F> Default for FormErrors<F> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<F: Copy + Eq> FormErrors<F> {
    /// The errors of a form with just this one.
    #[must_use]
    pub fn one(field: F, error: FieldError) -> Self {
        Self(vec![(field, error)])
    }

    /// Adds an error.
    pub fn add(&mut self, field: F, error: FieldError) {
        self.0.push((field, error));
    }

    /// The value, or none after noting why the field was refused.
    pub fn check<T>(&mut self, field: F, result: Result<T, FieldError>) -> Option<T> {
        result.map_err(|error| self.add(field, error)).ok()
    }

    /// How many seconds the next try has to wait, where this one came too soon.
    #[must_use]
    pub fn wait(&self) -> Option<u64> {
        self.0.iter().find_map(|(_, error)| match error {
            FieldError::WaitBeforeRetry { seconds } => Some(*seconds),
            _ => None,
        })
    }

    /// The errors in the reader's language.
    #[must_use]
    pub fn shown(&self, locale: Locale) -> ShownErrors
    where
        F: FormField,
    {
        let shown = self.0.iter().map(|&(field, error)| ShownError {
            name: field.name(),
            label: locale.text(field.label()),
            message: error.text(locale),
        });
        ShownErrors(shown.collect())
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
