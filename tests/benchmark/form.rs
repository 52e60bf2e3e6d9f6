//! What a browser sends of a form that it was served.

use anyhow::Context;
use form_urlencoded::Serializer;
use scraper::{ElementRef, Html};

use crate::page::selector;

/// The fields in the order of the page, those included that nobody sees.
#[derive(Clone)]
pub struct Form(Vec<(String, String)>);

impl Form {
    /// The form in which a field of this name stands.
    pub fn with(page: &Html, field: &str) -> anyhow::Result<Self> {
        let field_selector = selector(&format!("[name={field}]"))?;
        let found = page.select(&field_selector).next();
        let mut around = found.iter().flat_map(|found| found.ancestors()).filter_map(ElementRef::wrap);
        let form = around.find(|element| element.value().name() == "form");
        let form = form.with_context(|| format!("no form has a field {field}"))?;
        let controls = selector("input, select, textarea")?;
        let enabled = form.select(&controls).filter(|control| control.attr("disabled").is_none());
        let named = enabled.filter_map(|control| Some((control.attr("name")?.to_owned(), value(control)?)));
        Ok(Self(named.collect()))
    }

    /// The value of a field.
    pub fn get(&self, name: &str) -> anyhow::Result<&str> {
        let found = self.0.iter().find(|field| field.0 == name);
        Ok(&found.with_context(|| format!("the form has no {name}"))?.1)
    }

    /// Types over a field, or adds that of a button, which is sent only when it is pressed.
    pub fn set(mut self, name: &str, value: &str) -> Self {
        match self.0.iter_mut().find(|field| field.0 == name) {
            Some(field) => value.clone_into(&mut field.1),
            None => self.0.push((name.to_owned(), value.to_owned())),
        }
        self
    }

    pub fn encode(&self) -> String {
        Serializer::new(String::new()).extend_pairs(&self.0).finish()
    }
}

/// None for what sends nothing: boxes without a tick, and buttons, none of which is pressed.
fn value(control: ElementRef<'_>) -> Option<String> {
    let own = || control.attr("value").map(str::to_owned);
    match (control.value().name(), control.attr("type").unwrap_or("text")) {
        ("textarea", _) => Some(control.text().collect()),
        ("select", _) => chosen(control),
        (_, "checkbox" | "radio") => {
            control.attr("checked")?;
            own().or_else(|| Some("on".to_owned()))
        }
        (_, "submit" | "image" | "button" | "reset" | "file") => None,
        _ => own().or_else(|| Some(String::new())),
    }
}

fn chosen(list: ElementRef<'_>) -> Option<String> {
    let options = || list.descendent_elements().filter(|element| element.value().name() == "option");
    let option = options().find(|option| option.attr("selected").is_some()).or_else(|| options().next())?;
    Some(option.attr("value").map_or_else(|| option.text().collect(), str::to_owned))
}
