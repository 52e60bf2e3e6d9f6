//! Every program of the page about the API, taken from the page as it is served, does what the page says.

use std::{
    fs,
    path::Path,
    process::{Command, Output},
};

use idc_admin::authorization::Privilege;
use scraper::{Html, Selector};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::support::{integrator::Integrator, server::Server};

/// The photo of the examples: 3 × 4 pixels of one color.
const PHOTO: &str =
    "iVBORw0KGgoAAAANSUhEUgAAAAMAAAAECAMAAAB883U1AAAAA1BMVEVKeozrqWu7AAAAC0lEQVQI12NgQAUAABAAAaHFIcEAAAAASUVORK5CYII=";

/// The texts of the code on a page, by their ids.
struct Page(Vec<(String, String)>);

impl Page {
    async fn of(server: &Server, language: &str) -> Self {
        let client = reqwest::Client::new();
        let request = client.get(server.url("/help/producer-api")).header("accept-language", language);
        let html = Html::parse_document(&request.send().await.unwrap().text().await.unwrap());
        let selector = Selector::parse("pre").unwrap();
        let code = html.select(&selector).map(|pre| {
            let id = pre.value().id().expect("code without an id").to_owned();
            (id, pre.text().collect::<String>())
        });
        Self(code.collect())
    }

    fn get(&self, id: &str) -> &str {
        let found = self.0.iter().find(|(other, _)| other == id);
        &found.unwrap_or_else(|| panic!("no {id} among {:?}", self.0)).1
    }

    /// The programs in a language, each with what it is about.
    fn programs(&self, language: &str) -> Vec<(&str, &str)> {
        let end = format!("-{language}");
        self.0.iter().filter_map(|(id, text)| Some((id.strip_suffix(&end)?, text.as_str()))).collect()
    }
}

/// [`run_in`] a folder of its own.
pub fn run(interpreter: &str, program: &str, environment: &str, client: &Integrator) -> Output {
    run_in(TempDir::new().unwrap().path(), interpreter, program, environment, client)
}

/// Runs a program in a folder, with the variables that the lines want to be set. Pictures are read from the folder.
pub fn run_in(folder: &Path, interpreter: &str, program: &str, environment: &str, client: &Integrator) -> Output {
    let file = folder.join("program");
    fs::write(&file, program).unwrap();
    let mut command = Command::new(interpreter);
    command.arg(&file).current_dir(folder);
    for line in environment.lines() {
        let (name, value) = line.strip_prefix("export ").and_then(|line| line.split_once('=')).expect(line);
        command.env(
            name,
            match name {
                "PRODUCER_URL" => &client.url,
                "PRODUCER_USERNAME" => &client.username,
                "PRODUCER_PASSWORD" => &client.password,
                "PRODUCER_USER_SECRET_KEY" => &client.user_secret_key,
                "PRODUCER_PROJECT_SECRET_KEY" => &client.project_secret_key,
                "PRODUCER_PHOTO" | "PRODUCER_SIGNATURE" => value.trim_matches('\''),
                _ => panic!("nobody sets {name}"),
            },
        );
    }
    command.output().unwrap_or_else(|error| panic!("{interpreter}: {error}; run tests/run"))
}

/// The data of an answer without what is another each time: digits of instants and ids.
pub fn data(text: &str) -> Value {
    let answer: Value = serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"));
    let mut data = if answer.get("api").is_some() { answer["data"].clone() } else { answer };
    mask(&mut data);
    data
}

fn mask(value: &mut Value) {
    match value {
        Value::Object(members) => {
            for (name, value) in members {
                let is_other = matches!(
                    name.as_str(),
                    "idc_key" | "idc_project" | "idc_insdate" | "idc_moddate" | "idc_picturedate" | "idc_printdate"
                );
                if name == "badge_preview" {
                    // What it is by how it begins; tests of the cards look at the rest.
                    *value = value.as_str().unwrap()[..4].into();
                }
                match value.as_str().filter(|_| is_other) {
                    Some(text) => {
                        *value = text.replace(|c: char| c.is_ascii_hexdigit(), "0").into();
                    }
                    None => mask(value),
                }
            }
        }
        Value::Array(values) => values.iter_mut().for_each(mask),
        _ => {}
    }
}

async fn each_program_runs(language: &str, interpreter: &str, expected: usize) {
    let server = Server::start().await;
    let page = Page::of(&server, "en").await;
    let programs = page.programs(language);
    assert_eq!(programs.len(), expected, "{programs:?}");
    for (about, program) in programs {
        let client = Integrator::new(&server, &format!("{language}-{about}"), &Privilege::ALL);
        if about != "insert-record" {
            let david = json!({
                "idc_firstname": "David", "idc_lastname": "Wilson",
                "idc_email": "david.wilson@example.org", "idc_colorcode": "6",
            });
            client.insert(david).await.record();
        }
        if about == "get-photo-id" {
            client.update("10000", json!({"idc_photo": PHOTO})).await.record();
        }
        let output = run(interpreter, program, page.get("environment"), &client);
        let (said, wrong) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        assert!(output.status.success() && wrong.is_empty(), "{about}: {said}{wrong}\n{program}");
        let answer =
            page.get(&if about == "form" { "get-record-answer".to_owned() } else { format!("{about}-answer") });
        assert_eq!(data(&said), data(answer), "{about}");

        let stranger = Integrator { project_secret_key: "idcp_".to_owned(), ..client };
        let output = run(interpreter, program, page.get("environment"), &stranger);
        let told = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
        assert!(!output.status.success() && told.contains("project"), "{about}: {told}");
    }
}

#[tokio::test]
async fn every_program_for_curl_runs() {
    each_program_runs("curl", "sh", 9).await;
}

#[tokio::test]
async fn every_program_in_python_runs() {
    each_program_runs("python", "python3", 8).await;
}

#[tokio::test]
async fn every_program_in_php_runs() {
    each_program_runs("php", "php", 8).await;
}

#[tokio::test]
async fn every_program_in_javascript_runs() {
    each_program_runs("javascript", "node", 8).await;
}

#[tokio::test]
async fn the_page_has_the_same_code_in_every_language_and_the_address_of_its_server() {
    let public = ("IDC_PUBLIC_URL", "https://cards.example.net");
    let server = Server::start_with(&[public, ("IDC_TRUSTED_PROXIES", "127.0.0.1")]).await;
    let (english, french) = (Page::of(&server, "en").await, Page::of(&server, "fr").await);
    assert_eq!(english.0, french.0);
    assert!(english.get("environment").contains("PRODUCER_URL='https://cards.example.net/producer/'"));
    assert!(english.get("xml-answer").starts_with("<?xml"));
}
