//! Reads settings from their two sources and keeps every problem, so that all are told at once.

use std::{
    collections::BTreeMap,
    net::{IpAddr, SocketAddr},
    str::FromStr,
};

use ipnet::IpNet;
use url::Url;

use super::SETTINGS;
use crate::input::MainOrganization;

/// The settings as texts, and what was wrong with them so far.
pub(super) struct SettingsReader {
    values: BTreeMap<&'static str, String>,
    pub(super) problems: Vec<String>,
}

impl SettingsReader {
    pub(super) fn new(environment: impl IntoIterator<Item = (String, String)>, file: &str) -> Self {
        let mut reader = Self { values: BTreeMap::new(), problems: Vec::new() };
        reader.take_file(file);
        for (name, value) in environment {
            match SETTINGS.iter().find(|setting| setting.0 == name) {
                Some(setting) => drop(reader.values.insert(setting.0, value)),
                None if name.starts_with("IDC_") && name != "IDC_CONFIG" => {
                    reader.problems.push(format!("{name}: there is no such setting"));
                }
                None => {}
            }
        }
        reader
    }

    fn take_file(&mut self, file: &str) {
        let table: toml::Table = match file.parse() {
            Ok(table) => table,
            Err(error) => return self.problems.push(format!("the configuration file: {error}")),
        };
        for (key, value) in table {
            let Some(setting) = SETTINGS.iter().find(|setting| setting.1 == key) else {
                self.problems.push(format!("{key}: there is no such setting"));
                continue;
            };
            match one_text(&value) {
                Some(text) => drop(self.values.insert(setting.0, text)),
                None => {
                    self.problems.push(format!("{key}: a text, a number, true, false or a list of texts is needed"));
                }
            }
        }
    }

    fn raw(&self, name: &str) -> String {
        let default = SETTINGS.iter().find(|setting| setting.0 == name).map_or("", |setting| setting.2);
        self.values.get(name).map_or(default, String::as_str).trim().to_owned()
    }

    pub(super) fn parse<T: FromStr<Err: std::fmt::Display>>(&mut self, name: &str) -> Option<T> {
        let value = self.raw(name);
        value.parse().map_err(|error| self.problems.push(format!("{name}: {error} (it is {value:?})"))).ok()
    }

    /// Networks, or single addresses as networks of one.
    pub(super) fn networks(&mut self, name: &str) -> Vec<IpNet> {
        let value = self.raw(name);
        let items = value.split([',', ' ']).filter(|item| !item.is_empty());
        let parse = |item: &str| item.parse().ok().or_else(|| item.parse().ok().map(|address: IpAddr| address.into()));
        items
            .filter_map(|item| {
                let network = parse(item);
                if network.is_none() {
                    self.problems.push(format!("{name}: a network such as 10.0.0.0/8 is needed (it is {item:?})"));
                }
                network
            })
            .collect()
    }

    pub(super) fn public_url(&mut self, listen: Option<SocketAddr>) -> Option<Url> {
        let name = "IDC_PUBLIC_URL";
        if self.raw(name).is_empty() {
            let listen = listen?;
            if listen.ip().is_unspecified() {
                self.problems
                    .push(format!("{name}: needed where IDC_LISTEN is {listen}, since browsers can't go there"));
                return None;
            }
            return Url::parse(&format!("http://{listen}")).ok();
        }
        let url: Url = self.parse(name)?;
        let is_origin =
            url.path() == "/" && url.query().is_none() && url.fragment().is_none() && url.username().is_empty();
        if !matches!(url.scheme(), "http" | "https") || !is_origin {
            self.problems.push(format!("{name}: an origin such as https://idc.example.com is needed (it is {url})"));
            return None;
        }
        Some(url)
    }

    /// A plain-http address is safe on this machine only: everything else needs a word of the operator's.
    pub(super) fn refuse_plain_http(
        &mut self,
        listen: Option<SocketAddr>,
        public_url: Option<&Url>,
        is_allowed: Option<bool>,
    ) {
        let (Some(listen), Some(public_url)) = (listen, public_url) else { return };
        if !listen.ip().is_loopback() && public_url.scheme() == "http" && is_allowed != Some(true) {
            self.problems.push(format!(
                "IDC_LISTEN: on {listen} passwords would cross the network unencrypted, since browsers come to \
                 {public_url} by http. Put a proxy with TLS before the panel and set IDC_PUBLIC_URL to its https \
                 address, or, if that network is to be trusted, set IDC_ALLOW_PLAIN_HTTP=true"
            ));
        }
    }

    pub(super) fn organization(&mut self) -> Option<MainOrganization> {
        let value = self.raw("IDC_ORGANIZATION");
        let organization = MainOrganization::parse(&value).ok();
        if organization.is_none() {
            self.problems.push(format!("IDC_ORGANIZATION: 1 to 100 printable characters are needed (it is {value:?})"));
        }
        organization
    }
}

fn one_text(value: &toml::Value) -> Option<String> {
    match value {
        toml::Value::String(text) => Some(text.clone()),
        toml::Value::Integer(_) | toml::Value::Boolean(_) => Some(value.to_string()),
        toml::Value::Array(items) => {
            items.iter().map(toml::Value::as_str).collect::<Option<Vec<_>>>().map(|items| items.join(","))
        }
        _ => None,
    }
}
