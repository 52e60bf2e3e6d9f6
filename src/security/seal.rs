//! Sealing what a person typed, so that it can wait in their own browser while they sign in again.

use actix_web::cookie::Key;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chacha20poly1305::{
    KeyInit, XChaCha20Poly1305, XNonce,
    aead::{Aead, Payload},
};
use rand::{TryRng, rngs::SysRng};
use sha2::{Digest, Sha256};

use super::RandomnessUnavailable;

const NONCE_LENGTH: usize = 24;

/// Encrypts for one person (XChaCha20-Poly1305, their id as associated data), under a key made from that of the cookies.
#[derive(Clone)]
pub struct Seal(XChaCha20Poly1305);

impl Seal {
    /// A seal of this key.
    #[must_use]
    pub fn new(key: &Key) -> Option<Self> {
        // A key of its own: one key must not serve two ciphers.
        let own = Sha256::new().chain_update("sealed forms").chain_update(key.encryption()).finalize();
        XChaCha20Poly1305::new_from_slice(&own).ok().map(Self)
    }

    /// The text sealed to the person, in base64url.
    ///
    /// # Errors
    /// When the operating system gives no random bytes.
    pub fn close(&self, person: &str, text: &str) -> Result<String, RandomnessUnavailable> {
        let mut nonce = [0_u8; NONCE_LENGTH];
        SysRng.try_fill_bytes(&mut nonce).map_err(|_| RandomnessUnavailable)?;
        let payload = Payload { msg: text.as_bytes(), aad: person.as_bytes() };
        let sealed = self.0.encrypt(&XNonce::from(nonce), payload).map_err(|_| RandomnessUnavailable)?;
        Ok(URL_SAFE_NO_PAD.encode([nonce.as_slice(), &sealed].concat()))
    }

    /// The text, where it was sealed to this person and nobody touched it.
    #[must_use]
    pub fn open(&self, person: &str, sealed: &str) -> Option<String> {
        let bytes = URL_SAFE_NO_PAD.decode(sealed).ok()?;
        let (nonce, sealed) = bytes.split_first_chunk::<NONCE_LENGTH>()?;
        let payload = Payload { msg: sealed, aad: person.as_bytes() };
        String::from_utf8(self.0.decrypt(&XNonce::from(*nonce), payload).ok()?).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_person_opens_what_nobody_touched() {
        let seal = Seal::new(&Key::generate()).unwrap();
        let sealed = seal.close("ana", "typed = ünsaved").unwrap();
        assert_eq!(seal.open("ana", &sealed).as_deref(), Some("typed = ünsaved"));
        assert_eq!(seal.open("ben", &sealed), None);
        assert_eq!(seal.open("ana", &sealed[1..]), None);
        assert_eq!(seal.open("ana", ""), None);
        assert_eq!(Seal::new(&Key::generate()).unwrap().open("ana", &sealed), None);
    }
}
