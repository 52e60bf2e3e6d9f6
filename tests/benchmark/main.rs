//! What the panel and the API cost: the real binary over filled databases, asked by wrk and by clients of our own.
//!
//! `cargo bench` runs it. It measures and tells; nothing here passes or fails by time.

mod api;
mod bare;
mod changes;
mod database;
mod figures;
mod form;
mod load;
mod machine;
mod page;
mod person;
mod report;
mod scenarios;
mod server;
mod size;

use std::{env, path::PathBuf, process::ExitCode};

use clap::{Parser, Subcommand, ValueEnum, value_parser};
use machine::Machine;
use report::Report;

/// Measures the panel over databases of several sizes, and a bare handler beside it.
#[derive(Parser)]
#[command(name = "cargo bench --", disable_help_subcommand = true)]
struct Cli {
    /// How many API users the databases have
    #[arg(long, value_delimiter = ',', default_values_t = [1_000, 100_000, 1_000_000], value_parser = value_parser!(u32).range(1_000..))]
    sizes: Vec<u32>,
    /// How long each scenario is measured
    #[arg(long, default_value_t = 5, value_parser = value_parser!(u32).range(1..))]
    seconds: u32,
    /// How many connections ask at once
    #[arg(long, default_value_t = 16, value_parser = value_parser!(u32).range(1..=48))]
    connections: u32,
    /// Measure these only [default: all]
    #[arg(long, value_delimiter = ',')]
    only: Vec<Group>,
    /// Write the report to this file too
    #[arg(long)]
    output: Option<PathBuf>,
    /// Said by `cargo bench`
    #[arg(long, hide = true, global = true)]
    bench: bool,
    #[command(subcommand)]
    part: Option<Part>,
}

/// What else there is to measure, and what the benchmark starts itself again for.
#[derive(Subcommand)]
enum Part {
    /// Measure calls of the API, and a bare handler beside them
    Api(api::Costs),
    /// Make mixed calls of the API for a while: ends with an error where one fails, the memory grows, or one is not logged
    Soak(api::Soak),
    /// Kill the server in the middle of changes: ends with an error where one that was answered is lost
    Killed(api::Killed),
    /// Serve the baseline
    #[command(hide = true)]
    Bare { port: u16, database: PathBuf },
}

/// Scenarios that are chosen together.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Group {
    List,
    Search,
    Setup,
    Save,
    Status,
    SignIn,
}

impl Cli {
    fn wants(&self, group: Group) -> bool {
        self.only.is_empty() || self.only.contains(&group)
    }
}

fn main() -> ExitCode {
    // `cargo test --all-targets` starts benches too, with arguments for tests. Only `cargo bench` says this one.
    if !env::args().any(|argument| argument == "--bench") {
        println!("Nothing is measured but by `cargo bench`.");
        return ExitCode::SUCCESS;
    }
    let cli = Cli::parse();
    let ended = actix_web::rt::System::new().block_on(async {
        match &cli.part {
            Some(Part::Bare { port, database }) => bare::serve(*port, database).await,
            Some(Part::Api(costs)) => {
                load::must_be_installed()?;
                api::measure(costs).await
            }
            Some(Part::Soak(soak)) => api::hold_out(soak).await,
            Some(Part::Killed(killed)) => api::kill(killed).await,
            None => measure(&cli).await,
        }
    });
    match ended {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("benchmark: {error:#}");
            ExitCode::FAILURE
        }
    }
}

async fn measure(cli: &Cli) -> anyhow::Result<()> {
    load::must_be_installed()?;
    let mut report = Report::create(cli.output.as_deref())?;
    report.head(&Machine::this()?, cli.seconds)?;
    for &api_users in &cli.sizes {
        report.size(&size::measure(cli, api_users).await?)?;
    }
    Ok(())
}
