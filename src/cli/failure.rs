//! Why a command did nothing, as people and scripts are told on standard error.

use std::fmt;

use serde::Serialize;

use crate::{api_users, config::ConfigProblems, db::DbError, input::FieldError, locale::Locale, projects};

/// One thing that is wrong.
#[derive(Clone, Debug, Serialize)]
struct Problem {
    /// A word that scripts can rely on.
    error: &'static str,
    /// What is wrong, and what to do.
    message: String,
}

/// All that is wrong with what a command was asked.
#[derive(Clone, Debug, Default)]
pub(super) struct Problems(Vec<Problem>);

impl std::error::Error for Problems {}

impl fmt::Display for Problems {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (number, problem) in self.0.iter().enumerate() {
            formatter.write_str(if number == 0 { "" } else { "\n" })?;
            formatter.write_str(&problem.message)?;
        }
        Ok(())
    }
}

impl Problems {
    /// With just this one.
    pub(super) fn one(error: &'static str, message: impl Into<String>) -> Self {
        let mut problems = Self::default();
        problems.add(error, message);
        problems
    }

    /// Adds one.
    pub(super) fn add(&mut self, error: &'static str, message: impl Into<String>) {
        self.0.push(Problem { error, message: message.into() });
    }

    /// Adds those of another.
    pub(super) fn append(&mut self, others: Self) {
        self.0.extend(others.0);
    }

    /// The value, or none after noting what the panel would say beside the field.
    pub(super) fn check<T>(&mut self, (error, what): (&'static str, &str), result: Result<T, FieldError>) -> Option<T> {
        let refused = |reason: FieldError| {
            self.add(error, format!("the {what} is refused: {}", reason.text(Locale::En, "new_password")));
        };
        result.map_err(refused).ok()
    }

    /// The value, where there is one and nothing is wrong.
    pub(super) fn none_or<T>(self, value: Option<T>) -> Result<T, Self> {
        match value {
            Some(value) if self.0.is_empty() => Ok(value),
            _ => Err(self),
        }
    }

    fn error(&self) -> &'static str {
        match self.0.as_slice() {
            [problem] => problem.error,
            _ => "several_problems",
        }
    }
}

/// What is printed of a failure with `--json`.
#[derive(Serialize)]
struct Told<'a> {
    error: &'a str,
    message: &'a str,
    /// Each of them, where there are several.
    #[serde(skip_serializing_if = "Option::is_none")]
    problems: Option<&'a [Problem]>,
}

/// A failure as one JSON object on one line.
pub(super) fn json(error: &anyhow::Error) -> String {
    let problems = error.downcast_ref::<Problems>().map(|problems| problems.0.as_slice());
    let problems = problems.filter(|problems| problems.len() > 1);
    told(&Told { error: word(error), message: &format!("{error:#}"), problems })
}

/// Wrong arguments, likewise.
pub(super) fn usage_json(message: &str) -> String {
    let message = message.trim().trim_start_matches("error: ");
    told(&Told { error: "usage", message, problems: None })
}

fn told(told: &Told<'_>) -> String {
    serde_json::to_string(told).unwrap_or_default()
}

fn word(error: &anyhow::Error) -> &'static str {
    let word = |cause: &(dyn std::error::Error + 'static)| {
        let of_problems = cause.downcast_ref::<Problems>().map(Problems::error);
        let of_settings = || cause.downcast_ref::<ConfigProblems>().map(|_| "invalid_settings");
        let of_database = || cause.downcast_ref::<DbError>().map(word_of_database);
        let of_api_user = || cause.downcast_ref::<api_users::Refused>().map(word_of_api_user);
        let of_project = || cause.downcast_ref::<projects::Refused>().map(word_of_project);
        of_problems.or_else(of_settings).or_else(of_database).or_else(of_api_user).or_else(of_project)
    };
    error.chain().find_map(word).unwrap_or("failed")
}

const fn word_of_database(error: &DbError) -> &'static str {
    match error {
        DbError::Busy(_) => "database_busy",
        _ => "database_failed",
    }
}

const fn word_of_api_user(refused: &api_users::Refused) -> &'static str {
    use api_users::Refused;
    match refused {
        Refused::Forbidden(_) => "forbidden",
        Refused::Gone => "api_user_not_found",
        Refused::Conflict | Refused::Clash(_) | Refused::NeverServed => "conflict",
        Refused::NotInTrash => "not_in_trash",
        Refused::UsernameTaken => "username_taken",
        Refused::UnknownProject => "project_not_found",
        Refused::Db(error) => word_of_database(error),
    }
}

const fn word_of_project(refused: &projects::Refused) -> &'static str {
    use projects::Refused;
    match refused {
        Refused::Forbidden(_) => "forbidden",
        Refused::Gone => "project_not_found",
        Refused::Conflict | Refused::Clash(_) | Refused::NeverServed | Refused::LogoGone => "conflict",
        Refused::NameTaken => "project_name_taken",
        Refused::Fields(_) => "fields_refused",
        Refused::Db(error) => word_of_database(error),
    }
}
