//! Secret keys: made once, shown once, kept as a digest.

use super::{BASE62, RandomnessUnavailable, random_text, sha256_hex};
use crate::text_enum;

text_enum! {
    /// Whose key it is.
    pub enum KeyKind {
        /// An API user's.
        ApiUser = "api_user",
        /// A project's.
        Project = "project",
    }
}

impl KeyKind {
    const fn prefix(self) -> &'static str {
        match self {
            Self::ApiUser => "idcu_",
            Self::Project => "idcp_",
        }
    }
}

/// A key in the clear: `idcu_` or `idcp_`, 32 random base62 characters (190 bits), and the CRC-32 of all that
/// in 6 base62 characters, so that secret scanners can tell a key from noise.
#[derive(Clone, PartialEq, Eq)]
pub struct SecretKey(String);

/// The SHA-256 of a key, in lower-case hexadecimal: what is stored. A key has too many bits to be guessed from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyHash(String);

const RANDOM_LENGTH: usize = 32;
const CHECKSUM_LENGTH: usize = 6;

impl SecretKey {
    /// A new key.
    ///
    /// # Errors
    /// When the operating system gives no random bytes.
    pub fn generate(kind: KeyKind) -> Result<Self, RandomnessUnavailable> {
        let body = format!("{}{}", kind.prefix(), random_text(BASE62, RANDOM_LENGTH)?);
        let checksum = checksum(&body);
        Ok(Self(body + &checksum))
    }

    /// The key of a text; none where the prefix, the length, a character or the checksum is off.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let random = KeyKind::ALL.iter().find_map(|kind| text.strip_prefix(kind.prefix()))?;
        let is_base62 = random.bytes().all(|byte| byte.is_ascii_alphanumeric());
        if random.len() != RANDOM_LENGTH + CHECKSUM_LENGTH || !is_base62 {
            return None;
        }
        let (body, tail) = text.split_at_checked(text.len() - CHECKSUM_LENGTH)?;
        (checksum(body) == tail).then(|| Self(text.to_owned()))
    }

    /// What is stored of it.
    #[must_use]
    pub fn hash(&self) -> KeyHash {
        KeyHash(sha256_hex(&self.0))
    }

    /// The last four of the random characters, to tell keys apart by.
    #[must_use]
    pub fn last_four(&self) -> &str {
        let end = self.0.len() - CHECKSUM_LENGTH;
        self.0.get(end - 4..end).unwrap_or_default()
    }

    /// The key in the clear, for the one page that shows it.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl KeyHash {
    /// 64 hexadecimal characters.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn checksum(body: &str) -> String {
    let mut rest = crc32fast::hash(body.as_bytes());
    let mut digits = [b'0'; CHECKSUM_LENGTH];
    for digit in digits.iter_mut().rev() {
        *digit = BASE62[(rest % 62) as usize];
        rest /= 62;
    }
    digits.iter().map(|&digit| char::from(digit)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_recognised_and_a_damaged_one_is_not() {
        for kind in KeyKind::ALL {
            let key = SecretKey::generate(kind).unwrap();
            let text = key.reveal().to_owned();
            assert_eq!(text.len(), 5 + 32 + 6);
            assert!(SecretKey::parse(&text) == Some(key.clone()));
            assert_eq!(key.last_four(), &text[33..37]);
            let mut damaged = text.clone().into_bytes();
            damaged[20] = if damaged[20] == b'a' { b'b' } else { b'a' };
            let damaged = String::from_utf8(damaged).unwrap();
            for bad in
                [damaged.as_str(), &text[1..], "", "idcu_", "idcx_0", &format!("{text} "), &text.replace("idc", "idé")]
            {
                assert!(SecretKey::parse(bad).is_none(), "{bad:?}");
            }
        }
    }

    #[test]
    fn the_checksum_of_a_known_body() {
        // CRC-32 of "123456789" is 0xCBF43926, the check value of its standard; in base62 that is 3jZRME.
        assert_eq!(checksum("123456789"), "3jZRME");
    }

    #[test]
    fn the_digest_is_sha_256() {
        assert_eq!(sha256_hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }
}
