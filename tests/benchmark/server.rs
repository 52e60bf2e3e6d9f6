//! A process that is measured, and what Linux knows of it.

use std::{
    fs,
    net::TcpListener,
    path::Path,
    process::{Child, Command, Stdio},
    time::Duration,
};

use actix_web::rt::time::sleep;
use anyhow::{Context, bail};

use crate::{database::Database, person::Person};

/// Linux tells times of processes in hundredths of a second, whatever its own clock does.
const TICK: Duration = Duration::from_millis(10);
const MOMENT: Duration = Duration::from_millis(200);
const MOST_MOMENTS: u32 = 150;

/// It answers on 127.0.0.1 for as long as this value lives.
pub struct Server {
    process: Child,
    /// Such as `http://127.0.0.1:49152`.
    pub origin: String,
}

impl Server {
    /// The panel over this database.
    pub async fn panel(database: &Database) -> anyhow::Result<Self> {
        let port = free_port()?;
        Self::start(database.serve(port), port, "/sign-in").await
    }

    /// The baseline over this database.
    pub async fn bare(database: &Path) -> anyhow::Result<Self> {
        let port = free_port()?;
        let mut command = Command::new(std::env::current_exe()?);
        command.args(["--bench", "bare", &port.to_string()]).arg(database);
        Self::start(command, port, "/").await
    }

    async fn start(mut command: Command, port: u16, path: &str) -> anyhow::Result<Self> {
        let process = command.stdin(Stdio::null()).stdout(Stdio::null()).spawn()?;
        let mut this = Self { process, origin: format!("http://127.0.0.1:{port}") };
        let person = Person::at(&this.origin)?;
        for _ in 0..MOST_MOMENTS {
            if let Some(status) = this.process.try_wait()? {
                bail!("the server ended at once: {status}");
            }
            if person.get(path, None).await.is_ok() {
                return Ok(this);
            }
            sleep(MOMENT).await;
        }
        bail!("the server does not answer");
    }

    /// The time that it has computed for, in all its threads and for it in the kernel.
    pub fn computed(&self) -> anyhow::Result<Duration> {
        let stat = self.told("stat")?;
        // The name of the program, in parentheses, may hold anything.
        let (_, fields) = stat.rsplit_once(')').context("/proc has changed")?;
        let times = fields.split_ascii_whitespace().skip(11).take(2);
        let ticks = times.map(str::parse::<u32>).sum::<Result<u32, _>>()?;
        Ok(TICK * ticks)
    }

    /// Its memory in MiB.
    pub fn memory(&self) -> anyhow::Result<u32> {
        self.mebibytes("VmRSS:")
    }

    /// The most memory that it ever had, in MiB.
    pub fn most_memory(&self) -> anyhow::Result<u32> {
        self.mebibytes("VmHWM:")
    }

    /// Waits until it is done with what nobody waits for any more: wrk leaves without the last answers.
    pub async fn come_to_rest(&self) -> anyhow::Result<()> {
        for _ in 0..MOST_MOMENTS {
            let before = self.computed()?;
            sleep(MOMENT).await;
            if self.computed()? <= before + TICK {
                return Ok(());
            }
        }
        bail!("the server does not come to rest");
    }

    fn mebibytes(&self, name: &str) -> anyhow::Result<u32> {
        let status = self.told("status")?;
        let line = status.lines().find_map(|line| line.strip_prefix(name)).context("/proc has changed")?;
        let kibibytes: u32 = line.trim().trim_end_matches(" kB").parse()?;
        Ok(kibibytes / 1024)
    }

    fn told(&self, file: &str) -> anyhow::Result<String> {
        let path = format!("/proc/{}/{file}", self.process.id());
        fs::read_to_string(&path).with_context(|| format!("{path}: the benchmark needs Linux"))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself, which whoever asked it has seen.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Free a moment ago.
fn free_port() -> anyhow::Result<u16> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?.port())
}
