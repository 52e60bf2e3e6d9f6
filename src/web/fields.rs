//! Fields of bodies and queries, read strictly: what browsers never send is refused with a clear page, not guessed at.

use std::str::FromStr;

use actix_web::{FromRequest, HttpRequest, dev::Payload, web::Path};
use percent_encoding::percent_decode;

use super::{BadRequest, RequestError};

/// More fields than any form of ours has: a page of 50 projects posts a baseline and ten ticks of each, the other 950 of a
/// thousand a difference, and there are thirty more.
const MOST_FIELDS: usize = 2_000;

/// The fields in the order they came; a name may come more than once until one is asked for by [`Fields::one`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Fields(Vec<(String, String)>);

/// The fields of the query.
#[derive(Debug)]
pub(crate) struct QueryFields(pub Fields);

/// The id in the path; what is no id is not found.
#[derive(Debug)]
pub(crate) struct Id<T>(pub T);

/// Two ids in the path, one below the other; what is no id is not found.
#[derive(Debug)]
pub(crate) struct Ids<T, U>(pub T, pub U);

impl Fields {
    /// Decodes the WHATWG URL Standard's form encoding, but refuses what is no UTF-8.
    ///
    /// Fields are counted before any is decoded: a field takes fifty times the memory of the byte that makes it.
    ///
    /// # Errors
    /// [`BadRequest::TooManyFields`], [`BadRequest::InvalidUtf8`].
    pub(crate) fn decode(bytes: &[u8]) -> Result<Self, BadRequest> {
        if bytes.split(|&byte| byte == b'&').count() > MOST_FIELDS {
            return Err(BadRequest::TooManyFields);
        }
        let pairs = bytes.split(|&byte| byte == b'&').filter(|pair| !pair.is_empty());
        pairs
            .map(|pair| {
                let (name, value) = match pair.iter().position(|&byte| byte == b'=') {
                    Some(at) => (&pair[..at], &pair[at + 1..]),
                    None => (pair, [].as_slice()),
                };
                Ok((decode_text(name)?, decode_text(value)?))
            })
            .collect::<Result<_, _>>()
            .map(Self)
    }

    /// Fields that came another way.
    pub(super) const fn from_pairs(pairs: Vec<(String, String)>) -> Self {
        Self(pairs)
    }

    /// The same form encoding again.
    #[must_use]
    pub(crate) fn encode(&self) -> String {
        form_urlencoded::Serializer::new(String::new()).extend_pairs(&self.0).finish()
    }

    /// The value of a field that must be there once.
    pub(crate) fn one(&self, name: &'static str) -> Result<String, BadRequest> {
        self.optional(name)?.ok_or(BadRequest::MissingField(name))
    }

    /// The value of a field that may be there once.
    pub(crate) fn optional(&self, name: &str) -> Result<Option<String>, BadRequest> {
        let mut values = self.all(name);
        match (values.next(), values.next()) {
            (value, None) => Ok(value.map(str::to_owned)),
            (_, Some(_)) => Err(BadRequest::RepeatedField(name.to_owned())),
        }
    }

    /// The number in a field that must be there once.
    pub(crate) fn number(&self, name: &'static str) -> Result<i64, BadRequest> {
        self.one(name)?.parse().map_err(|_| BadRequest::UnknownValue(name))
    }

    /// Every value of a field that may be there many times, such as boxes of one group.
    pub(crate) fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        self.0.iter().filter(move |(at, _)| at == name).map(|(_, value)| value.as_str())
    }

    /// Whether a field of this name is there.
    #[must_use]
    pub(crate) fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(at, _)| at == name)
    }

    /// The fields whose names start so, with the rest of their names.
    pub(crate) fn starting<'a>(&'a self, prefix: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.0.iter().filter_map(move |(name, value)| Some((name.strip_prefix(prefix)?, value.as_str())))
    }

    /// All fields in order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// The fields without those that the predicate names.
    #[must_use]
    pub(crate) fn without(&self, unwanted: impl Fn(&str) -> bool) -> Self {
        Self(self.0.iter().filter(|(name, _)| !unwanted(name)).cloned().collect())
    }
}

impl IntoIterator for Fields {
    type Item = (String, String);
    type IntoIter = std::vec::IntoIter<(String, String)>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

fn decode_text(bytes: &[u8]) -> Result<String, BadRequest> {
    let spaced: Vec<u8> = bytes.iter().map(|&byte| if byte == b'+' { b' ' } else { byte }).collect();
    let text = percent_decode(&spaced).decode_utf8().map_err(|_| BadRequest::InvalidUtf8)?;
    Ok(text.into_owned())
}

impl FromRequest for QueryFields {
    type Error = RequestError;
    type Future = std::future::Ready<Result<Self, RequestError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let fields = Fields::decode(request.query_string().as_bytes());
        std::future::ready(fields.map(Self).map_err(RequestError::from))
    }
}

impl<T: FromStr> FromRequest for Id<T> {
    type Error = RequestError;
    type Future = std::future::Ready<Result<Self, RequestError>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let path = Path::<String>::from_request(request, payload).into_inner();
        let id = path.ok().and_then(|text| text.parse().ok()).map(Self);
        std::future::ready(id.ok_or(RequestError::NotFound))
    }
}

impl<T: FromStr, U: FromStr> FromRequest for Ids<T, U> {
    type Error = RequestError;
    type Future = std::future::Ready<Result<Self, RequestError>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let path = Path::<(String, String)>::from_request(request, payload).into_inner();
        let ids = path.ok().and_then(|path| Some(Self(path.0.parse().ok()?, path.1.parse().ok()?)));
        std::future::ready(ids.ok_or(RequestError::NotFound))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_read_to_the_letter() {
        let fields = Fields::decode(b"a=1+2&b=%C3%A9&t=x&t=y&empty=&bare").unwrap();
        assert_eq!(fields.one("a"), Ok("1 2".to_owned()));
        assert_eq!(fields.one("b"), Ok("é".to_owned()));
        assert_eq!(fields.one("bare"), Ok(String::new()));
        assert_eq!(fields.all("t").collect::<Vec<_>>(), ["x", "y"]);
        assert_eq!(fields.one("t"), Err(BadRequest::RepeatedField("t".to_owned())));
        assert_eq!(fields.one("c"), Err(BadRequest::MissingField("c")));
        assert_eq!(Fields::decode(fields.encode().as_bytes()).as_ref(), Ok(&fields));
    }

    #[test]
    fn more_fields_than_any_form_has_are_refused() {
        let body = |fields: usize| vec!["a=b"; fields].join("&");
        assert!(Fields::decode(body(MOST_FIELDS).as_bytes()).is_ok());
        assert_eq!(Fields::decode(body(MOST_FIELDS + 1).as_bytes()), Err(BadRequest::TooManyFields));
        assert_eq!(Fields::decode(&[b'&'; MOST_FIELDS]), Err(BadRequest::TooManyFields));
    }

    #[test]
    fn what_is_no_utf_8_is_refused() {
        for bad in [b"a=%FF".as_slice(), b"%C3=1", b"a=\xC3\x28"] {
            assert_eq!(Fields::decode(bad), Err(BadRequest::InvalidUtf8));
        }
        assert_eq!(Fields::decode(b"a=%zz").unwrap().one("a"), Ok("%zz".to_owned()));
    }
}
