//! Reading served pages.

use anyhow::Context;
use scraper::{Html, Selector};

pub fn selector(css: &str) -> anyhow::Result<Selector> {
    Selector::parse(css).map_err(|error| anyhow::anyhow!("{css}: {error}"))
}

/// How many rows the table of the page has.
pub fn rows(page: &Html) -> anyhow::Result<usize> {
    Ok(page.select(&selector("main tbody tr")?).count())
}

/// Where the first such link leads.
pub fn link(page: &Html, css: &str) -> anyhow::Result<String> {
    values(page, css, "href")?.into_iter().next().with_context(|| format!("the page has no {css}"))
}

/// The attribute of all such elements.
pub fn values(page: &Html, css: &str, attribute: &str) -> anyhow::Result<Vec<String>> {
    let elements = selector(css)?;
    Ok(page.select(&elements).filter_map(|element| element.attr(attribute)).map(str::to_owned).collect())
}
