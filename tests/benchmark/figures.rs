//! What is measured of a scenario.

use std::time::Duration;

use anyhow::Context;

use crate::server::Server;

/// What those who asked saw.
pub struct Figures {
    pub requests: u32,
    pub took: Duration,
    pub p50: Duration,
    pub p99: Duration,
    /// Answers with another status than they must have, and connections that broke.
    pub failures: u32,
}

/// A row of the report.
pub struct Measured {
    pub scenario: String,
    pub connections: u32,
    pub figures: Figures,
    /// What a request cost the server.
    pub computed: Duration,
    /// The length of a body, as it was sent.
    pub bytes: usize,
}

impl Figures {
    /// Of the time that each answer took.
    pub fn of(mut answers: Vec<Duration>, failures: u32, took: Duration) -> anyhow::Result<Self> {
        answers.sort_unstable();
        let at = |percent: usize| answers.get(answers.len() * percent / 100).copied();
        let (p50, p99) = at(50).zip(at(99)).context("not one answer came")?;
        Ok(Self { requests: u32::try_from(answers.len())?, took, p50, p99, failures })
    }

    pub fn per_second(&self) -> f64 {
        f64::from(self.requests) / self.took.as_secs_f64()
    }
}

impl Measured {
    /// Awaits the load, and looks how long the server computes meanwhile.
    pub async fn under(
        server: &Server,
        scenario: String,
        connections: u32,
        load: impl Future<Output = anyhow::Result<(Figures, usize)>>,
    ) -> anyhow::Result<Self> {
        eprintln!("  {scenario}, {connections} at once");
        server.come_to_rest().await?;
        let before = server.computed()?;
        let (figures, bytes) = load.await.with_context(|| scenario.clone())?;
        let computed = server.computed()?.saturating_sub(before) / figures.requests.max(1);
        Ok(Self { scenario, connections, figures, computed, bytes })
    }
}
