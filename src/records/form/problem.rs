//! Everything that is wrong with a form of a record, at once.

use crate::projects::fields::ValueError;

/// Why a field of a form can't be saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// It is no value of the field.
    Value(ValueError),
    /// Another record of the project has this value, and no two may.
    Taken,
    /// The field was removed while this was typed into it.
    Removed(String),
}

/// What is wrong with each field, by the key it has in the history: the id of a field, or the name of what every record has.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Problems(Vec<(String, Problem)>);

impl Problems {
    /// Just this one.
    #[must_use]
    pub fn one(key: &str, problem: Problem) -> Self {
        Self(vec![(key.to_owned(), problem)])
    }

    pub(super) fn add(&mut self, key: &str, problem: Problem) {
        self.0.push((key.to_owned(), problem));
    }

    /// The value, or none after noting what is wrong with it.
    pub(super) fn check<T>(&mut self, key: &str, value: Result<T, ValueError>) -> Option<T> {
        value.map_err(|error| self.add(key, Problem::Value(error))).ok()
    }

    /// Whether nothing is wrong.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// In the order of the form.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Problem)> {
        self.0.iter().map(|(key, problem)| (key.as_str(), problem))
    }
}
