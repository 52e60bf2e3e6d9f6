//! All the reasons for which a field can be refused, and the errors of one form.

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
    /// No timezone is called that.
    UnknownTimezone,
    /// No whole number of calls.
    NotAQuota {
        /// The most it may be.
        max: i64,
    },
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
    /// It is not the password of the person who types it.
    OwnPasswordWrong,
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
}

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

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The errors in the order they were found.
    pub fn iter(&self) -> impl Iterator<Item = (F, FieldError)> {
        self.0.iter().copied()
    }

    /// Whether there is something wrong with this field, and with no other.
    #[must_use]
    pub fn is_all_of(&self, field: F) -> bool {
        !self.0.is_empty() && self.0.iter().all(|(other, _)| *other == field)
    }
}
