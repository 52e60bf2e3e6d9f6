//! Chromium, driven by chromedriver, for what only a real browser shows: scripts, styles, focus, colours.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{Ipv4Addr, TcpStream},
    path::Path,
    process::{Child, ChildStdout, Command, Stdio},
    time::{Duration, Instant},
};

use fantoccini::{
    Client, ClientBuilder, Locator,
    actions::{InputSource, KeyAction, KeyActions},
    elements::Element,
    wd::{TimeoutConfiguration, WebDriverCompatibleCommand},
};
use hyper_util::client::legacy::connect::HttpConnector;
use reqwest::Method;
use serde_json::{Value, json};
use tempfile::TempDir;
use url::{ParseError, Url};

use super::{browser::Browser, server::Site};

pub use fantoccini::key::Key;

/// The window of a desk.
pub const DESKTOP: (u32, u32) = (1280, 900);
/// The screen of a phone.
pub const PHONE: (u32, u32) = (390, 844);

/// Fewer pixels than this are a phone, which lays pages out by their `viewport`.
const WIDEST_PHONE: u32 = 600;
const PATIENCE: Duration = Duration::from_secs(10);
const POLL: Duration = Duration::from_millis(25);

/// How Chromium is set up.
#[derive(Clone, Copy, Debug)]
pub struct Setup {
    /// The page's width and height.
    pub size: (u32, u32),
    /// Whether pages may run scripts.
    pub scripts: bool,
    /// The languages asked for, as in `Accept-Language`.
    pub languages: &'static str,
    /// Whether there is a camera; it shows a test pattern.
    pub camera: bool,
}

/// What `prefers-color-scheme` says.
#[derive(Clone, Copy, Debug)]
pub enum ColorScheme {
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

/// A window of a Chromium that was never used before; it ends with this value.
pub struct Chromium {
    client: Client,
    session: String,
    origin: Url,
    driver: Driver,
    // Goes after both, which write to it until they end.
    _folder: TempDir,
}

/// A chromedriver of our own.
struct Driver {
    process: Child,
    port: u16,
    // Held open, so that it can go on writing.
    output: BufReader<ChildStdout>,
}

/// A command of chromedriver's that the standard doesn't have.
#[derive(Debug)]
struct OwnCommand {
    path: &'static str,
    body: Value,
}

impl Default for Setup {
    fn default() -> Self {
        Self { size: DESKTOP, scripts: true, languages: "en", camera: false }
    }
}

impl Chromium {
    /// Opens a window at this site.
    pub async fn open(site: &impl Site, setup: Setup) -> Self {
        let folder = TempDir::new().unwrap();
        let driver = Driver::start(folder.path());
        let mut builder = ClientBuilder::new(HttpConnector::new());
        let Value::Object(capabilities) = setup.capabilities(&folder.path().join("profile")) else {
            unreachable!("it is an object")
        };
        builder.capabilities(capabilities);
        let client = builder.connect(&format!("http://127.0.0.1:{}", driver.port)).await;
        let client = client.unwrap_or_else(|error| panic!("Chromium does not start: {error}"));
        let session = client.session_id().await.unwrap().unwrap();
        let this = Self { client, session, origin: site.origin().clone(), driver, _folder: folder };
        // Ours to end, when dropped: the client's own end needs a runtime that goes on.
        this.client.persist().await.unwrap();
        let patience = Some(6 * PATIENCE);
        this.client.update_timeouts(TimeoutConfiguration::new(patience, patience, None)).await.unwrap();
        // The window's size counts its frame.
        let (width, height) = setup.size;
        let metrics = json!({
            "width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < WIDEST_PHONE,
        });
        this.devtools("Emulation.setDeviceMetricsOverride", &metrics).await;
        this
    }

    /// Says that the person prefers these colours.
    pub async fn color_scheme(&self, scheme: ColorScheme) {
        let value = match scheme {
            ColorScheme::Light => "light",
            ColorScheme::Dark => "dark",
        };
        let feature = json!({ "name": "prefers-color-scheme", "value": value });
        self.devtools("Emulation.setEmulatedMedia", &json!({ "features": [feature] })).await;
    }

    /// Lets pages read what they copied.
    pub async fn allow_clipboard(&self) {
        let permissions = json!(["clipboardReadWrite", "clipboardSanitizedWrite"]);
        let origin = self.origin.as_str().trim_end_matches('/');
        self.devtools("Browser.grantPermissions", &json!({ "origin": origin, "permissions": permissions })).await;
    }

    /// Says whether pages may use the camera.
    pub async fn allow_camera(&self, is_allowed: bool) {
        let origin = self.origin.as_str().trim_end_matches('/');
        let setting = if is_allowed { "granted" } else { "denied" };
        let permission = json!({ "origin": origin, "permission": { "name": "camera" }, "setting": setting });
        self.devtools("Browser.setPermission", &permission).await;
    }

    /// Goes on with the session of a browser without scripts, so that not every test signs in twice.
    pub async fn take_cookies_of(&self, browser: &Browser) {
        for (name, value) in browser.cookies() {
            let cookie = json!({ "name": name, "value": value, "url": self.origin.as_str(), "httpOnly": true });
            self.devtools("Network.setCookie", &cookie).await;
        }
    }

    /// Is nobody any more.
    pub async fn forget_cookies(&self) {
        self.devtools("Network.clearBrowserCookies", &json!({})).await;
    }

    /// Opens a page.
    pub async fn goto(&self, path: &str) {
        let url = self.origin.join(path).unwrap();
        self.client.goto(url.as_str()).await.unwrap_or_else(|error| panic!("{url} does not open: {error}"));
    }

    /// The path and query of the page.
    pub async fn path(&self) -> String {
        let url = self.client.current_url().await.unwrap();
        url[url::Position::BeforePath..url::Position::AfterQuery].to_owned()
    }

    /// The status with which the page was served.
    pub async fn status(&self) -> Option<u64> {
        self.eval("return performance.getEntriesByType('navigation')[0]?.responseStatus ?? null").await.as_u64()
    }

    /// The element, as soon as there is one.
    pub async fn wait_for(&self, css: &str) -> Element {
        let wait = self.client.wait().at_most(PATIENCE).every(POLL);
        match wait.for_element(Locator::Css(css)).await {
            Ok(element) => element,
            Err(error) => panic!("nothing matches {css:?} on {}: {error}", self.seen().await),
        }
    }

    /// Clicks the element, as soon as there is one.
    pub async fn click(&self, css: &str) {
        if let Err(error) = self.wait_for(css).await.click().await {
            panic!("{css:?} can't be clicked on {}: {error}", self.seen().await);
        }
    }

    /// Does what leads to another page, such as a click or a key, and goes on when that is there.
    pub async fn to_next_page(&self, action: impl Future<Output = ()>) {
        // Chromedriver waits for pages that are on their way, but a click may be answered before its page is.
        self.eval("window.isLeft = false").await;
        action.await;
        let script = "return window.isLeft === undefined && document.readyState === 'complete'";
        let deadline = Instant::now() + PATIENCE;
        // Between two pages there is none to ask.
        while !matches!(self.client.execute(script, Vec::new()).await, Ok(Value::Bool(true))) {
            assert!(Instant::now() < deadline, "no other page comes after {}", self.seen().await);
            tokio::time::sleep(POLL).await;
        }
    }

    /// Types in the place of what is in the field.
    pub async fn type_into(&self, css: &str, text: &str) {
        let field = self.wait_for(css).await;
        field.clear().await.unwrap_or_else(|error| panic!("{css:?} can't be cleared: {error}"));
        field.send_keys(text).await.unwrap_or_else(|error| panic!("{css:?} can't be typed into: {error}"));
    }

    /// Presses a key wherever the focus is.
    pub async fn key(&self, key: Key) {
        let value = char::from(key);
        let presses = KeyActions::new("keyboard".to_owned());
        let presses = presses.then(KeyAction::Down { value }).then(KeyAction::Up { value });
        self.client.perform_actions(presses).await.unwrap();
    }

    /// The text of the element as it is rendered, as soon as there is one.
    pub async fn text(&self, css: &str) -> String {
        self.wait_for(css).await.text().await.unwrap()
    }

    /// What a script returns; the policy of the page is not asked.
    pub async fn eval(&self, script: &str) -> Value {
        self.client.execute(script, Vec::new()).await.unwrap_or_else(|error| panic!("{script:.200}: {error}"))
    }

    /// What a script hands to the function `done`.
    pub async fn eval_async(&self, script: &str, argument: Value) -> Value {
        let script = format!("const [argument, done] = arguments; {script}");
        let result = self.client.execute_async(&script, vec![argument]).await;
        result.unwrap_or_else(|error| panic!("{script:.200}: {error}"))
    }

    /// Writes what is to be seen into a PNG file.
    pub async fn screenshot(&self, path: impl AsRef<Path>) {
        let png = self.client.screenshot().await.unwrap();
        std::fs::write(&path, png).unwrap_or_else(|error| panic!("{}: {error}", path.as_ref().display()));
    }

    /// The errors in the console since the last call, such as those of scripts and of the security policy.
    pub async fn console_errors(&self) -> Vec<String> {
        let log = self.own("se/log", json!({ "type": "browser" })).await;
        let entries = log.as_array().unwrap().iter().filter(|entry| entry["level"] == "SEVERE");
        let messages = entries.filter(|entry| !is_refusal(entry)).map(|entry| entry["message"].as_str().unwrap());
        messages.map(str::to_owned).collect()
    }

    async fn devtools(&self, command: &str, parameters: &Value) -> Value {
        self.own("goog/cdp/execute", json!({ "cmd": command, "params": parameters })).await
    }

    async fn own(&self, path: &'static str, body: Value) -> Value {
        let shown = body.to_string();
        let result = self.client.issue_cmd(OwnCommand { path, body }).await;
        result.unwrap_or_else(|error| panic!("{path} {shown}: {error}"))
    }

    async fn seen(&self) -> String {
        let text = self.eval("return document.title + ': ' + document.body?.innerText").await;
        format!("{} ({})", self.path().await, text.as_str().unwrap_or_default())
    }

    /// Without a runtime, which may be ending; chromedriver answers when Chromium has ended.
    fn end(&self) -> std::io::Result<()> {
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, self.driver.port))?;
        stream.set_read_timeout(Some(PATIENCE))?;
        write!(stream, "DELETE /session/{} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n", self.session)?;
        // It leaves the connection open.
        stream.read_exact(&mut [0])
    }
}

impl Drop for Chromium {
    fn drop(&mut self) {
        if let Err(error) = self.end() {
            eprintln!("Chromium did not end: {error}");
        }
    }
}

impl Setup {
    fn capabilities(self, profile: &Path) -> Value {
        let profile = format!("--user-data-dir={}", profile.display());
        let (width, height) = self.size;
        let args = [
            "--headless=new",
            "--no-sandbox",
            // Containers have little shared memory.
            "--disable-dev-shm-usage",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            &format!("--window-size={width},{height}"),
            // Else it would be the machine's.
            &format!("--accept-lang={}", self.languages),
            &profile,
        ];
        let camera: &[&str] = if self.camera { &["--use-fake-device-for-media-stream"] } else { &[] };
        let args = [args.as_slice(), camera].concat();
        let scripts = if self.scripts { 1 } else { 2 };
        json!({
            "goog:chromeOptions": {
                "args": args,
                "prefs": { "profile.managed_default_content_settings.javascript": scripts },
            },
            "goog:loggingPrefs": { "browser": "ALL" },
        })
    }
}

impl Driver {
    /// Its port is free on both kinds of addresses or it ends, so it may take more than one try.
    fn start(folder: &Path) -> Self {
        let mut said = String::new();
        for _ in 0..5 {
            match Self::try_start(folder) {
                Ok(driver) => return driver,
                Err(last_words) => said = last_words,
            }
        }
        panic!("chromedriver ended: {said}");
    }

    fn try_start(folder: &Path) -> Result<Self, String> {
        let mut command = Command::new("chromedriver");
        command.arg("--port=0").stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
        // Not everything that the two put there is taken away by them.
        command.env("TMPDIR", folder);
        let mut process = command.spawn().unwrap_or_else(|error| panic!("chromedriver does not start: {error}"));
        let output = BufReader::new(process.stdout.take().unwrap());
        let mut this = Self { process, port: 0, output };
        let mut said = String::new();
        while this.port == 0 {
            let start = said.len();
            if this.output.read_line(&mut said).unwrap() == 0 {
                return Err(said);
            }
            this.port = port_in(&said[start..]).unwrap_or_default();
        }
        Ok(this)
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl WebDriverCompatibleCommand for OwnCommand {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, ParseError> {
        base.join(&format!("session/{}/{}", session.unwrap_or_default(), self.path))
    }

    fn method_and_body(&self, _: &Url) -> (Method, Option<String>) {
        (Method::POST, Some(self.body.to_string()))
    }
}

/// It says: "… was started successfully on port 12345."
fn port_in(line: &str) -> Option<u16> {
    let (_, port) = line.split_once("started successfully on port ")?;
    port.trim_end().trim_end_matches('.').parse().ok()
}

/// A page or a fetch that the server refuses is an answer, not an error of the page; a file that is missing is one.
fn is_refusal(entry: &Value) -> bool {
    let message = entry["message"].as_str().unwrap_or_default();
    let is_file = ["/static/", "/favicon.ico"].iter().any(|path| message.contains(path));
    entry["source"] == "network" && message.contains("responded with a status of 4") && !is_file
}
