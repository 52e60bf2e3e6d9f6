//! Who may say for whom a request is made, and in which header.

use std::{fmt, net::IpAddr, str::FromStr};

use actix_web::http::header::HeaderName;
use ipnet::IpNet;

/// The proxies that are believed, and where they write the client's address.
#[derive(Clone, Debug)]
pub struct Proxies {
    /// `IDC_TRUSTED_PROXIES`.
    pub trusted: Vec<IpNet>,
    /// `IDC_PROXY_HEADER`.
    pub header: ProxyHeader,
}

/// The one header in which proxies write the client's address. Any other is the client's own word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProxyHeader(HeaderName);

/// No name of a header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoHeaderName;

impl Proxies {
    /// Whether this address is that of a proxy that is believed.
    #[must_use]
    pub fn trusts(&self, address: IpAddr) -> bool {
        self.trusted.iter().any(|network| network.contains(&address))
    }

    /// The trusted networks in which there may be clients too. Those could write whatever address they like.
    pub fn wide(&self) -> impl Iterator<Item = &IpNet> {
        // Sites have an IPv6 /48 (RFC 6177) and seldom more than an IPv4 /16.
        self.trusted.iter().filter(|network| match network {
            IpNet::V4(network) => network.prefix_len() < 16,
            IpNet::V6(network) => network.prefix_len() < 48,
        })
    }
}

impl ProxyHeader {
    /// The name, in lower case.
    #[must_use]
    pub const fn name(&self) -> &HeaderName {
        &self.0
    }

    /// Whether its elements are those of RFC 7239; else they are bare addresses.
    #[must_use]
    pub fn is_forwarded(&self) -> bool {
        self.0 == "forwarded"
    }
}

impl FromStr for ProxyHeader {
    type Err = NoHeaderName;

    fn from_str(text: &str) -> Result<Self, NoHeaderName> {
        HeaderName::from_bytes(text.as_bytes()).map(Self).map_err(|_| NoHeaderName)
    }
}

impl fmt::Display for ProxyHeader {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

impl fmt::Display for NoHeaderName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("the name of one header is needed, such as X-Forwarded-For, Forwarded or X-Real-IP")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn networks_wider_than_one_site_are_wide() {
        let networks = ["10.0.0.0/8", "10.1.0.0/16", "0.0.0.0/0", "127.0.0.1/32", "2001:db8::/32", "fd00:1:2::/48"];
        let trusted = networks.map(|network| network.parse().unwrap()).to_vec();
        let proxies = Proxies { trusted, header: "forwarded".parse().unwrap() };
        let wide: Vec<String> = proxies.wide().map(ToString::to_string).collect();
        assert_eq!(wide, ["10.0.0.0/8", "0.0.0.0/0", "2001:db8::/32"]);
    }

    #[test]
    fn a_header_is_one_name() {
        assert!("Forwarded".parse::<ProxyHeader>().unwrap().is_forwarded());
        assert_eq!("CF-Connecting-IP".parse::<ProxyHeader>().unwrap().to_string(), "cf-connecting-ip");
        for bad in ["", "X-Real-IP, Forwarded", "X Real IP", "é"] {
            assert_eq!(bad.parse::<ProxyHeader>(), Err(NoHeaderName), "{bad:?}");
        }
    }
}
