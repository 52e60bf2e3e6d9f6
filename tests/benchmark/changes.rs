//! Forms that are sent by many at once, each time another one, which wrk can't do.

use std::time::{Duration, Instant};

use actix_web::rt::spawn;
use anyhow::{Context, ensure};
use reqwest::StatusCode;
use sha2::{Digest, Sha256};

use crate::{figures::Figures, form::Form, page, person::Person};

/// Somebody who sends one form after the other, over one connection.
pub struct Sender {
    person: Person,
    path: String,
    next: Box<dyn FnMut() -> String>,
}

/// What came of it.
#[derive(Default)]
struct Sent {
    answers: Vec<Duration>,
    bytes: usize,
    has_failed: bool,
}

/// Each saves an API user of their own with another note, as the form of the page sends it.
pub async fn saving(person: &Person, setup: &[String]) -> anyhow::Result<Vec<Sender>> {
    let mut senders = Vec::new();
    for path in setup {
        let person = person.beside()?;
        let form = Form::with(&person.get(path, None).await?.page()?, "private_note")?.set("intent", "save");
        // Saving makes the next version, and nobody else saves it: so the page needs no reading in between.
        let mut version: u64 = form.get("version")?.parse()?;
        let mut served = form.get("served.private_note")?.to_owned();
        let next = move || {
            let note = format!("Version {version} was measured.");
            let form = form.clone().set("version", &version.to_string()).set("served.private_note", &served);
            version += 1;
            served = hex::encode(Sha256::digest(&note));
            form.set("private_note", &note).encode()
        };
        senders.push(Sender { person, path: path.clone(), next: Box::new(next) });
    }
    Ok(senders)
}

/// Each moves an API user of their own to and fro.
pub async fn moving(person: &Person, setup: &[String]) -> anyhow::Result<Vec<Sender>> {
    let mut senders = Vec::new();
    for path in setup {
        let person = person.beside()?;
        let page = person.get(path, None).await?.page()?;
        let statuses = page::values(&page, "button[name=status]", "value")?;
        ensure!(statuses.len() > 1, "{path} offers no two statuses to move to");
        let mut statuses = statuses.into_iter().cycle();
        let mut version: u64 = Form::with(&page, "username")?.get("version")?.parse()?;
        let next = move || {
            version += 1;
            format!("version={}&status={}", version - 1, statuses.next().unwrap_or_default())
        };
        senders.push(Sender { person, path: format!("{path}/status"), next: Box::new(next) });
    }
    Ok(senders)
}

/// Each signs in again and again, in a browser in which they did so before. Strangers would be slowed down.
pub async fn signing_in(origin: &str, name: &str, password: &str, senders: u32) -> anyhow::Result<Vec<Sender>> {
    let mut all = Vec::new();
    for _ in 0..senders {
        let mut person = Person::at(origin)?;
        person.sign_in(name, password).await?;
        person.return_later();
        let body = person.sign_in_form(name, password).await?;
        all.push(Sender { person, path: "/sign-in".to_owned(), next: Box::new(move || body.clone()) });
    }
    Ok(all)
}

/// Lets all of them send at once. What comes back with the figures is the mean length of a body.
pub async fn send(senders: Vec<Sender>, seconds: u32) -> anyhow::Result<(Figures, usize)> {
    let (started, seconds) = (Instant::now(), Duration::from_secs(seconds.into()));
    let sending: Vec<_> = senders.into_iter().map(|sender| spawn(sender.send(started + seconds))).collect();
    let mut all = Sent::default();
    let mut failures = 0;
    for sent in sending {
        let sent = sent.await?;
        all.answers.extend(sent.answers);
        all.bytes += sent.bytes;
        failures += u32::from(sent.has_failed);
    }
    let took = started.elapsed();
    let bytes = all.bytes.checked_div(all.answers.len()).context("not one form was taken")?;
    Ok((Figures::of(all.answers, failures, took)?, bytes))
}

impl Sender {
    /// Ends at the first form that is not taken: those behind it would be out of step.
    async fn send(mut self, until: Instant) -> Sent {
        let mut sent = Sent::default();
        while Instant::now() < until {
            let body = (self.next)();
            let asked = Instant::now();
            match self.person.post(&self.path, body).await {
                Ok(answer) if answer.status == StatusCode::SEE_OTHER => {
                    sent.answers.push(asked.elapsed());
                    sent.bytes += answer.body.len();
                }
                other => {
                    eprintln!("  {} answers {:?}", self.path, other.map(|answer| answer.status));
                    sent.has_failed = true;
                    break;
                }
            }
        }
        sent
    }
}
