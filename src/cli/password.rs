//! Passwords on the command line.

use std::io::{BufRead, stdin};

use anyhow::Context;
use clap::Args;

use super::failure::Problems;
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
            let line = read_line()?;
            (line.clone(), line)
        } else {
            (rpassword::prompt_password("New password: ")?, rpassword::prompt_password("Again: ")?)
        };
        NewPassword::parse(&typed, &again, username).map_err(|error| refused("the password", error))
    }
}

/// Of accounts that no person types the password of.
#[derive(Args)]
pub(super) struct MachinePasswordArgs {
    /// Take the password from the first line of standard input; without this, a strong one is made and printed this once
    #[arg(long)]
    password_stdin: bool,
}

/// The password of a machine account.
pub(super) struct MachinePassword {
    pub(super) new: NewPassword,
    is_made: bool,
}

impl MachinePasswordArgs {
    /// None after noting why the given one is refused.
    pub(super) fn read(&self, username: &str, problems: &mut Problems) -> anyhow::Result<Option<MachinePassword>> {
        if !self.password_stdin {
            return Ok(Some(MachinePassword { new: NewPassword::generate()?, is_made: true }));
        }
        let line = read_line()?;
        let parsed = problems.check(("invalid_password", "password"), NewPassword::parse(&line, &line, username));
        Ok(parsed.map(|new| MachinePassword { new, is_made: false }))
    }
}

impl MachinePassword {
    /// The password in the clear where it was made here; who gave it has it.
    pub(super) fn made(&self) -> Option<&str> {
        self.is_made.then(|| self.new.reveal())
    }
}

fn read_line() -> anyhow::Result<String> {
    let mut line = String::new();
    stdin().lock().read_line(&mut line).context("standard input can't be read")?;
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}

/// What the panel would say beside the field.
pub(super) fn refused(what: &str, error: FieldError) -> anyhow::Error {
    anyhow::anyhow!("{what} is refused: {}", error.text(Locale::En, "new_password"))
}
