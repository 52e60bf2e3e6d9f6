//! Digests in lower-case hexadecimal.

use sha2::{Digest, Sha256};

/// The SHA-256 of a text, 64 characters.
#[must_use]
pub fn sha256_hex(text: &str) -> String {
    hex::encode(Sha256::digest(text))
}
