//! From where a request comes.

use std::{
    fmt,
    net::{IpAddr, Ipv6Addr},
};

use actix_web::HttpRequest;
use ipnet::{IpNet, Ipv6Net};

/// The address of whoever makes a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClientAddress(IpAddr);

impl ClientAddress {
    /// The peer's address; where the peer is a trusted proxy, the nearest address in `X-Forwarded-For`
    /// (else `Forwarded`, RFC 7239) that is not one.
    #[must_use]
    pub fn of(request: &HttpRequest, trusted: &[IpNet]) -> Self {
        let peer = request.peer_addr().map_or(IpAddr::V6(Ipv6Addr::UNSPECIFIED), |peer| peer.ip().to_canonical());
        Self(behind_proxies(peer, trusted, forwarded(request)))
    }

    /// The networks that attempts are counted by, the narrowest first. An IPv6 /64 is one customer's at least, so it
    /// counts as one address; wider ones may be one customer's too.
    pub fn networks(self) -> Vec<String> {
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

fn behind_proxies(peer: IpAddr, trusted: &[IpNet], hops: Vec<String>) -> IpAddr {
    let is_trusted = |address: &IpAddr| trusted.iter().any(|network| network.contains(address));
    let mut nearest = peer;
    for hop in hops.into_iter().rev() {
        if !is_trusted(&nearest) {
            break;
        }
        // A hop that is no address says nothing, nor does what stands before it.
        let Some(address) = parse_hop(&hop) else { break };
        nearest = address;
    }
    nearest
}

fn forwarded(request: &HttpRequest) -> Vec<String> {
    let values = |name: &str| -> Vec<String> {
        let headers = request.headers().get_all(name).filter_map(|value| value.to_str().ok());
        headers.flat_map(|value| value.split(',')).map(|hop| hop.trim().to_owned()).collect()
    };
    let (hops, standard) = (values("x-forwarded-for"), values("forwarded"));
    if !hops.is_empty() {
        // With both, one may come from the proxy and one from whoever it speaks for: neither is believed.
        return if standard.is_empty() { hops } else { Vec::new() };
    }
    let parameter = |hop: String| {
        hop.split(';').find_map(|pair| {
            let (name, value) = pair.trim().split_once('=')?;
            name.eq_ignore_ascii_case("for").then(|| value.trim_matches('"').to_owned())
        })
    };
    standard.into_iter().map(|hop| parameter(hop).unwrap_or_default()).collect()
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
        let mut request = TestRequest::default().peer_addr(peer.parse().unwrap());
        for &header in headers {
            request = request.append_header(header);
        }
        let trusted: Vec<IpNet> = trusted.iter().map(|network| network.parse().unwrap()).collect();
        ClientAddress::of(&request.to_http_request(), &trusted).to_string()
    }

    #[test]
    fn only_a_trusted_proxy_is_believed() {
        let spoofed = [("x-forwarded-for", "6.6.6.6, 9.9.9.9")];
        assert_eq!(address("9.9.9.1:1", &spoofed, &[]), "9.9.9.1");
        assert_eq!(address("10.0.0.1:1", &spoofed, &["10.0.0.0/8"]), "9.9.9.9");
        let chain = [("x-forwarded-for", "9.9.9.9, 10.0.0.2")];
        assert_eq!(address("10.0.0.1:1", &chain, &["10.0.0.0/8"]), "9.9.9.9");
        let standard = [("forwarded", "for=\"[2001:db8::1]:47011\";proto=https")];
        assert_eq!(address("10.0.0.1:1", &standard, &["10.0.0.0/8"]), "2001:db8::1");
        assert_eq!(address("10.0.0.1:1", &[("x-forwarded-for", "nonsense")], &["10.0.0.0/8"]), "10.0.0.1");
        assert_eq!(address("[::ffff:10.0.0.1]:1", &[("x-forwarded-for", "9.9.9.9:80")], &["10.0.0.0/8"]), "9.9.9.9");
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
