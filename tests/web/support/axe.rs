//! What axe-core, the accessibility checker, finds on a page.

use std::{fs, path::Path, sync::LazyLock};

use serde_json::{Value, json};

use super::chromium::Chromium;

/// WCAG 2.2 at levels A and AA, which includes the earlier ones, and what is good besides.
const RULES: [&str; 6] = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

static AXE: LazyLock<String> = LazyLock::new(|| {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/node_modules/axe-core/axe.min.js");
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}; run tests/run", path.display()))
});

/// What is wrong with the page, a text for each rule.
pub async fn violations(chromium: &Chromium) -> Vec<String> {
    chromium.eval(&AXE).await;
    let script = "axe.run(document, { runOnly: { type: 'tag', values: argument }, resultTypes: ['violations'] })
        .then(found => done(found.violations), error => done(String(error)));";
    let found = chromium.eval_async(script, json!(RULES)).await;
    let found = found.as_array().unwrap_or_else(|| panic!("axe does not run: {found}"));
    found.iter().map(readable).collect()
}

/// Stops the test where anything is wrong with the page.
pub async fn must_find_nothing(chromium: &Chromium) {
    let found = violations(chromium).await;
    assert!(found.is_empty(), "axe on {}:\n{}", chromium.path().await, found.join("\n"));
}

fn readable(violation: &Value) -> String {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let nodes = violation["nodes"].as_array().into_iter().flatten();
    let nodes =
        nodes.map(|node| format!("\n  {}\n    {}", text(&node["html"]), indented(&text(&node["failureSummary"]))));
    format!("{}: {}{}", text(&violation["id"]), text(&violation["help"]), nodes.collect::<String>())
}

fn indented(text: &str) -> String {
    text.replace('\n', "\n    ")
}
