//! From where a request comes.

use std::{
    fmt,
    net::{IpAddr, Ipv6Addr},
};

use actix_web::HttpRequest;
use ipnet::Ipv6Net;

use crate::config::{Proxies, ProxyHeader};

/// The address of whoever makes a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ClientAddress(IpAddr);

impl ClientAddress {
    /// The peer's address; where the peer is a trusted proxy, the rightmost address in its header that is none of them.
    /// What stands left of that is the client's own word, and so is every other header.
    #[must_use]
    pub(crate) fn of(request: &HttpRequest, proxies: &Proxies) -> Self {
        let mut nearest = peer(request);
        if proxies.trusts(nearest) {
            for hop in hops(request, &proxies.header).into_iter().rev() {
                // A hop that is no address says nothing, nor does what stands before it.
                let Some(address) = hop else { break };
                nearest = address;
                if !proxies.trusts(nearest) {
                    break;
                }
            }
        }
        Self(nearest)
    }

    /// The address of whoever is connected, be it a proxy.
    #[must_use]
    pub(crate) fn of_peer(request: &HttpRequest) -> Self {
        Self(peer(request))
    }

    /// The networks that attempts are counted by, the narrowest first. An IPv6 /64 is one customer's at least, so it
    /// counts as one address; wider ones may be one customer's too.
    pub(crate) fn networks(self) -> Vec<String> {
        match self.0 {
            IpAddr::V4(address) => vec![address.to_string()],
            IpAddr::V6(address) => [64, 56, 48]
                .into_iter()
                .filter_map(|length| Some(Ipv6Net::new(address, length).ok()?.trunc().to_string()))
                .collect(),
        }
    }
}

impl fmt::Display for ClientAddress {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

fn peer(request: &HttpRequest) -> IpAddr {
    request.peer_addr().map_or(IpAddr::V6(Ipv6Addr::UNSPECIFIED), |peer| peer.ip().to_canonical())
}

/// What the header says, in order; none for each element that is no address.
///
/// Elements are split at every comma, in quotes or not: what the client wrote may leave a quote open, and must not
/// swallow what the proxy wrote behind it. No address holds a comma.
fn hops(request: &HttpRequest, header: &ProxyHeader) -> Vec<Option<IpAddr>> {
    let values = request.headers().get_all(header.name());
    let elements = values.flat_map(|value| value.as_bytes().split(|&byte| byte == b','));
    elements
        .map(|element| {
            let element = str::from_utf8(element).ok()?.trim();
            parse_hop(if header.is_forwarded() { forwarded_for(element)? } else { element })
        })
        .collect()
}

/// The `for` of an element of `Forwarded` (RFC 7239, section 4); none where there are two, as no proxy writes.
fn forwarded_for(element: &str) -> Option<&str> {
    let mut values = element.split(';').filter_map(|pair| {
        let (name, value) = pair.trim().split_once('=')?;
        name.eq_ignore_ascii_case("for").then(|| value.trim_matches('"'))
    });
    values.next().filter(|_| values.next().is_none())
}

fn parse_hop(hop: &str) -> Option<IpAddr> {
    let address = hop.parse().ok().or_else(|| hop.parse().ok().map(|address: std::net::SocketAddr| address.ip()));
    let bracketed = || hop.strip_prefix('[')?.strip_suffix(']')?.parse().ok();
    address.or_else(bracketed).map(|address: IpAddr| address.to_canonical())
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;

    use super::*;

    fn address(peer: &str, headers: &[(&'static str, &str)], trusted: &[&str]) -> String {
        address_by("x-forwarded-for", peer, headers, trusted)
    }

    fn address_by(header: &str, peer: &str, headers: &[(&'static str, &str)], trusted: &[&str]) -> String {
        let mut request = TestRequest::default().peer_addr(peer.parse().unwrap());
        for &header in headers {
            request = request.append_header(header);
        }
        let trusted = trusted.iter().map(|network| network.parse().unwrap()).collect();
        let proxies = Proxies { trusted, header: header.parse().unwrap() };
        ClientAddress::of(&request.to_http_request(), &proxies).to_string()
    }

    #[test]
    fn only_a_trusted_proxy_is_believed() {
        let spoofed = [("x-forwarded-for", "6.6.6.6, 9.9.9.9")];
        assert_eq!(address("9.9.9.1:1", &spoofed, &[]), "9.9.9.1");
        assert_eq!(address("10.0.0.1:1", &spoofed, &["10.0.0.0/8"]), "9.9.9.9");
        let chain = [("x-forwarded-for", "9.9.9.9, 10.0.0.2")];
        assert_eq!(address("10.0.0.1:1", &chain, &["10.0.0.0/8"]), "9.9.9.9");
        let all = [("x-forwarded-for", "10.0.0.3, 10.0.0.2")];
        assert_eq!(address("10.0.0.1:1", &all, &["10.0.0.0/8"]), "10.0.0.3");
        assert_eq!(address("10.0.0.1:1", &[("x-forwarded-for", "nonsense")], &["10.0.0.0/8"]), "10.0.0.1");
        assert_eq!(address("[::ffff:10.0.0.1]:1", &[("x-forwarded-for", "9.9.9.9:80")], &["10.0.0.0/8"]), "9.9.9.9");
    }

    #[test]
    fn only_the_header_of_the_settings_counts() {
        let both = [("forwarded", "for=6.6.6.6"), ("x-forwarded-for", "9.9.9.9"), ("x-real-ip", "8.8.8.8")];
        for (header, expected) in [
            ("X-Forwarded-For", "9.9.9.9"),
            ("Forwarded", "6.6.6.6"),
            ("X-Real-IP", "8.8.8.8"),
            ("CF-Connecting-IP", "10.0.0.1"),
        ] {
            assert_eq!(address_by(header, "10.0.0.1:1", &both, &["10.0.0.0/8"]), expected, "{header}");
        }
    }

    #[test]
    fn what_the_client_wrote_does_not_hide_what_the_proxy_added() {
        for (value, expected) in [
            ("for=\"[2001:db8::1]:47011\";proto=https", "2001:db8::1"),
            ("proto=https;FOR=9.9.9.9;by=10.0.0.1", "9.9.9.9"),
            ("for=6.6.6.6, for=9.9.9.9", "9.9.9.9"),
            ("for=\"6.6.6.6, for=9.9.9.9", "9.9.9.9"),
            ("for=6.6.6.6, for=unknown", "10.0.0.1"),
            ("for=6.6.6.6, proto=https", "10.0.0.1"),
            ("for=6.6.6.6;for=9.9.9.9", "10.0.0.1"),
        ] {
            assert_eq!(
                address_by("forwarded", "10.0.0.1:1", &[("forwarded", value)], &["10.0.0.1/32"]),
                expected,
                "{value}"
            );
        }
        let lines = [("x-forwarded-for", "6.6.6.6"), ("x-forwarded-for", "nonsense, 9.9.9.9")];
        assert_eq!(address("10.0.0.1:1", &lines, &["10.0.0.0/8"]), "9.9.9.9");
    }

    #[test]
    fn ipv6_counts_by_networks() {
        let networks = |address: &str| ClientAddress(address.parse().unwrap()).networks();
        assert_eq!(
            networks("2001:db8:1:2345:3:4:5:6"),
            ["2001:db8:1:2345::/64", "2001:db8:1:2300::/56", "2001:db8:1::/48"]
        );
        assert_eq!(networks("9.9.9.9"), ["9.9.9.9"]);
    }
}
