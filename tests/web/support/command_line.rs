//! The binary, called as an operator or a script calls it.

use std::{
    io::Write,
    path::Path,
    process::{Command, Output, Stdio},
};

/// Calls the binary in the folder, with these settings in its environment and this on its standard input.
pub fn call(folder: &Path, arguments: &[&str], settings: &[(&str, &str)], input: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_idc-admin"));
    command.args(arguments).current_dir(folder).env_clear().envs(settings.iter().copied());
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut process = command.spawn().unwrap();
    process.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    process.wait_with_output().unwrap()
}

/// What it prints.
#[track_caller]
pub fn succeed(folder: &Path, arguments: &[&str], input: &str) -> String {
    let output = call(folder, arguments, &[], input);
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// What it prints on standard error.
#[track_caller]
pub fn fail(folder: &Path, arguments: &[&str], input: &str) -> String {
    let output = call(folder, arguments, &[], input);
    assert!(!output.status.success(), "{arguments:?} was to fail");
    String::from_utf8(output.stderr).unwrap()
}
