//! The fields of forms and how their errors are shown.

use std::{
    borrow::{Borrow, Cow},
    fmt,
};

use askama::filters::HtmlSafe;

use super::PanelError;
use crate::{
    authentication::{PasswordProof, RecheckRefused},
    input::{FieldError, FormErrors},
    locale::Locale,
    texts::Text,
};

/// The field of a form: its name in the markup, and its label.
pub(super) trait FormField: Copy + Eq {
    /// The name of the input.
    fn name(self) -> &'static str;
    /// The message of the label.
    fn label(self) -> &'static str;
}

/// Declares the fields of a form: `Variant = "input-name", "label-message"`.
macro_rules! form_fields {
    ($(#[$outer:meta])* $visibility:vis enum $name:ident { $($variant:ident = $input:literal, $label:literal;)+ }) => {
        $(#[$outer])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        $visibility enum $name { $($variant),+ }

        impl $crate::panel::FormField for $name {
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
pub(super) struct ShownErrors(pub Vec<ShownError>);

/// One error as a page shows it.
#[derive(Clone, Debug)]
pub(super) struct ShownError {
    /// The id of the input, which is its name but for rows.
    pub name: Cow<'static, str>,
    /// The label of the field.
    pub label: Text,
    /// What is wrong and what to do.
    pub message: Text,
}

impl ShownErrors {
    /// The attributes of this input, which join it to its label, its hint and its error.
    #[must_use]
    pub(super) fn attributes(&self, name: &'static str, has_hint: impl Borrow<bool>) -> Attributes {
        Attributes { name: name.into(), has_hint: *has_hint.borrow(), is_invalid: !self.of(name).is_empty() }
    }

    /// [`ShownErrors::attributes`] of an input of a row, whose name is made: its errors stand under its id.
    #[must_use]
    pub(super) fn attributes_of(&self, name: &str, has_hint: bool) -> Attributes {
        let is_invalid = !self.of(&input_id(name)).is_empty();
        Attributes { name: name.to_owned().into(), has_hint, is_invalid }
    }

    /// The errors in the order they were found.
    pub(super) fn iter(&self) -> impl Iterator<Item = &ShownError> {
        self.0.iter()
    }

    /// How many there are.
    #[must_use]
    pub(super) const fn count(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    #[must_use]
    pub(super) const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The message beside this input; empty where nothing is wrong with it.
    #[must_use]
    pub(super) fn of(&self, name: &str) -> String {
        self.0.iter().find(|error| error.name == name).map(|error| error.message.to_string()).unwrap_or_default()
    }
}

/// The attributes of an input, as HTML.
#[derive(Clone, Debug)]
pub(super) struct Attributes {
    name: Cow<'static, str>,
    has_hint: bool,
    is_invalid: bool,
}

impl fmt::Display for Attributes {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (name, id) = (&self.name, input_id(&self.name));
        write!(formatter, "id=\"{id}\" name=\"{name}\"")?;
        match (self.has_hint, self.is_invalid) {
            (true, true) => write!(formatter, " aria-describedby=\"{id}-hint {id}-error\"")?,
            (true, false) => write!(formatter, " aria-describedby=\"{id}-hint\"")?,
            (false, true) => write!(formatter, " aria-describedby=\"{id}-error\"")?,
            (false, false) => {}
        }
        if self.is_invalid { formatter.write_str(" aria-invalid=\"true\"") } else { Ok(()) }
    }
}

impl HtmlSafe for Attributes {}

/// The id of the input of this name; ids have no dots.
pub(super) fn input_id(name: &str) -> Cow<'_, str> {
    if name.contains('.') { name.replace('.', "-").into() } else { name.into() }
}

impl ShownErrors {
    /// The errors of a form in the reader's language.
    pub(super) fn of_form<F: FormField>(errors: &FormErrors<F>, locale: Locale) -> Self {
        let shown = errors.iter().map(|(field, error)| ShownError {
            name: field.name().into(),
            label: locale.text(field.label()),
            message: error.text(locale, field.name()),
        });
        Self(shown.collect())
    }
}

impl FieldError {
    /// The proof, or what is said beside a password that was asked for again: `wrong` where it is not the right one.
    ///
    /// # Errors
    /// What the field can't answer.
    pub(crate) fn of_recheck(
        proof: Result<PasswordProof, RecheckRefused>,
        wrong: Self,
    ) -> Result<Result<PasswordProof, Self>, PanelError> {
        Ok(Err(match proof {
            Ok(proof) => return Ok(Ok(proof)),
            Err(RecheckRefused::Missing) => Self::CurrentPasswordRequired,
            Err(RecheckRefused::Wrong) => wrong,
            Err(RecheckRefused::TooSoon(waiting)) => Self::WaitBeforeRetry { seconds: waiting.seconds() },
            Err(RecheckRefused::Db(error)) => return Err(error.into()),
            Err(RecheckRefused::Hashing(error)) => return Err(error.into()),
        }))
    }
}

pub(crate) use form_fields;
