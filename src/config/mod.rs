//! Typed settings from the environment and an optional TOML file; all problems are told at once.

mod proxies;
mod settings_reader;

use std::{fmt, fs, net::SocketAddr, num::NonZeroU32, path::Path, time::Duration};

use thiserror::Error;
use url::Url;

pub use proxies::{Proxies, ProxyHeader};
use settings_reader::SettingsReader;

use crate::{db::DatabaseUrl, input::MainOrganization};

/// What the operator may set.
#[derive(Clone, Debug)]
pub struct Config {
    /// `DATABASE_URL`.
    pub database: DatabaseUrl,
    /// `IDC_LISTEN`: the address and port to listen on.
    pub listen: SocketAddr,
    /// `IDC_PUBLIC_URL`: the origin that browsers see.
    pub public_url: Url,
    /// `IDC_TRUSTED_PROXIES` and `IDC_PROXY_HEADER`: who may say for whom a request is made, and where.
    pub proxies: Proxies,
    /// `IDC_ALLOW_PLAIN_HTTP`: whether passwords may cross a network unencrypted.
    pub allow_plain_http: bool,
    /// `IDC_MAX_CONNECTIONS`: how many connections may be open at once.
    pub max_connections: NonZeroU32,
    /// `IDC_ORGANIZATION`: the name of the main organization.
    pub organization: MainOrganization,
    /// `IDC_RATE_LIMIT`: how many calls of the API a second one username may make from one network; none for no limit.
    pub rate_limit: Option<NonZeroU32>,
    /// `IDC_CALL_LOG_DAYS`: how many days calls are kept in the log.
    pub call_log_days: NonZeroU32,
    /// How long the body of a request may take to come. No setting; tests shorten it.
    pub body_time: Duration,
}

/// Everything that is wrong with the settings, one problem a line.
#[derive(Debug, Error, PartialEq, Eq)]
#[error("{}", .0.join("\n"))]
pub struct ConfigProblems(pub Vec<String>);

/// Each setting: its environment variable, its key in the file, its default.
const SETTINGS: [(&str, &str, &str); 10] = [
    ("DATABASE_URL", "database_url", "sqlite:idc-admin.sqlite3"),
    ("IDC_LISTEN", "listen", "127.0.0.1:8080"),
    ("IDC_PUBLIC_URL", "public_url", ""),
    ("IDC_TRUSTED_PROXIES", "trusted_proxies", ""),
    ("IDC_PROXY_HEADER", "proxy_header", "X-Forwarded-For"),
    ("IDC_ALLOW_PLAIN_HTTP", "allow_plain_http", "false"),
    ("IDC_MAX_CONNECTIONS", "max_connections", "1000"),
    ("IDC_ORGANIZATION", "organization", "Main organization"),
    ("IDC_RATE_LIMIT", "rate_limit", "0"),
    ("IDC_CALL_LOG_DAYS", "call_log_days", "30"),
];

/// The file that is read where no other is named and this one is there.
const DEFAULT_FILE: &str = "idc-admin.toml";

/// Longer than a form needs on a bad line, shorter than who keeps connections busy would like.
const BODY_TIME: Duration = Duration::from_secs(30);

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
        let allow_plain_http = reader.parse("IDC_ALLOW_PLAIN_HTTP");
        let public_url = reader.public_url(listen);
        reader.refuse_plain_http(listen, public_url.as_ref(), allow_plain_http);
        let trusted = reader.networks("IDC_TRUSTED_PROXIES");
        let header: Option<ProxyHeader> = reader.parse("IDC_PROXY_HEADER");
        let max_connections = reader.parse("IDC_MAX_CONNECTIONS");
        let organization = reader.organization();
        let rate_limit: Option<u32> = reader.parse("IDC_RATE_LIMIT");
        let call_log_days = reader.parse("IDC_CALL_LOG_DAYS");
        // Whatever is none has left a problem.
        let read = || {
            Some(Self {
                database: database?,
                listen: listen?,
                public_url: public_url?,
                proxies: Proxies { trusted, header: header? },
                allow_plain_http: allow_plain_http?,
                max_connections: max_connections?,
                organization: organization?,
                rate_limit: NonZeroU32::new(rate_limit?),
                call_log_days: call_log_days?,
                body_time: BODY_TIME,
            })
        };
        read().filter(|_| reader.problems.is_empty()).ok_or(ConfigProblems(reader.problems))
    }

    /// What can be used but is likely not what was meant, a sentence each.
    #[must_use]
    pub fn warnings(&self) -> Vec<String> {
        let wide = self.proxies.wide().map(|network| {
            format!(
                "IDC_TRUSTED_PROXIES: {network} is a wide network; whoever is in it may claim any address, so name \
                 the proxies alone"
            )
        });
        wide.collect()
    }

    /// Whether browsers reach the panel by https.
    #[must_use]
    pub fn is_behind_tls(&self) -> bool {
        self.public_url.scheme() == "https"
    }
}

impl fmt::Display for Config {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let proxies: Vec<String> = self.proxies.trusted.iter().map(ToString::to_string).collect();
        writeln!(formatter, "DATABASE_URL={}", self.database)?;
        writeln!(formatter, "IDC_LISTEN={}", self.listen)?;
        writeln!(formatter, "IDC_PUBLIC_URL={}", self.public_url.origin().ascii_serialization())?;
        writeln!(formatter, "IDC_TRUSTED_PROXIES={}", proxies.join(","))?;
        writeln!(formatter, "IDC_PROXY_HEADER={}", self.proxies.header)?;
        writeln!(formatter, "IDC_ALLOW_PLAIN_HTTP={}", self.allow_plain_http)?;
        writeln!(formatter, "IDC_MAX_CONNECTIONS={}", self.max_connections)?;
        writeln!(formatter, "IDC_ORGANIZATION={}", self.organization)?;
        writeln!(formatter, "IDC_RATE_LIMIT={}", self.rate_limit.map_or(0, NonZeroU32::get))?;
        write!(formatter, "IDC_CALL_LOG_DAYS={}", self.call_log_days)
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
        assert!(config.proxies.trusted.is_empty());
        assert_eq!(config.proxies.header.to_string(), "x-forwarded-for");
        assert_eq!(config.max_connections.get(), 1000);
        assert!(!config.allow_plain_http);
        assert_eq!(config.rate_limit, None);
        assert_eq!(config.call_log_days.get(), 30);
    }

    #[test]
    fn the_environment_stands_over_the_file() {
        let file = "listen = '0.0.0.0:1'\ntrusted_proxies = ['10.0.0.0/8', '::1']\norganization = 'Filed'\n\
                    max_connections = 7\nallow_plain_http = true\nproxy_header = 'Forwarded'";
        let config =
            read(&[("IDC_LISTEN", "127.0.0.1:2"), ("IDC_PUBLIC_URL", "https://idc.example.com")], file).unwrap();
        assert_eq!(config.listen.port(), 2);
        assert_eq!(config.proxies.trusted.len(), 2);
        assert!(config.proxies.header.is_forwarded());
        assert_eq!(config.max_connections.get(), 7);
        assert!(config.allow_plain_http);
        assert!(config.warnings().concat().contains("10.0.0.0/8"));
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
            ("IDC_PROXY_HEADER", "X-Real-IP, Forwarded"),
            ("IDC_ALLOW_PLAIN_HTTP", "yes"),
            ("IDC_MAX_CONNECTIONS", "0"),
            ("IDC_RATE_LIMIT", "-1"),
            ("IDC_CALL_LOG_DAYS", "0"),
        ];
        let ConfigProblems(problems) = read(&environment, "lisen = 'x'\norganization = {}").unwrap_err();
        assert_eq!(problems.len(), 13, "{problems:#?}");
    }

    #[test]
    fn passwords_do_not_cross_a_network_unencrypted_unless_that_is_said() {
        let table = [
            ("0.0.0.0:80", "http://idc.example.com", "false", false),
            ("192.0.2.1:80", "", "false", false),
            ("[::]:80", "http://localhost", "", false),
            ("0.0.0.0:80", "http://idc.example.com", "true", true),
            ("192.0.2.1:80", "", "true", true),
            ("0.0.0.0:80", "https://idc.example.com", "false", true),
            ("127.0.0.2:80", "http://idc.example.com", "false", true),
            ("[::1]:80", "", "false", true),
        ];
        for (listen, public_url, allowed, expected) in table {
            let environment =
                [("IDC_LISTEN", listen), ("IDC_PUBLIC_URL", public_url), ("IDC_ALLOW_PLAIN_HTTP", allowed)];
            let read = read(&environment, "");
            assert_eq!(read.is_ok(), expected, "{listen} {public_url}: {read:?}");
        }
    }
}
