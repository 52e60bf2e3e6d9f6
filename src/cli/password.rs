//! Passwords on the command line.

use anyhow::Context;
use clap::Args;

use crate::{
    input::{FieldError, NewPassword},
    locale::Locale,
};

#[derive(Args)]
pub(super) struct PasswordArgs {
    /// Take the password from one line of standard input instead of asking
    #[arg(long)]
    password_stdin: bool,
}

impl PasswordArgs {
    pub(super) fn read(&self, username: &str) -> anyhow::Result<NewPassword> {
        let (typed, again) = if self.password_stdin {
            let mut line = String::new();
            std::io::stdin().read_line(&mut line).context("standard input can't be read")?;
            let line = line.trim_end_matches(['\r', '\n']).to_owned();
            (line.clone(), line)
        } else {
            (rpassword::prompt_password("New password: ")?, rpassword::prompt_password("Again: ")?)
        };
        NewPassword::parse(&typed, &again, username).map_err(|error| refused("the password", error))
    }
}

/// What the panel would say beside the field.
pub(super) fn refused(what: &str, error: FieldError) -> anyhow::Error {
    anyhow::anyhow!("{what} is refused: {}", error.text(Locale::En, "new_password"))
}
