//! Encrypting what a person typed, so that it can wait in their own browser while they sign in again.
//!
//! It is the private cookie of the `cookie` crate (AES-256-GCM, the cookie's name as associated data) without a cookie.

use actix_web::cookie::{Cookie, CookieJar, Key};

/// The text encrypted for one purpose, which must be named again to decrypt it.
pub(crate) fn encrypt(key: &Key, purpose: &str, text: &str) -> String {
    let mut jar = CookieJar::new();
    jar.private_mut(key).add(Cookie::new(purpose.to_owned(), text.to_owned()));
    jar.get(purpose).map(|cookie| cookie.value().to_owned()).unwrap_or_default()
}

/// The text, where it was encrypted for this purpose and nobody touched it.
pub(crate) fn decrypt(key: &Key, purpose: &str, encrypted: &str) -> Option<String> {
    let cookie = Cookie::new(purpose.to_owned(), encrypted.to_owned());
    CookieJar::new().private(key).decrypt(cookie).map(|cookie| cookie.value().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_purpose_opens_what_nobody_touched() {
        let key = Key::generate();
        let encrypted = encrypt(&key, "form of ana", "typed = ünsaved");
        assert_eq!(decrypt(&key, "form of ana", &encrypted).as_deref(), Some("typed = ünsaved"));
        assert_eq!(decrypt(&key, "form of ben", &encrypted), None);
        assert_eq!(decrypt(&key, "form of ana", &encrypted[1..]), None);
        assert_eq!(decrypt(&key, "form of ana", ""), None);
        assert_eq!(decrypt(&Key::generate(), "form of ana", &encrypted), None);
    }
}
