//! The report, in Markdown, so that it can be kept beside others.

use std::{fmt::Write as _, fs::File, io::Write as _, path::Path, time::Duration};

use crate::{
    database::{Amount, PROJECTS},
    figures::Measured,
    machine::Machine,
    size::Size,
};

/// Printed as it grows, and written to a file where one is asked for: what was measured outlives what fails later.
pub struct Report(Option<File>);

impl Report {
    pub fn create(file: Option<&Path>) -> anyhow::Result<Self> {
        Ok(Self(file.map(File::create).transpose()?))
    }

    pub fn head(&mut self, machine: &Machine, seconds: u32) -> anyhow::Result<()> {
        let Machine { date, commit, rustc, actix_web, sqlite, processor, cores, load, command } = machine;
        let version = env!("CARGO_PKG_VERSION");
        self.add(&format!(
            "# What IDC Admin costs\n\n\
             - {date}, {seconds} s for each scenario, the load on the same machine as the server\n\
             - idc-admin {version} ({commit}), {rustc}, actix-web {actix_web}, SQLite {sqlite}\n\
             - {processor}, {cores} cores, load average before {load}\n\
             - `{command}`\n"
        ))
    }

    pub fn size(&mut self, size: &Size) -> anyhow::Result<()> {
        let (api_users, rate) = (grouped(size.api_users), f64::from(size.api_users) / size.fill.as_secs_f64());
        let mut text = format!(
            "\n## {api_users} API users, {} projects\n\n\
             Filled in {:.1} s, {rate:.0} API users/s.\n\n{}",
            grouped(PROJECTS),
            size.fill.as_secs_f64(),
            table(&size.measured),
        );
        if let Some(share) = size.share_of_bare {
            writeln!(text, "\nThe list's first page, plain: {:.0} % of the bare handler's requests/s.", share * 100.0)?;
        }
        let memory: Vec<_> = size.memory.iter().map(|(when, mebibytes)| format!("{mebibytes} MiB {when}")).collect();
        writeln!(text, "\nThe panel's memory: {}.", memory.join(", "))?;
        self.add(&text)
    }

    /// The chapter of the API.
    pub fn api(
        &mut self,
        amount: &Amount,
        fill: Duration,
        measured: &[Measured],
        memory: [(&str, u32); 3],
    ) -> anyhow::Result<()> {
        let memory = memory.map(|(when, mebibytes)| format!("{mebibytes} MiB {when}")).join(", ");
        let text = format!(
            "\n## {} API users, {} projects, {} records\n\n\
             Filled in {:.1} s.\n\n{}\nThe server's memory: {memory}.\n",
            grouped(amount.api_users),
            grouped(amount.projects),
            grouped(amount.records),
            fill.as_secs_f64(),
            table(measured),
        );
        self.add(&text)
    }

    fn add(&mut self, text: &str) -> anyhow::Result<()> {
        print!("{text}");
        if let Some(file) = &mut self.0 {
            file.write_all(text.as_bytes())?;
        }
        Ok(())
    }
}

fn table(measured: &[Measured]) -> String {
    let head = "| Scenario | Connections | Requests/s | p50 ms | p99 ms | Server's CPU ms/request | Body bytes | Failures |\n\
                |---|--:|--:|--:|--:|--:|--:|--:|\n";
    [head.to_owned()].into_iter().chain(measured.iter().map(row)).collect()
}

fn row(measured: &Measured) -> String {
    let Measured { scenario, connections, figures, computed, bytes } = measured;
    let mark = if figures.failures > 0 { "**FAILED** " } else { "" };
    format!(
        "| {mark}{scenario} | {connections} | {:.1} | {:.2} | {:.2} | {:.3} | {bytes} | {} |\n",
        figures.per_second(),
        milliseconds(figures.p50),
        milliseconds(figures.p99),
        milliseconds(*computed),
        figures.failures,
    )
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1_000.0
}

/// With a comma before each three digits.
fn grouped(number: u32) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
