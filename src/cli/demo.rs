//! `idc-admin demo`

use std::io::IsTerminal;

use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};

use crate::{
    db::Db,
    demo::{self, Demo},
    input::MainOrganization,
};

#[derive(Args)]
pub(super) struct DemoArgs {
    /// How many API users to make
    #[arg(long, default_value_t = 1_000)]
    api_users: u32,
    /// How many projects to make
    #[arg(long, default_value_t = 24)]
    projects: u32,
    /// How many records to make in all projects together
    #[arg(long, default_value_t = 0)]
    records: u32,
    /// The same seed makes the same data
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

pub(super) fn fill(db: &Db, main: &MainOrganization, args: &DemoArgs) -> anyhow::Result<()> {
    let wanted = Demo { api_users: args.api_users, projects: args.projects, records: args.records, seed: args.seed };
    let bar = ProgressBar::new([wanted.projects, wanted.api_users, wanted.records].map(u64::from).iter().sum());
    let style = "{bar:40} {human_pos}/{human_len} {elapsed}, {per_sec}, {eta} to go";
    bar.set_style(ProgressStyle::with_template(style)?);
    let password = demo::fill(db, main, wanted, |made| bar.inc(made))?;
    bar.finish();
    if !std::io::stderr().is_terminal() {
        let seconds = bar.elapsed().as_secs_f64().max(0.001);
        eprintln!("{seconds:.1} s");
    }
    println!("Made {} projects, {} API users and {} records.", args.projects, args.api_users, args.records);
    println!("Panel users: {}. API users: see the list.", demo::PANEL_USERS.map(|user| user.0).join(", "));
    println!("The password of every one of them: {}", password.reveal());
    Ok(())
}
