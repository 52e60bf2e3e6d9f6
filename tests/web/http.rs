//! What the panel says of HTTP, whatever the page.

use std::{
    io::{BufRead, BufReader, Read},
    process::{Command, Stdio},
};

use diesel::prelude::*;
use flate2::read::GzDecoder;
use idc_admin::{
    authorization::PanelRole,
    db::{DbResult, schema},
};
use tempfile::TempDir;

use crate::{
    panel::{FORM, administrator, staffed},
    support::{
        browser::Browser,
        raw::{Raw, RawAnswer},
        server::{PASSWORD, Server, Site},
    },
};

const GZIP: &str = "accept-encoding: gzip, deflate, br\r\n";

fn decompressed(answer: &RawAnswer) -> Vec<u8> {
    let mut plain = Vec::new();
    GzDecoder::new(answer.body.as_slice()).read_to_end(&mut plain).unwrap();
    plain
}

#[tokio::test]
async fn a_compressed_page_comes_in_one_piece_with_its_length() {
    let server = Server::start().await;
    let mut raw = Raw::connect(server.origin()).await;
    let plain = raw.get("/help", "").await;
    assert_eq!(plain.must_be(200).header("content-encoding"), "");
    let small = raw.get("/help", GZIP).await;
    assert_eq!(small.must_be(200).header("content-encoding"), "gzip");
    assert_eq!(small.header("content-length"), small.body.len().to_string());
    assert_eq!(small.header("transfer-encoding"), "");
    assert!(small.body.len() < plain.body.len() / 2);
    assert!(decompressed(&small) == plain.body, "the same page");
    for answer in [plain, small] {
        assert_eq!(answer.header("vary"), "accept-encoding");
    }
    // Errors are pages too.
    let missing = raw.get("/help/none", GZIP).await;
    assert!(decompressed(missing.must_be(404)).ends_with(b"</html>\n") || missing.header("content-encoding") == "gzip");
}

#[tokio::test]
async fn files_are_compressed_and_kept() {
    let server = Server::start().await;
    let page = Browser::new(&server).get("/sign-in").await;
    let path = page.html.split('"').find(|part| part.starts_with("/static/styles.")).unwrap();
    let mut raw = Raw::connect(server.origin()).await;
    let (plain, small) = (raw.get(path, "").await, raw.get(path, GZIP).await);
    assert!(decompressed(small.must_be(200)) == plain.must_be(200).body);
    for answer in [plain, small] {
        assert_eq!(answer.header("vary"), "accept-encoding");
        assert_eq!(answer.header("content-length"), answer.body.len().to_string());
        assert!(answer.header("cache-control").contains("immutable"));
    }
}

#[tokio::test]
async fn who_accepts_nothing_that_there_is_gets_the_page_all_the_same() {
    let server = Server::start().await;
    let mut raw = Raw::connect(server.origin()).await;
    for accept in ["identity;q=0", "*;q=0", "br", "nonsense;;=,", ""] {
        let answer = raw.get("/sign-in", &format!("accept-encoding: {accept}\r\n")).await;
        assert_eq!(answer.must_be(200).header("content-encoding"), "", "{accept}");
    }
}

#[tokio::test]
async fn a_page_that_shows_a_secret_is_compressed_by_nobody() {
    let server = staffed().await;
    let browser = administrator(&server).await;
    let headers = [FORM[0], FORM[1], ("accept-encoding", "gzip")];
    let made = browser.post_raw("/projects", &headers, "name=Badges").await;
    assert!(made.must_be(201).html.contains("idcp_"));
    assert_eq!(made.header("cache-control"), Some("no-store, no-transform"));
    assert_eq!(made.header("content-encoding"), None);
    let page = browser.get("/api-users/new").await;
    let generated = page.form("setup").press("intent", "generate").await;
    assert_eq!(generated.must_be(200).header("cache-control"), Some("no-store, no-transform"));
}

#[tokio::test]
async fn head_is_get_without_the_body() {
    let server = Server::start().await;
    let mut raw = Raw::connect(server.origin()).await;
    let whole = raw.get("/sign-in", GZIP).await;
    raw.send(format!("HEAD /sign-in HTTP/1.1\r\nhost: x\r\n{GZIP}\r\n")).await;
    let head = raw.head().await;
    assert_eq!(head.must_be(200).header("content-encoding"), "gzip");
    assert_eq!(head.header("content-length"), whole.header("content-length"));
    raw.get("/help", "").await.must_be(200);
}

#[tokio::test]
async fn https_is_to_be_kept_to_and_http_says_nothing_of_it() {
    let server = Server::start_with(&[("IDC_PUBLIC_URL", "https://idc.example.com")]).await;
    let mut raw = Raw::connect(server.origin()).await;
    for (path, status) in [("/sign-in", 200), ("/api-users", 303), ("/help/none", 404), ("/static/none", 404)] {
        let answer = raw.get(path, "").await;
        assert_eq!(answer.must_be(status).header("strict-transport-security"), "max-age=31536000", "{path}");
    }
    let server = Server::start().await;
    let answer = Raw::connect(server.origin()).await.get("/sign-in", "").await;
    assert_eq!(answer.must_be(200).header("strict-transport-security"), "");
}

#[tokio::test]
async fn signing_out_clears_what_the_browser_kept_but_the_proof_of_having_been_there() {
    let server = staffed().await;
    let browser = administrator(&server).await;
    let out = browser.post_raw("/sign-out", &FORM, "").await;
    assert_eq!(out.must_be(303).header("clear-site-data"), Some("\"cache\", \"storage\""));
    assert!(browser.cookies().iter().any(|(name, _)| name == "idc-device"));
}

#[tokio::test]
async fn the_address_is_what_the_proxys_header_says_and_no_other() {
    let settings = [("IDC_TRUSTED_PROXIES", "127.0.0.1"), ("IDC_PROXY_HEADER", "X-Real-IP")];
    let server = Server::start_with(&settings).await;
    server.panel_user("ana", PanelRole::Administrator, PASSWORD);
    let browser = administrator(&server).await;
    let said = [("x-real-ip", "9.9.9.9"), ("x-forwarded-for", "6.6.6.6"), ("forwarded", "for=6.6.6.6")];
    let headers: Vec<_> = FORM.into_iter().chain(said).collect();
    browser.post_raw("/projects", &headers, "name=Badges").await.must_be(201);
    let addresses = |connection: &mut _| -> DbResult<Vec<String>> {
        Ok(schema::audit::table.select(schema::audit::address).load(connection)?)
    };
    assert_eq!(server.db.write_blocking(addresses).unwrap().last().map(String::as_str), Some("9.9.9.9"));
}

#[tokio::test]
async fn malformed_requests_are_refused_and_others_are_answered_as_ever() {
    let server = Server::start().await;
    let mut neighbour = Raw::connect(server.origin()).await;
    neighbour.get("/sign-in", "").await.must_be(200);
    for bytes in ["GET\r\n\r\n", "GET /sign-in HTTP/1.1\r\nno colon\r\n\r\n", "\u{16}\u{3}\u{1}\r\n\r\n"] {
        let mut raw = Raw::connect(server.origin()).await;
        raw.send(bytes).await;
        raw.answer().await.must_be(400);
        raw.closes().await;
    }
    // The decoder of actix-http panics over it; nobody else may notice.
    let mut raw = Raw::connect(server.origin()).await;
    raw.send(format!("GET /sign-in HTTP/1.1\r\n{}: x\r\n\r\n", "n".repeat(65_536))).await;
    raw.closes().await;
    neighbour.get("/sign-in", "").await.must_be(200);
}

#[tokio::test]
async fn what_was_begun_is_answered_when_the_panel_is_stopped() {
    let folder = TempDir::new().unwrap();
    let mut process = Command::new(env!("CARGO_BIN_EXE_idc-admin"))
        .args(["serve"])
        .current_dir(folder.path())
        .env_clear()
        .envs([("IDC_LISTEN", "127.0.0.1:0"), ("RUST_LOG", "error")])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let (mut told, mut line) = (BufReader::new(process.stdout.take().unwrap()), String::new());
    told.read_line(&mut line).unwrap();
    let mut raw = Raw::connect(&line.trim().rsplit(' ').next().unwrap().parse().unwrap()).await;
    let body = "username=ana&password=wrong";
    let length = body.len();
    raw.send(format!(
        "POST /sign-in HTTP/1.1\r\nhost: x\r\ncontent-type: {}\r\ncontent-length: {length}\r\nexpect: 100-continue\r\n\r\n",
        FORM[0].1
    ))
    .await;
    // So the request is under way.
    raw.head().await.must_be(100);
    let pid = rustix::process::Pid::from_child(&process);
    rustix::process::kill_process(pid, rustix::process::Signal::TERM).unwrap();
    raw.send(body).await;
    raw.answer().await.must_be(422);
    raw.closes().await;
    assert!(process.wait().unwrap().success());
    drop(told);
}
