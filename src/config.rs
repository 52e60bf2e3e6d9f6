//! Typed settings from the environment and an optional TOML file; all problems are told at once.

use std::{
    collections::BTreeMap,
    fmt, fs,
    net::{IpAddr, SocketAddr},
    path::Path,
    str::FromStr,
};

use ipnet::IpNet;
use thiserror::Error;
use url::Url;

use crate::{db::DatabaseUrl, input::Organization};

/// What the operator may set.
#[derive(Clone, Debug)]
pub struct Config {
    /// `DATABASE_URL`.
    pub database: DatabaseUrl,
    /// `IDC_LISTEN`: the address and port to listen on.
    pub listen: SocketAddr,
    /// `IDC_PUBLIC_URL`: the origin that browsers see.
    pub public_url: Url,
    /// `IDC_TRUSTED_PROXIES`: who may say for whom a request is made.
    pub trusted_proxies: Vec<IpNet>,
    /// `IDC_ORGANIZATION`: the name of the main organization.
    pub organization: Organization,
}

/// Everything that is wrong with the settings, one problem a line.
#[derive(Debug, Error, PartialEq, Eq)]
#[error("{}", .0.join("\n"))]
pub struct ConfigProblems(pub Vec<String>);

/// Each setting: its environment variable, its key in the file, its default.
const SETTINGS: [(&str, &str, &str); 5] = [
    ("DATABASE_URL", "database_url", "sqlite:idc-admin.sqlite3"),
    ("IDC_LISTEN", "listen", "127.0.0.1:8080"),
    ("IDC_PUBLIC_URL", "public_url", ""),
    ("IDC_TRUSTED_PROXIES", "trusted_proxies", ""),
    ("IDC_ORGANIZATION", "organization", "Main organization"),
];

/// The file that is read where no other is named and this one is there.
const DEFAULT_FILE: &str = "idc-admin.toml";

impl Config {
    /// Reads the process's environment over `file`, or over `idc-admin.toml` where that is there.
    ///
    /// # Errors
    /// All problems of both.
    pub fn load(file: Option<&Path>) -> Result<Self, ConfigProblems> {
        let path = file.or_else(|| Some(Path::new(DEFAULT_FILE)).filter(|path| path.exists()));
        let file = path.map_or_else(
            || Ok(String::new()),
            |path| {
                fs::read_to_string(path).map_err(|error| ConfigProblems(vec![format!("{}: {error}", path.display())]))
            },
        )?;
        Self::from_sources(
            std::env::vars_os()
                .filter_map(|(name, value)| Some((name.into_string().ok()?, value.to_string_lossy().into_owned()))),
            &file,
        )
    }

    /// Reads the settings of an environment over those of a TOML text.
    ///
    /// # Errors
    /// All problems of both: unknown names, values of the wrong form.
    pub fn from_sources(
        environment: impl IntoIterator<Item = (String, String)>,
        file: &str,
    ) -> Result<Self, ConfigProblems> {
        let mut reader = SettingsReader::new(environment, file);
        let database = reader.parse("DATABASE_URL");
        let listen: Option<SocketAddr> = reader.parse("IDC_LISTEN");
        let public_url = reader.public_url(listen);
        let trusted_proxies = reader.networks("IDC_TRUSTED_PROXIES");
        let organization = reader.organization();
        match (database, listen, public_url, organization) {
            (Some(database), Some(listen), Some(public_url), Some(organization)) if reader.problems.is_empty() => {
                Ok(Self { database, listen, public_url, trusted_proxies, organization })
            }
            _ => Err(ConfigProblems(reader.problems)),
        }
    }

    /// Whether browsers reach the panel by https.
    #[must_use]
    pub fn is_behind_tls(&self) -> bool {
        self.public_url.scheme() == "https"
    }
}

impl fmt::Display for Config {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let proxies: Vec<String> = self.trusted_proxies.iter().map(ToString::to_string).collect();
        writeln!(formatter, "DATABASE_URL={}", self.database)?;
        writeln!(formatter, "IDC_LISTEN={}", self.listen)?;
        writeln!(formatter, "IDC_PUBLIC_URL={}", self.public_url.origin().ascii_serialization())?;
        writeln!(formatter, "IDC_TRUSTED_PROXIES={}", proxies.join(","))?;
        write!(formatter, "IDC_ORGANIZATION={}", self.organization)
    }
}

struct SettingsReader {
    values: BTreeMap<&'static str, String>,
    problems: Vec<String>,
}

impl SettingsReader {
    fn new(environment: impl IntoIterator<Item = (String, String)>, file: &str) -> Self {
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
                None => self.problems.push(format!("{key}: a text or a list of texts is needed")),
            }
        }
    }

    fn raw(&self, name: &str) -> String {
        let default = SETTINGS.iter().find(|setting| setting.0 == name).map_or("", |setting| setting.2);
        self.values.get(name).map_or(default, String::as_str).trim().to_owned()
    }

    fn parse<T: FromStr<Err: std::fmt::Display>>(&mut self, name: &str) -> Option<T> {
        let value = self.raw(name);
        value.parse().map_err(|error| self.problems.push(format!("{name}: {error} (it is {value:?})"))).ok()
    }

    /// Networks, or single addresses as networks of one.
    fn networks(&mut self, name: &str) -> Vec<IpNet> {
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

    fn public_url(&mut self, listen: Option<SocketAddr>) -> Option<Url> {
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

    fn organization(&mut self) -> Option<Organization> {
        let value = self.raw("IDC_ORGANIZATION");
        match Organization::parse(&value) {
            Ok(organization) if !organization.as_str().is_empty() => Some(organization),
            _ => {
                self.problems
                    .push(format!("IDC_ORGANIZATION: 1 to 100 printable characters are needed (it is {value:?})"));
                None
            }
        }
    }
}

fn one_text(value: &toml::Value) -> Option<String> {
    match value {
        toml::Value::String(text) => Some(text.clone()),
        toml::Value::Array(items) => {
            items.iter().map(toml::Value::as_str).collect::<Option<Vec<_>>>().map(|items| items.join(","))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(environment: &[(&str, &str)], file: &str) -> Result<Config, ConfigProblems> {
        Config::from_sources(environment.iter().map(|&(name, value)| (name.to_owned(), value.to_owned())), file)
    }

    #[test]
    fn nothing_set_gives_the_defaults() {
        let config = read(&[("PATH", "/bin")], "").unwrap();
        assert_eq!(config.database.to_string(), "sqlite:idc-admin.sqlite3");
        assert_eq!(config.listen.to_string(), "127.0.0.1:8080");
        assert_eq!(config.public_url.as_str(), "http://127.0.0.1:8080/");
        assert!(!config.is_behind_tls());
        assert!(config.trusted_proxies.is_empty());
    }

    #[test]
    fn the_environment_stands_over_the_file() {
        let file = "listen = '0.0.0.0:1'\ntrusted_proxies = ['10.0.0.0/8', '::1']\norganization = 'Filed'";
        let config =
            read(&[("IDC_LISTEN", "127.0.0.1:2"), ("IDC_PUBLIC_URL", "https://idc.example.com")], file).unwrap();
        assert_eq!(config.listen.port(), 2);
        assert_eq!(config.trusted_proxies.len(), 2);
        assert_eq!(config.organization.as_str(), "Filed");
        assert!(config.is_behind_tls());
    }

    #[test]
    fn all_problems_are_told_at_once() {
        let environment = [
            ("DATABASE_URL", "mysql://x"),
            ("IDC_LISTEN", "here"),
            ("IDC_PUBLIC_URL", "https://idc.example.com/path"),
            ("IDC_TRUSTED_PROXIES", "10.0.0.0/8,everyone"),
            ("IDC_ORGANIZATION", ""),
            ("IDC_LISTNE", "0.0.0.0:80"),
        ];
        let ConfigProblems(problems) = read(&environment, "lisen = 'x'\norganization = 5").unwrap_err();
        assert_eq!(problems.len(), 8, "{problems:#?}");
    }
}
